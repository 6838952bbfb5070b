"""What documents in force state of invoices over an agreement's pots: the query behind debts, claims and events."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ledger.db.documents import Document, DocumentFact
from ledger.db.pots import Pot
from ledger.domain.events import FactCode
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.standpoint import Standpoint, in_force

OF_INVOICES: Final = (
    FactCode.INVOICE,
    FactCode.INVOICE_PAID,
    FactCode.PAYMENT_BOUNCED,
    FactCode.PAID_TWICE,
    FactCode.CREDIT_INVOICE,
    FactCode.SUPPLIER_REFUND,
    FactCode.SET_OFF,
    FactCode.VAT_RECOVERED,
)


AFTER_INVOICES: Final = (
    FactCode.PAID_TWICE,
    FactCode.CREDIT_INVOICE,
    FactCode.SUPPLIER_REFUND,
    FactCode.SET_OFF,
    FactCode.VAT_RECOVERED,
)
"""What comes after an invoice and is no payment of it, nor the return of one."""


@dataclass(frozen=True)
class InvoiceFact:
    """One fact of an invoice; amounts in öre, with the signs of `domain.events.Fact`.

    `invoice` is the number of the invoice whose accounts it moves, of a set-off the one with the claim; `other` is the
    invoice that a set-off pays, or the commitment that is charged or given back to, empty for none.
    """

    number: str
    on: date
    code: FactCode
    invoice: str
    other: str
    pot: str
    amount_ore: Ore
    vat_ore: Ore
    claim_ore: Ore
    entry: str

    @property
    def gross_ore(self) -> Ore:
        """The charge and the VAT beside it."""
        return self.amount_ore + self.vat_ore

    @property
    def debtor(self) -> str:
        """The number of the invoice whose debt it moves."""
        return self.other if self.code is FactCode.SET_OFF else self.invoice


def invoice_facts(
    session: Session, at: Standpoint, codes: Collection[FactCode] = OF_INVOICES
) -> tuple[InvoiceFact, ...]:
    """The facts of these codes, in the order they were booked."""
    force = in_force(at)
    invoice, other = aliased(Document), aliased(Document)
    query = (
        select(
            Document.number,
            force.c.booked_on,
            force.c.year,
            force.c.number,
            DocumentFact,
            invoice.number,
            other.number,
            Pot.code,
        )
        .join(force, force.c.document_id == Document.id)
        .join(DocumentFact, DocumentFact.document_id == Document.id)
        .join(Pot, (Pot.book_id == DocumentFact.book_id) & (Pot.id == DocumentFact.pot_id))
        .join(invoice, invoice.id == DocumentFact.subject_id)
        .outerjoin(other, other.id == DocumentFact.other_subject_id)
        .where(
            DocumentFact.code.in_([code.value for code in codes]),
            invoice.kind == "invoice",
            Pot.root_id.in_(at.roots),
        )
        .order_by(force.c.booked_on, force.c.seq, DocumentFact.row_no)
    )
    return tuple(
        InvoiceFact(
            number=number,
            on=booked_on,
            code=FactCode(fact.code),
            invoice=billed,
            other=drawn or "",
            pot=pot,
            amount_ore=fact.amount_ore,
            vat_ore=fact.vat_ore,
            claim_ore=fact.claim_ore,
            entry=entry_name(year, serial),
        )
        for number, booked_on, year, serial, fact, billed, drawn, pot in session.execute(query)
    )
