"""Receipts: what the payer has paid on a requisition, whole or in part, never more than its claim."""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from ledger.balances import balance, lock_book, lowest_from
from ledger.db.details import DocumentKind
from ledger.db.requisitions import Receipt, Requisition
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import PotRef
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import ReceiptExceedsClaim
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register_booked,
    require_document,
    require_state,
    set_state,
)
from ledger.services.inputs import require_not_ahead, require_not_before


@dataclass(frozen=True)
class RegisteredReceipt:
    """A booked receipt, and what is left of the requisition's claim today, in öre.

    `booked` is None when the same receipt had been registered before, by its source key.
    """

    document: Registered
    booked: Booked | None
    claim_ore: Ore


def register_receipt(
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
) -> RegisteredReceipt:
    """Book a payment from the payer of a requisition; `text` is the bank's own.

    Raises `ReceiptExceedsClaim`, `AmountNotPositive`, `DateBefore` for a day before the requisition was sent,
    `DateOutOfRange`, `DocumentWrongState`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    claimed = require_document(session, book_id=book_id, kind=DocumentKind.REQUISITION, document_id=requisition_id)
    require_document(session, book_id=book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=bank_account_id)
    requisition = _requisition(session, requisition_id)
    if not is_known(session, book_id, source_key):
        _require_claim(session, claimed, requisition, positive(amount_ore), on)
    root = PotRef(requisition.pot_id, requisition.pot_id)
    placement = rules.Placement(root, requisition_id, amount_ore)
    row = {
        "requisition_id": requisition_id,
        "bank_account_id": bank_account_id,
        "received_on": on,
        "payer_id": requisition.payer_id,
        "text": text.strip(),
        "amount_ore": amount_ore,
    }
    document, booked = register_booked(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.RECEIPT,
        on=on,
        text=f"på rekvisition {claimed.number}",
        states=("registered", "booked"),
        details={Receipt: [row]},
        movement=lambda _own_id: rules.receipt(bank_id=bank_account_id, placements=[placement]),
        source_key=source_key,
        example=example,
    )
    claim_ore = _claim(session, requisition)
    if booked is not None:
        _follow(session, actor, requisition, booked, claim_ore)
    return RegisteredReceipt(document, booked, claim_ore)


def correct_receipt(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a receipt back with a counter-entry: the requisition's claim stands again.

    Allowed also where the bank has been drawn on since: the control of the bank then shows what is wrong. Raises
    `DocumentWrongState`, `ReasonMissing`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.RECEIPT, document_id=document_id)
    require_state(session, document, "booked")
    require_not_ahead("Bokföringsdag", booked_on)
    booked = annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av inbetalning {document.number}",
        state="annulled",
    )
    requisition_id = session.execute(
        select(Receipt.requisition_id).where(Receipt.document_id == document_id)
    ).scalar_one()
    requisition = _requisition(session, requisition_id)
    _follow(session, actor, requisition, booked, _claim(session, requisition))
    return booked


class _Claimed(NamedTuple):
    """What a receipt needs of its requisition."""

    document_id: int
    book_id: int
    pot_id: int
    payer_id: int
    sent_on: date
    amount_ore: Ore


_SENT: Final = cast("Table", Requisition.__table__)
_CLAIMED: Final = select(*(_SENT.c[name] for name in _Claimed._fields)).where(
    _SENT.c.document_id == bindparam("requisition_id")
)


def _requisition(session: Session, requisition_id: int) -> _Claimed:
    return _Claimed(*session.execute(_CLAIMED, {"requisition_id": requisition_id}).one())


def _require_claim(session: Session, claimed: Registered, requisition: _Claimed, amount_ore: Ore, on: date) -> None:
    """Refuse a receipt that the claim does not hold, on the day or on a later one."""
    require_state(session, claimed, "sent", "partly_paid", "paid")
    require_not_ahead("Inbetalningens dag", on)
    require_not_before(
        "Inbetalningens dag", on, f"dagen då rekvisition {claimed.number} skickades,", requisition.sent_on
    )
    claim_ore, _day = lowest_from(session, claimed.book_id, Kind.CLAIM, requisition.pot_id, on, subject_id=claimed.id)
    if amount_ore > claim_ore:
        raise ReceiptExceedsClaim(requisition=claimed.number, amount_ore=amount_ore, claim_ore=claim_ore)


def _claim(session: Session, requisition: _Claimed) -> Ore:
    return balance(session, requisition.book_id, Kind.CLAIM, requisition.pot_id, requisition.document_id)


def _follow(session: Session, actor: int, requisition: _Claimed, booked: Booked, claim_ore: Ore) -> None:
    """Bring the requisition into the state that its claim says: sent, partly paid or paid."""
    unpaid = "sent" if claim_ore == requisition.amount_ore else "partly_paid"
    state = "paid" if claim_ore == 0 else unpaid
    set_state(session, actor=actor, document_id=requisition.document_id, state=state, entry_seq=booked.seq)
