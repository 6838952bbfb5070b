"""Allocations by a key and by fixed shares: each share with its proof, official amounts first, nothing spread."""

from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select

from ledger.db.allocations import Allocation, AllocationShare
from ledger.db.session import read_session
from ledger.domain.share_proof import prove
from ledger.domain.shares import Receiver, Rule, Unit
from ledger.errors import (
    AllocationCodeUnknown,
    AllocationOfficialUnknown,
    AllocationPotTwice,
    AllocationSharesNotWhole,
    AllocationSumDiffers,
    AmountNotPositive,
    KeyEmpty,
    LedgerError,
    NotFound,
    PotInsufficient,
    ShareUnitTooCoarse,
)
from ledger.money import kronor
from tests.support.allocating import PEOPLE, SEVEN_MILLION, by_fractions, by_key, key_of, shares_of, stands
from tests.support.story import COUNTY_ORE, Story


def test_a_key_gives_the_shares_of_the_worked_example(story: Story) -> None:
    allocated = by_key(story, key_of(story))
    assert shares_of(allocated) == {
        "FB": kronor(1_112_171),
        "GR": kronor(3_879_251),
        "SH": kronor(918_237),
        "SK": kronor(1_090_341),
    }
    assert allocated.proof is not None
    assert prove(allocated.proof.division).replace("\u00a0", " ").startswith("Nedrundningen lämnar 2 kr.")
    assert stands(story, "SUICID2020") == (COUNTY_ORE, SEVEN_MILLION, COUNTY_ORE - SEVEN_MILLION)


def test_every_share_is_kept_with_its_proof(story: Story) -> None:
    key_id = key_of(story)
    allocated = by_key(story, key_id, base_ore=kronor(100_000), residual=Receiver("GR"))
    with read_session(story.engine) as session:
        kept = session.get_one(Allocation, allocated.document.id)
        assert (kept.method, kept.key_id, kept.amount_ore) == ("key", key_id, SEVEN_MILLION)
        assert (kept.base_ore, kept.unit_ore, kept.residual) == (kronor(100_000), 100, "code:GR")
        rows = session.scalars(
            select(AllocationShare)
            .where(AllocationShare.document_id == allocated.document.id)
            .order_by(AllocationShare.row_no)
        ).all()
        assert [(row.row_no, row.pot_id, row.weight) for row in rows] == [
            (place, story.pots[code], str(PEOPLE[code])) for place, code in enumerate(PEOPLE, start=1)
        ]
        for row in rows:
            assert Fraction(row.quota) == Fraction(6_600_000 * int(row.weight), sum(PEOPLE.values()))
            assert row.computed_ore == row.share_ore == kronor(100_000) + row.floor_ore + row.extra_ore
            assert row.official_ore is None
        assert sum(row.share_ore for row in rows) == SEVEN_MILLION


def test_only_the_recipients_named_take_part(story: Story) -> None:
    pots = {code: story.pots[code] for code in ("FB", "SK")}
    shares = shares_of(by_key(story, key_of(story), kronor(542_299), pots=pots))
    assert shares == {"FB": kronor(273_837), "SK": kronor(268_462)}


def test_an_official_amount_goes_first_and_what_it_leaves_stays(story: Story) -> None:
    allocated = by_key(story, key_of(story), official={"GR": kronor(3_879_000), "SH": 0})
    assert shares_of(allocated) == {
        "FB": kronor(1_112_171),
        "GR": kronor(3_879_000),
        "SH": 0,
        "SK": kronor(1_090_341),
    }
    assert allocated.left_ore == kronor(251) + kronor(918_237)
    assert stands(story, "SUICID2020")[1] == SEVEN_MILLION - allocated.left_ore
    assert story.pots["SH"] not in {pot_id for _, pot_id, *_ in story.lines(allocated.booked)}
    with read_session(story.engine) as session:
        kept = session.execute(
            select(AllocationShare.computed_ore, AllocationShare.official_ore, AllocationShare.share_ore)
            .where(AllocationShare.pot_id == story.pots["GR"])
            .order_by(AllocationShare.document_id)
        ).one()
    assert tuple(kept) == (kronor(3_879_251), kronor(3_879_000), kronor(3_879_000))


