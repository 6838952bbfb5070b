"""The story from beginning to end."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.keepers import Book
from ledger.demo.agreement import agree, decide_assignment
from ledger.demo.cast import Cast, at, introduce
from ledger.demo.county import settle
from ledger.demo.figures import ASSIGNED_ON, COORDINATOR, COUNTY, LAST_USE, OPENED_ON, PAID_OUT_ON, SPLIT_ON
from ledger.demo.first_year import Spent, spend
from ledger.demo.money_in import pay_out, requisition
from ledger.demo.split import split
from ledger.errors import DatabaseNotEmpty
from ledger.services.agreement_amounts import decide_amount
from ledger.services.agreements import PurposeInfo
from ledger.services.commitments import commit


@dataclass(frozen=True)
class Story:
    """The ids of what the story is about, for those who go on with it."""

    cast: Cast
    purpose: PurposeInfo
    bank_account_id: int
    commitment_id: int
    spent: Spent

    @property
    def book_id(self) -> int:
        """VästKom's book."""
        return self.cast.book_id

    @property
    def officer_id(self) -> int:
        """Who registers."""
        return self.cast.officer

    @property
    def approver_id(self) -> int:
        """Who approves up to a limit."""
        return self.cast.approver


def refuse_unless_empty(session: Session) -> None:
    """Raise `DatabaseNotEmpty` when there is a book already."""
    books = session.scalars(select(Book.code).order_by(Book.code)).all()
    if books:
        raise DatabaseNotEmpty(books=tuple(books))


def tell(session: Session) -> Story:
    """Tell the first year in an empty database; raises `DatabaseNotEmpty`. The caller commits."""
    refuse_unless_empty(session)
    with at(OPENED_ON):
        cast = introduce(session)
        settle(session, cast)
    with at(ASSIGNED_ON):
        purpose = agree(session, cast)
        agreed, assigned = decide_assignment(session, cast)
        decide_amount(
            session,
            **cast.officer_here,
            purpose_id=purpose.id,
            amount_ore=COUNTY,
            decision_id=agreed,
            on=ASSIGNED_ON,
        )
        commitment = commit(
            session,
            **cast.officer_here,
            pot_id=purpose.pot.id,
            performer_id=cast.organisations["SK"],
            name="Länsgemensam samordnare för suicidprevention",
            amount_ore=COORDINATOR,
            decision_id=assigned,
            on=ASSIGNED_ON,
            ends_on=LAST_USE,
        )
    with at(SPLIT_ON):
        given = split(session, cast, purpose)
    bank = requisition(session, cast, purpose)
    with at(PAID_OUT_ON):
        pay_out(session, cast, bank, given)
    spent = spend(session, cast, bank, commitment.document.id)
    return Story(cast, purpose, bank, commitment.document.id, spent)
