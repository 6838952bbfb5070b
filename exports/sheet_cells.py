"""Writes single cells as XML: numbers exactly from integers and dates, texts that never become formulas.

Texts are shared (`sharedStrings.xml`) rather than inline: Apple's previews, in which a phone shows a mail's attachment,
leave inline texts blank.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from exports.sheet_layout import Cell, Formula
from ledger.clock import STOCKHOLM
from ledger.money import Ore, bounded, plain_kronor
from ledger.reports.table import FIGURES, ColumnKind

Role: TypeAlias = Literal["title", "section", "line", "label", "detail", "head", "body", "total", "note"]


class Look(NamedTuple):
    """What a cell looks like. A quoted one stays text when it is edited, as after an apostrophe."""

    role: Role
    kind: ColumnKind = "text"
    quoted: bool = False


Styles: TypeAlias = Mapping[Look, int]
"""The number of each look in the workbook's styles part."""
CellWriter: TypeAlias = Callable[[int, Cell], str]
"""The XML of a cell from its row's number and its value, in one column and look."""

MAX_TEXT: Final = 32_767
"""UTF-16 units in a cell, Excel's limit."""

# --- numbers -----------------------------------------------------------------------------------------------------

_DAY_ZERO: Final = date(1899, 12, 30).toordinal()
_DAY: Final = 86_400 * 10**6


def amount_digits(amount_ore: Ore) -> str:
    """An amount in kronor as the file has it, exact; `AmountTooLarge` at 10^13 kr, `TypeError` on other than an int."""
    if type(amount_ore) is not int:
        raise TypeError(f"an amount is integer öre, not {amount_ore!r}")
    return plain_kronor(bounded(amount_ore))


def day_digits(day: date) -> str:
    """A day's number in the 1900 date system: 2020-08-27 is 44070."""
    return str(day.toordinal() - _DAY_ZERO)


