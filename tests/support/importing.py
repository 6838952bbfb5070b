"""Files to be read in, made as people make them: a template filled in, a workbook cell by cell, or text."""

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from exports.importmall import template_csv, template_xlsx
from ledger.db.base import Base
from ledger.db.session import read_session, write_session
from ledger.errors import ImportRefused, LedgerError
from ledger.imports.importing import KINDS, Imported, import_file
from tests.support.story import Story

Cells = Sequence[Any]


def workbook(rows: Sequence[Cells], title: str = "Blad1") -> bytes:
    """A workbook of one sheet with these values."""
    book = Workbook()
    sheet = sheet_of(book, title)
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def sheet_of(book: Workbook, title: str = "Blad1") -> Worksheet:
    """A new workbook's only sheet."""
    sheet = book.worksheets[0]
    sheet.title = title
    return sheet


def saved(book: Workbook) -> bytes:
    """The workbook's bytes, as openpyxl saves it: formulas without values."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def text(rows: Sequence[Cells], *, delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """A CSV file with these values."""
    out = StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def filled(kind: str, rows: Sequence[Mapping[str, str]], form: str) -> bytes:
    """A kind's template as somebody fills it in, by heading: below the example row, which stays."""
    return _filled_xlsx(kind, rows) if form == "xlsx" else _filled_csv(kind, rows)


def _filled_xlsx(kind: str, rows: Sequence[Mapping[str, str]]) -> bytes:
    book = load_workbook(BytesIO(template_xlsx(KINDS[kind])))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for no, row in enumerate(rows, start=3):
        for heading, value in row.items():
            sheet.cell(no, headings.index(heading) + 1).value = value
    return saved(book)


def _filled_csv(kind: str, rows: Sequence[Mapping[str, str]]) -> bytes:
    headings = [column.heading for column in KINDS[kind].columns]
    below = text([[row.get(heading, "") for heading in headings] for row in rows], encoding="utf-8")
    return template_csv(KINDS[kind]) + below


def read_in(story: Story, kind: str, content: bytes, **given: Any) -> Imported:
    """Read in as the officer, and commit."""
    with write_session(story.engine) as session:
        return told(session, story, kind, content, **given)


def told(session: Session, story: Story, kind: str, content: bytes, **given: Any) -> Imported:
    """Read in as the officer, in the session."""
    return import_file(session, **story.officer, **{"kind": kind, "content": content, "file": "fil.xlsx", **given})


def faults(refused: ImportRefused) -> list[tuple[str, str]]:
    """Where, and the code of what is wrong there."""
    return [(fault.cell, fault.error.code) for fault in refused.faults]


def fault_at(refused: ImportRefused, cell: str) -> LedgerError:
    """The only thing that is wrong at a cell."""
    (error,) = (fault.error for fault in refused.faults if fault.cell == cell)
    return error


def counts(engine: Engine) -> dict[str, int]:
    """How many rows every table has."""
    with read_session(engine) as session:
        return {
            name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in Base.metadata.tables.items()
        }
