"""Published tables in every shape they come in: read where there is one way to, remarked upon, or refused."""

from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook

from ledger.errors import (
    ImportColumnNotChosen,
    ImportFileEmpty,
    ImportRefused,
    ImportUnitContradicted,
    ImportUnitUnclear,
)
from ledger.formats.state_table import Cause, Oddity, StateTable, read_state_table, suspicions
from ledger.formats.table_file import read_table
from ledger.money import kronor
from tests.support.importing import Cells, saved, sheet_of, text, workbook

REGIONS = (("01", "Stockholm", 319_176_216), ("03", "Uppsala", 52_160_836), ("14", "Västra Götaland", 230_702_198))
SUM = 602_039_250


def read(rows: Sequence[Cells], **given: Any) -> StateTable:
    return read_state_table(read_table(workbook(rows), "tabell.xlsx"), "tabell.xlsx", **given)


def amounts(table: StateTable) -> list[tuple[str, str, int]]:
    return [(row.code, row.name, row.amount_ore) for row in table.rows]


EXPECTED = [(code, name, kronor(amount)) for code, name, amount in REGIONS]


def grouped(amount: int) -> str:
    return f"{amount:,}".replace(",", " ")


@pytest.mark.parametrize(
    "rows",
    [
        [["Kod", "Region", "Belopp, kr"], *REGIONS, ["", "Summa", SUM]],
        [
            ["Fördelning av medel 2022, kronor"],
            [],
            ["Länskod", "Län", "Folkmängd", "Fördelning kr"],
            *([code, name, 5, grouped(amount)] for code, name, amount in REGIONS),
            ["Totalt", None, 15, f"{grouped(SUM)} kr"],
            ["Källa: exempel"],
        ],
        [["Region", "kr"], *([f"{code} {name}", amount] for code, name, amount in REGIONS), ["00 Riket", SUM]],
        [["Belopp i kr"], *([code, name, amount] for code, name, amount in REGIONS), [None, "Hela riket", SUM]],
    ],
    ids=["plain", "title and notes", "code and name in one", "no headings"],
)
def test_shapes_that_say_the_same(rows: Sequence[Cells]) -> None:
    table = read(rows)
    assert amounts(table) == EXPECTED
    assert (table.sum_ore, table.unit, table.remarks) == (kronor(SUM), "kr", ())
    assert [total.amount_ore for total in table.totals] == [kronor(SUM)]
    assert list(suspicions(table)) == []


def test_zeros_that_excel_has_taken_are_put_back_and_told() -> None:
    table = read([["kod", "namn", "kr"], *([int(code), name, amount] for code, name, amount in REGIONS)])
    assert amounts(table) == EXPECTED
    assert [(one.cell, one.oddity, one.given) for one in table.remarks] == [
        ("A2", Oddity.CODE_SHORT, "1"),
        ("A3", Oddity.CODE_SHORT, "3"),
    ]
    municipalities = read([["kod", "namn", "kr"], [114, "Upplands Väsby", 1], [1480, "Göteborg", 2]])
    assert [row.code for row in municipalities.rows] == ["0114", "1480"]


def test_spaces_that_are_missing_or_too_many_are_told() -> None:
    rows = [["Region", "kr"], ["01Stockholm", "319176 216"], ["03 Uppsala", "52 160836"], ["14 V Götaland", "5 6"]]
    table = read(rows)
    assert [row.amount_ore for row in table.rows] == [kronor(319_176_216), kronor(52_160_836), kronor(56)]
    assert [row.name for row in table.rows] == ["Stockholm", "Uppsala", "V Götaland"]
    assert [(one.cell, one.oddity) for one in table.remarks] == [
        ("A2", Oddity.CODE_JOINED),
        ("B2", Oddity.SPACES_ODD),
        ("B3", Oddity.SPACES_ODD),
        ("B4", Oddity.SPACES_ODD),
    ]


@pytest.mark.parametrize(
    ("title", "heading", "given", "unit"),
    [
        ("", "Belopp, tkr", None, "tkr"),
        ("Tusental kronor", "Belopp", None, "tkr"),
        ("Medel i 1000-tal kr", "Belopp", None, "tkr"),
        ("Miljoner kronor", "Belopp", None, "mkr"),
        ("kr och tkr", "Belopp, tkr", None, "tkr"),
        ("kr och tkr", "Belopp", "kr", "kr"),
        ("", "Belopp", "mkr", "mkr"),
        ("", "official_kr", "kr", "kr"),
    ],
)
def test_the_unit_is_what_the_table_says_or_what_one_says_for_it(
    title: str, heading: str, given: str | None, unit: str
) -> None:
    table = read([[title], ["kod", "namn", heading], ["01", "Stockholm", 3]], unit=given)
    factor = {"kr": 1, "tkr": 1_000, "mkr": 1_000_000}[unit]
    assert (table.unit, table.sum_ore) == (unit, kronor(3 * factor))