def test_official_amounts_that_are_too_much_are_never_spread(story: Story) -> None:
    with pytest.raises(AllocationSumDiffers) as refusal:
        by_key(story, key_of(story), official={"GR": kronor(3_880_000)})
    assert refusal.value.difference_ore == kronor(749)


def test_ore_are_split_in_ore(story: Story) -> None:
    key_id = key_of(story)
    with pytest.raises(ShareUnitTooCoarse):
        by_key(story, key_id, 1_050)
    shares = shares_of(by_key(story, key_id, 1_051, unit=Unit.ORE))
    assert sum(shares.values()) == 1_051


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"amount_ore": 0}, AmountNotPositive),
        ({"amount_ore": -100}, AmountNotPositive),
        ({"pots": {}}, KeyEmpty),
        ({"pots": {"FB": 99}}, NotFound),
        ({"official": {"SIMBA": 1}}, AllocationOfficialUnknown),
        ({"official": dict.fromkeys(PEOPLE, 0)}, AmountNotPositive),
        ({"amount_ore": COUNTY_ORE + 100}, PotInsufficient),
        ({"key_id": 99}, NotFound),
    ],
    ids=["zero", "negative", "nobody", "no pot", "official", "all zero", "too much", "key"],
)
def test_what_an_allocation_by_key_may_not_be(story: Story, given: dict[str, Any], refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        by_key(story, **{"key_id": key_of(story), **given})
    assert stands(story, "SUICID2020") == (COUNTY_ORE, 0, COUNTY_ORE)


def test_a_code_that_the_key_does_not_have_is_refused_with_those_it_has(story: Story) -> None:
    with pytest.raises(AllocationCodeUnknown) as refusal:
        by_key(story, key_of(story), pots={"FB": story.pots["FB"], "XX": story.pots["SK"]})
    assert refusal.value.facts() == {"key": "BEF", "unknown": ("XX",), "codes": ("FB", "GR", "SH", "SK")}


def test_two_codes_of_a_key_do_not_share_a_pot(story: Story) -> None:
    with pytest.raises(AllocationPotTwice) as refusal:
        by_key(story, key_of(story), pots={"FB": story.pots["FB"], "SK": story.pots["FB"]})
    assert refusal.value.pot == "Fyrbodals kommunalförbund"


# --- by fixed shares ---------------------------------------------------------------------------------------------


def test_fixed_shares_are_exact_fractions_of_the_whole(story: Story) -> None:
    thirds = {"FB": Fraction(1, 3), "SK": Fraction(1, 3), "GR": Fraction(1, 3)}
    allocated = by_fractions(story, thirds, kronor(100))
    assert shares_of(allocated) == {"FB": kronor(34), "GR": kronor(33), "SK": kronor(33)}
    with read_session(story.engine) as session:
        kept = session.get_one(Allocation, allocated.document.id)
        assert (kept.method, kept.residual, kept.unit_ore) == ("fixed", "largest-remainder", 100)
        weights = session.scalars(
            select(AllocationShare.weight)
            .where(AllocationShare.document_id == allocated.document.id)
            .order_by(AllocationShare.row_no)
        ).all()
    assert weights == ["1/3"] * 3


def test_per_cent_are_hundredths(story: Story) -> None:
    percents = {"FB": Fraction(25, 100), "SK": Fraction(75, 100)}
    allocated = by_fractions(
        story, percents, kronor(10), residual=Rule.LAST, official={"FB": kronor(2)}, unit=Unit.KRONA
    )
    assert shares_of(allocated) == {"FB": kronor(2), "SK": kronor(7)}
    assert allocated.left_ore == kronor(1)


@pytest.mark.parametrize(
    ("fractions", "total"),
    [
        ({"FB": Fraction(1, 4), "SK": Fraction(745, 1000)}, "99,5"),
        ({"FB": Fraction(1, 3), "SK": Fraction(1)}, "400/3"),
        ({}, "0"),
    ],
    ids=["less", "more", "nobody"],
)
def test_fixed_shares_are_one_whole(story: Story, fractions: dict[str, Fraction], total: str) -> None:
    with pytest.raises(AllocationSharesNotWhole) as refusal:
        by_fractions(story, fractions, kronor(100))
    assert refusal.value.total_percent == total
