"""What recipients hold of a pot's money, paid out and not reported: how much may be taken, and what has taken it."""

from datetime import date
from typing import Final

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from ledger.balances import entry_to_reverse, last_entry_of, lowest_from
from ledger.db.documents import Document
from ledger.db.passing_on import PassingOn
from ledger.db.reclaims import Recall
from ledger.db.use_reports import UseReport, UseReview
from ledger.domain.chart import Kind
from ledger.errors import HeldInsufficient, HeldUsed
from ledger.money import Ore
from ledger.services.documents import Registered, state_now
from ledger.services.pots import PotInfo, pot_info

_IN_FORCE: Final = ("booked", "approved")


def require_held(session: Session, book_id: int, pot: PotInfo, wanted_ore: Ore, on: date) -> None:
    """Refuse, with `HeldInsufficient`, more than the recipient holds unreported, on the day and on every later one."""
    held_ore, day = lowest_from(session, book_id, Kind.DISBURSED, pot.id, on)
    if wanted_ore > held_ore:
        raise HeldInsufficient(pot=pot.name, wanted_ore=wanted_ore, held_ore=held_ore, day=day)


def refuse_held_used(session: Session, document: Registered, on: date) -> None:
    """Refuse to turn back what gave recipients money that they no longer hold, on the day or on a later one.

    Raises `HeldUsed`, which names what has taken it: reported, recalled or passed on.
    """
    # Nothing in the book has the number 0: there is an entry in force, as the document's state says.
    given = entry_to_reverse(session, document.book_id, last_entry_of(session, document.book_id, document.id) or 0)
    day = max(on, given.booked_on)
    for line in given.movement.lines:
        if line.kind is Kind.DISBURSED and line.amount_ore > 0:
            left_ore, short_on = lowest_from(session, document.book_id, Kind.DISBURSED, line.pot.pot_id, day)
            if left_ore < line.amount_ore:
                raise HeldUsed(
                    document=document.number,
                    pot=pot_info(session, document.book_id, line.pot.pot_id).name,
                    given_ore=line.amount_ore,
                    left_ore=left_ore,
                    day=short_on,
                    taken_by=_taking(session, document.book_id, line.pot.pot_id),
                )


def _taking(session: Session, book_id: int, pot_id: int) -> tuple[str, ...]:
    """The numbers of the documents in force that took of what the pot's recipient held."""
    taking = union_all(
        select(PassingOn.document_id).where(PassingOn.book_id == book_id, PassingOn.pot_id == pot_id),
        select(Recall.document_id).where(Recall.book_id == book_id, Recall.pot_id == pot_id),
        select(UseReview.document_id)
        .join(UseReport, UseReport.document_id == UseReview.report_id)
        .where(UseReport.book_id == book_id, UseReport.pot_id == pot_id, UseReview.held_ore > 0),
    )
    query = (
        select(Document.number)
        .where(Document.id.in_(taking), state_now(Document.id).in_(_IN_FORCE))
        .order_by(Document.id)
    )
    return tuple(session.scalars(query))
