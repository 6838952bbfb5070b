"""Refusals about the ways of proving who one is: one-time codes, tokens for programs, and another's sign-in service."""

from dataclasses import dataclass
from typing import ClassVar

from ledger.errors.base import LedgerError


@dataclass(eq=False, kw_only=True)
class CodesAlreadyOn(LedgerError):
    """Codes are turned on for who has them already."""

    code: ClassVar[str] = "codes.already_on"


@dataclass(eq=False, kw_only=True)
class CodesNotOn(LedgerError):
    """Something is done with the codes of somebody who has none."""

    code: ClassVar[str] = "codes.not_on"


@dataclass(eq=False, kw_only=True)
class CodesOfferExpired(LedgerError):
    """A first code for a secret that was offered too long ago, or to somebody else."""

    code: ClassVar[str] = "codes.offer_expired"


@dataclass(eq=False, kw_only=True)
class AdministratorNeeded(LedgerError):
    """Something that an administrator does for another, by one who is none in any book."""

    code: ClassVar[str] = "access.administrator_needed"
    login: str
