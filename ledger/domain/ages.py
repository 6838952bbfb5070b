"""How old what is left is: what leaves is taken from the oldest first, so what stays is the youngest."""

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, TypeAlias

from ledger.money import Ore

BANDS: Final = (30, 90, 180, 365)
"""The last day of each band of age but the last, which has no end."""

Moves: TypeAlias = Iterable[tuple[date, Ore]]
"""Days and what came in (positive) or left (negative) on them, in öre, in any order."""


def left_of(moves: Moves) -> list[tuple[date, Ore]]:
    """What is left of what came in, by the day it came, oldest first; its sum is the balance unless that is negative.

    A day that is short (a correction was brought back to it) is made good by the next money that comes.
    """
    lots: deque[tuple[date, Ore]] = deque()
    short = 0
    for day, amount_ore in _by_day(moves):
        short -= amount_ore
        if short < 0:
            lots.append((day, -short))
            short = 0
        while short > 0 and lots:
            oldest, lot = lots.popleft()
            if lot > short:
                lots.appendleft((oldest, lot - short))
            short = max(0, short - lot)
    return list(lots)


def by_age(lots: Iterable[tuple[date, Ore]], as_of: date) -> tuple[Ore, ...]:
    """The lots in öre by band of age at a day, the youngest band first."""
    ages = [0] * (len(BANDS) + 1)
    for day, amount_ore in lots:
        ages[band((as_of - day).days)] += amount_ore
    return tuple(ages)


def added(ages: Iterable[Sequence[Ore]]) -> tuple[Ore, ...]:
    """Several balances by age, added band by band."""
    return tuple(map(sum, zip((0,) * (len(BANDS) + 1), *ages, strict=True)))


def band(days: int) -> int:
    """The place of the band that an age in days falls in."""
    return sum(days > last for last in BANDS)


def _by_day(moves: Moves) -> list[tuple[date, Ore]]:
    days: dict[date, Ore] = {}
    for day, amount_ore in moves:
        days[day] = days.get(day, 0) + amount_ore
    return sorted(days.items())
