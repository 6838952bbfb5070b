"""The sheets of what was used: commitments, invoices with their rows and attests, and what was paid."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from exports.avstamning.registers import summed_by, totals
from exports.sheet_layout import Cell, Grid, Heading, Sheet, Tone, difference
from ledger.money import Ore
from ledger.reports.commitments import CommitmentRow
from ledger.reports.invoices import InvoiceLineRow, InvoiceRow
from ledger.reports.payouts import PaymentRow
from ledger.reports.table import Column

PAYOUT_KINDS: Final = {"invoices": "Faktura", "allotted": "Tilldelade medel", "reports": "Återrapport"}
STATES: Final = {
    "registered": "Registrerad",
    "confirmed": "Sakattesterad",
    "approved": "Beslutsattesterad",
    "paid": "Betald",
    "credited": "Krediterad",
    "returned": "Returnerad",
    "replaced": "Ersatt",
    "annulled": "Rättad",
}
STATE_TONES: Final[dict[str, Tone]] = {STATES["returned"]: "warn"}


def promised(commitment: str) -> str:
    """The commitment's number, out of what a row calls it."""
    return commitment.partition(" ")[0]


_PAYMENTS: Final = (
    Column("number", "Utbetalning", "code"),
    Column("on", "Datum", "date"),
    Column("kind", "Avser"),
    Column("payee", "Mottagare"),
    Column("account", "Betalt till", "code"),
    Column("pot", "Pott", "code"),
    Column("invoice", "Faktura", "code"),
    Column("invoice_no", "Fakturans nr i filen", "integer"),
    Column("supplier_number", "Leverantörens nummer", "code"),
    Column("report", "Återrapport", "code"),
    Column("report_no", "Återrapportens nr i filen", "integer"),
    Column("bank", "Bankkonto"),
    Column("amount", "Belopp", "amount"),
    Column("bounced", "I retur", "amount"),
    Column("net", "Netto", "amount"),
    Column("entry", "Verifikation", "code"),
)


def payments_sheet(
    about: Sequence[str], payments: Sequence[PaymentRow], invoices: Mapping[str, int], reports: Mapping[str, int]
) -> Sheet:
    """Every payment that left the bank or came back, for which invoice or use report, or out of which pot."""
    rows: list[tuple[Cell, ...]] = [
        (
            found.number,
            found.paid_on,
            PAYOUT_KINDS[found.kind],
            found.payee,
            found.payee_account,
            found.pot,
            found.invoice,
            invoices.get(found.invoice),
            found.supplier_number,
            found.report,
            reports.get(found.report),
            found.bank_account,
            found.amount_ore,
            found.bounced_ore,
            found.net_ore,
            found.entry,
        )
        for found in payments
    ]
    sums = {key: sum(getattr(found, f"{key}_ore") for found in payments) for key in ("amount", "bounced", "net")}
    grid = Grid(
        columns=_PAYMENTS,
        rows=rows,
        totals=totals(_PAYMENTS, sums),
        live={"net": difference("{amount}", "{bounced}")},
    )
    return Sheet(title="Utbetalningar", blocks=(Heading("Utbetalningar", tuple(about)), grid), frozen_columns=1)


_LINES: Final = (
    Column("invoice", "Faktura", "code"),
    Column("invoice_no", "Fakturans nr i filen", "integer"),
    Column("supplier", "Leverantör"),
    Column("supplier_number", "Leverantörens nummer", "code"),
    Column("row", "Rad", "integer"),
    Column("pot", "Pott", "code"),
    Column("commitment", "Uppdrag"),
    Column("commitment_no", "Uppdragets nr i filen", "integer"),
    Column("text", "Text"),
    Column("gross", "Belopp med moms", "amount"),
    Column("vat", "Varav moms", "amount"),
    Column("charge", "Belastning", "amount"),
    Column("charged", "Bokförd belastning", "amount"),
)


