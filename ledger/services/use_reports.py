"""Use reports: what a pot's holder says that it used the money for; drafted, submitted, and perhaps returned.

draft → submitted → confirmed → approved → paid (where something is owed in arrears), or returned and submitted again. A
report is never changed: another is written instead of it, and the earlier one is replaced.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.commitments import Commitment
from ledger.db.details import DocumentKind
from ledger.db.organisations import Organisation
from ledger.db.use_reports import UseReport, UseReportCost, UseReview
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.domain.use_reports import COST_HEADINGS, CostType
from ledger.errors import PayeeMissing, UseReportEmpty, UseReportOtherCommitment, UseReportOutsideTerms
from ledger.money import Ore
from ledger.services.agreements import find_agreement, terms_on
from ledger.services.audit import write_audit
from ledger.services.document_rows import Details
from ledger.services.documents import (
    Registered,
    is_known,
    register,
    require_document,
    require_reason,
    require_state,
    set_state,
    set_states,
    state_now,
)
from ledger.services.inputs import require_not_ahead, require_not_before, require_text
from ledger.services.pots import PotInfo, pot_info

_CHANGEABLE: Final = ("draft", "submitted", "returned")


@dataclass(frozen=True)
class UseReportInput:
    """A report as it is registered: of which pot, for which period, and what was used for each type of cost, in öre.

    `commitment_id` is the commitment that a use in arrears draws on, None for what the pot has available. Other costs
    are told of in `text`.
    """

    pot_id: int
    used_from: date
    used_to: date
    reported_on: date
    costs: Mapping[CostType, Ore]
    text: str = ""
    commitment_id: int | None = None

    @property
    def amount_ore(self) -> Ore:
        """What is reported in all."""
        return sum(self.costs.values())


def draft_use_report(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    report: UseReportInput,
    source_key: str | None = None,
    example: bool = False,
) -> Registered:
    """Register a report as a draft; nothing is booked.

    Raises `UseReportEmpty`, `UseReportOutsideTerms`, `UseReportOtherCommitment`, `PayeeMissing` for a pot without a
    holder, `AmountNotPositive`, `TextMissing`, `DateBefore`, `DateOutOfRange`, `TermsMissing`, `DocumentWrongState` for
    a commitment that is not in force, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    known = is_known(session, book_id, source_key)
    details = _details(session, book_id, report, replaces_id=None, known=known)
    return _register(session, actor, book_id, report, details, source_key=source_key, example=example)


