"""Allocations: a body splits a pot among those under it by amounts, by a key or by fixed shares, with the whole proof.

All three ways end in the same booking; what differs is how each share is found.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy.orm import Session

from ledger.balances import entry_to_reverse, last_entry_of, lock_book, lowest_from, taken_since
from ledger.db.details import DocumentKind
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.domain.shares import Method, OfficialDivision, Rule, Unit, Weight, divide, with_official
from ledger.errors import AllocationSharesNotWhole, AllocationUsed
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.allocation_shares import (
    ShareGiven,
    Split,
    allocation_rows,
    by_hand,
    computed,
    key_weights,
    recipients,
)
from ledger.services.changes import Change, changes_since, standing_of
from ledger.services.decisions import require_decision
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register_booked,
    require_document,
    require_reason,
    require_state,
)
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.pots import PotInfo, pot_info, require_available
from ledger.wording import format_exact


@dataclass(frozen=True)
class Allocated:
    """A booked allocation with its shares, the proof (None for amounts by hand) and what it changed.

    `left_ore` is what official amounts left of the amount in the parent. `booked` is None, and nothing changed, when
    the same had been allocated before, by its source key.
    """

    document: Registered
    booked: Booked | None
    shares: tuple[ShareGiven, ...]
    proof: OfficialDivision | None
    left_ore: Ore
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class _Order:
    """What all three ways are given, and the pot that is split."""

    actor: int
    book_id: int
    parent: PotInfo
    decision_id: int
    on: date
    text: str
    source_key: str | None
    example: bool


def allocate_amounts(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    pot_id: int,
    amounts: Mapping[int, Ore],
    decision_id: int,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> Allocated:
    """Give pots under `pot_id` the amounts in öre that were decided for each, by the pot's number.

    Raises `AmountNotPositive`, `PotInsufficient`, `PotNotChild`, `PotOfOtherAgreement`, `DateBefore`, `DateOutOfRange`,
    `NotFound`, what the decision's mandate raises, and what the door raises.
    """
    parent = _lock_parent(session, scope, book_id, pot_id)
    children = recipients(session, book_id, parent, list(amounts))
    shares = tuple(by_hand(child, amounts[child.id]) for child in children)
    order = _Order(actor, book_id, parent, decision_id, on, text, source_key, example)
    return _book(session, order, Split("amounts", sum(share.share_ore for share in shares), shares))


def allocate_by_key(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    pot_id: int,
    amount_ore: Ore,
    key_id: int,
    pots: Mapping[str, int],
    decision_id: int,
    on: date,
    base_ore: Ore = 0,
    unit: Unit = Unit.KRONA,
    residual: Method = Rule.LARGEST_REMAINDER,
    official: Mapping[str, Ore] | None = None,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> Allocated:
    """Divide an amount among the recipients that `pots` names, the key's code to the pot's number, by their weights.

    First `base_ore` to each, the rest by key. An `official` amount, by code, goes before the computed share; what it
    leaves stays in the parent. Raises `AllocationCodeUnknown`, `AllocationPotTwice`, what `divide` and `with_official`
    raise, and as `allocate_amounts`.
    """
    parent = _lock_parent(session, scope, book_id, pot_id)
    weights = key_weights(session, book_id, key_id, pots)
    children = {child.id: child for child in recipients(session, book_id, parent, list(pots.values()))}
    division = divide(positive(amount_ore), weights, unit=unit, base_ore=base_ore, method=residual)
    proof = with_official(division, official or {})
    shares = computed(proof, {code: children[pots[code]] for code in pots})
    order = _Order(actor, book_id, parent, decision_id, on, text, source_key, example)
    return _book(session, order, Split("key", amount_ore, shares, proof, key_id))


def allocate_fixed_shares(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    pot_id: int,
    amount_ore: Ore,
    fractions: Mapping[int, Fraction],
    decision_id: int,
    on: date,
    unit: Unit = Unit.KRONA,
    residual: Method = Rule.LARGEST_REMAINDER,
    official: Mapping[str, Ore] | None = None,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> Allocated:
    """Divide an amount by decided fractions of the whole, by the pot's number; 25 % is `Fraction(25, 100)`.

    `official` and a receiver of the residual go by the pots' codes. Raises `AllocationSharesNotWhole` for fractions
    that are not exactly one together, what `divide` and `with_official` raise, and as `allocate_amounts`.
    """
    parent = _lock_parent(session, scope, book_id, pot_id)
    children = recipients(session, book_id, parent, list(fractions))
    total = sum(fractions.values(), Fraction())
    if total != 1:
        raise AllocationSharesNotWhole(total_percent=format_exact(total * 100))
    weights = [Weight(child.code, child.name, fractions[child.id]) for child in children]
    proof = with_official(divide(positive(amount_ore), weights, unit=unit, method=residual), official or {})
    shares = computed(proof, {child.code: child for child in children})
    order = _Order(actor, book_id, parent, decision_id, on, text, source_key, example)
    return _book(session, order, Split("fixed", amount_ore, shares, proof))


def correct_allocation(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn an allocation back with a counter-entry: every recipient's share is the parent's again.

    Raises `AllocationUsed` when a recipient has less than its share left, `DocumentWrongState`, `ReasonMissing`,
    `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.ALLOCATION, document_id=document_id)
    require_state(session, document, "booked")
    require_reason(reason)
    require_not_ahead("Bokföringsdag", booked_on)
    _refuse_used(session, document, booked_on)
    return annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av fördelning {document.number}",
        state="annulled",
    )


def _lock_parent(session: Session, scope: Scope, book_id: int, pot_id: int) -> PotInfo:
    scope.require_book(book_id)
    lock_book(session, book_id)
    return pot_info(session, book_id, pot_id)


def _book(session: Session, order: _Order, split: Split) -> Allocated:
    """Check what all allocations must hold, and register and book this one."""
    decision = require_decision(
        session,
        book_id=order.book_id,
        decision_id=order.decision_id,
        power=Power.ALLOCATION,
        pot_id=order.parent.id,
        on=order.on,
    )
    _check_days(order, split)
    if not is_known(session, order.book_id, order.source_key):
        require_available(session, order.book_id, order.parent, split.shares_ore, order.on)
    movement = rules.allocation(
        parent=order.parent.ref, shares=[(share.pot.ref, share.share_ore) for share in split.shares]
    )
    before = standing_of(session, order.book_id, movement)
    document, booked = register_booked(
        session,
        actor=order.actor,
        book_id=order.book_id,
        kind=DocumentKind.ALLOCATION,
        on=order.on,
        text=order.parent.name,
        states=("registered", "booked"),
        details=allocation_rows(
            split,
            book_id=order.book_id,
            pot_id=order.parent.id,
            decision_id=order.decision_id,
            on=order.on,
            text=order.text,
        ),
        movement=lambda _own_id: movement,
        decision=decision,
        source_key=order.source_key,
        example=order.example,
    )
    changes = changes_since(session, order.book_id, movement, before)
    return Allocated(document, booked, split.shares, split.proof, split.amount_ore - split.shares_ore, changes)


def _check_days(order: _Order, split: Split) -> None:
    require_not_ahead("Fördelningens dag", order.on)
    for share in split.shares:
        require_not_before("Fördelningens dag", order.on, f"första dagen för {share.pot.name},", share.pot.opened_on)


def _refuse_used(session: Session, document: Registered, on: date) -> None:
    """Refuse, with `AllocationUsed`, to take from a recipient what it has not left, on the day or on a later one."""
    # Nothing in the book has the number 0: there is an entry in force, as the document's state says.
    seq = last_entry_of(session, document.book_id, document.id) or 0
    given = entry_to_reverse(session, document.book_id, seq)
    day = max(on, given.booked_on)
    for line in given.movement.lines:
        if line.kind is Kind.AVAILABLE and line.amount_ore > 0:
            account = document.book_id, Kind.AVAILABLE, line.pot.pot_id
            left_ore, short_on = lowest_from(session, *account, day)
            if left_ore < line.amount_ore:
                raise AllocationUsed(
                    allocation=document.number,
                    pot=pot_info(session, document.book_id, line.pot.pot_id).name,
                    share_ore=line.amount_ore,
                    left_ore=left_ore,
                    day=short_on,
                    later=taken_since(session, *account, subject_id=0, seq=seq),
                )
