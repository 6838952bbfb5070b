"""Allocations changed afterwards: a pot takes back from one under it, or money moves between two pots of a purpose.

Both are previewed with `changes.previewed`, which answers with what each pot would stand at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ledger.balances import balances_of_pot, lock_book, lowest_from
from ledger.db.allocation_changes import PotMove, TakeBack
from ledger.db.details import DocumentKind
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import Movement
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import PotHasNoParent, PotMovedToItself, TakeBackExceedsGiven, TakeBackExceedsLeft
from ledger.money import Ore
from ledger.posting import Booked
from ledger.rooms import least_given
from ledger.services.changes import Change, changes_since, standing_of
from ledger.services.counter_entries import turn_back
from ledger.services.decisions import require_decision
from ledger.services.document_rows import Details
from ledger.services.documents import Registered, is_known, register_booked
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.pots import PotInfo, pot_info, pots_info, require_available, require_same_agreement


@dataclass(frozen=True)
class AllocationChanged:
    """A booked change with what it did to each pot's accounts.

    `booked` is None, and nothing changed, when the same had been done before, by its source key.
    """

    document: Registered
    booked: Booked | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class _Way:
    """From one pot to another: up to just below the nearest common ancestor, and down from just below it."""

    up: tuple[PotInfo, ...]
    ancestor: PotInfo
    down: tuple[PotInfo, ...]

    @property
    def source(self) -> PotInfo:
        """The pot that gives."""
        return self.up[0] if self.up else self.ancestor

    @property
    def target(self) -> PotInfo:
        """The pot that gets."""
        return self.down[-1] if self.down else self.ancestor


@dataclass(frozen=True)
class _Order:
    """What both use cases book: by which decision, and in which words."""

    actor: int
    book_id: int
    kind: DocumentKind
    text: str
    decision: tuple[int, str]
    on: date
    source_key: str | None
    example: bool


def take_back(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    pot_id: int,
    amount_ore: Ore,
    decision_id: int,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> AllocationChanged:
    """Take an amount in öre back from a pot to the one above it, whose body decides.

    At most what the pot has left on the day and every later day (`TakeBackExceedsLeft`), and at most what it was given
    by allocation, net (`TakeBackExceedsGiven`). Raises `PotHasNoParent`, `AmountNotPositive`, `DateOutOfRange`,
    `NotFound`, what the decision's mandate raises, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    child = pot_info(session, book_id, pot_id)
    if child.parent_id is None:
        raise PotHasNoParent(pot=child.name)
    parent = pot_info(session, book_id, child.parent_id)
    decision = _decided(session, parent, decision_id, book_id=book_id, on=on)
    require_not_ahead("Återtagandets dag", on)
    if not is_known(session, book_id, source_key):
        _require_takeable(session, book_id, (child,), positive(amount_ore), on)
    row = {
        "book_id": book_id,
        "parent_pot_id": parent.id,
        "pot_id": pot_id,
        "decision_id": decision_id,
        "taken_on": on,
        "amount_ore": amount_ore,
        "text": text.strip(),
    }
    told = f"från {child.name}"
    order = _Order(actor, book_id, DocumentKind.TAKE_BACK, told, decision, on, source_key, example)
    movement = rules.taken_back(parent=parent.ref, child=child.ref, amount_ore=amount_ore)
    return _book(session, order, {TakeBack: [row]}, movement)


