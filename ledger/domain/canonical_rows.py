"""A table's rows as lines of bytes that are the same on every database: what backups hold and digests are taken of.

A line is the canonical JSON of the row's values in order of its columns, and a line feed. Days and moments are text as
everywhere else, bytes are base64. A value that cannot be read back as it was is refused, never changed.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Final, TypeAlias, TypeVar

from ledger.domain.canonical import Plain, canonical_bytes, moment_text
from ledger.errors import ValueNotKept

Value: TypeAlias = int | str | bool | date | datetime | bytes | None

_T = TypeVar("_T")
_MOST: Final = 2**63 - 1
_MOMENT_LENGTH: Final = 27


class ValueKind(StrEnum):
    """What a column holds, whatever the database calls it."""

    INTEGER = "integer"
    TEXT = "text"
    BOOLEAN = "boolean"
    DAY = "day"
    MOMENT = "moment"
    BYTES = "bytes"


@dataclass(frozen=True)
class ColumnShape:
    """A column by its name."""

    name: str
    kind: ValueKind
    nullable: bool


@dataclass(frozen=True)
class TableShape:
    """A table: its columns in order, and the names of those in its primary key, which orders its rows."""

    name: str
    columns: tuple[ColumnShape, ...]
    key: tuple[str, ...]

    @cached_property
    def writers(self) -> tuple[Callable[[object], Plain], ...]:
        """What makes a plain value of each column's; looked up once for millions of rows."""
        return tuple(_or_null(_TO_PLAIN[one.kind], nullable=one.nullable) for one in self.columns)

    @cached_property
    def readers(self) -> tuple[Callable[..., Value], ...]:
        """What makes a value of each column's plain one."""
        return tuple(_or_null(_FROM_PLAIN[one.kind], nullable=one.nullable) for one in self.columns)


def row_bytes(shape: TableShape, values: Sequence[object]) -> bytes:
    """The line of a row, whose values are as either database's driver gives them.

    Raises `ValueNotKept` for a value that is not of its column's kind: it would not be the same when read back.
    """
    try:
        plain = [write(value) for write, value in zip(shape.writers, values, strict=True)]
    except ValueError as error:
        raise ValueNotKept(table=shape.name, column=_at_fault(shape, values)) from error
    return canonical_bytes(plain) + b"\n"


def row_values(shape: TableShape, line: bytes) -> tuple[Value, ...]:
    """The values of a line; raises `ValueError` unless it is the very line that `row_bytes` makes of them."""
    try:
        given = json.loads(line)
        values = tuple(read(one) for read, one in zip(shape.readers, given, strict=True))
        same = row_bytes(shape, values) == line
    except (ValueError, TypeError, RecursionError, ValueNotKept) as error:
        raise ValueError(shape.name) from error
    if not same:
        raise ValueError(shape.name)
    return values


def _at_fault(shape: TableShape, values: Sequence[object]) -> str:
    """The first column whose value is not of its kind; all of them where there are more or fewer values."""
    for column, write, value in zip(shape.columns, shape.writers, values, strict=False):
        try:
            write(value)
        except ValueError:
            return column.name
    return "*"


def _or_null(make: Callable[..., _T], *, nullable: bool) -> Callable[..., _T | None]:
    return (lambda value: None if value is None else make(value)) if nullable else make


def _integer(value: object) -> int:
    if type(value) is not int or not -_MOST - 1 <= value <= _MOST:
        raise ValueError(value)
    return value


def _text(value: object) -> str:
    """PostgreSQL holds no NUL, and UTF-8 no half of a surrogate pair."""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    value.encode()
    return value


def _boolean(value: object) -> bool:
    """SQLite has 0 and 1."""
    if type(value) not in {bool, int} or value not in {0, 1}:
        raise ValueError(value)
    return bool(value)


def _day(value: object) -> str:
    """SQLite has the text itself."""
    if type(value) is date:
        return value.isoformat()
    if not isinstance(value, str) or date.fromisoformat(value).isoformat() != value:
        raise ValueError(value)
    return value


def _moment(value: object) -> str:
    """SQLite has the text itself."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError(value)
    text = moment_text(moment)
    if len(text) != _MOMENT_LENGTH or (isinstance(value, str) and text != value):
        raise ValueError(value)
    return text


def _base64(value: object) -> str:
    if not isinstance(value, bytes):
        raise ValueError(value)  # noqa: TRY004 - one refusal for whatever is not of its kind
    return b64encode(value).decode()


_TO_PLAIN: Final[Mapping[ValueKind, Callable[[object], Plain]]] = {
    ValueKind.INTEGER: _integer,
    ValueKind.TEXT: _text,
    ValueKind.BOOLEAN: _boolean,
    ValueKind.DAY: _day,
    ValueKind.MOMENT: _moment,
    ValueKind.BYTES: _base64,
}

_FROM_PLAIN: Final[Mapping[ValueKind, Callable[..., Value]]] = {
    ValueKind.INTEGER: _integer,
    ValueKind.TEXT: _text,
    ValueKind.BOOLEAN: _boolean,
    ValueKind.DAY: date.fromisoformat,
    ValueKind.MOMENT: datetime.fromisoformat,
    ValueKind.BYTES: lambda text: b64decode(text, validate=True),
}
