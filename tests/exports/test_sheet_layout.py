"""Where blocks stand: the ranges that formulas name, and what is refused before a row is written."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from exports.sheet_layout import (
    MAX_ROWS,
    Cell,
    Detail,
    Details,
    Formula,
    Grid,
    Heading,
    Notes,
    Sheet,
    column_letters,
    difference,
    text_height,
)
from ledger.errors import TooManyRows
from ledger.reports.table import Column

COLUMNS = (Column("pot", "Pott", "code"), Column("amount", "Belopp, kr", "amount"))


def grid(
    *rows: tuple[Cell, ...], totals: tuple[Cell, ...] | None = None, title: str = "", count: int | None = None
) -> Grid:
    return Grid(columns=COLUMNS, rows=rows, totals=totals, title=title, count=count)


@given(st.integers(min_value=0, max_value=16_383))
def test_columns_are_lettered_as_everywhere(place: int) -> None:
    assert column_letters(place) == get_column_letter(place + 1)


def test_blocks_stand_below_each_other_with_an_empty_row_between() -> None:
    blocks = (
        Heading("Översikt", ("Per 2021-03-31", "VästKom")),  # rows 1–3
        Details((Detail("Bok", "VästKom"), Detail("Rader", 7, "integer"))),  # 5–6
        grid(("A", 1), ("B", 2), ("C", 3), title="Potter", totals=("Summa", 6)),  # title 8, heads 9, 10–12, total 14
        grid(),  # heads 16, an empty row 17
        Notes(("Exempel.",)),  # 19
    )
    sheet = Sheet(title="Översikt", blocks=blocks)
    assert [(place.top, place.first_row, place.last_row, place.total_row) for place in sheet.places] == [
        (1, 1, 3, None),
        (5, 5, 6, None),
        (8, 10, 12, 14),
        (16, 17, 17, None),
        (19, 19, 19, None),
    ]
    assert sheet.last_row == 19
    assert sheet.prose_rows == [2, 3, 19]


def test_a_place_names_ranges_and_cells_with_the_quoted_title_of_its_sheet() -> None:
    table = grid(("A", 1), ("B", 2), totals=("Summa", 3))
    place = Sheet(title="D'Arcs år", blocks=(Heading("Rubrik"), table)).place(table)
    assert place.column_range("amount") == "'D''Arcs år'!$B$4:$B$5"
    assert place.column_range("pot", here=True) == "$A$4:$A$5"
    assert place.cell("amount", 1) == "'D''Arcs år'!$B$5"
    assert place.total_cell("amount", here=True) == "$B$7"


def test_a_place_without_totals_has_no_total_cell() -> None:
    table = grid(("A", 1))
    with pytest.raises(ValueError, match="no totals in Blad"):
        Sheet(title="Blad", blocks=(table,)).place(table).total_cell("amount")


def test_a_fact_is_found_by_its_place() -> None:
    facts = Details((Detail("Bok", "VästKom"), Detail("Rader", 7, "integer")))
    assert Sheet(title="Blad", blocks=(facts,)).place(facts).cell("value", 1) == "'Blad'!$B$2"


@pytest.mark.parametrize(
    "expression",
    [
        "SUM(A1:A3)",
        difference("'Blad [1]'!A1", "B1"),
        'IF(AND(A1=0,B1<>0),"XLOOKUP(","[a]")',
        "SUMIFS('XLOOKUP(a)'!$A$1:$A$3,B1:B3,C1)",
    ],
)
def test_formulas_every_spreadsheet_computes(expression: str) -> None:
    assert Formula(expression, 0).expression == expression


@pytest.mark.parametrize(
    "expression",
    [
        "XLOOKUP(A1,B1:B3,C1:C3)",
        "_xlfn.XLOOKUP(A1,B1:B3,C1:C3)",
        'INDIRECT("A1")',
        "SUM(Tabell1[Belopp])",
        "SUM({1,2})",
        "=SUM(A1:A3)",
        "HYPERLINK (A1)",
        "+".join(["A1"] * 4_000),
    ],
)
def test_other_formulas_are_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="not a formula every spreadsheet computes"):
        Formula(expression, 0)
    with pytest.raises(ValueError, match="not a formula every spreadsheet computes"):
        Grid(columns=COLUMNS, rows=(), live={"amount": expression})


def test_a_live_column_names_cells_of_its_own_row() -> None:
    live = {"amount": "SUMIFS('B'!$C$1:$C$9,'B'!$A$1:$A$9,{pot})+{amount}"}
    pieces = Grid(columns=COLUMNS, rows=(), live=live).live_pieces("amount")
    assert "12".join(pieces) == "SUMIFS('B'!$C$1:$C$9,'B'!$A$1:$A$9,A12)+B12"


def test_names_of_columns_are_held_to_the_columns() -> None:
    with pytest.raises(ValueError, match="no such columns: book, total"):
        Grid(columns=COLUMNS, rows=(), live={"amount": "{book}-{pot}"}, differs=frozenset({"total"}))
    with pytest.raises(ValueError, match="3 totals for 2 columns"):
        grid(totals=("Summa", 1, 2))


def test_rows_that_come_one_by_one_need_a_count() -> None:
    stream: Iterable[tuple[Cell, ...]] = (("A", amount) for amount in range(3))
    with pytest.raises(ValueError, match="need a count"):
        Sheet(title="Blad", blocks=(Grid(columns=COLUMNS, rows=stream),))
    assert Sheet(title="Blad", blocks=(Grid(columns=COLUMNS, rows=stream, count=3),)).last_row == 4


def test_a_sheet_holds_so_many_rows_and_no_more() -> None:
    assert Sheet(title="Blad", blocks=(grid(count=MAX_ROWS - 1),)).last_row == MAX_ROWS
    with pytest.raises(TooManyRows) as refused:
        Sheet(title="Blad", blocks=(grid(count=MAX_ROWS - 2, totals=("Summa", 0)),))
    assert refused.value.facts() == {"sheet": "Blad", "rows": MAX_ROWS + 1, "limit": MAX_ROWS}


@pytest.mark.parametrize("title", ["", "x" * 32, "a/b", "a:b", "[a]", "'a", "a'", "a?", "a\nb"])
def test_a_title_no_spreadsheet_takes_is_refused(title: str) -> None:
    with pytest.raises(ValueError, match="not a title of a sheet"):
        Sheet(title=title, blocks=(Heading("a"),))


def test_a_column_is_as_wide_as_the_widest_block_needs() -> None:
    wide = Grid(columns=COLUMNS, rows=(), widths={"pot": 40})
    assert Sheet(title="Blad", blocks=(Heading("a"), grid(), wide)).widths == (40, 21)
    facts = Details((Detail("Bok", "VästKom"), Detail("Belopp", 7, "amount")))
    assert Sheet(title="Blad", blocks=(facts, grid())).widths == (26, 21)
    assert len(Sheet(title="Orden", blocks=(Notes(("a",)),)).widths) == 1


@pytest.mark.parametrize(
    ("text", "height"),
    [("", 18), ("x" * 46, 18), ("x" * 47, 33), ("ett\ntvå\n\nfyra", 63), ("x" * 32_767, 409)],
)
def test_a_row_is_as_high_as_its_text(text: str, height: float) -> None:
    assert text_height(text, 40) == height
