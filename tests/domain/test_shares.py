"""Shares always sum, whatever the key's order and scale, and reproduce the published tables to the krona."""

import csv
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.data.municipalities import municipalities
from ledger.domain.shares import (
    Division,
    Method,
    Receiver,
    Rule,
    Unit,
    Weight,
    divide,
    parse_method,
)
from ledger.errors import (
    AmountNegative,
    AmountTooLarge,
    KeyBadWeights,
    KeyEmpty,
    LedgerError,
    ResidualReceiverNegative,
    ResidualReceiverUnknown,
    ShareAmountNegative,
    ShareBaseExceedsAmount,
    ShareUnitTooCoarse,
)
from ledger.money import kronor

SKR_2022 = Path(__file__).parents[1] / "data" / "skr_womens_health_2022.csv"
"""SKR's published table "kvinnors hälsa 2022, fördelning av medel": 1 382 000 000 kr to 21 regions, with its key."""

ASSOCIATIONS = (
    Weight("FB", "Fyrbodals kommunalförbund", 273_837),
    Weight("GR", "Göteborgsregionen", 955_143),
    Weight("SH", "Boråsregionen Sjuhärad", 226_087),
    Weight("SK", "Skaraborgs kommunalförbund", 268_462),
)


def key(*weights: int | str) -> list[Weight]:
    """A key of weights with the codes A, B, C …"""
    return [Weight(chr(ord("A") + place), "", Decimal(weight)) for place, weight in enumerate(weights)]


def in_kronor(division: Division) -> dict[str, Fraction]:
    return {row.code: Fraction(row.share_ore, 100) for row in division.rows}


# --- published and worked examples -------------------------------------------------------------------------------


def skr_table() -> tuple[list[Weight], dict[str, int]]:
    with SKR_2022.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    official = {row["code"]: int(row["official_kr"]) for row in rows}
    return [Weight(row["code"], row["name"], int(row["weight"])) for row in rows], official


@given(st.data())
def test_the_state_table_of_2022_comes_out_to_the_krona_in_any_order(data: st.DataObject) -> None:
    weights, official = skr_table()
    division = divide(kronor(1_382_000_000), data.draw(st.permutations(weights)))
    assert in_kronor(division) == official


def test_ordinary_rounding_of_the_state_table_gives_two_kronor_too_much() -> None:
    weights, _ = skr_table()
    assert divide(kronor(1_382_000_000), weights).nearest_ore == kronor(1_382_000_002)


def test_seven_million_to_the_four_associations() -> None:
    division = divide(kronor(7_000_000), ASSOCIATIONS)
    assert in_kronor(division) == {"FB": 1_112_171, "GR": 3_879_251, "SH": 918_237, "SK": 1_090_341}
    assert [row.floor_ore for row in division.rows] == [kronor(k) for k in (1_112_171, 3_879_250, 918_237, 1_090_340)]
    assert [row.extra_ore for row in division.rows] == [0, 100, 0, 100]
    assert [round(row.remainder, 3) for row in division.rows] == [
        Fraction(17, 1000),
        Fraction(654, 1000),
        Fraction(523, 1000),
        Fraction(807, 1000),
    ]
    assert division.rows[2].quota == Fraction(7_000_000 * 226_087, 1_723_529)
    assert (division.residual_ore, division.nearest_ore) == (kronor(2), kronor(7_000_001))


def test_a_bearer_gives_up_what_rounding_took_too_much() -> None:
    division = divide(kronor(7_000_000), ASSOCIATIONS, method=Rule.LARGEST_SHARE)
    assert in_kronor(division) == {"FB": 1_112_171, "GR": 3_879_250, "SH": 918_238, "SK": 1_090_341}
    assert (division.receiver, division.residual_ore) == ("GR", kronor(-1))


