"""What stands on each sheet and where, so that a formula can name its A1 ranges before any row is written.

A workbook is declared: blocks are made, sheets hold them, and `Sheet.place` tells where a block stands. No row is drawn
until the file is written, so the first sheet may point at the last and the other way round:

    entries = Grid(columns=COLUMNS, rows=stream, count=7_000, totals=("Summa", None, 4_200_000_00))
    journal = Sheet(title="Verifikationer", blocks=(Heading("Verifikationer"), entries))
    amounts = journal.place(entries).column_range("amount")    # 'Verifikationer'!$C$4:$C$7003
    booked = Formula(f"SUM({amounts})", 4_200_000_00)          # carries the ledger's own figure
"""

import re
from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from math import ceil
from typing import Final, Literal, TypeAlias

from ledger.errors import TooManyRows
from ledger.reports.table import Column, ColumnKind, Value

MAX_ROWS: Final = 1_048_576
MAX_FORMULA: Final = 8_192

FUNCTIONS: Final = frozenset(
    {"ABS", "AND", "COUNTA", "COUNTIFS", "IF", "MAX", "MIN", "NOT", "OR", "ROUND", "SUM", "SUMIFS", "SUMPRODUCT"}
)
"""What every spreadsheet since 2007 computes alike."""

Tone: TypeAlias = Literal["ok", "warn", "error", "quiet"]

_LITERAL: Final = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')*'!""")
_CALL: Final = re.compile(r"([A-Za-z_][\w.]*)\s*\(")
_SAME_ROW: Final = re.compile(r"\{(\w+)\}")
_SHEET_TITLE: Final = re.compile(r"(?!')[^\x00-\x1f\[\]:*?/\\]{1,31}(?<!')")

_WIDTHS: Final[dict[ColumnKind, float]] = {
    "text": 34.0,
    "code": 15.0,
    "date": 15.0,
    "moment": 18.0,
    "integer": 13.0,
    "amount": 21.0,
}
"""In characters: of the longest value, and of a short heading beside the button of a filter."""
_LABEL_WIDTH: Final = 26.0
_PROSE_WIDTH: Final = 92.0

ROW_HEIGHT: Final = 18.0
"""In points, for one line of text; each further line takes 15."""
_MAX_HEIGHT: Final = 409.0
_TEXT_IN_WIDTH: Final = 1.15
"""A column's width counts figures; so many characters of running text take the place of one."""
_WORD_BREAK: Final = 4
"""What a broken line leaves empty at its end, half a word."""


def column_letters(place: int) -> str:
    """The letters of the column at `place`, counted from 0: A, Z, AA."""
    above, last = divmod(place, 26)
    return (column_letters(above - 1) if above > 0 else "") + chr(ord("A") + last)


def checked(expression: str) -> str:
    """The expression itself; `ValueError` if it is a table reference or needs more than `FUNCTIONS`."""
    bare = _LITERAL.sub("", expression)
    foreign = set(_CALL.findall(bare)) - FUNCTIONS
    if foreign or bare.startswith("=") or not {"[", "{"}.isdisjoint(bare) or len(expression) > MAX_FORMULA:
        raise ValueError(f"not a formula every spreadsheet computes: {expression}")
    return expression


def difference(left: str, right: str) -> str:
    """The expression left − right, rounded to whole öre: sums of binary fractions differ where the amounts do not."""
    return f"ROUND({left}-{right},2)"


@dataclass(frozen=True, slots=True)
class Formula:
    """A live cell: its expression without an equals sign, and the ledger's value for it in the kind of its column.

    Let a criterion of SUMIFS be a cell with a code: in a text from a user `*`, `?`, `<` and `=` would mean something,
    and spreadsheets compare what looks like numbers or dates as such ("01" equals "1").
    """

    expression: str
    carried: str | int | date | datetime

    def __post_init__(self) -> None:
        """Refuse what some spreadsheet would not compute."""
        checked(self.expression)


Cell: TypeAlias = Value | Formula


