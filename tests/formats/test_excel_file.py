"""Workbooks: values as they stand, every cell that cannot be relied upon told, and no file that fills the memory."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger.errors import (
    ImportFileDamaged,
    ImportFileLocked,
    ImportFileNoTable,
    ImportFileTooLarge,
    ImportSheetMissing,
    ImportSheetNotChosen,
    ImportTooManyRows,
    ImportUnpacksTooLarge,
    LedgerError,
)
from ledger.formats.sheets import Limits, Sheet, letters, place_of
from ledger.formats.table_file import read_table
from tests.support.importing import saved, sheet_of, workbook


def read(content: bytes, sheet: str | None = None, limits: Limits | None = None) -> Sheet:
    return read_table(content, "fil.xlsx", sheet, limits or Limits())


def changed(change: Callable[[Worksheet], object]) -> Sheet:
    """A sheet of two rows after a change of it."""
    book = Workbook()
    sheet = sheet_of(book)
    sheet.append(["kod", "namn", "belopp"])
    sheet.append(["A", "Alfa", 1])
    change(sheet)
    return read(saved(book))


def found(sheet: Sheet) -> list[tuple[str, str, str]]:
    return [(fault.sheet, fault.cell, fault.error.code) for fault in sheet.faults]


def repacked(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def test_values_stand_as_the_file_has_them() -> None:
    day = datetime.fromisoformat("2020-08-27")
    content = workbook([["kod", None, " vikt "], [], ["0114", 1, 2.5, day, True], [None, " "]])
    sheet = read(content)
    assert sheet.name == "Blad1"
    assert [(row.no, row.values) for row in sheet.rows] == [
        (1, ("kod", None, "vikt")),
        (3, ("0114", 1, 2.5, day, True)),
    ]


def test_the_size_a_sheet_says_it_has_is_not_believed() -> None:
    content = workbook([["kod"], ["A"]])
    lying = repacked(
        content, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    )
    assert [row.values for row in read(lying).rows] == [("kod",), ("A",)]


def test_a_formula_that_was_never_calculated() -> None:
    assert found(changed(lambda sheet: sheet.append(["B", "Beta", "=1+1"]))) == [("Blad1", "C3", "import.cell_formula")]


def test_a_calculated_formula_is_its_value() -> None:
    def calculated(xml: bytes) -> bytes:
        return xml.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>")

    content = repacked(workbook([["tal"], ["=1+1"]]), "xl/worksheets/sheet1.xml", calculated)
    sheet = read(content)
    assert [row.values for row in sheet.rows] == [("tal",), (2,)]
    assert sheet.faults == ()


def test_a_cell_that_shows_an_error() -> None:
    def broken(sheet: Worksheet) -> None:
        sheet["B2"].value = "#REF!"

    assert found(changed(broken)) == [("Blad1", "B2", "import.cell_broken")]


def test_merged_cells() -> None:
    assert found(changed(lambda sheet: sheet.merge_cells("A2:B2"))) == [("Blad1", "A2", "import.cell_merged")]


def test_hidden_rows_and_columns_with_values() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.column_dimensions["F"].hidden = True

    assert found(changed(hide)) == [("Blad1", "C1", "import.column_hidden"), ("Blad1", "A2", "import.row_hidden")]


def test_one_sheet_must_be_meant() -> None:
    book = Workbook()
    sheet_of(book, "Ett").append(["kod"])
    book.create_sheet("Tomt")
    book.create_sheet("Kolumner").append(["förklaring"])
    hidden = book.create_sheet("Dolt")
    hidden.append(["kod"])
    hidden.sheet_state = "hidden"
    assert read(saved(book)).name == "Ett"
    book.create_sheet("Två").append(["kod"])
    with pytest.raises(ImportSheetNotChosen) as refused:
        read(saved(book))
    assert refused.value.sheets == ("Ett", "Två")
    assert read(saved(book), "Två").name == "Två"
    with pytest.raises(ImportSheetMissing):
        read(saved(book), "Dolt")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), ImportFileLocked),
        (b"PK\x03\x04" + bytes(500), ImportFileDamaged),
        (workbook([["kod"], ["A"]])[:-200], ImportFileDamaged),
        (repacked(workbook([["a"]]), "xl/worksheets/sheet1.xml", lambda _: b"<worksheet><row>"), ImportFileDamaged),
        (b"%PDF-1.7\n\x00\x01", ImportFileNoTable),
    ],
    ids=["locked", "not a zip", "cut", "cut sheet", "pdf"],
)
def test_files_that_are_no_workbooks(content: bytes, refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        read(content)


def test_a_zip_of_something_else() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(ImportFileNoTable):
        read(out.getvalue())


def test_what_unpacks_to_very_much_is_never_unpacked() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(101_000_000))
    assert len(out.getvalue()) < 200_000
    with pytest.raises(ImportUnpacksTooLarge):
        read(out.getvalue())


def test_limits() -> None:
    content = workbook([["a", "b"], [1, 2], [3, 4]])
    assert len(read(content, limits=Limits(rows=3, columns=2)).rows) == 3
    for limits in (Limits(rows=2), Limits(columns=1)):
        with pytest.raises(ImportTooManyRows):
            read(content, limits=limits)
    with pytest.raises(ImportFileTooLarge):
        read(content, limits=Limits(file_bytes=len(content) - 1))


def test_a_workbook_that_declares_entities_is_refused() -> None:
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]>'
    content = repacked(workbook([["kod"]]), "xl/workbook.xml", lambda xml: bomb + xml.replace(b"Blad1", b"&a;"))
    with pytest.raises(ImportFileDamaged):
        read(content)


@pytest.mark.parametrize(("place", "column"), [(0, "A"), (25, "Z"), (26, "AA"), (16_383, "XFD")])
def test_columns_are_counted_as_excel_does(place: int, column: str) -> None:
    assert letters(place) == column
    assert place_of(column) == place
