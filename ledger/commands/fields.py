"""The kinds of value that a command takes, each read exactly from JSON or from text, or refused with what to do."""

import re
from base64 import b64decode
from binascii import Error as BadBase64
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, Final

from marshmallow import fields

from ledger.commands import faults
from ledger.commands.faults import Fault, refused
from ledger.commands.found import Named, candidates
from ledger.domain.periods import parse_day
from ledger.domain.shares import Method, parse_method
from ledger.errors import DateMalformed, LedgerError
from ledger.money import LIMIT_ORE, Ore, parse_kronor

LARGEST_ID: Final = 2**63 - 1
LONGEST: Final = 10_000
"""Characters of a text."""

_DIGITS: Final = re.compile(r"-?\d{1,18}", re.ASCII)
_UNKEPT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_VOUCHER: Final = re.compile(r"(\d{4})-(\d{1,9})", re.ASCII)
_EXACT: Final = re.compile(r"(\d{1,15})(?:[.,](\d{1,6})|/(\d{1,15}))?\s*(%?)", re.ASCII)
_YES_NO: Final = {"true": True, "ja": True, "false": False, "nej": False}


class Said(fields.Field[Any]):
    """A field with the words it is told by: `form` says what is written in it."""

    form: ClassVar[str] = ""
    default_error_messages = {"required": "missing", "null": "missing"}  # noqa: RUF012 - as the library declares it

    @property
    def written(self) -> str:
        """What is written in the field, for whoever fills it in."""
        return self.form

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> Any:
        del attr
        return self.read(value, data or {})

    def read(self, value: Any, beside: Mapping[str, Any]) -> Any:
        """The value that the service takes; `beside` are the fields it stands among."""
        raise NotImplementedError


class Text(Said):
    """Text as it is; what must not be empty is the service's to say."""

    form = "text"

    def read(self, value: Any, beside: Mapping[str, Any]) -> str:
        """The text, of characters that every database keeps."""
        del beside
        return text_of(value)


class Day(Said):
    """A day of the calendar."""

    form = "dag, ÅÅÅÅ-MM-DD"

    def read(self, value: Any, beside: Mapping[str, Any]) -> date:
        """The day, within the years that can be reckoned with."""
        del beside
        return _day(value, faults.DAY)


class Month(Said):
    """A month, or any day of it."""

    form = "månad, ÅÅÅÅ-MM"

    def read(self, value: Any, beside: Mapping[str, Any]) -> date:
        """A day of the month."""
        del beside
        text = value if isinstance(value, str) else ""
        return _day(f"{text}-01" if len(text) == 7 else text, faults.MONTH)


class OreField(Said):
    """An amount in whole öre."""

    form = "hela ören"

    def read(self, value: Any, beside: Mapping[str, Any]) -> Ore:
        """The amount; the bounds of all amounts hold."""
        del beside
        if isinstance(value, float):
            raise refused(faults.FLOAT)
        amount_ore = _integer(value)
        if amount_ore is None or abs(amount_ore) >= LIMIT_ORE:
            raise refused(faults.ORE)
        return amount_ore


class KronorField(Said):
    """An amount in kronor, as text: `1 000 000,00` or `1000000.00`."""

    form = "kronor som text, 1 000,50"

    def read(self, value: Any, beside: Mapping[str, Any]) -> Ore:
        """The amount in öre, exactly."""
        del beside
        if isinstance(value, float):
            raise refused(faults.FLOAT)
        if not isinstance(value, str):
            raise refused(faults.TEXT)
        try:
            return parse_kronor(value)
        except LedgerError as error:
            raise refused(faults.kronor(value)) from error


class Whole(Said):
    """A whole number within bounds."""

    form = "heltal"

    def __init__(self, *, least: int = 1, most: int = 1_000_000_000, **options: Any) -> None:
        super().__init__(**options)
        self.least = least
        self.most = most

    def read(self, value: Any, beside: Mapping[str, Any]) -> int:
        """The number."""
        del beside
        number = _integer(value)
        if number is None or not self.least <= number <= self.most:
            raise refused(faults.whole(self.least, self.most))
        return number


class YesNo(Said):
    """True or false."""

    form = "true eller false"

    def read(self, value: Any, beside: Mapping[str, Any]) -> bool:
        """Whether it is so."""
        del beside
        said = _YES_NO.get(value.strip().lower()) if isinstance(value, str) else value
        if not isinstance(said, bool):
            raise refused(faults.YES_NO)
        return said


