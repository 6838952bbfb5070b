"""Every refusal as a class with a stable code and the facts that explain it; the words are in `messages`.

A refusal is raised where the rule lives and told by the shell. Codes are part of the product's interface: they never
change, and a new rule gets a new one.
"""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import ClassVar


@dataclass(eq=False, kw_only=True)
class LedgerError(Exception):
    """A refusal that a person can act on: `code` for programs, the fields are the facts."""

    code: ClassVar[str] = "error"

    def facts(self) -> dict[str, object]:
        """The facts by name, amounts as integer öre."""
        return {fact.name: getattr(self, fact.name) for fact in fields(self)}

    def __str__(self) -> str:
        """The code and the facts, for logs and tracebacks; a fact kept out of `repr` is only for the person's eyes."""
        told = ", ".join(f"{fact.name}={getattr(self, fact.name)!r}" for fact in fields(self) if fact.repr)
        return f"{self.code}({told})"


# --- amounts -----------------------------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class AmountEmpty(LedgerError):
    """No amount was given."""

    code: ClassVar[str] = "amount.empty"


@dataclass(eq=False, kw_only=True)
class AmountNotANumber(LedgerError):
    """The text is no amount in kronor."""

    code: ClassVar[str] = "amount.not_a_number"
    given: str


@dataclass(eq=False, kw_only=True)
class AmountAmbiguous(LedgerError):
    """A point that may separate thousands or decimals."""

    code: ClassVar[str] = "amount.ambiguous"
    given: str


@dataclass(eq=False, kw_only=True)
class AmountTooManyDecimals(LedgerError):
    """More than two decimals."""

    code: ClassVar[str] = "amount.too_many_decimals"
    given: str
    decimals: int


@dataclass(eq=False, kw_only=True)
class AmountTooLarge(LedgerError):
    """At or above 10^13 kr, where a spreadsheet no longer holds every öre."""

    code: ClassVar[str] = "amount.too_large"
    amount_ore: int


@dataclass(eq=False, kw_only=True)
class AmountNotPositive(LedgerError):
    """Zero or negative where only a positive amount means anything."""

    code: ClassVar[str] = "amount.not_positive"
    what: str
    amount_ore: int


@dataclass(eq=False, kw_only=True)
class AmountNegative(LedgerError):
    """Below zero where zero or more means something."""

    code: ClassVar[str] = "amount.negative"
    what: str
    amount_ore: int


@dataclass(eq=False, kw_only=True)
class AmountZero(LedgerError):
    """Zero where an amount in either direction means something."""

    code: ClassVar[str] = "amount.zero"
    what: str


# --- identifiers -------------------------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class IdentifierCheckDigit(LedgerError):
    """An organisation number, bankgiro, plusgiro or OCR reference whose check digit is wrong."""

    code: ClassVar[str] = "identifier.check_digit"
    what: str
    given: str = field(repr=False)
    """May be a personal number: shown to whoever typed it, never in a log."""


@dataclass(eq=False, kw_only=True)
class OrganisationCheckDigit(IdentifierCheckDigit):
    """An organisation number whose check digit is wrong."""

    code: ClassVar[str] = "organisation.check_digit"


@dataclass(eq=False, kw_only=True)
class IdentifierMalformed(LedgerError):
    """An identifier that has not the form it must have."""

    code: ClassVar[str] = "identifier.malformed"
    what: str
    given: str = field(repr=False)
    """May hold a personal number: shown to whoever typed it, never in a log."""
    expected: str


# --- allocation keys and shares ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class BadRow:
    """One unusable row of a file: its line number, the stable reason and what stood there."""

    line: int
    reason: str
    code: str = ""
    name: str = ""
    given: str = ""
    first_line: int | None = None


@dataclass(eq=False, kw_only=True)
class KeyBadRows(LedgerError):
    """Rows of an allocation key that cannot be used, all of them at once."""

    code: ClassVar[str] = "key.bad_rows"
    rows: tuple[BadRow, ...]


