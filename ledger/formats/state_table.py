"""Tables that the state and SKR publish, as they come: who is told by code, how much, and every oddity kept in sight.

Nothing is mended unseen. What can be read in one way only is read and remarked upon; what could mean two things is a
fault, and the unit of the figures is never guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ledger.errors import (
    ImportAmountInexact,
    ImportColumnNotChosen,
    ImportFault,
    ImportFiguresJoined,
    ImportFileEmpty,
    ImportRefused,
    ImportRowTwice,
    ImportRowWithoutCode,
    ImportUnitContradicted,
    ImportUnitUnclear,
    ImportValueMalformed,
    ImportValueMissing,
    LedgerError,
)
from ledger.formats.sheets import Sheet, SheetRow, Value, is_blank, letters
from ledger.money import DIGITS, ORE_PER_KRONA, Ore, bounded

UNITS: Final = {"kr": 1, "tkr": 1_000, "mkr": 1_000_000}
"""Kronor in each unit a table may be in."""

_UNIT_WORDS: Final = (
    ("mkr", re.compile(r"(?<![a-zåäö])(?:mn?kr|msek)(?![a-zåäö])|miljoner kr(?:onor)?")),
    (
        "tkr",
        re.compile(r"(?<![a-zåäö])(?:tkr|ksek)(?![a-zåäö])|tusen(?:tals?)? kr(?:onor)?|1\s?000[\s-]?(?:tals? )?kr\w*"),
    ),
    ("kr", re.compile(r"(?<![a-zåäö])(?:kr|sek|kronor)(?![a-zåäö])")),
)
"""Taken out in this order, so that the `kr` of `tusental kronor` is not taken for kronor."""

_CODE_HEADINGS: Final = frozenset(
    {"kod", "code", "länskod", "kommunkod", "regionkod", "länsnr", "kommunnr", "läns- och kommunkod", "region kod"}
)
_NAME_HEADINGS: Final = frozenset({"namn", "name", "region", "kommun", "län", "landsting", "huvudman", "mottagare"})
_TOTAL: Final = re.compile(r"(?:summa|total\w*|riket|hela riket|sum|samtliga)\b", re.IGNORECASE)
_TOTAL_CODES: Final = frozenset({"00", "0000"})
_CODE: Final = re.compile(r"\d{2}|\d{4}", re.ASCII)
_CODE_AND_NAME: Final = re.compile(r"(\d{4}|\d{2})([ \u00a0]*)(\D.*)", re.ASCII | re.DOTALL)
_SPACES: Final = "[ \u00a0\u2009\u202f]"
_FIGURE: Final = re.compile(rf"(\d+(?:{_SPACES}\d+)*)(?:,(\d+))?(?:{_SPACES}?(?:kr|tkr|mkr|mnkr|:-))?", re.ASCII)
_WELL_SPACED: Final = re.compile(rf"(?:\d+|\d{{1,3}}(?:{_SPACES}\d{{3}})+)(?:,\d+)?(?:{_SPACES}?\D+)?", re.ASCII)
_NOISE: Final = Decimal("0.0001")


class Oddity(StrEnum):
    """What was read in the only way it can be, and has to be seen all the same."""

    CODE_SHORT = "code_short"
    CODE_JOINED = "code_joined"
    SPACES_ODD = "spaces_odd"


class Cause(StrEnum):
    """Why a total may not tie."""

    WRONG_UNIT = "wrong_unit"
    TWO_FIGURES = "two_figures"
    ONE_TOO_MANY = "one_too_many"


@dataclass(frozen=True)
class Remark:
    """An oddity: on which row and in which cell, and what stood there."""

    row: int
    cell: str
    oddity: Oddity
    given: str


@dataclass(frozen=True)
class StateRow:
    """One recipient: its code, the name as the table has it and its amount, with the amount's groups of digits."""

    no: int
    cell: str
    code: str
    name: str
    amount_ore: Ore
    groups: tuple[str, ...]


