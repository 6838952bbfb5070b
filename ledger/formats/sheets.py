"""Tables in Excel and CSV files as neutral rows with their addresses, and what the eye would not see in them.

Nothing is guessed and nothing is repaired here: what stands in a cell is handed on as the file has it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, TypeAlias

from ledger.errors import ImportFault

Value: TypeAlias = str | int | float | bool | datetime | date | None
"""What a cell holds; None for an empty one. A date in Excel is a datetime."""


@dataclass(frozen=True)
class Limits:
    """How large a file may be: bytes as it is and unpacked, rows and columns of a sheet."""

    file_bytes: int = 10_000_000
    unpacked_bytes: int = 100_000_000
    rows: int = 20_000
    columns: int = 100


LIMITS: Final = Limits()


@dataclass(frozen=True)
class SheetRow:
    """One row that is not blank: its number in the sheet, or the line a record of a CSV file starts on, from 1."""

    no: int
    values: tuple[Value, ...]

    def value(self, place: int) -> Value:
        """The value in a column, counted from 0; None beyond the row's end."""
        return self.values[place] if place < len(self.values) else None

    def cell(self, place: int) -> str:
        """The address of a column's cell, as in Excel."""
        return f"{letters(place)}{self.no}"


@dataclass(frozen=True)
class Sheet:
    """A sheet's rows that are not blank, and its cells that cannot be relied upon; a CSV file's name is empty."""

    name: str
    rows: tuple[SheetRow, ...]
    faults: tuple[ImportFault, ...] = ()

    def below(self, row_no: int) -> "Sheet":
        """The rows from a number on, with their faults."""
        return replace(
            self,
            rows=tuple(row for row in self.rows if row.no >= row_no),
            faults=tuple(fault for fault in self.faults if fault.row == 0 or fault.row >= row_no),
        )


def letters(place: int) -> str:
    """The letters of the column at `place`, counted from 0: A, Z, AA."""
    above, last = divmod(place, 26)
    return (letters(above - 1) if above > 0 else "") + chr(ord("A") + last)


def place_of(column: str) -> int:
    """The place of the column with these letters, counted from 0."""
    place = 0
    for letter in column:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def is_blank(value: Value) -> bool:
    """Whether a cell says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())
