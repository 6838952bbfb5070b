"""May this body decide this, for this pot, on this date? A pot covers all pots under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger.errors import MandateAdvisoryBody, MandateMissing, MandateNotInForce, MandateOtherPot


class Power(StrEnum):
    """The kinds of decision that move money."""

    AGREEMENT = "agreement"
    ALLOCATION = "allocation"
    COMMITMENT = "commitment"
    USE = "use"
    YEAR_END = "year_end"


POWER_NAMES = {
    Power.AGREEMENT: "överenskommelsens belopp",
    Power.ALLOCATION: "fördelning",
    Power.COMMITMENT: "uppdrag",
    Power.USE: "användning utan uppdrag",
    Power.YEAR_END: "återbetalning och överföring",
}


@dataclass(frozen=True)
class GrantedMandate:
    """One mandate: which power, over which pot (its number and name), from–to (None: until further notice)."""

    power: Power
    pot_id: int
    pot_name: str
    valid_from: date
    valid_to: date | None

    def in_force(self, day: date) -> bool:
        """Whether the mandate holds that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class DecidingBody:
    """A body with its mandates, and the names of bodies that could decide instead."""

    name: str
    advisory: bool
    mandates: tuple[GrantedMandate, ...]


def require_mandate(
    body: DecidingBody,
    power: Power,
    pot_path: Sequence[int],
    *,
    pot_name: str,
    day: date,
    able: Sequence[str] = (),
) -> None:
    """Refuse a decision the body may not take: DOMAIN §2.

    `pot_path` holds the pot's number and those above it; `able` names bodies with the mandate, for the way out.
    Raises `MandateAdvisoryBody`, `MandateMissing`, `MandateOtherPot` or `MandateNotInForce`.
    """
    if body.advisory:
        raise MandateAdvisoryBody(body=body.name, able=tuple(able))
    of_power = [mandate for mandate in body.mandates if mandate.power is power]
    if not of_power:
        raise MandateMissing(body=body.name, power=POWER_NAMES[power], able=tuple(able))
    over_pot = [mandate for mandate in of_power if mandate.pot_id in pot_path]
    if not over_pot:
        pots = tuple(dict.fromkeys(mandate.pot_name for mandate in of_power))
        raise MandateOtherPot(body=body.name, pots=pots, wanted=pot_name)
    if not any(mandate.in_force(day) for mandate in over_pot):
        nearest = max(over_pot, key=lambda mandate: mandate.valid_from)
        raise MandateNotInForce(
            body=body.name, wanted=pot_name, day=day, valid_from=nearest.valid_from, valid_to=nearest.valid_to
        )
