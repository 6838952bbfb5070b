"""Last days in words."""

from datetime import date

import pytest

from ledger.domain.deadlines import days_left, state_of


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (15, ""),
        (14, "Snart"),
        (0, "Snart"),
        (-1, "Försenad 1 dag"),
        (-2, "Försenad 2 dagar"),
        (-400, "Försenad 400 dagar"),
    ],
)
def test_a_day_is_soon_within_two_weeks_and_late_after_it(left: int, state: str) -> None:
    assert state_of(left) == state


def test_the_last_day_itself_is_in_time() -> None:
    assert days_left(date(2021, 3, 31), date(2021, 3, 31)) == 0
    assert days_left(date(2021, 3, 31), date(2020, 12, 31)) == 90
    assert days_left(date(2021, 3, 31), date(2021, 4, 2)) == -2
