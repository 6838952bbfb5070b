"""Reservations: a decision sets part of a pot aside until a day, for commitments to be taken out of, or released.

active → closed when nothing is left in it, and active again when a correction puts something back.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import balance, lock_book, lowest_from
from ledger.db.decisions import Decision
from ledger.db.details import DocumentKind
from ledger.db.documents import Document, DocumentFact
from ledger.db.reservations import Reservation, ReservationRelease
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import ReservationExceedsLeft, ReservationExpired, ReservationNotExpired, ReservationOtherPot
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.counter_entries import turn_back
from ledger.services.decisions import require_decision
from ledger.services.documents import (
    Registered,
    is_known,
    register_booked,
    require_document,
    require_state,
    set_state,
    state_of,
)
from ledger.services.inputs import require_not_ahead, require_not_before, require_text
from ledger.services.pots import PotInfo, pot_info, require_available


@dataclass(frozen=True)
class Reserved:
    """A booked reservation or release, and what the reservation has left today, in öre.

    `booked` is None when the same had been done before, by its source key.
    """

    document: Registered
    booked: Booked | None
    left_ore: Ore


@dataclass(frozen=True)
class SetAside:
    """A registered reservation: its document, its row and its pot."""

    document: Registered
    reservation: Reservation
    pot: PotInfo


def reserve(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    pot_id: int,
    amount_ore: Ore,
    text: str,
    expires_on: date,
    decision_id: int,
    on: date,
    source_key: str | None = None,
    example: bool = False,
) -> Reserved:
    """Set an amount in öre aside in a pot until `expires_on`, by a decision with the power of commitments.

    `text` says what for. Raises `PotInsufficient`, `AmountNotPositive`, `TextMissing`, `DateBefore`, `DateOutOfRange`,
    `NotFound`, what the decision's mandate raises, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    pot = pot_info(session, book_id, pot_id)
    decision = _decided(session, pot, decision_id, book_id=book_id, on=on)
    require_not_ahead("Reservationens dag", on)
    require_not_before("Reservationens sista dag", expires_on, "dagen den görs,", on)
    if not is_known(session, book_id, source_key):
        require_available(session, book_id, pot, positive(amount_ore), on)
    told = require_text("Vad reservationen är till", text)
    row = {
        "book_id": book_id,
        "pot_id": pot_id,
        "decision_id": decision_id,
        "reserved_on": on,
        "expires_on": expires_on,
        "amount_ore": amount_ore,
        "text": told,
    }
    document, booked = register_booked(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.RESERVATION,
        on=on,
        text=told,
        states=("registered", "active"),
        details={Reservation: [row]},
        movement=lambda own_id: rules.reservation(pot=pot.ref, reservation_id=own_id, amount_ore=amount_ore),
        decision=decision,
        source_key=source_key,
        example=example,
    )
    return Reserved(document, booked, balance(session, book_id, Kind.RESERVED, pot_id, document.id))


