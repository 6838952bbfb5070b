"""Lapses: what was never requisitioned in time can no longer be used, and leaves what is available of its purpose."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.agreements import Terms
from ledger.db.details import DocumentKind
from ledger.db.yearend import Lapse
from ledger.domain import rules
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import LapseBeforeDeadline, LapseDeadlineMissing, LapseExceedsUnrequisitioned
from ledger.money import Ore
from ledger.posting import Booked
from ledger.rooms import least_requisition_room
from ledger.services.agreements import PurposeInfo, require_purpose, terms_on
from ledger.services.decisions import require_decision
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register_booked,
    require_document,
    require_state,
)
from ledger.services.inputs import require_not_ahead
from ledger.services.pots import require_available


@dataclass(frozen=True)
class Lapsed:
    """A booked lapse; `booked` is None when the same had lapsed before, by its source key."""

    document: Registered
    booked: Booked | None


def register_lapse(
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
) -> Lapsed:
    """Let what was not requisitioned by the terms' last day lapse, by a decision with the power over the year's end.

    Raises `LapseBeforeDeadline`, `LapseDeadlineMissing`, `LapseExceedsUnrequisitioned`, `PotInsufficient` for more
    than the root has left, `AmountNotPositive`, `DateOutOfRange`, `NotFound`, what the terms and the decision's mandate
    raise, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    purpose = require_purpose(session, book_id, purpose_id)
    require_not_ahead("Bokföringsdag", on)
    terms = terms_on(session, purpose.agreement_id, on)
    deadline = _passed_deadline(purpose, terms, on)
    decision = require_decision(
        session, book_id=book_id, decision_id=decision_id, power=Power.YEAR_END, pot_id=purpose.pot.id, on=on
    )
    if not is_known(session, book_id, source_key):
        _require_room(session, book_id, purpose, positive(amount_ore), on)
    row = {
        "book_id": book_id,
        "pot_id": purpose.pot.id,
        "decision_id": decision_id,
        "terms_id": terms.id,
        "deadline": deadline,
        "lapsed_on": on,
        "amount_ore": amount_ore,
    }
    document, booked = register_booked(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.LAPSE,
        on=on,
        text=purpose.pot.name,
        states=("registered", "booked"),
        details={Lapse: [row]},
        movement=lambda _own_id: rules.lapse(root=purpose.pot.ref, amount_ore=amount_ore),
        decision=decision,
        source_key=source_key,
        example=example,
    )
    return Lapsed(document, booked)


def correct_lapse(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a lapse back with a counter-entry: its money is available, and may be requisitioned, again.

    Raises `DocumentWrongState`, `ReasonMissing`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.LAPSE, document_id=document_id)
    require_state(session, document, "booked")
    require_not_ahead("Bokföringsdag", booked_on)
    return annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av förfallna medel {document.number}",
        state="annulled",
    )


def _passed_deadline(purpose: PurposeInfo, terms: Terms, on: date) -> date:
    """The last day to requisition by the terms, which must have passed on the day."""
    agreement = purpose.pot.agreement or purpose.code
    if terms.requisition_by is None:
        raise LapseDeadlineMissing(agreement=agreement)
    if on <= terms.requisition_by:
        raise LapseBeforeDeadline(agreement=agreement, deadline=terms.requisition_by, day=on)
    return terms.requisition_by


def _require_room(session: Session, book_id: int, purpose: PurposeInfo, wanted_ore: Ore, on: date) -> None:
    """Refuse more than authorised − lapsed − net requisitioned, and more than the root has left: DOMAIN control 3."""
    room = least_requisition_room(session, book_id, purpose.pot.id, on)
    if wanted_ore > room.left_ore:
        raise LapseExceedsUnrequisitioned(
            wanted_ore=wanted_ore,
            authorised_ore=room.authorised_ore,
            lapsed_ore=room.lapsed_ore,
            requisitioned_ore=room.requisitioned_ore,
            left_ore=room.left_ore,
            day=room.day,
        )
    require_available(session, book_id, purpose.pot, wanted_ore, on)
