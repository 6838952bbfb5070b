"""The sheet of pots: the tree with every pot's own amounts, each row held to its equation by a formula."""

from collections.abc import Sequence
from typing import Final

from exports.avstamning.lines import KIND_NUMBERS
from exports.sheet_layout import Cell, Formula, Grid, Heading, Notes, Sheet
from ledger.domain.chart import CHART, Kind, Side, kinds_of
from ledger.reports.statement import Figures, Statement
from ledger.reports.table import Column

TITLE: Final = "Potter"

_PARTS: Final = tuple(kind.value for kind in kinds_of(Side.AUTHORITY)[1:])
_ALWAYS: Final = frozenset(
    {"authorised", "allotted", "available", "committed", "disbursed", "used"}
    | {"difference", "requisitioned", "received", "paid_out", "bank"}
)
_WHO: Final = (
    Column("name", "Pott"),
    Column("code", "Kod", "code"),
    Column("no", "Pottens nr", "integer"),
    Column("level", "Nivå", "integer"),
)
_AMOUNTS: Final = (
    *(Column(kind.value, CHART[kind].heading, "amount") for kind in kinds_of(Side.AUTHORITY)),
    Column("difference", "Tilldelat − delarna", "amount"),
    Column("requisitioned", "Rekvirerat", "amount"),
    Column("received", "Inbetalt", "amount"),
    Column("claim", CHART[Kind.CLAIM].heading, "amount"),
    Column("paid_out", "Utbetalt", "amount"),
    Column("other_bank", "Övriga bankrörelser", "amount"),
    Column("bank", CHART[Kind.BANK].heading, "amount"),
)
_AMOUNT_WIDTH: Final = 16.0
_NOTES: Final = (
    "Varje rad visar pottens egna belopp. Tilldelat = summan av delarna på samma rad, och skillnaden ska vara noll.",
    "I summan är Tilldelat rötternas, och Fördelat vidare räknas inte: det ligger i potterna under.",
    "Kolumner där allt är noll visas inte.",
)


def pots_sheet(about: Sequence[str], statement: Statement, accounts: Sheet) -> Sheet:
    """Every pot in its tree, each balance summed from the sheet of accounts, and the whole's totals."""
    columns = _shown(statement)
    keys = [column.key for column in columns]
    rows = [
        (f"{'    ' * row.depth}{row.name}", row.code, row.pot_id, row.depth, *_amounts(row.own, keys))
        for tree in statement.trees
        for row in tree.rows
    ]
    live = _live(accounts, keys)
    widths = {"name": 42.0, "code": 21.0, "level": 7.0, **dict.fromkeys(keys, _AMOUNT_WIDTH)}

    def sheet(totals: tuple[Cell, ...]) -> Sheet:
        grid = Grid(
            columns=(*_WHO, *columns),
            rows=rows,
            live=live,
            widths=widths,
            totals=totals,
            differs=frozenset({"difference"}),
        )
        return Sheet(title=TITLE, blocks=(Heading("Medelspotter", tuple(about)), grid, Notes(_NOTES)), frozen_columns=1)

    # Where the rows stand does not hang on what the totals say, so the layout is asked before they are written.
    blank: tuple[Cell, ...] = ("Summa", *(None for _ in range(len(_WHO) + len(columns) - 1)))
    return sheet(_totals(sheet(blank), statement.total, keys))


def _shown(statement: Statement) -> tuple[Column, ...]:
    moved = {
        name
        for tree in statement.trees
        for row in tree.rows
        for name, amount in row.own.amounts().items()
        if amount is not None and amount != 0
    }
    return tuple(column for column in _AMOUNTS if column.key in _ALWAYS or column.key in moved)


def _live(accounts: Sheet, keys: Sequence[str]) -> dict[str, str]:
    parts = "+".join(f"{{{part}}}" for part in _PARTS if part in keys)
    made = {
        **{kind.value: _summed(accounts, "authority", kind) for kind in kinds_of(Side.AUTHORITY)},
        **{kind.value: _summed(accounts, "cash", kind) for kind in (Kind.CLAIM, Kind.BANK)},
        "difference": f"ROUND({{authorised}}-({parts}),2)",
    }
    return {key: made[key] for key in keys if key in made}


def _summed(accounts: Sheet, column: str, kind: Kind) -> str:
    """The formula that sums the pot's own accounts of a kind."""
    place = accounts.place(accounts.grids[0])
    amounts, pots, kinds = (place.column_range(key) for key in (column, "pot_no", "kind_no"))
    sign = "-" if kind is Kind.AUTHORISED else ""
    return f"{sign}SUMIFS({amounts},{pots},{{no}},{kinds},{KIND_NUMBERS[kind]})"


def _totals(placed: Sheet, total: Figures, keys: Sequence[str]) -> tuple[Cell, ...]:
    place = placed.place(placed.grids[0])
    levels = place.column_range("level", here=True)
    cells: list[Cell] = ["Summa", None, None, None]
    for key, carried in zip(keys, _amounts(total, keys), strict=True):
        amounts = place.column_range(key, here=True)
        if carried is None or key == Kind.ALLOTTED.value:
            cells.append(None)
        elif key == Kind.AUTHORISED.value:
            cells.append(Formula(f"SUMIFS({amounts},{levels},0)", carried))
        else:
            cells.append(Formula(f"SUM({amounts})", carried))
    return tuple(cells)


def _amounts(figures: Figures, keys: Sequence[str]) -> tuple[int | None, ...]:
    amounts = {**figures.amounts(), "difference": 0}
    return tuple(amounts[key] for key in keys)
