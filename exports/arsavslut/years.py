"""The sheets of the year: every pot from opening to closing, the purposes summed from them, claims and the bank."""

from collections.abc import Sequence
from typing import Final

from exports.avstamning.registers import totals
from exports.sheet_layout import Cell, Grid, Heading, Notes, Sheet, difference
from ledger.money import Ore
from ledger.reports.table import Column
from ledger.reports.yearend import Left, Moves, PotYear, PurposeYear

_IN: Final = ("authorised", "carried_in", "handed_in")
_OUT: Final = ("allotted", "used", "returned", "lapsed", "carried_out", "handed_out")
_PARTS: Final = ("available", "reserved", "committed", "disbursed")
_OPTIONAL: Final = frozenset({*_IN, *_OUT, "reserved"} - {"authorised", "used"})
"""Shown where something of the kind has happened."""

_MOVES: Final = (
    Column("opening", "Ingående", "amount"),
    Column("authorised", "Tilldelat", "amount"),
    Column("carried_in", "Överfört in", "amount"),
    Column("handed_in", "Övertaget", "amount"),
    Column("allotted", "Fördelat vidare", "amount"),
    Column("used", "Förbrukat", "amount"),
    Column("returned", "Återbetalt", "amount"),
    Column("lapsed", "Förfallet", "amount"),
    Column("carried_out", "Överfört ut", "amount"),
    Column("handed_out", "Överlämnat", "amount"),
    Column("closing", "Utgående", "amount"),
    Column("difference", "Skillnad", "amount"),
)
_LEFT: Final = (
    Column("available", "Kvar att disponera", "amount"),
    Column("reserved", "Reserverat", "amount"),
    Column("committed", "Intecknat", "amount"),
    Column("disbursed", "Hos mottagaren", "amount"),
)
_POTS: Final = (
    Column("name", "Pott"),
    Column("code", "Kod", "code"),
    Column("purpose_no", "Ändamålets nr i filen", "integer"),
    Column("level", "Nivå", "integer"),
    *_MOVES,
    *_LEFT,
)
_PURPOSES: Final = (
    Column("name", "Ändamål"),
    Column("code", "Kod", "code"),
    Column("no", "Nr i filen", "integer"),
    *(column for column in _MOVES if column.key != "allotted"),
    *_LEFT,
)
_ASKED: Final = (
    Column("name", "Ändamål"),
    Column("code", "Kod", "code"),
    Column("opening", "Ingående fordran", "amount"),
    Column("requisitioned", "Rekvirerat", "amount"),
    Column("received", "Inbetalt", "amount"),
    Column("closing", "Utgående fordran", "amount"),
    Column("difference", "Skillnad", "amount"),
    Column("opening_bank", "Ingående bank", "amount"),
    Column("closing_bank", "Utgående bank", "amount"),
)
_NOTES: Final = (
    "Ingående + tilldelat + överfört in + övertaget − det som gick ut = utgående, och skillnaden ska vara noll.",
    "Utgående är det som får användas: kvar att disponera, reserverat, intecknat och hos mottagaren.",
    "Kolumner där allt är noll visas inte.",
)


def pots_sheet(about: Sequence[str], purposes: Sequence[PurposeYear]) -> Sheet:
    """Every pot's own year, without the pots under it: its closing is the sum of where it lies."""
    every: list[tuple[Cell, ...]] = [
        (f"{'    ' * year.pot.depth}{year.pot.name}", year.pot.code, no, year.pot.depth, *_year(year))
        for no, purpose in enumerate(purposes, start=1)
        for year in purpose.pots
    ]
    columns, rows = shown(_POTS, every, _OPTIONAL)
    keys = [column.key for column in columns]
    closing = "+".join(f"{{{part}}}" for part in _PARTS if part in keys)
    grid = Grid(
        columns=columns,
        rows=rows,
        totals=totals(columns, amounts_of(columns, rows)),
        live={"closing": closing, "difference": _difference(keys, _OUT)},
        differs=frozenset({"difference"}),
        widths=narrow(columns),
    )
    return Sheet(title="Potter", blocks=(Heading("Potternas år", tuple(about)), grid, Notes(_NOTES)), frozen_columns=1)


