"""Where the months and years of a book stand, as asked under its lock, and the next state of a month."""

from datetime import date

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.periods import PeriodState, YearClosing
from ledger.domain.periods import month_name
from ledger.errors import YearClosed
from ledger.services.audit import write_audit


def closed_months(session: Session, book_id: int) -> set[date]:
    """The first days of the months whose last state is closed."""
    query = (
        select(PeriodState.month, PeriodState.state)
        .where(PeriodState.book_id == book_id)
        .order_by(PeriodState.month, PeriodState.no)
    )
    states = dict(session.execute(query).all())
    return {month for month, state in states.items() if state == "closed"}


def closed_years(session: Session, book_id: int) -> dict[int, date]:
    """The years that are closed, each with the day it was."""
    query = select(YearClosing.year, YearClosing.closed_on).where(YearClosing.book_id == book_id)
    return dict(session.execute(query.order_by(YearClosing.year)).all())


def require_year_open(session: Session, book_id: int, year: int) -> None:
    """Raise `YearClosed` for a year that is closed: it stays so, with its months."""
    closed_on = closed_years(session, book_id).get(year)
    if closed_on is not None:
        raise YearClosed(year=year, closed_on=closed_on)


def next_state(session: Session, *, actor: int, book_id: int, month: date, state: str, reason: str) -> int:
    """Write that a month is `closed` or `open` from now on, with its audit row; answers with the state's number."""
    query = select(func.max(PeriodState.no)).where(PeriodState.book_id == book_id, PeriodState.month == month)
    no = (session.execute(query).scalar_one() or 0) + 1
    session.execute(
        insert(PeriodState).values(
            book_id=book_id,
            month=month,
            no=no,
            state=state,
            changed_on=clock.today(),
            reason=reason.strip(),
            recorded_at=clock.now(),
            actor_id=actor,
        )
    )
    verb = "close" if state == "closed" else "reopen"
    write_audit(
        session, actor=actor, book_id=book_id, verb=verb, what="month", what_id=None, month=month_name(month), no=no
    )
    return no
