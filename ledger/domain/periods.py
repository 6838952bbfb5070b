"""Days, months and vouchers' names: what belongs to which period."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from ledger.errors import DateMalformed, MonthMalformed

_ISO: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)


def parse_day(text: str) -> date:
    """A day written `2020-12-31` or `20201231`; raises `DateMalformed` for anything the calendar does not have."""
    match = _ISO.fullmatch(text.strip())
    if match is None:
        raise DateMalformed(given=text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise DateMalformed(given=text) from error


def parse_month(text: str) -> date:
    """The first day of a month written `2020-12` or `202012`; raises `MonthMalformed` for anything else."""
    try:
        return parse_day(f"{text.strip()}{'-' if '-' in text else ''}01")
    except DateMalformed as error:
        raise MonthMalformed(given=text) from error


def first_of_month(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after the day's."""
    return (first_of_month(day) + timedelta(days=31)).replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_name(day: date) -> str:
    """The month as text: `2021-02`."""
    return day.strftime("%Y-%m")


def entry_name(year: int, number: int) -> str:
    """A voucher's name: its year and its number in that year's series, `2021-118`."""
    return f"{year}-{number}"
