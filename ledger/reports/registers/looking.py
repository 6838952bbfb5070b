"""How every register looks: at a whole book, on a day, as known at a moment; and how what begins and ends is told."""

from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.scope import Scope
from ledger.reports.table import Column
from ledger.reports.view import View, view

TERM: Final = (
    Column("valid_from", "Från", "date"),
    Column("valid_to", "Till och med", "date"),
    Column("state", "Läge"),
    Column("reason", "Skäl"),
)
"""The last columns of what begins and ends: its days, whether it holds on the register's day, and why it ended."""


def whole_book(session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None) -> View:
    """The view of a book that lies wholly within the scope; raises `NotFound` and `MomentInFuture`."""
    scope.require_book(book_id)
    return view(session, scope=scope, book_id=book_id, agreement=None, as_of=as_of, known_at=known_at)


def term(valid_from: date, valid_to: date | None, reason: str, day: date) -> tuple[date, date | None, str, str]:
    """The values of `TERM`."""
    ended = valid_to is not None and valid_to < day
    return valid_from, valid_to, "Upphört" if ended else "Gäller" if valid_from <= day else "Kommer", reason
