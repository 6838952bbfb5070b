"""A key's snapshot: its digest says what it says and nothing else, and what cannot be kept exactly is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ledger.domain.keys import KeySnapshot, require_weights
from ledger.domain.shares import Weight
from ledger.errors import KeyBadWeights, KeyEmpty

WEIGHTS = (Weight("B", "Beta", Decimal("2.50")), Weight("A", "Alfa", 1))
SNAPSHOT = KeySnapshot("PROV", "Provnyckeln", "SCB", date(2019, 12, 31), WEIGHTS)


def test_the_weights_stand_in_order_of_code() -> None:
    assert [weight.code for weight in SNAPSHOT.weights] == ["A", "B"]


def test_the_digest_is_what_it_has_always_been() -> None:
    assert SNAPSHOT.digest() == "895059db3f6d40fa5f15492116e0f683ce87a5bb2c24fd356d3b87e413f55316"


def test_the_digest_is_the_same_for_the_same_weights_in_any_order_and_writing() -> None:
    written_otherwise = (Weight("A", "Alfa", Fraction(1)), Weight("B", "Beta", Fraction(5, 2)))
    assert replace(SNAPSHOT, weights=written_otherwise).digest() == SNAPSHOT.digest()


@pytest.mark.parametrize(
    "change",
    [
        {"code": "ANNAN"},
        {"name": "Annan"},
        {"source": "Annan"},
        {"as_of": date(2020, 12, 31)},
        {"weights": (Weight("A", "Alfa", 1), Weight("B", "Beta", 3))},
        {"weights": (Weight("A", "Alfa", 1), Weight("B", "Gamma", Decimal("2.5")))},
        {"weights": (Weight("A", "Alfa", 1), Weight("C", "Beta", Decimal("2.5")))},
        {"weights": (Weight("A", "Alfa", 1),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_digest_covers_all_of_it(change: dict[str, Any]) -> None:
    assert replace(SNAPSHOT, **change).digest() != SNAPSHOT.digest()


def test_weights_of_eighteen_digits_are_kept() -> None:
    require_weights([Weight("A", "Alfa", 10**18 - 1), Weight("B", "Beta", Fraction(1, 10**18 - 1))])


@pytest.mark.parametrize("weight", [10**18, Fraction(1, 10**18)], ids=["numerator", "denominator"])
def test_longer_weights_are_refused(weight: int | Fraction) -> None:
    with pytest.raises(KeyBadWeights) as refusal:
        require_weights([Weight("A", "Alfa", 1), Weight("B", "Beta", weight)])
    assert [(row.line, row.reason, row.code) for row in refusal.value.rows] == [(2, "too_long", "B")]


def test_what_cannot_divide_is_refused() -> None:
    with pytest.raises(KeyEmpty):
        require_weights([])
    with pytest.raises(KeyBadWeights) as refusal:
        require_weights([Weight("A", "Alfa", 0), Weight("B", "Beta", 1), Weight("B", "Beta", 2)])
    assert [(row.line, row.reason) for row in refusal.value.rows] == [(1, "zero"), (3, "duplicate_code")]
