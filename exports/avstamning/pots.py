"""The sheet of pots: the tree with every pot's own amounts, each row held to its equation by a formula."""

from collections.abc import Sequence
from typing import Final

from exports.avstamning.lines import KIND_NUMBERS
from exports.sheet_layout import Cell, Formula, Grid, Heading, Notes, Sheet
from ledger.domain.chart import CHART, Kind, Side, kinds_of
from ledger.reports.statement import Figures, Statement
from ledger.reports.table import Column

_PARTS: Final = tuple(kind.value for kind in kinds_of(Side.AUTHORITY)[1:])
_COLUMNS: Final = (
    Column("name", "Pott"),
    Column("code", "Kod", "code"),
    Column("no", "Pottens nr", "integer"),
    Column("level", "Nivå", "integer"),
    *(Column(kind.value, CHART[kind].heading, "amount") for kind in kinds_of(Side.AUTHORITY)),
    Column("difference", "Tilldelat − delarna", "amount"),
    Column("requisitioned", "Rekvirerat", "amount"),
    Column("received", "Inbetalt", "amount"),
    Column("claim", CHART[Kind.CLAIM].heading, "amount"),
    Column("paid_out", "Utbetalt", "amount"),
    Column("other_bank", "Övriga bankrörelser", "amount"),
    Column("bank", CHART[Kind.BANK].heading, "amount"),
)
_NOTES: Final = (
    "Varje rad visar pottens egna belopp. Tilldelat = summan av delarna på samma rad, och skillnaden ska vara noll.",
    "I summan är Tilldelat rötternas och Fördelat vidare noll: det som fördelats inom trädet räknas där det ligger.",
)


def pots_sheet(about: Sequence[str], statement: Statement, accounts: Sheet) -> Sheet:
    """Every pot in its tree, each balance summed from the sheet of accounts, and the whole's totals."""
    rows = [
        (f"{'    ' * row.depth}{row.name}", row.code, row.pot_id, row.depth, *_amounts(row.own))
        for tree in statement.trees
        for row in tree.rows
    ]
    live: dict[str, str] = {
        **{kind.value: _summed(accounts, "authority", kind) for kind in kinds_of(Side.AUTHORITY)},
        "difference": f"ROUND({{authorised}}-({'+'.join(f'{{{part}}}' for part in _PARTS)}),2)",
        **{kind.value: _summed(accounts, "cash", kind) for kind in (Kind.CLAIM, Kind.BANK)},
    }
    widths = {"name": 42.0}
    differs = frozenset({"difference"})
    heading = Heading("Medelspotter", tuple(about))
    bare = Grid(columns=_COLUMNS, rows=rows, live=live, widths=widths, differs=differs, totals=_blank())
    place = Sheet(title=TITLE, blocks=(heading, bare)).place(bare)
    levels = place.column_range("level", here=True)

    def total(key: str, carried: int) -> Formula:
        amounts = place.column_range(key, here=True)
        if key == "authorised":
            return Formula(f"SUMIFS({amounts},{levels},0)", carried)
        return Formula(f"SUM({amounts})", carried)

    whole = dict(zip(_KEYS, _amounts(statement.total), strict=True))
    totals: list[Cell] = ["Summa", None, None, None]
    for key in _KEYS:
        carried = whole[key]
        totals.append(None if carried is None or key == Kind.ALLOTTED else total(key, carried))
    grid = Grid(columns=_COLUMNS, rows=rows, live=live, widths=widths, differs=differs, totals=tuple(totals))
    return Sheet(title=TITLE, blocks=(heading, grid, Notes(_NOTES)), frozen_columns=1)


TITLE: Final = "Potter"
_KEYS: Final = tuple(column.key for column in _COLUMNS[4:])


def _summed(accounts: Sheet, column: str, kind: Kind) -> str:
    """The formula that sums the pot's own accounts of a kind."""
    place = accounts.place(accounts.grids[0])
    amounts, pots, kinds = (place.column_range(key) for key in (column, "pot_no", "kind_no"))
    sign = "-" if kind is Kind.AUTHORISED else ""
    return f"{sign}SUMIFS({amounts},{pots},{{no}},{kinds},{KIND_NUMBERS[kind]})"


def _blank() -> tuple[Cell, ...]:
    return ("Summa", *(None for _ in _COLUMNS[1:]))


def _amounts(figures: Figures) -> tuple[int | None, ...]:
    amounts = {**figures.amounts(), "difference": 0}
    return tuple(amounts[key] for key in _KEYS)
