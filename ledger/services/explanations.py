"""Explaining what differs at a month's end: one person says why, another accepts it, and it holds for exactly that.

A finding is named by its digest, so that an explanation no longer holds when what differs has changed. An explanation
given anew, also of what was accepted, is the one that counts, and waits to be accepted.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import lock_book
from ledger.db.periods import Explanation, ExplanationAcceptance
from ledger.domain.findings import Finding
from ledger.domain.periods import month_name
from ledger.domain.scope import Scope
from ledger.errors import (
    ExplanationAccepted,
    ExplanationMissing,
    ExplanationSamePerson,
    FindingNotExplainable,
    PeriodBroken,
    PeriodUnexplained,
)
from ledger.money import format_kronor
from ledger.services.audit import write_audit
from ledger.services.documents import require_reason
from ledger.services.period_states import require_year_open


@dataclass(frozen=True)
class Explained:
    """An explanation: the finding it is of, its number among that finding's, and whether it is accepted."""

    finding: Finding
    no: int
    accepted: bool


def explain_finding(session: Session, *, actor: int, scope: Scope, finding: Finding, reason: str) -> Explained:
    """Say why something differs at a month's end; it waits for another person to accept it.

    Raises `FindingNotExplainable`, `YearClosed`, `ReasonMissing`, and `NotFound` out of scope.
    """
    scope.require_book(finding.book_id)
    lock_book(session, finding.book_id)
    require_reason(reason)
    if not finding.may_be_explained:
        raise FindingNotExplainable(finding=told(finding))
    require_year_open(session, finding.book_id, finding.month.year)
    earlier = _standing(session, finding.book_id, finding.month).get(finding.digest)
    no = 1 if earlier is None else earlier.no + 1
    session.execute(
        insert(Explanation).values(
            book_id=finding.book_id,
            month=finding.month,
            digest=finding.digest,
            no=no,
            control=finding.control,
            what=finding.what,
            pot_code=finding.pot_code,
            subject=finding.subject,
            ledger_ore=finding.ledger_ore,
            expected_ore=finding.expected_ore,
            reason=reason.strip(),
            recorded_at=clock.now(),
            actor_id=actor,
        )
    )
    _audit(session, actor, "explain", finding, no)
    return Explained(finding, no, accepted=False)


def accept_explanation(session: Session, *, actor: int, scope: Scope, finding: Finding) -> Explained:
    """Accept the explanation of what differs, as somebody else than who explained it.

    Raises `ExplanationMissing`, `ExplanationSamePerson`, `ExplanationAccepted`, `YearClosed`, and `NotFound` out of
    scope.
    """
    scope.require_book(finding.book_id)
    lock_book(session, finding.book_id)
    require_year_open(session, finding.book_id, finding.month.year)
    explained = _standing(session, finding.book_id, finding.month).get(finding.digest)
    if explained is None:
        raise ExplanationMissing(finding=told(finding))
    if explained.accepted_on is not None:
        raise ExplanationAccepted(finding=told(finding), accepted_on=explained.accepted_on)
    if explained.actor_id == actor:
        raise ExplanationSamePerson(finding=told(finding))
    session.execute(
        insert(ExplanationAcceptance).values(
            book_id=finding.book_id,
            month=finding.month,
            digest=finding.digest,
            no=explained.no,
            explained_by=explained.actor_id,
            recorded_at=clock.now(),
            actor_id=actor,
        )
    )
    _audit(session, actor, "accept", finding, explained.no)
    return Explained(finding, explained.no, accepted=True)


def require_explained(session: Session, book_id: int, month: date, findings: Collection[Finding]) -> dict[str, int]:
    """The number of the accepted explanation of each finding, by digest.

    Raises `PeriodBroken` for what no explanation can let stand, and `PeriodUnexplained` for what has none accepted.
    """
    broken = tuple(told(one) for one in findings if not one.may_be_explained)
    if broken:
        raise PeriodBroken(month=month_name(month), findings=broken)
    standing = _standing(session, book_id, month)
    accepted = {digest: one.no for digest, one in standing.items() if one.accepted_on is not None}
    waiting = tuple(f"{told(one)} [{one.key}]" for one in findings if one.digest not in accepted)
    if waiting:
        raise PeriodUnexplained(month=month_name(month), findings=waiting)
    return {one.digest: accepted[one.digest] for one in findings}


def told(finding: Finding) -> str:
    """A finding in a refusal's words: where, and by how much where it is about an amount."""
    where = " ".join(part for part in (finding.what, finding.pot_code) if part)
    if finding.difference_ore == 0:
        return where
    return f"{where}: skillnad {format_kronor(finding.difference_ore, signed=True)}"


@dataclass(frozen=True)
class _Standing:
    """The explanation that counts of one digest: its number, whose it is, and the day it was accepted."""

    no: int
    actor_id: int
    accepted_on: date | None


def _standing(session: Session, book_id: int, month: date) -> dict[str, _Standing]:
    """The last explanation of each digest."""
    key = ("book_id", "month", "digest", "no")
    same = [getattr(ExplanationAcceptance, column) == getattr(Explanation, column) for column in key]
    query = (
        select(Explanation.digest, Explanation.no, Explanation.actor_id, ExplanationAcceptance.recorded_at)
        .outerjoin(ExplanationAcceptance, (same[0]) & (same[1]) & (same[2]) & (same[3]))
        .where(Explanation.book_id == book_id, Explanation.month == month)
        .order_by(Explanation.digest, Explanation.no)
    )
    return {digest: _Standing(no, by, _day(at)) for digest, no, by, at in session.execute(query)}


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone(clock.STOCKHOLM).date()


def _audit(session: Session, actor: int, verb: str, finding: Finding, no: int) -> None:
    write_audit(
        session,
        actor=actor,
        book_id=finding.book_id,
        verb=verb,
        what="finding",
        what_id=None,
        month=month_name(finding.month),
        control=finding.control,
        difference_ore=finding.difference_ore,
        digest=finding.digest,
        no=no,
    )
