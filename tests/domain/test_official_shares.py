"""Official amounts go before computed ones, and what they differ by is seen and never spread."""

import pytest

from ledger.domain.shares import Division, Weight, compare_official, divide, with_official
from ledger.errors import AllocationOfficialUnknown, AllocationSumDiffers, AmountNegative
from ledger.money import kronor


@pytest.fixture
def associations() -> Division:
    """7 000 000 kr to the four associations: 1 112 171, 3 879 251, 918 237 and 1 090 341."""
    weights = {"FB": 273_837, "GR": 955_143, "SH": 226_087, "SK": 268_462}
    return divide(kronor(7_000_000), [Weight(code, code, weight) for code, weight in weights.items()])


def test_an_official_amount_goes_before_the_computed_and_the_rest_stays_in_the_parent(associations: Division) -> None:
    settled = with_official(associations, {"GR": kronor(3_879_000)})
    assert [row.share_ore for row in settled.rows] == [kronor(k) for k in (1_112_171, 3_879_000, 918_237, 1_090_341)]
    assert [row.difference_ore for row in settled.rows] == [0, kronor(-251), 0, 0]
    assert (settled.shares_ore, settled.left_ore) == (kronor(6_999_749), kronor(251))


def test_an_official_amount_of_nothing_is_an_amount(associations: Division) -> None:
    settled = with_official(associations, {"SH": 0})
    assert settled.rows[2].share_ore == 0
    assert settled.left_ore == kronor(918_237)


def test_without_official_amounts_nothing_is_left(associations: Division) -> None:
    settled = with_official(associations, {})
    assert [row.official_ore for row in settled.rows] == [None] * 4
    assert settled.left_ore == 0


def test_official_amounts_that_are_too_much_together_are_refused_with_the_difference(associations: Division) -> None:
    official = {"GR": kronor(3_880_000)}
    assert compare_official(associations, official).left_ore == kronor(-749)
    with pytest.raises(AllocationSumDiffers) as refusal:
        with_official(associations, official)
    assert refusal.value.facts() == {
        "shares_ore": kronor(7_000_749),
        "amount_ore": kronor(7_000_000),
        "difference_ore": kronor(749),
    }


def test_an_official_amount_of_a_stranger_is_refused(associations: Division) -> None:
    with pytest.raises(AllocationOfficialUnknown) as refusal:
        with_official(associations, {"GR": 100, "Ö": 100})
    assert refusal.value.facts() == {"unknown": ("Ö",), "codes": ("FB", "GR", "SH", "SK")}


def test_an_official_amount_below_zero_is_refused(associations: Division) -> None:
    with pytest.raises(AmountNegative) as refusal:
        with_official(associations, {"SK": -1})
    assert refusal.value.facts() == {"what": "Fastställt belopp för SK", "amount_ore": -1}
