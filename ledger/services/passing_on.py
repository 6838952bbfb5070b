"""Passing on: the recipient of a pot gives money it holds to the pots under it, by a decision over its own pot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.allocations import Allocation, AllocationShare
from ledger.db.decisions import Decision
from ledger.db.details import DocumentKind
from ledger.db.passing_on import PassingOn, PassingOnShare
from ledger.domain import rules
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import DocumentSourceKeyTaken, NotFound
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.allocation_shares import recipients
from ledger.services.decisions import require_decision
from ledger.services.document_rows import Details
from ledger.services.documents import (
    Registered,
    annul,
    register_booked,
    registered_under,
    require_document,
    require_reason,
    require_state,
    state_now,
)
from ledger.services.held import refuse_held_used, require_held
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.pots import PotInfo, find_pot, open_pot, pot_info


@dataclass(frozen=True)
class NewChild:
    """A pot that is opened under the passing pot with its first money, in öre, for the organisation that gets it."""

    code: str
    name: str
    holder_id: int
    amount_ore: Ore


@dataclass(frozen=True)
class PassedOn:
    """Booked passing on, with what each pot got in öre; `booked` is None when it was known by its source key."""

    document: Registered
    booked: Booked | None
    shares: tuple[tuple[PotInfo, Ore], ...]
    amount_ore: Ore


def pass_on(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    pot_id: int,
    decision_id: int,
    on: date,
    amounts: Mapping[int, Ore] | None = None,
    new: Sequence[NewChild] = (),
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> PassedOn:
    """Pass on what the pot's recipient holds: `amounts` in öre to pots under it by number, `new` to pots opened now.

    At most what it holds unreported, on the day and on every later one; the decision has the power of allocation over
    the pot. Raises `HeldInsufficient`, `AmountNotPositive`, `PotNotChild`, `PotOfOtherAgreement`, `DateBefore`,
    `DateOutOfRange`, `AlreadyExists`, `NotFound`, and what the mandate and the door raise.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    parent = pot_info(session, book_id, pot_id)
    require_not_ahead("Dagen", on)
    decision = require_decision(
        session, book_id=book_id, decision_id=decision_id, power=Power.ALLOCATION, pot_id=pot_id, on=on
    )
    earlier = registered_under(session, book_id, source_key)
    amount_ore = _together(amounts or {}, new)
    if earlier is None:
        require_held(session, book_id, parent, amount_ore, on)
    children = recipients(session, book_id, parent, list(amounts or {}))
    shares = [(pot, (amounts or {})[pot.id]) for pot in children]
    for pot in children:
        require_not_before("Dagen", on, f"första dagen för {pot.name},", pot.opened_on)
    opening = partial(_opened, session, actor=actor, scope=scope, book_id=book_id, parent=parent, on=on)
    shares += [
        (opening(one) if earlier is None else _found(session, earlier, source_key, one), one.amount_ore) for one in new
    ]
    movement = rules.passed_on(parent=parent.ref, shares=[(pot.ref, share) for pot, share in shares])
    document, booked = register_booked(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.PASSING_ON,
        on=on,
        text=parent.name,
        states=("registered", "booked"),
        details=_rows(parent, shares, book_id=book_id, decision_id=decision_id, on=on, text=text),
        movement=lambda _own_id: movement,
        decision=decision,
        source_key=source_key,
        example=example,
    )
    return PassedOn(document, booked, tuple(shares), amount_ore)


def correct_passing_on(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn it back with a counter-entry: the recipient of the pot above holds the money again.

    Pots that were opened with it stay. Raises `HeldUsed` when a pot's recipient no longer holds what it got,
    `DocumentWrongState`, `ReasonMissing`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.PASSING_ON, document_id=document_id)
    require_state(session, document, "booked")
    require_reason(reason)
    require_not_ahead("Bokföringsdag", booked_on)
    refuse_held_used(session, document, booked_on)
    return annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av vidarefördelning {document.number}",
        state="annulled",
    )


def decision_that_gave(session: Session, book_id: int, pot_id: int, on: date) -> tuple[int, str] | None:
    """The latest decision in force on the day that gave the pot money, by allocation or passing on: id and digest."""
    allotted = (
        select(Allocation.decision_id, Allocation.allocated_on.label("day"), Allocation.document_id)
        .join(AllocationShare, AllocationShare.document_id == Allocation.document_id)
        .where(
            AllocationShare.book_id == book_id,
            AllocationShare.pot_id == pot_id,
            AllocationShare.share_ore > 0,
            Allocation.allocated_on <= on,
            state_now(Allocation.document_id) == literal("booked"),
        )
    )
    passed = (
        select(PassingOn.decision_id, PassingOn.passed_on, PassingOn.document_id)
        .join(PassingOnShare, PassingOnShare.document_id == PassingOn.document_id)
        .where(
            PassingOnShare.book_id == book_id,
            PassingOnShare.pot_id == pot_id,
            PassingOn.passed_on <= on,
            state_now(PassingOn.document_id) == literal("booked"),
        )
    )
    gave = union_all(allotted, passed).subquery()
    query = (
        select(Decision.id, Decision.digest)
        .join(gave, gave.c.decision_id == Decision.id)
        .order_by(gave.c.day.desc(), gave.c.document_id.desc())
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    return None if found is None else (found.id, found.digest)


def _together(amounts: Mapping[int, Ore], new: Sequence[NewChild]) -> Ore:
    """What is passed on in all; every amount of it is positive."""
    return positive(sum(positive(one) for one in (*amounts.values(), *(child.amount_ore for child in new))))


def _opened(
    session: Session, child: NewChild, *, actor: int, scope: Scope, book_id: int, parent: PotInfo, on: date
) -> PotInfo:
    return open_pot(
        session,
        actor=actor,
        scope=scope,
        book_id=book_id,
        parent_id=parent.id,
        code=child.code,
        name=child.name,
        holder_id=child.holder_id,
        opened_on=on,
    )


def _found(session: Session, earlier: Registered, source_key: str | None, child: NewChild) -> PotInfo:
    """The pot that was opened when this was passed on; `DocumentSourceKeyTaken` when another was."""
    try:
        return find_pot(session, earlier.book_id, child.code)
    except NotFound as error:
        raise DocumentSourceKeyTaken(source_key=source_key or "", document=earlier.number) from error


def _rows(
    parent: PotInfo, shares: Sequence[tuple[PotInfo, Ore]], *, book_id: int, decision_id: int, on: date, text: str
) -> Details:
    head = {
        "book_id": book_id,
        "pot_id": parent.id,
        "decision_id": decision_id,
        "passed_on": on,
        "amount_ore": sum(share for _, share in shares),
        "text": text.strip(),
    }
    rows = [
        {"row_no": row_no, "book_id": book_id, "pot_id": pot.id, "share_ore": share}
        for row_no, (pot, share) in enumerate(shares, start=1)
    ]
    return {PassingOn: [head], PassingOnShare: rows}
