"""Fractions are rounded exactly for the eye, and quota and remainder still add up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.wording import (
    count_word,
    exact_fraction,
    format_decimals,
    format_exact,
    listed,
    plain_decimals,
    plain_exact,
)


@pytest.mark.parametrize(
    ("value", "screen", "program"),
    [
        (Fraction(1916859000000, 1723529), "1\u00a0112\u00a0171,017", "1112171.017"),
        (Fraction(1, 2000), "0,001", "0.001"),
        (Fraction(-1, 2000), "0,000", "0.000"),
        (Fraction(-346, 1000), "\u22120,346", "-0.346"),
        (Fraction(9999, 10000), "1,000", "1.000"),
        (Fraction(10**30 + 1, 3), "333\u00a0333\u00a0333\u00a0333" + "\u00a0333" * 6 + ",667", "3" * 30 + ".667"),
    ],
)
def test_three_decimals(value: Fraction, screen: str, program: str) -> None:
    assert format_decimals(value, 3) == screen
    assert plain_decimals(value, 3) == program


def test_no_decimals() -> None:
    assert format_decimals(Fraction(5, 2), 0) == "3"


@given(st.fractions(), st.integers(-(10**12), 10**12))
def test_whole_numbers_move_a_value_and_never_its_decimals(value: Fraction, whole: int) -> None:
    moved, still = plain_decimals(value + whole, 3), plain_decimals(value, 3)
    assert Fraction(moved) - Fraction(still) == whole
    assert abs(Fraction(still) - value) <= Fraction(1, 2000)


@pytest.mark.parametrize(
    ("value", "screen", "program"),
    [
        (Fraction(273837), "273\u00a0837", "273837"),
        (Fraction(1, 8), "0,125", "0.125"),
        (Fraction(1, 3), "1/3", "1/3"),
        (Fraction(1, 2**31), "1/2147483648", "1/2147483648"),
    ],
)
def test_exact_values(value: Fraction, screen: str, program: str) -> None:
    assert format_exact(value) == screen
    assert plain_exact(value) == program


def test_an_exact_fraction_has_a_denominator_always() -> None:
    assert exact_fraction(Fraction(10, 2)) == "5/1"


@pytest.mark.parametrize(
    ("words", "told"), [([], "–"), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")]
)
def test_lists(words: list[str], told: str) -> None:
    assert listed(words) == told


@pytest.mark.parametrize(("count", "word"), [(0, "noll"), (3, "tre"), (12, "tolv"), (13, "13"), (-1, "-1")])
def test_counts(count: int, word: str) -> None:
    assert count_word(count) == word