def test_fifteen_million_to_the_six_care_areas() -> None:
    """The areas cut across the associations; that Lilla Edet belongs to Fyrbodal is an example, not confirmed."""
    people = {row.name: row.demo_population for row in municipalities()}
    by_association = {
        name: sum(row.demo_population for row in municipalities() if row.association == name)
        for name in ("Fyrbodals kommunalförbund", "Skaraborgs kommunalförbund")
    }
    areas = {
        "SIMBA": sum(people[name] for name in ("Ale", "Kungälv", "Stenungsund", "Tjörn")),
        "SAMLA": sum(people[name] for name in ("Alingsås", "Lerum", "Vårgårda", "Herrljunga")),
        "SÄ": sum(people[n] for n in ("Bollebygd", "Borås", "Mark", "Svenljunga", "Tranemo", "Ulricehamn")),
        "FB": by_association["Fyrbodals kommunalförbund"] + people["Lilla Edet"],
        "SK": by_association["Skaraborgs kommunalförbund"],
    }
    areas["GBG"] = sum(people.values()) - sum(areas.values())
    division = divide(kronor(15_000_000), [Weight(code, code, weight) for code, weight in areas.items()])
    assert in_kronor(division) == {
        "GBG": 6_409_944,
        "SIMBA": 1_048_990,
        "SAMLA": 916_103,
        "SÄ": 1_782_503,
        "FB": 2_506_015,
        "SK": 2_336_445,
    }


def test_a_base_amount_comes_first_and_the_rest_goes_by_key() -> None:
    division = divide(kronor(1000), key(1, 3), base_ore=kronor(100))
    assert in_kronor(division) == {"A": 300, "B": 700}
    assert (division.bases_ore, division.keyed_ore) == (kronor(200), kronor(800))


def test_base_amounts_may_take_everything() -> None:
    assert in_kronor(divide(kronor(200), key(1, 3), base_ore=kronor(100))) == {"A": 100, "B": 100}


def test_ore_are_divided_where_the_unit_is_ore() -> None:
    division = divide(100, key(1, 1, 1), unit=Unit.ORE)
    assert [row.share_ore for row in division.rows] == [34, 33, 33]


def test_decimal_weights_are_exact() -> None:
    """As floats, 0.1 + 0.2 is more than 0.3, and no quota would be what it should."""
    division = divide(kronor(1), key("0.1", "0.2", "0.3"))
    assert [row.quota for row in division.rows] == [Fraction(1, 6), Fraction(1, 3), Fraction(1, 2)]


def test_a_tie_goes_to_the_lowest_code() -> None:
    weights = [Weight("1499", "Falköping", 1), Weight("1401", "Härryda", 1), Weight("1480", "Göteborg", 1)]
    assert in_kronor(divide(kronor(4), weights)) == {"1401": 2, "1480": 1, "1499": 1}


@pytest.mark.parametrize(
    ("method", "receiver"),
    [(Rule.LARGEST_SHARE, "B"), (Rule.LAST, "D"), (Receiver("A"), "A"), (Rule.LARGEST_REMAINDER, None)],
)
def test_who_bears_the_residual(method: Method, receiver: str | None) -> None:
    weights = key(1, 3, 3, 2)
    assert divide(kronor(100), weights, method=method).receiver == receiver
    assert divide(kronor(100), weights[::-1], method=method).receiver == receiver


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("largest-remainder", Rule.LARGEST_REMAINDER),
        ("last", Rule.LAST),
        ("code:last", Receiver("last")),
        ("0114", Receiver("0114")),
        ("code:0114", Receiver("0114")),
    ],
)
def test_a_method_is_read_from_its_text(text: str, method: Method) -> None:
    assert parse_method(text) == method
    assert parse_method(str(method)) == method


# --- properties --------------------------------------------------------------------------------------------------

weight_values = st.one_of(
    st.integers(1, 3),
    st.integers(1, 10**7),
    st.decimals("0.01", 10**4, places=2),
    st.fractions(Fraction(1, 1000), 1000, max_denominator=1000),
)
keys = st.lists(st.tuples(st.text("0123456789ÅÄÖabc", min_size=1, max_size=4), weight_values), min_size=1, max_size=12)
weights_of_keys = keys.map(lambda rows: [Weight(code, f"Namn {code}", weight) for code, weight in dict(rows).items()])
units = st.sampled_from(Unit)
amounts = st.integers(0, 10**11)
rules = st.sampled_from(Rule)


def divided(amount: int, weights: Sequence[Weight], unit: Unit, rule: Rule) -> Division | ResidualReceiverNegative:
    """The division, or why there is none: a small receiver may not be able to bear the residual."""
    try:
        return divide(amount * unit, weights, unit=unit, method=rule)
    except ResidualReceiverNegative as refusal:
        return refusal


