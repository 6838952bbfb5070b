"""Which tables hold the details of each kind of document, and the letters its numbers begin with."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ledger.db.allocation_changes import PotMove, TakeBack
from ledger.db.allocations import Allocation, AllocationShare
from ledger.db.bank import BankEvent, BankMatch, BankMatchEntry, BankMatchRow, BankStatement, BankStatementRow
from ledger.db.base import Base
from ledger.db.commitments import Commitment, CommitmentChange
from ledger.db.credit_invoices import CreditInvoice, CreditLine
from ledger.db.invoices import Invoice, InvoiceLine, InvoiceReplacement
from ledger.db.passing_on import PassingOn, PassingOnShare
from ledger.db.payouts import Payout, PayoutRow
from ledger.db.reclaims import PaidBack, Recall, WriteOff
from ledger.db.requisition_changes import RequisitionLowering, SendingBack
from ledger.db.requisitions import BankAccount, Certificate, Receipt, Requisition
from ledger.db.reservations import Reservation, ReservationRelease
from ledger.db.settlements import Bounce, BounceRow, Settlement, SettlementRow
from ledger.db.unplaced_receipts import ReceiptPlacement, UnplacedReceipt
from ledger.db.use_reports import (
    ReportPayout,
    ReportPayoutRow,
    UseDisallowance,
    UseReport,
    UseReportCost,
    UseReview,
)
from ledger.db.yearend import CarryOver, ClearingSettlement, Handover, Lapse, MovedCommitment, Repayment


class DocumentKind(StrEnum):
    """The kinds of document."""

    AGREEMENT_AMOUNT = "agreement_amount"
    BANK_ACCOUNT = "bank_account"
    CERTIFICATE = "certificate"
    REQUISITION = "requisition"
    RECEIPT = "receipt"
    ALLOCATION = "allocation"
    COMMITMENT = "commitment"
    INVOICE = "invoice"
    PAYOUT = "payout"
    TAKE_BACK = "take_back"
    POT_MOVE = "pot_move"
    RESERVATION = "reservation"
    RESERVATION_RELEASE = "reservation_release"
    COMMITMENT_CHANGE = "commitment_change"
    REQUISITION_LOWERING = "requisition_lowering"
    SENDING_BACK = "sending_back"
    UNPLACED_RECEIPT = "unplaced_receipt"
    RECEIPT_PLACEMENT = "receipt_placement"
    INTEREST = "interest"
    INTEREST_PAYMENT = "interest_payment"
    BANK_EVENT = "bank_event"
    BANK_STATEMENT = "bank_statement"
    BANK_MATCH = "bank_match"
    LAPSE = "lapse"
    REPAYMENT = "repayment"
    CARRY_OVER = "carry_over"
    HANDOVER_OUT = "handover_out"
    HANDOVER_IN = "handover_in"
    CLEARING_SETTLEMENT = "clearing_settlement"
    CREDIT_INVOICE = "credit_invoice"
    BOUNCE = "bounce"
    DOUBLE_PAYMENT = "double_payment"
    SUPPLIER_REFUND = "supplier_refund"
    SET_OFF = "set_off"
    VAT_RECOVERY = "vat_recovery"
    PASSING_ON = "passing_on"
    USE_REPORT = "use_report"
    USE_REVIEW = "use_review"
    USE_DISALLOWANCE = "use_disallowance"
    REPORT_PAYOUT = "report_payout"
    RECALL = "recall"
    PAID_BACK = "paid_back"
    WRITE_OFF = "write_off"


@dataclass(frozen=True)
class DocumentForm:
    """One kind of document: its Swedish name, the letters of its numbers (`R-2020-01`) and the tables it fills."""

    name: str
    letters: str
    tables: tuple[type[Base], ...]


FORMS: Final[dict[DocumentKind, DocumentForm]] = {
    DocumentKind.AGREEMENT_AMOUNT: DocumentForm("överenskommet belopp", "Ö", ()),
    DocumentKind.BANK_ACCOUNT: DocumentForm("bankkonto", "B", (BankAccount,)),
    DocumentKind.CERTIFICATE: DocumentForm("intyg", "IN", (Certificate,)),
    DocumentKind.REQUISITION: DocumentForm("rekvisition", "R", (Requisition,)),
    DocumentKind.RECEIPT: DocumentForm("inbetalning", "I", (Receipt,)),
    DocumentKind.ALLOCATION: DocumentForm("fördelning", "F", (Allocation, AllocationShare)),
    DocumentKind.COMMITMENT: DocumentForm("uppdrag", "U", (Commitment,)),
    DocumentKind.INVOICE: DocumentForm("faktura", "L", (Invoice, InvoiceLine, InvoiceReplacement)),
    DocumentKind.PAYOUT: DocumentForm("utbetalning", "UB", (Payout, PayoutRow)),
    DocumentKind.TAKE_BACK: DocumentForm("återtagande", "ÅT", (TakeBack,)),
    DocumentKind.POT_MOVE: DocumentForm("omfördelning", "OM", (PotMove,)),
    DocumentKind.RESERVATION: DocumentForm("reservation", "RE", (Reservation,)),
    DocumentKind.RESERVATION_RELEASE: DocumentForm("upplösning av reservation", "RU", (ReservationRelease,)),
    DocumentKind.COMMITMENT_CHANGE: DocumentForm("ändring av uppdrag", "UÄ", (CommitmentChange,)),
    DocumentKind.REQUISITION_LOWERING: DocumentForm("sänkt rekvisition", "SR", (RequisitionLowering,)),
    DocumentKind.SENDING_BACK: DocumentForm("tillbakasänt till bidragsgivaren", "TB", (SendingBack,)),
    DocumentKind.UNPLACED_RECEIPT: DocumentForm("ej ihopparad inbetalning", "EI", (UnplacedReceipt,)),
    DocumentKind.RECEIPT_PLACEMENT: DocumentForm("ihopparning", "IP", (ReceiptPlacement,)),
    DocumentKind.INTEREST: DocumentForm("ränta till bidragsgivaren", "RÄ", (BankEvent,)),
    DocumentKind.INTEREST_PAYMENT: DocumentForm("räntebetalning", "RB", (BankEvent,)),
    DocumentKind.BANK_EVENT: DocumentForm("bankhändelse", "BH", (BankEvent,)),
    DocumentKind.BANK_STATEMENT: DocumentForm("kontoutdrag", "KU", (BankStatement, BankStatementRow)),
    DocumentKind.BANK_MATCH: DocumentForm("bankavstämning", "BA", (BankMatch, BankMatchRow, BankMatchEntry)),
    DocumentKind.LAPSE: DocumentForm("förfallna medel", "FF", (Lapse,)),
    DocumentKind.REPAYMENT: DocumentForm("återbetalning", "ÅB", (Repayment,)),
    DocumentKind.CARRY_OVER: DocumentForm("överföring", "ÖF", (CarryOver, MovedCommitment)),
    DocumentKind.HANDOVER_OUT: DocumentForm("överlämnande", "ÖL", (Handover, MovedCommitment)),
    DocumentKind.HANDOVER_IN: DocumentForm("övertagande", "ÖT", (Handover, MovedCommitment)),
    DocumentKind.CLEARING_SETTLEMENT: DocumentForm("avräkning", "AV", (ClearingSettlement,)),
    DocumentKind.CREDIT_INVOICE: DocumentForm("kreditfaktura", "LK", (CreditInvoice, CreditLine)),
    DocumentKind.BOUNCE: DocumentForm("betalning i retur", "UBR", (Bounce, BounceRow)),
    DocumentKind.DOUBLE_PAYMENT: DocumentForm("dubbel betalning", "UBD", (Settlement, SettlementRow)),
    DocumentKind.SUPPLIER_REFUND: DocumentForm("återbetalning från leverantör", "LÅ", (Settlement, SettlementRow)),
    DocumentKind.SET_OFF: DocumentForm("kvittning", "LKV", (Settlement, SettlementRow)),
    DocumentKind.VAT_RECOVERY: DocumentForm("återvunnen moms", "LM", (Settlement, SettlementRow)),
    DocumentKind.PASSING_ON: DocumentForm("vidarefördelning", "VF", (PassingOn, PassingOnShare)),
    DocumentKind.USE_REPORT: DocumentForm("återrapport", "ÅR", (UseReport, UseReportCost)),
    DocumentKind.USE_REVIEW: DocumentForm("granskning", "GR", (UseReview,)),
    DocumentKind.USE_DISALLOWANCE: DocumentForm("underkännande", "UK", (UseDisallowance,)),
    DocumentKind.REPORT_PAYOUT: DocumentForm("utbetalning på återrapport", "UÅ", (ReportPayout, ReportPayoutRow)),
    DocumentKind.RECALL: DocumentForm("återkrav", "ÅK", (Recall,)),
    DocumentKind.PAID_BACK: DocumentForm("återbetalning från mottagare", "IM", (PaidBack,)),
    DocumentKind.WRITE_OFF: DocumentForm("avskrivning", "AS", (WriteOff,)),
}
