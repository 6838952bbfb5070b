"""Which tables hold the details of each kind of document, and the letters its numbers begin with."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ledger.db.allocations import Allocation, AllocationShare
from ledger.db.base import Base
from ledger.db.commitments import Commitment
from ledger.db.credit_invoices import CreditInvoice, CreditLine
from ledger.db.invoices import Invoice, InvoiceLine, InvoiceReplacement
from ledger.db.payouts import Payout, PayoutRow
from ledger.db.requisitions import BankAccount, Certificate, Receipt, Requisition
from ledger.db.settlements import Bounce, BounceRow, Settlement, SettlementRow


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
    CREDIT_INVOICE = "credit_invoice"
    BOUNCE = "bounce"
    DOUBLE_PAYMENT = "double_payment"
    SUPPLIER_REFUND = "supplier_refund"
    SET_OFF = "set_off"
    VAT_RECOVERY = "vat_recovery"


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
    DocumentKind.CREDIT_INVOICE: DocumentForm("kreditfaktura", "LK", (CreditInvoice, CreditLine)),
    DocumentKind.BOUNCE: DocumentForm("betalning i retur", "UBR", (Bounce, BounceRow)),
    DocumentKind.DOUBLE_PAYMENT: DocumentForm("dubbel betalning", "UBD", (Settlement, SettlementRow)),
    DocumentKind.SUPPLIER_REFUND: DocumentForm("återbetalning från leverantör", "LÅ", (Settlement, SettlementRow)),
    DocumentKind.SET_OFF: DocumentForm("kvittning", "LKV", (Settlement, SettlementRow)),
    DocumentKind.VAT_RECOVERY: DocumentForm("återvunnen moms", "LM", (Settlement, SettlementRow)),
}
