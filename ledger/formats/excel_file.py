"""Excel workbooks: the values by openpyxl, one row at a time, after a look at what those values do not tell.

A value read alone does not say that its formula was never calculated, that its row is hidden, or that it is merged
with its neighbours. The sheet's own part says so, and how large it really is, before anything is read from it.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ledger.errors import (
    ImportCellBroken,
    ImportCellFormula,
    ImportCellMerged,
    ImportColumnHidden,
    ImportFault,
    ImportFileDamaged,
    ImportFileNoTable,
    ImportRowHidden,
    ImportSheetMissing,
    ImportSheetNotChosen,
    ImportTooManyRows,
    ImportUnpacksTooLarge,
    LedgerError,
)
from ledger.formats.sheets import LIMITS, Limits, Sheet, SheetRow, is_blank, letters, place_of

_MAX_PARTS: Final = 5_000
_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS: Final = re.compile(r"([A-Z]+)\d+", re.ASCII)
_DECLARATION: Final = b"<!DOCTYPE"
_HEAD_BYTES: Final = 4_096
_TRUE: Final = frozenset({"1", "true"})
_BROKEN: Final = (BadZipFile, etree.XMLSyntaxError, InvalidFileException, KeyError, ValueError, OSError, EOFError)
"""What zipfile, lxml and openpyxl say of a workbook that is not whole."""


def read_excel(content: bytes, file: str, sheet: str | None = None, limits: Limits = LIMITS) -> Sheet:
    """The rows of one sheet that are not blank, with its cells that cannot be relied upon.

    Without a name the only visible sheet that has values, besides notes that the product's own templates have. Raises
    `ImportFileNoTable`, `ImportFileDamaged`, `ImportUnpacksTooLarge`, `ImportTooManyRows`, `ImportSheetMissing`,
    `ImportSheetNotChosen`.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            _require_size(archive, file, limits)
            _refuse_declarations(archive, file)
            parts = _sheet_parts(archive, file)
            chosen = _chosen(archive, file, parts, sheet)
            faults = _faults(archive, parts[chosen], chosen, file, limits)
        return Sheet(chosen, tuple(_rows(content, chosen)), faults)
    except _BROKEN as error:
        raise ImportFileDamaged(file=file) from error


def _require_size(archive: ZipFile, file: str, limits: Limits) -> None:
    """What the table of contents says is what zipfile unpacks at most."""
    size = sum(part.file_size for part in archive.infolist())
    if size > limits.unpacked_bytes or len(archive.infolist()) > _MAX_PARTS:
        raise ImportUnpacksTooLarge(file=file, size=size, limit=limits.unpacked_bytes)


def _refuse_declarations(archive: ZipFile, file: str) -> None:
    """No workbook declares a document type; entities of its own could fill the memory or reach for other files."""
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                if _DECLARATION in stream.read(_HEAD_BYTES).replace(b"\0", b""):
                    raise ImportFileDamaged(file=file)


def _sheet_parts(archive: ZipFile, file: str) -> dict[str, str]:
    """The parts of the visible sheets, by their names."""
    if _WORKBOOK not in archive.namelist():
        raise ImportFileNoTable(file=file)
    targets = {str(one.get("Id")): str(one.get("Target")) for one in _parsed(archive, _RELATIONS)}
    return {
        str(one.get("name")): _part(targets[str(one.get(_ID))])
        for one in _parsed(archive, _WORKBOOK).iter("{*}sheet")
        if one.get("state", "visible") == "visible"
    }


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def _parsed(archive: ZipFile, part: str) -> Any:
    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def _chosen(archive: ZipFile, file: str, parts: dict[str, str], sheet: str | None) -> str:
    if sheet is not None:
        if sheet not in parts:
            raise ImportSheetMissing(file=file, sheet=sheet, sheets=tuple(parts))
        return sheet
    filled = [name for name, part in parts.items() if name != NOTES_SHEET and _has_values(archive, part)]
    if len(filled) > 1:
        raise ImportSheetNotChosen(file=file, sheets=tuple(filled))
    return filled[0] if filled else next(iter(parts))


