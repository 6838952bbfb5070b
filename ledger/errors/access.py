"""Refusals at the door of the web: who one is, what one may see, and requests that cannot be read."""

from dataclasses import dataclass
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class SignInRefused(LedgerError):
    """A login and a password that do not belong together; which of them is wrong is never told."""

    code: ClassVar[str] = "sign_in.refused"


@dataclass(eq=False, kw_only=True)
class SignInCodeRefused(LedgerError):
    """A one-time or recovery code that is wrong, too old, or used already."""

    code: ClassVar[str] = "sign_in.code_refused"


@dataclass(eq=False, kw_only=True)
class SignInTooOften(LedgerError):
    """Too many guesses from one place; only that place waits."""

    code: ClassVar[str] = "sign_in.too_often"
    minutes: int


@dataclass(eq=False, kw_only=True)
class SignInNeeded(LedgerError):
    """Nobody is signed in, or the session has ended."""

    code: ClassVar[str] = "sign_in.needed"


@dataclass(eq=False, kw_only=True)
class AccessRefused(LedgerError):
    """A page or an action for other roles than those one has in the book."""

    code: ClassVar[str] = "access.refused"
    about: ClassVar[About] = About.RIGHT
    roles: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class PasswordTooShort(LedgerError):
    """A password with fewer characters than asked for."""

    code: ClassVar[str] = "password.too_short"
    length: int
    least: int


@dataclass(eq=False, kw_only=True)
class PasswordTooLong(LedgerError):
    """A password longer than what is hashed."""

    code: ClassVar[str] = "password.too_long"
    length: int
    most: int


@dataclass(eq=False, kw_only=True)
class PasswordEasy(LedgerError):
    """A password that is among the first that are guessed."""

    code: ClassVar[str] = "password.easy"


@dataclass(eq=False, kw_only=True)
class FormExpired(LedgerError):
    """A form without the page's own token, or with that of a session that has ended."""

    code: ClassVar[str] = "form.expired"


@dataclass(eq=False, kw_only=True)
class RequestTooLarge(LedgerError):
    """A body larger than the product takes."""

    code: ClassVar[str] = "request.too_large"
    most_bytes: int


@dataclass(eq=False, kw_only=True)
class RequestMalformed(LedgerError):
    """A request that cannot be read."""

    code: ClassVar[str] = "request.malformed"


@dataclass(eq=False, kw_only=True)
class RangeRefused(LedgerError):
    """A part of a file that it does not have."""

    code: ClassVar[str] = "request.range_refused"


@dataclass(eq=False, kw_only=True)
class HostUnknown(LedgerError):
    """A request to a host name that is not the product's."""

    code: ClassVar[str] = "request.host_unknown"


@dataclass(eq=False, kw_only=True)
class PageMissing(LedgerError):
    """An address that leads nowhere, or to what one may not see."""

    code: ClassVar[str] = "page.missing"
    about: ClassVar[About] = About.MISSING


@dataclass(eq=False, kw_only=True)
class MethodRefused(LedgerError):
    """An address that is not used in that way."""

    code: ClassVar[str] = "page.method_refused"
