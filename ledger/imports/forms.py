"""How the value of a cell is written and read, for each kind of column; shared by reading, templates and help.

A cell is either text, exactly as somebody wrote it, or a number that a spreadsheet keeps in binary. An amount is taken
from a number only where it is whole öre to the millionth of a krona, so that no öre changes unseen.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypeVar

from ledger.domain.identifiers import bankgiro, country_code, municipality_code, organisation_number, plusgiro
from ledger.domain.periods import parse_day
from ledger.errors import (
    AmountNegative,
    AmountNotANumber,
    DateMalformed,
    ImportAmountInexact,
    ImportChoiceUnknown,
    ImportValueMalformed,
)
from ledger.formats.sheets import Value
from ledger.money import MINUS, ORE_PER_KRONA, Ore, bounded, parse_kronor

T = TypeVar("T")

MAX_TEXT: Final = 500
MAX_WHOLE_DIGITS: Final = 12
MAX_DECIMALS: Final = 6
"""Of a weight, as in key files: then a database keeps it exactly."""

_NOISE: Final = Decimal("0.0001")
"""In öre: what arithmetic in binary may add to or take from a number that shows whole öre."""
_SPACES: Final = " \u00a0\u2009\u202f"
_NUMBER: Final = re.compile(rf"(?:\d+|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+)(?:[.,]\d+)?", re.ASCII)
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Form:
    """A kind of column: what to write in it, in words, how it is read, and the words there are where one chooses."""

    says: str
    read: Callable[[str, Value], object]
    choices: tuple[str, ...] = ()


def words(heading: str, value: Value) -> str:
    """Text with single spaces, at most 500 characters, all of them to be seen; a number is what its digits say.

    Raises `ImportValueMalformed`.
    """
    told = " ".join(written(value).split())
    if len(told) > MAX_TEXT or _UNSEEN.search(told) is not None:
        raise ImportValueMalformed(
            column=heading, given=ascii(told)[1:41], expected=f"högst {MAX_TEXT} tecken som alla syns"
        )
    return told


def written(value: Value) -> str:
    """What a person would have written: whole numbers without decimals, others with a comma."""
    match value:
        case None:
            return ""
        case bool():
            return "SANT" if value else "FALSKT"
        case float():
            return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
        case datetime():
            return value.date().isoformat()
        case _:
            return str(value)


def amount(_heading: str, value: Value) -> Ore:
    """Öre, zero or more. Raises `Amount*` and `ImportAmountInexact`."""
    told = signed_amount(value)
    if told < 0:
        raise AmountNegative(what="Beloppet", amount_ore=told)
    return told


def signed_amount(value: Value) -> Ore:
    """Öre of an amount in kronor, as text or as a spreadsheet's number. Raises `Amount*`, `ImportAmountInexact`."""
    match value:
        case bool() | date():
            raise AmountNotANumber(given=written(value))
        case int():
            return bounded(value * ORE_PER_KRONA)
        case float():
            return _whole_ore(value)
        case _:
            return parse_kronor(value or "")


def _whole_ore(number: float) -> Ore:
    """The öre of a binary number: its shortest decimal form, which has to be whole öre but for noise."""
    exact = Decimal(repr(number)) * ORE_PER_KRONA
    if not exact.is_finite():
        raise AmountNotANumber(given=repr(number))
    nearest = int(exact.to_integral_value())
    if abs(exact - nearest) > _NOISE:
        raise ImportAmountInexact(given=repr(number).replace(".", ","))
    return bounded(nearest)


def weight(heading: str, value: Value) -> Decimal:
    """An exact number above 0, at most 12 digits and 6 decimals. Raises `ImportValueMalformed`."""
    number = _decimal(value)
    if number is None or number <= 0 or number >= 10**MAX_WHOLE_DIGITS or _decimals(number) > MAX_DECIMALS:
        expected = f"ett tal större än 0, med högst {MAX_WHOLE_DIGITS} siffror och {MAX_DECIMALS} decimaler"
        raise ImportValueMalformed(column=heading, given=written(value), expected=expected)
    return number


def _decimal(value: Value) -> Decimal | None:
    match value:
        case bool() | date() | None:
            return None
        case int() | float():
            number = Decimal(repr(value))
            return number if number.is_finite() else None
        case _:
            return Decimal(plain_digits(value)) if _NUMBER.fullmatch(value) else None


def plain_digits(text: str) -> str:
    """A number as programs write it: no spaces, a point, an ASCII minus."""
    return re.sub(f"[{_SPACES}]", "", text).replace(",", ".").replace(MINUS, "-")


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def day(_heading: str, value: Value) -> date:
    """A day, as a date in Excel or as text. Raises `DateMalformed`, also for a time of day and for a bare number."""
    match value:
        case datetime() if (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0):
            return value.date()
        case datetime():
            raise DateMalformed(given=str(value))
        case date():
            return value
        case str():
            return parse_day(value)
        case _:
            raise DateMalformed(given=written(value))


def choice(known: Mapping[str, T]) -> Form:
    """One of several words, in any case, each for what it stands for. Reading raises `ImportChoiceUnknown`."""
    folded = {word.casefold(): meant for word, meant in known.items()}

    def read(heading: str, value: Value) -> T:
        given = words(heading, value)
        if given.casefold() not in folded:
            raise ImportChoiceUnknown(column=heading, given=given, choices=tuple(known))
        return folded[given.casefold()]

    return Form("ett av orden i listan", read, tuple(known))


def _checked(says: str, check: Callable[[str], str]) -> Form:
    """An identifier in its one form; reading raises what the check raises."""
    return Form(says, lambda heading, value: check(words(heading, value)))


TEXT: Final = Form("text", words)
CODE: Final = Form("kod, som text så att inledande nollor finns kvar", words)
AMOUNT: Final = Form("kronor, högst två decimaler: 1 000 000 eller 1 000,50", amount)
WEIGHT: Final = Form("ett tal större än 0", weight)
DAY: Final = Form("datum: ÅÅÅÅ-MM-DD", day)
ORGANISATION_NUMBER: Final = _checked("tio siffror: 222000-0265", organisation_number)
BANKGIRO: Final = _checked("bankgiro: 5052-5781", bankgiro)
PLUSGIRO: Final = _checked("plusgiro: 902003-3", plusgiro)
MUNICIPALITY: Final = _checked("kommunkod, fyra siffror: 1480", municipality_code)
COUNTRY: Final = _checked("två bokstäver: SE", country_code)
