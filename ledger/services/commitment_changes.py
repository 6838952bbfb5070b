"""What is decided about a commitment afterwards: raised, lowered, its rest released, another end date.

No change takes what invoices have charged, nor what registered invoices that wait for attest will charge.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book, lowest_from, turned_over
from ledger.db.commitments import Commitment, CommitmentChange
from ledger.db.decisions import Decision
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.in_force import end_of_commitment
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import Movement
from ledger.domain.events import Event
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import CommitmentLowerExceedsRemaining, CommitmentNotEnded, CommitmentReleaseExceedsRemaining
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.commitments import invoices_on, remaining, require_source
from ledger.services.counter_entries import turn_back
from ledger.services.decisions import require_decision
from ledger.services.documents import (
    Registered,
    is_known,
    register,
    register_booked,
    require_document,
    require_state,
    set_state,
    state_of,
)
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.invoice_lines import WAITING, pending
from ledger.services.pots import PotInfo, pot_info
from ledger.services.reservations import follow_reservation, require_reservation, reservation_drawn_by

_WORDS = {"raised": "höjt", "lowered": "sänkt", "released": "frisläppt"}


@dataclass(frozen=True)
class CommitmentChanged:
    """A booked change, and what the commitment has left today, in öre.

    `booked` is None for another end date, and when the same had been done before, by its source key.
    """

    document: Registered
    booked: Booked | None
    remaining_ore: Ore


@dataclass(frozen=True)
class _Promised:
    """The commitment that is changed: its document, its row and its pot."""

    document: Registered
    commitment: Commitment
    pot: PotInfo


@dataclass(frozen=True)
class _Order:
    """What every change is given, with the decision it rests on."""

    actor: int
    promised: _Promised
    decision: tuple[int, str]
    on: date
    text: str
    source_key: str | None
    example: bool


def raise_commitment(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    commitment_id: int,
    amount_ore: Ore,
    decision_id: int,
    on: date,
    reservation_id: int | None = None,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> CommitmentChanged:
    """Promise a commitment an amount in öre more, of its pot or of a reservation there.

    Raises `DocumentWrongState` for a commitment that is not active, `PotInsufficient` or what `require_room_in` raises,
    `AmountNotPositive`, `DateBefore`, `DateOutOfRange`, `NotFound`, what the decision's mandate and the door raise.
    """
    promised = _lock_commitment(session, scope, book_id, commitment_id)
    decision = _decided(session, promised, decision_id, on)
    _require_day("Höjningens dag", promised, on)
    aside = None if reservation_id is None else require_reservation(session, book_id, reservation_id)
    if not is_known(session, book_id, source_key):
        require_state(session, promised.document, "active")
        require_source(session, book_id, promised.pot, aside, positive(amount_ore), on=on)
    order = _Order(actor, promised, decision, on, text, source_key, example)
    movement = rules.commitment(
        pot=promised.pot.ref,
        commitment_id=commitment_id,
        amount_ore=amount_ore,
        reservation_id=reservation_id or 0,
    )
    changed = _book(session, order, "raised", amount_ore, movement)
    if aside is not None:
        follow_reservation(session, actor, aside.reservation, changed.booked)
    return changed


def lower_commitment(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    commitment_id: int,
    amount_ore: Ore,
    decision_id: int,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> CommitmentChanged:
    """Promise a commitment an amount in öre less; it is the pot's again, and the commitment stays active.

    Raises `CommitmentLowerExceedsRemaining`, and otherwise as `raise_commitment`.
    """
    promised = _lock_commitment(session, scope, book_id, commitment_id)
    decision = _decided(session, promised, decision_id, on)
    _require_day("Sänkningens dag", promised, on)
    if not is_known(session, book_id, source_key):
        require_state(session, promised.document, "active")
        _require_room(session, promised, positive(amount_ore), on, CommitmentLowerExceedsRemaining)
    order = _Order(actor, promised, decision, on, text, source_key, example)
    return _book(session, order, "lowered", amount_ore, _lowered(promised, amount_ore))


def release_commitment(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    commitment_id: int,
    on: date,
    amount_ore: Ore | None = None,
    decision_id: int | None = None,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> CommitmentChanged:
    """Give what remains of a commitment, or an amount in öre of it, back to its pot; with nothing left it is closed.

    On its end date and later its own decision is enough: that said until when. Before, and without an end date, it
    takes another (`CommitmentNotEnded`). A closed commitment that a correction gave money is released again. Raises
    `CommitmentReleaseExceedsRemaining`, and otherwise as `raise_commitment`.
    """
    promised = _lock_commitment(session, scope, book_id, commitment_id)
    decision = _releasing_decision(session, promised, decision_id, on)
    _require_day("Frisläppandets dag", promised, on)
    if is_known(session, book_id, source_key):
        amount = _released_before(session, book_id, source_key) if amount_ore is None else amount_ore
    else:
        require_state(session, promised.document, "active", "closed")
        amount = _require_room(session, promised, amount_ore, on, CommitmentReleaseExceedsRemaining)
    order = _Order(actor, promised, decision, on, text, source_key, example)
    changed = _book(session, order, "released", amount, _lowered(promised, amount))
    if changed.booked is not None and changed.remaining_ore == 0:
        _bring(session, actor, promised.document.id, "closed", changed.booked)
    return changed


def set_end_date(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    commitment_id: int,
    ends_on: date | None,
    decision_id: int,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> CommitmentChanged:
    """Give a commitment another end date, None for until further notice; no money moves.

    Raises `DateBefore` for an end before the commitment began, and otherwise as `raise_commitment`.
    """
    promised = _lock_commitment(session, scope, book_id, commitment_id)
    decision = _decided(session, promised, decision_id, on)
    _require_day("Ändringens dag", promised, on)
    if ends_on is not None:
        require_not_before("Slutdatum", ends_on, "uppdragets dag", promised.commitment.committed_on)
    if not is_known(session, book_id, source_key):
        require_state(session, promised.document, "active")
    order = _Order(actor, promised, decision, on, text, source_key, example)
    document = register(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.COMMITMENT_CHANGE,
        on=on,
        state="registered",
        details={CommitmentChange: [_row(order, "end_date", 0, ends_on)]},
        source_key=source_key,
        example=example,
    )
    return CommitmentChanged(document, None, remaining(session, promised.commitment))


def correct_commitment_change(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a raise, a lowering or a release back with a counter-entry; a commitment closed by it is active again.

    Raises `CorrectionExceedsLeft` when what it gave has been charged or promised since, and as `turn_back`.
    """
    document, booked = turn_back(
        session,
        actor=actor,
        scope=scope,
        book_id=book_id,
        kind=DocumentKind.COMMITMENT_CHANGE,
        document_id=document_id,
        reason=reason,
        booked_on=booked_on,
    )
    reservation = reservation_drawn_by(session, document.id)
    if reservation is not None:
        follow_reservation(session, actor, reservation, booked)
    change = session.execute(select(CommitmentChange).where(CommitmentChange.document_id == document.id)).scalar_one()
    if change.kind != "raised":
        _bring(session, actor, change.commitment_id, "active", booked)
    return booked


