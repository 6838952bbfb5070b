"""Which tables hold the details of each kind of document, and the letters its numbers begin with."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ledger.db.allocations import Allocation, AllocationShare
from ledger.db.base import Base
from ledger.db.commitments import Commitment
from ledger.db.invoices import Invoice, InvoiceLine
from ledger.db.passing_on import PassingOn, PassingOnShare
from ledger.db.payouts import Payout, PayoutRow
from ledger.db.reclaims import PaidBack, Recall, WriteOff
from ledger.db.requisitions import BankAccount, Certificate, Receipt, Requisition
from ledger.db.use_reports import (
    ReportPayout,
    ReportPayoutRow,
    UseDisallowance,
    UseReport,
    UseReportCost,
    UseReview,
)


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
    DocumentKind.INVOICE: DocumentForm("faktura", "L", (Invoice, InvoiceLine)),
    DocumentKind.PAYOUT: DocumentForm("utbetalning", "UB", (Payout, PayoutRow)),
    DocumentKind.PASSING_ON: DocumentForm("vidarefördelning", "VF", (PassingOn, PassingOnShare)),
    DocumentKind.USE_REPORT: DocumentForm("återrapport", "ÅR", (UseReport, UseReportCost)),
    DocumentKind.USE_REVIEW: DocumentForm("granskning", "GR", (UseReview,)),
    DocumentKind.USE_DISALLOWANCE: DocumentForm("underkännande", "UK", (UseDisallowance,)),
    DocumentKind.REPORT_PAYOUT: DocumentForm("utbetalning på återrapport", "UÅ", (ReportPayout, ReportPayoutRow)),
    DocumentKind.RECALL: DocumentForm("återkrav", "ÅK", (Recall,)),
    DocumentKind.PAID_BACK: DocumentForm("återbetalning från mottagare", "IM", (PaidBack,)),
    DocumentKind.WRITE_OFF: DocumentForm("avskrivning", "AS", (WriteOff,)),
}
