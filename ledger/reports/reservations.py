"""Reservations: what was set aside, what became of it, and what has expired and still holds money."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from ledger.db.decisions import Body, Decision
from ledger.db.documents import Document, DocumentFact
from ledger.db.pots import Pot
from ledger.db.reservations import Reservation
from ledger.domain.events import FactCode
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.names import body_name
from ledger.reports.standpoint import Standpoint, in_force

_COMMITTED: Final = FactCode.COMMITMENT.value
_RELEASED: Final = FactCode.RESERVATION_RELEASED.value


@dataclass(frozen=True)
class ReservationTotals:
    """Reservations together, in öre: reserved = committed + released + left."""

    reserved_ore: Ore
    committed_ore: Ore
    released_ore: Ore

    @property
    def left_ore(self) -> Ore:
        """What is still set aside."""
        return self.reserved_ore - self.committed_ore - self.released_ore


@dataclass(frozen=True)
class ReservationRow(ReservationTotals):
    """One reservation in force; `committed_ore` was taken out of it by commitments, also by their raises.

    `days_left` is counted from the day of the report to the day it expires, and negative after it.
    """

    number: str
    pot: str
    pot_name: str
    text: str
    decision: str
    reserved_on: date
    expires_on: date
    days_left: int
    entry: str
    example: bool

    @property
    def expired(self) -> bool:
        """Whether it may be released on its own decision: from the day it expires."""
        return self.days_left <= 0


def reservations(session: Session, at: Standpoint) -> tuple[ReservationRow, ...]:
    """The agreement's reservations, in order of registration."""
    taken = _taken(session, at)
    force = in_force(at)
    query = (
        select(Document, Reservation, Pot, body_name(at.known_at), Decision.decided_on, Decision.paragraph)
        .add_columns(force.c.year, force.c.number)
        .join(force, force.c.document_id == Document.id)
        .join(Reservation, Reservation.document_id == Document.id)
        .join(Pot, (Pot.book_id == Reservation.book_id) & (Pot.id == Reservation.pot_id))
        .join(Decision, Decision.id == Reservation.decision_id)
        .join(Body, Body.id == Decision.body_id)
        .where(Pot.root_id.in_(at.roots))
        .order_by(Document.id)
    )
    return tuple(
        ReservationRow(
            number=document.number,
            pot=pot.code,
            pot_name=pot.name,
            text=found.text,
            decision=f"{body} {decided_on} {paragraph}",
            reserved_on=found.reserved_on,
            expires_on=found.expires_on,
            days_left=(found.expires_on - at.as_of).days,
            reserved_ore=found.amount_ore,
            committed_ore=taken.get((document.id, _COMMITTED), 0),
            released_ore=taken.get((document.id, _RELEASED), 0),
            entry=entry_name(year, number),
            example=document.example,
        )
        for document, found, pot, body, decided_on, paragraph, year, number in session.execute(query)
    )


def expired_with_money(rows: Iterable[ReservationRow]) -> tuple[ReservationRow, ...]:
    """Those that have expired and still hold money, the longest expired first."""
    found = [row for row in rows if row.expired and row.left_ore != 0]
    return tuple(sorted(found, key=lambda row: row.expires_on))


def totals_of(rows: Iterable[ReservationRow]) -> ReservationTotals:
    """What the reservations come to together."""
    counted = tuple(rows)
    return ReservationTotals(
        reserved_ore=sum(row.reserved_ore for row in counted),
        committed_ore=sum(row.committed_ore for row in counted),
        released_ore=sum(row.released_ore for row in counted),
    )


def _taken(session: Session, at: Standpoint) -> dict[tuple[int, str], Ore]:
    """What documents in force have taken out of each reservation, by its id and the code of what they state."""
    taking = in_force(at, "taking")
    # A release is of its subject; a commitment is taken out of the other one, 0 when it is of the pot.
    reservation_id = case(
        (DocumentFact.code == _RELEASED, DocumentFact.subject_id), else_=DocumentFact.other_subject_id
    )
    facts = (
        select(reservation_id.label("reservation_id"), DocumentFact.code, DocumentFact.amount_ore)
        .join(taking, taking.c.document_id == DocumentFact.document_id)
        .where(DocumentFact.code.in_((_COMMITTED, _RELEASED)))
        .subquery("facts")
    )
    query = (
        select(facts.c.reservation_id, facts.c.code, func.sum(facts.c.amount_ore))
        .where(facts.c.reservation_id != 0)
        .group_by(facts.c.reservation_id, facts.c.code)
        .order_by(facts.c.reservation_id, facts.c.code)
    )
    return {(own_id, code): int(amount_ore) for own_id, code, amount_ore in session.execute(query)}
