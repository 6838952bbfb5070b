"""Whether a supplier's invoice has been here before: its number never twice, and the same cost twice as a warning."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.credit_invoices import CreditInvoice
from ledger.db.documents import Document
from ledger.db.invoices import Invoice, InvoiceNumber
from ledger.db.organisations import Organisation
from ledger.domain.invoices import NOT_STANDING, SAME_COST_DAYS, folded_number
from ledger.errors import InvoiceDuplicateNumber
from ledger.money import Ore
from ledger.services.documents import state_now


@dataclass(frozen=True)
class SameCost:
    """An invoice from the same supplier on the same amount, dated within a fortnight: a warning, never a refusal."""

    document: str
    supplier_number: str
    gross_ore: Ore
    invoiced_on: date


def take_number(session: Session, document_id: int, supplier_id: int, supplier_number: str) -> None:
    """Write the key that a registered document's number is found by."""
    row = {"document_id": document_id, "supplier_id": supplier_id, "number_key": folded_number(supplier_number)}
    session.execute(insert(InvoiceNumber).values(**row))


def refuse_duplicate(
    session: Session, book_id: int, supplier: Organisation, supplier_number: str, *, but: int | None = None
) -> None:
    """Refuse, with `InvoiceDuplicateNumber`, a number that stands on another of the supplier's invoices or credits.

    `but` is a document that the new one replaces. DOMAIN §4, control 11.
    """
    state = state_now(Document.id)
    query = (
        select(
            Document.number,
            Document.recorded_at,
            Invoice.supplier_number,
            CreditInvoice.supplier_number.label("credit_number"),
            state.label("state"),
        )
        .join(InvoiceNumber, InvoiceNumber.document_id == Document.id)
        .outerjoin(Invoice, Invoice.document_id == Document.id)
        .outerjoin(CreditInvoice, CreditInvoice.document_id == Document.id)
        .where(
            Document.book_id == book_id,
            InvoiceNumber.supplier_id == supplier.id,
            InvoiceNumber.number_key == folded_number(supplier_number),
            Document.id != (but or 0),
            state.not_in(NOT_STANDING),
        )
        .order_by(Document.id)
        .limit(1)
    )
    taken = session.execute(query).first()
    if taken is not None:
        raise InvoiceDuplicateNumber(
            supplier_number=taken.supplier_number or taken.credit_number,
            supplier=supplier.name,
            registered_on=taken.recorded_at.astimezone(clock.STOCKHOLM).date(),
            state=taken.state,
            document=taken.number,
        )


def same_cost(
    session: Session, book_id: int, supplier_id: int, gross_ore: Ore, invoiced_on: date, *, but: int
) -> tuple[SameCost, ...]:
    """The supplier's other invoices on that amount, dated within the days in which it may be the same cost."""
    near = timedelta(days=SAME_COST_DAYS)
    query = (
        select(Document.number, Invoice.supplier_number, Invoice.gross_ore, Invoice.invoiced_on)
        .join(Invoice, Invoice.document_id == Document.id)
        .where(
            Document.book_id == book_id,
            Document.id != but,
            Invoice.supplier_id == supplier_id,
            Invoice.gross_ore == gross_ore,
            Invoice.invoiced_on.between(invoiced_on - near, invoiced_on + near),
            state_now(Document.id).not_in(NOT_STANDING),
        )
        .order_by(Document.id)
    )
    return tuple(SameCost(*row) for row in session.execute(query))
