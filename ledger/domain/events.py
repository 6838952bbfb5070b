"""The business events and the facts that a document states about each."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ledger.money import Ore


class Event(StrEnum):
    """What happened; an entry has one event, and turnover is kept per event."""

    AGREEMENT_AMOUNT = "agreement_amount"
    REQUISITION = "requisition"
    REQUISITION_LOWERED = "requisition_lowered"
    RECEIPT = "receipt"
    RECEIPT_UNPLACED = "receipt_unplaced"
    RECEIPT_PLACED = "receipt_placed"
    SENT_BACK = "sent_back"
    LAPSE = "lapse"
    ALLOCATION = "allocation"
    TAKEN_BACK = "taken_back"
    MOVED = "moved"
    RESERVATION = "reservation"
    RESERVATION_RELEASED = "reservation_released"
    COMMITMENT = "commitment"
    COMMITMENT_LOWERED = "commitment_lowered"
    INVOICE = "invoice"
    INVOICE_PAID = "invoice_paid"
    PAYMENT_BOUNCED = "payment_bounced"
    PAID_TWICE = "paid_twice"
    CREDIT_INVOICE = "credit_invoice"
    SUPPLIER_REFUND = "supplier_refund"
    SET_OFF = "set_off"
    VAT_RECOVERED = "vat_recovered"
    PAID_OUT = "paid_out"
    PAYOUT_BOUNCED = "payout_bounced"
    PASSED_ON = "passed_on"
    USE_REPORT = "use_report"
    USE_DISALLOWED = "use_disallowed"
    RECALL = "recall"
    PAID_BACK = "paid_back"
    RECLAIM_WRITTEN_OFF = "reclaim_written_off"
    REPAYMENT = "repayment"
    CARRY_OVER = "carry_over"
    HANDOVER_OUT = "handover_out"
    HANDOVER_IN = "handover_in"
    CLEARING_SETTLED = "clearing_settled"
    INTEREST_RECEIVED = "interest_received"
    INTEREST_PAID = "interest_paid"
    BANK_OTHER = "bank_other"


class FactCode(StrEnum):
    """What one row of a document states; the events' own codes, and finer where one event moves several things."""

    AGREEMENT_AMOUNT = "agreement_amount"
    REQUISITION = "requisition"
    REQUISITION_LOWERED = "requisition_lowered"
    RECEIPT = "receipt"
    RECEIPT_UNPLACED = "receipt_unplaced"
    RECEIPT_PLACED = "receipt_placed"
    SENT_BACK = "sent_back"
    LAPSE = "lapse"
    ALLOCATION = "allocation"
    TAKEN_BACK = "taken_back"
    RESERVATION = "reservation"
    RESERVATION_RELEASED = "reservation_released"
    COMMITMENT = "commitment"
    COMMITMENT_LOWERED = "commitment_lowered"
    INVOICE = "invoice"
    INVOICE_PAID = "invoice_paid"
    PAYMENT_BOUNCED = "payment_bounced"
    PAID_TWICE = "paid_twice"
    CREDIT_INVOICE = "credit_invoice"
    SUPPLIER_REFUND = "supplier_refund"
    SET_OFF = "set_off"
    VAT_RECOVERED = "vat_recovered"
    PAID_OUT = "paid_out"
    PAYOUT_BOUNCED = "payout_bounced"
    PASSED_ON = "passed_on"
    USE_REPORT = "use_report"
    USE_REPORT_ARREARS = "use_report_arrears"
    USE_DISALLOWED = "use_disallowed"
    RECALL = "recall"
    PAID_BACK = "paid_back"
    RECLAIM_WRITTEN_OFF = "reclaim_written_off"
    REPAYMENT = "repayment"
    CARRIED_AVAILABLE = "carried_available"
    CARRIED_COMMITTED = "carried_committed"
    CARRIED_DISBURSED = "carried_disbursed"
    HANDED_AVAILABLE_OUT = "handed_available_out"
    HANDED_COMMITTED_OUT = "handed_committed_out"
    HANDED_DISBURSED_OUT = "handed_disbursed_out"
    HANDED_AVAILABLE_IN = "handed_available_in"
    HANDED_COMMITTED_IN = "handed_committed_in"
    HANDED_DISBURSED_IN = "handed_disbursed_in"
    CLEARING_SETTLED = "clearing_settled"
    INTEREST_RECEIVED = "interest_received"
    INTEREST_PAID = "interest_paid"
    BANK_OTHER = "bank_other"


