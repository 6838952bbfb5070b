"""The neutral table: what it refuses to hold, and its three plain forms to the letter."""

import csv
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from typing import cast

import pytest

from ledger.reports.table import Column, ColumnKind, Row, Table, Value, without_formulas, without_zeros
from ledger.reports.table_text import as_csv, as_records, as_text

COLUMNS = (
    Column("municipality", "Kommun", "code"),
    Column("name", "Namn"),
    Column("decided_on", "Beslutat", "date"),
    Column("recorded_at", "Registrerat", "moment"),
    Column("invoices", "Fakturor", "integer"),
    Column("amount", "Belopp, kr", "amount"),
)
WINTER = datetime(2020, 12, 4, 8, 2, 59, 123456, tzinfo=UTC)
SUMMER = datetime(2020, 7, 1, 22, 30, tzinfo=UTC)


def table(*rows: Row, totals: Row | None = None, notes: tuple[str, ...] = ()) -> Table:
    return Table("Andelar", COLUMNS, rows, totals, notes)


ROWS: tuple[Row, ...] = (
    ("1444", "Grästorp", date(2020, 8, 27), WINTER, 2, 3342281100),
    ("1480", "Göteborg", None, SUMMER, 0, -50000),
)


def one_amount(*amounts: int | None) -> Table:
    return Table("Belopp", (Column("amount", "Belopp, kr", "amount"),), tuple((amount,) for amount in amounts))


def test_text_aligns_figures_to_the_right_and_writes_swedish_amounts_dates_and_time() -> None:
    drawn = as_text(table(*ROWS, totals=("", "Summa", None, None, 2, 3342231100), notes=("Exempel.",)))
    assert drawn.replace("\u00a0", " ") == (
        "Andelar\n"
        "\n"
        "Kommun  Namn      Beslutat    Registrerat           Fakturor  Belopp, kr\n"
        "──────  ────────  ──────────  ────────────────────  ────────  ──────────\n"
        "1444    Grästorp  2020-08-27  2020-12-04 kl. 09.02         2  33 422 811\n"
        "1480    Göteborg  –           2020-07-02 kl. 00.30         0        −500\n"
        "──────  ────────  ──────────  ────────────────────  ────────  ──────────\n"
        "        Summa                                              2  33 422 311\n"
        "\n"
        "Exempel.\n"
    )


def test_one_amount_with_ore_shows_the_ore_of_its_whole_column_and_the_total_counts() -> None:
    assert as_text(one_amount(100, 0, None)).splitlines()[4:] == ["         1", "         0", "         –"]
    assert as_text(one_amount(100, 50)).splitlines()[4:] == ["      1,00", "      0,50"]
    columns = (Column("amount", "Belopp, kr", "amount"),)
    assert as_text(Table("Belopp", columns, ((100,),), totals=(150,))).splitlines()[4] == "      1,00"


def test_text_of_an_empty_table_says_so_and_still_shows_its_total() -> None:
    assert as_text(table()).splitlines()[4:] == ["Inga rader"]
    empty = as_text(table(totals=("", "Summa", None, None, 0, 0)))
    assert empty.splitlines()[4] == "Inga rader"
    assert empty.splitlines()[6].split() == ["Summa", "0", "0"]


def test_a_word_among_the_totals_may_stand_under_any_heading() -> None:
    columns = (Column("day", "Dag", "date"), Column("amount", "Belopp, kr", "amount"))
    told = as_text(Table("Belopp", columns, ((date(2020, 8, 27), 100),), totals=("Summa", 100)))
    assert told.splitlines()[-1].split() == ["Summa", "1"]


def test_text_from_users_stays_on_its_line_and_cannot_steer_a_terminal() -> None:
    hostile = Table("Namn\nmed rad", (Column("name", "Namn"),), (("två\r\nrader\x1b[2J\u202eba",),))
    assert as_text(hostile).splitlines() == ["Namn med rad", "", "Namn", "─" * 16, "två rader\ufffd[2J\ufffdba"]


