"""The skeleton: what a reader, a printer and an editor meet before any row, as another program reads it."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Final

import pytest
from openpyxl import Workbook as Read
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.sheet_layout import Grid, Heading, Notes, Sheet, Workbook
from exports.workbook import looks, skeleton
from exports.workbook_file import pack_workbook
from ledger.reports.table import Column

MOMENT: Final = datetime(2021, 3, 31, 8, 0, 30, 999, tzinfo=UTC)
COLUMNS: Final = (
    Column("municipality", "Kommun", "code"),
    Column("name", "Namn"),
    Column("decided_on", "Beslutat", "date"),
    Column("recorded_at", "Registrerat", "moment"),
    Column("invoices", "Fakturor", "integer"),
    Column("amount", "Belopp, kr", "amount"),
)
ROWS: Final = [("1444", "=Grästorp", date(2020, 8, 27), MOMENT.replace(microsecond=0), 1_234, -123_456_50)] * 3


def a_grid() -> Grid:
    return Grid(
        columns=COLUMNS,
        rows=ROWS,
        totals=("Summa", None, None, None, None, -370_369_50),
        differs=frozenset({"amount"}),
        tones={"name": {'Stämmer "helt"': "ok", "Skiljer": "error"}},
        widths={"name": 44},
    )


def a_workbook(*, title: str = "Avstämning", book: str = "VästKom") -> Workbook:
    shares = Sheet(title="Andelar", blocks=(Heading("Andelar", ("Per 2021-03-31",)), a_grid()), frozen_columns=2)
    words = Sheet(title="Orden", blocks=(Heading("Orden"), Notes(("Tilldelat.",))), paper="portrait")
    several = Sheet(title="Översikt", blocks=(a_grid(), a_grid(), Notes(("Exempel.", "Till."))))
    return Workbook(title=title, book=book, moment=MOMENT, sheets=(several, shares, words))


def read(workbook: Workbook) -> Read:
    out = BytesIO()
    pack_workbook(workbook, out)
    return load_workbook(out)


@pytest.fixture(scope="module")
def book() -> Read:
    return read(a_workbook())


@pytest.fixture
def shares(book: Read) -> Worksheet:
    sheet = book["Andelar"]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_sheets_come_in_order_and_the_first_is_open(book: Read) -> None:
    assert book.sheetnames == ["Översikt", "Andelar", "Orden"]
    assert book.active is book.worksheets[0]
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, None, None]


def test_a_single_table_has_its_headings_frozen_filtered_and_repeated(shares: Worksheet) -> None:
    assert shares.freeze_panes == "C5"
    assert shares.auto_filter.ref == "A4:F7"
    assert shares.print_title_rows == "$4:$4"
    assert shares["A9"].value == "Summa"


def test_a_sheet_of_several_tables_has_no_headings_to_freeze(book: Read) -> None:
    assert book["Översikt"].freeze_panes is None
    assert book["Översikt"].auto_filter.ref is None
    assert book["Översikt"].print_title_rows in {None, ""}


def test_a_sheet_prints_on_a4_one_page_wide_with_book_title_and_page(book: Read, shares: Worksheet) -> None:
    assert [sheet.page_setup.orientation for sheet in book.worksheets] == ["landscape", "landscape", "portrait"]
    assert (shares.page_setup.paperSize, shares.page_setup.fitToWidth, shares.page_setup.fitToHeight) == (9, 1, 0)
    assert shares.sheet_properties.pageSetUpPr is not None
    assert shares.sheet_properties.pageSetUpPr.fitToPage
    foot = shares.oddFooter
    assert foot is not None
    told = [foot.left.text, foot.center.text, foot.right.text]
    assert [text and text.strip() for text in told] == ["VästKom", "Avstämning", "Sida &P av &N"]


def test_what_stands_at_the_foot_is_text_and_never_a_code_of_the_printer() -> None:
    foot = read(a_workbook(title="2020 & 2021\nA", book="x" * 200)).worksheets[0].oddFooter
    assert foot is not None
    assert str(foot.center) == "&9 2020 && 2021 A"
    assert str(foot.left) == f"&9 {'x' * 69}…"


def test_widths_and_lines_are_set(shares: Worksheet) -> None:
    widths = {letters: column.width for letters, column in shares.column_dimensions.items()}
    assert widths == {"A": 15, "B": 44, "C": 15, "D": 18, "E": 13, "F": 21}
    assert shares.sheet_view.showGridLines is False


def test_cells_are_numbers_and_dates_in_formats_that_follow_the_readers_language(shares: Worksheet) -> None:
    row = list(shares["A5:F5"][0])
    assert [cell.number_format for cell in row] == [
        "@",
        "General",
        "yyyy-mm-dd",
        "yyyy-mm-dd hh:mm",
        "#,##0",
        "#,##0.00",
    ]
    assert [cell.value for cell in row[2:]] == [
        datetime(2020, 8, 27),  # noqa: DTZ001 - a sheet has no zones
        datetime(2021, 3, 31, 10, 0, 30),  # noqa: DTZ001
        1_234,
        -123_456.50,
    ]


def test_cells_have_named_looks_figures_to_the_right_and_user_text_quoted(shares: Worksheet) -> None:
    assert [cell.style for cell in shares["A5:F5"][0]][-1] == "Medel rad belopp"
    assert [shares[place].style for place in ("A1", "A2", "F4", "F9")] == [
        "Medel rubrik",
        "Medel ingress",
        "Medel kolumnhuvud belopp",
        "Medel summa belopp",
    ]
    assert [shares[place].alignment.horizontal for place in ("B4", "B5", "F4", "F5", "F9")] == [
        "left",
        "left",
        "right",
        "right",
        "right",
    ]
    assert (shares["A5"].quotePrefix, shares["B5"].quotePrefix) == (False, True)
    assert shares["B5"].value == "=Grästorp"
    assert shares["B5"].data_type == "s"


def test_a_difference_and_the_words_of_an_outcome_are_marked_while_they_stand(shares: Worksheet) -> None:
    rules = {
        (str(cells.sqref), rule.formula[0]): rule.dxf.font.color.rgb[2:]
        for cells in shares.conditional_formatting
        for rule in cells.rules
    }
    assert rules == {
        ("F5:F9", "ROUND(F5,2)<>0"): "A11C1C",
        ("F5:F9", "ROUND(F5,2)=0"): "55606A",
        ("B5:B7", 'B5="Stämmer ""helt"""'): "1D6A3B",
        ("B5:B7", 'B5="Skiljer"'): "A11C1C",
    }


def test_running_text_spans_the_sheet(book: Read, shares: Worksheet) -> None:
    assert [str(cells) for cells in shares.merged_cells.sorted()] == ["A2:F2"]
    assert [str(cells) for cells in book["Översikt"].merged_cells.sorted()] == ["A15:F15", "A16:F16"]
    assert not book["Orden"].merged_cells


def test_the_properties_say_what_it_is_and_the_moment_given(book: Read) -> None:
    assert book.properties.title == "Avstämning"
    assert book.properties.creator == "Medelsboken"
    assert book.properties.created == book.properties.modified == datetime(2021, 3, 31, 8, 0, 30)  # noqa: DTZ001


def test_a_spreadsheet_computes_everything_anew_when_it_may(book: Read) -> None:
    assert book.calculation is not None
    assert book.calculation.fullCalcOnLoad


def test_every_look_has_a_number_of_its_own() -> None:
    styles = skeleton(a_workbook()).styles
    assert list(styles) == looks()
    assert len(set(styles.values())) == len(styles)