@dataclass(frozen=True)
class StateTotal:
    """A row that says what all rows are together."""

    no: int
    cell: str
    name: str
    amount_ore: Ore


@dataclass(frozen=True)
class StateTable:
    """A published table: its rows in order, its totals, and the unit its figures were in."""

    rows: tuple[StateRow, ...]
    totals: tuple[StateTotal, ...]
    remarks: tuple[Remark, ...]
    unit: str
    column: str

    @property
    def sum_ore(self) -> Ore:
        """The rows together."""
        return sum(row.amount_ore for row in self.rows)


@dataclass(frozen=True)
class Suspicion:
    """What would make a total tie: a row whose figure may be something else than it seems."""

    row: StateRow
    cause: Cause
    other_ore: Ore


def read_state_table(sheet: Sheet, file: str, *, unit: str | None = None, column: str | None = None) -> StateTable:
    """The table in a sheet; `unit` is one of `UNITS` where the table does not say, `column` the amounts' heading.

    Raises `ImportFileEmpty` for a sheet without codes, `ImportColumnNotChosen`, `ImportUnitUnclear`,
    `ImportUnitContradicted`, and `ImportRefused` with every row that cannot be read.
    """
    shape = _shape(sheet, file, column)
    found = _unit(sheet, shape, unit)
    reading = _Reading(sheet.name, shape, UNITS[found])
    for row in shape.rows:
        reading.take(row)
    first = shape.rows[0].no
    faults = [*(fault for fault in sheet.faults if fault.row >= first), *reading.faults]
    if faults:
        raise ImportRefused(file=file, faults=tuple(sorted(faults, key=lambda fault: fault.row)))
    return StateTable(tuple(reading.rows), tuple(reading.totals), tuple(reading.remarks), found, shape.heading)


def suspicions(table: StateTable) -> Iterator[Suspicion]:
    """For every total that does not tie, the rows that would make it tie if they were read otherwise."""
    for total in table.totals:
        wanted_ore = total.amount_ore - table.sum_ore
        if wanted_ore != 0:
            for row in table.rows:
                yield from (
                    Suspicion(row, cause, other_ore)
                    for cause, other_ore in _other_readings(row, UNITS[table.unit])
                    if other_ore - row.amount_ore == wanted_ore
                )


def _other_readings(row: StateRow, unit: int) -> Iterator[tuple[Cause, Ore]]:
    """A thousand times more or less; either of two figures that stand too close; nothing, for a row counted twice."""
    yield Cause.WRONG_UNIT, row.amount_ore * 1_000
    if row.amount_ore % 1_000 == 0:
        yield Cause.WRONG_UNIT, row.amount_ore // 1_000
    for place in range(1, len(row.groups)):
        for groups in (row.groups[:place], row.groups[place:]):
            yield Cause.TWO_FIGURES, int("".join(groups)) * unit * ORE_PER_KRONA
    yield Cause.ONE_TOO_MANY, 0


# --- where everything stands -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Shape:
    """The rows of data, and where code, name and amount stand in them; code and name are one where they are joined."""

    rows: tuple[SheetRow, ...]
    above: tuple[SheetRow, ...]
    code: int
    name: int
    amount: int
    width: int
    heading: str


def _shape(sheet: Sheet, file: str, column: str | None) -> _Shape:
    begins = _beginning(sheet.rows)
    if begins is None:
        raise ImportFileEmpty(file=file)
    index, code = begins
    above, rows = sheet.rows[:index], sheet.rows[index:]
    digits = [len(found) for row in rows if (found := _digits(row.value(code)))]
    if not digits:
        raise ImportFileEmpty(file=file)
    joined = all(_CODE_AND_NAME.fullmatch(str(row.value(code))) for row in rows if _digits(row.value(code)))
    name = code if joined else _name_place(above, rows, code)
    amount = _amount_place(above, rows, {code, name}, column)
    headings = [str(row.value(amount)) for row in above if not is_blank(row.value(amount))]
    return _Shape(rows, above, code, name, amount, 4 if max(digits) > 2 else 2, headings[-1] if headings else "")


