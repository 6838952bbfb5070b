"""What invoices that are registered and not approved will charge: each commitment, and each pot without one."""

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from ledger.db.documents import Document, DocumentState
from ledger.db.invoices import Invoice, InvoiceLine
from ledger.db.pots import Pot
from ledger.money import Ore
from ledger.reports.standpoint import END_OF_TIME, Standpoint, in_force


@dataclass(frozen=True)
class PendingRow:
    """What waits to be charged, in öre: on a commitment by its number, or straight on a pot (empty commitment)."""

    pot: str
    commitment: str
    pending_ore: Ore


def pending(session: Session, at: Standpoint) -> tuple[PendingRow, ...]:
    """The commitments and pots of the agreement that invoices wait on, in order of pot and commitment.

    An invoice waits while it has arrived, is not booked, and has not been returned, replaced or refused.
    """
    known_at = END_OF_TIME if at.known_at is None else at.known_at
    force, commitment = in_force(at, "waiting"), aliased(Document)
    state = (
        select(DocumentState.state)
        .where(DocumentState.document_id == Document.id, DocumentState.recorded_at <= known_at)
        .order_by(DocumentState.no.desc())
        .limit(1)
        .scalar_subquery()
    )
    recovered = case((Invoice.vat_recoverable, InvoiceLine.vat_ore), else_=0)
    query = (
        select(Pot.code, commitment.number, func.sum(InvoiceLine.gross_ore - recovered))
        .select_from(InvoiceLine)
        .join(Invoice, Invoice.document_id == InvoiceLine.document_id)
        .join(Document, Document.id == Invoice.document_id)
        .join(Pot, (Pot.book_id == InvoiceLine.book_id) & (Pot.id == InvoiceLine.pot_id))
        .outerjoin(commitment, commitment.id == InvoiceLine.commitment_id)
        .outerjoin(force, force.c.document_id == Document.id)
        .where(
            Document.book_id == at.book_id,
            Document.recorded_at <= known_at,
            Invoice.arrived_on <= at.as_of,
            Pot.root_id.in_(at.roots),
            force.c.document_id.is_(None),
            state.in_(("registered", "confirmed", "approved", "paid", "credited")),
        )
        .group_by(Pot.id, Pot.code, commitment.id, commitment.number)
        .order_by(Pot.id, func.coalesce(commitment.id, 0))
    )
    return tuple(PendingRow(pot, number or "", int(ore)) for pot, number, ore in session.execute(query))