@dataclass(eq=False, kw_only=True)
class KeyBadWeights(LedgerError):
    """Weights that cannot divide anything, all of them at once; a row's line is its place in the key, from 1."""

    code: ClassVar[str] = "key.bad_weights"
    rows: tuple[BadRow, ...]


@dataclass(eq=False, kw_only=True)
class KeyMissingColumns(LedgerError):
    """A key file without the columns code, name and weight."""

    code: ClassVar[str] = "key.missing_columns"
    missing: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class KeyColumnTwice(LedgerError):
    """A key file with two columns of one name, so that nobody can say which one holds."""

    code: ClassVar[str] = "key.column_twice"
    columns: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class KeyEmpty(LedgerError):
    """A key without any row."""

    code: ClassVar[str] = "key.empty"


@dataclass(eq=False, kw_only=True)
class KeyUnreadable(LedgerError):
    """A key file that is no table in UTF-8 or cp1252; `reason` is nul, encoding, control_character or quotes."""

    code: ClassVar[str] = "key.unreadable"
    reason: str
    line: int | None = None


@dataclass(eq=False, kw_only=True)
class ResidualReceiverUnknown(LedgerError):
    """The named receiver of the residual is not in the key."""

    code: ClassVar[str] = "share.residual_receiver_unknown"
    receiver: str
    codes: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ResidualReceiverNegative(LedgerError):
    """The receiver of the residual would get less than nothing by the key; `share_ore` is without any base amount."""

    code: ClassVar[str] = "share.residual_receiver_negative"
    receiver: str
    share_ore: int
    residual_ore: int


@dataclass(eq=False, kw_only=True)
class ShareUnitTooCoarse(LedgerError):
    """Whole kronor of a pot that has öre."""

    code: ClassVar[str] = "share.unit_too_coarse"
    amount_ore: int


@dataclass(eq=False, kw_only=True)
class ShareBaseExceedsAmount(LedgerError):
    """Base amounts that together are more than what is divided."""

    code: ClassVar[str] = "share.base_exceeds_amount"
    base_ore: int
    recipients: int
    amount_ore: int
    bases_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """The base amounts together."""
        self.bases_ore = self.base_ore * self.recipients


@dataclass(eq=False, kw_only=True)
class ShareAmountNegative(LedgerError):
    """A negative amount to divide."""

    code: ClassVar[str] = "share.amount_negative"
    amount_ore: int


