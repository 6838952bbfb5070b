"""Among the pots: allocations in every way, taking back, moving between, and setting aside."""

from datetime import timedelta
from fractions import Fraction
from typing import Final

from ledger.domain.chart import Kind
from ledger.money import kronor
from ledger.services.allocation_changes import move_between_pots, take_back
from ledger.services.allocations import allocate_amounts, allocate_by_key, allocate_fixed_shares
from ledger.services.reservations import release_reservation, reserve
from tests.support.happenings.picks import Pick
from tests.support.happenings.registry import Given, decided, happens

ROOT: Final = "SUICID2020"
CHILDREN: Final = ("SIMBA", "FYRBODAL", "FB", "GR", "SH", "SK")
WEIGHED: Final = ("FB", "GR", "SH", "SK")
"""The pots that the key weighs."""


def register() -> None:
    """Let it happen."""
    happens("allocate", allocate_amounts, _amounts, then=("pay_out",))
    happens("allocate_by_key", allocate_by_key, _by_key, then=("pay_out", "take_back"))
    happens("allocate_shares", allocate_fixed_shares, _shares, then=("move",))
    happens("take_back", take_back, lambda pick: {"pot_id": pick.pot(*CHILDREN)} | decided(pick, "SPLIT"))
    happens("move", move_between_pots, _move)
    happens("reserve", reserve, _reserve, then=("release_reservation", "commit"))
    happens("release_reservation", release_reservation, _release)


def _amounts(pick: Pick) -> Given:
    split = decided(pick, "SPLIT")
    return {
        "pot_id": pick.pot(ROOT),
        "amounts": {pick.pot(*CHILDREN): split.pop("amount_ore")},
        **split,
    }


def _by_key(pick: Pick) -> Given:
    base_ore = 0 if pick.dice.random() < 0.5 else kronor(100)
    return decided(pick, "SPLIT", pick.whole()) | {
        "pot_id": pick.pot(ROOT),
        "key_id": pick.key_id,
        "pots": {code: pick.held.pots[code] for code in WEIGHED},
        "base_ore": base_ore,
    }


def _shares(pick: Pick) -> Given:
    sixths = pick.dice.randint(1, 5) if pick.rightly() else 7
    fractions = {pick.held.pots["SIMBA"]: Fraction(sixths, 6), pick.held.pots["SH"]: Fraction(6 - sixths, 6)}
    return decided(pick, "SPLIT", pick.whole()) | {"pot_id": pick.pot(ROOT), "fractions": fractions}


def _move(pick: Pick) -> Given:
    giving = pick.standing(Kind.AVAILABLE)
    ends = {"from_pot_id": giving.pot_id, "to_pot_id": pick.pot(*CHILDREN)}
    return ends | decided(pick, "SPLIT", pick.out_of(min(giving.ore, kronor(200_000))))


def _reserve(pick: Pick) -> Given:
    until = pick.day() + timedelta(days=pick.dice.randint(5, 90))
    return {"pot_id": pick.pot(ROOT), "text": "Spridning", "expires_on": until} | decided(pick, "ASSIGNED")


def _release(pick: Pick) -> Given:
    aside = pick.standing(Kind.RESERVED)
    return {"reservation_id": aside.subject_id} | decided(pick, "ASSIGNED", pick.out_of(aside.ore))
