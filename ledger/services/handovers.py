"""Handovers: pots leave one book for others, both sides in one transaction, and are turned back in both or not at all.

The books are locked in order of number before anything is looked at, so that two handovers never wait for each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_books, sums_of_kinds
from ledger.db.details import FORMS, DocumentKind
from ledger.db.keepers import Book
from ledger.db.yearend import Handover
from ledger.domain import rules
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import DocumentSourceKeyTaken, HandoverEmpty, HandoverSameBook, NotFound
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.clearings import refuse_settled
from ledger.services.decisions import require_decision
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register_booked,
    registered_under,
    require_document,
    require_reason,
    require_state,
)
from ledger.services.handover_blocks import refuse_open
from ledger.services.handover_proof import PROVEN, BookChange, proof_of
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.pots import PotInfo, pot_info
from ledger.services.rests import (
    Landing,
    Moved,
    Rest,
    go_on,
    have_come_back,
    have_gone_on,
    moved_by,
    moved_details,
    require_rests,
    require_untouched,
    rest_of,
)


@dataclass(frozen=True)
class HandoverPart:
    """What one pot hands over to one pot of another book, in öre, by which decision there; commitments go whole."""

    pot_id: int
    other_book_id: int
    other_pot_id: int
    other_decision_id: int
    available_ore: Ore = 0
    commitment_ids: tuple[int, ...] = ()
    disbursed_ore: Ore = 0


@dataclass(frozen=True)
class HandedPart:
    """One part as both books have it, and the commitments that went along.

    The bookings are None when the same had been handed over before, by its source key.
    """

    given: Registered
    taken: Registered
    given_booked: Booked | None
    taken_booked: Booked | None
    commitments: tuple[Moved, ...]


@dataclass(frozen=True)
class HandedOver:
    """A handover, and the proof of it: what every book had before and after; nothing changed of their sum."""

    parts: tuple[HandedPart, ...]
    changes: tuple[BookChange, ...]


@dataclass(frozen=True)
class _Order:
    """What all parts of a handover have in common."""

    actor: int
    book_id: int
    decision_id: int
    on: date
    source_key: str | None
    example: bool

    def key_of(self, no: int) -> str | None:
        """The source key of a part, from 1 on."""
        return self.source_key if self.source_key is None or no == 1 else f"{self.source_key}:{no}"


@dataclass(frozen=True)
class _Leg:
    """One part with the pots, what moves and the decisions, by id and digest, in both books."""

    rest: Rest
    other_book_id: int
    other: PotInfo
    decision: tuple[int, str]
    other_decision: tuple[int, str]


def hand_over(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    parts: Sequence[HandoverPart],
    decision_id: int,
    on: date,
    source_key: str | None = None,
    example: bool = False,
) -> HandedOver:
    """Hand pots over to other books, by a decision in each book with the power over the year's end in its pots.

    At most what is received and unused of each purpose; commitments go on in the new book; money is owed in clearing
    until `settle_clearing`. Nothing may be open in the purposes. Raises `HandoverEmpty`, `HandoverSameBook`,
    `HandoverBlocked`, `HandoverInvoicesWaiting`, `AmountNotPositive`, `DateBefore`, `DateOutOfRange`,
    `DocumentSourceKeyTaken`, `NotFound` also for a book out of scope, what `rest_of` and `require_rests` raise, and
    what the mandates and the door raise.
    """
    scope.require_book(book_id)
    if not parts:
        raise HandoverEmpty
    books = {book_id, *(part.other_book_id for part in parts)}
    for one in sorted(books):
        scope.require_book(one)
    lock_books(session, books)
    order = _Order(actor, book_id, decision_id, on, source_key, example)
    before = sums_of_kinds(session, books, PROVEN)
    if is_known(session, book_id, source_key):
        handed = _same_parts(session, order, parts)
    else:
        legs = _checked(session, order, parts)
        handed = tuple(_book(session, order, no, leg) for no, leg in enumerate(legs, start=1))
    after = sums_of_kinds(session, books, PROVEN)
    return HandedOver(handed, proof_of(before, after))


def correct_handover(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a handover back in both books, from either; answers with the counter-entry in the book asked for.

    Raises `HandoverSettled` as long as anything is settled for it, `MovedUsed` and `CommitmentInvoicesWaiting` when the
    new book has not all of it left, `DocumentWrongState`, `ReasonMissing`, `DateOutOfRange`, `NotFound`, and what the
    door raises in either book.
    """
    scope.require_book(book_id)
    others = other_books(session, document_id)
    for one in others:
        scope.require_book(one)
    lock_books(session, (book_id, *others))
    given, taken, row = _sides(session, book_id, document_id)
    require_state(session, given, "booked")
    require_reason(reason)
    require_not_ahead("Bokföringsdag", booked_on)
    refuse_settled(session, given, taken)
    moved = moved_by(session, given.id)
    require_untouched(
        session,
        taken,
        pot_info(session, taken.book_id, row.pot_id),
        available_ore=row.available_ore,
        moved=moved,
        disbursed_ore=row.disbursed_ore,
        on=max(booked_on, row.handed_on),
    )
    booked = {
        side.book_id: annul(
            session,
            actor=actor,
            document=side,
            reason=reason,
            booked_on=booked_on,
            text=f"Rättelse av {FORMS[side.kind].name} {side.number}",
            state="annulled",
        )
        for side in (taken, given)
    }
    have_come_back(session, actor, moved, reason.strip())
    return booked[book_id]