def release_reservation(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    reservation_id: int,
    on: date,
    amount_ore: Ore | None = None,
    decision_id: int | None = None,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> Reserved:
    """Give an amount in öre of a reservation, or all that is left, back to its pot.

    On the day it expires and later, its own decision is enough: that said until when. Before, it takes another
    (`ReservationNotExpired`). Raises `ReservationExceedsLeft`, `DocumentWrongState`, `AmountNotPositive`,
    `DateOutOfRange`, `NotFound`, what the decision's mandate raises, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    aside = require_reservation(session, book_id, reservation_id)
    require_not_ahead("Upplösningens dag", on)
    decision = _releasing_decision(session, aside, decision_id, on)
    if is_known(session, book_id, source_key):
        amount = _released_before(session, book_id, source_key) if amount_ore is None else amount_ore
    else:
        require_state(session, aside.document, "active")
        amount = require_left(session, aside, amount_ore, on)
    row = {
        "reservation_id": reservation_id,
        "decision_id": decision[0],
        "released_on": on,
        "amount_ore": amount,
        "text": text.strip(),
    }
    document, booked = register_booked(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.RESERVATION_RELEASE,
        on=on,
        text=aside.document.number,
        states=("registered", "booked"),
        details={ReservationRelease: [row]},
        movement=lambda _own_id: rules.reservation_released(
            pot=aside.pot.ref, reservation_id=reservation_id, amount_ore=amount
        ),
        decision=decision,
        source_key=source_key,
        example=example,
    )
    return Reserved(document, booked, follow_reservation(session, actor, aside.reservation, booked))


def correct_reservation(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a reservation back with a counter-entry: its money is the pot's again.

    Raises `CorrectionExceedsLeft` as long as a commitment or a release has taken of it, and as `turn_back`.
    """
    _document, booked = turn_back(
        session,
        actor=actor,
        scope=scope,
        book_id=book_id,
        kind=DocumentKind.RESERVATION,
        document_id=document_id,
        reason=reason,
        booked_on=booked_on,
        states=("active", "closed"),
    )
    return booked


def correct_reservation_release(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a release back with a counter-entry: its amount is reserved again. Raises as `turn_back`."""
    document, booked = turn_back(
        session,
        actor=actor,
        scope=scope,
        book_id=book_id,
        kind=DocumentKind.RESERVATION_RELEASE,
        document_id=document_id,
        reason=reason,
        booked_on=booked_on,
    )
    released = session.execute(
        select(ReservationRelease.reservation_id).where(ReservationRelease.document_id == document.id)
    ).scalar_one()
    follow_reservation(session, actor, require_reservation(session, book_id, released).reservation, booked)
    return booked


def require_reservation(session: Session, book_id: int, reservation_id: int) -> SetAside:
    """The reservation of that id in the book; raises `NotFound`."""
    document = require_document(session, book_id=book_id, kind=DocumentKind.RESERVATION, document_id=reservation_id)
    reservation = session.execute(select(Reservation).where(Reservation.document_id == reservation_id)).scalar_one()
    return SetAside(document, reservation, pot_info(session, book_id, reservation.pot_id))


def require_left(session: Session, aside: SetAside, amount_ore: Ore | None, on: date) -> Ore:
    """The amount, or all that is left; `ReservationExceedsLeft` for more, on the day or on a later one."""
    reservation = aside.reservation
    left_ore, short_on = lowest_from(
        session, reservation.book_id, Kind.RESERVED, reservation.pot_id, on, subject_id=reservation.document_id
    )
    wanted_ore = positive(left_ore if amount_ore is None else amount_ore)
    if wanted_ore > left_ore:
        raise ReservationExceedsLeft(
            reservation=aside.document.number, wanted_ore=wanted_ore, left_ore=left_ore, day=short_on
        )
    return wanted_ore


def require_room_in(session: Session, aside: SetAside, pot: PotInfo, amount_ore: Ore, on: date) -> None:
    """Refuse a commitment of `pot` that the reservation does not hold.

    Raises `ReservationOtherPot`, `ReservationExpired`, `ReservationExceedsLeft`, `DocumentWrongState`.
    """
    number, expires_on = aside.document.number, aside.reservation.expires_on
    if aside.pot.id != pot.id:
        raise ReservationOtherPot(reservation=number, pot=aside.pot.name, wanted=pot.name)
    require_state(session, aside.document, "active")
    if on > expires_on:
        raise ReservationExpired(reservation=number, pot=pot.name, expires_on=expires_on, day=on)
    require_left(session, aside, amount_ore, on)


def follow_reservation(session: Session, actor: int, reservation: Reservation, booked: Booked | None) -> Ore:
    """Bring a reservation into the state that what it has left today says, and answer with that, in öre."""
    own_id = reservation.document_id
    left_ore = balance(session, reservation.book_id, Kind.RESERVED, reservation.pot_id, own_id)
    state = "closed" if left_ore == 0 else "active"
    if booked is not None and state_of(session, own_id) != state:
        set_state(session, actor=actor, document_id=own_id, state=state, entry_seq=booked.seq)
    return left_ore


def reservation_drawn_by(session: Session, document_id: int) -> Reservation | None:
    """The reservation that a document's commitment, or its raise, is taken out of; None when it is of the pot."""
    query = (
        select(Reservation)
        .join(DocumentFact, DocumentFact.other_subject_id == Reservation.document_id)
        .where(DocumentFact.document_id == document_id)
    )
    return session.execute(query).scalar_one_or_none()


def _decided(session: Session, pot: PotInfo, decision_id: int, *, book_id: int, on: date) -> tuple[int, str]:
    return require_decision(
        session, book_id=book_id, decision_id=decision_id, power=Power.COMMITMENT, pot_id=pot.id, on=on
    )


def _releasing_decision(session: Session, aside: SetAside, decision_id: int | None, on: date) -> tuple[int, str]:
    """The decision given, or after the expiry the reservation's own."""
    reservation = aside.reservation
    if decision_id is not None:
        return _decided(session, aside.pot, decision_id, book_id=reservation.book_id, on=on)
    if on < reservation.expires_on:
        raise ReservationNotExpired(reservation=aside.document.number, expires_on=reservation.expires_on, day=on)
    own = session.execute(select(Decision).where(Decision.id == reservation.decision_id)).scalar_one()
    return own.id, own.digest


def _released_before(session: Session, book_id: int, source_key: str | None) -> Ore:
    """What was released under the source key before; 0 for nothing."""
    query = (
        select(ReservationRelease.amount_ore)
        .join(Document, Document.id == ReservationRelease.document_id)
        .where(Document.book_id == book_id, Document.source_key == source_key)
    )
    return session.execute(query).scalar_one_or_none() or 0
