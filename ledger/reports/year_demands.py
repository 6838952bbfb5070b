"""What the end of a year still demands: last days that have passed with money not asked for, or not sent back or kept.

A year's last doings are booked in the next: what was never requisitioned lapses the day after, and unused money goes
back by the spring. So a year's end is asked of the book as it stands today, by the terms of today.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger import clock
from ledger.domain.scope import Scope
from ledger.money import Ore, format_kronor
from ledger.reports.deadlines import DeadlineKind, deadlines
from ledger.reports.repayment import Demand, propose_repayment


@dataclass(frozen=True)
class YearDemand:
    """Something to do before a year can be closed, in öre: `what` is an agreement's name or a purpose's code."""

    kind: DeadlineKind
    what: str
    amount_ore: Ore

    @property
    def told(self) -> str:
        """In a refusal's words: `PH2020 SUICID: oförbrukat 600 000 kr`."""
        return f"{self.what}: {_WORDS[self.kind]} {format_kronor(self.amount_ore)}"


_WORDS: Final = {DeadlineKind.REQUISITION: "ej rekvirerat i tid", DeadlineKind.REPAYMENT: "oförbrukat"}
_OF_USE: Final = frozenset({DeadlineKind.USE, DeadlineKind.REPAYMENT})


def year_demands(session: Session, *, scope: Scope, book_id: int, year: int) -> tuple[YearDemand, ...]:
    """What is left to do of agreements whose last day to requisition, or to use or repay, lies in the year or before.

    Unused money that the terms let be kept demands nothing; money that may be kept by decision is carried over or
    repaid. Raises `NotFound`.
    """
    today = clock.today()
    dated = deadlines(session, scope=scope, book_id=book_id, agreement=None, as_of=today, known_at=None)
    passed = [one for one in dated.deadlines if one.day <= date(year, 12, 31)]
    unused = propose_repayment(session, scope=scope, book_id=book_id, agreement=None, as_of=today, known_at=None)
    over = {one.agreement for one in passed if one.kind in _OF_USE}
    lapses = [
        YearDemand(one.kind, one.what, one.amount_ore)
        for one in passed
        if one.kind is DeadlineKind.REQUISITION and one.amount_ore is not None
    ]
    repayments = [
        YearDemand(DeadlineKind.REPAYMENT, f"{row.agreement} {row.purpose}", row.unused_ore)
        for row in unused.rows
        if row.agreement in over and row.demand in {Demand.REPAY, Demand.BY_DECISION} and row.unused_ore > 0
    ]
    return (*lapses, *repayments)
