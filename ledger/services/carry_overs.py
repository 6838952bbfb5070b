"""Carry-overs: what is left of a pot goes on in a new year's or agreement's pot, with its commitments and its money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.agreements import Agreement, Purpose, Terms
from ledger.db.details import DocumentKind
from ledger.db.yearend import CarryOver
from ledger.domain import rules
from ledger.domain.entries import Movement
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import each_once, positive
from ledger.domain.scope import Scope
from ledger.errors import CarryOverBankMissing, CarryOverNotAllowed, DocumentSourceKeyTaken, NotFound
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.agreements import CarryOver as MayCarryOver
from ledger.services.agreements import terms_on
from ledger.services.bank_accounts import require_bank_holds
from ledger.services.decisions import require_decision
from ledger.services.documents import (
    Registered,
    annul,
    register_booked,
    registered_under,
    require_document,
    require_reason,
    require_state,
)
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
class CarriedOver:
    """A booked carry-over with the commitments that went along; `booked` is None for a source key used before."""

    document: Registered
    booked: Booked | None
    commitments: tuple[Moved, ...]


@dataclass(frozen=True)
class _Order:
    """What is given, with the pots and the bank account that moves the money (None within one root)."""

    actor: int
    book_id: int
    old: PotInfo
    new: PotInfo
    bank_account_id: int | None
    decision_id: int
    on: date
    source_key: str | None
    example: bool


def carry_over(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    old_pot_id: int,
    new_pot_id: int,
    decision_id: int,
    on: date,
    available_ore: Ore = 0,
    commitment_ids: Sequence[int] = (),
    disbursed_ore: Ore = 0,
    bank_account_id: int | None = None,
    source_key: str | None = None,
    example: bool = False,
) -> CarriedOver:
    """Carry available money, the whole rest of commitments and money that recipients hold over to another pot.

    The terms of the old pot's agreement must let something be kept, and one decision must have the power over the
    year's end in both pots. Between purposes, at most what is received and unused moves (as in a repayment), and its
    money moves at the bank account. Each commitment goes on as a new one in the new pot. Raises `CarryOverNotAllowed`,
    `CarryOverBankMissing`, `EntryPotTwice`, `AmountNotPositive` for nothing at all, `BankInsufficient`, `DateBefore`,
    `DateOutOfRange`, `NotFound`, what `rest_of` and `require_rests` raise, and what the decision's mandates and the
    door raise.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    old, new = pot_info(session, book_id, old_pot_id), pot_info(session, book_id, new_pot_id)
    each_once((old.ref, new.ref))
    across = old.ref.root_id != new.ref.root_id
    order = _Order(actor, book_id, old, new, bank_account_id if across else None, decision_id, on, source_key, example)
    earlier = registered_under(session, book_id, source_key)
    if earlier is not None:
        return _same(session, earlier, order, (available_ore, disbursed_ore), commitment_ids)
    terms, decision = _permitted(session, order)
    rest = rest_of(
        session,
        book_id,
        old,
        available_ore=available_ore,
        commitment_ids=commitment_ids,
        disbursed_ore=disbursed_ore,
        on=on,
    )
    positive(rest.total_ore)
    require_rests(session, book_id, [rest], on, leaving=across)
    if across and rest.money_ore != 0:
        _require_bank(session, order, rest)
    return _book(session, order, terms, rest, decision)


def correct_carry_over(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a carry-over back with a counter-entry: the old commitments are in force again, the new ones annulled.

    Raises `MovedUsed` and `CommitmentInvoicesWaiting` when the new pot has not all of it left, `DocumentWrongState`,
    `ReasonMissing`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.CARRY_OVER, document_id=document_id)
    require_state(session, document, "booked")
    require_reason(reason)
    require_not_ahead("Bokföringsdag", booked_on)
    carried = session.execute(select(CarryOver).where(CarryOver.document_id == document_id)).scalar_one()
    moved = moved_by(session, document_id)
    require_untouched(
        session,
        document,
        pot_info(session, book_id, carried.new_pot_id),
        available_ore=carried.available_ore,
        moved=moved,
        disbursed_ore=carried.disbursed_ore,
        on=max(booked_on, carried.carried_on),
    )
    booked = annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av överföring {document.number}",
        state="annulled",
    )
    have_come_back(session, actor, moved, reason.strip())
    return booked