def change_use_report(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    report_id: int,
    report: UseReportInput,
    source_key: str | None = None,
    example: bool = False,
) -> Registered:
    """Write a report instead of one that is a draft, submitted or returned: a draft of its own, the other is replaced.

    Raises as `draft_use_report`, and `DocumentWrongState` for a report that is confirmed or further.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    earlier = require_report(session, book_id, report_id)
    known = is_known(session, book_id, source_key)
    if not known:
        require_state(session, earlier, *_CHANGEABLE)
    details = _details(session, book_id, report, replaces_id=report_id, known=known)
    document = _register(session, actor, book_id, report, details, source_key=source_key, example=example)
    if document.is_new:
        set_state(session, actor=actor, document_id=report_id, state="replaced", reason=f"Ersatt av {document.number}")
    return document


def submit_use_report(session: Session, *, actor: int, scope: Scope, book_id: int, report_id: int) -> Registered:
    """Submit a draft, or a returned report as it stands, for review. Raises `DocumentWrongState`, `NotFound`."""
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_report(session, book_id, report_id)
    require_state(session, document, "draft", "returned")
    set_state(session, actor=actor, document_id=report_id, state="submitted")
    write_audit(session, actor=actor, book_id=book_id, verb="submit", what=document.kind.value, what_id=report_id)
    return document


def return_use_report(
    session: Session, *, actor: int, scope: Scope, book_id: int, report_id: int, reason: str
) -> Registered:
    """Send a report that is not approved back to the recipient; what was confirmed of it is set aside.

    Raises `DocumentWrongState`, `ReasonMissing`, `NotFound`.
    """
    scope.require_book(book_id)
    require_reason(reason)
    lock_book(session, book_id)
    document = require_report(session, book_id, report_id)
    require_state(session, document, "submitted", "confirmed")
    set_aside_reviews(session, actor, report_id, reason.strip())
    set_state(session, actor=actor, document_id=report_id, state="returned", reason=reason.strip())
    write_audit(session, actor=actor, book_id=book_id, verb="return", what=document.kind.value, what_id=report_id)
    return document


def require_report(session: Session, book_id: int, report_id: int) -> Registered:
    """The report of that id in the book; raises `NotFound`."""
    return require_document(session, book_id=book_id, kind=DocumentKind.USE_REPORT, document_id=report_id)


def report_row(session: Session, report_id: int) -> UseReport:
    """What a registered report says, but for its costs."""
    return session.execute(select(UseReport).where(UseReport.document_id == report_id)).scalar_one()


def set_aside_reviews(session: Session, actor: int, report_id: int, reason: str) -> None:
    """Put away what is confirmed of a report and not approved: it is replaced."""
    query = (
        select(UseReview.document_id)
        .where(UseReview.report_id == report_id, state_now(UseReview.document_id) == "confirmed")
        .order_by(UseReview.document_id)
    )
    waiting = session.scalars(query).all()
    if waiting:
        set_states(session, actor=actor, document_ids=waiting, state="replaced", reason=reason)


def require_own_commitment(session: Session, book_id: int, pot: PotInfo, holder: Organisation, named: int) -> None:
    """Refuse a commitment that the pot's holder does not perform, out of that pot, or that is not in force.

    Raises `UseReportOtherCommitment`, `DocumentWrongState`, `NotFound`.
    """
    document = require_document(session, book_id=book_id, kind=DocumentKind.COMMITMENT, document_id=named)
    require_state(session, document, "active")
    query = (
        select(Commitment.pot_id, Commitment.performer_id, Organisation.name)
        .join(Organisation, Organisation.id == Commitment.performer_id)
        .where(Commitment.document_id == named)
    )
    pot_id, performer_id, performer = session.execute(query).one()
    if (pot_id, performer_id) != (pot.id, holder.id):
        raise UseReportOtherCommitment(
            commitment=document.number,
            performer=performer,
            committed_pot=pot_info(session, book_id, pot_id).name,
            pot=pot.name,
            holder=holder.name,
        )


def _register(
    session: Session,
    actor: int,
    book_id: int,
    report: UseReportInput,
    details: Details,
    *,
    source_key: str | None,
    example: bool,
) -> Registered:
    return register(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.USE_REPORT,
        on=report.reported_on,
        state="draft",
        details=details,
        source_key=source_key,
        example=example,
    )


def _details(
    session: Session, book_id: int, report: UseReportInput, *, replaces_id: int | None, known: bool
) -> Details:
    """The rows of a report that is right in itself and, unless it is known already, by what the book says now."""
    _require_form(report)
    pot = pot_info(session, book_id, report.pot_id)
    holder = None if pot.holder_id is None else session.get_one(Organisation, pot.holder_id)
    if holder is None:
        raise PayeeMissing(pot=pot.name)
    if not known:
        _require_terms(session, book_id, pot, report)
        if report.commitment_id is not None:
            require_own_commitment(session, book_id, pot, holder, report.commitment_id)
    head = {
        "book_id": book_id,
        "pot_id": pot.id,
        "holder_id": holder.id,
        "commitment_id": report.commitment_id,
        "replaces_id": replaces_id,
        "used_from": report.used_from,
        "used_to": report.used_to,
        "reported_on": report.reported_on,
        "amount_ore": report.amount_ore,
        "text": report.text.strip(),
    }
    costs = [
        {"row_no": row_no, "cost_type": cost.value, "amount_ore": report.costs[cost]}
        for row_no, cost in enumerate((cost for cost in CostType if cost in report.costs), start=1)
    ]
    return {UseReport: [head], UseReportCost: costs}


def _require_form(report: UseReportInput) -> None:
    """Refuse a report that is wrong in itself, whatever the book says."""
    if not report.costs:
        raise UseReportEmpty
    for cost, amount_ore in report.costs.items():
        positive(amount_ore, COST_HEADINGS[cost])
    if CostType.OTHER in report.costs:
        require_text("Text om övriga kostnader", report.text)
    require_not_before("Periodens sista dag", report.used_to, "periodens första dag", report.used_from)
    require_not_before("Rapportens dag", report.reported_on, "periodens sista dag", report.used_to)
    require_not_ahead("Rapportens dag", report.reported_on)


def _require_terms(session: Session, book_id: int, pot: PotInfo, report: UseReportInput) -> None:
    """Refuse, with `UseReportOutsideTerms`, a use outside the days of the terms that hold on the day of the report."""
    if pot.agreement is None:
        return
    terms = terms_on(session, find_agreement(session, book_id, pot.agreement), report.reported_on)
    early = terms.use_from is not None and report.used_from < terms.use_from
    late = terms.use_to is not None and report.used_to > terms.use_to
    if early or late:
        raise UseReportOutsideTerms(
            agreement=pot.agreement,
            used_from=report.used_from,
            used_to=report.used_to,
            first_day=terms.use_from,
            last_day=terms.use_to,
        )
