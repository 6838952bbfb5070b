"""Last days: how many days are left to one, and in which words that is told."""

from datetime import date
from typing import Final

SOON_DAYS: Final = 14
"""From how many days before its last day something is told as soon due."""


def days_left(last_day: date, today: date) -> int:
    """Days from today to the last day: 0 on it, negative after it."""
    return (last_day - today).days


def state_of(left: int) -> str:
    """`Snart` within two weeks of the last day, `Försenad 3 dagar` after it, empty before that."""
    if left < 0:
        return f"Försenad {-left} {'dag' if left == -1 else 'dagar'}"
    return "Snart" if left <= SOON_DAYS else ""
