"""Refusals of what comes after an invoice: VAT, credits, payments in parts, returned or doubled, supplier claims."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class VatSettingContradicted(LedgerError):
    """A setting of VAT that invoices with VAT, registered from that day on, were not charged by."""

    code: ClassVar[str] = "vat.setting_contradicted"
    about: ClassVar[About] = About.STATE
    valid_from: date
    invoices: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class VatClaimExceeded(LedgerError):
    """More VAT recovered than an invoice's VAT claim, on the day or on a later one."""

    code: ClassVar[str] = "vat.claim_exceeded"
    about: ClassVar[About] = About.STATE
    invoice: str
    wanted_ore: int
    claim_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class InvoiceHasLater(LedgerError):
    """An invoice that other documents in force rest on."""

    code: ClassVar[str] = "invoice.has_later"
    about: ClassVar[About] = About.STATE
    invoice: str
    documents: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class InvoiceExceedsDebt(LedgerError):
    """More paid or set off than is owed on an invoice, on the day or on a later one."""

    code: ClassVar[str] = "invoice.exceeds_debt"
    about: ClassVar[About] = About.STATE
    invoice: str
    wanted_ore: int
    owed_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class InvoiceCreditWaits(LedgerError):
    """A payment of what credit invoices that wait for attest will take off the debt."""

    code: ClassVar[str] = "invoice.credit_waits"
    about: ClassVar[About] = About.STATE
    invoice: str
    credits: tuple[str, ...]
    wanted_ore: int
    left_ore: int


@dataclass(eq=False, kw_only=True)
class CreditRowTwice(LedgerError):
    """The same row of the invoice twice in one credit invoice."""

    code: ClassVar[str] = "credit.row_twice"
    row: int


@dataclass(eq=False, kw_only=True)
class CreditExceedsRest(LedgerError):
    """More credited of an invoice's row than is left of it; `part` is what of the row: amount, net or VAT."""

    code: ClassVar[str] = "credit.exceeds_rest"
    about: ClassVar[About] = About.STATE
    invoice: str
    row: int
    part: str
    wanted_ore: int
    rest_ore: int
    over_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What cannot be credited."""
        self.over_ore = self.wanted_ore - self.rest_ore


@dataclass(eq=False, kw_only=True)
class CreditOutdated(LedgerError):
    """A credit invoice that takes more off the debt than is left unpaid since it was registered."""

    code: ClassVar[str] = "credit.outdated"
    about: ClassVar[About] = About.STATE
    credit: str
    invoice: str
    wanted_ore: int
    owed_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class CreditCommitmentClosed(LedgerError):
    """A credit invoice that was to give back to a commitment which has been closed since it was registered."""

    code: ClassVar[str] = "credit.commitment_closed"
    about: ClassVar[About] = About.STATE
    credit: str
    commitment: str


@dataclass(eq=False, kw_only=True)
class CreditUsed(LedgerError):
    """A credit invoice that cannot be corrected because what it gave back has been used, on the day or on a later one.

    `target` is the commitment or the pot that it gave to.
    """

    code: ClassVar[str] = "credit.used"
    about: ClassVar[About] = About.STATE
    credit: str
    target: str
    given_ore: int
    left_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class CreditVatRecovered(LedgerError):
    """A credit of VAT that has been recovered, so that the invoice's VAT claim does not hold it."""

    code: ClassVar[str] = "credit.vat_recovered"
    about: ClassVar[About] = About.STATE
    invoice: str
    vat_ore: int
    claim_ore: int


@dataclass(eq=False, kw_only=True)
class SupplierClaimExceeded(LedgerError):
    """More refunded or set off than the supplier owes on an invoice, on the day or on a later one."""

    code: ClassVar[str] = "supplier_claim.exceeded"
    about: ClassVar[About] = About.STATE
    invoice: str
    wanted_ore: int
    claim_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class SupplierClaimSettled(LedgerError):
    """A document that cannot be corrected because what the supplier owed by it has been refunded or set off."""

    code: ClassVar[str] = "supplier_claim.settled"
    about: ClassVar[About] = About.STATE
    document: str
    amount_ore: int
    claim_ore: int
    documents: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class DoublePaymentExceedsInvoice(LedgerError):
    """A double payment of more than the invoice is."""

    code: ClassVar[str] = "double_payment.exceeds_invoice"
    about: ClassVar[About] = About.STATE
    invoice: str
    wanted_ore: int
    gross_ore: int


@dataclass(eq=False, kw_only=True)
class SetOffOtherSupplier(LedgerError):
    """A claim on one supplier that was to pay another's invoice."""

    code: ClassVar[str] = "set_off.other_supplier"
    supplier: str
    other_supplier: str


@dataclass(eq=False, kw_only=True)
class SetOffOtherPurpose(LedgerError):
    """A claim and a debt that do not meet within any purpose: between purposes the money has to pass the bank."""

    code: ClassVar[str] = "set_off.other_purpose"
    invoice: str
    other_invoice: str
    wanted_ore: int
    meets_ore: int


@dataclass(eq=False, kw_only=True)
class PayoutBounced(LedgerError):
    """A payment that has come back already."""

    code: ClassVar[str] = "payout.bounced"
    about: ClassVar[About] = About.STATE
    payout: str
    documents: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class PayoutHasLater(LedgerError):
    """A payout that other documents in force rest on."""

    code: ClassVar[str] = "payout.has_later"
    about: ClassVar[About] = About.STATE
    payout: str
    documents: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class PayoutOtherKind(LedgerError):
    """A payout of invoices where one of allotted money is meant, or the other way round."""

    code: ClassVar[str] = "payout.other_kind"
    payout: str
    holds: str


@dataclass(eq=False, kw_only=True)
class BounceExceedsDisbursed(LedgerError):
    """Allotted money that came back, and that the recipient has reported or passed on."""

    code: ClassVar[str] = "bounce.exceeds_disbursed"
    about: ClassVar[About] = About.STATE
    pot: str
    amount_ore: int
    disbursed_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class BouncePaidAgain(LedgerError):
    """A bounce that cannot be corrected because the debt it raised has been paid or credited since."""

    code: ClassVar[str] = "bounce.paid_again"
    about: ClassVar[About] = About.STATE
    bounce: str
    invoice: str
    amount_ore: int
    owed_ore: int
