"""Streams a sheet's rows: many of them fast, formulas with the value they carry, the same bytes every time.

openpyxl writes a formula without its value and keeps every cell; here a row is one string, written and forgotten.
"""

from collections.abc import Iterable, Iterator, Sequence

from exports.sheet_cells import CellWriter, Ink, batched
from exports.sheet_layout import (
    Block,
    Cell,
    Details,
    Formula,
    Grid,
    Heading,
    Notes,
    Place,
    Sheet,
    column_letters,
    text_height,
)
from ledger.reports.table import FIGURES, Column

NO_ROWS = "Inga rader"

_TITLE_HEIGHT = 30.0
_SECTION_HEIGHT = 24.0
_BUTTON = 3.0
"""Characters of a heading's width that a filter's button takes."""
_GAP_HEIGHT = 4.5
"""The empty row above the totals: a filter takes in what follows upon its last row, and would hide the sum with it."""


def sheet_rows(sheet: Sheet, ink: Ink) -> Iterator[bytes]:
    """What stands in the sheet's `sheetData`, some hundred rows at a time; the grids' rows are drawn meanwhile.

    Raises `ValueError` on a grid with more or fewer rows than it said: its formulas name that range.
    """
    return batched(
        row
        for block, place in zip(sheet.blocks, sheet.places, strict=True)
        for row in _block_rows(block, place, sheet.widths, ink)
    )


def _block_rows(block: Block, place: Place, widths: Sequence[float], ink: Ink) -> Iterator[str]:
    match block:
        case Grid():
            yield from _grid_rows(block, place, widths, ink)
        case Details():
            yield from _detail_rows(block, place, ink)
        case Notes():
            yield from _line_rows(block.lines, place.top, widths, ink.writer("A", "note"))
        case Heading():
            yield _row(place.top, [ink.writer("A", "title")(place.top, block.title)], _TITLE_HEIGHT)
            yield from _line_rows(block.lines, place.top + 1, widths, ink.writer("A", "line"))


def _row(number: int, cells: Iterable[str], height: float | None = None) -> str:
    tall = "" if height is None else f' ht="{height}" customHeight="1"'
    return f'<row r="{number}"{tall}>{"".join(cells)}</row>'


def _line_rows(lines: Iterable[str], top: int, widths: Sequence[float], write: CellWriter) -> Iterator[str]:
    width = sum(widths)
    for number, line in enumerate(lines, top):
        yield _row(number, [write(number, line)], text_height(line, width))


def _detail_rows(block: Details, place: Place, ink: Ink) -> Iterator[str]:
    label = ink.writer("A", "label")
    for number, fact in enumerate(block.facts, place.top):
        yield _row(number, [label(number, fact.label), ink.writer("B", "detail", fact.kind)(number, fact.value)])


def _grid_rows(grid: Grid, place: Place, widths: Sequence[float], ink: Ink) -> Iterator[str]:
    if grid.title:
        yield _row(place.top, [ink.writer("A", "section")(place.top, grid.title)], _SECTION_HEIGHT)
    yield _head_row(grid, place.first_row - 1, widths, ink)
    yield from _body_rows(grid, place, widths, ink)
    if grid.totals is not None and place.total_row is not None:
        yield _row(place.total_row - 1, [], _GAP_HEIGHT)
        totals = zip(_lettered(grid), grid.totals, strict=True)
        yield _row(place.total_row, [_total(letters, column, value, place, ink) for (letters, column), value in totals])


def _lettered(grid: Grid) -> list[tuple[str, Column]]:
    return [(column_letters(place), column) for place, column in enumerate(grid.columns)]


def _head_row(grid: Grid, number: int, widths: Sequence[float], ink: Ink) -> str:
    headings = [column.heading for column in grid.columns]
    writers = [ink.text_writer(letters, "head", column.kind) for letters, column in _lettered(grid)]
    height = max(text_height(text, width - _BUTTON) for text, width in zip(headings, widths, strict=False))
    return _row(number, [write(number, text) for write, text in zip(writers, headings, strict=True)], height)


def _body_rows(grid: Grid, place: Place, widths: Sequence[float], ink: Ink) -> Iterator[str]:
    writers = [_body_writer(grid, letters, column, ink) for letters, column in _lettered(grid)]
    wrapped = [(at, widths[at]) for at, column in enumerate(grid.columns) if column.kind == "text"]
    drawn = 0
    for drawn, values in enumerate(grid.rows, 1):
        if drawn > grid.size:
            break
        number = place.first_row + drawn - 1
        cells = [write(number, value) for write, value in zip(writers, values, strict=True)]
        yield _row(number, cells, _height(values, wrapped))
    if drawn != grid.size:
        raise ValueError(f"{place.sheet} was to have {grid.size} rows, {drawn} came")
    if drawn == 0:
        yield _no_rows(grid, place.first_row, ink)


def _height(values: Sequence[Cell], wrapped: list[tuple[int, float]]) -> float | None:
    """The height of a row with a text of several lines; None leaves it as high as the others."""
    heights = [
        text_height(text, width)
        for at, width in wrapped
        if isinstance(text := values[at], str) and (len(text) > width or "\n" in text)
    ]
    return max(heights, default=None)


def _body_writer(grid: Grid, letters: str, column: Column, ink: Ink) -> CellWriter:
    if column.key in grid.live:
        return ink.live_writer(letters, column.kind, grid.live_pieces(column.key))
    return ink.writer(letters, "body", column.kind)


def _no_rows(grid: Grid, number: int, ink: Ink) -> str:
    blank = [ink.writer(letters, "body", column.kind)(number, None) for letters, column in _lettered(grid)]
    return _row(number, [ink.text_writer("A", "body", "text")(number, NO_ROWS), *blank[1:]])


def _total(letters: str, column: Column, value: Cell, place: Place, ink: Ink) -> str:
    number = place.bottom
    if isinstance(value, str):
        return ink.text_writer(letters, "total", column.kind)(number, value)
    if isinstance(value, int) and column.kind in FIGURES:
        value = Formula(f"SUM({letters}{place.first_row}:{letters}{place.last_row})", value)
    return ink.writer(letters, "total", column.kind)(number, value)
