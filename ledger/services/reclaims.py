"""Reclaims: what recipients owe back of each pot, paid back to the bank or written off by decision, never more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import balance, lock_book, lowest_from
from ledger.db.details import FORMS, DocumentKind
from ledger.db.documents import Document
from ledger.db.reclaims import PaidBack, WriteOff
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import Movement
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import ReclaimedUsed, ReclaimExceeded, ReclaimSettled
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.decisions import require_decision
from ledger.services.document_rows import Details
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register_booked,
    require_document,
    require_reason,
    require_state,
    state_now,
)
from ledger.services.inputs import require_not_ahead
from ledger.services.pots import PotInfo, pot_info, require_available


@dataclass(frozen=True)
class Reclaimed:
    """A booked document of a reclaim; `booked` is None when it was known by its source key.

    `left_ore` is what the pot's recipient owes back after it, today.
    """

    document: Registered
    booked: Booked | None
    left_ore: Ore


@dataclass(frozen=True)
class ReclaimOrder:
    """What every document of a reclaim is given: who, where, of which pot, how much, on which day."""

    actor: int
    book_id: int
    pot: PotInfo
    amount_ore: Ore
    on: date
    source_key: str | None
    example: bool


def register_paid_back(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    pot_id: int,
    bank_account_id: int,
    amount_ore: Ore,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> Reclaimed:
    """Book what the recipient of a pot has paid of its reclaim; `text` is the bank's own.

    Raises `ReclaimExceeded`, `AmountNotPositive`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    pot = pot_info(session, book_id, pot_id)
    require_document(session, book_id=book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=bank_account_id)
    order = ReclaimOrder(actor, book_id, pot, positive(amount_ore), on, source_key, example)
    require_not_ahead("Inbetalningens dag", on)
    if not is_known(session, book_id, source_key):
        _require_reclaim(session, order)
    row = {
        "book_id": book_id,
        "pot_id": pot_id,
        "bank_account_id": bank_account_id,
        "received_on": on,
        "amount_ore": amount_ore,
        "text": text.strip(),
    }
    return book_reclaim(
        session,
        order,
        DocumentKind.PAID_BACK,
        {PaidBack: [row]},
        movement=lambda _own_id: rules.paid_back(pot=pot.ref, bank_id=bank_account_id, amount_ore=amount_ore),
        decision=None,
    )


def write_off_reclaim(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    pot_id: int,
    amount_ore: Ore,
    decision_id: int,
    reason: str,
    on: date,
    source_key: str | None = None,
    example: bool = False,
) -> Reclaimed:
    """Give up what a recipient owes back, by a decision on use over the pot, which pays for it with what it has left.

    Raises `ReclaimExceeded`, `PotInsufficient`, `AmountNotPositive`, `ReasonMissing`, `DateOutOfRange`, `NotFound`, and
    what the mandate and the door raise.
    """
    scope.require_book(book_id)
    require_reason(reason)
    lock_book(session, book_id)
    pot = pot_info(session, book_id, pot_id)
    order = ReclaimOrder(actor, book_id, pot, positive(amount_ore), on, source_key, example)
    require_not_ahead("Avskrivningens dag", on)
    decision = require_decision(
        session, book_id=book_id, decision_id=decision_id, power=Power.USE, pot_id=pot_id, on=on
    )
    if not is_known(session, book_id, source_key):
        _require_reclaim(session, order)
        require_available(session, book_id, pot, amount_ore, on)
    row = {
        "book_id": book_id,
        "pot_id": pot_id,
        "decision_id": decision_id,
        "written_off_on": on,
        "amount_ore": amount_ore,
        "reason": reason.strip(),
    }
    return book_reclaim(
        session,
        order,
        DocumentKind.WRITE_OFF,
        {WriteOff: [row]},
        movement=lambda own_id: rules.reclaim_written_off(pot=pot.ref, write_off_id=own_id, amount_ore=amount_ore),
        decision=decision,
    )


def correct_paid_back(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn what was paid back with a counter-entry: the recipient owes it again.

    Allowed also where the bank has been drawn on since: the control of the bank then shows what is wrong. Raises
    `DocumentWrongState`, `ReasonMissing`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.PAID_BACK, document_id=document_id)
    return annul_reclaim(session, actor=actor, document=document, reason=reason, booked_on=booked_on)


def correct_write_off(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a write-off back with a counter-entry: the recipient owes it again. Raises as `correct_paid_back`."""
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.WRITE_OFF, document_id=document_id)
    return annul_reclaim(session, actor=actor, document=document, reason=reason, booked_on=booked_on)


def book_reclaim(
    session: Session,
    order: ReclaimOrder,
    kind: DocumentKind,
    details: Details,
    *,
    movement: Callable[[int], Movement],
    decision: tuple[int, str] | None,
) -> Reclaimed:
    """Register and book a document of a reclaim, and answer with what is left of it."""
    document, booked = register_booked(
        session,
        actor=order.actor,
        book_id=order.book_id,
        kind=kind,
        on=order.on,
        text=order.pot.name,
        states=("registered", "booked"),
        details=details,
        movement=movement,
        decision=decision,
        source_key=order.source_key,
        example=order.example,
    )
    return Reclaimed(document, booked, balance(session, order.book_id, Kind.RECLAIM, order.pot.id))


def annul_reclaim(session: Session, *, actor: int, document: Registered, reason: str, booked_on: date) -> Booked:
    """Turn a booked document of a reclaim back."""
    require_state(session, document, "booked")
    require_reason(reason)
    require_not_ahead("Bokföringsdag", booked_on)
    return annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av {FORMS[document.kind].name} {document.number}",
        state="annulled",
    )


def require_unsettled(session: Session, document: Registered, pot: PotInfo, amount_ore: Ore, on: date) -> None:
    """Refuse to turn back a claim that is settled, or whose money is used, on the day or on a later one.

    Raises `ReclaimSettled`, which names what settled the pot's claims, or `ReclaimedUsed`.
    """
    left_ore, _day = lowest_from(session, document.book_id, Kind.RECLAIM, pot.id, on)
    if left_ore < amount_ore:
        raise ReclaimSettled(
            document=document.number,
            amount_ore=amount_ore,
            left_ore=left_ore,
            settled_by=_settling(session, document.book_id, pot.id),
        )
    available_ore, day = lowest_from(session, document.book_id, Kind.AVAILABLE, pot.id, on)
    if available_ore < amount_ore:
        raise ReclaimedUsed(
            document=document.number, pot=pot.name, amount_ore=amount_ore, left_ore=available_ore, day=day
        )


def _require_reclaim(session: Session, order: ReclaimOrder) -> None:
    """Refuse, with `ReclaimExceeded`, more than is owed back of the pot, on the day and on every later one."""
    reclaim_ore, day = lowest_from(session, order.book_id, Kind.RECLAIM, order.pot.id, order.on)
    if order.amount_ore > reclaim_ore:
        raise ReclaimExceeded(pot=order.pot.name, wanted_ore=order.amount_ore, reclaim_ore=reclaim_ore, day=day)


def _settling(session: Session, book_id: int, pot_id: int) -> tuple[str, ...]:
    """The numbers of what is paid back and written off of the pot's claims, in force."""
    settling = (
        select(PaidBack.document_id)
        .where(PaidBack.book_id == book_id, PaidBack.pot_id == pot_id)
        .union(select(WriteOff.document_id).where(WriteOff.book_id == book_id, WriteOff.pot_id == pot_id))
    )
    query = (
        select(Document.number)
        .where(Document.id.in_(settling), state_now(Document.id) == "booked")
        .order_by(Document.id)
    )
    return tuple(session.scalars(query))