def other_books(session: Session, document_id: int | None) -> tuple[int, ...]:
    """The other books that turning a document back moves: that of a handover's other side, or none."""
    query = select(Handover.other_book_id).where(Handover.document_id == document_id)
    return tuple(session.scalars(query.order_by(Handover.document_id)))


def _sides(session: Session, book_id: int, document_id: int) -> tuple[Registered, Registered, Handover]:
    """Both documents of a handover that one book has, as given and as taken, and the row of the one that took."""
    own = session.get(Handover, document_id)
    if own is None or own.book_id != book_id:
        raise NotFound(what=FORMS[DocumentKind.HANDOVER_OUT].name, name=str(document_id))
    given_id = document_id if own.given_id is None else own.given_id
    row = session.execute(select(Handover).where(Handover.given_id == given_id)).scalar_one()
    return (
        require_document(session, book_id=row.other_book_id, kind=DocumentKind.HANDOVER_OUT, document_id=given_id),
        require_document(session, book_id=row.book_id, kind=DocumentKind.HANDOVER_IN, document_id=row.document_id),
        row,
    )


def _checked(session: Session, order: _Order, parts: Sequence[HandoverPart]) -> list[_Leg]:
    """The parts with all that they need, after every check: nothing is written before all of them hold."""
    require_not_ahead("Överlämnandets dag", order.on)
    legs = [_leg(session, order, part) for part in parts]
    refuse_open(session, order.book_id, {leg.rest.pot.ref.root_id for leg in legs})
    require_rests(session, order.book_id, [leg.rest for leg in legs], order.on, leaving=True)
    return legs


def _leg(session: Session, order: _Order, part: HandoverPart) -> _Leg:
    if part.other_book_id == order.book_id:
        raise HandoverSameBook(book=_name(session, order.book_id))
    pot = pot_info(session, order.book_id, part.pot_id)
    other = pot_info(session, part.other_book_id, part.other_pot_id)
    require_not_before("Överlämnandets dag", order.on, f"första dagen för {other.name},", other.opened_on)
    decision, other_decision = (
        require_decision(
            session, book_id=book_id, decision_id=decision_id, power=Power.YEAR_END, pot_id=pot_id, on=order.on
        )
        for book_id, decision_id, pot_id in (
            (order.book_id, order.decision_id, pot.id),
            (part.other_book_id, part.other_decision_id, other.id),
        )
    )
    rest = rest_of(
        session,
        order.book_id,
        pot,
        available_ore=part.available_ore,
        commitment_ids=part.commitment_ids,
        disbursed_ore=part.disbursed_ore,
        on=order.on,
    )
    positive(rest.total_ore)
    return _Leg(rest, part.other_book_id, other, decision, other_decision)


def _book(session: Session, order: _Order, no: int, leg: _Leg) -> HandedPart:
    """Register and book one part: first as it leaves, then as it arrives."""
    landing = Landing(leg.other_book_id, leg.other.id, leg.other_decision[0], order.on, order.example)
    moved = go_on(session, order.actor, leg.rest.commitments, landing)
    given, given_booked = _give(session, order, no, leg, moved)
    taken, taken_booked = _take(session, order, leg, moved, given)
    if given_booked is not None:
        have_gone_on(session, order.actor, moved, "handed_over", given_booked)
    return HandedPart(given, taken, given_booked, taken_booked, moved)