def purposes_sheet(about: Sequence[str], purposes: Sequence[PurposeYear], pots: Sheet) -> Sheet:
    """Every purpose's year, summed from its pots; what was allotted within it is counted where it lies."""
    every: list[tuple[Cell, ...]] = [
        (purpose.name, purpose.purpose, no, *_totals_of(purpose)) for no, purpose in enumerate(purposes, start=1)
    ]
    columns, rows = shown(_PURPOSES, every, _OPTIONAL)
    keys = [column.key for column in columns]
    grid = Grid(
        columns=columns,
        rows=rows,
        totals=totals(columns, amounts_of(columns, rows)),
        live={**_summed(pots, keys), "difference": _difference(keys, [key for key in _OUT if key != "allotted"])},
        differs=frozenset({"difference"}),
        widths=narrow(columns),
    )
    return Sheet(
        title="Ändamål", blocks=(Heading("Ändamålens år", tuple(about)), grid, Notes(_NOTES)), frozen_columns=1
    )


def shown(
    columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], optional: frozenset[str]
) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    """The columns and rows without those optional columns where every amount is zero: a page holds only so many."""
    kept = [
        place
        for place, column in enumerate(columns)
        if column.key not in optional or any(row[place] != 0 for row in rows)
    ]
    return tuple(columns[place] for place in kept), [tuple(row[place] for place in kept) for row in rows]


def amounts_of(columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> dict[str, Ore]:
    """The sum of every column of amounts, in öre."""
    return {
        column.key: sum(cell for row in rows if isinstance(cell := row[place], int))
        for place, column in enumerate(columns)
        if column.kind == "amount"
    }


def narrow(columns: Sequence[Column]) -> dict[str, float]:
    """Columns of amounts as narrow as hundreds of millions need."""
    return {column.key: 16.0 for column in columns if column.kind == "amount"}


def _summed(pots: Sheet, keys: Sequence[str]) -> dict[str, str]:
    """The formulas that sum the purpose's pots."""
    place = pots.place(pots.grids[0])
    own = f"{place.column_range('purpose_no')},{{no}}"
    made = {
        key: f"SUMIFS({place.column_range(key)},{own})"
        for key in keys
        if key in place.keys and key not in {"name", "code", "difference"}
    }
    # Authority that was allotted within the purpose stands once in the root: only there is it the purpose's own.
    authorised, level = place.column_range("authorised"), place.column_range("level")
    return {**made, "authorised": f"SUMIFS({authorised},{own},{level},0)"}


def asked_sheet(about: Sequence[str], purposes: Sequence[PurposeYear]) -> Sheet:
    """What was asked of the payer between the claims at the turns of the year, and the bank at both."""
    rows: list[tuple[Cell, ...]] = [
        (
            found.name,
            found.purpose,
            found.asked.opening_claim_ore,
            found.asked.requisitioned_ore,
            found.asked.received_ore,
            found.asked.closing_claim_ore,
            0,
            found.opening_bank_ore,
            found.closing_bank_ore,
        )
        for found in purposes
    ]
    grid = Grid(
        columns=_ASKED,
        rows=rows,
        totals=totals(_ASKED, amounts_of(_ASKED, rows)),
        live={"difference": "ROUND({opening}+{requisitioned}-{received}-{closing},2)"},
        differs=frozenset({"difference"}),
        widths=narrow(_ASKED),
    )
    return Sheet(title="Fordran och bank", blocks=(Heading("Fordran och bank", tuple(about)), grid), frozen_columns=1)


def _year(year: PotYear) -> tuple[Ore, ...]:
    return (
        year.opening.total_ore,
        *_moves(year.moves, (*_IN, *_OUT)),
        year.closing.total_ore,
        0,
        *_parts(year.closing),
    )


def _totals_of(purpose: PurposeYear) -> tuple[Ore, ...]:
    moved = _moves(purpose.moves, (*_IN, *(key for key in _OUT if key != "allotted")))
    return (purpose.opening.total_ore, *moved, purpose.closing.total_ore, 0, *_parts(purpose.closing))


def _moves(moves: Moves, keys: Sequence[str]) -> tuple[Ore, ...]:
    return tuple(getattr(moves, f"{key}_ore") for key in keys)


def _parts(left: Left) -> tuple[Ore, ...]:
    return left.available_ore, left.reserved_ore, left.committed_ore, left.disbursed_ore


def _difference(keys: Sequence[str], went: Sequence[str]) -> str:
    came = "+".join(f"{{{key}}}" for key in ("opening", *_IN) if key in keys)
    return difference(came + "".join(f"-{{{key}}}" for key in went if key in keys), "{closing}")
