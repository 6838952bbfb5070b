"""The three plain forms of a table: aligned text for a terminal, CSV and records for programs."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Any, Final, TypeAlias

from ledger.clock import STOCKHOLM
from ledger.domain.canonical import moment_text
from ledger.money import MINUS, format_kronor, is_whole_kronor, plain_kronor
from ledger.reports.table import FIGURES, Column, ColumnKind, Row, Table, Value

Record: TypeAlias = dict[str, str | int | None]

NOT_APPLICABLE: Final = "–"
NO_ROWS: Final = "Inga rader"

_GAP: Final = "  "
_BLANKS: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def as_text(table: Table) -> str:
    """The table with aligned columns: if one value of an amount column has öre, all of them show öre.

    A cell stays on one line, and what could steer a terminal or turn its text around is shown as U+FFFD.
    """
    heads = [column.heading for column in table.columns]
    rows = [list(row) for row in zip(*map(_column_texts, table.columns, _columns_of(table)), strict=True)]
    totals = [] if table.totals is None else [_without_marks(table.totals, rows.pop())]
    widths = [max(map(len, texts)) for texts in zip(heads, *rows, *totals, strict=True)]
    rule = _GAP.join("─" * width for width in widths)
    lines = [_one_line(table.title), "", _aligned(table.columns, heads, widths), rule]
    lines += [_aligned(table.columns, row, widths) for row in rows] or [NO_ROWS]
    for row in totals:
        lines += [rule, _aligned(table.columns, row, widths)]
    if table.notes:
        lines += ["", *map(_one_line, table.notes)]
    return "\n".join(lines) + "\n"


def as_csv(table: Table) -> str:
    """The rows as CSV (RFC 4180) under the columns' keys: amounts in kronor with plain digits, moments in UTC.

    Without the totals, which whoever sums the column would count twice.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain(column.kind, value) for column, value in zip(table.columns, row, strict=True)])
    return out.getvalue()


def as_records(table: Table) -> list[Record]:
    """The rows as records for JSON: amounts as integer öre under `<key>_ore`, dates as ISO text, moments in UTC."""
    keys = [f"{column.key}_ore" if column.kind == "amount" else column.key for column in table.columns]
    return [dict(zip(keys, map(_json_value, row), strict=True)) for row in table.rows]


def _json_value(value: Value) -> str | int | None:
    match value:
        case datetime():
            return moment_text(value)
        case date():
            return value.isoformat()
        case _:
            return value


def _plain(kind: ColumnKind, value: Value) -> str:
    if value is None:
        return ""
    if kind == "amount" and isinstance(value, int):
        return plain_kronor(value)
    return str(_json_value(value))


def _columns_of(table: Table) -> list[Sequence[Value]]:
    """The values by column, those of the totals last."""
    rows = [*table.rows, table.totals] if table.totals is not None else table.rows
    return [[row[place] for row in rows] for place in range(len(table.columns))]


def _column_texts(column: Column, values: Sequence[Value]) -> list[str]:
    write = _amount_writer(values) if column.kind == "amount" else _WRITERS[column.kind]
    return [NOT_APPLICABLE if value is None else _written(write, value) for value in values]


def _written(write: Callable[[Any], str], value: Value) -> str:
    """A value in its column's form; a word among the totals of a column of figures or dates stays a word."""
    return _one_line(value) if isinstance(value, str) else write(value)


def _without_marks(totals: Row, texts: Iterable[str]) -> list[str]:
    """A total that is not asked for is blank: the mark for "not applicable" would be a statement."""
    return ["" if value is None else text for value, text in zip(totals, texts, strict=True)]


def _amount_writer(values: Iterable[Value]) -> Callable[[Any], str]:
    ore = any(isinstance(value, int) and not is_whole_kronor(value) for value in values)
    return lambda amount_ore: format_kronor(amount_ore, unit=False, ore=ore)


def _one_line(text: str) -> str:
    return _UNSEEN.sub("\ufffd", _BLANKS.sub(" ", text))


def _swedish_moment(moment: datetime) -> str:
    return moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d kl. %H.%M")


_WRITERS: Final[dict[ColumnKind, Callable[[Any], str]]] = {
    "text": str,
    "code": str,
    "date": date.isoformat,
    "moment": _swedish_moment,
    "integer": lambda count: str(count).replace("-", MINUS),
}


def _aligned(columns: Iterable[Column], texts: Iterable[str], widths: Iterable[int]) -> str:
    return _GAP.join(
        text.rjust(width) if column.kind in FIGURES else text.ljust(width)
        for column, text, width in zip(columns, texts, widths, strict=True)
    ).rstrip(" ")
