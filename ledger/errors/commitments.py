"""Refusals of changes to commitments."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class CommitmentLowerExceedsRemaining(LedgerError):
    """A commitment lowered below what is charged and what waiting invoices will charge, on the day or a later one.

    `left_ore` is what remains less what waits; `waiting` are the numbers of the invoices that wait.
    """

    code: ClassVar[str] = "commitment.lower_exceeds_remaining"
    about: ClassVar[About] = About.STATE
    commitment: str
    wanted_ore: int
    remaining_ore: int
    charged_ore: int
    pending_ore: int
    day: date
    waiting: tuple[str, ...]
    left_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What may be taken; a commitment promised twice over leaves nothing."""
        self.left_ore = max(0, self.remaining_ore - self.pending_ore)


@dataclass(eq=False, kw_only=True)
class CommitmentReleaseExceedsRemaining(CommitmentLowerExceedsRemaining):
    """A release of more than that, or of nothing."""

    code: ClassVar[str] = "commitment.release_exceeds_remaining"
    about: ClassVar[About] = About.STATE


@dataclass(eq=False, kw_only=True)
class CommitmentNotEnded(LedgerError):
    """A commitment released before its end date (None: it has none) without a decision of its own."""

    code: ClassVar[str] = "commitment.not_ended"
    about: ClassVar[About] = About.STATE
    commitment: str
    ends_on: date | None
    day: date


@dataclass(eq=False, kw_only=True)
class CommitmentHasChanges(LedgerError):
    """A commitment that was raised, lowered or released after it was made; `changes` are those in force."""

    code: ClassVar[str] = "commitment.has_changes"
    about: ClassVar[About] = About.STATE
    commitment: str
    changes: tuple[str, ...]
