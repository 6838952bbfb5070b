"""The sheets of what comes after an invoice: credits, set-offs and what else moves it, and the claims that are left."""

from collections.abc import Mapping, Sequence
from typing import Final

from exports.avstamning.registers import summed_by, totals
from exports.sheet_layout import Cell, Grid, Heading, Sheet
from ledger.domain.events import EVENT_HEADINGS, Event, FactCode
from ledger.money import Ore
from ledger.reports.invoice_facts import InvoiceFact
from ledger.reports.supplier_claims import ClaimRow
from ledger.reports.table import Column

_EVENTS: Final = (
    Column("number", "Handling", "code"),
    Column("on", "Datum", "date"),
    Column("event", "Händelse"),
    Column("pot", "Pott", "code"),
    Column("invoice", "Faktura", "code"),
    Column("invoice_no", "Fakturans nr i filen", "integer"),
    Column("debtor", "Betalar faktura", "code"),
    Column("debtor_no", "Den fakturans nr i filen", "integer"),
    Column("commitment", "Åter till uppdrag", "code"),
    Column("commitment_no", "Uppdragets nr i filen", "integer"),
    Column("credited", "Krediterat av skulden", "amount"),
    Column("claimed", "Krediterat efter betalning", "amount"),
    Column("back", "Åter till uppdraget", "amount"),
    Column("doubled", "Betalt dubbelt", "amount"),
    Column("refunded", "Återbetalt av leverantören", "amount"),
    Column("set_off", "Kvittat", "amount"),
    Column("vat_credited", "Krediterad momsfordran", "amount"),
    Column("vat_recovered", "Återvunnen moms", "amount"),
    Column("entry", "Verifikation", "code"),
)
_AMOUNTS: Final = tuple(column.key for column in _EVENTS if column.kind == "amount")


def events_sheet(
    about: Sequence[str], facts: Sequence[InvoiceFact], invoices: Mapping[str, int], commitments: Mapping[str, int]
) -> Sheet:
    """Every credit, set-off, double payment, refund and recovered VAT: a row for each invoice and pot it moves."""
    amounts = [_amounts(fact) for fact in facts]
    rows: list[tuple[Cell, ...]] = [
        (
            fact.number,
            fact.on,
            EVENT_HEADINGS[Event(fact.code.value)],
            fact.pot,
            fact.invoice,
            invoices.get(fact.invoice),
            fact.debtor if fact.code is FactCode.SET_OFF else "",
            invoices.get(fact.debtor) if fact.code is FactCode.SET_OFF else None,
            fact.other if fact.code is FactCode.CREDIT_INVOICE else "",
            commitments.get(fact.other) if fact.code is FactCode.CREDIT_INVOICE else None,
            *(moved[key] for key in _AMOUNTS),
            fact.entry,
        )
        for fact, moved in zip(facts, amounts, strict=True)
    ]
    sums = {key: sum(moved[key] for moved in amounts) for key in _AMOUNTS}
    grid = Grid(columns=_EVENTS, rows=rows, totals=totals(_EVENTS, sums))
    return Sheet(title=EVENTS_TITLE, blocks=(Heading(EVENTS_TITLE, tuple(about)), grid), frozen_columns=1)


EVENTS_TITLE: Final = "Efter fakturan"


def _amounts(fact: InvoiceFact) -> dict[str, Ore]:
    """What stands in each column of amounts."""
    moved = dict.fromkeys(_AMOUNTS, 0)
    match fact.code:
        case FactCode.CREDIT_INVOICE:
            moved["credited"] = fact.gross_ore - fact.claim_ore
            moved["claimed"] = fact.claim_ore
            moved["back"] = fact.amount_ore if fact.other else 0
            moved["vat_credited"] = fact.vat_ore
        case FactCode.PAID_TWICE:
            moved["doubled"] = fact.amount_ore
        case FactCode.SUPPLIER_REFUND:
            moved["refunded"] = fact.amount_ore
        case FactCode.SET_OFF:
            moved["set_off"] = fact.amount_ore
        case FactCode.VAT_RECOVERED:
            moved["vat_recovered"] = fact.amount_ore
        case _:
            raise NotImplementedError(fact.code)
    return moved


_CLAIMS: Final = (
    Column("invoice", "Faktura", "code"),
    Column("invoice_no", "Fakturans nr i filen", "integer"),
    Column("supplier", "Leverantör"),
    Column("credited", "Krediterat efter betalning", "amount"),
    Column("doubled", "Betalt dubbelt", "amount"),
    Column("refunded", "Återbetalt", "amount"),
    Column("set_off", "Kvittat", "amount"),
    Column("claim", "Fordran på leverantören", "amount"),
    Column("vat", "Momsfordran vid attest", "amount"),
    Column("vat_credited", "Krediterat därav", "amount"),
    Column("vat_recovered", "Återvunnet", "amount"),
    Column("vat_claim", "Momsfordran", "amount"),
)


def claims_sheet(about: Sequence[str], claims: Sequence[ClaimRow], invoices: Mapping[str, int], events: Sheet) -> Sheet:
    """What suppliers owe and what VAT is to be recovered, invoice by invoice, summed from the events."""
    keys = ("credited", "doubled", "refunded", "set_off", "claim", "vat", "vat_credited", "vat_recovered", "vat_claim")
    rows: list[tuple[Cell, ...]] = [
        (
            found.invoice,
            invoices.get(found.invoice),
            found.supplier,
            *(getattr(found, f"{key}_ore") for key in keys),
        )
        for found in claims
    ]
    sums = {key: sum(getattr(found, f"{key}_ore") for found in claims) for key in keys}
    summed = {
        "credited": "claimed",
        "doubled": "doubled",
        "refunded": "refunded",
        "set_off": "set_off",
        "vat_credited": "vat_credited",
        "vat_recovered": "vat_recovered",
    }
    grid = Grid(
        columns=_CLAIMS,
        rows=rows,
        totals=totals(_CLAIMS, sums),
        live={
            **{own: summed_by(events, theirs, "invoice_no", "invoice_no") for own, theirs in summed.items()},
            "claim": "ROUND({credited}+{doubled}-{refunded}-{set_off},2)",
            "vat_claim": "ROUND({vat}-{vat_credited}-{vat_recovered},2)",
        },
    )
    return Sheet(
        title="Leverantörsfordringar", blocks=(Heading("Leverantörsfordringar", tuple(about)), grid), frozen_columns=1
    )
