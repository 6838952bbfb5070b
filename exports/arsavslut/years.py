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
    Column("available", "Därav kvar att disponera", "amount"),
    Column("reserved", "Därav reserverat", "amount"),
    Column("committed", "Därav intecknat", "amount"),
    Column("disbursed", "Därav hos mottagaren", "amount"),
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
)


def pots_sheet(about: Sequence[str], purposes: Sequence[PurposeYear]) -> Sheet:
    """Every pot's own year, without the pots under it: its closing is the sum of where it lies."""
    rows: list[tuple[Cell, ...]] = [
        (f"{'    ' * year.pot.depth}{year.pot.name}", year.pot.code, no, year.pot.depth, *_year(year))
        for no, purpose in enumerate(purposes, start=1)
        for year in purpose.pots
    ]
    keys = [column.key for column in _POTS[4:]]
    sums = {key: sum(_ore(row[4 + place]) for row in rows) for place, key in enumerate(keys)}
    grid = Grid(
        columns=_POTS,
        rows=rows,
        totals=totals(_POTS, sums),
        live={"closing": _closing(), "difference": _difference(_IN, _OUT)},
        differs=frozenset({"difference"}),
    )
    return Sheet(title="Potter", blocks=(Heading("Potternas år", tuple(about)), grid, Notes(_NOTES)), frozen_columns=1)


def purposes_sheet(about: Sequence[str], purposes: Sequence[PurposeYear], pots: Sheet) -> Sheet:
    """Every purpose's year, summed from its pots; what was allotted within it is counted where it lies."""
    place = pots.place(pots.grids[0])
    rows: list[tuple[Cell, ...]] = [
        (purpose.name, purpose.purpose, no, *_totals_of(purpose)) for no, purpose in enumerate(purposes, start=1)
    ]
    keys = [column.key for column in _PURPOSES[3:]]
    own = f"{place.column_range('purpose_no')},{{no}}"
    summed = {key: f"SUMIFS({place.column_range(key)},{own})" for key in keys if key != "difference"}
    # Authority that was allotted within the purpose stands once in the root: only there is it the purpose's own.
    summed["authorised"] = f"SUMIFS({place.column_range('authorised')},{own},{place.column_range('level')},0)"
    out = tuple(key for key in _OUT if key != "allotted")
    grid = Grid(
        columns=_PURPOSES,
        rows=rows,
        totals=totals(_PURPOSES, {key: sum(_ore(row[3 + at]) for row in rows) for at, key in enumerate(keys)}),
        live={**summed, "difference": _difference(_IN, out)},
        differs=frozenset({"difference"}),
    )
    return Sheet(
        title="Ändamål", blocks=(Heading("Ändamålens år", tuple(about)), grid, Notes(_NOTES)), frozen_columns=1
    )


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
    sums = {column.key: sum(_ore(row[at]) for row in rows) for at, column in enumerate(_ASKED) if at > 1}
    grid = Grid(
        columns=_ASKED,
        rows=rows,
        totals=totals(_ASKED, sums),
        live={"difference": "ROUND({opening}+{requisitioned}-{received}-{closing},2)"},
        differs=frozenset({"difference"}),
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


def _closing() -> str:
    return "+".join(f"{{{part}}}" for part in _PARTS)


def _difference(came: Sequence[str], went: Sequence[str]) -> str:
    through = "+".join(f"{{{key}}}" for key in ("opening", *came)) + "".join(f"-{{{key}}}" for key in went)
    return difference(through, "{closing}")


def _ore(cell: Cell) -> Ore:
    return cell if isinstance(cell, int) else 0