class Choice(Said):
    """One of an enum's members, by its code: the value of a text, the name of a number."""

    def __init__(self, of: type[Enum], **options: Any) -> None:
        super().__init__(**options)
        self.choices = {code_of(member): member for member in of}

    @property
    def written(self) -> str:
        """The codes there are."""
        return " | ".join(self.choices)

    def read(self, value: Any, beside: Mapping[str, Any]) -> Enum:
        """The member."""
        del beside
        member = self.choices.get(value) if isinstance(value, str) else None
        if member is None:
            raise refused(faults.choice(value if isinstance(value, str) else type(value).__name__, self.choices))
        return member


class VoucherField(Said):
    """A voucher by its name, as year and number."""

    form = "verifikation, 2021-118"

    def read(self, value: Any, beside: Mapping[str, Any]) -> tuple[int, int]:
        """Year and number."""
        del beside
        match = _VOUCHER.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None:
            raise refused(faults.VOUCHER)
        return int(match[1]), int(match[2])


class Exact(Said):
    """An exact number above zero: a weight or a share."""

    form = "exakt tal som text, 1/3 eller 12,5 %"

    def read(self, value: Any, beside: Mapping[str, Any]) -> Fraction:
        """The number as a fraction."""
        del beside
        if isinstance(value, float):
            raise refused(faults.EXACT)
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        match = _EXACT.fullmatch(text.strip()) if isinstance(text, str) else None
        if match is None or (match[3] is not None and int(match[3]) == 0):
            raise refused(faults.EXACT)
        number = Fraction(Decimal(f"{match[1]}.{match[2] or 0}")) / int(match[3] or 1) / (100 if match[4] else 1)
        if number <= 0:
            raise refused(faults.EXACT)
        return number


class MethodField(Said):
    """Who bears the residual of a division."""

    form = "largest-remainder | largest-share | last | code:KOD"

    def read(self, value: Any, beside: Mapping[str, Any]) -> Method:
        """The method of its text."""
        del beside
        return parse_method(text_of(value))


class Content(Said):
    """A file's bytes."""

    form = "filens innehåll i Base64; content=@sökväg på kommandoraden"

    def read(self, value: Any, beside: Mapping[str, Any]) -> bytes:
        """The bytes."""
        del beside
        if not isinstance(value, str):
            raise refused(faults.BASE64)
        try:
            return b64decode(value.encode("ascii"), validate=True)
        except (BadBase64, UnicodeEncodeError) as error:
            raise refused(faults.BASE64) from error


class Reference(Said):
    """Something there is, by its id or by what it is called; `kinds` are those it may be (`references`)."""

    def __init__(self, *kinds: str, beside_book: str | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.kinds = kinds
        self.beside_book = beside_book

    @property
    def written(self) -> str:
        """What it refers to."""
        return " eller ".join(self.kinds)

    def named(self, value: Any, beside: Mapping[str, Any]) -> Named:
        """What is referred to, in whose book; raises `ValidationError` for what cannot refer to anything."""
        given = _given(value)
        if given is None:
            raise refused(faults.REFERENCE)
        return Named(self.kinds, given, None if self.beside_book is None else _given(beside.get(self.beside_book)))

    def read(self, value: Any, beside: Mapping[str, Any]) -> int:
        """Its id."""
        found = candidates(self.named(value, beside))
        if isinstance(found, Fault):
            raise refused(found)
        return found


def text_of(value: Any) -> str:
    """Text that can be kept, or a refusal."""
    if not isinstance(value, str):
        raise refused(faults.TEXT)
    if _UNKEPT.search(value):
        raise refused(faults.CHARACTERS)
    if len(value) > LONGEST:
        raise refused(faults.LONG)
    return value


def code_of(member: Enum) -> str:
    """The stable code of an enum's member."""
    return member.value if isinstance(member.value, str) else member.name.lower()


def _given(value: Any) -> int | str | None:
    """An id, as an integer or as `#7`, or what something is called; None for what is neither."""
    if isinstance(value, str) and not value.strip().startswith("#"):
        return text_of(value).strip() or None
    number = _integer(value.strip().removeprefix("#") if isinstance(value, str) else value)
    return number if number is not None and 1 <= number <= LARGEST_ID else None


def _integer(value: Any) -> int | None:
    if isinstance(value, str):
        return int(value) if _DIGITS.fullmatch(value.strip()) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _day(value: Any, fault: Fault) -> date:
    if not isinstance(value, str):
        raise refused(fault)
    try:
        day = parse_day(value)
    except DateMalformed as error:
        raise refused(fault) from error
    if not 1900 <= day.year < 2200:
        raise refused(fault)
    return day
