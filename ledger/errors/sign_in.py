"""Refusals about the ways of proving who one is: one-time codes, tokens for programs, and another's sign-in service."""

from dataclasses import dataclass
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class CodesAlreadyOn(LedgerError):
    """Codes are turned on for who has them already."""

    code: ClassVar[str] = "codes.already_on"
    about: ClassVar[About] = About.STATE


@dataclass(eq=False, kw_only=True)
class CodesNotOn(LedgerError):
    """Something is done with the codes of somebody who has none."""

    code: ClassVar[str] = "codes.not_on"
    about: ClassVar[About] = About.STATE


@dataclass(eq=False, kw_only=True)
class CodesOfferExpired(LedgerError):
    """A first code for a secret that was offered too long ago, or to somebody else."""

    code: ClassVar[str] = "codes.offer_expired"
    about: ClassVar[About] = About.STATE


@dataclass(eq=False, kw_only=True)
class AdministratorNeeded(LedgerError):
    """Something that an administrator does for another, by one who is none in any book."""

    code: ClassVar[str] = "access.administrator_needed"
    about: ClassVar[About] = About.RIGHT
    login: str


@dataclass(eq=False, kw_only=True)
class TokenRefused(LedgerError):
    """A token that lets nobody in; whether it is unknown, expired, ended or of a role ended is never told."""

    code: ClassVar[str] = "token.refused"


@dataclass(eq=False, kw_only=True)
class TokenNotHere(LedgerError):
    """A token shown where only persons in a browser are let in."""

    code: ClassVar[str] = "token.not_here"
    about: ClassVar[About] = About.RIGHT


@dataclass(eq=False, kw_only=True)
class TokenRoleNotHeld(LedgerError):
    """A token asked for with a role that the person does not have in the book today."""

    code: ClassVar[str] = "token.role_not_held"
    about: ClassVar[About] = About.RIGHT
    role: str


@dataclass(eq=False, kw_only=True)
class TokenNameTooLong(LedgerError):
    """A token's name longer than what is shown in a list."""

    code: ClassVar[str] = "token.name_too_long"
    length: int
    most: int


@dataclass(eq=False, kw_only=True)
class IdentityTaken(LedgerError):
    """Somebody at another's sign-in service who is linked to a person already."""

    code: ClassVar[str] = "identity.taken"
    about: ClassVar[About] = About.STATE
    subject: str


@dataclass(eq=False, kw_only=True)
class ExternalSignInRefused(LedgerError):
    """An answer of another's sign-in service that is not believed; the register of refusals says why."""

    code: ClassVar[str] = "sign_in.external_refused"
    label: str


@dataclass(eq=False, kw_only=True)
class ExternalSignInUnlinked(LedgerError):
    """Somebody another's sign-in service knows, and no administrator has linked to a person here."""

    code: ClassVar[str] = "sign_in.external_unlinked"
    about: ClassVar[About] = About.RIGHT
    label: str
    subject: str


@dataclass(eq=False, kw_only=True)
class ExternalSignInUnavailable(LedgerError):
    """Another's sign-in service that does not answer, or does not say of itself what the standard asks."""

    code: ClassVar[str] = "sign_in.external_unavailable"
    about: ClassVar[About] = About.AWAY
    label: str
