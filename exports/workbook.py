"""The only writer with openpyxl: what a workbook looks like, and its structure without rows."""

from datetime import UTC
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import ZipFile

from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from exports.sheet_cells import Look, Role, Styles
from exports.sheet_layout import ROW_HEIGHT, Grid, Place, Sheet, Tone, Workbook, column_letters
from ledger.reports.table import FIGURES, ColumnKind

# Colours and their contrast are those of the pages.
_TEXT: Final = "1B2126"
_MUTED: Final = "55606A"
_ACCENT: Final = "0F5B78"
_SURFACE: Final = "F5F6F4"
_RULE: Final = "D3D8DC"
_CONTROL: Final = "6F7A84"
_TONES: Final[dict[Tone, str]] = {"ok": "1D6A3B", "warn": "7A4A00", "error": "A11C1C", "quiet": _MUTED}
_GROUNDS: Final[dict[Tone, PatternFill]] = {
    "ok": PatternFill("solid", fgColor="E5F3EA", bgColor="E5F3EA"),
    "warn": PatternFill("solid", fgColor="FDF1D3", bgColor="FDF1D3"),
    "error": PatternFill("solid", fgColor="FBE8E6", bgColor="FBE8E6"),
}

_FORMATS: Final[dict[ColumnKind, str]] = {
    "text": "General",
    "code": "@",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "integer": "#,##0",
    "amount": "#,##0.00",
}
"""As the file has them: a Swedish Excel shows spaces for the comma and a comma for the point."""

_KINDS: Final[dict[Role, tuple[ColumnKind, ...]]] = {
    "title": ("text",),
    "section": ("text",),
    "line": ("text",),
    "label": ("text",),
    "note": ("text",),
    "head": tuple(_FORMATS),
    "detail": tuple(_FORMATS),
    "body": tuple(_FORMATS),
    "total": tuple(_FORMATS),
}
_ROLE_NAMES: Final[dict[Role, str]] = {
    "title": "rubrik",
    "section": "avsnitt",
    "line": "ingress",
    "label": "etikett",
    "note": "anmärkning",
    "head": "kolumnhuvud",
    "detail": "uppgift",
    "body": "rad",
    "total": "summa",
}
_KIND_NAMES: Final[dict[ColumnKind, str]] = {
    "text": "text",
    "code": "kod",
    "date": "datum",
    "moment": "tidpunkt",
    "integer": "antal",
    "amount": "belopp",
}


class Skeleton(NamedTuple):
    """A workbook without rows: its parts by name in a fixed order, and the number of each look in its styles part."""

    parts: dict[str, bytes]
    styles: Styles


def skeleton(workbook: Workbook) -> Skeleton:
    """The workbook's structure, styles and sheet settings, the same bytes for the same declaration."""
    book = OpenpyxlWorkbook()
    book.remove(book.worksheets[0])
    _set_properties(book, workbook)
    for sheet in workbook.sheets:
        _add_sheet(book.create_sheet(sheet.title), sheet, workbook)
    book.worksheets[0].sheet_view.tabSelected = True
    styles = _add_styles(book)
    return Skeleton(_parts(book), styles)


def _set_properties(book: OpenpyxlWorkbook, workbook: Workbook) -> None:
    moment = workbook.moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.properties.creator = "Medelsboken"
    book.properties.title = workbook.title
    book.properties.created = moment
    book.properties.modified = moment


def _parts(book: OpenpyxlWorkbook) -> dict[str, bytes]:
    """Saved by openpyxl's own writer rather than `save`, which stamps the file with the present moment."""
    memory = BytesIO()
    ExcelWriter(book, ZipFile(memory, "w")).save()
    with ZipFile(memory) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- looks -------------------------------------------------------------------------------------------------------


def looks() -> list[Look]:
    """Every look a cell may have, in the order of the styles part."""
    return [Look(role, kind, quoted) for role, kinds in _KINDS.items() for kind in kinds for quoted in (False, True)]


def _add_styles(book: OpenpyxlWorkbook) -> Styles:
    for role, kinds in _KINDS.items():
        for kind in kinds:
            book.add_named_style(_named_style(role, kind))
    return {look: _style_number(book, look) for look in looks()}


def _style_number(book: OpenpyxlWorkbook, look: Look) -> int:
    cell = WriteOnlyCell(book.worksheets[0])
    cell.style = _style_name(look.role, look.kind)
    cell.quotePrefix = look.quoted
    return cell.style_id


def _style_name(role: Role, kind: ColumnKind) -> str:
    several = len(_KINDS[role]) > 1
    return f"Medel {_ROLE_NAMES[role]} {_KIND_NAMES[kind]}" if several else f"Medel {_ROLE_NAMES[role]}"


def _named_style(role: Role, kind: ColumnKind) -> NamedStyle:
    return NamedStyle(
        name=_style_name(role, kind),
        font=_FONTS[role],
        fill=PatternFill("solid", fgColor=_SURFACE) if role == "head" else PatternFill(),
        border=_BORDERS.get(role, Border()),
        alignment=_alignment(role, kind),
        number_format="General" if role == "head" else _FORMATS[kind],
    )


def _font(size: float, color: str = _TEXT, *, bold: bool = False) -> Font:
    return Font(name="Calibri", family=2, size=size, color=color, bold=bold)


