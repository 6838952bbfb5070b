"""Rows a second of a streamed workbook, beside the same cells by openpyxl's own writer of many rows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from openpyxl import Workbook as OpenpyxlWorkbook

from exports.sheet_layout import Cell, Grid, Heading, Sheet, Workbook
from exports.workbook_file import write_workbook
from ledger.reports.table import Column
from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import Figure, least_seconds

COLUMNS: Final = (
    Column("entry", "Verifikation", "code"),
    Column("booked_on", "Bokföringsdag", "date"),
    Column("event", "Händelse"),
    Column("text", "Text"),
    Column("document", "Underlag", "code"),
    Column("pot", "Pott", "code"),
    Column("account", "Konto"),
    Column("line", "Rad", "integer"),
    Column("debit", "Debet, kr", "amount"),
    Column("credit", "Kredit, kr", "amount"),
)
MOMENT: Final = datetime(2021, 3, 31, 8, tzinfo=UTC)


def workbooks(bench: Bench) -> Iterator[Figure]:
    """A journal of so many rows."""
    count = bench.sizes.rows
    bench.tell("arbetsboken")
    with TemporaryDirectory() as folder:
        ours, floor = least_seconds(
            bench.sizes.rounds,
            partial(_ours, Path(folder, "ours.xlsx"), count),
            partial(_bare, Path(folder, "bare.xlsx"), count),
        )
    yield Figure(
        what="Arbetsbok, rader",
        database="Excel",
        size=count,
        unit="/s",
        ours=count / ours,
        floor=count / floor,
        beside="samma celler av openpyxl, write_only",
    )


def _rows(count: int) -> Iterator[tuple[Cell, ...]]:
    for no in range(count):
        day = date(2020, 1, 1) + timedelta(days=no % 700)
        debit, credit = (no * 101, None) if no % 2 else (None, no * 101)
        document, pot = f"L-2020-{no // 4:02d}", f"P{no % 20}"
        text = f"Faktura {document} från en leverantör"
        yield f"2020-{no}", day, "Faktura", text, document, pot, "Intecknat", no % 9, debit, credit


def _ours(path: Path, count: int) -> None:
    grid = Grid(columns=COLUMNS, rows=_rows(count), count=count)
    sheet = Sheet(title="Verifikationer", blocks=(Heading("Verifikationer"), grid))
    write_workbook(Workbook(title="Journal", book="Stora boken", moment=MOMENT, sheets=(sheet,)), path)


def _bare(path: Path, count: int) -> None:
    """Amounts are kronor in a spreadsheet: what takes them there is part of writing them."""
    book = OpenpyxlWorkbook(write_only=True)
    sheet = book.create_sheet("Verifikationer")
    sheet.append([column.heading for column in COLUMNS])
    for *cells, debit, credit in _rows(count):
        sheet.append([*cells, _kronor(debit), _kronor(credit)])
    book.save(path)


def _kronor(amount: Cell) -> float | None:
    return amount / 100 if isinstance(amount, int) else None
