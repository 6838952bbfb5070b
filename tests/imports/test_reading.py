"""From a sheet to rows: headings in any order, every fault at once with its cell, the example never taken for data."""

from dataclasses import dataclass

import pytest

from ledger.formats.table_file import read_table
from ledger.imports.forms import AMOUNT, CODE, TEXT
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.outcome import Outcome
from ledger.imports.reading import read_rows
from ledger.imports.rows import Placed
from tests.support.importing import Cells, text


@dataclass(frozen=True)
class Thing:
    code: str
    amount_ore: int
    note: str | None


KIND = ImportKind(
    name="ting",
    title="Ting",
    about="Ting.",
    columns=(
        Column("kod", "code", CODE, "Koden.", "A"),
        Column("belopp", "amount_ore", AMOUNT, "Beloppet.", "1 000"),
        Column("anteckning", "note", TEXT, "Vad som helst.", "", required=False),
    ),
    row=Thing,
    write=lambda _session, _desk, _rows: Outcome(),
    commands=(),
)


def read(*rows: Cells) -> tuple[list[Placed[Thing]], list[tuple[str, str]]]:
    placed, faults = read_rows(KIND, read_table(text(rows), "fil.csv"))
    return placed, [(fault.cell, fault.error.code) for fault in faults]


def test_headings_in_any_order_and_case() -> None:
    rows, faults = read([" Belopp ", "KOD"], ["1 000", "0114"])
    assert faults == []
    assert [(placed.no, placed.row) for placed in rows] == [(2, Thing("0114", 100_000, None))]
    assert (rows[0].cells["code"], rows[0].cells["amount_ore"]) == ("B2", "A2")


def test_wrong_headings_are_all_told() -> None:
    _, faults = read(["kod", "Kod", "summa"], ["A", "B", "1"])
    assert faults == [
        ("B1", "import.column_twice"),
        ("C1", "import.column_unknown"),
        ("A1", "import.column_missing"),
    ]


def test_every_fault_of_every_row_at_once() -> None:
    rows, faults = read(
        ["kod", "belopp", "anteckning"],
        ["A", "1,005", ""],
        ["B", "", "x" * 501],
        ["C", "5", ""],
        ["", "fem", "", "för långt ut"],
    )
    assert [placed.row.code for placed in rows] == ["C"]
    assert faults == [
        ("B2", "amount.too_many_decimals"),
        ("B3", "import.value_missing"),
        ("C3", "import.value_malformed"),
        ("A5", "import.value_missing"),
        ("B5", "amount.not_a_number"),
        ("D5", "import.outside_columns"),
    ]


def test_the_example_row_is_passed_over_until_somebody_writes_in_it() -> None:
    rows, faults = read(["kod", "belopp", "anteckning"], KIND.example, ["B", "5", ""])
    assert (len(rows), faults) == (1, [])
    _, faults = read(["kod", "belopp", "anteckning"], ["exempel: A", "5 000", ""])
    assert faults == [("A2", "import.example_row")]
    _, faults = read(["kod", "belopp", "anteckning"], [*KIND.example[:2], "skrivet"])
    assert faults == [("A2", "import.example_row")]


@pytest.mark.parametrize("rows", [[], [["kod", "belopp"]]])
def test_nothing_below_the_headings_is_nothing(rows: list[Cells]) -> None:
    assert read(*rows) == ([], [])
