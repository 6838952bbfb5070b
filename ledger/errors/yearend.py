"""Refusals at the end of a year or a book: lapse, repayment, carry-over, handover and clearing."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(frozen=True)
class OpenItem:
    """What is open in a book that is to be handed over: an account's kind, its pot, its document (or ''), and öre."""

    kind: str
    pot: str
    document: str
    amount_ore: int


@dataclass(eq=False, kw_only=True)
class LapseBeforeDeadline(LedgerError):
    """A lapse on or before the last day on which the terms of the day let the money be requisitioned."""

    code: ClassVar[str] = "lapse.before_deadline"
    about: ClassVar[About] = About.STATE
    agreement: str
    deadline: date
    day: date


@dataclass(eq=False, kw_only=True)
class LapseDeadlineMissing(LedgerError):
    """A lapse under terms that set no last day for requisitions: nothing is ever too late."""

    code: ClassVar[str] = "lapse.deadline_missing"
    agreement: str


@dataclass(eq=False, kw_only=True)
class LapseExceedsUnrequisitioned(LedgerError):
    """More than authorised − lapsed − net requisitioned, on the day or on a later one."""

    code: ClassVar[str] = "lapse.exceeds_unrequisitioned"
    about: ClassVar[About] = About.STATE
    wanted_ore: int
    authorised_ore: int
    lapsed_ore: int
    requisitioned_ore: int
    left_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class UnusedInsufficient(LedgerError):
    """More is to leave a purpose than is received and unused: grant debt − claim, on the day or on a later one."""

    code: ClassVar[str] = "unused.insufficient"
    about: ClassVar[About] = About.STATE
    purpose: str
    wanted_ore: int
    grant_debt_ore: int
    claim_ore: int
    day: date
    left_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What may leave; nothing where the claim is more than the debt."""
        self.left_ore = max(self.grant_debt_ore - self.claim_ore, 0)


@dataclass(eq=False, kw_only=True)
class DisbursedInsufficient(LedgerError):
    """More than a recipient holds unreported of a pot, on the day or on a later one."""

    code: ClassVar[str] = "disbursed.insufficient"
    about: ClassVar[About] = About.STATE
    pot: str
    wanted_ore: int
    disbursed_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class CommitmentOtherPot(LedgerError):
    """A commitment that lies in another pot than the one whose rest is moved."""

    code: ClassVar[str] = "commitment.other_pot"
    commitment: str
    belongs_to: str
    wanted: str


@dataclass(eq=False, kw_only=True)
class CommitmentRestNotThere(LedgerError):
    """A commitment whose whole rest cannot move: nothing is left of it, or not all of it on the day or a later one."""

    code: ClassVar[str] = "commitment.rest_not_there"
    about: ClassVar[About] = About.STATE
    commitment: str
    remaining_ore: int
    left_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class CommitmentTwice(LedgerError):
    """The same commitment named twice in one move."""

    code: ClassVar[str] = "commitment.twice"
    commitment: str


@dataclass(eq=False, kw_only=True)
class CommitmentInvoicesWaiting(LedgerError):
    """A commitment that invoices not yet approved will draw on."""

    code: ClassVar[str] = "commitment.invoices_waiting"
    about: ClassVar[About] = About.STATE
    commitment: str
    pending_ore: int


@dataclass(eq=False, kw_only=True)
class CarryOverNotAllowed(LedgerError):
    """The terms let nothing be kept: what is unused goes back, by `report_by` where that is set."""

    code: ClassVar[str] = "carry_over.not_allowed"
    agreement: str
    report_by: date | None


@dataclass(eq=False, kw_only=True)
class CarryOverBankMissing(LedgerError):
    """Money that moves between two purposes without a bank account to move at."""

    code: ClassVar[str] = "carry_over.bank_missing"
    old: str
    new: str


@dataclass(eq=False, kw_only=True)
class MovedUsed(LedgerError):
    """A carry-over or handover that cannot be turned back: what it moved is not all there any more."""

    code: ClassVar[str] = "moved.used"
    about: ClassVar[About] = About.STATE
    document: str
    what: str
    pot: str
    moved_ore: int
    left_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class HandoverEmpty(LedgerError):
    """A handover of nothing."""

    code: ClassVar[str] = "handover.empty"


@dataclass(eq=False, kw_only=True)
class HandoverSameBook(LedgerError):
    """A handover from a book to itself."""

    code: ClassVar[str] = "handover.same_book"
    book: str


@dataclass(eq=False, kw_only=True)
class HandoverBlocked(LedgerError):
    """What is open in the purposes that are handed over and cannot go along, each by its account and document."""

    code: ClassVar[str] = "handover.blocked"
    about: ClassVar[About] = About.STATE
    items: tuple[OpenItem, ...]


@dataclass(eq=False, kw_only=True)
class HandoverInvoicesWaiting(LedgerError):
    """Invoices that wait for their attests in the purposes that are handed over, by number."""

    code: ClassVar[str] = "handover.invoices_waiting"
    about: ClassVar[About] = About.STATE
    invoices: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class HandoverSettled(LedgerError):
    """A handover that money has been settled for in either book; `settlements` are the numbers of those in force."""

    code: ClassVar[str] = "handover.settled"
    about: ClassVar[About] = About.STATE
    handover: str
    settled_ore: int
    settlements: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ClearingExceeded(LedgerError):
    """More than a handover has left in clearing."""

    code: ClassVar[str] = "clearing.exceeded"
    about: ClassVar[About] = About.STATE
    handover: str
    wanted_ore: int
    handed_ore: int
    left_ore: int
