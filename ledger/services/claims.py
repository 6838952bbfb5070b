"""A requisition's claim: what was asked, lowered, received and sent back, and the state that follows from it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ledger.balances import lowest_from
from ledger.cash import claimed_by_event
from ledger.db.documents import Document
from ledger.db.requisition_changes import RequisitionLowering, SendingBack
from ledger.db.requisitions import Receipt, Requisition
from ledger.db.unplaced_receipts import ReceiptPlacement
from ledger.domain.chart import Kind
from ledger.domain.entries import PotRef
from ledger.domain.events import Event
from ledger.errors import ReceiptExceedsClaim, ReceiptSentBack
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.documents import Registered, require_state, set_state, state_now
from ledger.services.inputs import require_not_before

_REQUISITION: Final = select(Requisition).where(Requisition.document_id == bindparam("requisition_id"))
"""Made once: it is asked for every receipt."""
OPEN: Final = ("sent", "partly_paid", "paid")
"""The states of a requisition that the payer may pay on."""


@dataclass(frozen=True)
class Claim:
    """Where a requisition stands today; all in öre and net of corrections."""

    sent_ore: Ore
    lowered_ore: Ore
    received_ore: Ore
    sent_back_ore: Ore

    @property
    def left_ore(self) -> Ore:
        """What the payer still owes: DOMAIN control 3."""
        return self.sent_ore - self.lowered_ore - self.received_ore

    @property
    def state(self) -> str:
        """The state in a word: one that nothing net is asked on is withdrawn, or sent back if it was paid."""
        if self.sent_ore == self.lowered_ore + self.sent_back_ore:
            return "withdrawn" if self.received_ore == 0 else "sent_back"
        if self.left_ore == 0:
            return "paid"
        return "sent" if self.received_ore == 0 else "partly_paid"


def requisition_of(session: Session, requisition_id: int) -> Requisition:
    """The requisition of that document, which must be there."""
    return session.execute(_REQUISITION, {"requisition_id": requisition_id}).scalar_one()


def root_of(requisition: Requisition) -> PotRef:
    """The root pot of the purpose that the money was asked for."""
    return PotRef(requisition.pot_id, requisition.pot_id)


def claim_of(session: Session, requisition: Requisition) -> Claim:
    """Where the requisition stands today."""
    moved = claimed_by_event(session, requisition.book_id, requisition.pot_id, requisition.document_id)
    return Claim(
        sent_ore=moved.get(Event.REQUISITION, 0),
        lowered_ore=-moved.get(Event.REQUISITION_LOWERED, 0),
        received_ore=-sum(moved.get(event, 0) for event in (Event.RECEIPT, Event.RECEIPT_PLACED)),
        sent_back_ore=sum(ore for _number, ore in sendings_back(session, requisition.document_id)),
    )


def follow(session: Session, actor: int, requisition: Requisition, booked: Booked) -> Claim:
    """Bring the requisition into the state that its claim says after an entry; gives the claim."""
    claim = claim_of(session, requisition)
    set_state(session, actor=actor, document_id=requisition.document_id, state=claim.state, entry_seq=booked.seq)
    return claim


def require_claim(session: Session, claimed: Registered, requisition: Requisition, amount_ore: Ore, on: date) -> None:
    """Refuse a payment that the claim does not hold, on the day or on a later one.

    Raises `ReceiptExceedsClaim`, `DocumentWrongState`, `DateBefore` for a day before the requisition was sent.
    """
    claim_ore = claim_from(session, claimed, requisition, on)
    if amount_ore > claim_ore:
        raise ReceiptExceedsClaim(requisition=claimed.number, amount_ore=amount_ore, claim_ore=claim_ore)


def claim_from(session: Session, claimed: Registered, requisition: Requisition, on: date) -> Ore:
    """The least that the payer owes on the day or on a later one. Raises `DocumentWrongState`, `DateBefore`."""
    require_state(session, claimed, *OPEN)
    require_not_before(
        "Inbetalningens dag", on, f"dagen då rekvisition {claimed.number} skickades,", requisition.sent_on
    )
    claim_ore, _day = lowest_from(session, claimed.book_id, Kind.CLAIM, requisition.pot_id, on, subject_id=claimed.id)
    return claim_ore


def refuse_sent_back(session: Session, document: Registered, requisition: Requisition, amount_ore: Ore) -> None:
    """Refuse, with `ReceiptSentBack`, to turn back a payment so that more is sent back than is received."""
    sendings = sendings_back(session, requisition.document_id)
    sent_back_ore = sum(ore for _number, ore in sendings)
    if claim_of(session, requisition).received_ore - amount_ore < sent_back_ore:
        raise ReceiptSentBack(
            document=document.number,
            requisition=number_of(session, requisition.document_id),
            sent_back_ore=sent_back_ore,
            sendings=tuple(number for number, _ore in sendings),
        )


def number_of(session: Session, document_id: int) -> str:
    """A document's number."""
    return session.execute(select(Document.number).where(Document.id == document_id)).scalar_one()


def receipts_on(session: Session, requisition_id: int) -> list[tuple[str, Ore]]:
    """The receipts in force on a requisition and the placings of others on it: number and öre."""
    found = [
        row
        for table in (Receipt, ReceiptPlacement)
        for row in _in_force(session, table.document_id, table.requisition_id, table.amount_ore, requisition_id)
    ]
    return [(row.number, row.amount_ore) for row in found]


def lowerings_of(session: Session, requisition_id: int) -> list[tuple[str, Ore]]:
    """What a requisition has been lowered by: number and öre of each lowering in force."""
    table = RequisitionLowering
    found = _in_force(session, table.document_id, table.requisition_id, table.amount_ore, requisition_id)
    return [(row.number, row.amount_ore) for row in found]


def sendings_back(session: Session, requisition_id: int) -> list[tuple[str, Ore]]:
    """What of a requisition has been sent back: number and öre of each that is in force."""
    table = SendingBack
    found = _in_force(session, table.document_id, table.requisition_id, table.amount_ore, requisition_id)
    return [(row.number, row.amount_ore) for row in found]


def _in_force(
    session: Session,
    document_id: InstrumentedAttribute[int],
    requisition: InstrumentedAttribute[int],
    amount: InstrumentedAttribute[int],
    requisition_id: int,
) -> list[Row[str, int]]:
    query = (
        select(Document.number, amount)
        .join(Document, Document.id == document_id)
        .where(requisition == requisition_id, state_now(document_id) == "booked")
        .order_by(Document.id)
    )
    return list(session.execute(query).all())
