"""The templates of imports: an Excel sheet to fill in, with its columns explained on another, or the same as CSV.

Every cell to fill in is text, so that leading zeros stay and an amount is what was written, and choices are lists.
"""

import csv
from datetime import datetime
from io import BytesIO, StringIO
from itertools import repeat
from pathlib import Path
from typing import Any, Final

from exports.sheet_layout import Grid, Heading, Notes, Sheet, Workbook
from exports.workbook_file import pack_workbook
from ledger.clock import STOCKHOLM
from ledger.formats.excel_file import NOTES_SHEET
from ledger.formats.whole_file import whole_file
from ledger.imports.kinds import ImportKind
from ledger.imports.tables import columns_table
from ledger.reports.table import Column

ROWS_TO_FILL: Final = 1_000
"""Rows of the sheet that are formed as text beforehand."""

_MADE: Final = datetime(2024, 1, 1, tzinfo=STOCKHOLM)
"""Templates are the same bytes every day."""


def write_template(kind: ImportKind[Any], path: Path) -> None:
    """Write a kind's template: CSV where the name ends so, else Excel. Raises `FileNotWritten`."""
    content = template_csv(kind) if path.suffix.lower() == ".csv" else template_xlsx(kind)
    with whole_file(path) as out:
        out.write(content)


def template_csv(kind: ImportKind[Any]) -> bytes:
    """Headings and the example row, as a Swedish Excel opens and saves it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in kind.columns])
    writer.writerow(kind.example)
    return out.getvalue().encode("utf-8-sig")


def template_xlsx(kind: ImportKind[Any]) -> bytes:
    """The sheet to fill in and the sheet that explains its columns."""
    blank: tuple[None, ...] = tuple(repeat(None, len(kind.columns)))
    fill = Grid(
        columns=tuple(Column(column.field, column.heading, "code") for column in kind.columns),
        rows=(kind.example, *repeat(blank, ROWS_TO_FILL)),
        widths={column.field: float(max(18, len(column.heading) + 6)) for column in kind.columns},
        choices={column.field: column.form.choices for column in kind.columns if column.form.choices},
    )
    explained = columns_table(kind)
    notes = Sheet(
        title=NOTES_SHEET,
        blocks=(
            Heading(kind.title),
            Notes(explained.notes),
            Grid(columns=explained.columns, rows=explained.rows, widths={"note": 60.0}),
        ),
    )
    workbook = Workbook(
        title=f"Mall: {kind.title}",
        book="Medelsboken",
        moment=_MADE,
        sheets=(Sheet(title=kind.title, blocks=(fill,)), notes),
    )
    out = BytesIO()
    pack_workbook(workbook, out)
    return out.getvalue()
