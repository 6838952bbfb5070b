"""Whose right it is to attest: over which pots, up to how much, when, and who may instead."""

from datetime import date

import pytest

from ledger.domain.attests import AttestedPot, Attesting, GrantedRight, Step, require_right
from ledger.errors import AttestNoRight, AttestNotInForce, AttestOverLimit
from ledger.money import Ore, kronor

DAY = date(2021, 3, 15)
ROOT, CHILD, SIBLING = 2, 3, 4
CHARGED = AttestedPot("SIMBA", (ROOT, CHILD))
OTHER = AttestedPot("SAMLA", (ROOT, SIBLING))
FIRST, SECOND, THIRD = 1, 2, 3


def right(
    person_id: int,
    *,
    pot_id: int = ROOT,
    limit_ore: Ore | None = None,
    valid_from: date = date(2020, 1, 1),
    valid_to: date | None = None,
) -> GrantedRight:
    return GrantedRight(person_id, f"titel {person_id}", pot_id, limit_ore, valid_from, valid_to)


def attesting(*pots: AttestedPot, amount_ore: Ore = 100_00) -> Attesting:
    return Attesting(Step.APPROVE, pots or (CHARGED,), amount_ore, DAY)


def test_a_right_over_a_pot_covers_what_is_under_it_to_the_ore_and_the_day() -> None:
    rights = [right(FIRST, limit_ore=kronor(100), valid_from=DAY, valid_to=DAY)]
    require_right(attesting(CHARGED, OTHER), person_id=FIRST, rights=rights)


def test_somebody_elses_right_is_not_ones_own() -> None:
    with pytest.raises(AttestNoRight) as refusal:
        require_right(attesting(), person_id=FIRST, rights=[right(SECOND), right(THIRD)])
    assert refusal.value.pot == "SIMBA"
    assert refusal.value.step == "beslutsattestera"
    assert refusal.value.able == ("titel 2", "titel 3")


def test_every_pot_must_be_covered() -> None:
    with pytest.raises(AttestNoRight) as refusal:
        require_right(attesting(CHARGED, OTHER), person_id=FIRST, rights=[right(FIRST, pot_id=CHILD), right(SECOND)])
    assert refusal.value.pot == "SAMLA"


def test_a_right_under_the_pot_does_not_reach_up() -> None:
    with pytest.raises(AttestNoRight):
        require_right(attesting(AttestedPot("Roten", (ROOT,))), person_id=FIRST, rights=[right(FIRST, pot_id=CHILD)])


def test_a_right_that_has_ended_says_when() -> None:
    rights = [right(FIRST, valid_to=date(2019, 12, 31)), right(FIRST, valid_to=date(2020, 12, 31))]
    with pytest.raises(AttestNotInForce) as refusal:
        require_right(attesting(), person_id=FIRST, rights=rights)
    assert (refusal.value.ended_on, refusal.value.begins_on) == (date(2020, 12, 31), None)


def test_a_right_that_has_not_begun_says_when() -> None:
    rights = [right(FIRST, valid_from=date(2021, 5, 1)), right(FIRST, valid_from=date(2021, 4, 1))]
    with pytest.raises(AttestNotInForce) as refusal:
        require_right(attesting(), person_id=FIRST, rights=rights)
    assert (refusal.value.ended_on, refusal.value.begins_on) == (None, date(2021, 4, 1))


def test_the_highest_limit_in_force_holds() -> None:
    rights = [right(FIRST, limit_ore=kronor(50)), right(FIRST, pot_id=CHILD, limit_ore=kronor(500))]
    require_right(attesting(amount_ore=kronor(500)), person_id=FIRST, rights=rights)
    with pytest.raises(AttestOverLimit) as refusal:
        require_right(attesting(amount_ore=kronor(500) + 1), person_id=FIRST, rights=rights)
    assert refusal.value.limit_ore == kronor(500)
    assert refusal.value.able == ()


def test_those_who_may_instead_are_told_but_not_who_took_part() -> None:
    rights = [
        right(FIRST, limit_ore=kronor(10)),
        right(SECOND),
        right(THIRD, limit_ore=kronor(1_000)),
        right(4, limit_ore=kronor(20)),
        right(5, valid_to=date(2020, 12, 31)),
    ]
    with pytest.raises(AttestOverLimit) as refusal:
        require_right(attesting(), person_id=FIRST, rights=rights, barred={FIRST, SECOND})
    assert refusal.value.able == ("titel 3",)