def invoice_lines_sheet(
    about: Sequence[str],
    lines: Sequence[InvoiceLineRow],
    invoices: Mapping[str, int],
    commitments: Mapping[str, int],
    booked: frozenset[str],
) -> Sheet:
    """Every row of every invoice: what it charges, and what of that is booked (`booked` names approved invoices)."""
    charged = [line.charge_ore if line.invoice in booked else 0 for line in lines]
    rows: list[tuple[Cell, ...]] = [
        (
            line.invoice,
            invoices[line.invoice],
            line.supplier,
            line.supplier_number,
            line.row_no,
            line.pot,
            line.commitment,
            commitments.get(promised(line.commitment)),
            line.text,
            line.gross_ore,
            line.vat_ore,
            line.charge_ore,
            charged[place],
        )
        for place, line in enumerate(lines)
    ]
    sums = {
        "gross": sum(line.gross_ore for line in lines),
        "vat": sum(line.vat_ore for line in lines),
        "charge": sum(line.charge_ore for line in lines),
        "charged": sum(charged),
    }
    grid = Grid(columns=_LINES, rows=rows, totals=totals(_LINES, sums))
    return Sheet(title="Fakturarader", blocks=(Heading("Fakturarader", tuple(about)), grid), frozen_columns=1)


_INVOICES: Final = (
    Column("number", "Faktura", "code"),
    Column("no", "Nr i filen", "integer"),
    Column("supplier", "Leverantör"),
    Column("supplier_number", "Leverantörens nummer", "code"),
    Column("invoiced", "Fakturadatum", "date"),
    Column("due", "Förfaller", "date"),
    Column("state", "Status"),
    Column("net", "Netto", "amount"),
    Column("vat", "Moms", "amount"),
    Column("gross", "Att betala", "amount"),
    Column("rows", "Raderna", "amount"),
    Column("approved", "Beslutsattesterat", "amount"),
    Column("credited", "Krediterat", "amount"),
    Column("set_off", "Kvittat", "amount"),
    Column("paid", "Betalt", "amount"),
    Column("bounced", "I retur", "amount"),
    Column("payable", "Skuld", "amount"),
    Column("replaces", "Ersätter", "code"),
    Column("judged_by", "Momsen bedömd av"),
    Column("vat_reason", "Varför"),
    Column("confirmed_by", "Sakattest av"),
    Column("confirmed_at", "Sakattest", "moment"),
    Column("approved_by", "Beslutsattest av"),
    Column("approved_at", "Beslutsattest", "moment"),
    Column("entry", "Verifikation", "code"),
)


def invoices_sheet(
    about: Sequence[str],
    invoices: Sequence[InvoiceRow],
    rows_ore: Mapping[str, Ore],
    lines: Sheet,
    *,
    payments: Sheet,
    events: Sheet,
) -> Sheet:
    """Every invoice with both attests of its last round, and how what was approved became what is owed.

    Gross − credited − set off − paid + bounced = owed. `rows_ore` is the sum in öre of each invoice's rows over the
    agreement's pots.
    """
    rows = [_invoice_row(place, found, rows_ore[found.number]) for place, found in enumerate(invoices, start=1)]
    keys = ("net", "vat", "gross", "approved", "credited", "set_off", "paid", "bounced", "payable")
    sums = {key: sum(getattr(found, f"{key}_ore") for found in invoices) for key in keys}
    sums["rows"] = sum(rows_ore.values())
    grid = Grid(
        columns=_INVOICES,
        rows=rows,
        totals=totals(_INVOICES, sums),
        live={
            "gross": "ROUND({net}+{vat},2)",
            "rows": summed_by(lines, "gross", "invoice_no", "no"),
            "credited": summed_by(events, "credited", "invoice_no", "no"),
            "set_off": summed_by(events, "set_off", "debtor_no", "no"),
            "paid": summed_by(payments, "amount", "invoice_no", "no"),
            "bounced": summed_by(payments, "bounced", "invoice_no", "no"),
            "payable": "ROUND({approved}-{credited}-{set_off}-{paid}+{bounced},2)",
        },
        tones={"state": STATE_TONES},
    )
    return Sheet(title="Fakturor", blocks=(Heading("Fakturor", tuple(about)), grid), frozen_columns=1)


