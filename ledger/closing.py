"""Closing a book's months and years: the controls are run first, and what they find decides.

Services write, reports read, and neither knows the other; this stands above both. It is the only way to a closed month
(an import contract holds that): what differs stops it until one person has explained and another accepted it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.domain.findings import Finding
from ledger.domain.periods import first_of_month, last_of_month, month_name
from ledger.domain.scope import Scope
from ledger.errors import FindingMissing, YearEndNotDone
from ledger.reports.controls import ControlResult, run_controls
from ledger.reports.periods import Explanation, explanations_of
from ledger.reports.table import Column, Row, Table
from ledger.reports.year_demands import year_demands
from ledger.services import explanations, periods
from ledger.services.explanations import Explained
from ledger.services.periods import ClosedMonth, ClosedYear

SHORTEST_KEY: Final = 8
"""How much of a finding's digest names it."""


@dataclass(frozen=True)
class Found:
    """A finding with the explanation of it that counts, None when there is none."""

    finding: Finding
    explanation: Explanation | None

    @property
    def state(self) -> str:
        """How far it has come: `broken` (nothing to explain), `unexplained`, `waiting` or `accepted`."""
        if not self.finding.may_be_explained:
            return "broken"
        if self.explanation is None:
            return "unexplained"
        return "waiting" if self.explanation.accepted is None else "accepted"

    @property
    def stands(self) -> bool:
        """Whether the month may be closed with it: another person has accepted the explanation."""
        return self.state == "accepted"


def month_findings(
    session: Session, *, scope: Scope, book_id: int, month: date, known_at: datetime | None = None
) -> tuple[Found, ...]:
    """What keeps the month of a day from being closed, as known at a moment (None: now); nothing is written.

    Raises `NotFound` and `MomentInFuture`.
    """
    first = first_of_month(month)
    findings = _findings(session, scope=scope, book_id=book_id, month=first, known_at=known_at)
    known = explanations_of(session, scope=scope, book_id=book_id, month=first, known_at=known_at)
    by_digest = {explanation.digest: explanation for explanation in known}
    return tuple(Found(finding, by_digest.get(finding.digest)) for finding in findings)


FINDING_COLUMNS: Final = (
    Column("key", "Beteckning", "code"),
    Column("control", "Kontroll", "code"),
    Column("what", "Vad som skiljer"),
    Column("pot", "Medelspott", "code"),
    Column("ledger", "Boken", "amount"),
    Column("expected", "Jämförelsen", "amount"),
    Column("difference", "Skillnad", "amount"),
    Column("state", "Läge", "code"),
    Column("state_name", "I ord"),
    Column("reason", "Förklaring"),
    Column("explained_by", "Förklarad av"),
    Column("accepted_by", "Godtagen av"),
)
"""The columns of `finding_table`: only ever added to, at the end."""

STATES: Final = {
    "broken": "Kan inte förklaras",
    "unexplained": "Att förklara",
    "waiting": "Väntar på att godtas",
    "accepted": "Godtagen",
}


def finding_table(month: date, found: Sequence[Found]) -> Table:
    """A row for each finding of a month, and how far it has come."""
    rows = tuple(_row(one.finding, one.state, one.explanation) for one in found)
    return Table(f"Det som skiljer · {month_name(month)}", FINDING_COLUMNS, rows)


def _row(finding: Finding, state: str, explanation: Explanation | None) -> Row:
    by = None if explanation is None else explanation.explained.who
    accepted = None if explanation is None else explanation.accepted
    return (
        finding.key,
        finding.control,
        finding.what,
        finding.pot_code,
        finding.ledger_ore,
        finding.expected_ore,
        finding.difference_ore,
        state,
        STATES[state],
        None if explanation is None else explanation.reason,
        by,
        None if accepted is None else accepted.who,
    )


