"""Refusals of files that are read in: what the file is, what stands where in it, and all of that at once."""

from dataclasses import dataclass, field
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(frozen=True)
class ImportFault:
    """One place in a file and what is wrong there; `cell` is as in Excel, a column and a row, also for CSV."""

    sheet: str
    cell: str
    error: LedgerError

    @property
    def row(self) -> int:
        """The row's number, from 1."""
        digits = "".join(mark for mark in self.cell.partition(":")[0] if mark.isdigit())
        return int(digits or 0)


@dataclass(eq=False, kw_only=True)
class ImportRefused(LedgerError):
    """A file of which nothing was kept, with everything that is wrong in it, in the order of the sheet."""

    code: ClassVar[str] = "import.refused"
    file: str
    faults: tuple[ImportFault, ...]
    count: int = field(init=False)

    def __post_init__(self) -> None:
        """How many places have to be put right."""
        self.count = len(self.faults)


@dataclass(eq=False, kw_only=True)
class ImportFileTooLarge(LedgerError):
    """A file, or what it unpacks to, that is larger than any table of this kind; sizes in bytes."""

    code: ClassVar[str] = "import.file_too_large"
    file: str
    size: int
    limit: int


@dataclass(eq=False, kw_only=True)
class ImportUnpacksTooLarge(LedgerError):
    """A small file that unpacks to a large one; sizes in bytes."""

    code: ClassVar[str] = "import.unpacks_too_large"
    file: str
    size: int
    limit: int


@dataclass(eq=False, kw_only=True)
class ImportFileLocked(LedgerError):
    """A workbook with a password, or of the format before 2007: they begin alike."""

    code: ClassVar[str] = "import.file_locked"
    file: str


@dataclass(eq=False, kw_only=True)
class ImportFileDamaged(LedgerError):
    """A workbook that cannot be opened to its end."""

    code: ClassVar[str] = "import.file_damaged"
    file: str


@dataclass(eq=False, kw_only=True)
class ImportFileNoTable(LedgerError):
    """A file that is neither a workbook nor text."""

    code: ClassVar[str] = "import.file_no_table"
    file: str


@dataclass(eq=False, kw_only=True)
class ImportQuoteOpen(LedgerError):
    """A CSV file with a quotation mark that is not closed, or stands within a value."""

    code: ClassVar[str] = "import.quote_open"
    file: str
    line: int


@dataclass(eq=False, kw_only=True)
class ImportTooManyRows(LedgerError):
    """A sheet with more rows, or columns, than are read at once."""

    code: ClassVar[str] = "import.too_many_rows"
    file: str
    rows: int
    columns: int


@dataclass(eq=False, kw_only=True)
class ImportFileEmpty(LedgerError):
    """A sheet without any row below its headings."""

    code: ClassVar[str] = "import.file_empty"
    file: str


@dataclass(eq=False, kw_only=True)
class ImportSheetMissing(LedgerError):
    """A sheet that the workbook has not."""

    code: ClassVar[str] = "import.sheet_missing"
    file: str
    sheet: str
    sheets: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ImportSheetNotChosen(LedgerError):
    """A workbook where several sheets have values, so that nobody can say which one is meant."""

    code: ClassVar[str] = "import.sheet_not_chosen"
    file: str
    sheets: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ImportColumnMissing(LedgerError):
    """A column that is needed and not there."""

    code: ClassVar[str] = "import.column_missing"
    column: str


@dataclass(eq=False, kw_only=True)
class ImportColumnUnknown(LedgerError):
    """A heading that means nothing here: it may be a misspelt one, whose values would be lost."""

    code: ClassVar[str] = "import.column_unknown"
    given: str
    columns: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ImportColumnTwice(LedgerError):
    """A heading that stands twice."""

    code: ClassVar[str] = "import.column_twice"
    column: str
    first_cell: str


@dataclass(eq=False, kw_only=True)
class ImportOutsideColumns(LedgerError):
    """A value that stands under no heading."""

    code: ClassVar[str] = "import.outside_columns"
    given: str


@dataclass(eq=False, kw_only=True)
class ImportCellFormula(LedgerError):
    """A formula that has never been calculated: the file does not hold its value."""

    code: ClassVar[str] = "import.cell_formula"


@dataclass(eq=False, kw_only=True)
class ImportCellBroken(LedgerError):
    """A cell that shows an error of the spreadsheet's, `#REF!`."""

    code: ClassVar[str] = "import.cell_broken"
    given: str


@dataclass(eq=False, kw_only=True)
class ImportCellMerged(LedgerError):
    """Cells that are merged: only the first of them has the value."""

    code: ClassVar[str] = "import.cell_merged"
    cells: str


@dataclass(eq=False, kw_only=True)
class ImportRowHidden(LedgerError):
    """A row with values that whoever looks at the sheet does not see."""

    code: ClassVar[str] = "import.row_hidden"


@dataclass(eq=False, kw_only=True)
class ImportColumnHidden(LedgerError):
    """A column with values that whoever looks at the sheet does not see."""

    code: ClassVar[str] = "import.column_hidden"
    letters: str


