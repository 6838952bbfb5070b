"""Refusals of commitments, invoices and attests."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class CommitmentDrawn(LedgerError):
    """A commitment that invoices or reports have drawn on; `invoices` are the numbers of the approved ones."""

    code: ClassVar[str] = "commitment.drawn"
    about: ClassVar[About] = About.STATE
    commitment: str
    amount_ore: int
    drawn_ore: int
    invoices: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class InvoiceAmountsDiffer(LedgerError):
    """Net and VAT that together are not the invoice's gross; the difference is net + VAT − gross."""

    code: ClassVar[str] = "invoice.amounts_differ"
    net_ore: int
    vat_ore: int
    gross_ore: int
    difference_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What is over (positive) or missing (negative)."""
        self.difference_ore = self.net_ore + self.vat_ore - self.gross_ore


@dataclass(eq=False, kw_only=True)
class InvoiceLinesDiffer(LedgerError):
    """Lines that together are not the invoice's gross; the difference is lines − gross."""

    code: ClassVar[str] = "invoice.lines_differ"
    lines_ore: int
    gross_ore: int
    difference_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What is over (positive) or missing (negative)."""
        self.difference_ore = self.lines_ore - self.gross_ore


@dataclass(eq=False, kw_only=True)
class InvoiceLineVatDiffers(LedgerError):
    """Lines whose VAT together is not the invoice's; the difference is lines − invoice."""

    code: ClassVar[str] = "invoice.line_vat_differs"
    lines_vat_ore: int
    vat_ore: int
    difference_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What is over (positive) or missing (negative)."""
        self.difference_ore = self.lines_vat_ore - self.vat_ore


@dataclass(eq=False, kw_only=True)
class InvoiceVatDiffers(LedgerError):
    """VAT that is not what its judgement says; `expected_ore` is the rate of the net, rounded half up."""

    code: ClassVar[str] = "invoice.vat_differs"
    vat_ore: int
    net_ore: int
    rate: int
    expected_ore: int


@dataclass(eq=False, kw_only=True)
class InvoiceVatReasonMissing(LedgerError):
    """VAT judged otherwise than by a rate, without a reason."""

    code: ClassVar[str] = "invoice.vat_reason_missing"


@dataclass(eq=False, kw_only=True)
class InvoiceLineWithoutTarget(LedgerError):
    """A line that names neither a commitment nor a pot, or both; rows count from 1."""

    code: ClassVar[str] = "invoice.line_without_target"
    row: int


@dataclass(eq=False, kw_only=True)
class InvoiceDuplicateNumber(LedgerError):
    """A number that the supplier has used before, on an invoice that has not been returned."""

    code: ClassVar[str] = "invoice.duplicate_number"
    about: ClassVar[About] = About.STATE
    supplier_number: str
    supplier: str
    registered_on: date
    state: str
    document: str


@dataclass(eq=False, kw_only=True)
class InvoiceExceedsCommitment(LedgerError):
    """A charge of more than the commitment has left, on the day or on a later one.

    `pending_ore` is what other invoices, registered but not approved, will charge the same commitment.
    """

    code: ClassVar[str] = "invoice.exceeds_commitment"
    about: ClassVar[About] = About.STATE
    commitment: str
    charge_ore: int
    remaining_ore: int
    pending_ore: int
    day: date
    over_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What does not fit in the commitment."""
        self.over_ore = self.charge_ore - self.remaining_ore


@dataclass(eq=False, kw_only=True)
class InvoiceOtherSupplier(LedgerError):
    """A line on a commitment that somebody else than the supplier is to perform."""

    code: ClassVar[str] = "invoice.other_supplier"
    commitment: str
    performer: str
    supplier: str


@dataclass(eq=False, kw_only=True)
class InvoiceDecisionMissing(LedgerError):
    """A line without a commitment on an invoice that names no standing decision."""

    code: ClassVar[str] = "invoice.decision_missing"
    row: int
    pot: str


@dataclass(eq=False, kw_only=True)
class InvoiceSeveralDecisions(LedgerError):
    """Lines that rest on different decisions: an entry names one."""

    code: ClassVar[str] = "invoice.several_decisions"
    decisions: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class InvoicePaid(LedgerError):
    """A paid invoice cannot be corrected before its payout is."""

    code: ClassVar[str] = "invoice.paid"
    about: ClassVar[About] = About.STATE
    invoice: str
    payout: str


@dataclass(eq=False, kw_only=True)
class DateBefore(LedgerError):
    """A day before another that it must not precede."""

    code: ClassVar[str] = "date.before"
    what: str
    given: date
    other: str
    other_day: date


@dataclass(eq=False, kw_only=True)
class AttestSamePerson(LedgerError):
    """Both steps of one round by one person."""

    code: ClassVar[str] = "attest.same_person"
    about: ClassVar[About] = About.RIGHT
    document: str
    what: str = "fakturan"


@dataclass(eq=False, kw_only=True)
class AttestNoRight(LedgerError):
    """A person without any right to take that step over that pot; `able` are the titles of those who have it."""

    code: ClassVar[str] = "attest.no_right"
    about: ClassVar[About] = About.RIGHT
    step: str
    pot: str
    able: tuple[str, ...]
    what: str = "fakturan"


@dataclass(eq=False, kw_only=True)
class AttestNotInForce(LedgerError):
    """A right that has ended (`ended_on`), or has not begun (`begins_on`), on the day of the attest."""

    code: ClassVar[str] = "attest.not_in_force"
    about: ClassVar[About] = About.RIGHT
    pot: str
    ended_on: date | None
    begins_on: date | None
    able: tuple[str, ...]
    what: str = "fakturan"


@dataclass(eq=False, kw_only=True)
class AttestOverLimit(LedgerError):
    """An amount above the right's limit; `able` are the titles of those whose right reaches."""

    code: ClassVar[str] = "attest.over_limit"
    about: ClassVar[About] = About.RIGHT
    amount_ore: int
    limit_ore: int
    able: tuple[str, ...]
    what: str = "fakturan"
