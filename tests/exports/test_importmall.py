"""The templates of imports: text cells, lists to choose from, columns explained, the same bytes always."""

from io import BytesIO
from typing import Any, TypeAlias

import pytest
from openpyxl import load_workbook

from exports.importmall import ROWS_TO_FILL, template_csv, template_xlsx
from exports.sheet_layout import Grid, Sheet, Workbook
from exports.workbook import skeleton
from ledger import clock
from ledger.formats.sheets import letters
from ledger.formats.table_file import read_table
from ledger.imports.importing import KINDS
from ledger.imports.kinds import ImportKind
from ledger.imports.reading import read_rows
from ledger.reports.table import Column

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
Kind: TypeAlias = ImportKind[Any]


@each_kind
def test_a_template_as_it_is_reads_as_nothing_and_no_fault(kind: Kind) -> None:
    for content in (template_xlsx(kind), template_csv(kind)):
        assert read_rows(kind, read_table(content, "mall", None)) == ([], [])


@each_kind
def test_the_example_would_be_read_without_its_mark(kind: Kind) -> None:
    for column in kind.columns:
        if column.example:
            column.form.read(column.heading, column.example)
        assert column.example or not column.required


@each_kind
def test_every_cell_to_fill_in_is_text(kind: Kind) -> None:
    sheet = load_workbook(BytesIO(template_xlsx(kind))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in kind.columns]
    assert [cell.value or "" for cell in sheet[2]] == list(kind.example)
    for no in (2, 3, ROWS_TO_FILL + 2):
        assert {cell.number_format for cell in sheet[no]} == {"@"}


@each_kind
def test_choices_are_lists(kind: Kind) -> None:
    sheet = load_workbook(BytesIO(template_xlsx(kind))).worksheets[0]
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert lists == {
        f"{letters(place)}2:{letters(place)}{ROWS_TO_FILL + 2}": f'"{",".join(column.form.choices)}"'
        for place, column in enumerate(kind.columns)
        if column.form.choices
    }


@each_kind
def test_every_column_is_explained(kind: Kind) -> None:
    explained = load_workbook(BytesIO(template_xlsx(kind)))["Kolumner"]
    told = {row[0]: row[1:4] for row in explained.iter_rows(values_only=True)}
    for column in kind.columns:
        required, form, note = told[column.heading]
        assert required == ("måste" if column.required else "kan")
        assert form == (", ".join(column.form.choices) or column.form.says)
        assert note == column.note


def test_a_template_is_the_same_bytes_twice() -> None:
    assert template_xlsx(KINDS["fordelning"]) == template_xlsx(KINDS["fordelning"])


def test_words_that_make_no_list_in_excel_are_refused() -> None:
    for words in (("a,b",), ("x" * 300,)):
        grid = Grid(columns=(Column("kind", "Slag", "code"),), rows=[], choices={"kind": words})
        sheet = Sheet(title="Blad", blocks=(grid,))
        with pytest.raises(ValueError, match="no list"):
            skeleton(Workbook(title="Mall", book="", moment=clock.now(), sheets=(sheet,)))
