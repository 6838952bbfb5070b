"""The numbers an organisation can be paid to, each kind with its check digits, and which of them is used first."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ledger.domain.identifiers import bankgiro, iban, plusgiro


class AccountKind(StrEnum):
    """The kinds of account; a bank account goes by its IBAN, the one form whose check digits hold for every bank."""

    BANKGIRO = "bankgiro"
    PLUSGIRO = "plusgiro"
    BANK_ACCOUNT = "bank_account"


_CHECKS: Final[dict[AccountKind, Callable[[str], str]]] = {
    AccountKind.BANKGIRO: bankgiro,
    AccountKind.PLUSGIRO: plusgiro,
    AccountKind.BANK_ACCOUNT: iban,
}


def account_number(kind: AccountKind, text: str) -> str:
    """A number of that kind in its one form; raises `IdentifierMalformed` or `IdentifierCheckDigit`."""
    return _CHECKS[kind](text)


@dataclass(frozen=True)
class Account:
    """One number of one kind, as it was given."""

    kind: AccountKind
    number: str


@dataclass(frozen=True)
class PayeeAccounts:
    """The numbers that hold for an organisation, None for a kind it has none of."""

    bankgiro: str | None = None
    plusgiro: str | None = None
    bank_account: str | None = None

    def number(self, kind: AccountKind) -> str | None:
        """The number of that kind."""
        numbers: dict[AccountKind, str | None] = {
            AccountKind.BANKGIRO: self.bankgiro,
            AccountKind.PLUSGIRO: self.plusgiro,
            AccountKind.BANK_ACCOUNT: self.bank_account,
        }
        return numbers[kind]

    @property
    def first(self) -> str | None:
        """The number that is paid to: the bankgiro, else the plusgiro, else the bank account."""
        return self.bankgiro or self.plusgiro or self.bank_account

    def has(self, number: str) -> bool:
        """Whether it is one of them."""
        return number in {self.bankgiro, self.plusgiro, self.bank_account}