@dataclass(eq=False, kw_only=True)
class AllocationSumDiffers(LedgerError):
    """Shares that together are not what is allocated; the difference is shares − amount."""

    code: ClassVar[str] = "allocation.sum_differs"
    shares_ore: int
    amount_ore: int
    difference_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What is over (positive) or missing (negative)."""
        self.difference_ore = self.shares_ore - self.amount_ore


@dataclass(eq=False, kw_only=True)
class AllocationOfficialUnknown(LedgerError):
    """An official amount of somebody who is not among the recipients."""

    code: ClassVar[str] = "allocation.official_unknown"
    unknown: tuple[str, ...]
    codes: tuple[str, ...]


# --- entries and the door ----------------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class EntryWithoutLines(LedgerError):
    """An entry that moves nothing."""

    code: ClassVar[str] = "entry.without_lines"


@dataclass(eq=False, kw_only=True)
class EntryUnbalanced(LedgerError):
    """A pot's authority or a root's cash that does not sum to zero within the entry."""

    code: ClassVar[str] = "entry.unbalanced"
    side: str
    pot_id: int
    difference_ore: int


@dataclass(eq=False, kw_only=True)
class EntryLineWrongKey(LedgerError):
    """A line whose pot or subject is not what its account kind is keyed by."""

    code: ClassVar[str] = "entry.line_wrong_key"
    kind: str
    pot_id: int
    subject_id: int


@dataclass(eq=False, kw_only=True)
class EntryPotTwice(LedgerError):
    """A movement from a pot to itself, or a way between two pots that passes one of them twice."""

    code: ClassVar[str] = "entry.pot_twice"
    pot_id: int


@dataclass(eq=False, kw_only=True)
class EntryAcrossRoots(LedgerError):
    """A movement that stays within one purpose, asked for between pots of two."""

    code: ClassVar[str] = "entry.across_roots"
    pot_id: int
    other_pot_id: int


@dataclass(eq=False, kw_only=True)
class CreditClaimExceedsGross(LedgerError):
    """A claim on the supplier greater than the credited amount it is a part of."""

    code: ClassVar[str] = "credit.claim_exceeds_gross"
    claim_ore: int
    gross_ore: int


@dataclass(eq=False, kw_only=True)
class EntrySourceKeyTaken(LedgerError):
    """Another event was booked under the same source key."""

    code: ClassVar[str] = "entry.source_key_taken"
    source_key: str
    entry: str


@dataclass(eq=False, kw_only=True)
class EntryBreaksNever(LedgerError):
    """A booking that would take an account where it may never be, on its own day or a later one."""

    code: ClassVar[str] = "entry.breaks_never"
    kind: str
    pot_id: int
    subject_id: int
    day: date
    balance_ore: int


@dataclass(eq=False, kw_only=True)
class EntryAlreadyReversed(LedgerError):
    """An entry is reversed at most once."""

    code: ClassVar[str] = "entry.already_reversed"
    entry: str
    reversed_on: date
    reversed_by: str


@dataclass(eq=False, kw_only=True)
class EntryIsReversal(LedgerError):
    """A reversal is not reversed: the event is registered anew."""

    code: ClassVar[str] = "entry.is_reversal"
    entry: str


@dataclass(eq=False, kw_only=True)
class EntryReversedTooEarly(LedgerError):
    """A correction dated before what it corrects."""

    code: ClassVar[str] = "entry.reversed_too_early"
    entry: str
    booked_on: date
    wanted_on: date


@dataclass(eq=False, kw_only=True)
class EntryRefusedByDatabase(LedgerError):
    """The database's guard refused what the program let through: a fault to report, nothing is saved."""

    code: ClassVar[str] = "entry.refused_by_database"
    guard: str


@dataclass(eq=False, kw_only=True)
class PeriodClosed(LedgerError):
    """A booking day in a closed month."""

    code: ClassVar[str] = "period.closed"
    month: str
    closed_on: date
    first_open: date


@dataclass(eq=False, kw_only=True)
class PeriodNotOver(LedgerError):
    """A month that is not over (`reason` not_over) cannot be closed, nor one after an open month (earlier_open)."""

    code: ClassVar[str] = "period.not_over"
    month: str
    reason: str


@dataclass(eq=False, kw_only=True)
class DateOutOfRange(LedgerError):
    """A date ahead in time, or before the book was opened."""

    code: ClassVar[str] = "date.out_of_range"
    what: str
    given: date
    earliest: date | None
    latest: date | None


@dataclass(eq=False, kw_only=True)
class DateMalformed(LedgerError):
    """Text that is no date of the calendar."""

    code: ClassVar[str] = "date.malformed"
    given: str


# --- what is asked for does not exist, or not here ---------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class NotFound(LedgerError):
    """Nothing of that kind and name within what one may see."""

    code: ClassVar[str] = "not_found"
    what: str
    name: str


@dataclass(eq=False, kw_only=True)
class BookNotChosen(LedgerError):
    """No book was named, and there is not exactly one to mean."""

    code: ClassVar[str] = "book.not_chosen"
    books: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class AlreadyExists(LedgerError):
    """Something of that kind and name is there already."""

    code: ClassVar[str] = "already_exists"
    what: str
    name: str


# --- the database and files --------------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class SettingMalformed(LedgerError):
    """A setting in the environment that cannot be used."""

    code: ClassVar[str] = "setting.malformed"
    setting: str
    given: str
    expected: str


@dataclass(eq=False, kw_only=True)
class DatabaseUnreachable(LedgerError):
    """The database does not answer."""

    code: ClassVar[str] = "database.unreachable"
    url: str
    reason: str


