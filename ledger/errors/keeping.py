"""Refusals of backup, restore and move: nothing is left behind of what was begun."""

from dataclasses import dataclass
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class BackupExists(LedgerError):
    """There is a file already where a backup should be written."""

    code: ClassVar[str] = "backup.exists"
    about: ClassVar[About] = About.STATE
    path: str


@dataclass(eq=False, kw_only=True)
class BackupNotABackup(LedgerError):
    """A file without a manifest that can be read, or of another form than the program's."""

    code: ClassVar[str] = "backup.not_a_backup"
    path: str


@dataclass(eq=False, kw_only=True)
class BackupDamaged(LedgerError):
    """A part of a backup that is missing, too much, or cannot be read."""

    code: ClassVar[str] = "backup.damaged"
    path: str
    part: str


@dataclass(eq=False, kw_only=True)
class BackupRowUnreadable(LedgerError):
    """A row of a backup that is no row of its table."""

    code: ClassVar[str] = "backup.row_unreadable"
    table: str
    row: int


@dataclass(eq=False, kw_only=True)
class BackupNewer(LedgerError):
    """A backup by a newer program than this."""

    code: ClassVar[str] = "backup.newer"
    found: str
    known: str
    program: str
    """The program's version that made the backup."""


@dataclass(eq=False, kw_only=True)
class ValueNotKept(LedgerError):
    """A value in the database that is not of its column's kind, and would not be the same when read back."""

    code: ClassVar[str] = "keeping.value_not_kept"
    about: ClassVar[About] = About.STATE
    table: str
    column: str


@dataclass(eq=False, kw_only=True)
class DatabaseHasRows(LedgerError):
    """A whole database is only filled in where there is none."""

    code: ClassVar[str] = "keeping.not_empty"
    about: ClassVar[About] = About.STATE
    url: str
    tables: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class DatabaseOtherVersion(LedgerError):
    """An empty database whose tables are newer than the backup's."""

    code: ClassVar[str] = "keeping.other_version"
    about: ClassVar[About] = About.STATE
    url: str
    found: str
    wanted: str


@dataclass(eq=False, kw_only=True)
class TablesDiffer(LedgerError):
    """Tables, or columns of them, that only one of the two has."""

    code: ClassVar[str] = "keeping.tables_differ"
    about: ClassVar[About] = About.STATE
    tables: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class TableRefused(LedgerError):
    """Rows that break what the database itself holds of their table, or name rows that are not there."""

    code: ClassVar[str] = "keeping.table_refused"
    about: ClassVar[About] = About.STATE
    table: str


@dataclass(eq=False, kw_only=True)
class TableDiffers(LedgerError):
    """A table whose rows are not the ones they should be: another number, or the same number and another digest."""

    code: ClassVar[str] = "keeping.table_differs"
    about: ClassVar[About] = About.STATE
    table: str
    rows: int
    expected_rows: int


@dataclass(eq=False, kw_only=True)
class ChainEndDiffers(LedgerError):
    """A book that does not end where it should: another number of entries, or another last hash."""

    code: ClassVar[str] = "keeping.chain_end_differs"
    about: ClassVar[About] = About.STATE
    book: str
    entries: int
    expected_entries: int


@dataclass(eq=False, kw_only=True)
class ControlsDiffer(LedgerError):
    """Controls that do not answer as they did of what was copied."""

    code: ClassVar[str] = "keeping.controls_differ"
    about: ClassVar[About] = About.STATE
    book: str
    controls: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class GuardsMissing(LedgerError):
    """Guards that are not in place when all is filled in."""

    code: ClassVar[str] = "keeping.guards_missing"
    about: ClassVar[About] = About.STATE
    guards: tuple[str, ...]