def ends_on(session: Session, commitment: Commitment, on: date) -> date | None:
    """The end date of a commitment as it was last decided by a day; None until further notice."""
    query = select(end_of_commitment(on)).where(Commitment.document_id == commitment.document_id)
    return session.execute(query).scalar_one()


def _lock_commitment(session: Session, scope: Scope, book_id: int, commitment_id: int) -> _Promised:
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.COMMITMENT, document_id=commitment_id)
    commitment = session.execute(select(Commitment).where(Commitment.document_id == commitment_id)).scalar_one()
    return _Promised(document, commitment, pot_info(session, book_id, commitment.pot_id))


def _decided(session: Session, promised: _Promised, decision_id: int, on: date) -> tuple[int, str]:
    book_id, pot_id = promised.document.book_id, promised.pot.id
    return require_decision(
        session, book_id=book_id, decision_id=decision_id, power=Power.COMMITMENT, pot_id=pot_id, on=on
    )


def _releasing_decision(session: Session, promised: _Promised, decision_id: int | None, on: date) -> tuple[int, str]:
    """The decision given, or from the end date on the commitment's own."""
    if decision_id is not None:
        return _decided(session, promised, decision_id, on)
    ends = ends_on(session, promised.commitment, on)
    if ends is None or on < ends:
        raise CommitmentNotEnded(commitment=promised.document.number, ends_on=ends, day=on)
    own = session.execute(select(Decision).where(Decision.id == promised.commitment.decision_id)).scalar_one()
    return own.id, own.digest


