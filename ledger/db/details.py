"""Which tables hold the details of each kind of document, and the letters its numbers begin with."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ledger.db.allocations import Allocation, AllocationShare
from ledger.db.base import Base
from ledger.db.commitments import Commitment
from ledger.db.invoices import Invoice, InvoiceLine
from ledger.db.payouts import Payout, PayoutRow
from ledger.db.requisitions import BankAccount, Certificate, Receipt, Requisition
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
    LAPSE = "lapse"
    REPAYMENT = "repayment"
    CARRY_OVER = "carry_over"
    HANDOVER_OUT = "handover_out"
    HANDOVER_IN = "handover_in"
    CLEARING_SETTLEMENT = "clearing_settlement"


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
    DocumentKind.LAPSE: DocumentForm("förfallna medel", "FF", (Lapse,)),
    DocumentKind.REPAYMENT: DocumentForm("återbetalning", "ÅB", (Repayment,)),
    DocumentKind.CARRY_OVER: DocumentForm("överföring", "ÖF", (CarryOver, MovedCommitment)),
    DocumentKind.HANDOVER_OUT: DocumentForm("överlämnande", "ÖL", (Handover, MovedCommitment)),
    DocumentKind.HANDOVER_IN: DocumentForm("övertagande", "ÖT", (Handover, MovedCommitment)),
    DocumentKind.CLEARING_SETTLEMENT: DocumentForm("avräkning", "AV", (ClearingSettlement,)),
}
