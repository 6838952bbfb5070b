"""LibreOffice recalculates a workbook of ours, and every formula's own result is the value it carried, to the öre."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
from openpyxl import load_workbook

from exports.sheet_layout import Cell, Detail, Details, Formula, Grid, Heading, Sheet, Workbook, difference
from exports.workbook_file import write_workbook
from ledger.reports.table import Column
from tests.support.libreoffice import recalculated

Cells: TypeAlias = Mapping[tuple[str, str], Any]

MOMENT: Final = datetime(2021, 3, 31, 8, 0, 30, tzinfo=UTC)
HUGE: Final = 99_999_999_999_99
JOURNAL: Final = (
    Column("number", "Verifikation", "code"),
    Column("booked_on", "Dag", "date"),
    Column("pot", "Medelspott", "code"),
    Column("text", "Text"),
    Column("debit", "Debet, kr", "amount"),
    Column("credit", "Kredit, kr", "amount"),
    Column("net", "Netto, kr", "amount"),
)
CONTROLS: Final = (
    Column("pot", "Medelspott", "code"),
    Column("book", "Boken, kr", "amount"),
    Column("statement", "Kontoutdraget, kr", "amount"),
    Column("difference", "Skillnad, kr", "amount"),
    Column("outcome", "Utfall"),
    Column("entries", "Verifikationer", "integer"),
)
ENTRIES: Final = [
    (pot, debit_ore, credit_ore)
    for pot, amounts in {
        "Ä-01": [(HUGE, 0), (1, 0), (0, HUGE), (10, 0), (20, 0), (0, 70)],
        "B'02": [(33_422_811_00, 12_345_67), (7, 8), (3_333_33, 6_666_67)],
        "C&03": [(0, HUGE), (0, 1)],
    }.items()
    for debit_ore, credit_ore in amounts
]
DEBITS: Final = sum(debit for _, debit, _ in ENTRIES)
CREDITS: Final = sum(credit for _, _, credit in ENTRIES)
STATEMENT: Final = {"Ä-01": -39, "B'02": 33_405_799_00, "C&03": -HUGE - 1, "D-04": 0}
HOSTILE: Final = (
    "=1+1",
    "+46 31 123 45",
    "-5",
    "@SUM(A1)",
    "\t=2",
    "'citat",
    "  två  blanksteg ",
    "rad 1\nrad 2",
    "_x0041_ & <§ 6> \"'",
    "å\u0308 😀",
    "1444",
)


def journal_grid() -> Grid:
    rows = [
        (f"2021-{number}", date(2021, 1, number), pot, HOSTILE[number - 1], debit, credit, debit - credit)
        for number, (pot, debit, credit) in enumerate(ENTRIES, 1)
    ]
    return Grid(
        columns=JOURNAL,
        rows=rows,
        totals=("Summa", None, None, None, DEBITS, CREDITS, DEBITS - CREDITS),
        live={"net": "{debit}-{credit}"},
    )


def controls_grid(amounts: str, pots: str, entries: str) -> Grid:
    return Grid(
        columns=CONTROLS,
        rows=[control_row(pot, statement) for pot, statement in STATEMENT.items()],
        title="Kontroller",
        totals=("Summa", book_of(None), sum(STATEMENT.values()), book_of(None) - sum(STATEMENT.values()), "", 11),
        live={
            "book": f"SUMIFS({amounts},{pots},{{pot}})",
            "difference": difference("{book}", "{statement}"),
            "outcome": 'IF({entries}=0,"Kan inte kontrolleras",IF({difference}=0,"Stämmer & ""är lika""","Skiljer"))',
            "entries": f"COUNTIFS({entries},{{pot}})",
        },
        differs=frozenset({"difference"}),
        tones={"outcome": {"Skiljer": "error"}},
    )


def book_of(pot: str | None) -> int:
    return sum(debit - credit for own, debit, credit in ENTRIES if pot in {own, None})


def control_row(pot: str, statement: int) -> tuple[Cell, ...]:
    entries = sum(own == pot for own, _, _ in ENTRIES)
    off = book_of(pot) - statement
    outcome = "Kan inte kontrolleras" if entries == 0 else 'Stämmer & "är lika"' if off == 0 else "Skiljer"
    return (pot, book_of(pot), statement, off, outcome, entries)