def _invoice_row(place: int, found: InvoiceRow, rows_ore: Ore) -> tuple[Cell, ...]:
    return (
        found.number,
        place,
        found.supplier,
        found.supplier_number,
        found.invoiced_on,
        found.due_on,
        STATES.get(found.state, found.state),
        found.net_ore,
        found.vat_ore,
        found.gross_ore,
        rows_ore,
        found.approved_ore,
        found.credited_ore,
        found.set_off_ore,
        found.paid_ore,
        found.bounced_ore,
        found.payable_ore,
        found.replaces,
        found.vat_judged_by,
        found.vat_reason,
        *_step(found, "confirm"),
        *_step(found, "approve"),
        found.entry,
    )


def _step(invoice: InvoiceRow, step: str) -> tuple[str | None, datetime | None]:
    """Who took the last round's step, and when; None where it has not been taken."""
    last = max((attest.round for attest in invoice.attests), default=0)
    taken = [attest for attest in invoice.attests if attest.round == last and attest.step == step]
    return (taken[0].login, taken[0].at) if taken else (None, None)


_COMMITMENTS: Final = (
    Column("number", "Uppdrag", "code"),
    Column("no", "Nr i filen", "integer"),
    Column("name", "Vad"),
    Column("performer", "Utförare"),
    Column("pot", "Ur pott", "code"),
    Column("decision", "Beslut"),
    Column("on", "Från", "date"),
    Column("ends", "Slutdatum", "date"),
    Column("decided", "Beslutat", "amount"),
    Column("raised", "Höjt", "amount"),
    Column("lowered", "Sänkt och frisläppt", "amount"),
    Column("charged", "Fakturerat", "amount"),
    Column("credited", "Krediterat", "amount"),
    Column("moved", "Överfört", "amount"),
    Column("remaining", "Kvar", "amount"),
    Column("pending", "Därav registrerat, ej attesterat", "amount"),
    Column("entry", "Verifikation", "code"),
)


def commitments_sheet(
    about: Sequence[str], commitments: Sequence[CommitmentRow], lines: Sheet, events: Sheet, reports: Sheet
) -> Sheet:
    """Every commitment: what is decided, raised, lowered, charged, credited and moved, what remains and what waits."""
    rows: list[tuple[Cell, ...]] = [
        (
            found.number,
            place,
            found.name,
            found.performer,
            found.pot,
            found.decision,
            found.committed_on,
            found.ends_on,
            found.decided_ore,
            found.raised_ore,
            found.lowered_ore,
            found.charged_ore,
            found.credited_ore,
            found.moved_ore,
            found.remaining_ore,
            found.pending_ore,
            found.entry,
        )
        for place, found in enumerate(commitments, start=1)
    ]
    keys = ("decided", "raised", "lowered", "charged", "credited", "moved", "remaining", "pending")
    sums = {key: sum(getattr(found, f"{key}_ore") for found in commitments) for key in keys}
    grid = Grid(
        columns=_COMMITMENTS,
        rows=rows,
        totals=totals(_COMMITMENTS, sums),
        live={
            "charged": (
                f"{summed_by(lines, 'charged', 'commitment_no', 'no')}"
                f"+{summed_by(reports, 'arrears', 'commitment_no', 'no')}"
            ),
            "credited": summed_by(events, "back", "commitment_no", "no"),
            "remaining": "ROUND({decided}+{raised}-{lowered}-{charged}+{credited}-{moved},2)",
        },
    )
    return Sheet(title="Uppdrag", blocks=(Heading("Uppdrag", tuple(about)), grid), frozen_columns=1)
