"""The neutral table every shell draws: a report returns one, so page, Excel, text, CSV and JSON cannot disagree."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

ColumnKind: TypeAlias = Literal["text", "code", "date", "moment", "integer", "amount"]
"""What a column holds, and so how it is aligned, written and summed.

`code` is an identifier, digits that are no number, such as a municipality's code; `moment` a point in time with its
zone, shown in Swedish time; `amount` integer öre.
"""

FIGURES: Final = frozenset[ColumnKind]({"integer", "amount"})
"""The kinds that are aligned to the right and may be summed."""

Value: TypeAlias = str | int | date | datetime | None
"""One cell; None where the question does not apply."""
Row: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True)
class Column:
    """A column: key for programs, Swedish heading, kind. An amount's key has no unit: `as_records` adds it."""

    key: str
    heading: str
    kind: ColumnKind = "text"


@dataclass(frozen=True)
class Table:
    """Rows under headings; `totals` is one more row as wide as the others, the notes stand below it.

    Raises `TypeError` on a value of another kind than its column's and `ValueError` on a row of another width: a float,
    or the Decimal some databases answer a sum with, never gets as far as a page.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: Row | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold every row to the columns."""
        for row in self.rows:
            for column, value in zip(self.columns, row, strict=True):
                _hold(column, value)
        if self.totals is not None and len(self.totals) != len(self.columns):
            raise ValueError(f"{self.title}: {len(self.totals)} totals for {len(self.columns)} columns")


def without_zeros(table: Table) -> Table:
    """The table without the columns of amounts where every row is zero or empty: for people, never for programs."""
    shown = [
        place
        for place, column in enumerate(table.columns)
        if column.kind != "amount" or any(row[place] for row in table.rows)
    ]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in shown),
        rows=tuple(tuple(row[place] for place in shown) for row in table.rows),
        totals=None if table.totals is None else tuple(table.totals[place] for place in shown),
    )


def without_formulas(table: Table) -> Table:
    """The table with an apostrophe before each text that a spreadsheet would calculate: for files opened in one."""
    return replace(table, rows=tuple(tuple(map(_not_calculated, row)) for row in table.rows))


def _not_calculated(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_CALCULATED) else value


_CALCULATED: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that Excel or LibreOffice would take for a formula."""

_TYPES: Final[dict[ColumnKind, type]] = {
    "text": str,
    "code": str,
    "date": date,
    "moment": datetime,
    "integer": int,
    "amount": int,
}


def _hold(column: Column, value: Value) -> None:
    """Exact types, because a bool is an int and a datetime is a date; a StrEnum may stand as the text it is."""
    wanted = _TYPES[column.kind]
    if value is None or type(value) is wanted or (wanted is str and isinstance(value, str)):
        return
    raise TypeError(f"column {column.key} holds {column.kind}, not {value!r}")