NOTES_SHEET: Final = "Kolumner"
"""The sheet of a template that explains the columns, and is not read."""


def _has_values(archive: ZipFile, part: str) -> bool:
    with archive.open(part) as stream:
        return any(True for _ in _elements(stream, "{*}v", "{*}is"))


def _elements(stream: Any, *tags: str) -> Iterator[Any]:
    yield from (
        element
        for _, element in etree.iterparse(stream, events=("end",), tag=tags, resolve_entities=False, no_network=True)
    )


# --- what the values do not tell ---------------------------------------------------------------------------------


def _faults(archive: ZipFile, part: str, sheet: str, file: str, limits: Limits) -> tuple[ImportFault, ...]:
    """The cells that cannot be relied upon, in order of rows; refuses a sheet too large to be read."""
    found: list[tuple[str, LedgerError]] = []
    hidden: list[range] = []
    filled: set[int] = set()
    last = 0
    with archive.open(part) as stream:
        for element in _elements(stream, "{*}col", "{*}row", "{*}mergeCell"):
            match etree.QName(element).localname:
                case "col" if element.get("hidden") in _TRUE:
                    hidden.append(range(int(element.get("min")) - 1, int(element.get("max"))))
                case "mergeCell":
                    cells = str(element.get("ref"))
                    found.append((cells.partition(":")[0], ImportCellMerged(cells=cells)))
                case "row":
                    last = int(element.get("r", last + 1))
                    places = _look_at_row(element, last, found)
                    filled |= places
                    if last > limits.rows or any(place >= limits.columns for place in places):
                        raise ImportTooManyRows(file=file, rows=limits.rows, columns=limits.columns)
                    element.clear()
    unseen = sorted(place for place in filled if any(place in span for span in hidden))
    found += [(f"{letters(place)}1", ImportColumnHidden(letters=letters(place))) for place in unseen]
    faults = [ImportFault(sheet, cell, error) for cell, error in found]
    return tuple(sorted(faults, key=lambda fault: fault.row))


def _look_at_row(row: Any, no: int, found: list[tuple[str, LedgerError]]) -> set[int]:
    """Adds what is wrong in a row, and answers with the places that hold something."""
    filled: set[int] = set()
    place = -1
    for cell in row.iterchildren("{*}c"):
        match = _ADDRESS.fullmatch(cell.get("r", ""))
        place = place + 1 if match is None else place_of(match[1])
        value, formula = cell.find("{*}v"), cell.find("{*}f")
        fault = _cell_fault(cell.get("t"), value, formula)
        if fault is not None:
            found.append((f"{letters(place)}{no}", fault))
        if fault is not None or value is not None or cell.find("{*}is") is not None:
            filled.add(place)
    if filled and row.get("hidden") in _TRUE:
        found.append((f"{letters(min(filled))}{no}", ImportRowHidden()))
    return filled


def _cell_fault(kind: str | None, value: Any, formula: Any) -> LedgerError | None:
    if kind == "e":
        return ImportCellBroken(given="" if value is None else value.text or "")
    if formula is not None and (value is None or (not value.text and kind != "str")):
        return ImportCellFormula()
    return None


# --- values ------------------------------------------------------------------------------------------------------


def _rows(content: bytes, sheet: str) -> Iterator[SheetRow]:
    workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        opened = workbook[sheet]
        # What the sheet says of its own size may be wrong, and a wrong one costs rows or fills the memory.
        opened.reset_dimensions()
        for no, values in enumerate(opened.iter_rows(values_only=True), start=1):
            told = tuple(_plain(value) for value in values)
            if any(not is_blank(value) for value in told):
                yield SheetRow(no, told)
    finally:
        workbook.close()


def _plain(value: Any) -> Any:
    """Text without spaces around it; times of day and durations as the text they are, which no column takes."""
    if isinstance(value, str):
        return value.strip() or None
    return value if value is None or isinstance(value, bool | int | float) or hasattr(value, "year") else str(value)
