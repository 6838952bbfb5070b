"""The review of a use report: what it comes to in the book, which two persons attest, and which is booked as used.

What a report comes to hangs on what its recipient holds that day. So the confirmation registers a review with the whole
split, and the approval books that review: both persons attest the same figures. Where they no longer hold, the report
is confirmed anew.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import balance, lock_book, lowest_from
from ledger.db.commitments import Commitment
from ledger.db.decisions import Decision
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.organisations import Organisation
from ledger.db.use_reports import ReportPayoutRow, UseDisallowance, UseReport, UseReview
from ledger.domain import rules
from ledger.domain.attests import AttestedPot, Step
from ledger.domain.chart import Kind
from ledger.domain.entries import Movement
from ledger.domain.mandates import Power
from ledger.domain.scope import Scope
from ledger.domain.use_reports import UseSplit, own_money_notice, split_use
from ledger.errors import (
    UseReportAllOwn,
    UseReportDecisionMissing,
    UseReportDisallowed,
    UseReportPaid,
    UseReportSplitChanged,
)
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.attests import Attested, take_step
from ledger.services.decisions import require_decision
from ledger.services.documents import (
    Registered,
    annul,
    book_document,
    register,
    require_document,
    require_reason,
    require_state,
    set_state,
    state_now,
)
from ledger.services.inputs import require_not_ahead
from ledger.services.passing_on import decision_that_gave
from ledger.services.pots import PotInfo, pot_info
from ledger.services.use_reports import report_row, require_own_commitment, require_report, set_aside_reviews


@dataclass(frozen=True)
class ReviewedReport:
    """A report with its review and the step that was taken; `booked` is None until it is approved.

    `notice` tells of the recipient's own money, "" when there is none.
    """

    report: Registered
    review: Registered
    attested: Attested
    split: UseSplit
    notice: str
    booked: Booked | None = None


@dataclass(frozen=True)
class _Case:
    """A report under review: its document, what it says, and its pot."""

    document: Registered
    report: UseReport
    pot: PotInfo


@dataclass(frozen=True)
class _Reckoned:
    """What a report comes to on a day, and what its recipient held and had room for before it, in öre."""

    split: UseSplit
    held_ore: Ore
    room_ore: Ore


def confirm_use_report(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    report_id: int,
    on: date,
    decision_id: int | None = None,
) -> ReviewedReport:
    """Confirm a submitted report (sakattest), with all that it comes to when it is booked on the day given.

    First what the recipient holds, then in arrears what the commitment or the pot has left; the rest is its own. The
    entry will name the commitment's decision for arrears on one; `decision_id`, with the power of use over the pot;
    or, for money held alone, the decision that gave it. A confirmed report may be confirmed anew. Raises
    `UseReportAllOwn`, `UseReportDecisionMissing`, `DocumentWrongState`, `DateOutOfRange`, `NotFound`, and what the
    mandate, the commitment and `take_step` raise.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    case = _case(session, book_id, report_id)
    require_state(session, case.document, "submitted", "confirmed")
    require_not_ahead("Bokföringsdag", on)
    reckoned = _reckon(session, case, on)
    decided_id, _digest = _decision(session, case, reckoned.split, on, decision_id)
    # A step that is refused leaves no review behind, whatever its caller does with the rest.
    with session.begin_nested():
        set_aside_reviews(session, actor, report_id, "Sakattesterad på nytt")
        review = register(
            session,
            actor=actor,
            book_id=book_id,
            kind=DocumentKind.USE_REVIEW,
            on=on,
            state="confirmed",
            details={UseReview: [_row(report_id, decided_id, on, reckoned.split)]},
            movement=lambda _own_id: _movement(case, reckoned.split),
            example=_is_example(session, report_id),
        )
        attested = take_step(
            session,
            actor=actor,
            document=review,
            step=Step.CONFIRM,
            pots=[AttestedPot(case.pot.name, case.pot.path)],
            amount_ore=reckoned.split.booked_ore,
        )
    set_state(session, actor=actor, document_id=report_id, state="confirmed")
    return ReviewedReport(case.document, review, attested, reckoned.split, _notice(case.report, reckoned))


