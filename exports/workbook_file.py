"""Writes a workbook as a file: the skeleton with its rows streamed in, whole or not at all, the same bytes always."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile

from exports.sheet_cells import Ink, SharedTexts
from exports.sheet_layout import Sheet, Workbook, column_letters
from exports.sheet_rows import sheet_rows
from exports.workbook import skeleton
from ledger.formats.whole_file import whole_file

_LEVEL: Final = 4
_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_TEXTS: Final = "xl/sharedStrings.xml"
_PROGRAM: Final = "docProps/app.xml"

_DIMENSION: Final = re.compile(rb'<dimension ref="[^"]*"\s*/>')
_SHEET_DATA: Final = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")

_TEXTS_TYPE: Final = (
    b'<Override PartName="/xl/sharedStrings.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_TEXTS_RELATION: Final = (
    b'<Relationship Id="texts" Target="sharedStrings.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
_ADDED: Final = {_TYPES: (b"</Types>", _TEXTS_TYPE), _RELATIONS: (b"</Relationships>", _TEXTS_RELATION)}
"""What the parts that openpyxl wrote must say more, and before which words: it shares no texts."""

_PROGRAM_PART: Final = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Medelsboken</Application></Properties>"
)


def write_workbook(workbook: Workbook, path: Path) -> None:
    """Write the workbook to `path`, in place of what was there; what was there stays if it fails.

    Raises `FileNotWritten` when the file cannot be written whole, a full disk among the reasons, and whatever drawing
    the rows raises; no part of a file is left then.
    """
    with whole_file(path) as out:
        pack_workbook(workbook, out)


def pack_workbook(workbook: Workbook, out: BinaryIO) -> None:
    """Write the workbook's bytes to a stream that can seek: the same for the same declaration and rows, on any day."""
    parts, styles = skeleton(workbook)
    ink = Ink(styles, SharedTexts())
    sheets = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(workbook.sheets, 1)}
    parts[_PROGRAM] = _PROGRAM_PART
    for name, (before, added) in _ADDED.items():
        parts[name] = _spliced(parts[name], before, added)
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        _put(archive, _TYPES, [parts.pop(_TYPES)])
        for name, part in parts.items():
            _put(archive, name, _sheet_part(part, sheets[name], ink) if name in sheets else [part])
        _put(archive, _TEXTS, ink.texts.part())


def _put(archive: ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    """A part under a name alone is dated 1980-01-01 by zipfile, the first day there is."""
    with archive.open(name, "w") as part:
        for piece in pieces:
            part.write(piece)


def _spliced(part: bytes, before: bytes, added: bytes) -> bytes:
    start, found, end = part.rpartition(before)
    if not found:
        raise ValueError(f"{before!r} is missing in {part[:200]!r}")
    return start + added + found + end


def _sheet_part(part: bytes, sheet: Sheet, ink: Ink) -> Iterator[bytes]:
    """The sheet's part with its size, rows and what openpyxl cannot say, each in the place the schema has for it."""
    sized = _DIMENSION.sub(f'<dimension ref="{_dimension(sheet)}"/>'.encode(), part)
    head, tail = _SHEET_DATA.split(_spliced(sized, b"</worksheet>", _codes_are_text(sheet)))
    yield head + b"<sheetData>"
    yield from sheet_rows(sheet, ink)
    yield b"</sheetData>" + tail


def _dimension(sheet: Sheet) -> str:
    return f"A1:{column_letters(len(sheet.widths) - 1)}{sheet.last_row}"


def _codes_are_text(sheet: Sheet) -> bytes:
    """Tells Excel that codes are meant to be text, or it marks every one of them as a number stored by mistake."""
    ranges = [
        sheet.place(grid).column_range(column.key, here=True).replace("$", "")
        for grid in sheet.grids
        for column in grid.columns
        if column.kind == "code"
    ]
    if not ranges:
        return b""
    cells = " ".join(ranges)
    return f'<ignoredErrors><ignoredError sqref="{cells}" numberStoredAsText="1"/></ignoredErrors>'.encode()
