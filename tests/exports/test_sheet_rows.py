"""Rows: the XML of each block to the letter, streamed, and a grid that has the rows it said."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from exports.sheet_cells import Ink, Look, SharedTexts
from exports.sheet_layout import Block, Cell, Detail, Details, Formula, Grid, Heading, Notes, Sheet, difference
from exports.sheet_rows import sheet_rows
from exports.workbook import looks
from ledger.reports.table import Column

NUMBERS = {look: number for number, look in enumerate(looks())}
COLUMNS = (
    Column("booked_on", "Dag", "date"),
    Column("text", "Text"),
    Column("book", "Boken, kr", "amount"),
    Column("bank", "Banken, kr", "amount"),
    Column("off", "Skillnad, kr", "amount"),
)
DAY = date(2020, 8, 27)


def rows_of(*blocks: Block) -> list[str]:
    """The rows' XML, with the names of looks in place of their numbers and each text in place."""
    texts = SharedTexts(limit=0)
    told = b"".join(sheet_rows(Sheet(title="Blad", blocks=blocks), Ink(NUMBERS, texts))).decode()
    for look, number in NUMBERS.items():
        told = told.replace(f' s="{number}"', f" {look.role}-{look.kind}")
    plain = told.replace('<is><t xml:space="preserve">', "").replace("</t></is>", "").replace(' t="inlineStr"', "")
    return re.findall("<row .*?</row>", plain, re.DOTALL)


def table(*rows: tuple[Cell, ...], totals: tuple[Cell, ...] | None = None, title: str = "") -> Grid:
    live = {"off": difference("{book}", "{bank}")}
    return Grid(columns=COLUMNS, rows=rows, totals=totals, title=title, live=live)


def test_a_grid_with_its_title_headings_formulas_and_sums() -> None:
    rows: list[tuple[Cell, ...]] = [(DAY, "a", 100, 50, 50), (None, None, 7, None, None)]
    told = rows_of(table(*rows, title="Bank", totals=("Summa", None, 107, 50, 50)))
    assert (
        "\n".join(told).replace("><c", ">\n<c")
        == """\
<row r="1" ht="24.0" customHeight="1">
<c r="A1" section-text>Bank</c></row>
<row r="2" ht="18.0" customHeight="1">
<c r="A2" head-date>Dag</c>
<c r="B2" head-text>Text</c>
<c r="C2" head-amount>Boken, kr</c>
<c r="D2" head-amount>Banken, kr</c>
<c r="E2" head-amount>Skillnad, kr</c></row>
<row r="3">
<c r="A3" body-date><v>44070</v></c>
<c r="B3" body-text>a</c>
<c r="C3" body-amount><v>1</v></c>
<c r="D3" body-amount><v>0.50</v></c>
<c r="E3" body-amount><f>ROUND(C3-D3,2)</f><v>0.50</v></c></row>
<row r="4">
<c r="A4" body-date/>
<c r="B4" body-text/>
<c r="C4" body-amount><v>0.07</v></c>
<c r="D4" body-amount/>
<c r="E4" body-amount/></row>
<row r="5" ht="4.5" customHeight="1"></row>
<row r="6">
<c r="A6" total-date>Summa</c>
<c r="B6" total-text/>
<c r="C6" total-amount><f>SUM(C3:C4)</f><v>1.07</v></c>
<c r="D6" total-amount><f>SUM(D3:D4)</f><v>0.50</v></c>
<c r="E6" total-amount><f>SUM(E3:E4)</f><v>0.50</v></c></row>"""
    )


def test_an_empty_grid_says_so_and_its_sum_is_that_of_nothing() -> None:
    told = rows_of(table(totals=("Summa", None, 0, 0, 0)))
    assert told[1] == (
        '<row r="2"><c r="A2" body-text>Inga rader</c><c r="B2" body-text/><c r="C2" body-amount/>'
        '<c r="D2" body-amount/><c r="E2" body-amount/></row>'
    )
    assert "<f>SUM(C2:C2)</f><v>0</v>" in told[3]


def test_a_total_that_is_a_formula_stands_as_it_is() -> None:
    told = rows_of(table((DAY, "a", 1, 1, 0), totals=("Slut", None, Formula("MAX(C2:C2)", 1), None, None)))
    assert '<c r="C4" total-amount><f>MAX(C2:C2)</f><v>0.01</v></c><c r="D4" total-amount/>' in told[3]


def test_headings_facts_and_notes() -> None:
    facts = Details((Detail("Per", DAY, "date"), Detail("Summa", Formula("SUM(B1:B2)", 50), "amount")))
    assert rows_of(Heading("Saldo", ("VästKom",)), facts, Notes(("Exempel. " * 20,))) == [
        '<row r="1" ht="30.0" customHeight="1"><c r="A1" title-text>Saldo</c></row>',
        '<row r="2" ht="18.0" customHeight="1"><c r="A2" line-text>VästKom</c></row>',
        '<row r="4"><c r="A4" label-text>Per</c><c r="B4" detail-date><v>44070</v></c></row>',
        '<row r="5"><c r="A5" label-text>Summa</c><c r="B5" detail-amount><f>SUM(B1:B2)</f><v>0.50</v></c></row>',
        f'<row r="7" ht="63.0" customHeight="1"><c r="A7" note-text>{"Exempel. " * 20}</c></row>',
    ]


def test_a_row_with_a_long_text_is_higher() -> None:
    texts: list[Cell] = ["x" * 60, "rad\nrad", Formula("C4", "x" * 60)]
    told = rows_of(table(*[(DAY, text, 1, 1, 0) for text in texts]))
    assert [re.findall(' ht="(.*?)"', row) for row in told[1:]] == [["33.0"], ["33.0"], []]


@pytest.mark.parametrize(("count", "came"), [(2, 3), (4, 3), (0, 1)])
def test_a_grid_has_as_many_rows_as_it_said(count: int, came: int) -> None:
    rows = [(DAY, "a", 1, 1, 0)] * 3
    with pytest.raises(ValueError, match=f"Blad was to have {count} rows, {came} came"):
        rows_of(Grid(columns=COLUMNS, rows=rows, count=count))


def test_a_row_is_as_wide_as_the_headings() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        rows_of(table((DAY, "a", 1)))


def test_rows_are_drawn_while_they_are_written() -> None:
    drawn = 0

    def stream() -> Iterator[tuple[Cell, ...]]:
        nonlocal drawn
        for drawn in range(1, 5_001):
            yield (DAY, f"rad {drawn}", drawn, drawn, 0)

    sheet = Sheet(title="Blad", blocks=(Grid(columns=COLUMNS, rows=stream(), count=5_000),))
    pieces = sheet_rows(sheet, Ink(NUMBERS, SharedTexts()))
    assert drawn == 0
    next(pieces)
    assert 0 < drawn < 1_000
    assert sum(piece.count(b"<row ") for piece in pieces) > 4_000
    assert drawn == 5_000


def test_every_look_has_its_own_number() -> None:
    assert len(set(NUMBERS)) == len(NUMBERS)
    assert Look("total", "amount") in NUMBERS
