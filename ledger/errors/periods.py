"""Refusals about closing and reopening months and years, and about explaining what differs."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class PeriodBroken(LedgerError):
    """A month whose book does not agree with itself: what no explanation can let stand."""

    code: ClassVar[str] = "period.broken"
    about: ClassVar[About] = About.STATE
    month: str
    findings: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class PeriodUnexplained(LedgerError):
    """A month where something differs or cannot be checked that is not explained by one and accepted by another."""

    code: ClassVar[str] = "period.unexplained"
    about: ClassVar[About] = About.STATE
    month: str
    findings: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class PeriodOpen(LedgerError):
    """A month that is open already and cannot be opened again."""

    code: ClassVar[str] = "period.open"
    about: ClassVar[About] = About.STATE
    month: str


@dataclass(eq=False, kw_only=True)
class PeriodLaterClosed(LedgerError):
    """A month that cannot be opened again while later ones are closed; `last_month` is the last of them."""

    code: ClassVar[str] = "period.later_closed"
    about: ClassVar[About] = About.STATE
    month: str
    last_month: str


@dataclass(eq=False, kw_only=True)
class FindingMissing(LedgerError):
    """Nothing that differs now is called that: it is put right, or what differs has changed."""

    code: ClassVar[str] = "finding.missing"
    about: ClassVar[About] = About.STATE
    month: str
    given: str


@dataclass(eq=False, kw_only=True)
class FindingNotExplainable(LedgerError):
    """A difference within the book itself, or rows that are not shown: it is corrected and not explained."""

    code: ClassVar[str] = "finding.not_explainable"
    about: ClassVar[About] = About.STATE
    finding: str


@dataclass(eq=False, kw_only=True)
class ExplanationMissing(LedgerError):
    """Nobody has explained what is to be accepted."""

    code: ClassVar[str] = "explanation.missing"
    about: ClassVar[About] = About.STATE
    finding: str


@dataclass(eq=False, kw_only=True)
class ExplanationSamePerson(LedgerError):
    """Who explained cannot accept the explanation."""

    code: ClassVar[str] = "explanation.same_person"
    about: ClassVar[About] = About.RIGHT
    finding: str


@dataclass(eq=False, kw_only=True)
class ExplanationAccepted(LedgerError):
    """The explanation was accepted before."""

    code: ClassVar[str] = "explanation.accepted"
    about: ClassVar[About] = About.STATE
    finding: str
    accepted_on: date


@dataclass(eq=False, kw_only=True)
class YearNotOver(LedgerError):
    """A year that is not over cannot be closed."""

    code: ClassVar[str] = "year.not_over"
    about: ClassVar[About] = About.STATE
    year: int


@dataclass(eq=False, kw_only=True)
class YearBeforeBook(LedgerError):
    """A year before the book was opened."""

    code: ClassVar[str] = "year.before_book"
    year: int
    opened_on: date


@dataclass(eq=False, kw_only=True)
class YearMonthsOpen(LedgerError):
    """A year with open months cannot be closed; `first_month` is the first of them."""

    code: ClassVar[str] = "year.months_open"
    about: ClassVar[About] = About.STATE
    year: int
    first_month: str


@dataclass(eq=False, kw_only=True)
class YearEarlierOpen(LedgerError):
    """A year cannot be closed while one before it is open; `first_year` is the first of them."""

    code: ClassVar[str] = "year.earlier_open"
    about: ClassVar[About] = About.STATE
    year: int
    first_year: int


@dataclass(eq=False, kw_only=True)
class YearClosed(LedgerError):
    """A year that is closed stays closed, and so do its months."""

    code: ClassVar[str] = "year.closed"
    about: ClassVar[About] = About.STATE
    year: int
    closed_on: date


@dataclass(eq=False, kw_only=True)
class YearEndNotDone(LedgerError):
    """A year whose agreements' last days have passed with something left to do: each told with its amount."""

    code: ClassVar[str] = "year.end_not_done"
    about: ClassVar[About] = About.STATE
    year: int
    demands: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class MonthMalformed(LedgerError):
    """Text that is no month of the calendar."""

    code: ClassVar[str] = "month.malformed"
    given: str
