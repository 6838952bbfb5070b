"""Allocation key files: a table of code, name and weight, read strictly, with every bad row told at once.

Comma or semicolon, UTF-8 (with or without a byte order mark) or cp1252, as Swedish spreadsheets save it. Nothing is
guessed: a total row is a bad row.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import Final, TypeAlias

from ledger.errors import BadRow, KeyBadRows, KeyColumnTwice, KeyEmpty, KeyMissingColumns, KeyUnreadable
from ledger.money import MINUS

COLUMNS: Final = ("code", "name", "weight")
MAX_WHOLE_DIGITS: Final = 12
MAX_DECIMALS: Final = 6
"""A weight as a whole number of its smallest decimal stays within 18 digits, so that a database keeps it exactly."""

_SPACES: Final = " \u00a0\u2009\u202f"
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NUMBER: Final = re.compile(
    rf"(?P<sign>[-+{MINUS}]?)(?P<whole>\d+|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+)(?:[.,](?P<decimals>\d+))?", re.ASCII
)

Record: TypeAlias = tuple[int, list[str]]
"""The line a record starts on, from 1, and its cells without spaces around them."""


@dataclass(frozen=True)
class KeyRow:
    """One recipient as the file has it: line number from 1, code with its leading zeros, name, exact weight above 0."""

    line: int
    code: str
    name: str
    weight: Decimal


def read_key(content: bytes) -> tuple[KeyRow, ...]:
    """The rows of a key file, in its order.

    The first row names the columns, in any case; columns other than code, name and weight are ignored. Weights are
    digits, also in groups with spaces of any kind, with a decimal comma or point, at most 12 digits and 6 decimals.
    Raises `KeyUnreadable`, `KeyEmpty`, `KeyMissingColumns`, `KeyColumnTwice`, or `KeyBadRows` with all bad rows.
    """
    records = list(_records(_text(content)))
    if not records:
        raise KeyEmpty
    places = _places(records[0][1])
    if len(records) == 1:
        raise KeyEmpty
    width = len(records[0][1])
    bad = tuple(_faults(records[1:], places, width))
    if bad:
        raise KeyBadRows(rows=bad)
    return tuple(_row(line, _cells(cells, places)) for line, cells in records[1:])


def _text(content: bytes) -> str:
    if b"\x00" in content:
        raise KeyUnreadable(reason="nul")
    text = _decoded(content)
    control = _CONTROL.search(text)
    if control is not None:
        raise KeyUnreadable(reason="control_character", line=text.count("\n", 0, control.start()) + 1)
    return text


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError as error:
            raise KeyUnreadable(reason="encoding", line=content.count(b"\n", 0, error.start) + 1) from None


def _records(text: str) -> Iterator[Record]:
    """The records that are not blank."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            trimmed = [cell.strip() for cell in cells]
            if any(trimmed):
                yield line, trimmed
            line = reader.line_num + 1
    except csv.Error:
        raise KeyUnreadable(reason="quotes", line=line) from None


def _delimiter(text: str) -> str:
    """Semicolon where the heading has more of them than commas."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return ";" if heading.count(";") > heading.count(",") else ","


def _places(heading: list[str]) -> tuple[int, ...]:
    """Where code, name and weight stand."""
    names = [cell.lower() for cell in heading]
    missing = tuple(column for column in COLUMNS if column not in names)
    if missing:
        raise KeyMissingColumns(missing=missing, found=tuple(cell for cell in heading if cell))
    twice = tuple(column for column in COLUMNS if names.count(column) > 1)
    if twice:
        raise KeyColumnTwice(columns=twice)
    return tuple(names.index(column) for column in COLUMNS)


def _cells(cells: list[str], places: tuple[int, ...]) -> tuple[str, str, str]:
    """Code, name and weight as text, empty where the row is too short."""
    code, name, weight = (cells[place] if place < len(cells) else "" for place in places)
    return code, name, weight


def _faults(records: Iterable[Record], places: tuple[int, ...], width: int) -> Iterator[BadRow]:
    """Everything that is wrong, row by row: a row may have several faults."""
    first_line: dict[str, int] = {}
    for line, cells in records:
        code, name, weight = _cells(cells, places)
        if any(cells[width:]):
            yield BadRow(line, "too_many_values", code, name)
            continue
        if not name:
            yield BadRow(line, "missing_name", code)
        reason = _code_fault(code)
        if reason is not None:
            yield BadRow(line, reason, code, name)
        elif first_line.setdefault(code, line) != line:
            yield BadRow(line, "duplicate_code", code, name, first_line=first_line[code])
        reason = _weight_fault(weight)
        if reason is not None:
            yield BadRow(line, reason, code, name, weight)


def _code_fault(code: str) -> str | None:
    """Missing, or with characters that cannot be seen (a code that looks like another one)."""
    if not code:
        return "missing_code"
    return None if code.isprintable() else "invisible_character"


def _weight_fault(text: str) -> str | None:
    if not text:
        return "missing_weight"
    match = _NUMBER.fullmatch(text)
    if match is None:
        return "not_a_number"
    digits = re.sub(f"[{_SPACES}]", "", match["whole"])
    if len(digits.lstrip("0")) > MAX_WHOLE_DIGITS or len(match["decimals"] or "") > MAX_DECIMALS:
        return "too_long"
    weight = _weight(text)
    if weight <= 0:
        return "zero" if weight == 0 else "negative"
    return None


def _weight(text: str) -> Decimal:
    """The number that `_NUMBER` has matched, exactly."""
    return Decimal(re.sub(f"[{_SPACES}]", "", text).replace(",", ".").replace(MINUS, "-"))


def _row(line: int, cells: tuple[str, str, str]) -> KeyRow:
    code, name, weight = cells
    return KeyRow(line, code, name, _weight(weight))
