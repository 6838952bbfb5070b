"""Refusals of registers and agreements: what is not there, is there already, or may not be so."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class NotFound(LedgerError):
    """Nothing of that kind and name within what one may see."""

    code: ClassVar[str] = "not_found"
    about: ClassVar[About] = About.MISSING
    what: str
    name: str


@dataclass(eq=False, kw_only=True)
class BookNotChosen(LedgerError):
    """No book was named, and there is not exactly one to mean."""

    code: ClassVar[str] = "book.not_chosen"
    books: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class NoBookYet(LedgerError):
    """There is no book to choose."""

    code: ClassVar[str] = "book.none"
    about: ClassVar[About] = About.MISSING


@dataclass(eq=False, kw_only=True)
class AccountsByOfficer(LedgerError):
    """An administrator who is no finance officer says where an organisation's money goes."""

    code: ClassVar[str] = "organisation.accounts_by_officer"
    about: ClassVar[About] = About.RIGHT
    name: str


@dataclass(eq=False, kw_only=True)
class AlreadyExists(LedgerError):
    """Something of that kind and name is there already."""

    code: ClassVar[str] = "already_exists"
    about: ClassVar[About] = About.STATE
    what: str
    name: str


@dataclass(eq=False, kw_only=True)
class ActorMissing(LedgerError):
    """A person registered by nobody, when there is somebody who could."""

    code: ClassVar[str] = "person.actor_missing"
    about: ClassVar[About] = About.RIGHT


@dataclass(eq=False, kw_only=True)
class TermsMissing(LedgerError):
    """A day before the agreement's first terms."""

    code: ClassVar[str] = "terms.missing"
    agreement: str
    day: date


@dataclass(eq=False, kw_only=True)
class AgreementBelowRequisitioned(LedgerError):
    """An amount lowered by more than is neither requisitioned nor lapsed, on the day or on a later one."""

    code: ClassVar[str] = "agreement.below_requisitioned"
    about: ClassVar[About] = About.STATE
    pot: str
    less_ore: int
    authorised_ore: int
    requisitioned_ore: int
    lapsed_ore: int
    left_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class AllocationPotTwice(LedgerError):
    """A pot that is to get two shares of one allocation."""

    code: ClassVar[str] = "allocation.pot_twice"
    pot: str


@dataclass(eq=False, kw_only=True)
class AllocationCodeUnknown(LedgerError):
    """Recipients whose codes the key has no weight for."""

    code: ClassVar[str] = "allocation.code_unknown"
    key: str
    unknown: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class AllocationSharesNotWhole(LedgerError):
    """Fixed shares that are not one whole together; the total is exact, in per cent, as text."""

    code: ClassVar[str] = "allocation.shares_not_whole"
    total_percent: str


@dataclass(eq=False, kw_only=True)
class AllocationUsed(LedgerError):
    """A recipient that has less left than the allocation gave it, on the day or on a later one; `later` took it."""

    code: ClassVar[str] = "allocation.used"
    about: ClassVar[About] = About.STATE
    allocation: str
    pot: str
    share_ore: int
    left_ore: int
    day: date
    later: tuple[str, ...]