def moment_digits(moment: datetime) -> str:
    """A moment's number in Swedish time, to eleven decimals of a day: under a microsecond. It must have its zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without its zone: {moment}")
    local = moment.astimezone(STOCKHOLM)
    seconds = (local.hour * 60 + local.minute) * 60 + local.second
    fraction = (2 * 10**11 * (seconds * 10**6 + local.microsecond) + _DAY) // (2 * _DAY)
    return f"{day_digits(local)}.{fraction:011d}"


_DIGITS: Final[dict[ColumnKind, Callable[[Any], str]]] = {
    "amount": amount_digits,
    "integer": int.__repr__,
    "date": day_digits,
    "moment": moment_digits,
}

# --- texts -------------------------------------------------------------------------------------------------------

_SPECIAL: Final = re.compile("[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_TAKEN_FOR_FORMULA: Final = re.compile(r"[\t\r\n]|\s*[=+\-@'＝＋－＠]")


def xml_text(text: str) -> str:
    """The text as character data: what XML 1.0 cannot say becomes U+FFFD, and `_x0041_` stays those seven signs."""
    if _SPECIAL.search(text) is None:
        return text
    legal = _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    literal = _LOOKS_ESCAPED.sub("_x005F_", legal)
    return literal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fitted(text: str) -> str:
    """The text as far as a cell holds it; one that is cut says so, and how long it was."""
    if len(text) <= MAX_TEXT // 2:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * MAX_TEXT:
        return text
    mark = f" … [avkortad, {len(text)} tecken]"
    return units[: 2 * (MAX_TEXT - len(mark))].decode("utf-16-le", "replace") + mark


class SharedTexts:
    """The workbook's texts, each once, numbered as they come.

    Past `limit` different ones further ones stand inline, so that memory stays bounded however long the book is.
    """

    def __init__(self, limit: int = 100_000) -> None:
        self._limit = limit
        self._numbers: dict[str, int] = {}

    def content(self, text: str) -> tuple[str, str]:
        """The type of a cell with this text, and what stands in it."""
        number = self._numbers.get(text)
        if number is None:
            if len(self._numbers) >= self._limit:
                return "inlineStr", f"<is>{_text_element(text)}</is>"
            number = self._numbers[text] = len(self._numbers)
        return "s", f"<v>{number}</v>"

    def part(self) -> Iterator[bytes]:
        """The part `sharedStrings.xml`, when all rows are written."""
        yield b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        yield from batched(f"<si>{_text_element(text)}</si>" for text in self._numbers)
        yield b"</sst>"


def batched(pieces: Iterable[str]) -> Iterator[bytes]:
    """The pieces in UTF-8, some hundred at a time: to compress them one by one would be slow."""
    rest = iter(pieces)
    while batch := "".join(islice(rest, 512)):
        yield batch.encode()


def _text_element(text: str) -> str:
    return f'<t xml:space="preserve">{xml_text(fitted(text))}</t>'


# --- cells -------------------------------------------------------------------------------------------------------


class Ink(NamedTuple):
    """What a workbook's cells are written with."""

    styles: Styles
    texts: SharedTexts

    def writer(self, letters: str, role: Role, kind: ColumnKind = "text") -> CellWriter:
        """How the cells of one column are written; None is an empty cell in the column's look."""
        style = self.styles[Look(role, kind)]
        plain = self._plain_writer(letters, role, kind)

        def write(row: int, value: Cell) -> str:
            if isinstance(value, Formula):
                return formula_xml(f"{letters}{row}", style, kind, xml_text(value.expression), value.carried)
            return plain(row, value)

        return write

    def text_writer(self, letters: str, role: Role, kind: ColumnKind) -> CellWriter:
        """How texts are written in the look of a column that holds something else: its heading, a word among totals."""
        quoted = self.styles[Look(role, kind, quoted=True)]
        return _text_writer(letters, self.styles[Look(role, kind)], quoted, self.texts)

    def live_writer(self, letters: str, kind: ColumnKind, pieces: list[str]) -> CellWriter:
        """How a column of formulas is written from the values they carry: `pieces` are joined by the row's number."""
        style = self.styles[Look("body", kind)]
        escaped = [xml_text(piece) for piece in pieces]

        def write(row: int, value: Cell) -> str:
            if value is None:
                return f'<c r="{letters}{row}" s="{style}"/>'
            return formula_xml(f"{letters}{row}", style, kind, str(row).join(escaped), value)

        return write

    def _plain_writer(self, letters: str, role: Role, kind: ColumnKind) -> CellWriter:
        if kind not in _DIGITS:
            return self.text_writer(letters, role, kind)
        number = _number_writer(letters, self.styles[Look(role, kind)], _DIGITS[kind])
        return number if kind in FIGURES else _day_writer(number, self.text_writer(letters, role, kind))


def _text_writer(letters: str, style: int, quoted: int, texts: SharedTexts) -> CellWriter:
    def write(row: int, value: Any) -> str:
        if value is None or value == "":
            return f'<c r="{letters}{row}" s="{style}"/>'
        look = style if _TAKEN_FOR_FORMULA.match(value) is None else quoted
        kind, content = texts.content(value)
        return f'<c r="{letters}{row}" s="{look}" t="{kind}">{content}</c>'

    return write


def _number_writer(letters: str, style: int, digits: Callable[[Any], str]) -> CellWriter:
    def write(row: int, value: Any) -> str:
        if value is None:
            return f'<c r="{letters}{row}" s="{style}"/>'
        return f'<c r="{letters}{row}" s="{style}"><v>{digits(value)}</v></c>'

    return write


def _day_writer(number: CellWriter, text: CellWriter) -> CellWriter:
    """Days up to 1900 as ISO text: there spreadsheets disagree, as Excel has kept Lotus 1-2-3's 29 February 1900."""

    def write(row: int, value: Any) -> str:
        return text(row, value.isoformat()) if value is not None and value.year <= 1900 else number(row, value)

    return write


def formula_xml(cell: str, style: int, kind: ColumnKind, expression: str, carried: Any) -> str:
    """A live cell with the value it carries; the expression is character data already."""
    if kind in _DIGITS:
        return f'<c r="{cell}" s="{style}"><f>{expression}</f><v>{_DIGITS[kind](carried)}</v></c>'
    return f'<c r="{cell}" s="{style}" t="str"><f>{expression}</f><v>{xml_text(carried)}</v></c>'
