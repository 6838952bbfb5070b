"""Ages: every öre of a balance stands once, in the band of the day it came."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.ages import BANDS, added, band, by_age, left_of

NEW_YEAR = date(2021, 1, 1)

moves = st.lists(
    st.tuples(
        st.integers(0, 500).map(lambda days: NEW_YEAR + timedelta(days=days)),
        st.integers(-2, 2) | st.integers(-(10**9), 10**9),
    ),
    max_size=12,
)


def day(month: int, of: int = 1) -> date:
    return date(2021, month, of)


def test_what_leaves_is_taken_from_the_oldest() -> None:
    assert left_of([(day(1), 100), (day(2), 50), (day(3), -120)]) == [(day(2), 30)]
    assert left_of([(day(3), -40), (day(1), 100), (day(2), 50)]) == [(day(1), 60), (day(2), 50)]


def test_what_comes_and_leaves_on_one_day_was_never_waiting() -> None:
    assert left_of([(day(1), 100), (day(1), -100), (day(2), 7)]) == [(day(2), 7)]


def test_the_last_ore_leaves_too() -> None:
    assert left_of([(day(1), 2), (day(2), -1)]) == [(day(1), 1)]
    assert left_of([(day(1), 1), (day(2), -1), (day(3), 1)]) == [(day(3), 1)]


def test_a_day_that_is_short_is_made_good_by_the_next_money() -> None:
    assert left_of([(day(1), -30), (day(2), 100)]) == [(day(2), 70)]


@pytest.mark.parametrize(
    ("days", "place"), [(0, 0), (30, 0), (31, 1), (90, 1), (91, 2), (180, 2), (181, 3), (365, 3), (366, 4)]
)
def test_each_age_has_its_band(days: int, place: int) -> None:
    assert band(days) == place


@given(moves)
def test_what_is_left_is_the_balance_and_never_negative(moved: list[tuple[date, int]]) -> None:
    left = left_of(moved)
    assert sum(amount for _, amount in left) >= max(0, sum(amount for _, amount in moved))
    assert all(amount > 0 for _, amount in left)
    assert left == sorted(left)


@given(moves)
def test_a_balance_that_was_never_short_is_left_to_the_ore(moved: list[tuple[date, int]]) -> None:
    never_short = [(NEW_YEAR - timedelta(days=1), sum(-amount for _, amount in moved if amount < 0)), *moved]
    left = left_of(never_short)
    assert sum(amount for _, amount in left) == sum(amount for _, amount in never_short)
    assert sum(by_age(left, date(2022, 6, 30))) == sum(amount for _, amount in left)


def test_ages_are_added_band_by_band() -> None:
    assert added([]) == (0,) * (len(BANDS) + 1)
    assert added([(1, 2, 3, 4, 5), (10, 20, 30, 40, 50)]) == (11, 22, 33, 44, 55)
