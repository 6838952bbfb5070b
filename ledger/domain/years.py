"""Moving what is dated a number of years on: days, and the years named in texts."""

import re
from datetime import date
from typing import Final

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)", re.ASCII)


def moved_day(day: date, years: int) -> date:
    """The same day of the month so many years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def moved_text(text: str, years: int) -> str:
    """The text with every year it names moved: `Suicidprevention 2020` becomes `Suicidprevention 2021`."""
    return _YEAR.sub(lambda year: str(int(year[0]) + years), text)