def move_between_pots(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    from_pot_id: int,
    to_pot_id: int,
    amount_ore: Ore,
    decision_id: int,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> AllocationChanged:
    """Move an amount in öre between two pots of a purpose, in one entry, by the nearest pot above both.

    What leaves a pot upwards is taken back and limited as in `take_back`. Raises `PotOfOtherAgreement`,
    `PotMovedToItself`, `PotInsufficient` where the common pot itself gives, `DateBefore` for a day before a pot was
    opened, and otherwise as `take_back`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    way = _way(session, book_id, from_pot_id, to_pot_id)
    decision = _decided(session, way.ancestor, decision_id, book_id=book_id, on=on)
    require_not_ahead("Omfördelningens dag", on)
    for pot in way.down:
        require_not_before("Omfördelningens dag", on, f"första dagen för {pot.name},", pot.opened_on)
    if not is_known(session, book_id, source_key):
        _require_movable(session, book_id, way, positive(amount_ore), on)
    row = {
        "book_id": book_id,
        "from_pot_id": from_pot_id,
        "to_pot_id": to_pot_id,
        "ancestor_pot_id": way.ancestor.id,
        "decision_id": decision_id,
        "moved_on": on,
        "amount_ore": amount_ore,
        "text": text.strip(),
    }
    told = f"från {way.source.name} till {way.target.name}"
    order = _Order(actor, book_id, DocumentKind.POT_MOVE, told, decision, on, source_key, example)
    movement = rules.moved(
        up=[pot.ref for pot in way.up],
        ancestor=way.ancestor.ref,
        down=[pot.ref for pot in way.down],
        amount_ore=amount_ore,
    )
    return _book(session, order, {PotMove: [row]}, movement)


def correct_take_back(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Give what was taken back to the pot again, with a counter-entry; raises as `turn_back`."""
    _document, booked = turn_back(
        session,
        actor=actor,
        scope=scope,
        book_id=book_id,
        kind=DocumentKind.TAKE_BACK,
        document_id=document_id,
        reason=reason,
        booked_on=booked_on,
    )
    return booked


def correct_pot_move(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Move the amount back the way it came, with a counter-entry; raises as `turn_back`."""
    _document, booked = turn_back(
        session,
        actor=actor,
        scope=scope,
        book_id=book_id,
        kind=DocumentKind.POT_MOVE,
        document_id=document_id,
        reason=reason,
        booked_on=booked_on,
    )
    return booked


def _decided(session: Session, pot: PotInfo, decision_id: int, *, book_id: int, on: date) -> tuple[int, str]:
    """The decision, of a body with the mandate to allocate what the pot has."""
    return require_decision(
        session, book_id=book_id, decision_id=decision_id, power=Power.ALLOCATION, pot_id=pot.id, on=on
    )


def _book(session: Session, order: _Order, details: Details, movement: Movement) -> AllocationChanged:
    before = standing_of(session, order.book_id, movement)
    document, booked = register_booked(
        session,
        actor=order.actor,
        book_id=order.book_id,
        kind=order.kind,
        on=order.on,
        text=order.text,
        states=("registered", "booked"),
        details=details,
        movement=lambda _own_id: movement,
        decision=order.decision,
        source_key=order.source_key,
        example=order.example,
    )
    return AllocationChanged(document, booked, changes_since(session, order.book_id, movement, before))


def _way(session: Session, book_id: int, from_pot_id: int, to_pot_id: int) -> _Way:
    """The way between two pots of one root; raises `PotMovedToItself`, `PotOfOtherAgreement`, `NotFound`."""
    known = {pot.id: pot for pot in pots_info(session, book_id, (from_pot_id, to_pot_id))}
    source, target = known[from_pot_id], known[to_pot_id]
    if source.id == target.id:
        raise PotMovedToItself(pot=source.name)
    require_same_agreement(target, source)
    on_the_way = {pot.id: pot for pot in pots_info(session, book_id, {*source.path, *target.path})}
    shared = [one for one, other in zip(source.path, target.path, strict=False) if one == other]
    return _Way(
        up=tuple(on_the_way[pot_id] for pot_id in reversed(source.path[len(shared) :])),
        ancestor=on_the_way[shared[-1]],
        down=tuple(on_the_way[pot_id] for pot_id in target.path[len(shared) :]),
    )


def _require_movable(session: Session, book_id: int, way: _Way, amount_ore: Ore, on: date) -> None:
    """What goes up is taken back; what only goes down is allotted."""
    if way.up:
        _require_takeable(session, book_id, way.up, amount_ore, on)
    else:
        require_available(session, book_id, way.ancestor, amount_ore, on)


def _require_takeable(session: Session, book_id: int, up: Sequence[PotInfo], amount_ore: Ore, on: date) -> None:
    """Refuse more than the first pot has left, and more than each pot on the way up was given from above."""
    source = up[0]
    left_ore, short_on = lowest_from(session, book_id, Kind.AVAILABLE, source.id, on)
    if amount_ore > left_ore:
        gone = balances_of_pot(session, book_id, source.id)
        raise TakeBackExceedsLeft(
            pot=source.name,
            wanted_ore=amount_ore,
            left_ore=left_ore,
            day=short_on,
            disbursed_ore=gone.get(Kind.DISBURSED, 0),
            allotted_ore=gone.get(Kind.ALLOTTED, 0),
            promised_ore=gone.get(Kind.RESERVED, 0) + gone.get(Kind.COMMITTED, 0),
        )
    for pot in up:
        given_ore, short_on = least_given(session, book_id, pot.id, on)
        if amount_ore > given_ore:
            raise TakeBackExceedsGiven(pot=pot.name, wanted_ore=amount_ore, given_ore=given_ore, day=short_on)