def by_code(division: Division | ResidualReceiverNegative) -> object:
    if isinstance(division, ResidualReceiverNegative):
        return division.facts()
    return {row.code: row for row in division.rows}


@given(amounts, weights_of_keys, units, rules)
def test_shares_sum_to_the_amount_and_every_row_adds_up(
    amount: int, weights: list[Weight], unit: Unit, rule: Rule
) -> None:
    division = divided(amount, weights, unit, rule)
    if isinstance(division, ResidualReceiverNegative):
        assert rule is not Rule.LARGEST_REMAINDER
        assert division.share_ore < 0
        return
    assert sum(row.share_ore for row in division.rows) == amount * unit
    assert [row.code for row in division.rows] == [weight.code for weight in weights]
    for row in division.rows:
        assert row.share_ore == row.base_ore + row.floor_ore + row.extra_ore >= 0
        assert row.quota == Fraction(row.floor_ore, unit) + row.remainder
        assert row.share_ore % unit == 0


@given(amounts, weights_of_keys, units, rules, st.randoms())
def test_the_order_of_the_key_changes_nothing(
    amount: int, weights: list[Weight], unit: Unit, rule: Rule, random: Any
) -> None:
    shuffled = list(weights)
    random.shuffle(shuffled)
    assert by_code(divided(amount, weights, unit, rule)) == by_code(divided(amount, shuffled, unit, rule))


@given(amounts, weights_of_keys, units, rules, st.fractions(Fraction(1, 100), 100, max_denominator=100))
def test_the_scale_of_the_weights_changes_nothing(
    amount: int, weights: list[Weight], unit: Unit, rule: Rule, scale: Fraction
) -> None:
    scaled = [Weight(weight.code, weight.name, Fraction(weight.weight) * scale) for weight in weights]
    before, after = divided(amount, weights, unit, rule), divided(amount, scaled, unit, rule)
    assert isinstance(before, Division) == isinstance(after, Division)
    if isinstance(before, Division) and isinstance(after, Division):
        assert in_kronor(before) == in_kronor(after)


@given(amounts, weights_of_keys, units)
def test_largest_remainder_keeps_within_one_unit_of_the_quota(amount: int, weights: list[Weight], unit: Unit) -> None:
    division = divide(amount * unit, weights, unit=unit)
    assert 0 <= division.residual_ore < len(weights) * unit
    for row in division.rows:
        assert abs(Fraction(row.share_ore, unit) - row.quota) < 1
        assert row.extra_ore in {0, unit}
        assert row.quota.denominator != 1 or row.extra_ore == 0


@given(amounts, weights_of_keys, units)
def test_a_heavier_recipient_never_gets_less(amount: int, weights: list[Weight], unit: Unit) -> None:
    heaviest_first = sorted(divide(amount * unit, weights, unit=unit).rows, key=lambda row: (-row.weight, row.code))
    shares = [row.share_ore for row in heaviest_first]
    assert shares == sorted(shares, reverse=True)


@given(amounts, st.lists(st.integers(1, 10**7), min_size=1, max_size=12))
def test_largest_remainder_agrees_with_plain_whole_number_arithmetic(amount: int, plain: list[int]) -> None:
    """Another way to the same shares: `divmod` alone, no fractions."""
    weights = [Weight(f"{place:02}", "", weight) for place, weight in enumerate(plain)]
    parts = [divmod(amount * weight, sum(plain)) for weight in plain]
    expected = [whole for whole, _ in parts]
    first = sorted(range(len(plain)), key=lambda place: (-parts[place][1], place))
    for place in first[: amount - sum(expected)]:
        expected[place] += 1
    assert [row.share_ore for row in divide(amount, weights, unit=Unit.ORE).rows] == expected


@given(amounts, weights_of_keys, units, st.sampled_from([Rule.LARGEST_SHARE, Rule.LAST]))
def test_all_but_the_bearer_get_the_nearest_unit(amount: int, weights: list[Weight], unit: Unit, rule: Rule) -> None:
    division = divided(amount, weights, unit, rule)
    assert abs(division.residual_ore) * 2 <= len(weights) * unit
    if isinstance(division, ResidualReceiverNegative):
        return
    assert division.nearest_ore + division.residual_ore == division.amount_ore
    for row in division.rows:
        if row.code != division.receiver:
            assert row.extra_ore == 0
            assert Fraction(-1, 2) < Fraction(row.share_ore, unit) - row.quota <= Fraction(1, 2)


