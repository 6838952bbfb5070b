"""Amounts as integer öre: the only place that reads, writes or bounds them as text."""

import re
from typing import Final, TypeAlias

from ledger.errors import (
    AmountAmbiguous,
    AmountEmpty,
    AmountNotANumber,
    AmountTooLarge,
    AmountTooManyDecimals,
)

Ore: TypeAlias = int
"""An amount in öre (1/100 krona). Debit is positive, credit negative."""

ORE_PER_KRONA: Final = 100
LIMIT_ORE: Final = 10**15
"""Amounts stay below 10^13 kr: there a spreadsheet's number still holds every öre exactly."""

DIGITS: Final = 13
"""Of whole kronor, at the most."""

NO_BREAK_SPACE: Final = "\u00a0"
MINUS: Final = "\u2212"

_SPACES: Final = " \u00a0\u2009\u202f"
_UNIT: Final = re.compile(r"(?:kr|:-)$", re.IGNORECASE)
_SHAPE: Final = re.compile(
    rf"(?P<sign>[-+{MINUS}]?)(?P<whole>\d+|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+)(?:(?P<mark>[.,])(?P<decimals>\d+))?",
    re.ASCII,
)


def kronor(whole: int, ore: int = 0) -> Ore:
    """Öre of a whole number of kronor, plus `ore` (0–99)."""
    return whole * ORE_PER_KRONA + ore


def is_whole_kronor(amount_ore: Ore) -> bool:
    """Whether the amount has no öre."""
    return amount_ore % ORE_PER_KRONA == 0


def bounded(amount_ore: Ore) -> Ore:
    """The amount itself, refused with `AmountTooLarge` at 10^13 kr and beyond."""
    if abs(amount_ore) >= LIMIT_ORE:
        raise AmountTooLarge(amount_ore=amount_ore)
    return amount_ore


def parse_kronor(text: str) -> Ore:
    """Öre of an amount in kronor as a person writes it.

    Takes spaces of every kind between groups of three, a decimal comma, a decimal point before exactly two last
    digits, `kr` and `:-`. Refuses (`amount.*`) exponents, words, more than two decimals, and a lone point before three
    digits, which in Swedish may mean a thousand.
    """
    stripped = text.strip(_SPACES + "\t\r\n")
    body = _UNIT.sub("", stripped).rstrip(_SPACES)
    if not body:
        raise AmountEmpty
    match = _SHAPE.fullmatch(body)
    if match is None:
        raise AmountNotANumber(given=text)
    decimals = match["decimals"] or ""
    if match["mark"] == "." and len(decimals) == 3 and match["whole"].isdigit():
        raise AmountAmbiguous(given=body)
    if len(decimals) > 2:
        raise AmountTooManyDecimals(given=body, decimals=len(decimals))
    if match["mark"] == "." and len(decimals) != 2:
        raise AmountAmbiguous(given=body)
    digits = re.sub(rf"[{_SPACES}]", "", match["whole"])
    if len(digits) > DIGITS:
        raise AmountTooLarge(amount_ore=LIMIT_ORE)
    amount = int(digits) * ORE_PER_KRONA + int(decimals.ljust(2, "0"))
    return bounded(-amount if match["sign"] in {"-", MINUS} else amount)


def format_kronor(amount_ore: Ore, *, unit: bool = True, ore: bool | None = None, signed: bool = False) -> str:
    """The amount on screen: no-break spaces, decimal comma, a real minus sign.

    `ore` shows the two decimals always (True), never (False, whole kronor only) or when there are any (None); `signed`
    puts a plus sign before a positive difference.
    """
    whole, rest = divmod(abs(amount_ore), ORE_PER_KRONA)
    digits = f"{whole:,}".replace(",", NO_BREAK_SPACE)
    show_ore = rest != 0 if ore is None else ore
    if rest != 0 and not show_ore:
        raise ValueError(f"{amount_ore} öre is no whole number of kronor")
    decimals = f",{rest:02d}" if show_ore else ""
    sign = MINUS if amount_ore < 0 else "+" if signed and amount_ore > 0 else ""
    suffix = f"{NO_BREAK_SPACE}kr" if unit else ""
    return f"{sign}{digits}{decimals}{suffix}"


def plain_kronor(amount_ore: Ore) -> str:
    """The amount for programs: `33422811` or `1234.50`, ASCII minus, no grouping."""
    whole, rest = divmod(abs(amount_ore), ORE_PER_KRONA)
    sign = "-" if amount_ore < 0 else ""
    return f"{sign}{whole}" if rest == 0 else f"{sign}{whole}.{rest:02d}"
