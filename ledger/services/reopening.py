"""Opening a closed month again: the last closed one, for a reason, and never in a year that is closed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.domain.periods import first_of_month, month_name
from ledger.domain.scope import Scope
from ledger.errors import PeriodLaterClosed, PeriodOpen
from ledger.services.documents import require_reason
from ledger.services.period_states import closed_months, next_state, require_year_open


@dataclass(frozen=True)
class ReopenedMonth:
    """A month, by its first day, that takes entries again."""

    month: date


def reopen_month(
    session: Session, *, actor: int, scope: Scope, book_id: int, month: date, reason: str
) -> ReopenedMonth:
    """Open the month of a day again; what was closed, when and why stays in its history.

    Raises `YearClosed`, `PeriodOpen` for a month that is not closed, `PeriodLaterClosed` while a later one is,
    `ReasonMissing`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_reason(reason)
    first = first_of_month(month)
    require_year_open(session, book_id, first.year)
    closed = closed_months(session, book_id)
    if first not in closed:
        raise PeriodOpen(month=month_name(first))
    last = max(closed)
    if last > first:
        raise PeriodLaterClosed(month=month_name(first), last_month=month_name(last))
    next_state(session, actor=actor, book_id=book_id, month=first, state="open", reason=reason)
    return ReopenedMonth(first)