def approve_use_report(session: Session, *, actor: int, scope: Scope, book_id: int, report_id: int) -> ReviewedReport:
    """Approve a confirmed report (beslutsattest), and book its review on the day it was confirmed for.

    Raises `UseReportSplitChanged` where it no longer comes to what was confirmed, `DocumentWrongState`, `NotFound`, and
    what `take_step`, the mandate and the door raise.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    case = _case(session, book_id, report_id)
    require_state(session, case.document, "confirmed")
    review, said = current_review(session, book_id, report_id, "confirmed")
    reckoned = _reckon(session, case, said.booked_on)
    _require_unchanged(case.document, said, reckoned.split)
    attested = take_step(
        session,
        actor=actor,
        document=review,
        step=Step.APPROVE,
        pots=[AttestedPot(case.pot.name, case.pot.path)],
        amount_ore=reckoned.split.booked_ore,
    )
    booked = book_document(
        session,
        actor=actor,
        document=review,
        movement=_movement(case, reckoned.split),
        booked_on=said.booked_on,
        text=f"Återrapport {case.document.number}, granskning {review.number}: {case.pot.name}",
        decision=_decided(session, said.decision_id),
        attest=attested.basis,
        state="approved",
    )
    set_state(session, actor=actor, document_id=report_id, state="approved", entry_seq=booked.seq)
    return ReviewedReport(case.document, review, attested, reckoned.split, _notice(case.report, reckoned), booked)


def correct_use_review(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn an approved report's review back with a counter-entry: the report is submitted and waits for both attests.

    Raises `UseReportPaid` until its payout is corrected, `UseReportDisallowed` until what is disallowed of it is,
    `DocumentWrongState`, `ReasonMissing`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    review = require_document(session, book_id=book_id, kind=DocumentKind.USE_REVIEW, document_id=document_id)
    require_state(session, review, "approved")
    require_reason(reason)
    require_not_ahead("Bokföringsdag", booked_on)
    report_id = session.execute(select(UseReview.report_id).where(UseReview.document_id == document_id)).scalar_one()
    report = require_report(session, book_id, report_id)
    _refuse_rested_on(session, report)
    booked = annul(
        session,
        actor=actor,
        document=review,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av granskning {review.number} av återrapport {report.number}",
        state="annulled",
    )
    set_state(
        session, actor=actor, document_id=report_id, state="submitted", entry_seq=booked.seq, reason=reason.strip()
    )
    return booked


def current_review(session: Session, book_id: int, report_id: int, state: str) -> tuple[Registered, UseReview]:
    """The review of a report that stands in that state; the caller holds that there is one."""
    query = (
        select(UseReview)
        .where(UseReview.report_id == report_id, state_now(UseReview.document_id) == state)
        .order_by(UseReview.document_id.desc())
        .limit(1)
    )
    said = session.execute(query).scalar_one()
    kind = DocumentKind.USE_REVIEW
    return require_document(session, book_id=book_id, kind=kind, document_id=said.document_id), said


def booked_state(session: Session, book_id: int, report_id: int) -> str:
    """The state of an approved report by what of it is disallowed and paid."""
    _review, said = current_review(session, book_id, report_id, "approved")
    pot_id = report_row(session, report_id).pot_id
    used_ore = balance(session, book_id, Kind.USED, pot_id, report_id)
    if used_ore < said.held_ore + said.arrears_ore:
        return "disallowed" if used_ore == 0 else "partly_disallowed"
    owed = balance(session, book_id, Kind.PAYABLE, pot_id, report_id) != 0
    return "approved" if owed or said.arrears_ore == 0 else "paid"


def _case(session: Session, book_id: int, report_id: int) -> _Case:
    document, report = require_report(session, book_id, report_id), report_row(session, report_id)
    return _Case(document, report, pot_info(session, book_id, report.pot_id))


def _is_example(session: Session, report_id: int) -> bool:
    """Whether the report is marked as an example: so is its review."""
    return session.execute(select(Document.example).where(Document.id == report_id)).scalar_one()


def _reckon(session: Session, case: _Case, on: date) -> _Reckoned:
    """What the report comes to on the day, leaving no later day without. Raises `UseReportAllOwn`."""
    book_id, report, pot = case.document.book_id, case.report, case.pot
    if report.commitment_id is not None:
        holder = session.get_one(Organisation, report.holder_id)
        require_own_commitment(session, book_id, pot, holder, report.commitment_id)
    held_ore, _ = lowest_from(session, book_id, Kind.DISBURSED, pot.id, on)
    room = Kind.AVAILABLE if report.commitment_id is None else Kind.COMMITTED
    room_ore, _ = lowest_from(session, book_id, room, pot.id, on, subject_id=report.commitment_id or 0)
    split = split_use(report.amount_ore, held_ore=held_ore, room_ore=room_ore)
    if split.booked_ore == 0:
        raise UseReportAllOwn(report=case.document.number, pot=pot.name, reported_ore=report.amount_ore, day=on)
    return _Reckoned(split, held_ore, room_ore)


def _decision(session: Session, case: _Case, split: UseSplit, on: date, given_id: int | None) -> tuple[int, str]:
    """The decision that the use rests on: the commitment's, the one given, or the one that gave the money held."""
    book_id, report, pot = case.document.book_id, case.report, case.pot
    if split.arrears_ore > 0 and report.commitment_id is not None:
        commitment = session.execute(
            select(Commitment.decision_id).where(Commitment.document_id == report.commitment_id)
        )
        return _decided(session, commitment.scalar_one())
    if given_id is not None:
        return require_decision(session, book_id=book_id, decision_id=given_id, power=Power.USE, pot_id=pot.id, on=on)
    gave = decision_that_gave(session, book_id, pot.id, on)
    if split.arrears_ore > 0 or gave is None:
        raise UseReportDecisionMissing(report=case.document.number, pot=pot.name, arrears_ore=split.arrears_ore)
    return gave


