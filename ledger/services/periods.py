"""Closing months in order, and sealing the book: the end of its chain as it was written down at a moment."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import end_of_chain, first_day, lock_book
from ledger.db.periods import PeriodState, Seal
from ledger.domain.periods import first_of_month, month_name, next_month
from ledger.domain.scope import Scope
from ledger.errors import DateOutOfRange, PeriodNotOver
from ledger.services.audit import write_audit


@dataclass(frozen=True)
class Sealed:
    """A seal: its number, and the number in the book and the hash of the last entry it covers."""

    no: int
    seq: int
    hash: str


@dataclass(frozen=True)
class ClosedMonth:
    """A month, by its first day, that takes no more entries; `seal` is None for a book where nothing is booked."""

    month: date
    seal: Sealed | None


def close_month(
    session: Session, *, actor: int, scope: Scope, book_id: int, month: date, reason: str = ""
) -> ClosedMonth:
    """Close the month of a day, when it is over and every month before it is closed, and seal the book.

    Raises `PeriodNotOver`, `DateOutOfRange` for a month before the book was opened, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    first = first_of_month(month)
    _require_next(session, book_id, first)
    session.execute(
        insert(PeriodState).values(
            book_id=book_id,
            month=first,
            no=_next_no(session, book_id, first),
            state="closed",
            changed_on=clock.today(),
            reason=reason.strip(),
            recorded_at=clock.now(),
            actor_id=actor,
        )
    )
    write_audit(
        session, actor=actor, book_id=book_id, verb="close", what="month", what_id=None, month=month_name(first)
    )
    return ClosedMonth(first, seal_book(session, actor=actor, scope=scope, book_id=book_id))


def seal_book(session: Session, *, actor: int, scope: Scope, book_id: int) -> Sealed | None:
    """Write down the end of the book's chain; None, and nothing written, where nothing is booked."""
    scope.require_book(book_id)
    lock_book(session, book_id)
    end = end_of_chain(session, book_id)
    if end is None:
        return None
    seq, hashed = end
    last = session.execute(select(func.max(Seal.no)).where(Seal.book_id == book_id)).scalar_one()
    sealed = Sealed((last or 0) + 1, seq, hashed)
    session.execute(
        insert(Seal).values(
            book_id=book_id, no=sealed.no, seq=seq, hash=hashed, recorded_at=clock.now(), actor_id=actor
        )
    )
    write_audit(session, actor=actor, book_id=book_id, verb="seal", what="book", what_id=book_id, seq=seq, hash=hashed)
    return sealed


def _require_next(session: Session, book_id: int, month: date) -> None:
    """Refuse a month that is not the book's first open one, or not over."""
    opened = first_of_month(first_day(session, book_id))
    if month < opened:
        raise DateOutOfRange(what="Månad", given=month, earliest=opened, latest=None)
    if next_month(month) > clock.today():
        raise PeriodNotOver(month=month_name(month), reason="not_over")
    closed = _closed_months(session, book_id)
    if month in closed:
        raise PeriodNotOver(month=month_name(month), reason="already_closed")
    before = opened
    while before < month:
        if before not in closed:
            raise PeriodNotOver(month=month_name(month), reason="earlier_open")
        before = next_month(before)


def _closed_months(session: Session, book_id: int) -> set[date]:
    """The months whose last state is closed."""
    query = (
        select(PeriodState.month, PeriodState.state)
        .where(PeriodState.book_id == book_id)
        .order_by(PeriodState.month, PeriodState.no)
    )
    states = dict(session.execute(query).all())
    return {month for month, state in states.items() if state == "closed"}


def _next_no(session: Session, book_id: int, month: date) -> int:
    query = select(func.max(PeriodState.no)).where(PeriodState.book_id == book_id, PeriodState.month == month)
    return (session.execute(query).scalar_one() or 0) + 1