@pytest.mark.parametrize(("title", "heading"), [("", "Belopp"), ("kronor eller tkr", "Belopp"), ("", "kr/tkr")])
def test_a_unit_is_never_guessed(title: str, heading: str) -> None:
    with pytest.raises(ImportUnitUnclear):
        read([[title], ["kod", "namn", heading], ["01", "Stockholm", 3]])


def test_a_unit_may_not_be_said_against_the_table() -> None:
    for rows in ([["Tusental kronor"], ["kod", "namn", "Belopp"]], [["kod", "namn", "tkr"]]):
        with pytest.raises(ImportUnitContradicted) as refused:
            read([*rows, ["01", "Stockholm", 3]], unit="kr")
        assert refused.value.found == ("tkr",)


def test_thousands_with_decimals_are_exact() -> None:
    table = read([["kod", "namn", "tkr"], ["01", "Stockholm", "319 176,216"], ["03", "Uppsala", 52160.836]])
    assert [row.amount_ore for row in table.rows] == [kronor(319_176_216), kronor(52_160_836)]


def test_one_column_of_amounts_must_be_meant() -> None:
    rows: list[Cells] = [["kod", "namn", "2021 kr", "2022 kr"], ["01", "Stockholm", 1, 2]]
    with pytest.raises(ImportColumnNotChosen) as refused:
        read(rows)
    assert refused.value.columns == ("2021 kr", "2022 kr")
    assert read(rows, column="2022 KR").sum_ore == kronor(2)
    with pytest.raises(ImportColumnNotChosen):
        read(rows, column="2023 kr")


def test_every_row_that_cannot_be_read_is_told_at_once() -> None:
    with pytest.raises(ImportRefused) as refused:
        read(
            [
                ["kod", "namn", "kr"],
                ["01", "Stockholm", "319 176 216 52 160 836"],
                ["03", "Uppsala", None],
                ["03", "Uppsala igen", 5],
                ["04", "Södermanland", "cirka 5"],
                ["05", "Östergötland", 5.005],
                [None, "Delsumma", 5],
            ]
        )
    assert [(fault.cell, fault.error.code) for fault in refused.value.faults] == [
        ("C2", "import.figures_joined"),
        ("C3", "import.value_missing"),
        ("A4", "import.row_twice"),
        ("C5", "import.value_malformed"),
        ("C6", "import.amount_inexact"),
        ("C7", "import.row_without_code"),
    ]


@pytest.mark.parametrize("rows", [[["en text"], ["en till"]], [["kod", "namn", "kr"], ["", "Stockholm", "x"]]])
def test_a_sheet_without_codes_is_no_table(rows: Sequence[Cells]) -> None:
    with pytest.raises(ImportFileEmpty):
        read(rows)


@pytest.mark.parametrize(
    ("amount", "total", "cause", "other"),
    [
        (52_161, SUM + 52_161_000 - 52_160_836, Cause.WRONG_UNIT, 52_161_000),
        ("52 160 836 12", SUM, Cause.TWO_FIGURES, 52_160_836),
        (52_160_836, SUM - 52_160_836, Cause.ONE_TOO_MANY, 0),
    ],
)
def test_what_would_make_a_total_tie(amount: object, total: int, cause: Cause, other: int) -> None:
    rows = [["kod", "namn", "kr"], REGIONS[0], ["03", "Uppsala", amount], REGIONS[2], [None, "Summa", total]]
    (found,) = suspicions(read(rows))
    assert (found.row.code, found.cause, found.other_ore) == ("03", cause, kronor(other))


def test_merged_titles_are_harmless_and_merged_rows_are_not() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    for row in (
        ["Fördelning, kr", None, None],
        ["kod", "namn", "belopp"],
        ["01", "Stockholm", 5],
        ["03", "Uppsala", 6],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    assert read_state_table(read_table(saved(book), "t"), "t").sum_ore == kronor(11)
    sheet.merge_cells("C3:C4")
    with pytest.raises(ImportRefused) as refused:
        read_state_table(read_table(saved(book), "t"), "t")
    assert [fault.cell for fault in refused.value.faults] == ["C3", "C4"]


def test_csv_comes_as_it_comes() -> None:
    content = text(
        [["code", "name", "weight", "official_kr"], ["01", "Stockholm", "2411859", "319176216"]], delimiter=","
    )
    table = read_state_table(read_table(content, "t.csv"), "t.csv")
    assert amounts(table) == EXPECTED[:1]