def _decided(session: Session, decision_id: int) -> tuple[int, str]:
    """The id and digest of a decision that was asked for before: what it says, and of what day, never changes."""
    decision = session.get_one(Decision, decision_id)
    return decision.id, decision.digest


def _movement(case: _Case, split: UseSplit) -> Movement:
    return rules.use_report(
        pot=case.pot.ref,
        report_id=case.document.id,
        from_disbursed_ore=split.held_ore,
        in_arrears_ore=split.arrears_ore,
        commitment_id=case.report.commitment_id or 0,
    )


def _row(report_id: int, decision_id: int, on: date, split: UseSplit) -> dict[str, object]:
    return {
        "report_id": report_id,
        "decision_id": decision_id,
        "booked_on": on,
        "held_ore": split.held_ore,
        "arrears_ore": split.arrears_ore,
        "own_ore": split.own_ore,
    }


def _notice(report: UseReport, reckoned: _Reckoned) -> str:
    return own_money_notice(
        report.amount_ore,
        reckoned.split,
        held_ore=reckoned.held_ore,
        room_ore=reckoned.room_ore,
        of_commitment=report.commitment_id is not None,
    )


def _require_unchanged(document: Registered, said: UseReview, now: UseSplit) -> None:
    if now != UseSplit(said.held_ore, said.arrears_ore, said.own_ore):
        raise UseReportSplitChanged(
            report=document.number,
            held_ore=said.held_ore,
            arrears_ore=said.arrears_ore,
            own_ore=said.own_ore,
            held_now_ore=now.held_ore,
            arrears_now_ore=now.arrears_ore,
            own_now_ore=now.own_ore,
        )


def _refuse_rested_on(session: Session, report: Registered) -> None:
    """Refuse to turn back what a payout or a disallowance in force rests on, and name it."""
    paying = select(ReportPayoutRow.document_id).where(ReportPayoutRow.report_id == report.id)
    disallowing = select(UseDisallowance.document_id).where(UseDisallowance.report_id == report.id)
    query = (
        select(Document.number, Document.kind)
        .where(Document.id.in_(paying.union(disallowing)), state_now(Document.id) == "booked")
        .order_by(Document.id)
    )
    resting = [(number, DocumentKind(kind)) for number, kind in session.execute(query)]
    disallowances = tuple(number for number, kind in resting if kind is DocumentKind.USE_DISALLOWANCE)
    if disallowances:
        raise UseReportDisallowed(report=report.number, disallowances=disallowances)
    if resting:
        raise UseReportPaid(report=report.number, payout=resting[-1][0])
