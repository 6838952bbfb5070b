"""Refusals of taking back and moving between pots."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class TakeBackExceedsLeft(LedgerError):
    """More than a pot has left, on the day or on a later one; beside it, what has gone out of the pot until today."""

    code: ClassVar[str] = "take_back.exceeds_left"
    about: ClassVar[About] = About.STATE
    pot: str
    wanted_ore: int
    left_ore: int
    day: date
    disbursed_ore: int
    allotted_ore: int
    promised_ore: int


@dataclass(eq=False, kw_only=True)
class TakeBackExceedsGiven(LedgerError):
    """More than the pot above has given by allocation, net, on the day or on a later one."""

    code: ClassVar[str] = "take_back.exceeds_given"
    about: ClassVar[About] = About.STATE
    pot: str
    wanted_ore: int
    given_ore: int
    day: date
    over_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What is wanted beyond what was given."""
        self.over_ore = self.wanted_ore - self.given_ore


@dataclass(eq=False, kw_only=True)
class PotHasNoParent(LedgerError):
    """A root, which has nothing above it to give back to."""

    code: ClassVar[str] = "pot.no_parent"
    pot: str


@dataclass(eq=False, kw_only=True)
class PotMovedToItself(LedgerError):
    """A pot that is to give to itself."""

    code: ClassVar[str] = "pot.moved_to_itself"
    pot: str
