"""Commitments: a decision promises part of a pot to one thing, and only that thing's invoices may draw on it.

active → closed when its rest is released (`commitment_changes`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ledger.balances import balance, lock_book
from ledger.db.commitments import Commitment, CommitmentChange
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.invoices import InvoiceLine
from ledger.db.use_reports import UseReport, UseReview
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import CommitmentDrawn, CommitmentHasChanges
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.decisions import require_decision
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register_booked,
    require_document,
    require_state,
    state_now,
)
from ledger.services.inputs import require_not_ahead, require_not_before, require_text
from ledger.services.organisations import require_organisation
from ledger.services.pots import PotInfo, pot_info, require_available
from ledger.services.reservations import (
    SetAside,
    follow_reservation,
    require_reservation,
    require_room_in,
    reservation_drawn_by,
)


@dataclass(frozen=True)
class Committed:
    """A booked commitment; `booked` is None when the same had been committed before, by its source key."""

    document: Registered
    booked: Booked | None


def commit(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    pot_id: int,
    performer_id: int,
    name: str,
    amount_ore: Ore,
    decision_id: int,
    on: date,
    ends_on: date | None = None,
    reservation_id: int | None = None,
    source_key: str | None = None,
    example: bool = False,
) -> Committed:
    """Promise part of a pot, or of a reservation in it, to one thing that `performer_id` is to do, by a decision.

    Raises `PotInsufficient` or what `require_room_in` raises, `AmountNotPositive`, `TextMissing`, `DateBefore`,
    `DateOutOfRange`, `NotFound`, what the decision's mandate raises, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    pot = pot_info(session, book_id, pot_id)
    require_organisation(session, performer_id)
    _require_days(on, ends_on)
    decision = require_decision(
        session, book_id=book_id, decision_id=decision_id, power=Power.COMMITMENT, pot_id=pot_id, on=on
    )
    aside = None if reservation_id is None else require_reservation(session, book_id, reservation_id)
    if not is_known(session, book_id, source_key):
        require_source(session, book_id, pot, aside, positive(amount_ore), on=on)
    told = require_text("Uppdragets namn", name)
    whose = {"book_id": book_id, "pot_id": pot_id, "decision_id": decision_id, "performer_id": performer_id}
    what = {"name": told, "committed_on": on, "ends_on": ends_on, "amount_ore": amount_ore}
    document, booked = register_booked(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.COMMITMENT,
        on=on,
        text=told,
        states=("registered", "active"),
        details={Commitment: [{**whose, **what}]},
        movement=lambda own_id: rules.commitment(
            pot=pot.ref, commitment_id=own_id, amount_ore=amount_ore, reservation_id=reservation_id or 0
        ),
        decision=decision,
        source_key=source_key,
        example=example,
    )
    if aside is not None:
        follow_reservation(session, actor, aside.reservation, booked)
    return Committed(document, booked)


def _require_days(on: date, ends_on: date | None) -> None:
    require_not_ahead("Uppdragets dag", on)
    if ends_on is not None:
        require_not_before("Slutdatum", ends_on, "uppdragets dag", on)


def require_source(
    session: Session, book_id: int, pot: PotInfo, aside: SetAside | None, amount_ore: Ore, *, on: date
) -> None:
    """Refuse what the reservation, or else the pot, does not hold. Raises as `require_room_in`, `PotInsufficient`."""
    if aside is None:
        require_available(session, book_id, pot, amount_ore, on)
    else:
        require_room_in(session, aside, pot, amount_ore, on)


def remaining(session: Session, commitment: Commitment) -> Ore:
    """What a commitment has left today, in öre: decided − charged + credited, as the book has it."""
    return balance(session, commitment.book_id, Kind.COMMITTED, commitment.pot_id, commitment.document_id)


def correct_commitment(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a commitment back with a counter-entry: its money is the pot's, or its reservation's, again.

    Raises `CommitmentHasChanges`, `CommitmentDrawn` when anything has been charged on it, `DocumentWrongState`,
    `ReasonMissing`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.COMMITMENT, document_id=document_id)
    require_state(session, document, "active", "closed")
    _refuse_changed(session, document)
    _refuse_drawn(session, document)
    require_not_ahead("Bokföringsdag", booked_on)
    booked = annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av uppdrag {document.number}",
        state="annulled",
    )
    reservation = reservation_drawn_by(session, document_id)
    if reservation is not None:
        follow_reservation(session, actor, reservation, booked)
    return booked


def _refuse_changed(session: Session, document: Registered) -> None:
    query = (
        select(Document.number)
        .join(CommitmentChange, CommitmentChange.document_id == Document.id)
        .where(CommitmentChange.commitment_id == document.id, state_now(Document.id) == "booked")
        .order_by(Document.id)
    )
    changes = tuple(session.scalars(query))
    if changes:
        raise CommitmentHasChanges(commitment=document.number, changes=changes)


def _refuse_drawn(session: Session, document: Registered) -> None:
    commitment = session.execute(select(Commitment).where(Commitment.document_id == document.id)).scalar_one()
    drawn_ore = commitment.amount_ore - remaining(session, commitment)
    if drawn_ore != 0:
        raise CommitmentDrawn(
            commitment=document.number,
            amount_ore=commitment.amount_ore,
            drawn_ore=drawn_ore,
            invoices=(*invoices_on(session, document.id, ("approved", "paid")), *_reviews_of(session, document.id)),
        )


def invoices_on(session: Session, commitment_id: int, states: Sequence[str]) -> tuple[str, ...]:
    """The numbers of the invoices in these states with a line on the commitment."""
    lines = select(InvoiceLine.document_id).where(InvoiceLine.commitment_id == commitment_id)
    return _numbers(session, lines, states)


def _reviews_of(session: Session, commitment_id: int) -> tuple[str, ...]:
    """The numbers of the approved reviews of use reports that charged the commitment."""
    reviews = (
        select(UseReview.document_id)
        .join(UseReport, UseReport.document_id == UseReview.report_id)
        .where(UseReport.commitment_id == commitment_id, UseReview.arrears_ore > 0)
    )
    return _numbers(session, reviews, ("approved", "paid"))


def _numbers(session: Session, documents: Select[int], states: Sequence[str]) -> tuple[str, ...]:
    """The numbers of those documents that are in one of the states."""
    query = (
        select(Document.number)
        .where(Document.id.in_(documents), state_now(Document.id).in_(states))
        .order_by(Document.id)
    )
    return tuple(session.scalars(query))
