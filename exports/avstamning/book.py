"""Puts the reconciliation workbook together: reads the reports once, ties the sheets to each other, writes the file."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from exports.avstamning.changes import allocation_changes_sheet, reservations_sheet
from exports.avstamning.claims import claims_sheet, events_sheet
from exports.avstamning.controls import breaks_sheet, evidence_sheet
from exports.avstamning.lines import accounts_sheet, lines_sheet
from exports.avstamning.overview import About, about_sheet, overview_sheet
from exports.avstamning.pots import pots_sheet
from exports.avstamning.recipients import recipients_sheet, use_reports_sheet
from exports.avstamning.registers import (
    allocations_sheet,
    receipts_sheet,
    requisitions_sheet,
    running,
    shares_sheet,
)
from exports.avstamning.spending import commitments_sheet, invoice_lines_sheet, invoices_sheet, payments_sheet
from exports.avstamning.ties import Total, book_ties, claim_ties, in_short, payable_tie, pot_ties, reserved_tie
from exports.sheet_layout import Sheet, Workbook
from exports.workbook_file import write_workbook
from ledger import __version__
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.reports.accounts import accounts, count_lines, lines
from ledger.reports.allocation_changes import allocation_changes
from ledger.reports.allocations import allocations
from ledger.reports.books import get_book
from ledger.reports.commitments import commitments
from ledger.reports.controls import ControlResult, run_controls
from ledger.reports.invoice_facts import AFTER_INVOICES, invoice_facts
from ledger.reports.invoices import InvoiceLineRow, invoice_lines, invoices
from ledger.reports.payouts import payments
from ledger.reports.recipients import recipients
from ledger.reports.report_payouts import report_payments
from ledger.reports.requisitions import receipts, requisitions
from ledger.reports.reservations import reservations, totals_of
from ledger.reports.standpoint import ChainEnd, Standpoint, chain_end, standpoint
from ledger.reports.statement import Statement, statement
from ledger.reports.supplier_claims import supplier_claims
from ledger.reports.use_reports import use_reports

EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""When a file of an empty book says it was made."""


@dataclass(frozen=True)
class Exported:
    """The file, and what is in it."""

    path: Path
    lines: int
    last_entry: str
    last_hash: str


def export_avstamning(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    agreement: str,
    as_of: date,
    known_at: datetime | None,
    path: Path,
) -> Exported:
    """Write the reconciliation of one agreement to `path`: whole or not at all, the same bytes for the same question.

    Raises `NotFound`, `MomentInFuture`, `TooManyRows`, `FileNotWritten`.
    """
    at = standpoint(session, scope=scope, book_id=book_id, agreement=agreement, as_of=as_of, known_at=known_at)
    end = chain_end(session, at)
    count = count_lines(session, at)
    about = About(
        book=get_book(session, scope=scope, book_id=book_id).name,
        agreement=f"{at.agreement_code} {at.agreement_name}",
        as_of=as_of,
        known_at=known_at,
        entries=end.seq,
        lines=count,
        last_entry=end.name,
        last_hash=end.hash,
        last_recorded_at=end.recorded_at,
        version=__version__,
    )
    told = statement(
        session, scope=scope, book_id=book_id, agreement=agreement, pot=None, as_of=as_of, known_at=known_at
    )
    results = run_controls(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    workbook = Workbook(
        title=f"Avstämning {at.agreement_code} per {as_of}",
        book=about.book,
        moment=_moment(known_at, end),
        sheets=_sheets(session, at, about, told=told, results=results),
    )
    write_workbook(workbook, path)
    return Exported(path, count, end.name, end.hash)


def _moment(known_at: datetime | None, end: ChainEnd) -> datetime:
    """The moment of what the file knows, never of its making."""
    return known_at or end.recorded_at or EPOCH


def _sheets(
    session: Session, at: Standpoint, about: About, *, told: Statement, results: Sequence[ControlResult]
) -> tuple[Sheet, ...]:
    line = about.lines_of_text()
    set_aside = reservations(session, at)
    asked = requisitions(session, at)
    came = receipts(session, at)
    promised = commitments(session, at)
    billed = invoices(session, at)
    billed_lines = invoice_lines(session, at)
    reported = use_reports(session, at)
    held = recipients(session, at)
    paid = (*payments(session, at), *report_payments(session, at))
    claimed = supplier_claims(session, at)
    billed_no = running(found.number for found in billed)
    promised_no = running(found.number for found in promised)
    known = accounts(session, at)

    received = receipts_sheet(line, came, running(found.number for found in asked))
    payouts = payments_sheet(line, paid, billed_no, running(found.number for found in reported))
    events = events_sheet(line, invoice_facts(session, at, AFTER_INVOICES), billed_no, promised_no)
    claims = claims_sheet(line, claimed, billed_no, events)
    booked = frozenset(found.number for found in billed if found.entry is not None)
    rows = invoice_lines_sheet(line, billed_lines, billed_no, promised_no, booked)
    requisitioned = requisitions_sheet(line, asked, received)
    reserved = reservations_sheet(line, set_aside)
    reports = use_reports_sheet(line, reported, promised_no, payouts)
    commitment = commitments_sheet(line, promised, rows, events, reports)
    invoice = invoices_sheet(line, billed, _rows_ore(billed_lines), rows, payments=payouts, events=events)
    entries = lines_sheet(line, lines(session, at), about.lines, known)
    account = accounts_sheet(line, known, entries)
    recipient = recipients_sheet(line, held, reports, account)
    pots = pots_sheet(line, told, account)
    breaks = breaks_sheet(line, results)
    ties = (
        *book_ties(account, entries, known),
        *pot_ties(
            pots,
            told,
            requisitioned=Total(requisitioned, "requisitioned", sum(found.requisitioned_ore for found in asked)),
            received=Total(received, "amount", sum(found.amount_ore for found in came)),
            paid_out=Total(payouts, "net", sum(found.net_ore for found in paid)),
            committed=Total(commitment, "remaining", sum(found.remaining_ore for found in promised)),
            disbursed=Total(recipient, "left", held.total.left_ore),
        ),
        payable_tie(
            Total(invoice, "payable", sum(found.payable_ore for found in billed)),
            Total(reports, "payable", sum(found.payable_ore for found in reported)),
            account,
            known,
        ),
        reserved_tie(Total(reserved, "left", totals_of(set_aside).left_ore), account, known),
        *claim_ties(claims, claimed, account, known),
    )
    return (
        overview_sheet(about, tuple(in_short(told, pots)), ties, results, breaks),
        breaks,
        evidence_sheet(line, results),
        pots,
        *_given_sheets(session, at, line),
        requisitioned,
        received,
        reserved,
        commitment,
        invoice,
        rows,
        payouts,
        events,
        claims,
        reports,
        recipient,
        account,
        entries,
        about_sheet(about),
    )


def _given_sheets(session: Session, at: Standpoint, line: Sequence[str]) -> tuple[Sheet, ...]:
    """What was allotted with its proofs, and what was taken back and moved since."""
    given = allocations(session, at)
    shares = shares_sheet(line, given)
    return (
        allocations_sheet(line, given, shares),
        shares,
        allocation_changes_sheet(line, allocation_changes(session, at)),
    )


def _rows_ore(rows: Sequence[InvoiceLineRow]) -> dict[str, Ore]:
    sums: dict[str, Ore] = defaultdict(int)
    for row in rows:
        sums[row.invoice] += row.gross_ore
    return sums
