"""Receipts that wait at Övrigt: money from an unknown sender, and what a payment holds above its claim."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.requisitions import Receipt
from ledger.db.unplaced_receipts import ReceiptPlacement, UnplacedReceipt
from ledger.domain import rules
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import DocumentSourceKeyTaken, ReceiptPlaced
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.books import other_root
from ledger.services.claims import claim_from, requisition_of
from ledger.services.documents import (
    Registered,
    annul,
    register_booked,
    registered_under,
    require_document,
    require_state,
    state_now,
)
from ledger.services.inputs import require_not_ahead
from ledger.services.receipts import RegisteredReceipt, register_receipt


@dataclass(frozen=True)
class UnplacedMoney:
    """A booked receipt that waits at Övrigt; `booked` is None when it was registered before, by its source key."""

    document: Registered
    booked: Booked | None
    amount_ore: Ore


@dataclass(frozen=True)
class _Coming:
    """Who registers money that came to which account, and when."""

    actor: int
    book_id: int
    bank_account_id: int
    on: date
    text: str
    example: bool


def register_unplaced_receipt(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    bank_account_id: int,
    amount_ore: Ore,
    on: date,
    sender: str = "",
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> UnplacedMoney:
    """Book money that nobody knows yet what it pays; `sender` and `text` are the bank's own.

    Raises `AmountNotPositive`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    coming = _Coming(actor, book_id, bank_account_id, on, text.strip(), example)
    return _wait(session, coming, amount_ore, sender=sender.strip(), surplus_of_id=None, source_key=source_key)


def register_receipt_with_surplus(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    requisition_id: int,
    bank_account_id: int,
    amount_ore: Ore,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> tuple[RegisteredReceipt, UnplacedMoney | None]:
    """Book one payment that may be above the requisition's claim: what the claim holds, and the rest unplaced.

    Two documents and two entries, or neither. The surplus is None where there is none, and its source key ends in
    `:surplus`. Raises as `register_receipt`; `ReceiptExceedsClaim` only where nothing at all is owed.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    claimed = require_document(session, book_id=book_id, kind=DocumentKind.REQUISITION, document_id=requisition_id)
    earlier_ore = _amount_under(session, book_id, source_key, amount_ore)
    if earlier_ore is None:
        claim_ore = claim_from(session, claimed, requisition_of(session, requisition_id), on)
        placed_ore = min(positive(amount_ore), claim_ore) if claim_ore > 0 else amount_ore
    else:
        placed_ore = earlier_ore
    with session.begin_nested():
        received = register_receipt(
            session,
            actor=actor,
            scope=scope,
            book_id=book_id,
            requisition_id=requisition_id,
            bank_account_id=bank_account_id,
            amount_ore=placed_ore,
            on=on,
            text=text,
            source_key=source_key,
            example=example,
        )
        if placed_ore == amount_ore:
            return received, None
        coming = _Coming(actor, book_id, bank_account_id, on, text.strip(), example)
        surplus = _wait(
            session,
            coming,
            amount_ore - placed_ore,
            sender="",
            surplus_of_id=received.document.id,
            source_key=_surplus_key(source_key),
        )
        return received, surplus


def correct_unplaced_receipt(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a receipt that waits at Övrigt back with a counter-entry.

    Raises `ReceiptPlaced` as long as any of it is placed, `DocumentWrongState`, `ReasonMissing`, `NotFound`, and what
    the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.UNPLACED_RECEIPT, document_id=document_id)
    placed = placements_of(session, document_id)
    if placed:
        raise ReceiptPlaced(
            receipt=document.number,
            placed_ore=sum(ore for _number, ore in placed),
            placements=tuple(number for number, _ore in placed),
        )
    require_state(session, document, "unplaced")
    require_not_ahead("Bokföringsdag", booked_on)
    return annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av inbetalning {document.number}",
        state="annulled",
    )


def placements_of(session: Session, unplaced_id: int) -> list[tuple[str, Ore]]:
    """The placements in force of a receipt: number and öre."""
    query = (
        select(Document.number, ReceiptPlacement.amount_ore)
        .join(Document, Document.id == ReceiptPlacement.document_id)
        .where(ReceiptPlacement.unplaced_id == unplaced_id, state_now(ReceiptPlacement.document_id) == "booked")
        .order_by(Document.id)
    )
    return [(number, amount_ore) for number, amount_ore in session.execute(query)]


def _wait(
    session: Session,
    coming: _Coming,
    amount_ore: Ore,
    *,
    sender: str,
    surplus_of_id: int | None,
    source_key: str | None,
) -> UnplacedMoney:
    """Book money at Övrigt."""
    require_document(
        session, book_id=coming.book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=coming.bank_account_id
    )
    require_not_ahead("Inbetalningens dag", coming.on)
    root = other_root(session, coming.book_id)
    row = {
        "bank_account_id": coming.bank_account_id,
        "surplus_of_id": surplus_of_id,
        "received_on": coming.on,
        "sender": sender,
        "text": coming.text,
        "amount_ore": amount_ore,
    }
    document, booked = register_booked(
        session,
        actor=coming.actor,
        book_id=coming.book_id,
        kind=DocumentKind.UNPLACED_RECEIPT,
        on=coming.on,
        text="okänd avsändare" if surplus_of_id is None else "mer än fordran",
        states=("registered", "unplaced"),
        details={UnplacedReceipt: [row]},
        movement=lambda _own_id: rules.receipt_unplaced(
            other_root=root, bank_id=coming.bank_account_id, amount_ore=amount_ore
        ),
        source_key=source_key,
        example=coming.example,
    )
    return UnplacedMoney(document, booked, amount_ore)


def _surplus_key(source_key: str | None) -> str | None:
    return None if source_key is None else f"{source_key}:surplus"


def _amount_under(session: Session, book_id: int, source_key: str | None, amount_ore: Ore) -> Ore | None:
    """What a receipt of this whole amount placed when it was registered before; None when it was not.

    Raises `DocumentSourceKeyTaken` for another whole amount.
    """
    earlier = registered_under(session, book_id, source_key)
    if earlier is None:
        return None
    receipts = select(Receipt.amount_ore).where(Receipt.document_id == earlier.id)
    surpluses = select(UnplacedReceipt.amount_ore).where(UnplacedReceipt.surplus_of_id == earlier.id)
    placed_ore = session.execute(receipts).scalar_one_or_none()
    surplus_ore = session.execute(surpluses).scalar_one_or_none()
    if placed_ore is None or placed_ore + (0 if surplus_ore is None else surplus_ore) != amount_ore:
        raise DocumentSourceKeyTaken(source_key=source_key or "", document=earlier.number)
    return placed_ore
