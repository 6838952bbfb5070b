"""Refusals of amounts and identifiers."""

from dataclasses import dataclass, field
from typing import ClassVar

from ledger.errors.base import LedgerError


@dataclass(eq=False, kw_only=True)
class AmountEmpty(LedgerError):
    """No amount was given."""

    code: ClassVar[str] = "amount.empty"


@dataclass(eq=False, kw_only=True)
class AmountNotANumber(LedgerError):
    """The text is no amount in kronor."""

    code: ClassVar[str] = "amount.not_a_number"
    given: str


@dataclass(eq=False, kw_only=True)
class AmountAmbiguous(LedgerError):
    """A point that may separate thousands or decimals."""

    code: ClassVar[str] = "amount.ambiguous"
    given: str


@dataclass(eq=False, kw_only=True)
class AmountTooManyDecimals(LedgerError):
    """More than two decimals."""

    code: ClassVar[str] = "amount.too_many_decimals"
    given: str
    decimals: int


@dataclass(eq=False, kw_only=True)
class AmountTooLarge(LedgerError):
    """At or above 10^13 kr, where a spreadsheet no longer holds every öre."""

    code: ClassVar[str] = "amount.too_large"
    amount_ore: int


@dataclass(eq=False, kw_only=True)
class AmountNotPositive(LedgerError):
    """Zero or negative where only a positive amount means anything."""

    code: ClassVar[str] = "amount.not_positive"
    what: str
    amount_ore: int


@dataclass(eq=False, kw_only=True)
class AmountNegative(LedgerError):
    """Below zero where zero or more means something."""

    code: ClassVar[str] = "amount.negative"
    what: str
    amount_ore: int


@dataclass(eq=False, kw_only=True)
class AmountZero(LedgerError):
    """Zero where an amount in either direction means something."""

    code: ClassVar[str] = "amount.zero"
    what: str


@dataclass(eq=False, kw_only=True)
class IdentifierCheckDigit(LedgerError):
    """An organisation number, bankgiro, plusgiro or OCR reference whose check digit is wrong."""

    code: ClassVar[str] = "identifier.check_digit"
    what: str
    given: str = field(repr=False)
    """May be a personal number: shown to whoever typed it, never in a log."""


@dataclass(eq=False, kw_only=True)
class OrganisationCheckDigit(IdentifierCheckDigit):
    """An organisation number whose check digit is wrong."""

    code: ClassVar[str] = "organisation.check_digit"


@dataclass(eq=False, kw_only=True)
class IdentifierMalformed(LedgerError):
    """An identifier that has not the form it must have."""

    code: ClassVar[str] = "identifier.malformed"
    what: str
    given: str = field(repr=False)
    """May hold a personal number: shown to whoever typed it, never in a log."""
    expected: str