def _beginning(rows: Sequence[SheetRow]) -> tuple[int, int] | None:
    """The place of the first row of data, and of its codes: below a heading that says so, or where a row has one."""
    for index, row in enumerate(rows):
        for place, value in enumerate(row.values):
            if _folded(value) in _CODE_HEADINGS:
                return index + 1, place
    for index, row in enumerate(rows):
        place = next((place for place, value in enumerate(row.values) if not is_blank(value)), 0)
        if isinstance(row.value(place), str) and _digits(row.value(place)):
            return index, place
    return None


def _name_place(above: Sequence[SheetRow], rows: Sequence[SheetRow], code: int) -> int:
    """The column with a heading for names, or else the first with text in every row."""
    for row in above:
        for place, value in enumerate(row.values):
            if place != code and _folded(value) in _NAME_HEADINGS:
                return place
    coded = [row for row in rows if _digits(row.value(code))]
    for place in range(max(len(row.values) for row in coded)):
        if place != code and all(isinstance(row.value(place), str) and not _figure(row.value(place)) for row in coded):
            return place
    return code


def _amount_place(above: Sequence[SheetRow], rows: Sequence[SheetRow], taken: set[int], column: str | None) -> int:
    """The column whose heading is asked for, the only one with figures, or the only one of these in kronor."""
    width = max(len(row.values) for row in rows)
    places = [place for place in range(width) if place not in taken and any(_figure(row.value(place)) for row in rows)]
    headings = {
        place: " ".join(_folded(row.value(place)) for row in above if not is_blank(row.value(place))).strip()
        for place in places
    }
    if column is not None:
        asked = [place for place in places if _folded(column) in {_folded(row.value(place)) for row in above}]
    else:
        asked = places if len(places) == 1 else [place for place in places if _units(headings[place])]
    if len(asked) != 1:
        raise ImportColumnNotChosen(columns=tuple(headings[place] or letters(place) for place in places))
    return asked[0]


def _unit(sheet: Sheet, shape: _Shape, given: str | None) -> str:
    """The unit of the amounts' own heading, or else of all that stands above; what is given must not contradict it."""
    own = _units(shape.heading)
    told = " ".join(_folded(value) for row in shape.above for value in row.values if not is_blank(value))
    found = own or _units(f"{sheet.name} {told}".casefold())
    if given is not None and found and given not in found:
        raise ImportUnitContradicted(given=given, found=tuple(sorted(found)))
    if given is not None:
        return given
    if len(found) != 1:
        raise ImportUnitUnclear(found=tuple(sorted(found)))
    return next(iter(found))


def _units(text: str) -> set[str]:
    found: set[str] = set()
    left = text.casefold()
    for unit, pattern in _UNIT_WORDS:
        if pattern.search(left):
            found.add(unit)
            left = pattern.sub(" ", left)
    return found


def _folded(value: Value) -> str:
    return " ".join(str(value).split()).casefold() if isinstance(value, str) else ""


