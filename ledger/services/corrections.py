"""Correcting an entry by its name: whichever service owns the document it rests on turns the document back with it."""

from datetime import date
from typing import Final, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import entry_rests_on, entry_to_reverse, lock_books
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.domain.periods import entry_name
from ledger.domain.scope import Scope
from ledger.errors import CorrectionNotPossible
from ledger.posting import Booked
from ledger.services.agreement_amounts import correct_amount
from ledger.services.allocation_changes import correct_pot_move, correct_take_back
from ledger.services.allocations import correct_allocation
from ledger.services.bank_events import correct_interest, correct_interest_payment, correct_other_bank_movement
from ledger.services.bounces import correct_bounce
from ledger.services.carry_overs import correct_carry_over
from ledger.services.clearings import correct_clearing
from ledger.services.commitment_changes import correct_commitment_change
from ledger.services.commitments import correct_commitment
from ledger.services.credits import correct_credit_invoice
from ledger.services.handovers import correct_handover, other_books
from ledger.services.invoices import correct_invoice
from ledger.services.lapses import correct_lapse
from ledger.services.passing_on import correct_passing_on
from ledger.services.payouts import correct_payout
from ledger.services.placements import correct_placement
from ledger.services.recalls import correct_recall
from ledger.services.receipts import correct_receipt
from ledger.services.reclaims import correct_paid_back, correct_write_off
from ledger.services.repayments import correct_repayment
from ledger.services.report_payouts import correct_report_payout
from ledger.services.requisition_changes import correct_lowering, correct_sending_back
from ledger.services.requisitions import correct_requisition
from ledger.services.reservations import correct_reservation, correct_reservation_release
from ledger.services.supplier_claims import (
    correct_double_payment,
    correct_set_off,
    correct_supplier_refund,
)
from ledger.services.unplaced_receipts import correct_unplaced_receipt
from ledger.services.use_disallowances import correct_disallowance
from ledger.services.use_reviews import correct_use_review
from ledger.services.vat_recoveries import correct_vat_recovery


class Corrector(Protocol):
    """What each service offers to turn back a document of its kind."""

    def __call__(
        self,
        session: Session,
        *,
        actor: int,
        scope: Scope,
        book_id: int,
        document_id: int,
        reason: str,
        booked_on: date,
    ) -> Booked:
        """Book the counter-entry, and bring the document into the state it goes back to."""


CORRECTORS: Final[dict[str, Corrector]] = {
    DocumentKind.AGREEMENT_AMOUNT: correct_amount,
    DocumentKind.REQUISITION: correct_requisition,
    DocumentKind.RECEIPT: correct_receipt,
    DocumentKind.ALLOCATION: correct_allocation,
    DocumentKind.COMMITMENT: correct_commitment,
    DocumentKind.INVOICE: correct_invoice,
    DocumentKind.PAYOUT: correct_payout,
    DocumentKind.TAKE_BACK: correct_take_back,
    DocumentKind.POT_MOVE: correct_pot_move,
    DocumentKind.RESERVATION: correct_reservation,
    DocumentKind.RESERVATION_RELEASE: correct_reservation_release,
    DocumentKind.COMMITMENT_CHANGE: correct_commitment_change,
    DocumentKind.REQUISITION_LOWERING: correct_lowering,
    DocumentKind.SENDING_BACK: correct_sending_back,
    DocumentKind.UNPLACED_RECEIPT: correct_unplaced_receipt,
    DocumentKind.RECEIPT_PLACEMENT: correct_placement,
    DocumentKind.INTEREST: correct_interest,
    DocumentKind.INTEREST_PAYMENT: correct_interest_payment,
    DocumentKind.BANK_EVENT: correct_other_bank_movement,
    DocumentKind.LAPSE: correct_lapse,
    DocumentKind.REPAYMENT: correct_repayment,
    DocumentKind.CARRY_OVER: correct_carry_over,
    DocumentKind.HANDOVER_OUT: correct_handover,
    DocumentKind.HANDOVER_IN: correct_handover,
    DocumentKind.CLEARING_SETTLEMENT: correct_clearing,
    DocumentKind.CREDIT_INVOICE: correct_credit_invoice,
    DocumentKind.BOUNCE: correct_bounce,
    DocumentKind.DOUBLE_PAYMENT: correct_double_payment,
    DocumentKind.SUPPLIER_REFUND: correct_supplier_refund,
    DocumentKind.SET_OFF: correct_set_off,
    DocumentKind.VAT_RECOVERY: correct_vat_recovery,
    DocumentKind.PASSING_ON: correct_passing_on,
    DocumentKind.USE_REVIEW: correct_use_review,
    DocumentKind.USE_DISALLOWANCE: correct_disallowance,
    DocumentKind.REPORT_PAYOUT: correct_report_payout,
    DocumentKind.RECALL: correct_recall,
    DocumentKind.PAID_BACK: correct_paid_back,
    DocumentKind.WRITE_OFF: correct_write_off,
}


def correct_entry(
    session: Session, *, actor: int, scope: Scope, book_id: int, year: int, number: int, reason: str, booked_on: date
) -> Booked:
    """Correct the voucher of that year and number with a counter-entry, through the service that owns its document.

    Raises `EntryAlreadyReversed`, `EntryIsReversal`, `CorrectionNotPossible` for a document no service turns back,
    `ReasonMissing`, `NotFound`, and what that service and the door raise.
    """
    scope.require_book(book_id)
    # A voucher and its document never change: they may be read before the lock, which a handover takes in two books.
    seq, document_id = entry_rests_on(session, book_id, year, number)
    lock_books(session, (book_id, *other_books(session, document_id)))
    entry_to_reverse(session, book_id, seq)
    query = select(Document.id, Document.kind, Document.number)
    document = session.execute(query.where(Document.id == document_id, Document.book_id == book_id)).one_or_none()
    corrector = None if document is None else CORRECTORS.get(document.kind)
    if document is None or corrector is None:
        told = "inget underlag" if document is None else document.number
        raise CorrectionNotPossible(entry=entry_name(year, number), document=told)
    return corrector(
        session,
        actor=actor,
        scope=scope,
        book_id=book_id,
        document_id=document.id,
        reason=reason,
        booked_on=booked_on,
    )
