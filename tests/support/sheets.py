"""What stands on the sheets of a workbook that was written, and how it differs from the same recalculated."""

from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet


def column(sheet: Worksheet, heading: str) -> list[object]:
    """What stands under a heading, without the empty cells."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == heading:
                below = sheet.iter_rows(
                    min_row=cell.row + 1, min_col=cell.column, max_col=cell.column, values_only=True
                )
                return [value for (value,) in below if value is not None]
    raise AssertionError(f"no heading {heading} on {sheet.title}")


def differences(file: Path, carried: Workbook, again: Workbook) -> Iterator[str]:
    """Every formula cell whose recalculated value is another than the one it carries, amounts compared in öre."""
    for sheet in load_workbook(file):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    before = carried[sheet.title][cell.coordinate].value
                    after = again[sheet.title][cell.coordinate].value
                    if _in_ore(before) != _in_ore(after):
                        yield f"{sheet.title}!{cell.coordinate} {cell.value}: {before} != {after}"


def _in_ore(value: object) -> object:
    return round(value * 100) if isinstance(value, int | float) else value