@dataclass(eq=False, kw_only=True)
class DatabaseNotADatabase(LedgerError):
    """The file is no SQLite database."""

    code: ClassVar[str] = "database.not_a_database"
    path: str


@dataclass(eq=False, kw_only=True)
class DatabaseNotMigrated(LedgerError):
    """The database is empty or older than the program."""

    code: ClassVar[str] = "database.not_migrated"
    found: str
    wanted: str


@dataclass(eq=False, kw_only=True)
class DatabaseNewer(LedgerError):
    """The database has been migrated by a newer program."""

    code: ClassVar[str] = "database.newer"
    found: str
    known: str


@dataclass(eq=False, kw_only=True)
class DatabaseNotEmpty(LedgerError):
    """The demo story is only told in an empty database."""

    code: ClassVar[str] = "database.not_empty"
    books: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class DatabaseBusy(LedgerError):
    """Somebody else held the database for longer than the busy timeout."""

    code: ClassVar[str] = "database.busy"


@dataclass(eq=False, kw_only=True)
class FileNotWritten(LedgerError):
    """A file that could not be written whole; no part of it is left."""

    code: ClassVar[str] = "file.not_written"
    path: str
    reason: str


@dataclass(eq=False, kw_only=True)
class TooManyRows(LedgerError):
    """More rows than one sheet of a spreadsheet holds."""

    code: ClassVar[str] = "export.too_many_rows"
    sheet: str
    rows: int
    limit: int


@dataclass(eq=False, kw_only=True)
class FileNotRead(LedgerError):
    """A file that could not be read."""

    code: ClassVar[str] = "file.not_read"
    path: str
    reason: str


@dataclass(eq=False, kw_only=True)
class MomentMalformed(LedgerError):
    """Text that is no point in time."""

    code: ClassVar[str] = "moment.malformed"
    given: str


@dataclass(eq=False, kw_only=True)
class MomentInFuture(LedgerError):
    """What is known at a point in time that has not come."""

    code: ClassVar[str] = "moment.in_future"
    given: datetime


# --- mandates and decisions --------------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class MandateAdvisoryBody(LedgerError):
    """An advisory body recommends; it has no mandate to decide about money."""

    code: ClassVar[str] = "mandate.advisory_body"
    body: str
    able: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class MandateMissing(LedgerError):
    """A body without any mandate for that kind of decision."""

    code: ClassVar[str] = "mandate.missing"
    body: str
    power: str
    able: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class MandateOtherPot(LedgerError):
    """A body whose mandate is over other pots."""

    code: ClassVar[str] = "mandate.other_pot"
    body: str
    pots: tuple[str, ...]
    wanted: str


@dataclass(eq=False, kw_only=True)
class MandateNotInForce(LedgerError):
    """A body whose mandate did not hold on the decision's day."""

    code: ClassVar[str] = "mandate.not_in_force"
    body: str
    wanted: str
    day: date
    valid_from: date
    valid_to: date | None


@dataclass(eq=False, kw_only=True)
class MandateOverlaps(LedgerError):
    """A mandate (from `given_from`) beside one that the body has already for the same power and pot."""

    code: ClassVar[str] = "mandate.overlaps"
    body: str
    power: str
    pot: str
    valid_from: date
    valid_to: date | None
    given_from: date
    given_to: date | None


@dataclass(eq=False, kw_only=True)
class DecisionIsRecommendation(LedgerError):
    """A recommendation moves no money."""

    code: ClassVar[str] = "decision.is_recommendation"
    decision: str


@dataclass(eq=False, kw_only=True)
class DecisionAfterUse(LedgerError):
    """Money moved before the day it was decided."""

    code: ClassVar[str] = "decision.after_use"
    decision: str
    decided_on: date
    day: date


# --- documents ---------------------------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class DocumentSourceKeyTaken(LedgerError):
    """Another document was registered under the same source key."""

    code: ClassVar[str] = "document.source_key_taken"
    source_key: str
    document: str


