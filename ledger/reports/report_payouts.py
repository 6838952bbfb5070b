"""Payouts on use reports: every payment of what recipients were owed in arrears, as it stood."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ledger.db.documents import Document
from ledger.db.organisations import Organisation
from ledger.db.pots import Pot
from ledger.db.requisitions import BankAccount
from ledger.db.use_reports import ReportPayout, ReportPayoutRow
from ledger.domain.periods import entry_name
from ledger.reports.names import organisation_name
from ledger.reports.payouts import PaymentRow
from ledger.reports.standpoint import Standpoint, in_force


def report_payments(session: Session, at: Standpoint) -> tuple[PaymentRow, ...]:
    """The payments on reports of the agreement's pots, by day, with the report's number."""
    force, report = in_force(at), aliased(Document)
    query = (
        select(
            Document.number,
            ReportPayoutRow,
            ReportPayout.paid_on,
            organisation_name(at.as_of, at.known_at),
            Pot.code,
            report.number,
            BankAccount.name,
            force.c.year,
            force.c.number,
        )
        .join(force, force.c.document_id == Document.id)
        .join(ReportPayout, ReportPayout.document_id == Document.id)
        .join(ReportPayoutRow, ReportPayoutRow.document_id == Document.id)
        .join(Organisation, Organisation.id == ReportPayoutRow.payee_id)
        .join(Pot, (Pot.book_id == ReportPayoutRow.book_id) & (Pot.id == ReportPayoutRow.pot_id))
        .join(report, report.id == ReportPayoutRow.report_id)
        .join(BankAccount, BankAccount.document_id == ReportPayout.bank_account_id)
        .where(Pot.root_id.in_(at.roots))
        .order_by(ReportPayout.paid_on, Document.id, ReportPayoutRow.row_no)
    )
    return tuple(
        PaymentRow(
            number=number,
            row_no=row.row_no,
            paid_on=paid_on,
            kind="reports",
            payee=payee,
            payee_account=row.payee_account,
            pot=pot,
            invoice="",
            supplier_number="",
            bank_account=bank,
            bounced_ore=0,
            amount_ore=row.amount_ore,
            entry=entry_name(year, serial),
            report=paid,
        )
        for number, row, paid_on, payee, pot, paid, bank, year, serial in session.execute(query)
    )
