"""Clearing between books: what a handover left to be paid, settled at the bank, each book by itself."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger.balances import lock_book, pot_ref
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.yearend import ClearingSettlement, Handover
from ledger.domain import rules
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import ClearingExceeded, HandoverSettled, NotFound
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.bank_accounts import require_bank_holds
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register_booked,
    require_document,
    require_state,
    state_now,
)
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.rests import moved_by


@dataclass(frozen=True)
class Settled:
    """A booked settlement, and what its handover has left in clearing in this book, in öre.

    `booked` is None when the same had been settled before, by its source key.
    """

    document: Registered
    booked: Booked | None
    left_ore: Ore


def settle_clearing(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    handover_id: int,
    bank_account_id: int,
    amount_ore: Ore,
    on: date,
    source_key: str | None = None,
    example: bool = False,
) -> Settled:
    """Book that money of a handover has left this book's bank, or reached it in the book that took over.

    Raises `ClearingExceeded`, `BankInsufficient` where money leaves, `AmountNotPositive`, `DateBefore` for a day before
    the handover, `DateOutOfRange`, `DocumentWrongState`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    handover, handed = _handover(session, book_id, handover_id)
    require_document(session, book_id=book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=bank_account_id)
    require_not_ahead("Regleringens dag", on)
    require_not_before("Regleringens dag", on, f"dagen för {handed.number},", handover.handed_on)
    root = pot_ref(session, book_id, handover.pot_id).root
    leaves = handover.given_id is None
    if not is_known(session, book_id, source_key):
        require_state(session, handed, "booked")
        _require_left(session, handover, handed, positive(amount_ore))
        if leaves:
            require_bank_holds(session, book_id, bank_account_id, root_id=root.pot_id, wanted_ore=amount_ore, on=on)
    row = {
        "handover_id": handover_id,
        "bank_account_id": bank_account_id,
        "settled_on": on,
        "amount_ore": positive(amount_ore),
    }
    document, booked = register_booked(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.CLEARING_SETTLEMENT,
        on=on,
        text=f"av {handed.number}",
        states=("registered", "booked"),
        details={ClearingSettlement: [row]},
        movement=lambda _own_id: rules.clearing_settled(
            root=root, bank_id=bank_account_id, amount_ore=amount_ore if leaves else -amount_ore
        ),
        source_key=source_key,
        example=example,
    )
    handed_ore, settled_ore = _standing(session, handover)
    return Settled(document, booked, handed_ore - settled_ore)


def correct_clearing(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a settlement back with a counter-entry: its money is in clearing again.

    Raises `DocumentWrongState`, `ReasonMissing`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(
        session, book_id=book_id, kind=DocumentKind.CLEARING_SETTLEMENT, document_id=document_id
    )
    require_state(session, document, "booked")
    require_not_ahead("Bokföringsdag", booked_on)
    return annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av avräkning {document.number}",
        state="annulled",
    )


def refuse_settled(session: Session, *sides: Registered) -> None:
    """Refuse, with `HandoverSettled`, a handover that money is settled for on any of its sides."""
    query = (
        select(Document.number, ClearingSettlement.amount_ore)
        .join(ClearingSettlement, ClearingSettlement.document_id == Document.id)
        .where(ClearingSettlement.handover_id.in_([side.id for side in sides]), state_now(Document.id) == "booked")
        .order_by(Document.id)
    )
    found = session.execute(query).all()
    if found:
        raise HandoverSettled(
            handover=sides[0].number,
            settled_ore=sum(row.amount_ore for row in found),
            settlements=tuple(row.number for row in found),
        )


def _handover(session: Session, book_id: int, handover_id: int) -> tuple[Handover, Registered]:
    """The handover as this book has it, and its document."""
    query = select(Handover).where(Handover.document_id == handover_id, Handover.book_id == book_id)
    handover = session.execute(query).scalar_one_or_none()
    if handover is None:
        raise NotFound(what="överlämnande", name=str(handover_id))
    kind = DocumentKind.HANDOVER_OUT if handover.given_id is None else DocumentKind.HANDOVER_IN
    return handover, require_document(session, book_id=book_id, kind=kind, document_id=handover_id)


def _require_left(session: Session, handover: Handover, handed: Registered, wanted_ore: Ore) -> None:
    handed_ore, settled_ore = _standing(session, handover)
    if wanted_ore > handed_ore - settled_ore:
        raise ClearingExceeded(
            handover=handed.number, wanted_ore=wanted_ore, handed_ore=handed_ore, left_ore=handed_ore - settled_ore
        )


def _standing(session: Session, handover: Handover) -> tuple[Ore, Ore]:
    """What the handover put in clearing, available and committed, and what is settled of it."""
    handed_ore = handover.available_ore + sum(one.rest_ore for one in moved_by(session, handover.document_id))
    query = select(func.sum(ClearingSettlement.amount_ore)).where(
        ClearingSettlement.handover_id == handover.document_id,
        state_now(ClearingSettlement.document_id) == "booked",
    )
    return handed_ore, int(session.execute(query).scalar_one() or 0)