_FONTS: Final[dict[Role, Font]] = {
    "title": _font(18, _ACCENT, bold=True),
    "section": _font(13, bold=True),
    "line": _font(11, _MUTED),
    "label": _font(11, _MUTED),
    "note": _font(10, _MUTED),
    "head": _font(10, bold=True),
    "detail": _font(11),
    "body": _font(11),
    "total": _font(11, bold=True),
}
_BORDERS: Final[dict[Role, Border]] = {
    "head": Border(bottom=Side("thin", _CONTROL)),
    "body": Border(bottom=Side("thin", _RULE)),
    "total": Border(top=Side("medium", _TEXT)),
}


def _alignment(role: Role, kind: ColumnKind) -> Alignment:
    """Figures to the right, with their headings, two steps in: there a filter's button would cover the heading."""
    figures = kind in FIGURES and role != "detail"
    return Alignment(
        horizontal="right" if figures else "left",
        indent=2 if figures else 0,
        vertical="top" if role in {"line", "note"} else "center",
        wrap_text=role in {"line", "note", "head"} or (role == "body" and kind == "text"),
    )


# --- sheets ------------------------------------------------------------------------------------------------------


def _add_sheet(target: Worksheet, sheet: Sheet, workbook: Workbook) -> None:
    for place, width in enumerate(sheet.widths):
        target.column_dimensions[column_letters(place)].width = width
    target.sheet_format.defaultRowHeight = ROW_HEIGHT
    target.sheet_format.customHeight = True
    target.sheet_view.showGridLines = False
    _set_page(target, sheet)
    _set_foot(target, workbook)
    if len(sheet.widths) > 1:
        for row in sheet.prose_rows:
            target.merged_cells.add(f"A{row}:{column_letters(len(sheet.widths) - 1)}{row}")
    for grid in sheet.grids:
        _set_marks(target, grid, sheet.place(grid))
        _set_choices(target, grid, sheet.place(grid))
    if len(sheet.grids) == 1:
        _set_heading_row(target, sheet, sheet.grids[0])


def _set_heading_row(target: Worksheet, sheet: Sheet, grid: Grid) -> None:
    place = sheet.place(grid)
    head = place.first_row - 1
    target.freeze_panes = f"{column_letters(sheet.frozen_columns)}{place.first_row}"
    target.auto_filter.ref = f"A{head}:{column_letters(len(grid.columns) - 1)}{place.last_row}"
    target.print_title_rows = f"{head}:{head}"


def _set_page(target: Worksheet, sheet: Sheet) -> None:
    """A4, as many pages down as it takes and never more than one across."""
    target.page_setup.paperSize = target.PAPERSIZE_A4
    target.page_setup.orientation = sheet.paper
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.page_setup.fitToWidth = 1
    target.page_setup.fitToHeight = 0
    margins = target.page_margins
    margins.left = margins.right = 0.55
    margins.top, margins.bottom = 0.6, 0.75
    margins.header = margins.footer = 0.35


def _set_foot(target: Worksheet, workbook: Workbook) -> None:
    target.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(_foot_text(workbook.book), size=9),
        center=_HeaderFooterPart(_foot_text(workbook.title), size=9),
        right=_HeaderFooterPart("Sida &P av &N", size=9),
    )


def _foot_text(text: str) -> str:
    """At most 70 characters, as the whole foot may have 255; an ampersand would begin a code."""
    line = " ".join(text.split())
    return (line if len(line) <= 70 else line[:69] + "…").replace("&", "&&")


# --- marks -------------------------------------------------------------------------------------------------------


def _set_marks(target: Worksheet, grid: Grid, place: Place) -> None:
    """Conditional, so that a mark comes and goes with the figure; the figure or the word says the same by itself."""
    for key in sorted(grid.differs):
        letters = column_letters(grid.keys.index(key))
        cells = f"{letters}{place.first_row}:{letters}{place.bottom}"
        _add_mark(target, cells, f"ROUND({letters}{place.first_row},2)<>0", "error")
        _add_mark(target, cells, f"ROUND({letters}{place.first_row},2)=0", "quiet")
    for key, words in grid.tones.items():
        letters = column_letters(grid.keys.index(key))
        for word, tone in words.items():
            quoted = word.replace('"', '""')
            cells = f"{letters}{place.first_row}:{letters}{place.last_row}"
            _add_mark(target, cells, f'{letters}{place.first_row}="{quoted}"', tone)


def _add_mark(target: Worksheet, cells: str, formula: str, tone: Tone) -> None:
    look = DifferentialStyle(font=Font(color=_TONES[tone], bold=tone != "quiet"), fill=_GROUNDS.get(tone))
    target.conditional_formatting.add(cells, Rule(type="expression", dxf=look, formula=[formula]))


# --- what may be filled in ---------------------------------------------------------------------------------------


def _set_choices(target: Worksheet, grid: Grid, place: Place) -> None:
    """Lists to choose from, in the rows there are: Excel takes at most 255 characters of words, none with a comma."""
    for key, words in grid.choices.items():
        listed = ",".join(words)
        if len(listed) > 255 or any("," in word for word in words):
            raise ValueError(f"no list that Excel can hold: {listed}")
        letters = column_letters(grid.keys.index(key))
        target.add_data_validation(
            DataValidation(
                type="list",
                formula1=f'"{listed}"',
                allow_blank=True,
                showErrorMessage=True,
                sqref=f"{letters}{place.first_row}:{letters}{place.last_row}",
            )
        )
