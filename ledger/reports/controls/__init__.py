"""The controls: what must always hold of a book (DOMAIN §4), each with the rows that break it, signed.

`run_controls` is the one way in. A control that lacks its evidence says so and never ties.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy.orm import Session

from ledger.domain.scope import Scope
from ledger.reports.controls.authority import check_authority
from ledger.reports.controls.balanced import check_balanced
from ledger.reports.controls.grant_debt import check_grant_debt
from ledger.reports.controls.integrity import check_integrity
from ledger.reports.controls.openings import check_openings
from ledger.reports.controls.outside import check_accounts, check_bank
from ledger.reports.controls.owing import check_owing
from ledger.reports.controls.requisitioned import check_requisitioned
from ledger.reports.controls.results import Answer, Break, ControlResult, Evidence, Term, told_in
from ledger.reports.controls.spending import check_spending
from ledger.reports.controls.standing import compared
from ledger.reports.controls.turnover import turned_over
from ledger.reports.controls.twice import check_twice
from ledger.reports.controls.view import View, view_of
from ledger.reports.controls.walk import walk_through

__all__ = ["Answer", "Break", "ControlResult", "Evidence", "Term", "run_controls", "told_in"]


def run_controls(
    session: Session, *, scope: Scope, book_id: int, as_of: date | None, known_at: datetime | None
) -> tuple[ControlResult, ...]:
    """Every control of the book, in order of number 1–11.

    Held against what is booked by `as_of` and recorded by `known_at`, None for all of it; control 9 is always about the
    whole book. The session should see one moment (`read_session`). Raises `NotFound` and `MomentInFuture`.
    """
    scope.require_book(book_id)
    view = view_of(session, book_id=book_id, as_of=as_of, known_at=known_at)
    with _without_collector():
        return _all_of(session, view)


def _all_of(session: Session, view: View) -> tuple[ControlResult, ...]:
    standing = compared(session, view)
    walked = walk_through(session, view)
    turnover = turned_over(session, view)
    return (
        check_balanced(session, view, walked),
        check_authority(session, view, standing),
        check_requisitioned(session, view, standing),
        check_spending(session, view, standing),
        check_owing(session, view, standing),
        check_grant_debt(session, view, standing),
        check_bank(session, view, standing),
        check_openings(session, view, walked, turnover),
        check_integrity(session, view, walked, turnover),
        check_accounts(),
        check_twice(session, view),
    )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Hold the cycle collector: it would look through a large book's sums again and again, and none is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
