"""The sheets of what goes back or may be kept: each purpose's unused money, where it is, and what its terms say."""

from collections.abc import Sequence
from typing import Final

from exports.arsavslut.years import amounts_of, narrow, shown
from exports.avstamning.registers import totals
from exports.sheet_layout import Cell, Grid, Heading, Notes, Sheet, difference
from ledger.reports.repayment import Demand, ProposalRow
from ledger.reports.table import Column

DEMANDS: Final = {
    None: "Villkor saknas",
    Demand.REPAY: "Betalas tillbaka",
    Demand.BY_DECISION: "Får sparas efter beslut",
    Demand.KEEP: "Får sparas",
}
_COLUMNS: Final = (
    Column("name", "Ändamål"),
    Column("code", "Kod", "code"),
    Column("received", "Inbetalt", "amount"),
    Column("used", "Förbrukat", "amount"),
    Column("returned", "Återbetalt", "amount"),
    Column("debt", "Skuld, ej utnyttjade bidrag", "amount"),
    Column("claim", "Fordran", "amount"),
    Column("unused", "Inbetalt och ej förbrukat", "amount"),
    Column("root", "Kvar i ändamålets egen pott", "amount"),
    Column("bank", "Bank", "amount"),
    Column("repayable", "Kan betalas tillbaka", "amount"),
    Column("elsewhere", "Finns på annat håll", "amount"),
    Column("reserved", "Reserverat", "amount"),
    Column("committed", "Intecknat", "amount"),
    Column("disbursed", "Hos mottagarna", "amount"),
)
_TERMS: Final = (
    Column("name", "Ändamål"),
    Column("code", "Kod", "code"),
    Column("demand", "Det oförbrukade"),
    Column("by", "Senast", "date"),
    Column("payer", "Bidragsgivare"),
    Column("address", "Betalas till"),
    Column("reference", "Ange diarienummer", "code"),
)
_NOTES: Final = (
    "Inbetalt och ej förbrukat = skulden till bidragsgivaren minus det som ännu är en fordran på den.",
    "Kan betalas tillbaka = det minsta av det, det som är kvar i ändamålets egen pott, och banken.",
    "Det som finns på annat håll tas först tillbaka, frisläpps, redovisas eller återkrävs, eller förs över.",
)


def repaying_sheet(about: Sequence[str], proposed: Sequence[ProposalRow]) -> Sheet:
    """Every purpose's unused money, and the most that can be repaid of it."""
    every: list[tuple[Cell, ...]] = [
        (
            found.name,
            found.purpose,
            found.received_ore,
            found.used_ore,
            found.returned_ore,
            found.grant_debt_ore,
            found.claim_ore,
            found.unused_ore,
            found.root_available_ore,
            found.bank_ore,
            found.repayable_ore,
            found.elsewhere_ore,
            found.reserved_ore,
            found.committed_ore,
            found.disbursed_ore,
        )
        for found in proposed
    ]
    columns, rows = shown(_COLUMNS, every, frozenset({"returned", "reserved"}))
    grid = Grid(
        columns=columns,
        rows=rows,
        totals=totals(columns, amounts_of(columns, rows)),
        live={
            "unused": difference("{debt}", "{claim}"),
            "repayable": "MAX(MIN({unused},{root},{bank}),0)",
            "elsewhere": difference("{unused}", "{repayable}"),
        },
        widths=narrow(columns),
    )
    return Sheet(
        title="Att återbetala",
        blocks=(Heading("Oförbrukade medel", tuple(about)), grid, Notes(_NOTES)),
        frozen_columns=1,
    )


def terms_sheet(about: Sequence[str], proposed: Sequence[ProposalRow]) -> Sheet:
    """What the terms of the year's last day demand of each purpose's unused money."""
    rows: list[tuple[Cell, ...]] = [
        (
            found.name,
            found.purpose,
            DEMANDS[found.demand],
            found.report_by,
            found.payer,
            found.address,
            found.reference,
        )
        for found in proposed
    ]
    grid = Grid(columns=_TERMS, rows=rows)
    return Sheet(title="Villkor", blocks=(Heading("Villkoren vid årets slut", tuple(about)), grid), frozen_columns=1)