@dataclass(frozen=True)
class Fact:
    """One row of a document: what it states, before anything is booked on it. 0 where it names nothing.

    `pot_id` is the pot it concerns, `other_pot_id` the receiving one; `subject_id` the document whose account it moves
    (requisition, commitment, invoice, report …), `other_subject_id` the one it draws on or moves to; `bank_id` the bank
    account. `amount_ore` is the amount (an invoice's charge), `vat_ore` recoverable VAT beside it, `claim_ore` the part
    of a credit that becomes a claim on the supplier.
    """

    code: FactCode
    pot_id: int
    amount_ore: Ore
    other_pot_id: int = 0
    subject_id: int = 0
    other_subject_id: int = 0
    bank_id: int = 0
    vat_ore: Ore = 0
    claim_ore: Ore = 0


EVENT_HEADINGS: Final[dict[Event, str]] = {
    Event.AGREEMENT_AMOUNT: "Överenskommet belopp",
    Event.REQUISITION: "Rekvisition",
    Event.REQUISITION_LOWERED: "Rekvisition sänkt",
    Event.RECEIPT: "Inbetalning",
    Event.RECEIPT_UNPLACED: "Inbetalning, ej ihopparad",
    Event.RECEIPT_PLACED: "Inbetalning ihopparad",
    Event.SENT_BACK: "Tillbakasänt till bidragsgivaren",
    Event.LAPSE: "Förfallet",
    Event.ALLOCATION: "Fördelning",
    Event.TAKEN_BACK: "Fördelning tillbakatagen",
    Event.MOVED: "Omfördelning mellan potter",
    Event.RESERVATION: "Reservation",
    Event.RESERVATION_RELEASED: "Reservation upplöst",
    Event.COMMITMENT: "Uppdrag",
    Event.COMMITMENT_LOWERED: "Uppdrag sänkt",
    Event.INVOICE: "Faktura",
    Event.INVOICE_PAID: "Faktura betald",
    Event.PAYMENT_BOUNCED: "Betalning i retur",
    Event.PAID_TWICE: "Betald två gånger",
    Event.CREDIT_INVOICE: "Kreditfaktura",
    Event.SUPPLIER_REFUND: "Återbetalning från leverantör",
    Event.SET_OFF: "Kvittning",
    Event.VAT_RECOVERED: "Moms återfådd",
    Event.PAID_OUT: "Utbetalning till mottagare",
    Event.PAYOUT_BOUNCED: "Utbetalning i retur",
    Event.PASSED_ON: "Vidare till underliggande mottagare",
    Event.USE_REPORT: "Återrapportering",
    Event.USE_DISALLOWED: "Underkänd användning",
    Event.RECALL: "Återkrav",
    Event.PAID_BACK: "Återbetalning från mottagare",
    Event.RECLAIM_WRITTEN_OFF: "Återkrav avskrivet",
    Event.REPAYMENT: "Återbetalning till bidragsgivaren",
    Event.CARRY_OVER: "Överföring",
    Event.HANDOVER_OUT: "Överlämnat till annan bok",
    Event.HANDOVER_IN: "Övertaget från annan bok",
    Event.CLEARING_SETTLED: "Avräkning reglerad",
    Event.INTEREST_RECEIVED: "Ränta att betala vidare",
    Event.INTEREST_PAID: "Ränta betald",
    Event.BANK_OTHER: "Bankhändelse utanför överenskommelser",
}
