"""Use reports: the types of cost that a recipient reports by, and what a reported amount comes to in the book."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ledger.money import Ore, format_kronor


class CostType(StrEnum):
    """What the money was used for, in the order it is shown."""

    STAFF = "staff"
    PREMISES = "premises"
    SERVICES = "services"
    EDUCATION = "education"
    INFORMATION = "information"
    TRAVEL = "travel"
    OVERHEADS = "overheads"
    OTHER = "other"


COST_HEADINGS: Final[dict[CostType, str]] = {
    CostType.STAFF: "Personal",
    CostType.PREMISES: "Lokaler",
    CostType.SERVICES: "Köpta tjänster",
    CostType.EDUCATION: "Utbildning",
    CostType.INFORMATION: "Information och material",
    CostType.TRAVEL: "Resor",
    CostType.OVERHEADS: "Overhead (OH)",
    CostType.OTHER: "Övriga kostnader",
}


@dataclass(frozen=True)
class UseSplit:
    """What a report comes to, in öre: used of money held, owed in arrears, and the recipient's own, never booked."""

    held_ore: Ore
    arrears_ore: Ore
    own_ore: Ore

    @property
    def booked_ore(self) -> Ore:
        """What is booked as used."""
        return self.held_ore + self.arrears_ore


def split_use(reported_ore: Ore, *, held_ore: Ore, room_ore: Ore) -> UseSplit:
    """Split a reported amount: first of what the recipient holds, the rest of the room that is left for it.

    `room_ore` is what the pot has available, or the commitment left. More than both is the recipient's own (DOMAIN §4).
    """
    used_ore = min(reported_ore, max(held_ore, 0))
    arrears_ore = min(reported_ore - used_ore, max(room_ore, 0))
    return UseSplit(used_ore, arrears_ore, reported_ore - used_ore - arrears_ore)


def own_money_notice(reported_ore: Ore, split: UseSplit, *, held_ore: Ore, room_ore: Ore, of_commitment: bool) -> str:
    """What a person is told of a report that is more than the book can pay for; "" when it is not (UX §3, page 15)."""
    if split.own_ore == 0:
        return ""
    where = "av uppdraget" if of_commitment else "i potten"
    return (
        f"Rapporten är på {format_kronor(reported_ore)}; utbetalt är {format_kronor(max(held_ore, 0))} "
        f"och kvar {where} {format_kronor(max(room_ore, 0))}. "
        f"{format_kronor(split.own_ore)} är mottagarens egna medel och bokförs inte."
    )