def a_workbook() -> Workbook:
    """Two sheets that point at each other; the first is written before the rows it sums."""
    entries = journal_grid()
    journal = Sheet(title="Verifikationer d'år & <nu>", blocks=(Heading("Verifikationer"), entries), frozen_columns=1)
    at = journal.place(entries)
    controls = controls_grid(at.column_range("net"), at.column_range("pot"), at.column_range("pot"))
    facts = Details(
        (
            Detail("Summa debet, kr", Formula(f"SUM({at.column_range('debit')})", DEBITS), "amount"),
            Detail("Sista dag", Formula(f"MAX({at.column_range('booked_on')})", date(2021, 1, 11)), "date"),
            Detail("Ett dygn senare", Formula("B8+1", MOMENT + timedelta(days=1)), "moment"),
            Detail("Nettots total", Formula(at.total_cell("net"), book_of(None)), "amount"),
            Detail("Bokfört till och med", MOMENT, "moment"),
        )
    )
    overview = Sheet(title="Översikt", blocks=(Heading("Avstämning", ("Per 2021-03-31",)), facts, controls))
    return Workbook(title="Avstämning", book="VästKom", moment=MOMENT, sheets=(overview, journal))


def cells_of(path: Path, *, formulas: bool) -> Cells:
    book = load_workbook(path, data_only=not formulas)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and (not formulas or cell.data_type == "f")
    }


def comparable(value: object) -> object:
    """A number as whole öre: what two programs' binary fractions agree on."""
    if isinstance(value, int | float):
        return round(Decimal(str(value)) * 100)
    return value


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "avstämning.xlsx"
    write_workbook(a_workbook(), path)
    return path


def test_every_formula_recalculates_to_the_value_it_carries(saved: Path, tmp_path: Path) -> None:
    formulas = cells_of(saved, formulas=True)
    carried = cells_of(saved, formulas=False)
    computed = cells_of(recalculated(saved, tmp_path), formulas=False)
    assert len(formulas) == 4 + 4 * 4 + 4 + 11 + 3
    differing = {
        place: (formula, carried[place], computed.get(place))
        for place, formula in formulas.items()
        if comparable(carried[place]) != comparable(computed.get(place))
    }
    assert differing == {}


def test_the_carried_values_are_the_ledgers_to_the_ore(saved: Path) -> None:
    carried = cells_of(saved, formulas=False)
    for row, pot in enumerate(STATEMENT, 12):
        told = [comparable(carried["Översikt", f"{letter}{row}"]) for letter in "BD"]
        assert told == [book_of(pot), book_of(pot) - STATEMENT[pot]]
    assert comparable(carried["Översikt", "B4"]) == DEBITS == HUGE + 33_422_811_00 + 3_333_33 + 38
    assert carried["Översikt", "B8"] == datetime(2021, 3, 31, 10, 0, 30)  # noqa: DTZ001 - a sheet has no zones


def test_a_wrong_carried_value_is_found_so_the_recalculation_is_real(tmp_path: Path) -> None:
    amounts = Grid(columns=JOURNAL[4:5], rows=[(100_00,), (50,)], totals=(100_51,))
    sheet = Sheet(title="Fel", blocks=(amounts,))
    path = tmp_path / "fel.xlsx"
    write_workbook(Workbook(title="Fel", book="VästKom", moment=MOMENT, sheets=(sheet,)), path)
    assert comparable(cells_of(path, formulas=False)["Fel", "A5"]) == 100_51
    assert comparable(cells_of(recalculated(path, tmp_path), formulas=False)["Fel", "A5"]) == 100_50


def test_texts_from_users_come_back_as_they_were_and_none_is_a_formula(saved: Path, tmp_path: Path) -> None:
    again = recalculated(saved, tmp_path)
    computed, formulas = cells_of(again, formulas=False), cells_of(again, formulas=True)
    column = [("Verifikationer d'år & <nu>", f"D{row}") for row in range(4, 4 + len(HOSTILE))]
    assert [computed[place] for place in column] == list(HOSTILE)
    assert not formulas.keys() & set(column)
