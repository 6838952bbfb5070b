"""Refusals of databases, files and moments."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class DatabaseUnreachable(LedgerError):
    """The database does not answer."""

    code: ClassVar[str] = "database.unreachable"
    about: ClassVar[About] = About.AWAY
    url: str
    reason: str


@dataclass(eq=False, kw_only=True)
class DatabaseNotADatabase(LedgerError):
    """The file is no SQLite database."""

    code: ClassVar[str] = "database.not_a_database"
    about: ClassVar[About] = About.AWAY
    path: str


@dataclass(eq=False, kw_only=True)
class DatabaseNotMigrated(LedgerError):
    """The database is empty or older than the program."""

    code: ClassVar[str] = "database.not_migrated"
    about: ClassVar[About] = About.AWAY
    found: str
    wanted: str


@dataclass(eq=False, kw_only=True)
class DatabaseNewer(LedgerError):
    """The database has been migrated by a newer program."""

    code: ClassVar[str] = "database.newer"
    about: ClassVar[About] = About.AWAY
    found: str
    known: str


@dataclass(eq=False, kw_only=True)
class DatabaseNotEmpty(LedgerError):
    """The demo story is only told in an empty database."""

    code: ClassVar[str] = "database.not_empty"
    about: ClassVar[About] = About.STATE
    books: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class DatabaseBusy(LedgerError):
    """Somebody else held the database for longer than the busy timeout."""

    code: ClassVar[str] = "database.busy"
    about: ClassVar[About] = About.AWAY


@dataclass(eq=False, kw_only=True)
class DatabaseNotWritten(LedgerError):
    """The database takes no more: its disk is full, or fails."""

    code: ClassVar[str] = "database.not_written"
    about: ClassVar[About] = About.AWAY
    url: str
    reason: str


@dataclass(eq=False, kw_only=True)
class FileNotWritten(LedgerError):
    """A file that could not be written whole; no part of it is left."""

    code: ClassVar[str] = "file.not_written"
    path: str
    reason: str


@dataclass(eq=False, kw_only=True)
class TooManyRows(LedgerError):
    """More rows than one sheet of a spreadsheet holds."""

    code: ClassVar[str] = "export.too_many_rows"
    sheet: str
    rows: int
    limit: int


@dataclass(eq=False, kw_only=True)
class DatabaseNotDemo(LedgerError):
    """A database to grow that has something else than the demo."""

    code: ClassVar[str] = "database.not_demo"
    about: ClassVar[About] = About.STATE
    books: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class FileNotRead(LedgerError):
    """A file that could not be read."""

    code: ClassVar[str] = "file.not_read"
    path: str
    reason: str


@dataclass(eq=False, kw_only=True)
class MomentMalformed(LedgerError):
    """Text that is no point in time."""

    code: ClassVar[str] = "moment.malformed"
    given: str


@dataclass(eq=False, kw_only=True)
class MomentInFuture(LedgerError):
    """What is known at a point in time that has not come."""

    code: ClassVar[str] = "moment.in_future"
    given: datetime
