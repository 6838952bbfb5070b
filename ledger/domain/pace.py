"""The pace of spending: how much of the money and of the time is gone, and where the same pace leads by year's end.

Shares are exact fractions, and days count whole: the first and the last day of a period both belong to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeAlias

from ledger.domain.periods import first_of_month, next_month
from ledger.money import Ore

WINDOWS: Final = (3, 6, 12)
"""How many months back a forecast may rest on."""

MONTHS_WITH_USE: Final = 2
"""In at least so many of its months something must have been used: one payment has no pace."""

Uses: TypeAlias = Sequence[tuple[date, Ore]]
"""Days and what was used on them, in öre, negative for what was credited."""


class Stop(StrEnum):
    """What stops the pace before the end of the year."""

    LAST_DAY = "last_day"
    USED_UP = "used_up"


class Missing(StrEnum):
    """Why a forecast cannot be counted."""

    TOO_SHORT = "too_short"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Forecast:
    """Where the pace of the window leads: amounts in öre.

    `expected_ore` is what is used by the end of the year, rounded half up, and None for the reason in `missing`. It is
    never less than what is used already, nor more than what is given where that is more. `stopped` is what stops the
    pace before the end of the year, if anything does.
    """

    months: int
    window_from: date
    window_to: date
    used_in_window_ore: Ore
    year_end: date
    expected_ore: Ore | None
    missing: Missing | None
    stopped: Stop | None


def share_of(part: int, whole: int) -> Fraction | None:
    """The part as a share of the whole; None where there is no whole."""
    return None if whole == 0 else Fraction(part, whole)


def time_gone(first: date, last: date, as_of: date) -> Fraction | None:
    """The share of a period that is gone at the end of a day, from 0 to 1; None if it ends before it begins."""
    days = (last - first).days + 1
    gone = min(max((as_of - first).days + 1, 0), days)
    return Fraction(gone, days) if days > 0 else None


def window_start(as_of: date, months: int) -> date:
    """The first day of the months that end with a day: of 31 March and three months, 1 January."""
    tomorrow = as_of + timedelta(days=1)
    month = first_of_month(tomorrow)
    for _ in range(months):
        month = first_of_month(month - timedelta(days=1))
    last_of_month = (next_month(month) - timedelta(days=1)).day
    return month.replace(day=min(tomorrow.day, last_of_month))


def forecast(uses: Uses, *, given_ore: Ore, since: date, last: date | None, as_of: date, months: int) -> Forecast:
    """What is used by the end of the day's year if the pace of the last months goes on, a straight line.

    `since` is when there first was money to use: the window must not begin before it, and something must have been
    used in two of its months at the least. The line stops after `last`, the last day of use (None: it goes on), and
    where `given_ore` is used up; months in which more was credited than used do not make it fall.
    """
    start = window_start(as_of, months)
    within = [(day, amount_ore) for day, amount_ore in uses if start <= day <= as_of]
    used_ore = sum(amount_ore for _, amount_ore in within)
    missing = _missing(within, since, start)
    year_end = date(as_of.year, 12, 31)
    if missing is not None:
        return Forecast(months, start, as_of, used_ore, year_end, None, missing, None)
    pace = max(Fraction(used_ore, (as_of - start).days + 1), Fraction(0))
    so_far = sum(amount_ore for day, amount_ore in uses if day <= as_of)
    last_day = year_end if last is None else min(last, year_end)
    more = _rounded(pace * max((last_day - as_of).days, 0))
    room = max(given_ore - so_far, 0)
    stopped = Stop.USED_UP if more > room else Stop.LAST_DAY if last_day < year_end else None
    return Forecast(months, start, as_of, used_ore, year_end, so_far + min(more, room), None, stopped)


def _missing(within: Uses, since: date, start: date) -> Missing | None:
    if since > start:
        return Missing.TOO_SHORT
    months = {first_of_month(day) for day, amount_ore in within if amount_ore != 0}
    return Missing.TOO_FEW if len(months) < MONTHS_WITH_USE else None


def _rounded(amount: Fraction) -> Ore:
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)
