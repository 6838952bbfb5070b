"""Payouts: every payment that left the bank, as it stood."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ledger.db.documents import Document
from ledger.db.invoices import Invoice
from ledger.db.organisations import Organisation
from ledger.db.payouts import Payout, PayoutRow
from ledger.db.pots import Pot
from ledger.db.requisitions import BankAccount
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.standpoint import Standpoint, in_force


@dataclass(frozen=True)
class PaymentRow:
    """One payment in force; amount in öre. For an invoice its document and the supplier's number, else both empty.

    `report` is the use report that was paid, empty for others.
    """

    number: str
    row_no: int
    paid_on: date
    kind: str
    payee: str
    payee_account: str
    pot: str
    invoice: str
    supplier_number: str
    bank_account: str
    amount_ore: Ore
    entry: str
    report: str = ""


def payments(session: Session, at: Standpoint) -> tuple[PaymentRow, ...]:
    """The payments out of the agreement's pots, by day."""
    force = in_force(at)
    invoice = aliased(Document)
    query = (
        select(
            Document.number,
            PayoutRow,
            Payout.paid_on,
            Payout.kind,
            Organisation.name,
            Pot.code,
            invoice.number,
            Invoice.supplier_number,
            BankAccount.name,
            force.c.year,
            force.c.number,
        )
        .join(force, force.c.document_id == Document.id)
        .join(Payout, Payout.document_id == Document.id)
        .join(PayoutRow, PayoutRow.document_id == Document.id)
        .join(Organisation, Organisation.id == PayoutRow.payee_id)
        .join(Pot, (Pot.book_id == PayoutRow.book_id) & (Pot.id == PayoutRow.pot_id))
        .join(BankAccount, BankAccount.document_id == Payout.bank_account_id)
        .outerjoin(invoice, invoice.id == PayoutRow.invoice_id)
        .outerjoin(Invoice, Invoice.document_id == PayoutRow.invoice_id)
        .where(Pot.root_id.in_(at.roots))
        .order_by(Payout.paid_on, Document.id, PayoutRow.row_no)
    )
    return tuple(
        PaymentRow(
            number=number,
            row_no=row.row_no,
            paid_on=paid_on,
            kind=kind,
            payee=payee,
            payee_account=row.payee_account,
            pot=pot,
            invoice=_or_empty(paid),
            supplier_number=_or_empty(supplier_number),
            bank_account=bank,
            amount_ore=row.amount_ore,
            entry=entry_name(year, serial),
        )
        for number, row, paid_on, kind, payee, pot, paid, supplier_number, bank, year, serial in session.execute(query)
    )


def _or_empty(number: str | None) -> str:
    return number or ""
