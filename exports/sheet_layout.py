"""What stands on each sheet and where, so that a formula can name its A1 ranges before any row is written.

A workbook is declared: blocks are made, sheets hold them, and `Sheet.place` tells where a block came to stand. Since no
row is drawn until the file is written, the first sheet may point at the last and the other way round:

    entries = Grid(columns=..., rows=stream(...), count=7_000, totals=("Summa", None, 4_200_000_00))
    journal = Sheet(title="Verifikationer", blocks=(Heading(title="Verifikationer"), entries))
    amounts = journal.place(entries).column("amount")     # 'Verifikationer'!$C$4:$C$7003
    booked = Formula(f"SUM({amounts})", 4_200_000_00)     # what is carried is the ledger's own figure
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import accumulate
from typing import Final, Literal, TypeAlias

from ledger.errors import TooManyRows
from ledger.reports.table import FIGURES, Column, ColumnKind, Table, Value

MAX_ROWS: Final = 1_048_576
MAX_FORMULA: Final = 8_192
MAX_TITLE: Final = 31

Tone: TypeAlias = Literal["ok", "warn", "error"]

FUNCTIONS: Final = frozenset({"ABS", "AND", "COUNTIFS", "IF", "MAX", "MIN", "NOT", "OR", "ROUND", "SUM", "SUMIFS"})
"""What every spreadsheet since 2007 computes alike, phones included."""

_QUOTED: Final = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')*'!""")
_CALL: Final = re.compile(r"([A-Za-z_][\w.]*)\(")
_SHEET_TITLE: Final = re.compile(r"(?!')[^\x00-\x1f\[\]:*?/\\]+(?<!')")


def column_letter(place: int) -> str:
    """The letters of the column, counted from 0: A, Z, AA."""
    letters = ""
    rest = place + 1
    while rest > 0:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def checked(expression: str) -> str:
    """The formula itself; `ValueError` if it is too long, a table reference, or asks for more than `FUNCTIONS`."""
    bare = _QUOTED.sub("", expression)
    foreign = set(_CALL.findall(bare)) - FUNCTIONS
    if foreign or bare.startswith("=") or "[" in bare or len(expression) > MAX_FORMULA:
        raise ValueError(f"not a formula every spreadsheet computes: {expression}")
    return expression


def difference(left: str, right: str) -> str:
    """The formula of left − right in whole öre: sums of binary fractions may differ where the amounts do not."""
    return f"ROUND({left}-{right},2)"


@dataclass(frozen=True, slots=True)
class Formula:
    """A live cell: the expression without its equals sign, and the value the ledger has for it, in its column's kind.

    A criterion of SUMIFS is a cell that holds a code, never a text from a user, in which `*`, `?` and `<` have a meaning.
    """

    expression: str
    carried: str | int | date | datetime

    def __post_init__(self) -> None:
        """Refuse what some spreadsheet would not compute."""
        checked(self.expression)


Cell: TypeAlias = Value | Formula


@dataclass(frozen=True, eq=False, kw_only=True)
class Heading:
    """The sheet's title and, smaller, what it is about: book, as-of, known-at."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Detail:
    """One fact with its label: Per · 2021-03-31."""

    label: str
    value: Cell
    kind: ColumnKind = "text"


@dataclass(frozen=True, eq=False)
class Details:
    """Facts below each other: labels in the first column, values in the second."""

    details: tuple[Detail, ...]


@dataclass(frozen=True, eq=False)
class Notes:
    """Sentences over the sheet's whole width."""

    lines: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Grid:
    """A table of `count` rows, drawn from `rows` as they are written: a million need not be held in memory.

    `live` makes a column formulas: `{"difference": difference("{book}", "{statement}")}`, where `{key}` is the cell of
    that column on the same row; the rows then hold the values to carry, and None leaves the cell empty. An amount or
    integer among the `totals` becomes the sum of its column and carries that value; a `Formula` stands as it is.
    `differs` names the columns where anything but zero is marked, `tones` the words that are marked, by column.
    """

    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    count: int
    title: str = ""
    totals: tuple[Cell, ...] | None = None
    live: Mapping[str, str] = field(default_factory=dict)
    widths: Mapping[str, float] = field(default_factory=dict)
    differs: frozenset[str] = frozenset()
    tones: Mapping[str, Mapping[str, Tone]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hold what names a column to the columns there are."""
        named = {*self.live, *self.widths, *self.differs, *self.tones}
        if unknown := named - {column.key for column in self.columns}:
            raise ValueError(f"no such columns: {', '.join(sorted(unknown))}")
        if self.totals is not None and len(self.totals) != len(self.columns):
            raise ValueError(f"{len(self.totals)} totals for {len(self.columns)} columns")


def table_grid(table: Table, **dress: Mapping[str, str]) -> Grid:
    raise NotImplementedError
