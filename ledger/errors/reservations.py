"""Refusals of reservations."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class ReservationExceedsLeft(LedgerError):
    """More than a reservation has left, on the day or on a later one."""

    code: ClassVar[str] = "reservation.exceeds_left"
    about: ClassVar[About] = About.STATE
    reservation: str
    wanted_ore: int
    left_ore: int
    day: date
    over_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What is wanted beyond what there is."""
        self.over_ore = self.wanted_ore - self.left_ore


@dataclass(eq=False, kw_only=True)
class ReservationNotExpired(LedgerError):
    """A reservation released before it expires without a decision of its own."""

    code: ClassVar[str] = "reservation.not_expired"
    about: ClassVar[About] = About.STATE
    reservation: str
    expires_on: date
    day: date


@dataclass(eq=False, kw_only=True)
class ReservationExpired(LedgerError):
    """A commitment out of a reservation that has expired."""

    code: ClassVar[str] = "reservation.expired"
    about: ClassVar[About] = About.STATE
    reservation: str
    pot: str
    expires_on: date
    day: date


@dataclass(eq=False, kw_only=True)
class ReservationOtherPot(LedgerError):
    """A commitment out of a reservation in another pot."""

    code: ClassVar[str] = "reservation.other_pot"
    reservation: str
    pot: str
    wanted: str
