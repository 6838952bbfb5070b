"""Turning a document back with a counter-entry, unless something else has been taken out of what it gave."""

from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import entry_to_reverse, last_entry_of, lock_book, lowest_from, taken_since
from ledger.db.details import FORMS, DocumentKind
from ledger.db.documents import Document
from ledger.domain.chart import Kind
from ledger.domain.entries import Line
from ledger.domain.scope import Scope
from ledger.errors import CorrectionExceedsLeft
from ledger.posting import Booked
from ledger.services.documents import Registered, annul, require_document, require_reason, require_state
from ledger.services.inputs import require_not_ahead
from ledger.services.pots import pot_info

_HOLDS_MONEY: Final = frozenset({Kind.AVAILABLE, Kind.RESERVED, Kind.COMMITTED})


def turn_back(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    kind: DocumentKind,
    document_id: int,
    reason: str,
    booked_on: date,
    states: tuple[str, ...] = ("booked",),
) -> tuple[Registered, Booked]:
    """Annul a document of that kind that is in one of `states`, with a counter-entry.

    Raises `CorrectionExceedsLeft` when what it gave has been taken since, `DocumentWrongState`, `ReasonMissing`,
    `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=kind, document_id=document_id)
    require_state(session, document, *states)
    require_reason(reason)
    require_not_ahead("Bokföringsdag", booked_on)
    _refuse_taken(session, document, booked_on)
    booked = annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av {FORMS[kind].name} {document.number}",
        state="annulled",
    )
    return document, booked


def _refuse_taken(session: Session, document: Registered, on: date) -> None:
    """Refuse, with `CorrectionExceedsLeft`, to take from a pot, reservation or commitment what it has not left."""
    # Nothing in the book has the number 0: there is an entry in force, as the document's state says.
    seq = last_entry_of(session, document.book_id, document.id) or 0
    original = entry_to_reverse(session, document.book_id, seq)
    day = max(on, original.booked_on)
    for line in original.movement.lines:
        if line.kind in _HOLDS_MONEY and line.amount_ore > 0:
            account = document.book_id, line.kind, line.pot.pot_id
            left_ore, short_on = lowest_from(session, *account, day, subject_id=line.subject_id)
            if left_ore < line.amount_ore:
                raise CorrectionExceedsLeft(
                    document=document.number,
                    what=_name(session, document.book_id, line),
                    wanted_ore=line.amount_ore,
                    left_ore=left_ore,
                    day=short_on,
                    later=taken_since(session, *account, subject_id=line.subject_id, seq=seq),
                )


def _name(session: Session, book_id: int, line: Line) -> str:
    """The pot's name, or the number of the document whose account it is."""
    if line.subject_id == 0:
        return pot_info(session, book_id, line.pot.pot_id).name
    return session.execute(select(Document.number).where(Document.id == line.subject_id)).scalar_one()
