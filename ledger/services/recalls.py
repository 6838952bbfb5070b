"""Recalls: unused money at a recipient is called back by decision, and is the pot's again while it is owed."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.details import DocumentKind
from ledger.db.reclaims import Recall
from ledger.domain import rules
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.decisions import require_decision
from ledger.services.documents import is_known, require_document, require_reason, require_state
from ledger.services.held import require_held
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.pots import pot_info
from ledger.services.reclaims import Reclaimed, ReclaimOrder, annul_reclaim, book_reclaim, require_unsettled


def recall_unused(
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
    due_on: date | None = None,
    source_key: str | None = None,
    example: bool = False,
) -> Reclaimed:
    """Call back what a recipient holds unreported, by a decision with the power of allocation over the pot.

    At most what it holds, on the day and on every later one. Raises `HeldInsufficient`, `AmountNotPositive`,
    `ReasonMissing`, `DateBefore` for a last day to pay before the recall, `DateOutOfRange`, `NotFound`, and what the
    mandate and the door raise.
    """
    scope.require_book(book_id)
    require_reason(reason)
    lock_book(session, book_id)
    pot = pot_info(session, book_id, pot_id)
    order = ReclaimOrder(actor, book_id, pot, positive(amount_ore), on, source_key, example)
    require_not_ahead("Återkravets dag", on)
    if due_on is not None:
        require_not_before("Sista dagen att betala", due_on, "återkravets dag", on)
    decision = require_decision(
        session, book_id=book_id, decision_id=decision_id, power=Power.ALLOCATION, pot_id=pot_id, on=on
    )
    if not is_known(session, book_id, source_key):
        require_held(session, book_id, pot, amount_ore, on)
    row = {
        "book_id": book_id,
        "pot_id": pot_id,
        "decision_id": decision_id,
        "recalled_on": on,
        "due_on": due_on,
        "amount_ore": amount_ore,
        "reason": reason.strip(),
    }
    return book_reclaim(
        session,
        order,
        DocumentKind.RECALL,
        {Recall: [row]},
        movement=lambda _own_id: rules.recall(pot=pot.ref, amount_ore=amount_ore),
        decision=decision,
    )


def correct_recall(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a recall back with a counter-entry: the recipient holds the money again.

    Raises `ReclaimSettled` when the claim is paid back or written off, `ReclaimedUsed` when the pot has used the money
    since, `DocumentWrongState`, `ReasonMissing`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.RECALL, document_id=document_id)
    require_state(session, document, "booked")
    recall = session.execute(select(Recall).where(Recall.document_id == document_id)).scalar_one()
    pot = pot_info(session, book_id, recall.pot_id)
    require_unsettled(session, document, pot, recall.amount_ore, max(booked_on, recall.recalled_on))
    return annul_reclaim(session, actor=actor, document=document, reason=reason, booked_on=booked_on)