@dataclass(frozen=True, eq=False)
class Heading:
    """The sheet's title, and below it in small type what it is about: book, as-of, known-at."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Notes:
    """Sentences, each over the sheet's whole width."""

    lines: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Detail:
    """One fact with its label."""

    label: str
    value: Cell
    kind: ColumnKind = "text"


@dataclass(frozen=True, eq=False)
class Details:
    """Facts below each other, labels in the first column and values in the second; their keys are label and value."""

    facts: tuple[Detail, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Grid:
    """A table, drawn row by row while the file is written: with `count` the rows may come from a query.

    `live` makes a column formulas, where `{key}` is that column's cell on the same row: `{"difference":
    difference("{book}", "{statement}")}`; the rows hold the values to carry, and None leaves a cell empty. An amount or
    integer of `totals` becomes the sum of its column and carries that value; a `Formula` there stands as it is.
    `differs` names the columns where anything but zero is marked; `tones` the words that are, by column. `choices` are
    the words that may be filled in, for sheets that are to be filled in.
    """

    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    count: int | None = None
    title: str = ""
    totals: tuple[Cell, ...] | None = None
    live: Mapping[str, str] = field(default_factory=dict)
    widths: Mapping[str, float] = field(default_factory=dict)
    differs: frozenset[str] = frozenset()
    tones: Mapping[str, Mapping[str, Tone]] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hold the totals and everything that names a column to the columns there are."""
        named = {*self.live, *self.widths, *self.differs, *self.tones, *self.choices}
        named.update(key for expression in self.live.values() for key in _SAME_ROW.findall(expression))
        if unknown := named - set(self.keys):
            raise ValueError(f"no such columns: {', '.join(sorted(unknown))}")
        if self.totals is not None and len(self.totals) != len(self.columns):
            raise ValueError(f"{len(self.totals)} totals for {len(self.columns)} columns")
        for expression in self.live.values():
            checked(_SAME_ROW.sub("A1", expression))

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns' keys, in order."""
        return tuple(column.key for column in self.columns)

    @property
    def size(self) -> int:
        """How many rows there are to come."""
        if self.count is not None:
            return self.count
        if isinstance(self.rows, Sized):
            return len(self.rows)
        raise ValueError("rows that come one by one need a count")

    def live_pieces(self, key: str) -> list[str]:
        """The column's formula cut where the row's number goes: `str(row).join(pieces)` is the formula of that row."""
        letters = {own: column_letters(place) for place, own in enumerate(self.keys)}
        return _SAME_ROW.sub(lambda found: f"{letters[found[1]]}\0", self.live[key]).split("\0")


Block: TypeAlias = Heading | Notes | Details | Grid


@dataclass(frozen=True)
class Place:
    """Where a block stands: its first row, its rows of data (one at least, empty if there are none), its total."""

    sheet: str
    keys: tuple[str, ...]
    top: int
    first_row: int
    last_row: int
    total_row: int | None = None

    @property
    def bottom(self) -> int:
        """The block's last row."""
        return self.last_row if self.total_row is None else self.total_row

    def column_range(self, key: str, *, here: bool = False) -> str:
        """The column's data as an A1 range, with the sheet's name unless the formula stands on the same sheet."""
        letters = self._letters(key)
        return f"{self._sheet(here)}${letters}${self.first_row}:${letters}${self.last_row}"

    def cell(self, key: str, index: int, *, here: bool = False) -> str:
        """The column's cell in the row at `index`, counted from 0."""
        return f"{self._sheet(here)}${self._letters(key)}${self.first_row + index}"

    def total_cell(self, key: str, *, here: bool = False) -> str:
        """The column's cell in the row of totals."""
        if self.total_row is None:
            raise ValueError(f"no totals in {self.sheet}")
        return f"{self._sheet(here)}${self._letters(key)}${self.total_row}"

    def _letters(self, key: str) -> str:
        return column_letters(self.keys.index(key))

    def _sheet(self, here: bool) -> str:  # noqa: FBT001 -- handed on from a keyword
        quoted = self.sheet.replace("'", "''")
        return "" if here else f"'{quoted}'!"


@dataclass(frozen=True, eq=False, kw_only=True)
class Sheet:
    """A sheet: its blocks below each other with an empty row between. `frozen_columns` stay when scrolling sideways.

    With a single grid its headings are frozen, filtered and repeated on every page. Raises `TooManyRows`, and
    `ValueError` on a title no spreadsheet takes.
    """

    title: str
    blocks: tuple[Block, ...]
    paper: Literal["landscape", "portrait"] = "landscape"
    frozen_columns: int = 0

    def __post_init__(self) -> None:
        """Refuse what does not fit, before a row is asked for."""
        if _SHEET_TITLE.fullmatch(self.title) is None:
            raise ValueError(f"not a title of a sheet: {self.title}")
        if self.last_row > MAX_ROWS:
            raise TooManyRows(sheet=self.title, rows=self.last_row, limit=MAX_ROWS)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where each block stands."""
        placed: list[Place] = []
        for block in self.blocks:
            placed.append(_placed(self.title, block, placed[-1].bottom + 2 if placed else 1))
        return tuple(placed)

    def place(self, block: Block) -> Place:
        """Where the block stands on this sheet."""
        return self.places[self.blocks.index(block)]

    @property
    def grids(self) -> list[Grid]:
        """The sheet's tables."""
        return [block for block in self.blocks if isinstance(block, Grid)]

    @property
    def last_row(self) -> int:
        """The sheet's last row."""
        return self.places[-1].bottom

    @property
    def prose_rows(self) -> list[int]:
        """The rows with a text over the sheet's whole width."""
        rows: list[int] = []
        for block, place in zip(self.blocks, self.places, strict=True):
            if isinstance(block, Heading | Notes):
                rows += range(place.bottom - len(block.lines) + 1, place.bottom + 1)
        return rows

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """The columns' widths in characters: the widest that a block asks for."""
        asked = [_widths_of(block) for block in self.blocks]
        columns = max(map(len, asked))
        widest = (max(row[place] for row in asked if len(row) > place) for place in range(columns))
        return tuple(widest) if columns > 0 else (_PROSE_WIDTH,)


@dataclass(frozen=True, eq=False, kw_only=True)
class Workbook:
    """A whole file: `book` and `title` stand at the foot of each page; `moment` is when it says it was made.

    Give the known-at as `moment`: then the same question gives the same bytes on any day.
    """

    title: str
    book: str
    moment: datetime
    sheets: tuple[Sheet, ...]


def text_height(text: str, width: float) -> float:
    """The height of a text wrapped in a cell of that width: only Excel finds it by itself, and not in merged cells."""
    fits = _TEXT_IN_WIDTH * width
    lines = sum(1 if len(line) <= fits else ceil(len(line) / max(fits - _WORD_BREAK, 1)) for line in text.split("\n"))
    return min(ROW_HEIGHT + 15.0 * (lines - 1), _MAX_HEIGHT)


def _placed(sheet: str, block: Block, top: int) -> Place:
    match block:
        case Grid():
            first = top + (2 if block.title else 1)
            last = first + max(block.size, 1) - 1
            return Place(sheet, block.keys, top, first, last, None if block.totals is None else last + 2)
        case Details():
            return Place(sheet, ("label", "value"), top, top, top + len(block.facts) - 1)
        case Notes():
            return Place(sheet, ("line",), top, top, top + len(block.lines) - 1)
        case Heading():
            return Place(sheet, ("line",), top, top, top + len(block.lines))


def _widths_of(block: Block) -> list[float]:
    match block:
        case Grid():
            return [block.widths.get(column.key, _WIDTHS[column.kind]) for column in block.columns]
        case Details():
            figures = [_WIDTHS[fact.kind] for fact in block.facts if fact.kind != "text"]
            return [_LABEL_WIDTH, max(figures, default=_WIDTHS["code"])]
        case Notes() | Heading():
            return []
