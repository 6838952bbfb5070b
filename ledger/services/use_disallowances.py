"""Disallowances: what of an approved use report is not accepted after all, by decision, and shall be paid back."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book, lowest_from
from ledger.db.details import DocumentKind
from ledger.db.use_reports import UseDisallowance, UseReport
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import DisallowedExceedsUse
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.decisions import require_decision
from ledger.services.documents import (
    Registered,
    is_known,
    require_document,
    require_reason,
    require_state,
    set_state,
)
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.pots import pot_info
from ledger.services.reclaims import Reclaimed, ReclaimOrder, annul_reclaim, book_reclaim, require_unsettled
from ledger.services.use_reports import report_row, require_report
from ledger.services.use_reviews import booked_state


def disallow_use(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    report_id: int,
    amount_ore: Ore,
    decision_id: int,
    reason: str,
    on: date,
    due_on: date | None = None,
    source_key: str | None = None,
    example: bool = False,
) -> Reclaimed:
    """Disallow part or all of an approved report, by a decision on use over its pot: the recipient shall pay it back.

    At most what is used on the report and paid, on the day and on every later one: what is owed to the recipient is not
    reclaimed from it. Raises `DisallowedExceedsUse`, `AmountNotPositive`, `ReasonMissing`, `DateBefore` for a last day
    to pay before the day, `DateOutOfRange`, `DocumentWrongState`, `NotFound`, and what the mandate and the door raise.
    """
    scope.require_book(book_id)
    require_reason(reason)
    lock_book(session, book_id)
    document, report = require_report(session, book_id, report_id), report_row(session, report_id)
    require_not_ahead("Underkännandets dag", on)
    if due_on is not None:
        require_not_before("Sista dagen att betala", due_on, "underkännandets dag", on)
    pot = pot_info(session, book_id, report.pot_id)
    decision = require_decision(
        session, book_id=book_id, decision_id=decision_id, power=Power.USE, pot_id=pot.id, on=on
    )
    order = ReclaimOrder(actor, book_id, pot, positive(amount_ore), on, source_key, example)
    if not is_known(session, book_id, source_key):
        require_state(session, document, "approved", "paid", "partly_disallowed")
        _require_used(session, document, report, order)
    row = {
        "report_id": report_id,
        "decision_id": decision_id,
        "disallowed_on": on,
        "due_on": due_on,
        "amount_ore": amount_ore,
        "reason": reason.strip(),
    }
    done = book_reclaim(
        session,
        order,
        DocumentKind.USE_DISALLOWANCE,
        {UseDisallowance: [row]},
        movement=lambda _own_id: rules.use_disallowed(pot=pot.ref, report_id=report_id, amount_ore=amount_ore),
        decision=decision,
    )
    if done.booked is not None:
        _follow(session, actor, document, done.booked)
    return done


def correct_disallowance(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a disallowance back with a counter-entry: the use is approved as it was.

    Raises `ReclaimSettled` when the claim is paid back or written off, `ReclaimedUsed` when the pot has used the money
    since, `DocumentWrongState`, `ReasonMissing`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    kind = DocumentKind.USE_DISALLOWANCE
    document = require_document(session, book_id=book_id, kind=kind, document_id=document_id)
    require_state(session, document, "booked")
    said = session.execute(select(UseDisallowance).where(UseDisallowance.document_id == document_id)).scalar_one()
    report = require_report(session, book_id, said.report_id)
    pot = pot_info(session, book_id, report_row(session, said.report_id).pot_id)
    require_unsettled(session, document, pot, said.amount_ore, max(booked_on, said.disallowed_on))
    booked = annul_reclaim(session, actor=actor, document=document, reason=reason, booked_on=booked_on)
    _follow(session, actor, report, booked)
    return booked


def _require_used(session: Session, document: Registered, report: UseReport, order: ReclaimOrder) -> None:
    """Refuse, with `DisallowedExceedsUse`, more than is used and not owed, on the day or on a later one."""
    pot_id, on = report.pot_id, order.on
    used_ore, day = lowest_from(session, order.book_id, Kind.USED, pot_id, on, subject_id=document.id)
    owed_ore, _ = lowest_from(session, order.book_id, Kind.PAYABLE, pot_id, on, subject_id=document.id)
    if order.amount_ore > used_ore + owed_ore:
        raise DisallowedExceedsUse(
            report=document.number,
            wanted_ore=order.amount_ore,
            used_ore=used_ore,
            unpaid_ore=-owed_ore,
            day=day,
        )


def _follow(session: Session, actor: int, report: Registered, booked: Booked) -> None:
    """Bring the report into the state that its use and debt say."""
    state = booked_state(session, report.book_id, report.id)
    set_state(session, actor=actor, document_id=report.id, state=state, entry_seq=booked.seq)