def _give(
    session: Session, order: _Order, no: int, leg: _Leg, moved: Sequence[Moved]
) -> tuple[Registered, Booked | None]:
    rest = leg.rest
    movement = rules.handover_out(
        pot=rest.pot.ref,
        available_ore=rest.available_ore,
        committed=[rules.HandedCommitment(one.old_id, one.rest_ore) for one in moved],
        disbursed_ore=rest.disbursed_ore,
    )
    row = {
        **_amounts(order, rest),
        "book_id": order.book_id,
        "pot_id": rest.pot.id,
        "other_book_id": leg.other_book_id,
        "other_pot_id": leg.other.id,
        "given_id": None,
        "decision_id": order.decision_id,
    }
    return register_booked(
        session,
        actor=order.actor,
        book_id=order.book_id,
        kind=DocumentKind.HANDOVER_OUT,
        on=order.on,
        text=f"{rest.pot.name} till {_name(session, leg.other_book_id)}",
        states=("registered", "booked"),
        details={Handover: [row], **moved_details(moved)},
        movement=lambda _own_id: movement,
        decision=leg.decision,
        source_key=order.key_of(no),
        example=order.example,
    )


def _take(
    session: Session, order: _Order, leg: _Leg, moved: Sequence[Moved], given: Registered
) -> tuple[Registered, Booked | None]:
    rest = leg.rest
    movement = rules.handover_in(
        pot=leg.other.ref,
        available_ore=rest.available_ore,
        committed=[rules.HandedCommitment(one.new_id, one.rest_ore) for one in moved],
        disbursed_ore=rest.disbursed_ore,
    )
    row = {
        **_amounts(order, rest),
        "book_id": leg.other_book_id,
        "pot_id": leg.other.id,
        "other_book_id": order.book_id,
        "other_pot_id": rest.pot.id,
        "given_id": given.id,
        "decision_id": leg.other_decision[0],
    }
    return register_booked(
        session,
        actor=order.actor,
        book_id=leg.other_book_id,
        kind=DocumentKind.HANDOVER_IN,
        on=order.on,
        text=f"{leg.other.name} från {_name(session, order.book_id)}",
        states=("registered", "booked"),
        details={Handover: [row], **moved_details(moved)},
        movement=lambda _own_id: movement,
        decision=leg.other_decision,
        example=order.example,
    )


def _amounts(order: _Order, rest: Rest) -> dict[str, object]:
    return {"handed_on": order.on, "available_ore": rest.available_ore, "disbursed_ore": rest.disbursed_ore}


def _same_parts(session: Session, order: _Order, parts: Sequence[HandoverPart]) -> tuple[HandedPart, ...]:
    """What the source key was used for, if it says the same; `DocumentSourceKeyTaken` if not.

    The new commitments' numbers are not among what is given, so no digest can tell: what is given is compared.
    """
    known: list[HandedPart] = []
    said: list[tuple[HandoverPart, int, date]] = []
    while (given := registered_under(session, order.book_id, order.key_of(len(known) + 1))) is not None:
        if given.kind is not DocumentKind.HANDOVER_OUT:
            raise DocumentSourceKeyTaken(source_key=order.key_of(len(known) + 1) or "", document=given.number)
        _, taken, row = _sides(session, order.book_id, given.id)
        moved = moved_by(session, given.id)
        known.append(HandedPart(given, taken, None, None, moved))
        said.append(_said(session.get_one(Handover, given.id), row, moved))
    if said != [(part, order.decision_id, order.on) for part in parts]:
        raise DocumentSourceKeyTaken(source_key=order.source_key or "", document=known[0].given.number)
    return tuple(known)


def _said(given: Handover, taken: Handover, moved: Sequence[Moved]) -> tuple[HandoverPart, int, date]:
    """What was asked for: the part, the decision in the book that gave, and the day."""
    part = HandoverPart(
        pot_id=given.pot_id,
        other_book_id=given.other_book_id,
        other_pot_id=given.other_pot_id,
        other_decision_id=taken.decision_id,
        available_ore=given.available_ore,
        commitment_ids=tuple(one.old_id for one in moved),
        disbursed_ore=given.disbursed_ore,
    )
    return part, given.decision_id, given.handed_on


def _name(session: Session, book_id: int) -> str:
    return session.execute(select(Book.name).where(Book.id == book_id)).scalar_one()
