"""Months as they are written and counted."""

from datetime import date

import pytest

from ledger.domain.periods import last_of_month, parse_month
from ledger.errors import MonthMalformed


@pytest.mark.parametrize("text", ["2020-12", "202012", " 2020-12 "])
def test_a_month_as_it_is_written(text: str) -> None:
    assert parse_month(text) == date(2020, 12, 1)


@pytest.mark.parametrize("text", ["", "2020", "2020-13", "2020-12-01", "20201201", "12-2020", "2020 12", "２０２０-12"])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(MonthMalformed) as refusal:
        parse_month(text)
    assert refusal.value.given == text


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2020, 2, 1), date(2020, 2, 29)),
        (date(2021, 2, 28), date(2021, 2, 28)),
        (date(2020, 12, 5), date(2020, 12, 31)),
        (date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_the_last_day_of_a_month(day: date, last: date) -> None:
    assert last_of_month(day) == last
