"""From a sheet to the rows of a kind: headings found, every cell read in its column's form, every fault kept."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from ledger.errors import (
    ImportColumnMissing,
    ImportColumnTwice,
    ImportColumnUnknown,
    ImportExampleRow,
    ImportFault,
    ImportOutsideColumns,
    ImportValueMissing,
    LedgerError,
)
from ledger.formats.sheets import Sheet, SheetRow, Value, is_blank
from ledger.imports.forms import written
from ledger.imports.kinds import EXAMPLE, Column, ImportKind
from ledger.imports.rows import Placed

R = TypeVar("R")


def read_rows(kind: ImportKind[R], sheet: Sheet) -> tuple[list[Placed[R]], list[ImportFault]]:
    """The rows that can be read, and everything that is wrong in the sheet, row by row.

    The first row that is not blank has the headings, in any case and order. The template's example row is passed over
    as it is, and a fault once it has been written in: it might be meant.
    """
    if not sheet.rows:
        return [], []
    heading = sheet.rows[0]
    faults = list(_heading_faults(kind, sheet.name, heading))
    if faults:
        return [], [*faults, *sheet.faults]
    places = _places(kind, heading)
    unreliable = {fault.row for fault in sheet.faults}
    told = {fault.cell for fault in sheet.faults}
    rows: list[Placed[R]] = []
    faults += sheet.faults
    for row in sheet.rows[1:]:
        if _is_example(row):
            faults += [] if _is_untouched(kind, row, places) else [_at(sheet.name, row, 0, ImportExampleRow())]
            continue
        wrong: list[ImportFault] = []
        placed = _placed(kind, sheet.name, row, places, wrong)
        faults += [fault for fault in wrong if fault.cell not in told]
        if placed is not None and row.no not in unreliable:
            rows.append(placed)
    return rows, sorted(faults, key=lambda fault: fault.row)


def _name(value: object) -> str:
    return " ".join(str(value).split()).casefold()


def _heading_faults(kind: ImportKind[R], sheet: str, heading: SheetRow) -> Iterator[ImportFault]:
    known = {_name(column.heading): column for column in kind.columns}
    first: dict[str, str] = {}
    for place, value in enumerate(heading.values):
        if is_blank(value):
            continue
        name = _name(value)
        if name not in known:
            columns = tuple(column.heading for column in kind.columns)
            yield _at(sheet, heading, place, ImportColumnUnknown(given=str(value), columns=columns))
        elif name in first:
            twice = ImportColumnTwice(column=known[name].heading, first_cell=first[name])
            yield _at(sheet, heading, place, twice)
        else:
            first[name] = heading.cell(place)
    for name, column in known.items():
        if name not in first and column.required:
            yield _at(sheet, heading, 0, ImportColumnMissing(column=column.heading))


def _places(kind: ImportKind[R], heading: SheetRow) -> dict[str, int]:
    """Where each column stands that the sheet has, by its field."""
    names = [_name(value) for value in heading.values]
    found = {column.field: _name(column.heading) for column in kind.columns}
    return {field: names.index(name) for field, name in found.items() if name in names}


def _placed(
    kind: ImportKind[R], sheet: str, row: SheetRow, places: Mapping[str, int], faults: list[ImportFault]
) -> Placed[R] | None:
    """The row, every cell in its column's form; None, and the faults added, where any of them is not."""
    before = len(faults)
    values: dict[str, object] = {}
    cells: dict[str, str] = {}
    for column in kind.columns:
        place = places.get(column.field)
        cells[column.field] = row.cell(place or 0)
        try:
            values[column.field] = _read(column, None if place is None else row.value(place))
        except LedgerError as error:
            faults.append(ImportFault(sheet, cells[column.field], error))
    for place, value in enumerate(row.values):
        if place not in places.values() and not is_blank(value):
            faults.append(_at(sheet, row, place, ImportOutsideColumns(given=written(value))))
    return None if len(faults) > before else Placed(sheet, row.no, cells, kind.row(**values))


def _read(column: Column, value: Value) -> object:
    """The value in its column's form; None for an optional one that is empty."""
    if is_blank(value):
        if column.required:
            raise ImportValueMissing(column=column.heading)
        return None
    return column.form.read(column.heading, value)


def _is_example(row: SheetRow) -> bool:
    first = next((value for value in row.values if not is_blank(value)), None)
    return isinstance(first, str) and first.casefold().startswith(EXAMPLE)


def _is_untouched(kind: ImportKind[R], row: SheetRow, places: Mapping[str, int]) -> bool:
    told = {column.field: example for column, example in zip(kind.columns, kind.example, strict=True)}
    wanted = {place: told[field] for field, place in places.items()}
    return all(written(value) == wanted.get(place, "") for place, value in enumerate(row.values))


def _at(sheet: str, row: SheetRow, place: int, error: LedgerError) -> ImportFault:
    return ImportFault(sheet, row.cell(place), error)