@dataclass(eq=False, kw_only=True)
class ImportValueMissing(LedgerError):
    """An empty cell where a value is needed."""

    code: ClassVar[str] = "import.value_missing"
    column: str


@dataclass(eq=False, kw_only=True)
class ImportValueMalformed(LedgerError):
    """A value of another form than its column's."""

    code: ClassVar[str] = "import.value_malformed"
    column: str
    given: str
    expected: str


@dataclass(eq=False, kw_only=True)
class ImportChoiceUnknown(LedgerError):
    """A word that is none of those the column has."""

    code: ClassVar[str] = "import.choice_unknown"
    column: str
    given: str
    choices: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ImportAmountInexact(LedgerError):
    """A number in a cell that is no whole number of öre."""

    code: ClassVar[str] = "import.amount_inexact"
    given: str


@dataclass(eq=False, kw_only=True)
class ImportExampleRow(LedgerError):
    """The template's example row, which somebody has written in and left marked."""

    code: ClassVar[str] = "import.example_row"


@dataclass(eq=False, kw_only=True)
class ImportRowTwice(LedgerError):
    """Two rows about the same thing."""

    code: ClassVar[str] = "import.row_twice"
    what: str
    first_row: int


@dataclass(eq=False, kw_only=True)
class ImportRowsDisagree(LedgerError):
    """Rows of one and the same that say different things about it."""

    code: ClassVar[str] = "import.rows_disagree"
    what: str
    column: str
    given: str
    first: str
    first_row: int


@dataclass(eq=False, kw_only=True)
class ImportFactFixed(LedgerError):
    """What a file says otherwise of something registered, and no file may change; `known` is what the register has."""

    code: ClassVar[str] = "import.fact_fixed"
    what: str
    column: str
    known: str


@dataclass(eq=False, kw_only=True)
class ImportNumberFixed(LedgerError):
    """An organisation number other than the register's; not told, as it may be somebody's personal number."""

    code: ClassVar[str] = "import.number_fixed"
    what: str
    column: str


@dataclass(eq=False, kw_only=True)
class ImportPayeeFixed(LedgerError):
    """Another account to pay to than the register's: one person changes it and another confirms."""

    code: ClassVar[str] = "import.payee_fixed"
    what: str
    column: str


@dataclass(eq=False, kw_only=True)
class ImportDayMissing(LedgerError):
    """A changed row that does not say from which day the change holds."""

    code: ClassVar[str] = "import.day_missing"
    what: str
    column: str


@dataclass(eq=False, kw_only=True)
class ImportKeyThere(LedgerError):
    """An allocation key that is there with other contents: a key is never edited."""

    code: ClassVar[str] = "import.key_there"
    about: ClassVar[About] = About.STATE
    key: str


@dataclass(eq=False, kw_only=True)
class ImportAllocationThere(LedgerError):
    """Another imported allocation of the same decision, pot and day is in force: this may be the same one, changed."""

    code: ClassVar[str] = "import.allocation_there"
    about: ClassVar[About] = About.STATE
    allocation: str
    pot: str
    day: str


@dataclass(eq=False, kw_only=True)
class ImportOpeningOnlyRoot(LedgerError):
    """A claim or money in the bank on a pot that is no purpose's own."""

    code: ClassVar[str] = "import.opening_only_root"
    pot: str
    root: str


@dataclass(eq=False, kw_only=True)
class ImportOpeningBankMissing(LedgerError):
    """Money in the bank without the account it lies in."""

    code: ClassVar[str] = "import.opening_bank_missing"
    purpose: str


@dataclass(eq=False, kw_only=True)
class ImportOpeningNotFirst(LedgerError):
    """Opening balances of a purpose that has an amount already."""

    code: ClassVar[str] = "import.opening_not_first"
    about: ClassVar[About] = About.STATE
    purpose: str
    authorised_ore: int


@dataclass(eq=False, kw_only=True)
class ImportOpeningExceedsLeft(LedgerError):
    """More claimed and in the bank than there is left to decide about."""

    code: ClassVar[str] = "import.opening_exceeds_left"
    about: ClassVar[About] = About.STATE
    purpose: str
    claim_ore: int
    bank_ore: int
    left_ore: int


@dataclass(eq=False, kw_only=True)
class ImportColumnNotChosen(LedgerError):
    """A published table with several columns of figures, or none with the heading asked for."""

    code: ClassVar[str] = "import.column_not_chosen"
    columns: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ImportUnitUnclear(LedgerError):
    """A published table that does not say whether its figures are kronor or thousands, or says both."""

    code: ClassVar[str] = "import.unit_unclear"
    found: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ImportUnitContradicted(LedgerError):
    """A unit that the published table's own headings contradict."""

    code: ClassVar[str] = "import.unit_contradicted"
    given: str
    found: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ImportFiguresJoined(LedgerError):
    """A figure of more digits than any amount has: two that have lost what stood between them."""

    code: ClassVar[str] = "import.figures_joined"
    given: str


@dataclass(eq=False, kw_only=True)
class ImportRowWithoutCode(LedgerError):
    """A row with a figure that is no total and has no code."""

    code: ClassVar[str] = "import.row_without_code"
    given: str
