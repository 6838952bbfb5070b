"""Refusals of what recipients pass on, report, owe back and are owed."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class HeldInsufficient(LedgerError):
    """More than a recipient holds unreported of a pot's money, on the day or on a later one."""

    code: ClassVar[str] = "recipient.insufficient"
    about: ClassVar[About] = About.STATE
    pot: str
    wanted_ore: int
    held_ore: int
    day: date
    over_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """How much too much it is."""
        self.over_ore = self.wanted_ore - self.held_ore


@dataclass(eq=False, kw_only=True)
class HeldUsed(LedgerError):
    """Money given to a recipient that no longer holds it, so that it cannot be turned back; `taken_by` took it."""

    code: ClassVar[str] = "recipient.held_used"
    about: ClassVar[About] = About.STATE
    document: str
    pot: str
    given_ore: int
    left_ore: int
    day: date
    taken_by: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class UseReportEmpty(LedgerError):
    """A report without any cost."""

    code: ClassVar[str] = "use_report.empty"


@dataclass(eq=False, kw_only=True)
class UseReportOutsideTerms(LedgerError):
    """A reported period outside that in which the terms let the money be used."""

    code: ClassVar[str] = "use_report.outside_terms"
    agreement: str
    used_from: date
    used_to: date
    first_day: date | None
    last_day: date | None


@dataclass(eq=False, kw_only=True)
class UseReportOtherCommitment(LedgerError):
    """A commitment of another pot, or performed by another than the pot's recipient."""

    code: ClassVar[str] = "use_report.other_commitment"
    commitment: str
    performer: str
    committed_pot: str
    pot: str
    holder: str


@dataclass(eq=False, kw_only=True)
class UseReportAllOwn(LedgerError):
    """A report on a pot that neither has paid-out money nor anything left: nothing of it can be booked."""

    code: ClassVar[str] = "use_report.all_own"
    report: str
    pot: str
    reported_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class UseReportDecisionMissing(LedgerError):
    """A use that no commitment and no allotting decision covers."""

    code: ClassVar[str] = "use_report.decision_missing"
    report: str
    pot: str
    arrears_ore: int


@dataclass(eq=False, kw_only=True)
class UseReportSplitChanged(LedgerError):
    """What a report comes to has changed since it was confirmed."""

    code: ClassVar[str] = "use_report.split_changed"
    about: ClassVar[About] = About.STATE
    report: str
    held_ore: int
    arrears_ore: int
    own_ore: int
    held_now_ore: int
    arrears_now_ore: int
    own_now_ore: int


@dataclass(eq=False, kw_only=True)
class UseReportPaid(LedgerError):
    """A report whose arrears are paid: the payout is corrected first."""

    code: ClassVar[str] = "use_report.paid"
    about: ClassVar[About] = About.STATE
    report: str
    payout: str


@dataclass(eq=False, kw_only=True)
class UseReportDisallowed(LedgerError):
    """A report of which something is disallowed: that is corrected first."""

    code: ClassVar[str] = "use_report.disallowed"
    about: ClassVar[About] = About.STATE
    report: str
    disallowances: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class UseReportNotOwed(LedgerError):
    """A report on which nothing is owed."""

    code: ClassVar[str] = "use_report.not_owed"
    about: ClassVar[About] = About.STATE
    report: str


@dataclass(eq=False, kw_only=True)
class DisallowedExceedsUse(LedgerError):
    """More disallowed than what a report has left as used and paid, on the day or on a later one."""

    code: ClassVar[str] = "use_report.disallowed_exceeds_use"
    about: ClassVar[About] = About.STATE
    report: str
    wanted_ore: int
    used_ore: int
    unpaid_ore: int
    day: date
    most_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What can be disallowed."""
        self.most_ore = max(self.used_ore - self.unpaid_ore, 0)


@dataclass(eq=False, kw_only=True)
class ReclaimExceeded(LedgerError):
    """More paid back or written off than what is reclaimed, on the day or on a later one."""

    code: ClassVar[str] = "reclaim.exceeded"
    about: ClassVar[About] = About.STATE
    pot: str
    wanted_ore: int
    reclaim_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class ReclaimSettled(LedgerError):
    """A claim that is paid back or written off, so that it cannot be turned back."""

    code: ClassVar[str] = "reclaim.settled"
    about: ClassVar[About] = About.STATE
    document: str
    amount_ore: int
    left_ore: int
    settled_by: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ReclaimedUsed(LedgerError):
    """Money that a claim made available again and that has been used since."""

    code: ClassVar[str] = "reclaim.used"
    about: ClassVar[About] = About.STATE
    document: str
    pot: str
    amount_ore: int
    left_ore: int
    day: date
