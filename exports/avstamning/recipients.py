"""The sheets of recipients: every use report with what it came to, and of each pot what its recipient did with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from exports.avstamning.lines import KIND_NUMBERS
from exports.avstamning.registers import summed_by, totals
from exports.avstamning.spending import STATES
from exports.sheet_layout import Cell, Grid, Heading, Notes, Sheet, Tone, difference
from ledger.domain.chart import Kind
from ledger.domain.use_reports import COST_HEADINGS, CostType
from ledger.reports.recipients import RecipientRow, Recipients
from ledger.reports.table import Column
from ledger.reports.use_reports import UseReportRow

REPORT_STATES: Final = {
    **STATES,
    "draft": "Utkast",
    "submitted": "Inlämnad",
    "partly_disallowed": "Delvis underkänd",
    "disallowed": "Underkänd",
}
_REPORT_TONES: Final[dict[str, Tone]] = {
    REPORT_STATES[state]: "warn" for state in ("returned", "partly_disallowed", "disallowed")
}
_DONE, _WAITING, _LATE = "Redovisad", "Väntar", "Försenad"

_REPORTS: Final = (
    Column("number", "Återrapport", "code"),
    Column("no", "Nr i filen", "integer"),
    Column("recipient", "Mottagare"),
    Column("pot", "Pott", "code"),
    Column("pot_no", "Pottens nr", "integer"),
    Column("from", "Från", "date"),
    Column("to", "Till", "date"),
    Column("reported_on", "Inlämnad", "date"),
    Column("state", "Status"),
    Column("commitment", "Uppdrag"),
    Column("commitment_no", "Uppdragets nr i filen", "integer"),
    *(Column(cost.value, COST_HEADINGS[cost], "amount") for cost in CostType),
    Column("amount", "Rapporterat", "amount"),
    Column("held", "Av utbetalda medel", "amount"),
    Column("arrears", "I efterskott", "amount"),
    Column("own", "Egna medel, bokförs inte", "amount"),
    Column("disallowed", "Underkänt", "amount"),
    Column("paid", "Betalt", "amount"),
    Column("payable", "Skuld", "amount"),
    Column("confirmed_by", "Sakattest av"),
    Column("confirmed_at", "Sakattest", "moment"),
    Column("approved_by", "Beslutsattest av"),
    Column("approved_at", "Beslutsattest", "moment"),
    Column("entry", "Verifikation", "code"),
)
_COSTS: Final = "+".join(f"{{{cost.value}}}" for cost in CostType)


def use_reports_sheet(
    about: Sequence[str], reports: Sequence[UseReportRow], commitments: Mapping[str, int], payments: Sheet
) -> Sheet:
    """Every report by type of cost, with what it came to, what is disallowed and paid, and both attests."""
    rows: list[tuple[Cell, ...]] = [
        (
            found.number,
            place,
            found.holder,
            found.pot,
            found.pot_id,
            found.used_from,
            found.used_to,
            found.reported_on,
            REPORT_STATES.get(found.state, found.state),
            found.commitment,
            commitments.get(found.commitment.partition(" ")[0]),
            *(found.costs.get(cost) for cost in CostType),
            found.amount_ore,
            found.held_ore,
            found.arrears_ore,
            found.own_ore,
            found.disallowed_ore,
            found.paid_ore,
            found.payable_ore,
            *_step(found, "confirm"),
            *_step(found, "approve"),
            found.entry,
        )
        for place, found in enumerate(reports, start=1)
    ]
    keys = ("amount", "held", "arrears", "own", "disallowed", "paid", "payable")
    sums = {key: sum(getattr(found, f"{key}_ore") for found in reports) for key in keys}
    sums |= {cost.value: sum(found.costs.get(cost, 0) for found in reports) for cost in CostType}
    grid = Grid(
        columns=_REPORTS,
        rows=rows,
        totals=totals(_REPORTS, sums),
        live={
            "amount": f"ROUND({_COSTS},2)",
            "paid": summed_by(payments, "amount", "report_no", "no"),
            "payable": difference("{arrears}", "{paid}"),
        },
        tones={"state": _REPORT_TONES},
    )
    return Sheet(title="Återrapporter", blocks=(Heading("Återrapporter", tuple(about)), grid), frozen_columns=1)


def _step(report: UseReportRow, step: str) -> tuple[str | None, datetime | None]:
    """Who took the step on the booked review, and when; None where it has not been taken."""
    taken = [attest for attest in (() if report.review is None else report.review.attests) if attest.step == step]
    return (taken[-1].login, taken[-1].at) if taken else (None, None)


_RECIPIENTS: Final = (
    Column("recipient", "Mottagare"),
    Column("pot", "Pott", "code"),
    Column("pot_no", "Pottens nr", "integer"),
    Column("paid_out", "Utbetalt", "amount"),
    Column("received", "Fått vidare", "amount"),
    Column("passed_on", "Gett vidare", "amount"),
    Column("reported", "Redovisat", "amount"),
    Column("recalled", "Återkrävt", "amount"),
    Column("moved", "Överfört och överlämnat", "amount"),
    Column("left", "Ej redovisat", "amount"),
    Column("book", "Hos mottagaren enligt kontona", "amount"),
    Column("difference", "Skillnad", "amount"),
    Column("arrears", "Redovisat i efterskott", "amount"),
    Column("disallowed", "Underkänt", "amount"),
    Column("claimed", "Återkrav, begärt", "amount"),
    Column("paid_back", "Återbetalt", "amount"),
    Column("written_off", "Avskrivet", "amount"),
    Column("reclaim", "Återkrav, kvar", "amount"),
    Column("reclaim_book", "Återkrav enligt kontona", "amount"),
    Column("reclaim_difference", "Skillnad, återkrav", "amount"),
    Column("report_by", "Sista dag", "date"),
    Column("status", "Status"),
)
_FIGURES: Final = (
    *("paid_out", "received", "passed_on", "reported", "recalled", "moved", "left"),
    *("arrears", "disallowed", "claimed", "paid_back", "written_off", "reclaim"),
)
_NOTES: Final = (
    "Utbetalt + fått vidare − gett vidare = redovisat + återkrävt + överfört och överlämnat + ej redovisat.",
    "Återkrävt + underkänt = återbetalt + avskrivet + kvar av återkravet.",
)


def recipients_sheet(about: Sequence[str], found: Recipients, reports: Sheet, accounts: Sheet) -> Sheet:
    """Of each pot what its recipient got, passed on, reported and owes, held against reports and accounts."""
    total = found.total
    sums = {key: getattr(total, f"{key}_ore") for key in _FIGURES}
    sums |= {"book": total.left_ore, "difference": 0, "reclaim_book": total.reclaim_ore, "reclaim_difference": 0}
    grid = Grid(
        columns=_RECIPIENTS,
        rows=[_recipient(row) for row in found.rows],
        totals=totals(_RECIPIENTS, sums),
        live={
            "reported": summed_by(reports, "held", "pot_no", "pot_no"),
            "arrears": summed_by(reports, "arrears", "pot_no", "pot_no"),
            "disallowed": summed_by(reports, "disallowed", "pot_no", "pot_no"),
            "left": "ROUND({paid_out}+{received}-{passed_on}-{reported}-{recalled}-{moved},2)",
            "book": _of_accounts(accounts, "authority", Kind.DISBURSED),
            "difference": difference("{left}", "{book}"),
            "claimed": "ROUND({recalled}+{disallowed},2)",
            "reclaim": "ROUND({claimed}-{paid_back}-{written_off},2)",
            "reclaim_book": _of_accounts(accounts, "cash", Kind.RECLAIM),
            "reclaim_difference": difference("{reclaim}", "{reclaim_book}"),
        },
        differs=frozenset({"difference", "reclaim_difference"}),
        tones={"status": {_LATE: "warn", _DONE: "ok"}},
    )
    blocks = (Heading("Återrapportering", tuple(about)), grid, Notes(_NOTES))
    return Sheet(title="Återrapportering", blocks=blocks, frozen_columns=1)


def _recipient(row: RecipientRow) -> tuple[Cell, ...]:
    amounts = {key: getattr(row.figures, f"{key}_ore") for key in _FIGURES}
    amounts |= {"book": row.figures.left_ore, "difference": 0}
    amounts |= {"reclaim_book": row.figures.reclaim_ore, "reclaim_difference": 0}
    status = _DONE if row.figures.left_ore == 0 else _LATE if row.late else _WAITING
    who = (row.holder or row.pot_name, row.pot, row.pot_id)
    return (*who, *(amounts[column.key] for column in _RECIPIENTS if column.kind == "amount"), row.report_by, status)


def _of_accounts(accounts: Sheet, column: str, kind: Kind) -> str:
    """The formula that sums the pot's own accounts of a kind."""
    place = accounts.place(accounts.grids[0])
    amounts, pots, kinds = (place.column_range(key) for key in (column, "pot_no", "kind_no"))
    return f"SUMIFS({amounts},{pots},{{pot_no}},{kinds},{KIND_NUMBERS[kind]})"
