"""Closing months past the controls, and another book's year with all that goes along with closing it."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from ledger import closing
from ledger.db.session import write_session
from ledger.services.books import open_book
from ledger.services.organisations import find_organisation
from ledger.services.periods import close_month
from tests.support.story import EVERYTHING, OPENED_ON, Here, Story

WHY: Final = "Boken har inget konto och inget ekonomisystem."
LAST_MONTH: Final = date(2019, 12, 1)


def close_months(story: Story, first_open: date, since: date = OPENED_ON) -> None:
    """Close every month from that of `since` until that of the day, whatever the controls say."""
    month = since
    with write_session(story.engine) as session:
        while month < first_open:
            close_month(session, **story.officer, month=month)
            month = (month + timedelta(days=31)).replace(day=1)


def let_stand(session: Session, officer: Here, approver: Here, month: date) -> tuple[str, ...]:
    """Have the one explain and the other accept all that differs in a month; the findings' keys."""
    keys = tuple(
        one.finding.key
        for one in closing.month_findings(session, scope=officer["scope"], book_id=officer["book_id"], month=month)
    )
    for key in keys:
        closing.explain(session, **officer, month=month, finding=key, reason=WHY)
        closing.accept(session, **approver, month=month, finding=key)
    return keys


def close_a_year(session: Session, officer_id: int, approver_id: int) -> int:
    """Another book, opened in December 2019 and empty, with its month and its year closed on explanations; its id."""
    book = open_book(
        session,
        actor=officer_id,
        scope=EVERYTHING,
        code="stangd",
        name="Stängd bok",
        organisation_id=find_organisation(session, "SKR").id,
        opened_on=LAST_MONTH,
    )
    officer, approver = (Here(actor=actor, scope=EVERYTHING, book_id=book.id) for actor in (officer_id, approver_id))
    let_stand(session, officer, approver, LAST_MONTH)
    closing.close_month(session, **officer, month=LAST_MONTH)
    closing.close_year(session, **officer, year=LAST_MONTH.year)
    return book.id
