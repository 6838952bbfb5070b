"""Refusals of decisions that a body may not take, or that move no money."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class MandateAdvisoryBody(LedgerError):
    """An advisory body recommends; it has no mandate to decide about money."""

    code: ClassVar[str] = "mandate.advisory_body"
    about: ClassVar[About] = About.RIGHT
    body: str
    able: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class MandateMissing(LedgerError):
    """A body without any mandate for that kind of decision."""

    code: ClassVar[str] = "mandate.missing"
    about: ClassVar[About] = About.RIGHT
    body: str
    power: str
    able: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class MandateOtherPot(LedgerError):
    """A body whose mandate is over other pots."""

    code: ClassVar[str] = "mandate.other_pot"
    about: ClassVar[About] = About.RIGHT
    body: str
    pots: tuple[str, ...]
    wanted: str


@dataclass(eq=False, kw_only=True)
class MandateNotInForce(LedgerError):
    """A body whose mandate did not hold on the decision's day."""

    code: ClassVar[str] = "mandate.not_in_force"
    about: ClassVar[About] = About.RIGHT
    body: str
    wanted: str
    day: date
    valid_from: date
    valid_to: date | None


@dataclass(eq=False, kw_only=True)
class MandateOverlaps(LedgerError):
    """A mandate (from `given_from`) beside one that the body has already for the same power and pot."""

    code: ClassVar[str] = "mandate.overlaps"
    about: ClassVar[About] = About.STATE
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
