"""Organisation numbers, accounts, OCR references, codes of municipalities and countries: read, checked, one form.

The check digit is Luhn's in all of them (Skatteverket's organisationsnummer, Bankgirot's and Plusgirot's numbers, the
OCR reference with or without a length digit).
"""

import re
from typing import Final

from babel import Locale
from stdnum import iban as stdnum_iban
from stdnum import luhn
from stdnum.se import orgnr

from ledger.errors import IdentifierCheckDigit, IdentifierMalformed, OrganisationCheckDigit

_ORGANISATION: Final = re.compile(r"(?:16)?(\d{6})-?(\d{4})", re.ASCII)
_BANKGIRO: Final = re.compile(r"([1-9]\d{2,3})-?(\d{4})", re.ASCII)
_PLUSGIRO: Final = re.compile(r"([1-9]\d{0,6})-?(\d)", re.ASCII)
_OCR: Final = re.compile(r"\d{2,25}", re.ASCII)
_MUNICIPALITY: Final = re.compile(r"\d{4}", re.ASCII)
_IBAN: Final = re.compile(r"[A-Z]{2}\d{2}[0-9A-Z]{11,30}", re.ASCII)
_COUNTRY: Final = re.compile(r"[A-Z]{2}", re.ASCII)
_NO_COUNTRIES: Final = frozenset({"AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""Codes that texts are translated for although they stand for no country: unions, parts of countries, tests."""

_HYPHENS: Final = re.compile("[\u2010-\u2013\u2212]")

_MONTHS: Final = range(1, 13)
_DAYS: Final = (*range(1, 32), *range(61, 92))
"""The day of birth, or that plus 60 in a co-ordination number (samordningsnummer)."""


def organisation_number(text: str) -> str:
    """`NNNNNN-NNNN` of an organisation number, with or without hyphen or the leading 16 of twelve digits.

    A sole trader's is a personal number (`is_personal_number`). Raises `IdentifierMalformed` or
    `OrganisationCheckDigit`.
    """
    what = "Organisationsnumret"
    match = _ORGANISATION.fullmatch(_compact(text))
    number = "" if match is None else "".join(match.groups())
    if not _may_be_organisation(number):
        raise IdentifierMalformed(what=what, given=text, expected="tio siffror, till exempel 222000-0265")
    if not orgnr.is_valid(number):
        raise OrganisationCheckDigit(what=what, given=orgnr.format(number))
    return orgnr.format(number)


def is_personal_number(number: str) -> bool:
    """Whether an organisation number is somebody's personal number: a legal person's third digit is 2 or more."""
    return number[2] < "2"


def bankgiro(text: str) -> str:
    """`NNN-NNNN` or `NNNN-NNNN`. Raises `IdentifierMalformed` or `IdentifierCheckDigit`."""
    expected = "sju eller åtta siffror, till exempel 5052-5781"
    return _hyphenated(_BANKGIRO, "Bankgironumret", text, expected)


def plusgiro(text: str) -> str:
    """Two to eight digits with the hyphen before the last, without spaces.

    Raises `IdentifierMalformed` or `IdentifierCheckDigit`.
    """
    return _hyphenated(_PLUSGIRO, "Plusgironumret", text, "två till åtta siffror, till exempel 90 20 03-3")


def ocr(text: str, *, length_digit: bool = False) -> str:
    """The digits of an OCR reference, 2–25 with the check digit last.

    With `length_digit`, the last digit but one is the number of digits, modulo ten. Raises `IdentifierMalformed` or
    `IdentifierCheckDigit`.
    """
    digits = _compact(text)
    if _OCR.fullmatch(digits) is None:
        raise IdentifierMalformed(what="OCR-numret", given=text, expected="två till 25 siffror")
    if not luhn.is_valid(digits):
        raise IdentifierCheckDigit(what="OCR-numret", given=digits)
    if length_digit and int(digits[-2]) != len(digits) % 10:
        expected = f"ett nummer vars näst sista siffra, längdsiffran, är {len(digits) % 10}"
        raise IdentifierMalformed(what="OCR-numret", given=text, expected=expected)
    return digits


def municipality_code(text: str) -> str:
    """The four digits of a municipality, leading zero kept. Raises `IdentifierMalformed`."""
    code = _compact(text)
    if _MUNICIPALITY.fullmatch(code) is None:
        raise IdentifierMalformed(what="Kommunkoden", given=text, expected="fyra siffror, till exempel 1480")
    return code


def iban(text: str) -> str:
    """A bank account as the compact IBAN, `SE` and the others, whose check digits hold for every bank (ISO 13616).

    Raises `IdentifierMalformed` or `IdentifierCheckDigit`.
    """
    number = _compact(text).upper()
    if _IBAN.fullmatch(number) is None:
        expected = "ett IBAN, till exempel SE45 5000 0000 0583 9825 7466"
        raise IdentifierMalformed(what="Bankkontot", given=text, expected=expected)
    if not stdnum_iban.is_valid(number):
        raise IdentifierCheckDigit(what="Bankkontot", given=number)
    return number


def country_code(text: str) -> str:
    """The two letters of a country (ISO 3166-1), upper case. Raises `IdentifierMalformed`."""
    code = _compact(text).upper()
    if _COUNTRY.fullmatch(code) is None or code not in Locale("sv").territories or code in _NO_COUNTRIES:
        raise IdentifierMalformed(what="Landskoden", given=text, expected="två bokstäver, till exempel SE")
    return code


def _compact(text: str) -> str:
    """Without white space of any kind, and with one kind of hyphen."""
    return _HYPHENS.sub("-", "".join(text.split()))


def _may_be_organisation(number: str) -> bool:
    """Ten digits of a legal person, or of a personal number that has a month and a day."""
    if not number:
        return False
    if not is_personal_number(number):
        return number[0] != "0"
    return int(number[2:4]) in _MONTHS and int(number[4:6]) in _DAYS


def _hyphenated(pattern: re.Pattern[str], what: str, text: str, expected: str) -> str:
    match = pattern.fullmatch(_compact(text))
    if match is None:
        raise IdentifierMalformed(what=what, given=text, expected=expected)
    number = "-".join(match.groups())
    if not luhn.is_valid("".join(match.groups())):
        raise IdentifierCheckDigit(what=what, given=number)
    return number
