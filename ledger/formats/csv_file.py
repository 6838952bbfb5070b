"""CSV files as Swedish spreadsheets save them: UTF-8 or cp1252; semicolon, comma or tab; quoted where needed."""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from typing import Final

from ledger.errors import ImportFileNoTable, ImportQuoteOpen, ImportTooManyRows
from ledger.formats.sheets import LIMITS, Limits, Sheet, SheetRow

_DELIMITERS: Final = (";", "\t", ",")
"""The first of those that most lines have: a comma is also a decimal mark."""
_QUOTED: Final = re.compile('"[^"]*"')
_LOOKED_AT: Final = 20_000
"""Characters."""
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def read_csv(content: bytes, file: str, limits: Limits = LIMITS) -> Sheet:
    """The records that are not blank, values as text without spaces around them; None for an empty one.

    Raises `ImportFileNoTable`, `ImportQuoteOpen`, `ImportTooManyRows`.
    """
    text = _text(content, file)
    rows: list[SheetRow] = []
    for line, cells in _records(text, file):
        rows.append(SheetRow(line, tuple(cell or None for cell in cells)))
        if len(rows) > limits.rows or len(cells) > limits.columns:
            raise ImportTooManyRows(file=file, rows=limits.rows, columns=limits.columns)
    return Sheet("", tuple(rows))


def _text(content: bytes, file: str) -> str:
    """UTF-16 where it says so ("Unicode text"), UTF-8 with or without a byte order mark, or else cp1252."""
    for encoding in ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            if _CONTROL.search(text) is None:
                return text
    raise ImportFileNoTable(file=file)


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            trimmed = [cell.strip() for cell in cells]
            if any(trimmed):
                yield line, trimmed
            line = reader.line_num + 1
    except csv.Error as error:
        raise ImportQuoteOpen(file=file, line=line) from error


def _delimiter(text: str) -> str:
    """The mark that most of the first lines have outside quotation marks: a title above the table decides nothing."""
    lines = _QUOTED.sub("", text[:_LOOKED_AT]).splitlines()
    return max(_DELIMITERS, key=lambda mark: sum(mark in line for line in lines))
