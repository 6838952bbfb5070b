"""The sheets of what was given and asked for: allocations with the proof of every share, requisitions, receipts.

Rows that belong together are tied by a running number in the file, because a formula that sums by number is computed
alike everywhere, and one that sums by text is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from exports.sheet_layout import Cell, Grid, Heading, Sheet, difference
from ledger.money import Ore
from ledger.reports.allocations import AllocationRow
from ledger.reports.requisitions import ReceiptKind, ReceiptRow, RequisitionRow
from ledger.reports.table import Column

METHODS: Final = {"amounts": "Belopp för hand", "key": "Efter nyckel", "fixed": "Fasta andelar"}
INSTRUMENTS: Final = {"invoice": "Faktura", "form": "Blankett", "pays_by_itself": "Betalas ut av sig självt"}


def running(numbers: Iterable[str]) -> dict[str, int]:
    """Each document's running number in the file, from 1."""
    return {number: place for place, number in enumerate(dict.fromkeys(numbers), start=1)}


def summed_by(sheet: Sheet, amount: str, number: str, own: str) -> str:
    """The formula that sums a sheet's amounts over the rows that carry the row's own running number."""
    place = sheet.place(sheet.grids[0])
    return f"SUMIFS({place.column_range(amount)},{place.column_range(number)},{{{own}}})"


def totals(columns: Sequence[Column], sums: Mapping[str, Ore]) -> tuple[Cell, ...]:
    """A row of totals: the word in the first column, the ledger's sums in theirs."""
    return tuple("Summa" if place == 0 else sums.get(column.key) for place, column in enumerate(columns))


_SHARES: Final = (
    Column("number", "Fördelning", "code"),
    Column("no", "Nr i filen", "integer"),
    Column("recipient", "Mottagare"),
    Column("pot", "Pott", "code"),
    Column("weight", "Vikt"),
    Column("quota", "Exakt kvot"),
    Column("base", "Grundbelopp", "amount"),
    Column("floor", "Avrundad kvot", "amount"),
    Column("extra", "Tillägg", "amount"),
    Column("computed", "Beräknat", "amount"),
    Column("official", "Fastställt", "amount"),
    Column("share", "Andel", "amount"),
    Column("difference", "Skillnad mot beräknat", "amount"),
)


def shares_sheet(about: Sequence[str], allocations: Sequence[AllocationRow]) -> Sheet:
    """Every share of every allocation with its proof: weight, exact quota, rounded quota, what the residual gave."""
    rows: list[tuple[Cell, ...]] = []
    for place, found in enumerate(allocations, start=1):
        by_key = found.method != "amounts"
        rows += [
            (
                found.number,
                place,
                share.name,
                share.pot,
                share.weight,
                share.quota,
                found.base_ore if by_key else None,
                share.floor_ore if by_key else None,
                share.extra_ore if by_key else None,
                share.computed_ore,
                share.official_ore,
                share.share_ore,
                share.share_ore - share.computed_ore,
            )
            for share in found.shares
        ]
    given = [share for found in allocations for share in found.shares]
    sums = {
        "computed": sum(share.computed_ore for share in given),
        "share": sum(share.share_ore for share in given),
        "difference": sum(share.share_ore - share.computed_ore for share in given),
    }
    grid = Grid(
        columns=_SHARES,
        rows=rows,
        totals=totals(_SHARES, sums),
        live={"difference": difference("{share}", "{computed}")},
        differs=frozenset({"difference"}),
    )
    return Sheet(title="Andelar", blocks=(Heading("Andelarna och deras bevis", tuple(about)), grid), frozen_columns=1)


_ALLOCATIONS: Final = (
    Column("number", "Fördelning", "code"),
    Column("no", "Nr i filen", "integer"),
    Column("on", "Datum", "date"),
    Column("decision", "Beslut"),
    Column("pot", "Ur pott", "code"),
    Column("method", "Metod"),
    Column("key", "Nyckel"),
    Column("source", "Källa"),
    Column("amount", "Att fördela", "amount"),
    Column("given", "Fördelat", "amount"),
    Column("left", "Kvar i potten", "amount"),
    Column("entry", "Verifikation", "code"),
    Column("example", "Uppgift", "code"),
)


def allocations_sheet(about: Sequence[str], allocations: Sequence[AllocationRow], shares: Sheet) -> Sheet:
    """Every allocation: what was to be split, what was given by the shares, what was left in the pot."""
    given = [sum(share.share_ore for share in found.shares) for found in allocations]
    rows: list[tuple[Cell, ...]] = [
        (
            found.number,
            place,
            found.allocated_on,
            found.decision,
            found.pot,
            METHODS[found.method],
            found.key,
            f"{found.key_source} ({found.key_as_of})" if found.key_as_of is not None else "",
            found.amount_ore,
            given[place - 1],
            found.amount_ore - given[place - 1],
            found.entry,
            "exempel" if found.example else "",
        )
        for place, found in enumerate(allocations, start=1)
    ]
    asked = sum(found.amount_ore for found in allocations)
    grid = Grid(
        columns=_ALLOCATIONS,
        rows=rows,
        totals=totals(_ALLOCATIONS, {"amount": asked, "given": sum(given), "left": asked - sum(given)}),
        live={"given": summed_by(shares, "share", "no", "no"), "left": difference("{amount}", "{given}")},
    )
    return Sheet(title="Fördelningar", blocks=(Heading("Fördelningar", tuple(about)), grid), frozen_columns=1)