@given(st.integers(0, 10**9), st.integers(0, 10**6), weights_of_keys, units)
def test_a_base_amount_only_lifts_the_division_of_the_rest(
    keyed: int, base: int, weights: list[Weight], unit: Unit
) -> None:
    lifted = divide((keyed + base * len(weights)) * unit, weights, unit=unit, base_ore=base * unit)
    plain = divide(keyed * unit, weights, unit=unit)
    assert [row.share_ore - base * unit for row in lifted.rows] == [row.share_ore for row in plain.rows]


# --- refusals ----------------------------------------------------------------------------------------------------


def test_bad_weights_are_told_all_at_once() -> None:
    weights = [
        Weight("A", "Noll", 0),
        Weight("B", "Minus", -5),
        Weight("", "Utan kod", 1),
        Weight("C", "Först", 1),
        Weight("C", "Igen", 1),
        Weight("D", "Inget tal", Decimal("NaN")),
        Weight("E", "För stort", Decimal("Infinity")),
    ]
    with pytest.raises(KeyBadWeights) as refusal:
        divide(kronor(1), weights)
    assert [(row.line, row.reason) for row in refusal.value.rows] == [
        (1, "zero"),
        (2, "negative"),
        (3, "missing_code"),
        (5, "duplicate_code"),
        (6, "not_a_number"),
        (7, "not_a_number"),
    ]
    assert refusal.value.rows[3].first_line == 4


REFUSED: list[tuple[Callable[[], object], LedgerError]] = [
    (lambda: divide(kronor(1), []), KeyEmpty()),
    (lambda: divide(-1, key(1), unit=Unit.ORE), ShareAmountNegative(amount_ore=-1)),
    (lambda: divide(10**15, key(1)), AmountTooLarge(amount_ore=10**15)),
    (lambda: divide(150, key(1)), ShareUnitTooCoarse(amount_ore=150)),
    (lambda: divide(200, key(1), base_ore=50), ShareUnitTooCoarse(amount_ore=50)),
    (lambda: divide(200, key(1), base_ore=-100), AmountNegative(what="Grundbeloppet", amount_ore=-100)),
    (
        lambda: divide(500, key(1, 1), base_ore=300),
        ShareBaseExceedsAmount(base_ore=300, recipients=2, amount_ore=500),
    ),
    (
        lambda: divide(100, key(1, 1), method=Receiver("Ö")),
        ResidualReceiverUnknown(receiver="Ö", codes=("A", "B")),
    ),
]


@pytest.mark.parametrize(("attempt", "expected"), REFUSED)
def test_refusals_carry_their_facts(attempt: Callable[[], object], expected: LedgerError) -> None:
    with pytest.raises(type(expected)) as refusal:
        attempt()
    assert refusal.value.facts() == expected.facts()


def test_a_bearer_that_cannot_bear_is_refused() -> None:
    """Three quotas of 0,66 round up to 1 kr each: 1 kr too much, and the little recipient has nothing to give."""
    with pytest.raises(ResidualReceiverNegative) as refusal:
        divide(kronor(2), key(50, 50, 50, 1), method=Rule.LAST)
    assert refusal.value.facts() == {"receiver": "D", "share_ore": -100, "residual_ore": -100}


def test_a_base_amount_is_not_used_to_bear_with() -> None:
    with pytest.raises(ResidualReceiverNegative):
        divide(kronor(2 + 4 * 10), key(50, 50, 50, 1), base_ore=kronor(10), method=Rule.LAST)


@pytest.mark.parametrize("weight", [0.5, True, "5", None])
def test_a_weight_that_is_no_exact_number_is_a_fault_of_the_program(weight: Any) -> None:
    with pytest.raises(TypeError, match="an int, a Decimal or a Fraction"):
        Weight("A", "", weight)


def test_a_division_that_does_not_sum_cannot_exist() -> None:
    whole = divide(kronor(10), key(1, 1))
    with pytest.raises(ArithmeticError):
        Division(kronor(11), whole.unit, 0, whole.method, None, whole.rows)
