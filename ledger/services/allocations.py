"""Allocations: a body splits a pot among those under it by amounts, by a key or by fixed shares, with the whole proof.

All three ways end in the same booking; what differs is how each share is found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy.orm import Session

from ledger.balances import balance, lock_book
from ledger.db.allocations import Allocation, AllocationShare
from ledger.db.details import DocumentKind
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import Movement
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.domain.shares import Method, OfficialDivision, Rule, Unit, Weight, divide, with_official
from ledger.errors import AllocationCodeUnknown, AllocationPotTwice, AllocationSharesNotWhole, PotNotChild
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.decisions import require_decision
from ledger.services.documents import Details, Registered, is_known, register_booked
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.keys import load_key
from ledger.services.pots import PotInfo, pot_info, require_available, require_same_agreement
from ledger.wording import exact_fraction, format_exact, plain_exact


@dataclass(frozen=True)
class ShareGiven:
    """One recipient's share as it is stored: `weight` and `quota` as exact text, "" for an amount by hand."""

    pot: PotInfo
    weight: str
    quota: str
    floor_ore: Ore
    extra_ore: Ore
    computed_ore: Ore
    official_ore: Ore | None
    share_ore: Ore


@dataclass(frozen=True)
class Change:
    """What an allocation did to one account: today's balance in öre before and after, debit +."""

    kind: Kind
    pot_id: int
    before_ore: Ore
    after_ore: Ore


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


@dataclass(frozen=True)
class _Split:
    """How the shares were found: the columns of an allocation that say so, and the shares."""

    method: str
    amount_ore: Ore
    shares: tuple[ShareGiven, ...]
    proof: OfficialDivision | None = None
    key_id: int | None = None

    @property
    def shares_ore(self) -> Ore:
        """What the recipients get together."""
        return sum(share.share_ore for share in self.shares)


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
    children = _children(session, book_id, parent, list(amounts))
    shares = tuple(_by_hand(child, amounts[child.id]) for child in children)
    order = _Order(actor, book_id, parent, decision_id, on, text, source_key, example)
    return _book(session, order, _Split("amounts", sum(share.share_ore for share in shares), shares))


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
    weights = _weights(session, book_id, key_id, pots)
    children = {child.id: child for child in _children(session, book_id, parent, list(pots.values()))}
    division = divide(positive(amount_ore), weights, unit=unit, base_ore=base_ore, method=residual)
    proof = with_official(division, official or {})
    shares = _computed(proof, {code: children[pots[code]] for code in pots})
    order = _Order(actor, book_id, parent, decision_id, on, text, source_key, example)
    return _book(session, order, _Split("key", amount_ore, shares, proof, key_id))


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
    children = _children(session, book_id, parent, list(fractions))
    total = sum(fractions.values(), Fraction())
    if total != 1:
        raise AllocationSharesNotWhole(total_percent=format_exact(total * 100))
    weights = [Weight(child.code, child.name, fractions[child.id]) for child in children]
    proof = with_official(divide(positive(amount_ore), weights, unit=unit, method=residual), official or {})
    shares = _computed(proof, {child.code: child for child in children})
    order = _Order(actor, book_id, parent, decision_id, on, text, source_key, example)
    return _book(session, order, _Split("fixed", amount_ore, shares, proof))


def _lock_parent(session: Session, scope: Scope, book_id: int, pot_id: int) -> PotInfo:
    scope.require_book(book_id)
    lock_book(session, book_id)
    return pot_info(session, book_id, pot_id)


def _children(session: Session, book_id: int, parent: PotInfo, pot_ids: Sequence[int]) -> list[PotInfo]:
    """The recipients in order of code: each once, of the same agreement, directly under the parent."""
    children = sorted((pot_info(session, book_id, pot_id) for pot_id in pot_ids), key=lambda child: child.code)
    for place, child in enumerate(children):
        if place > 0 and child == children[place - 1]:
            raise AllocationPotTwice(pot=child.name)
        require_same_agreement(child, parent)
        if child.parent_id != parent.id:
            raise PotNotChild(pot=child.name, parent=parent.name)
    return children


