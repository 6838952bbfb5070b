"""Refusals of the door: entries, balances, periods and days."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


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
    about: ClassVar[About] = About.STATE
    source_key: str
    entry: str


@dataclass(eq=False, kw_only=True)
class EntryBreaksNever(LedgerError):
    """A booking that would take an account where it may never be, on its own day or a later one."""

    code: ClassVar[str] = "entry.breaks_never"
    about: ClassVar[About] = About.STATE
    kind: str
    pot_id: int
    subject_id: int
    day: date
    balance_ore: int


@dataclass(eq=False, kw_only=True)
class EntryAlreadyReversed(LedgerError):
    """An entry is reversed at most once."""

    code: ClassVar[str] = "entry.already_reversed"
    about: ClassVar[About] = About.STATE
    entry: str
    reversed_on: date
    reversed_by: str


@dataclass(eq=False, kw_only=True)
class EntryIsReversal(LedgerError):
    """A reversal is not reversed: the event is registered anew."""

    code: ClassVar[str] = "entry.is_reversal"
    about: ClassVar[About] = About.STATE
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
    about: ClassVar[About] = About.STATE
    guard: str


@dataclass(eq=False, kw_only=True)
class PeriodClosed(LedgerError):
    """A booking day in a closed month."""

    code: ClassVar[str] = "period.closed"
    about: ClassVar[About] = About.STATE
    month: str
    closed_on: date
    first_open: date


@dataclass(eq=False, kw_only=True)
class PeriodNotOver(LedgerError):
    """A month that is not over (`reason` not_over) cannot be closed, nor one after an open month (earlier_open)."""

    code: ClassVar[str] = "period.not_over"
    about: ClassVar[About] = About.STATE
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