def test_csv_is_plain_exact_and_without_totals() -> None:
    told = as_csv(table(*ROWS, ("0012", 'A, "b"\nc', None, None, None, 123450), totals=("", "", None, None, 2, 1)))
    assert told == (
        "municipality,name,decided_on,recorded_at,invoices,amount\r\n"
        "1444,Grästorp,2020-08-27,2020-12-04T08:02:59.123456Z,2,33422811\r\n"
        "1480,Göteborg,,2020-07-01T22:30:00.000000Z,0,-500\r\n"
        '0012,"A, ""b""\nc",,,,1234.50\r\n'
    )
    assert list(csv.reader(StringIO(told, newline="")))[3] == ["0012", 'A, "b"\nc', "", "", "", "1234.50"]


def test_records_name_the_unit_of_amounts_and_are_json() -> None:
    records = as_records(table(*ROWS))
    assert records[0] == {
        "municipality": "1444",
        "name": "Grästorp",
        "decided_on": "2020-08-27",
        "recorded_at": "2020-12-04T08:02:59.123456Z",
        "invoices": 2,
        "amount_ore": 3342281100,
    }
    assert json.loads(json.dumps(records)) == records


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("amount", 1.5),
        ("amount", Decimal(100)),
        ("amount", True),
        ("integer", "1"),
        ("date", WINTER),
        ("moment", date(2020, 8, 27)),
        ("text", 1),
        ("code", 1444),
    ],
)
def test_a_value_of_another_kind_than_its_column_is_refused(kind: ColumnKind, value: object) -> None:
    with pytest.raises(TypeError, match=f"column x holds {kind}"):
        Table("Fel", (Column("x", "X", kind),), ((cast("Value", value),),))


def test_rows_and_totals_are_as_wide_as_the_columns() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        table(("1444", "Grästorp"))
    with pytest.raises(ValueError, match="2 totals for 6 columns"):
        table(totals=("", "Summa"))


def test_columns_of_amounts_without_an_amount_are_left_out() -> None:
    amounts = (Column("a", "A", "amount"), Column("b", "B", "amount"))
    columns = (Column("pot", "Pott"), *amounts, Column("n", "N", "integer"))
    full = Table("Potter", columns, (("X", 0, 5, 0), ("Y", None, 0, 0)), ("Summa", 0, 5, 0), ("Not",))
    narrow = without_zeros(full)
    assert [column.key for column in narrow.columns] == ["pot", "b", "n"]
    assert (narrow.rows, narrow.totals, narrow.notes) == ((("X", 5, 0), ("Y", 0, 0)), ("Summa", 5, 0), ("Not",))
    assert without_zeros(Table("Tom", columns, ())).columns == (columns[0], columns[3])


def test_a_number_below_zero_has_a_real_minus_sign_for_people_and_a_plain_one_for_programs() -> None:
    days = Table("Dagar", (Column("left", "Kvar", "integer"),), ((-3,),))
    assert "\N{MINUS SIGN}3" in as_text(days)
    assert as_csv(days) == "left\r\n-3\r\n"


def test_no_text_is_left_that_a_spreadsheet_would_calculate() -> None:
    columns = (Column("name", "Namn"), Column("amount", "Belopp, kr", "amount"))
    begins = ("=1+1", "+46", "-1", "@SUM(A1)", "\t=1", "\r=1", "a=1", "", "'=1")
    held = without_formulas(Table("Text", columns, tuple((text, -100) for text in begins), ("-", -900)))
    texts = [row[0] for row in held.rows]
    assert texts == ["'=1+1", "'+46", "'-1", "'@SUM(A1)", "'\t=1", "'\r=1", "a=1", "", "'=1"]
    assert {row[1] for row in held.rows} == {-100}, "amounts are figures"