@dataclass(eq=False, kw_only=True)
class DocumentWrongState(LedgerError):
    """A document that is not in the state where this may be done to it."""

    code: ClassVar[str] = "document.wrong_state"
    document: str
    state: str
    wanted: str


@dataclass(eq=False, kw_only=True)
class ReasonMissing(LedgerError):
    """A correction without the reason it must have."""

    code: ClassVar[str] = "correction.reason_missing"
    given: str


@dataclass(eq=False, kw_only=True)
class TextMissing(LedgerError):
    """A field that must be filled in."""

    code: ClassVar[str] = "text.missing"
    field: str


@dataclass(eq=False, kw_only=True)
class PotOfOtherAgreement(LedgerError):
    """A pot that belongs to another agreement or purpose than the event."""

    code: ClassVar[str] = "pot.other_agreement"
    pot: str
    belongs_to: str
    wanted: str


@dataclass(eq=False, kw_only=True)
class PotNotChild(LedgerError):
    """A recipient's pot that is not directly under the pot that is split."""

    code: ClassVar[str] = "pot.not_child"
    pot: str
    parent: str


@dataclass(eq=False, kw_only=True)
class PotInsufficient(LedgerError):
    """More than a pot has left, on the day or on a later one that it would leave without."""

    code: ClassVar[str] = "pot.insufficient"
    pot: str
    wanted_ore: int
    available_ore: int
    day: date
    over_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What is wanted beyond what there is."""
        self.over_ore = self.wanted_ore - self.available_ore


# --- requisitions and receipts -----------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class RequisitionExceedsAuthorised(LedgerError):
    """More than authorised − lapsed − already requisitioned, on the day or on a later one."""

    code: ClassVar[str] = "requisition.exceeds_authorised"
    wanted_ore: int
    authorised_ore: int
    lapsed_ore: int
    requisitioned_ore: int
    left_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class RequisitionCertificateMissing(LedgerError):
    """A requisition without the certificate that the agreement's terms demand."""

    code: ClassVar[str] = "requisition.certificate_missing"
    agreement: str


@dataclass(eq=False, kw_only=True)
class CertificateOtherAgreement(LedgerError):
    """A certificate that was given for another agreement."""

    code: ClassVar[str] = "certificate.other_agreement"
    certificate: str
    belongs_to: str
    wanted: str


@dataclass(eq=False, kw_only=True)
class CertificateAfterSending(LedgerError):
    """A certificate that was not there when the requisition was sent."""

    code: ClassVar[str] = "certificate.after_sending"
    certificate: str
    certified_on: date
    sent_on: date


@dataclass(eq=False, kw_only=True)
class RequisitionHasReceipts(LedgerError):
    """A requisition that something is paid on; `receipts` are the numbers of the receipts in force."""

    code: ClassVar[str] = "requisition.has_receipts"
    requisition: str
    received_ore: int
    receipts: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ReceiptExceedsClaim(LedgerError):
    """A receipt of more than the requisition's claim, on the day or on a later one."""

    code: ClassVar[str] = "receipt.exceeds_claim"
    requisition: str
    amount_ore: int
    claim_ore: int
    over_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What does not fit in the claim."""
        self.over_ore = self.amount_ore - self.claim_ore


# --- commitments and invoices ------------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class CommitmentDrawn(LedgerError):
    """A commitment that invoices or reports have drawn on; `invoices` are the numbers of the approved ones."""

    code: ClassVar[str] = "commitment.drawn"
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


# --- attests -----------------------------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class AttestSamePerson(LedgerError):
    """Both steps of one round by one person."""

    code: ClassVar[str] = "attest.same_person"
    document: str


@dataclass(eq=False, kw_only=True)
class AttestNoRight(LedgerError):
    """A person without any right to take that step over that pot; `able` are the titles of those who have it."""

    code: ClassVar[str] = "attest.no_right"
    step: str
    pot: str
    able: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class AttestNotInForce(LedgerError):
    """A right that has ended (`ended_on`), or has not begun (`begins_on`), on the day of the attest."""

    code: ClassVar[str] = "attest.not_in_force"
    pot: str
    ended_on: date | None
    begins_on: date | None
    able: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class AttestOverLimit(LedgerError):
    """An amount above the right's limit; `able` are the titles of those whose right reaches."""

    code: ClassVar[str] = "attest.over_limit"
    amount_ore: int
    limit_ore: int
    able: tuple[str, ...]


