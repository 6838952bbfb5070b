"""Refusals of payouts."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class PayoutEmpty(LedgerError):
    """A payout of nothing."""

    code: ClassVar[str] = "payout.empty"


@dataclass(eq=False, kw_only=True)
class PayoutRowTwice(LedgerError):
    """The same invoice or pot twice in one payout."""

    code: ClassVar[str] = "payout.row_twice"
    what: str
    name: str


@dataclass(eq=False, kw_only=True)
class PayoutExceedsAvailable(LedgerError):
    """More than a recipient's pot has left, on the day or on a later one."""

    code: ClassVar[str] = "payout.exceeds_available"
    about: ClassVar[About] = About.STATE
    payee: str
    authorised_ore: int
    paid_ore: int
    available_ore: int
    wanted_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class PayoutNotAllotted(LedgerError):
    """A pot that no allocation in force has given anything."""

    code: ClassVar[str] = "payout.not_allotted"
    about: ClassVar[About] = About.STATE
    pot: str


@dataclass(eq=False, kw_only=True)
class PayeeMissing(LedgerError):
    """A pot that belongs to no organisation, so that nobody can be paid."""

    code: ClassVar[str] = "payee.missing"
    pot: str


@dataclass(eq=False, kw_only=True)
class PayeeAccountMissing(LedgerError):
    """An organisation without a bankgiro or plusgiro."""

    code: ClassVar[str] = "payee.account_missing"
    about: ClassVar[About] = About.STATE
    payee: str


@dataclass(eq=False, kw_only=True)
class BankInsufficient(LedgerError):
    """A payout that would take a purpose's money in the bank below zero, on the day or on a later one."""

    code: ClassVar[str] = "bank.insufficient"
    about: ClassVar[About] = About.STATE
    purpose: str
    bank_ore: int
    wanted_ore: int
    day: date
    after_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What the bank would hold."""
        self.after_ore = self.bank_ore - self.wanted_ore
