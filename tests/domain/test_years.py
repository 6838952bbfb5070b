"""What is dated is moved by whole years: days, and the years that texts name."""

from datetime import date

import pytest

from ledger.domain.years import moved_day, moved_text


@pytest.mark.parametrize(
    ("day", "years", "moved"),
    [
        (date(2020, 8, 27), 1, date(2021, 8, 27)),
        (date(2020, 2, 29), 1, date(2021, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2020, 12, 31), -1, date(2019, 12, 31)),
    ],
)
def test_a_day_keeps_its_month_and_day(day: date, years: int, moved: date) -> None:
    assert moved_day(day, years) == moved


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Suicidprevention 2020", "Suicidprevention 2021"),
        ("SUICID2020", "SUICID2021"),
        ("Handlingsplan 2019–2025", "Handlingsplan 2020–2026"),
        ("ref 3500, 120200, 20201", "ref 3500, 120200, 20201"),
        ("", ""),
    ],
)
def test_only_whole_years_are_moved(text: str, moved: str) -> None:
    assert moved_text(text, 1) == moved
