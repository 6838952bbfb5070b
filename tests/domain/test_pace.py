"""Pace: shares of money and time, windows of whole months, and straight lines in exact fractions."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.pace import Forecast, Missing, Stop, forecast, share_of, time_gone, window_start
from ledger.money import Ore

SINCE = date(2020, 1, 1)
MARCH = date(2021, 3, 31)
PLENTY = 10**16


def foreseen(
    uses: list[tuple[date, int]],
    months: int = 3,
    *,
    given_ore: Ore = PLENTY,
    since: date = SINCE,
    last: date | None = None,
    as_of: date = MARCH,
) -> Forecast:
    return forecast(uses, given_ore=given_ore, since=since, last=last, as_of=as_of, months=months)


@pytest.mark.parametrize(
    ("as_of", "gone"),
    [
        (date(2020, 12, 31), Fraction(0)),
        (date(2021, 1, 1), Fraction(1, 365)),
        (date(2021, 12, 30), Fraction(364, 365)),
        (date(2021, 12, 31), Fraction(1)),
        (date(2022, 5, 1), Fraction(1)),
    ],
)
def test_the_time_gone_counts_both_its_days(as_of: date, gone: Fraction) -> None:
    assert time_gone(date(2021, 1, 1), date(2021, 12, 31), as_of) == gone


def test_no_share_of_nothing() -> None:
    assert share_of(5, 0) is None
    assert share_of(2, 6) == Fraction(1, 3)
    assert time_gone(date(2021, 2, 1), date(2021, 1, 1), MARCH) is None


@pytest.mark.parametrize(
    ("as_of", "months", "start"),
    [
        (date(2021, 3, 31), 3, date(2021, 1, 1)),
        (date(2021, 2, 28), 3, date(2020, 12, 1)),
        (date(2021, 2, 28), 12, date(2020, 3, 1)),
        (date(2021, 4, 15), 6, date(2020, 10, 16)),
        (date(2021, 5, 30), 3, date(2021, 2, 28)),
        (date(2020, 12, 31), 12, date(2020, 1, 1)),
    ],
)
def test_a_window_is_whole_months_that_end_with_the_day(as_of: date, months: int, start: date) -> None:
    assert window_start(as_of, months) == start


def test_the_same_pace_to_the_end_of_the_year() -> None:
    """90 days used 90 kr of 100 before and now; 275 days are left of 2021."""
    uses = [(date(2020, 6, 1), 10_00), (date(2021, 1, 10), 30_00), (date(2021, 3, 31), 60_00)]
    found = foreseen(uses)
    assert (found.window_from, found.window_to, found.used_in_window_ore) == (date(2021, 1, 1), MARCH, 90_00)
    assert (found.expected_ore, found.year_end) == (100_00 + 275_00, date(2021, 12, 31))


def test_an_amount_is_rounded_half_up_once() -> None:
    uses = [(date(2021, 1, 10), 1), (date(2021, 2, 10), 1)]
    assert foreseen(uses).expected_ore == 2 + 6


def test_what_was_credited_is_no_pace() -> None:
    credited = [(date(2020, 6, 1), 9), (date(2021, 1, 10), -1), (date(2021, 2, 10), -1)]
    assert foreseen(credited).expected_ore == 7


def test_nothing_is_used_after_the_last_day() -> None:
    uses = [(date(2021, 1, 10), 30_00), (date(2021, 3, 31), 60_00)]
    until_may = foreseen(uses, last=date(2021, 5, 1))
    assert (until_may.expected_ore, until_may.stopped) == (90_00 + 31_00, Stop.LAST_DAY)
    ended = foreseen(uses, last=date(2021, 2, 28))
    assert (ended.expected_ore, ended.stopped) == (90_00, Stop.LAST_DAY)
    later = foreseen(uses, last=date(2022, 6, 30))
    assert (later.expected_ore, later.stopped) == (90_00 + 275_00, None)


@pytest.mark.parametrize(
    ("given_ore", "expected_ore", "stopped"),
    [
        (365_00, 365_00, None),
        (364_99, 364_99, Stop.USED_UP),
        (90_00, 90_00, Stop.USED_UP),
        (80_00, 90_00, Stop.USED_UP),
    ],
)
def test_no_more_is_used_than_there_is(given_ore: Ore, expected_ore: Ore, stopped: Stop | None) -> None:
    found = foreseen([(date(2021, 1, 10), 30_00), (date(2021, 3, 31), 60_00)], given_ore=given_ore)
    assert (found.expected_ore, found.stopped) == (expected_ore, stopped)


def test_at_the_end_of_the_year_nothing_is_added() -> None:
    uses = [(date(2021, 11, 10), 7), (date(2021, 12, 10), 9)]
    assert foreseen(uses, as_of=date(2021, 12, 31)).expected_ore == 16


@pytest.mark.parametrize(
    ("uses", "since", "missing"),
    [
        ([(date(2021, 1, 10), 5), (date(2021, 2, 10), 5)], date(2021, 1, 2), Missing.TOO_SHORT),
        ([(date(2021, 1, 10), 5), (date(2021, 1, 11), 5)], date(2021, 1, 1), Missing.TOO_FEW),
        ([(date(2020, 12, 31), 5), (date(2021, 2, 10), 5)], SINCE, Missing.TOO_FEW),
        ([(date(2021, 1, 10), 5), (date(2021, 2, 10), 0)], SINCE, Missing.TOO_FEW),
        ([(date(2021, 3, 10), 5), (date(2021, 4, 1), 5)], SINCE, Missing.TOO_FEW),
        ([], SINCE, Missing.TOO_FEW),
    ],
)
def test_too_little_cannot_be_counted(uses: list[tuple[date, int]], since: date, missing: Missing) -> None:
    found = foreseen(uses, since=since)
    assert (found.expected_ore, found.missing) == (None, missing)


@given(st.lists(st.integers(1, 10**12), min_size=2, max_size=9), st.sampled_from([3, 6, 12]))
def test_an_even_pace_is_forecast_within_half_an_ore(amounts: list[int], months: int) -> None:
    uses = [(date(2021, 1 + place % 3, 1 + place), amount) for place, amount in enumerate(amounts)]
    found = foreseen(uses, months)
    assert found.expected_ore is not None
    days = (MARCH - found.window_from).days + 1
    exact = sum(amounts) + Fraction(sum(amounts), days) * 275
    assert abs(found.expected_ore - exact) <= Fraction(1, 2)


DAYS = st.dates(date(2020, 1, 1), date(2022, 12, 31))


@given(
    st.lists(st.tuples(DAYS, st.integers(-(10**9), 10**9)), max_size=30),
    st.integers(0, 10**10),
    st.none() | DAYS,
    DAYS,
    st.sampled_from([3, 6, 12]),
)
def test_never_above_what_is_given_nor_below_what_is_used(
    uses: list[tuple[date, int]], given_ore: Ore, last: date | None, as_of: date, months: int
) -> None:
    found = foreseen(uses, months, given_ore=given_ore, last=last, as_of=as_of, since=date(2018, 1, 1))
    used_ore = sum(amount_ore for day, amount_ore in uses if day <= as_of)
    if found.expected_ore is not None:
        assert used_ore <= found.expected_ore <= max(given_ore, used_ore)
        assert found.expected_ore == used_ore or last is None or as_of < last