def _permitted(session: Session, order: _Order) -> tuple[Terms, tuple[int, str]]:
    """The terms that allow it, and the decision with the power over both pots."""
    require_not_ahead("Överföringens dag", order.on)
    require_not_before("Överföringens dag", order.on, f"första dagen för {order.new.name},", order.new.opened_on)
    query = select(Purpose.agreement_id, Agreement.code).join(Agreement, Agreement.id == Purpose.agreement_id)
    found = session.execute(
        query.where(Purpose.book_id == order.book_id, Purpose.pot_id == order.old.ref.root_id)
    ).one_or_none()
    if found is None:
        raise NotFound(what="ändamål", name=order.old.name)
    terms = terms_on(session, found.agreement_id, order.on)
    if terms.carry_over == MayCarryOver.NO:
        raise CarryOverNotAllowed(agreement=found.code, report_by=terms.report_by)
    decisions = [
        require_decision(
            session,
            book_id=order.book_id,
            decision_id=order.decision_id,
            power=Power.YEAR_END,
            pot_id=pot.id,
            on=order.on,
        )
        for pot in (order.old, order.new)
    ]
    return terms, decisions[0]


def _require_bank(session: Session, order: _Order, rest: Rest) -> None:
    if order.bank_account_id is None:
        raise CarryOverBankMissing(old=order.old.name, new=order.new.name)
    require_document(session, book_id=order.book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=order.bank_account_id)
    require_bank_holds(
        session,
        order.book_id,
        order.bank_account_id,
        root_id=order.old.ref.root_id,
        wanted_ore=rest.money_ore,
        on=order.on,
    )


def _book(session: Session, order: _Order, terms: Terms, rest: Rest, decision: tuple[int, str]) -> CarriedOver:
    landing = Landing(order.book_id, order.new.id, order.decision_id, order.on, order.example)
    moved = go_on(session, order.actor, rest.commitments, landing)
    movement = _movement(order, rest, moved)
    row = {
        "book_id": order.book_id,
        "old_pot_id": order.old.id,
        "new_pot_id": order.new.id,
        "decision_id": order.decision_id,
        "terms_id": terms.id,
        "bank_account_id": order.bank_account_id,
        "carried_on": order.on,
        "available_ore": rest.available_ore,
        "disbursed_ore": rest.disbursed_ore,
    }
    document, booked = register_booked(
        session,
        actor=order.actor,
        book_id=order.book_id,
        kind=DocumentKind.CARRY_OVER,
        on=order.on,
        text=f"{order.old.name} till {order.new.name}",
        states=("registered", "booked"),
        details={CarryOver: [row], **moved_details(moved)},
        movement=lambda _own_id: movement,
        decision=decision,
        source_key=order.source_key,
        example=order.example,
    )
    if booked is not None:
        have_gone_on(session, order.actor, moved, "carried", booked)
    return CarriedOver(document, booked, moved)


def _movement(order: _Order, rest: Rest, moved: Sequence[Moved]) -> Movement:
    return rules.carry_over(
        old=order.old.ref,
        new=order.new.ref,
        available_ore=rest.available_ore,
        committed=[rules.CarriedCommitment(one.old_id, one.new_id, one.rest_ore) for one in moved],
        disbursed_ore=rest.disbursed_ore,
        bank_id=order.bank_account_id or 0,
    )


def _same(
    session: Session, earlier: Registered, order: _Order, amounts: tuple[Ore, Ore], commitment_ids: Sequence[int]
) -> CarriedOver:
    """What the source key was used for, if it says the same; `DocumentSourceKeyTaken` if not.

    The new commitments' numbers are not among what is given, so the digest cannot tell: what is given is compared.
    """
    known = session.execute(select(CarryOver).where(CarryOver.document_id == earlier.id)).scalar_one_or_none()
    moved = moved_by(session, earlier.id)
    given = (
        *(order.old.id, order.new.id, order.decision_id, order.bank_account_id, order.on),
        *(*amounts, [*commitment_ids]),
    )
    if known is None or given != (
        *(known.old_pot_id, known.new_pot_id, known.decision_id, known.bank_account_id, known.carried_on),
        *(known.available_ore, known.disbursed_ore, [one.old_id for one in moved]),
    ):
        raise DocumentSourceKeyTaken(source_key=order.source_key or "", document=earlier.number)
    return CarriedOver(earlier, None, moved)