def _require_day(what: str, promised: _Promised, on: date) -> None:
    require_not_ahead(what, on)
    require_not_before(what, on, f"dagen för uppdrag {promised.document.number},", promised.commitment.committed_on)


_CHARGING = (Event.INVOICE, Event.CREDIT_INVOICE, Event.USE_REPORT)


def _require_room(
    session: Session,
    promised: _Promised,
    amount_ore: Ore | None,
    on: date,
    refusal: type[CommitmentLowerExceedsRemaining],
) -> Ore:
    """The amount, or all that remains; refused beyond what remains on the day and later, less what waits for attest."""
    own_id, account = promised.document.id, (promised.document.book_id, Kind.COMMITTED, promised.pot.id)
    remaining_ore, short_on = lowest_from(session, *account, on, subject_id=own_id)
    pending_ore = pending(session, own_id)
    wanted_ore = remaining_ore if amount_ore is None else amount_ore
    if not 0 < wanted_ore <= remaining_ore - pending_ore:
        raise refusal(
            commitment=promised.document.number,
            wanted_ore=wanted_ore,
            remaining_ore=remaining_ore,
            charged_ore=-turned_over(session, *account, _CHARGING, subject_id=own_id),
            pending_ore=pending_ore,
            day=short_on,
            waiting=invoices_on(session, own_id, WAITING),
        )
    return wanted_ore


def _lowered(promised: _Promised, amount_ore: Ore) -> Movement:
    return rules.commitment_lowered(pot=promised.pot.ref, commitment_id=promised.document.id, amount_ore=amount_ore)


def _book(session: Session, order: _Order, kind: str, amount_ore: Ore, movement: Movement) -> CommitmentChanged:
    document, booked = register_booked(
        session,
        actor=order.actor,
        book_id=order.promised.document.book_id,
        kind=DocumentKind.COMMITMENT_CHANGE,
        on=order.on,
        text=f"{order.promised.document.number} {_WORDS[kind]}",
        states=("registered", "booked"),
        details={CommitmentChange: [_row(order, kind, amount_ore, None)]},
        movement=lambda _own_id: movement,
        decision=order.decision,
        source_key=order.source_key,
        example=order.example,
    )
    return CommitmentChanged(document, booked, remaining(session, order.promised.commitment))


def _row(order: _Order, kind: str, amount_ore: Ore, new_end: date | None) -> dict[str, object]:
    return {
        "commitment_id": order.promised.document.id,
        "kind": kind,
        "decision_id": order.decision[0],
        "changed_on": order.on,
        "amount_ore": amount_ore,
        "ends_on": new_end,
        "text": order.text.strip(),
    }


def _bring(session: Session, actor: int, commitment_id: int, state: str, booked: Booked) -> None:
    """Write the commitment's state, where it is another."""
    if state_of(session, commitment_id) != state:
        set_state(session, actor=actor, document_id=commitment_id, state=state, entry_seq=booked.seq)


def _released_before(session: Session, book_id: int, source_key: str | None) -> Ore:
    """What was released under the source key before; 0 for nothing."""
    query = (
        select(CommitmentChange.amount_ore)
        .join(Document, Document.id == CommitmentChange.document_id)
        .where(Document.book_id == book_id, Document.source_key == source_key)
    )
    return session.execute(query).scalar_one_or_none() or 0
