"""Requisitions, what became of them, and what was received on them, as they stood."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import CTE, ScalarSelect, Subquery, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from ledger.db.agreements import Purpose
from ledger.db.documents import Document
from ledger.db.organisations import Organisation
from ledger.db.requisition_changes import RequisitionLowering, SendingBack
from ledger.db.requisitions import BankAccount, Certificate, Receipt, Requisition
from ledger.db.unplaced_receipts import ReceiptPlacement, UnplacedReceipt
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.names import organisation_name
from ledger.reports.standpoint import Standpoint, in_force


@dataclass(frozen=True)
class RequisitionRow:
    """One requisition in force, in öre: sent, lowered, sent back, and received less what was sent back."""

    number: str
    purpose: str
    payer: str
    instrument: str
    reference: str
    text: str
    certificate: str
    sent_on: date
    due_on: date | None
    sent_ore: Ore
    lowered_ore: Ore
    sent_back_ore: Ore
    received_ore: Ore
    entry: str

    @property
    def requisitioned_ore(self) -> Ore:
        """What is asked for, net: DOMAIN control 3."""
        return self.sent_ore - self.lowered_ore - self.sent_back_ore

    @property
    def claim_ore(self) -> Ore:
        """What the payer still owes."""
        return self.requisitioned_ore - self.received_ore


class ReceiptKind(StrEnum):
    """How money came to a requisition, or left it again."""

    RECEIPT = "receipt"
    PLACEMENT = "placement"
    SENT_BACK = "sent_back"


@dataclass(frozen=True)
class ReceiptRow:
    """Money on a requisition, in force: öre, negative where it was sent back."""

    number: str
    kind: ReceiptKind
    received_on: date
    requisition: str
    payer: str
    bank_account: str
    text: str
    amount_ore: Ore
    entry: str

    @property
    def sent_back_ore(self) -> Ore:
        """What was sent back, positive."""
        return -self.amount_ore if self.kind is ReceiptKind.SENT_BACK else 0


def requisitions(session: Session, at: Standpoint) -> tuple[RequisitionRow, ...]:
    """The agreement's requisitions, in order of registration."""
    force, since = in_force(at), in_force(at, "since")
    certificate = aliased(Document)
    query = (
        select(
            Document.number,
            Purpose.name,
            organisation_name(at.as_of, at.known_at),
            Requisition,
            certificate.number,
            Certificate.certified_on,
            _on_requisition(since, RequisitionLowering),
            _on_requisition(since, SendingBack),
            _on_requisition(since, Receipt) + _on_requisition(since, ReceiptPlacement),
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
            sent_ore=found.amount_ore,
            lowered_ore=int(lowered_ore),
            sent_back_ore=int(sent_back_ore),
            received_ore=int(answered_ore) - int(sent_back_ore),
            entry=entry_name(year, serial),
        )
        for (
            number,
            purpose,
            payer,
            found,
            certified,
            certified_on,
            lowered_ore,
            sent_back_ore,
            answered_ore,
            year,
            serial,
        ) in session.execute(query)
    )


def receipts(session: Session, at: Standpoint) -> tuple[ReceiptRow, ...]:
    """What came on the agreement's requisitions, at once or placed later, and what was sent back, by day."""
    force, came, requisition = in_force(at), _came(), aliased(Document)
    query = (
        select(
            Document.number,
            came.c.kind,
            came.c.day,
            requisition.number,
            organisation_name(at.as_of, at.known_at),
            BankAccount.name,
            came.c.text,
            came.c.amount_ore,
            force.c.year,
            force.c.number,
        )
        .join(force, force.c.document_id == Document.id)
        .join(came, came.c.document_id == Document.id)
        .join(requisition, requisition.id == came.c.requisition_id)
        .join(Requisition, Requisition.document_id == requisition.id)
        .join(Organisation, Organisation.id == Requisition.payer_id)
        .join(BankAccount, BankAccount.document_id == came.c.bank_account_id)
        .where(Requisition.pot_id.in_(at.roots))
        .order_by(came.c.day, Document.id)
    )
    return tuple(
        ReceiptRow(number, ReceiptKind(kind), on, claim, payer, bank, text, amount_ore, entry_name(year, serial))
        for number, kind, on, claim, payer, bank, text, amount_ore, year, serial in session.execute(query)
    )


_OnRequisition: TypeAlias = type[Receipt] | type[ReceiptPlacement] | type[SendingBack] | type[RequisitionLowering]


def _on_requisition(force: CTE, table: _OnRequisition) -> ScalarSelect[Any]:
    """What documents of a kind, in force, do to the requisition of the row."""
    return (
        select(func.coalesce(func.sum(table.amount_ore), 0))
        .join(force, force.c.document_id == table.document_id)
        .where(table.requisition_id == Document.id)
        .scalar_subquery()
    )


def _came() -> Subquery:
    """All that comes to requisitions, or leaves them, as one table; what left is negative."""
    return union_all(
        select(
            Receipt.document_id,
            Receipt.requisition_id,
            Receipt.bank_account_id,
            Receipt.received_on.label("day"),
            Receipt.text,
            Receipt.amount_ore,
            literal(ReceiptKind.RECEIPT.value).label("kind"),
        ),
        select(
            ReceiptPlacement.document_id,
            ReceiptPlacement.requisition_id,
            UnplacedReceipt.bank_account_id,
            ReceiptPlacement.placed_on,
            UnplacedReceipt.text,
            ReceiptPlacement.amount_ore,
            literal(ReceiptKind.PLACEMENT.value),
        ).join(UnplacedReceipt, UnplacedReceipt.document_id == ReceiptPlacement.unplaced_id),
        select(
            SendingBack.document_id,
            SendingBack.requisition_id,
            SendingBack.bank_account_id,
            SendingBack.sent_back_on,
            SendingBack.reason,
            -SendingBack.amount_ore,
            literal(ReceiptKind.SENT_BACK.value),
        ),
    ).subquery("came")
