"""Requisitions and the receipts that answer them, as they stood."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from ledger.db.agreements import Purpose
from ledger.db.documents import Document
from ledger.db.organisations import Organisation
from ledger.db.requisitions import BankAccount, Certificate, Receipt, Requisition
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.names import organisation_name
from ledger.reports.standpoint import Standpoint, in_force


@dataclass(frozen=True)
class RequisitionRow:
    """One requisition in force; amounts in öre, `claim_ore` is what is not yet received."""

    number: str
    purpose: str
    payer: str
    instrument: str
    reference: str
    text: str
    certificate: str
    sent_on: date
    due_on: date | None
    amount_ore: Ore
    received_ore: Ore
    entry: str

    @property
    def claim_ore(self) -> Ore:
        """What the payer still owes."""
        return self.amount_ore - self.received_ore


@dataclass(frozen=True)
class ReceiptRow:
    """One receipt in force; amount in öre."""

    number: str
    received_on: date
    requisition: str
    payer: str
    bank_account: str
    text: str
    amount_ore: Ore
    entry: str


def requisitions(session: Session, at: Standpoint) -> tuple[RequisitionRow, ...]:
    """The agreement's requisitions, in order of registration."""
    force = in_force(at)
    answered = in_force(at, "answered")
    received = (
        select(func.coalesce(func.sum(Receipt.amount_ore), 0))
        .join(answered, answered.c.document_id == Receipt.document_id)
        .where(Receipt.requisition_id == Document.id)
        .scalar_subquery()
    )
    certificate = aliased(Document)
    query = (
        select(
            Document.number,
            Purpose.name,
            organisation_name(at.as_of, at.known_at),
            Requisition,
            certificate.number,
            Certificate.certified_on,
            received,
            force.c.year,
            force.c.number,
        )
        .join(force, force.c.document_id == Document.id)
        .join(Requisition, Requisition.document_id == Document.id)
        .join(Purpose, (Purpose.book_id == Requisition.book_id) & (Purpose.pot_id == Requisition.pot_id))
        .join(Organisation, Organisation.id == Requisition.payer_id)
        .outerjoin(certificate, certificate.id == Requisition.certificate_id)
        .outerjoin(Certificate, Certificate.document_id == certificate.id)
        .where(Requisition.pot_id.in_(at.roots))
        .order_by(Document.id)
    )
    return tuple(
        RequisitionRow(
            number=number,
            purpose=purpose,
            payer=payer,
            instrument=found.instrument,
            reference=found.reference,
            text=found.text,
            certificate="" if certified is None else f"{certified} {certified_on}",
            sent_on=found.sent_on,
            due_on=found.due_on,
            amount_ore=found.amount_ore,
            received_ore=int(received_ore),
            entry=entry_name(year, serial),
        )
        for number, purpose, payer, found, certified, certified_on, received_ore, year, serial in session.execute(query)
    )


def receipts(session: Session, at: Standpoint) -> tuple[ReceiptRow, ...]:
    """The receipts on the agreement's requisitions, by day."""
    force = in_force(at)
    requisition = aliased(Document)
    query = (
        select(
            Document.number,
            Receipt.received_on,
            requisition.number,
            organisation_name(at.as_of, at.known_at),
            BankAccount.name,
            Receipt.text,
            Receipt.amount_ore,
            force.c.year,
            force.c.number,
        )
        .join(force, force.c.document_id == Document.id)
        .join(Receipt, Receipt.document_id == Document.id)
        .join(requisition, requisition.id == Receipt.requisition_id)
        .join(Requisition, Requisition.document_id == requisition.id)
        .join(Organisation, Organisation.id == Receipt.payer_id)
        .join(BankAccount, BankAccount.document_id == Receipt.bank_account_id)
        .where(Requisition.pot_id.in_(at.roots))
        .order_by(Receipt.received_on, Document.id)
    )
    return tuple(
        ReceiptRow(number, on, claim, payer, bank, text, amount_ore, entry_name(year, serial))
        for number, on, claim, payer, bank, text, amount_ore, year, serial in session.execute(query)
    )