# --- payouts -----------------------------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class PayoutEmpty(LedgerError):
    """A payout of nothing."""

    code: ClassVar[str] = "payout.empty"


@dataclass(eq=False, kw_only=True)
class PayoutRowTwice(LedgerError):
    """The same invoice or pot twice in one payout."""

    code: ClassVar[str] = "payout.row_twice"
    what: str
    name: str


@dataclass(eq=False, kw_only=True)
class PayoutExceedsAvailable(LedgerError):
    """More than a recipient's pot has left, on the day or on a later one."""

    code: ClassVar[str] = "payout.exceeds_available"
    payee: str
    authorised_ore: int
    paid_ore: int
    available_ore: int
    wanted_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class PayoutNotAllotted(LedgerError):
    """A pot that no allocation in force has given anything."""

    code: ClassVar[str] = "payout.not_allotted"
    pot: str


@dataclass(eq=False, kw_only=True)
class PayeeMissing(LedgerError):
    """A pot that belongs to no organisation, so that nobody can be paid."""

    code: ClassVar[str] = "payee.missing"
    pot: str


@dataclass(eq=False, kw_only=True)
class PayeeAccountMissing(LedgerError):
    """An organisation without a bankgiro or plusgiro."""

    code: ClassVar[str] = "payee.account_missing"
    payee: str


@dataclass(eq=False, kw_only=True)
class BankInsufficient(LedgerError):
    """A payout that would take a purpose's money in the bank below zero, on the day or on a later one."""

    code: ClassVar[str] = "bank.insufficient"
    purpose: str
    bank_ore: int
    wanted_ore: int
    day: date
    after_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What the bank would hold."""
        self.after_ore = self.bank_ore - self.wanted_ore


# --- corrections -------------------------------------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class CorrectionNotPossible(LedgerError):
    """An entry whose document no service can annul yet."""

    code: ClassVar[str] = "correction.not_possible"
    entry: str
    document: str


# --- registers, agreements and allocations -----------------------------------------------------------------------


@dataclass(eq=False, kw_only=True)
class ActorMissing(LedgerError):
    """A person registered by nobody, when there is somebody who could."""

    code: ClassVar[str] = "person.actor_missing"


@dataclass(eq=False, kw_only=True)
class TermsMissing(LedgerError):
    """A day before the agreement's first terms."""

    code: ClassVar[str] = "terms.missing"
    agreement: str
    day: date


@dataclass(eq=False, kw_only=True)
class AgreementBelowRequisitioned(LedgerError):
    """An amount lowered by more than is neither requisitioned nor lapsed, on the day or on a later one."""

    code: ClassVar[str] = "agreement.below_requisitioned"
    pot: str
    less_ore: int
    authorised_ore: int
    requisitioned_ore: int
    lapsed_ore: int
    left_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class AllocationPotTwice(LedgerError):
    """A pot that is to get two shares of one allocation."""

    code: ClassVar[str] = "allocation.pot_twice"
    pot: str


@dataclass(eq=False, kw_only=True)
class AllocationCodeUnknown(LedgerError):
    """Recipients whose codes the key has no weight for."""

    code: ClassVar[str] = "allocation.code_unknown"
    key: str
    unknown: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class AllocationSharesNotWhole(LedgerError):
    """Fixed shares that are not one whole together; the total is exact, in per cent, as text."""

    code: ClassVar[str] = "allocation.shares_not_whole"
    total_percent: str


@dataclass(eq=False, kw_only=True)
class AllocationUsed(LedgerError):
    """A recipient that has less left than the allocation gave it, on the day or on a later one."""

    code: ClassVar[str] = "allocation.used"
    allocation: str
    pot: str
    share_ore: int
    left_ore: int
    day: date
