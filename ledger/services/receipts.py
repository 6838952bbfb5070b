"""Receipts: what the payer has paid on a requisition, whole or in part, never more than its claim."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.details import DocumentKind
from ledger.db.requisitions import Receipt
from ledger.domain import rules
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.claims import claim_of, follow, refuse_sent_back, require_claim, requisition_of, root_of
from ledger.services.documents import Registered, annul, is_known, register_booked, require_document, require_state
from ledger.services.inputs import require_not_ahead


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
    requisition = requisition_of(session, requisition_id)
    if not is_known(session, book_id, source_key):
        require_not_ahead("Inbetalningens dag", on)
        require_claim(session, claimed, requisition, positive(amount_ore), on)
    placement = rules.Placement(root_of(requisition), requisition_id, amount_ore)
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
    claim = claim_of(session, requisition) if booked is None else follow(session, actor, requisition, booked)
    return RegisteredReceipt(document, booked, claim.left_ore)


def correct_receipt(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a receipt back with a counter-entry: the requisition's claim stands again.

    Allowed also where the bank has been drawn on since: the control of the bank then shows what is wrong. A surplus of
    the same payment is a receipt of its own, and stays. Raises `ReceiptSentBack` where the money has been sent back,
    `DocumentWrongState`, `ReasonMissing`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.RECEIPT, document_id=document_id)
    require_state(session, document, "booked")
    require_not_ahead("Bokföringsdag", booked_on)
    receipt = session.execute(select(Receipt).where(Receipt.document_id == document_id)).scalar_one()
    requisition = requisition_of(session, receipt.requisition_id)
    refuse_sent_back(session, document, requisition, receipt.amount_ore)
    booked = annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av inbetalning {document.number}",
        state="annulled",
    )
    follow(session, actor, requisition, booked)
    return booked
