"""Closing months and years in order, on what the controls found.

`ledger.closing` runs the controls and is, by contract, the only part of the program that comes here: so no shell can
close anything without them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import first_day, lock_book
from ledger.db.periods import ClosingFinding, YearClosing
from ledger.domain.findings import Finding
from ledger.domain.periods import first_of_month, month_name, next_month
from ledger.domain.scope import Scope
from ledger.errors import DateOutOfRange, PeriodNotOver, YearBeforeBook, YearEarlierOpen, YearMonthsOpen, YearNotOver
from ledger.services.audit import write_audit
from ledger.services.explanations import require_explained
from ledger.services.period_states import closed_months, closed_years, next_state, require_year_open
from ledger.services.seals import Sealed, seal_book


@dataclass(frozen=True)
class ClosedMonth:
    """A month, by its first day, that takes no more entries; `seal` is None for a book where nothing is booked."""

    month: date
    seal: Sealed | None
    explained: int = 0


@dataclass(frozen=True)
class ClosedYear:
    """A year that is closed for good; `seal` is None for a book where nothing is booked."""

    year: int
    seal: Sealed | None


def close_month(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    month: date,
    reason: str = "",
    findings: Collection[Finding] = (),
) -> ClosedMonth:
    """Close the month of a day, when it is over and every month before it is closed, and seal the book.

    `findings` are all that the controls found at its end, none if they found nothing. Raises `PeriodBroken`,
    `PeriodUnexplained`, `PeriodNotOver`, `DateOutOfRange` for a month before the book was opened, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    first = first_of_month(month)
    require_closable(session, book_id, first)
    explained = require_explained(session, book_id, first, findings)
    no = next_state(session, actor=actor, book_id=book_id, month=first, state="closed", reason=reason)
    if explained:
        closed_on = {"book_id": book_id, "month": first, "no": no}
        rows = [{**closed_on, "digest": digest, "explanation_no": by_no} for digest, by_no in explained.items()]
        session.execute(insert(ClosingFinding), rows)
    return ClosedMonth(first, seal_book(session, actor=actor, scope=scope, book_id=book_id), len(explained))


def close_year(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    year: int,
    reason: str = "",
    findings: Collection[Finding] = (),
) -> ClosedYear:
    """Close a year for good, when its months and every year before it are closed, and seal the book.

    `findings` are all that the controls found at its end. Raises `YearClosed`, `YearNotOver`, `YearBeforeBook`,
    `YearEarlierOpen`, `YearMonthsOpen`, `PeriodBroken`, `PeriodUnexplained`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_year_closable(session, book_id, year)
    require_explained(session, book_id, date(year, 12, 1), findings)
    session.execute(
        insert(YearClosing).values(
            book_id=book_id,
            year=year,
            closed_on=clock.today(),
            reason=reason.strip(),
            recorded_at=clock.now(),
            actor_id=actor,
        )
    )
    write_audit(session, actor=actor, book_id=book_id, verb="close", what="year", what_id=None, year=year)
    return ClosedYear(year, seal_book(session, actor=actor, scope=scope, book_id=book_id))


def require_over(session: Session, book_id: int, month: date) -> None:
    """Refuse a month (its first day) before the book was opened (`DateOutOfRange`), or not over (`PeriodNotOver`)."""
    opened = first_of_month(first_day(session, book_id))
    if month < opened:
        raise DateOutOfRange(what="Månad", given=month, earliest=opened, latest=None)
    if month >= first_of_month(clock.today()):
        raise PeriodNotOver(month=month_name(month), reason="not_over")


def require_closable(session: Session, book_id: int, month: date) -> None:
    """Refuse a month (its first day) that is not the book's first open one, or not over."""
    require_over(session, book_id, month)
    closed = closed_months(session, book_id)
    if month in closed:
        raise PeriodNotOver(month=month_name(month), reason="already_closed")
    before = first_of_month(first_day(session, book_id))
    while before < month:
        if before not in closed:
            raise PeriodNotOver(month=month_name(month), reason="earlier_open")
        before = next_month(before)


def require_year_closable(session: Session, book_id: int, year: int) -> None:
    """Refuse a year that is closed, not over or before the book, or with an open month or year before its end."""
    opened = first_day(session, book_id)
    if year < opened.year:
        raise YearBeforeBook(year=year, opened_on=opened)
    if year >= clock.today().year:
        raise YearNotOver(year=year)
    require_year_open(session, book_id, year)
    years = closed_years(session, book_id)
    for before in range(opened.year, year):
        if before not in years:
            raise YearEarlierOpen(year=year, first_year=before)
    closed = closed_months(session, book_id)
    for number in range(opened.month if year == opened.year else 1, 13):
        if date(year, number, 1) not in closed:
            raise YearMonthsOpen(year=year, first_month=month_name(date(year, number, 1)))