RECEIPT_KINDS: Final = {
    ReceiptKind.RECEIPT: "Inbetalning",
    ReceiptKind.PLACEMENT: "Ihopparad i efterhand",
    ReceiptKind.SENT_BACK: "Tillbakasänt",
}

_RECEIPTS: Final = (
    Column("number", "Inbetalning", "code"),
    Column("kind", "Slag"),
    Column("on", "Datum", "date"),
    Column("requisition", "Rekvisition", "code"),
    Column("requisition_no", "Rekvisitionens nr i filen", "integer"),
    Column("payer", "Avsändare"),
    Column("bank", "Bankkonto"),
    Column("text", "Text"),
    Column("amount", "Belopp", "amount"),
    Column("sent_back", "Varav tillbakasänt", "amount"),
    Column("entry", "Verifikation", "code"),
)


def receipts_sheet(about: Sequence[str], receipts: Sequence[ReceiptRow], numbers: Mapping[str, int]) -> Sheet:
    """What came on each requisition, and what was sent back of it with a minus."""
    rows: list[tuple[Cell, ...]] = [
        (
            found.number,
            RECEIPT_KINDS[found.kind],
            found.received_on,
            found.requisition,
            numbers[found.requisition],
            found.payer,
            found.bank_account,
            found.text,
            found.amount_ore,
            found.sent_back_ore,
            found.entry,
        )
        for found in receipts
    ]
    sums = {
        "amount": sum(found.amount_ore for found in receipts),
        "sent_back": sum(found.sent_back_ore for found in receipts),
    }
    grid = Grid(columns=_RECEIPTS, rows=rows, totals=totals(_RECEIPTS, sums))
    return Sheet(title="Inbetalningar", blocks=(Heading("Inbetalningar", tuple(about)), grid), frozen_columns=1)


_REQUISITIONS: Final = (
    Column("number", "Rekvisition", "code"),
    Column("no", "Nr i filen", "integer"),
    Column("purpose", "Ändamål"),
    Column("payer", "Utbetalare"),
    Column("instrument", "Form"),
    Column("reference", "Referens", "code"),
    Column("text", "Text"),
    Column("certificate", "Intyg"),
    Column("sent_on", "Skickad", "date"),
    Column("due", "Sista dag", "date"),
    Column("sent", "Skickat", "amount"),
    Column("lowered", "Sänkt", "amount"),
    Column("sent_back", "Tillbakasänt", "amount"),
    Column("requisitioned", "Rekvirerat", "amount"),
    Column("received", "Inbetalt", "amount"),
    Column("claim", "Fordran", "amount"),
    Column("entry", "Verifikation", "code"),
)


def requisitions_sheet(about: Sequence[str], requisitions: Sequence[RequisitionRow], receipts: Sheet) -> Sheet:
    """Every requisition: requisitioned is sent less lowered less sent back, and is received and still owed."""
    rows: list[tuple[Cell, ...]] = [
        (
            found.number,
            place,
            found.purpose,
            found.payer,
            INSTRUMENTS[found.instrument],
            found.reference,
            found.text,
            found.certificate,
            found.sent_on,
            found.due_on,
            found.sent_ore,
            found.lowered_ore,
            found.sent_back_ore,
            found.requisitioned_ore,
            found.received_ore,
            found.claim_ore,
            found.entry,
        )
        for place, found in enumerate(requisitions, start=1)
    ]
    sums = {
        "sent": sum(found.sent_ore for found in requisitions),
        "lowered": sum(found.lowered_ore for found in requisitions),
        "sent_back": sum(found.sent_back_ore for found in requisitions),
        "requisitioned": sum(found.requisitioned_ore for found in requisitions),
        "received": sum(found.received_ore for found in requisitions),
        "claim": sum(found.claim_ore for found in requisitions),
    }
    grid = Grid(
        columns=_REQUISITIONS,
        rows=rows,
        totals=totals(_REQUISITIONS, sums),
        live={
            "sent_back": summed_by(receipts, "sent_back", "requisition_no", "no"),
            "requisitioned": difference("{sent}", "{lowered}-{sent_back}"),
            "received": summed_by(receipts, "amount", "requisition_no", "no"),
            "claim": difference("{requisitioned}", "{received}"),
        },
    )
    return Sheet(title="Rekvisitioner", blocks=(Heading("Rekvisitioner", tuple(about)), grid), frozen_columns=1)