def _digits(value: Value) -> str:
    """The digits of a code, alone or before a name; empty for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if value == int(value) and 0 <= value < 10_000 else ""
    if not isinstance(value, str):
        return ""
    match = _CODE_AND_NAME.fullmatch(value)
    return match[1] if match is not None else value if _CODE.fullmatch(value) else ""


def _figure(value: Value) -> bool:
    if isinstance(value, str):
        return _FIGURE.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


# --- row by row --------------------------------------------------------------------------------------------------


@dataclass
class _Reading:
    """Grows row by row: what was read, what has to be seen, and what cannot be read."""

    sheet: str
    shape: _Shape
    unit: int
    rows: list[StateRow] = field(default_factory=list)
    totals: list[StateTotal] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    faults: list[ImportFault] = field(default_factory=list)
    first: dict[str, int] = field(default_factory=dict)

    def take(self, row: SheetRow) -> None:
        """Read one row: a recipient, a total, or a note without figures, which says nothing."""
        code = self._code(row)
        label = next((_folded(value) for value in row.values if isinstance(value, str) and not is_blank(value)), "")
        cell = row.cell(self.shape.amount)
        if code in _TOTAL_CODES or (not code and _TOTAL.match(label)):
            self._take_total(row, cell)
        elif code:
            self._take_recipient(row, cell, code)
        elif _figure(row.value(self.shape.amount)):
            self.faults.append(ImportFault(self.sheet, cell, ImportRowWithoutCode(given=label)))

    def _take_total(self, row: SheetRow, cell: str) -> None:
        amount = self._amount(row, cell)
        if amount is not None:
            self.totals.append(StateTotal(row.no, cell, self._name(row), amount[0]))

    def _take_recipient(self, row: SheetRow, cell: str, code: str) -> None:
        if self.first.setdefault(code, row.no) != row.no:
            twice = ImportRowTwice(what=f"kod {code}", first_row=self.first[code])
            self.faults.append(ImportFault(self.sheet, row.cell(self.shape.code), twice))
        amount = self._amount(row, cell)
        if amount is not None:
            self.rows.append(StateRow(row.no, cell, code, self._name(row), *amount))

    def _code(self, row: SheetRow) -> str:
        """The code with the zeros it has lost; empty for a row without one."""
        value, cell = row.value(self.shape.code), row.cell(self.shape.code)
        digits = _digits(value)
        if not digits:
            return ""
        match = _CODE_AND_NAME.fullmatch(str(value))
        if match is not None and not match[2]:
            self.remarks.append(Remark(row.no, cell, Oddity.CODE_JOINED, str(value)))
        if len(digits) < self.shape.width:
            self.remarks.append(Remark(row.no, cell, Oddity.CODE_SHORT, digits))
        return digits.zfill(self.shape.width)

    def _name(self, row: SheetRow) -> str:
        told = str(row.value(self.shape.name) or "")
        match = _CODE_AND_NAME.fullmatch(told) if self.shape.name == self.shape.code else None
        return " ".join((told if match is None else match[3]).split())

    def _amount(self, row: SheetRow, cell: str) -> tuple[Ore, tuple[str, ...]] | None:
        """The amount and its groups of digits; None, and the fault added, where it cannot be read."""
        value = row.value(self.shape.amount)
        try:
            exact, groups = _exact(value, self.shape.heading)
            ore = exact * self.unit * ORE_PER_KRONA
            whole = int(ore.to_integral_value())
            if abs(ore - whole) > _NOISE:
                raise ImportAmountInexact(given=str(value))
            bounded(whole)
        except LedgerError as error:
            self.faults.append(ImportFault(self.sheet, cell, error))
            return None
        if isinstance(value, str) and not _WELL_SPACED.fullmatch(value):
            self.remarks.append(Remark(row.no, cell, Oddity.SPACES_ODD, value))
        return whole, groups


def _exact(value: Value, heading: str) -> tuple[Decimal, tuple[str, ...]]:
    """The figure exactly as it stands, and its groups of digits where it is text."""
    if is_blank(value):
        raise ImportValueMissing(column=heading or "beloppet")
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        number = Decimal(repr(value))
        if number.is_finite():
            return number, ()
    match = _FIGURE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ImportValueMalformed(column=heading or "beloppet", given=str(value), expected="ett belopp i siffror")
    groups = tuple(re.split(_SPACES, match[1]))
    if len("".join(groups)) > DIGITS:
        raise ImportFiguresJoined(given=str(value))
    return Decimal(f"{''.join(groups)}.{match[2] or 0}"), groups
