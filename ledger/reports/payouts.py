"""Payouts: every payment that left the bank, and every one that came back, as it stood."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import CTE, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from ledger.db.documents import Document
from ledger.db.invoices import Invoice
from ledger.db.organisations import Organisation
from ledger.db.payouts import Payout, PayoutRow
from ledger.db.pots import Pot
from ledger.db.requisitions import BankAccount
from ledger.db.settlements import Bounce, BounceRow
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.names import organisation_name
from ledger.reports.standpoint import Standpoint, in_force


@dataclass(frozen=True)
class PaymentRow:
    """One payment in force, or its return; in öre, one of the two amounts zero.

    For an invoice its document and the supplier's number, else both empty; `report` is the use report that was paid,
    empty for others.
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
    bounced_ore: Ore
    entry: str
    report: str = ""

    @property
    def net_ore(self) -> Ore:
        """What it takes out of the bank: less than zero for a return."""
        return self.amount_ore - self.bounced_ore


def payments(session: Session, at: Standpoint) -> tuple[PaymentRow, ...]:
    """The payments out of the agreement's pots and their returns, by day."""
    force = in_force(at)
    paid = _rows(session, at, _told(force).join(PayoutRow, PayoutRow.document_id == Document.id), Payout.paid_on)
    came_back = (
        _told(force)
        .join(Bounce, Bounce.document_id == Document.id)
        .join(BounceRow, BounceRow.document_id == Document.id)
        .join(PayoutRow, (PayoutRow.document_id == BounceRow.payout_id) & (PayoutRow.row_no == BounceRow.payout_row))
    )
    returned = _rows(session, at, came_back, Bounce.bounced_on)
    turned = [replace(row, amount_ore=0, bounced_ore=row.amount_ore) for row in returned]
    return tuple(sorted((*paid, *turned), key=lambda row: row.paid_on))


def _told(force: CTE) -> Select[str, int, int]:
    """The documents in force, with the year and number of their entries."""
    return select(Document.number, force.c.year, force.c.number).join(force, force.c.document_id == Document.id)


def _rows(
    session: Session, at: Standpoint, told: Select[str, int, int], day: InstrumentedAttribute[date]
) -> list[PaymentRow]:
    """The rows of payouts that documents tell of, in order of day and registration."""
    invoice = aliased(Document)
    query = (
        told.join(Payout, Payout.document_id == PayoutRow.document_id)
        .join(Organisation, Organisation.id == PayoutRow.payee_id)
        .join(Pot, (Pot.book_id == PayoutRow.book_id) & (Pot.id == PayoutRow.pot_id))
        .join(BankAccount, BankAccount.document_id == Payout.bank_account_id)
        .outerjoin(invoice, invoice.id == PayoutRow.invoice_id)
        .outerjoin(Invoice, Invoice.document_id == PayoutRow.invoice_id)
        .add_columns(
            PayoutRow,
            day,
            Payout.kind,
            organisation_name(at.as_of, at.known_at),
            Pot.code,
            invoice.number,
            Invoice.supplier_number,
            BankAccount.name,
        )
        .where(Pot.root_id.in_(at.roots))
        .order_by(day, Document.id, PayoutRow.row_no)
    )
    return [
        PaymentRow(
            number=number,
            row_no=row.row_no,
            paid_on=on,
            kind=kind,
            payee=payee,
            payee_account=row.payee_account,
            pot=pot,
            invoice=_or_empty(billed),
            supplier_number=_or_empty(supplier_number),
            bank_account=bank,
            amount_ore=row.amount_ore,
            bounced_ore=0,
            entry=entry_name(year, serial),
        )
        for number, year, serial, row, on, kind, payee, pot, billed, supplier_number, bank in session.execute(query)
    ]


def _or_empty(number: str | None) -> str:
    return number or ""
