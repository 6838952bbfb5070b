"""The amount of an agreement's purpose: decided, raised, lowered and corrected, never below what is asked for of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ledger.balances import entry_to_reverse, last_entry_of, lock_book
from ledger.db.details import DocumentKind
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import not_zero
from ledger.domain.scope import Scope
from ledger.errors import AgreementBelowRequisitioned
from ledger.money import Ore
from ledger.posting import Booked
from ledger.rooms import least_requisition_room
from ledger.services.agreements import require_purpose
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
from ledger.services.inputs import require_not_ahead
from ledger.services.pots import PotInfo, pot_info, require_available


@dataclass(frozen=True)
class DecidedAmount:
    """A decided amount; `booked` is None when the same had been decided before, by its source key."""

    document: Registered
    booked: Booked | None


def decide_amount(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    purpose_id: int,
    amount_ore: Ore,
    decision_id: int,
    on: date,
    source_key: str | None = None,
    example: bool = False,
) -> DecidedAmount:
    """Decide or raise a purpose's amount; a negative `amount_ore` lowers it.

    Raises `AgreementBelowRequisitioned`, `PotInsufficient` below what its root has left, `AmountZero`,
    `DateOutOfRange`, `NotFound`, what the decision's mandate raises, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    purpose = require_purpose(session, book_id, purpose_id)
    require_not_ahead("Bokföringsdag", on)
    decision = require_decision(
        session, book_id=book_id, decision_id=decision_id, power=Power.AGREEMENT, pot_id=purpose.pot.id, on=on
    )
    if not_zero(amount_ore) < 0 and not is_known(session, book_id, source_key):
        _require_room(session, book_id, purpose.pot, -amount_ore, on)
    document, booked = register_booked(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.AGREEMENT_AMOUNT,
        on=on,
        text=purpose.pot.name,
        states=("registered", "booked"),
        details={},
        movement=lambda _own_id: rules.agreement_amount(root=purpose.pot.ref, amount_ore=amount_ore),
        decision=decision,
        source_key=source_key,
        example=example,
    )
    return DecidedAmount(document, booked)


def correct_amount(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a decided amount back with a counter-entry.

    Raises as `decide_amount` for an amount that cannot be missed any more, `DocumentWrongState`, `ReasonMissing`,
    `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.AGREEMENT_AMOUNT, document_id=document_id)
    require_state(session, document, "booked")
    require_reason(reason)
    require_not_ahead("Bokföringsdag", booked_on)
    _require_spare(session, document, booked_on)
    return annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av överenskommet belopp {document.number}",
        state="annulled",
    )


def _require_spare(session: Session, document: Registered, on: date) -> None:
    """Refuse to turn back an amount that cannot be missed any more."""
    # Nothing in the book has the number 0: there is an entry in force, as the document's state says.
    decided = entry_to_reverse(session, document.book_id, last_entry_of(session, document.book_id, document.id) or 0)
    for line in decided.movement.lines:
        if line.kind is Kind.AVAILABLE and line.amount_ore > 0:
            root = pot_info(session, document.book_id, line.pot.pot_id)
            _require_room(session, document.book_id, root, line.amount_ore, max(on, decided.booked_on))


def _require_room(session: Session, book_id: int, root: PotInfo, less_ore: Ore, on: date) -> None:
    """Refuse to lower by more than is neither requisitioned nor lapsed, nor by more than the root has left."""
    room = least_requisition_room(session, book_id, root.id, on)
    if less_ore > room.left_ore:
        raise AgreementBelowRequisitioned(
            pot=root.name,
            less_ore=less_ore,
            authorised_ore=room.authorised_ore,
            requisitioned_ore=room.requisitioned_ore,
            lapsed_ore=room.lapsed_ore,
            left_ore=room.left_ore,
            day=room.day,
        )
    require_available(session, book_id, root, less_ore, on)
