"""The sheets of what was decided about allotted money: taken back and moved between pots, and set aside."""

from collections.abc import Sequence
from typing import Final

from exports.avstamning.registers import totals
from exports.sheet_layout import Cell, Grid, Heading, Sheet
from ledger.reports.allocation_changes import AllocationChangeRow
from ledger.reports.reservations import ReservationRow, totals_of
from ledger.reports.table import Column

CHANGES: Final = {"take_back": "Återtagande", "pot_move": "Omfördelning"}

_CHANGES: Final = (
    Column("number", "Nummer", "code"),
    Column("kind", "Vad"),
    Column("on", "Datum", "date"),
    Column("decision", "Beslut"),
    Column("source", "Från pott", "code"),
    Column("source_name", "Namn"),
    Column("target", "Till pott", "code"),
    Column("target_name", "Namn"),
    Column("over", "Beslutat över pott", "code"),
    Column("amount", "Belopp", "amount"),
    Column("text", "Text"),
    Column("entry", "Verifikation", "code"),
    Column("example", "Uppgift", "code"),
)


def allocation_changes_sheet(about: Sequence[str], changes: Sequence[AllocationChangeRow]) -> Sheet:
    """Everything that was taken back or moved, by which decision, and over which pot that body decides."""
    rows: list[tuple[Cell, ...]] = [
        (
            found.number,
            CHANGES[found.kind],
            found.changed_on,
            found.decision,
            found.from_pot,
            found.from_name,
            found.to_pot,
            found.to_name,
            found.over,
            found.amount_ore,
            found.text,
            found.entry,
            "exempel" if found.example else "",
        )
        for found in changes
    ]
    sums = {"amount": sum(found.amount_ore for found in changes)}
    grid = Grid(columns=_CHANGES, rows=rows, totals=totals(_CHANGES, sums))
    heading = Heading("Återtaget och omfördelat", tuple(about))
    return Sheet(title="Omfördelningar", blocks=(heading, grid), frozen_columns=1)


_RESERVATIONS: Final = (
    Column("number", "Reservation", "code"),
    Column("text", "Till vad"),
    Column("pot", "Ur pott", "code"),
    Column("decision", "Beslut"),
    Column("on", "Från", "date"),
    Column("expires", "Går ut", "date"),
    Column("days", "Dagar kvar", "integer"),
    Column("reserved", "Reserverat", "amount"),
    Column("committed", "Till uppdrag", "amount"),
    Column("released", "Upplöst", "amount"),
    Column("left", "Kvar", "amount"),
    Column("entry", "Verifikation", "code"),
    Column("example", "Uppgift", "code"),
)


def reservations_sheet(about: Sequence[str], reservations: Sequence[ReservationRow]) -> Sheet:
    """Every reservation: what was set aside, what commitments took, what was released, what is left and how long."""
    rows: list[tuple[Cell, ...]] = [
        (
            found.number,
            found.text,
            found.pot,
            found.decision,
            found.reserved_on,
            found.expires_on,
            found.days_left,
            found.reserved_ore,
            found.committed_ore,
            found.released_ore,
            found.left_ore,
            found.entry,
            "exempel" if found.example else "",
        )
        for found in reservations
    ]
    total = totals_of(reservations)
    sums = {key: getattr(total, f"{key}_ore") for key in ("reserved", "committed", "released", "left")}
    grid = Grid(
        columns=_RESERVATIONS,
        rows=rows,
        totals=totals(_RESERVATIONS, sums),
        live={"left": "ROUND({reserved}-{committed}-{released},2)"},
    )
    return Sheet(title="Reservationer", blocks=(Heading("Reservationer", tuple(about)), grid), frozen_columns=1)
