"""Refusals of bank statements, and of matching them with the book."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class EntryMatched(LedgerError):
    """An entry that is matched to the bank's statements, and so is not corrected."""

    code: ClassVar[str] = "entry.matched"
    about: ClassVar[About] = About.STATE
    entry: str
    match: str
    statements: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class StatementRowsDiffer(LedgerError):
    """Rows that do not lead from the opening balance to the closing one."""

    code: ClassVar[str] = "statement.rows_differ"
    opening_ore: int
    rows_ore: int
    closing_ore: int
    off_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """The rows less what they should be: negative when some are missing."""
        self.off_ore = self.opening_ore + self.rows_ore - self.closing_ore


@dataclass(eq=False, kw_only=True)
class StatementOverlaps(LedgerError):
    """Days that another statement of the account tells of already."""

    code: ClassVar[str] = "statement.overlaps"
    about: ClassVar[About] = About.STATE
    statement: str
    since: date
    day: date


@dataclass(eq=False, kw_only=True)
class StatementReplaced(LedgerError):
    """A statement that a newer version has replaced."""

    code: ClassVar[str] = "statement.replaced"
    about: ClassVar[About] = About.STATE
    statement: str
    replaced_by: str


@dataclass(eq=False, kw_only=True)
class MatchEmpty(LedgerError):
    """A match without a row of the bank, or without an entry of the book."""

    code: ClassVar[str] = "match.empty"


@dataclass(eq=False, kw_only=True)
class MatchTaken(LedgerError):
    """Rows or entries that are matched already; `taken` names them, `matches` the matches they are in."""

    code: ClassVar[str] = "match.taken"
    about: ClassVar[About] = About.STATE
    taken: tuple[str, ...]
    matches: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class MatchSumsDiffer(LedgerError):
    """Rows of the bank and entries of the book that are not the same amount."""

    code: ClassVar[str] = "match.sums_differ"
    rows_ore: int
    entries_ore: int
