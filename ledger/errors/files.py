"""Refusals of files that are kept: what they are, how large, and whether they are whole."""

from dataclasses import dataclass
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class FileEmpty(LedgerError):
    """A file without content."""

    code: ClassVar[str] = "file.empty"
    name: str


@dataclass(eq=False, kw_only=True)
class FileTooLarge(LedgerError):
    """A file larger than the installation takes; sizes in bytes."""

    code: ClassVar[str] = "file.too_large"
    name: str
    size: int
    limit: int


@dataclass(eq=False, kw_only=True)
class FileTypeRefused(LedgerError):
    """A file whose name says another type than its content; `type` is the content's, in words."""

    code: ClassVar[str] = "file.type_refused"
    name: str
    type: str
    suffix: str
    wanted: str


@dataclass(eq=False, kw_only=True)
class FileTypeUnknown(LedgerError):
    """Content of a type that is not kept, told in words."""

    code: ClassVar[str] = "file.type_unknown"
    name: str
    type: str


@dataclass(eq=False, kw_only=True)
class FileDamaged(LedgerError):
    """Kept content that has not the digest it is kept under any more."""

    code: ClassVar[str] = "file.damaged"
    about: ClassVar[About] = About.STATE
    name: str
    digest: str