def close_month(
    session: Session, *, actor: int, scope: Scope, book_id: int, month: date, reason: str = ""
) -> ClosedMonth:
    """Run the controls as of the month's end under the book's lock, and close the month on what they find.

    Raises `PeriodBroken`, `PeriodUnexplained`, and what `periods.close_month` raises.
    """
    _hold(session, scope, book_id)
    first = first_of_month(month)
    periods.require_closable(session, book_id, first)
    findings = _findings(session, scope=scope, book_id=book_id, month=first)
    return periods.close_month(
        session, actor=actor, scope=scope, book_id=book_id, month=first, reason=reason, findings=findings
    )


def close_year(session: Session, *, actor: int, scope: Scope, book_id: int, year: int, reason: str = "") -> ClosedYear:
    """Close a year for good: its months are closed, the controls tie at its end, and nothing is left of its year's end.

    Raises `YearEndNotDone` with what its agreements' last days still demand, and what `periods.close_year` raises.
    """
    _hold(session, scope, book_id)
    periods.require_year_closable(session, book_id, year)
    last = date(year, 12, 1)
    findings = _findings(session, scope=scope, book_id=book_id, month=last)
    explanations.require_explained(session, book_id, last, findings)
    demands = year_demands(session, scope=scope, book_id=book_id, year=year)
    if demands:
        raise YearEndNotDone(year=year, demands=tuple(demand.told for demand in demands))
    return periods.close_year(
        session, actor=actor, scope=scope, book_id=book_id, year=year, reason=reason, findings=findings
    )


def explain(
    session: Session, *, actor: int, scope: Scope, book_id: int, month: date, finding: str, reason: str
) -> Explained:
    """Explain what differs at the end of the month of a day, named by the beginning of its digest.

    Raises `FindingMissing` for what does not differ (any more), `PeriodNotOver`, `DateOutOfRange`, and what
    `explain_finding` raises.
    """
    found = _named(session, scope, book_id, month, finding)
    return explanations.explain_finding(session, actor=actor, scope=scope, finding=found, reason=reason)


def accept(session: Session, *, actor: int, scope: Scope, book_id: int, month: date, finding: str) -> Explained:
    """Accept the explanation of what still differs just so, named by the beginning of its digest.

    Raises `FindingMissing`, `PeriodNotOver`, `DateOutOfRange`, and what `accept_explanation` raises.
    """
    found = _named(session, scope, book_id, month, finding)
    return explanations.accept_explanation(session, actor=actor, scope=scope, finding=found)


def _hold(session: Session, scope: Scope, book_id: int) -> None:
    """Hold the book, so that nothing moves between the controls and what is written."""
    scope.require_book(book_id)
    lock_book(session, book_id)


def _named(session: Session, scope: Scope, book_id: int, month: date, given: str) -> Finding:
    _hold(session, scope, book_id)
    first = first_of_month(month)
    periods.require_over(session, book_id, first)
    wanted = given.strip().lower()
    findings = _findings(session, scope=scope, book_id=book_id, month=first)
    named = [one for one in findings if len(wanted) >= SHORTEST_KEY and one.digest.startswith(wanted)]
    if len(named) != 1:
        raise FindingMissing(month=month_name(first), given=given)
    return named[0]


def _findings(
    session: Session, *, scope: Scope, book_id: int, month: date, known_at: datetime | None = None
) -> tuple[Finding, ...]:
    """All that the controls find as of the last day of the month (its first day)."""
    results = run_controls(session, scope=scope, book_id=book_id, as_of=last_of_month(month), known_at=known_at)
    found = (finding for result in results for finding in _of_control(book_id, month, result))
    return tuple({finding.digest: finding for finding in found}.values())


def _of_control(book_id: int, month: date, result: ControlResult) -> Iterator[Finding]:
    for row in result.breaks:
        yield Finding(
            book_id, month, result.code, row.what, row.pot_code, row.subject, row.ledger_ore, row.expected_ore
        )
    unseen = result.count - len(result.breaks)
    if unseen > 0:
        rest_ore = result.difference_ore - sum(row.difference_ore for row in result.breaks)
        what = f"{result.title}: {unseen} rader till"
        yield Finding(book_id, month, result.code, what, ledger_ore=rest_ore, rest=True)
    if result.missing:
        yield Finding(book_id, month, result.code, f"{result.title}: {result.missing} saknas")