def _weights(session: Session, book_id: int, key_id: int, pots: Mapping[str, int]) -> list[Weight]:
    """The weights of the codes that get something; the key's others take no part."""
    key = load_key(session, book_id=book_id, key_id=key_id).snapshot
    known = {weight.code: weight for weight in key.weights}
    unknown = tuple(sorted(code for code in pots if code not in known))
    if unknown:
        raise AllocationCodeUnknown(key=key.code, unknown=unknown, codes=tuple(known))
    return [weight for weight in key.weights if weight.code in pots]


def _by_hand(pot: PotInfo, amount_ore: Ore) -> ShareGiven:
    amount = positive(amount_ore, f"Beloppet till {pot.name}")
    return ShareGiven(pot, "", "", amount, 0, amount, None, amount)


def _computed(proof: OfficialDivision, pots: Mapping[str, PotInfo]) -> tuple[ShareGiven, ...]:
    return tuple(
        ShareGiven(
            pot=pots[row.computed.code],
            weight=plain_exact(row.computed.weight),
            quota=exact_fraction(row.computed.quota),
            floor_ore=row.computed.floor_ore,
            extra_ore=row.computed.extra_ore,
            computed_ore=row.computed.share_ore,
            official_ore=row.official_ore,
            share_ore=row.share_ore,
        )
        for row in proof.rows
    )


def _book(session: Session, order: _Order, split: _Split) -> Allocated:
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
    before = _balances(session, order.book_id, movement)
    document, booked = register_booked(
        session,
        actor=order.actor,
        book_id=order.book_id,
        kind=DocumentKind.ALLOCATION,
        on=order.on,
        text=order.parent.name,
        states=("registered", "booked"),
        details=_details(order, split),
        movement=lambda _own_id: movement,
        decision=decision,
        source_key=order.source_key,
        example=order.example,
    )
    after = _balances(session, order.book_id, movement)
    changes = tuple(Change(kind, pot_id, before[kind, pot_id], after[kind, pot_id]) for kind, pot_id in before)
    return Allocated(document, booked, split.shares, split.proof, split.amount_ore - split.shares_ore, changes)


def _check_days(order: _Order, split: _Split) -> None:
    require_not_ahead("Fördelningens dag", order.on)
    for share in split.shares:
        require_not_before("Fördelningens dag", order.on, f"första dagen för {share.pot.name},", share.pot.opened_on)


def _balances(session: Session, book_id: int, movement: Movement) -> dict[tuple[Kind, int], Ore]:
    accounts = [(line.kind, line.pot.pot_id) for line in movement.lines]
    return {(kind, pot_id): balance(session, book_id, kind, pot_id) for kind, pot_id in accounts}


def _details(order: _Order, split: _Split) -> Details:
    division = None if split.proof is None else split.proof.division
    head = {
        "book_id": order.book_id,
        "pot_id": order.parent.id,
        "decision_id": order.decision_id,
        "allocated_on": order.on,
        "method": split.method,
        "key_id": split.key_id,
        "amount_ore": split.amount_ore,
        "base_ore": 0 if division is None else division.base_ore,
        "unit_ore": int(Unit.ORE if division is None else division.unit),
        "residual": "" if division is None else str(division.method),
        "text": order.text.strip(),
    }
    rows = [_share_row(order.book_id, row_no, share) for row_no, share in enumerate(split.shares, start=1)]
    return {Allocation: [head], AllocationShare: rows}


def _share_row(book_id: int, row_no: int, share: ShareGiven) -> dict[str, object]:
    return {
        "row_no": row_no,
        "book_id": book_id,
        "pot_id": share.pot.id,
        "weight": share.weight,
        "quota": share.quota,
        "floor_ore": share.floor_ore,
        "extra_ore": share.extra_ore,
        "computed_ore": share.computed_ore,
        "official_ore": share.official_ore,
        "share_ore": share.share_ore,
    }
