"""What a whole database is told by: its version, every table's rows and digest, and every book's end and controls.

Two databases with equal contents have equal manifests, whatever they run on. In a backup it is a JSON document.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from ledger.domain.canonical import moment_text
from ledger.domain.canonical_rows import ColumnShape, TableShape, ValueKind
from ledger.money import Ore

FORMAT: Final = "medelsboken-backup/1"
"""The form of backups; another number is another form."""

_T = TypeVar("_T")


@dataclass(frozen=True)
class TableContent:
    """A table, how many rows it has, and the SHA-256 of their canonical lines in order of its key."""

    shape: TableShape
    rows: int
    digest: str


@dataclass(frozen=True)
class Differing:
    """A control that differs: its number, how many rows break it, and their sum in öre."""

    no: int
    count: int
    difference_ore: Ore


@dataclass(frozen=True)
class BookContent:
    """A book by its code: how many entries, the last one's name and hash, and the controls that differ."""

    code: str
    entries: int
    last_entry: str
    last_hash: str
    differing: tuple[Differing, ...]


@dataclass(frozen=True)
class Manifest:
    """A database at a moment; tables in order of name, books in order of code."""

    program: str
    revision: str
    taken_at: datetime
    tables: tuple[TableContent, ...]
    books: tuple[BookContent, ...]

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(table.rows for table in self.tables)


def manifest_text(manifest: Manifest) -> str:
    """The manifest as JSON."""
    told = {"format": FORMAT, **asdict(manifest), "taken_at": moment_text(manifest.taken_at)}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def parse_manifest(text: str) -> Manifest:
    """The manifest of that JSON; raises `ValueError` for anything but what `manifest_text` makes, to the letter."""
    try:
        told = json.loads(text)
        manifest = Manifest(
            program=_text(told["program"]),
            revision=_text(told["revision"]),
            taken_at=datetime.fromisoformat(told["taken_at"]),
            tables=_each(_table, told["tables"]),
            books=_each(_book, told["books"]),
        )
        same = manifest_text(manifest) == text
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError from error
    if not same:
        raise ValueError(told["program"])
    return manifest


def _each(make: Callable[[Any], _T], told: list[Any]) -> tuple[_T, ...]:
    return tuple(make(one) for one in told)


def _text(told: object) -> str:
    """What may be printed on a terminal."""
    if not isinstance(told, str) or not told.isprintable():
        raise TypeError(told)
    return told


def _number(told: object) -> int:
    if type(told) is not int:
        raise TypeError(told)
    return told


def _table(told: dict[str, Any]) -> TableContent:
    shape = told["shape"]
    named = TableShape(_text(shape["name"]), _each(_column, shape["columns"]), _each(_text, shape["key"]))
    return TableContent(named, _number(told["rows"]), _text(told["digest"]))


def _column(told: dict[str, Any]) -> ColumnShape:
    return ColumnShape(_text(told["name"]), ValueKind(told["kind"]), bool(told["nullable"]))


def _book(told: dict[str, Any]) -> BookContent:
    return BookContent(
        code=_text(told["code"]),
        entries=_number(told["entries"]),
        last_entry=_text(told["last_entry"]),
        last_hash=_text(told["last_hash"]),
        differing=_each(_differing, told["differing"]),
    )


def _differing(told: dict[str, Any]) -> Differing:
    return Differing(_number(told["no"]), _number(told["count"]), _number(told["difference_ore"]))
