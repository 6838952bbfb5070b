"""The periods of a book: which months and years are closed, by whom and when, on which explanations, and its history.

What a month was closed with is what was recorded then; what differs now is asked of the controls (`ledger.closing`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from ledger import clock
from ledger.db.in_force import fact_on
from ledger.db.organisations import Person
from ledger.db.periods import ClosingFinding, ExplanationAcceptance, PeriodState, YearClosing
from ledger.db.periods import Explanation as ExplanationRow
from ledger.db.registers import PersonVersion
from ledger.domain.findings import KEY_LENGTH
from ledger.domain.periods import first_of_month, next_month
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.reports.books import BookRef, get_book
from ledger.reports.moments import require_past

State: TypeAlias = Literal["open", "closed"]


@dataclass(frozen=True)
class Signed:
    """Who did something, by id and by the title of the day the report is of, and when."""

    person_id: int
    title: str
    at: datetime

    @property
    def who(self) -> str:
        """The person as shown: `Ekonom (3)`."""
        return f"{self.title} ({self.person_id})"


@dataclass(frozen=True)
class Explanation:
    """Why something differed at a month's end, in öre on both sides; `accepted` is None while it waits."""

    month: date
    digest: str
    no: int
    control: str
    what: str
    pot_code: str
    subject: str
    ledger_ore: Ore
    expected_ore: Ore
    reason: str
    explained: Signed
    accepted: Signed | None

    @property
    def difference_ore(self) -> Ore:
        """The book less what it is held against."""
        return self.ledger_ore - self.expected_ore

    @property
    def key(self) -> str:
        """The beginning of the digest, by which a person names it."""
        return self.digest[:KEY_LENGTH]


@dataclass(frozen=True)
class Change:
    """A month closed, or opened again, and the explanations it was closed on."""

    month: date
    no: int
    state: State
    reason: str
    by: Signed
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True)
class MonthRow:
    """A month, by its first day, and the last that was done with it; None for one that was always open."""

    month: date
    change: Change | None

    @property
    def state(self) -> State:
        """Whether it takes entries."""
        return "open" if self.change is None else self.change.state


@dataclass(frozen=True)
class YearRow:
    """A year with a month in the report; `closed` is None while it is open."""

    year: int
    closed: Signed | None
    reason: str

    @property
    def state(self) -> State:
        """Whether its months may be opened again."""
        return "open" if self.closed is None else "closed"


@dataclass(frozen=True)
class Periods:
    """The months of a book from its first to that of the report's day; `history` has every change in order of time."""

    book: BookRef
    known_at: datetime | None
    months: tuple[MonthRow, ...]
    years: tuple[YearRow, ...]
    history: tuple[Change, ...]
    explanations: tuple[Explanation, ...]


def periods(session: Session, *, scope: Scope, book_id: int, known_at: datetime | None) -> Periods:
    """The periods of a book as they were known at a moment, None for now.

    `explanations` are those that count, of every month: the last of each finding. Raises `NotFound`, also where only
    pots of the book lie within the scope, and `MomentInFuture`.
    """
    scope.require_book(book_id)
    require_past(known_at)
    book = get_book(session, scope=scope, book_id=book_id)
    every = _explanations(session, book_id, known_at)
    history = _history(session, book_id, known_at, every)
    last = {change.month: change for change in sorted(history, key=lambda change: change.no)}
    months = tuple(MonthRow(month, last.get(month)) for month in _months(book.opened_on, _day(known_at)))
    years = _years(session, book_id, known_at, sorted({row.month.year for row in months}))
    return Periods(book, known_at, months, years, history, _that_count(every))


def explanations_of(
    session: Session, *, scope: Scope, book_id: int, month: date, known_at: datetime | None
) -> tuple[Explanation, ...]:
    """The explanations that count of what differs at the end of a month (its first day), in order of digest.

    Raises `NotFound` and `MomentInFuture`.
    """
    scope.require_book(book_id)
    require_past(known_at)
    return _that_count(one for one in _explanations(session, book_id, known_at) if one.month == month)


def _day(known_at: datetime | None) -> date:
    return clock.today() if known_at is None else known_at.astimezone(clock.STOCKHOLM).date()


def _months(opened_on: date, last: date) -> Iterable[date]:
    month = first_of_month(opened_on)
    while month <= last:
        yield month
        month = next_month(month)


def _that_count(every: Iterable[Explanation]) -> tuple[Explanation, ...]:
    """The last explanation of each finding, in order of month and digest."""
    return tuple({(one.month, one.digest): one for one in every}.values())


def _history(
    session: Session, book_id: int, known_at: datetime | None, every: Sequence[Explanation]
) -> tuple[Change, ...]:
    closed_on = _closed_on(session, book_id, every)
    title = fact_on(PersonVersion.title, Person.id, Person.title, _day(known_at), known_at)
    query = (
        select(PeriodState, title)
        .join(Person, Person.id == PeriodState.actor_id)
        .where(PeriodState.book_id == book_id)
        .order_by(PeriodState.recorded_at, PeriodState.month, PeriodState.no)
    )
    if known_at is not None:
        query = query.where(PeriodState.recorded_at <= known_at)
    return tuple(
        Change(
            month=state.month,
            no=state.no,
            state="closed" if state.state == "closed" else "open",
            reason=state.reason,
            by=Signed(state.actor_id, by_title, state.recorded_at),
            explanations=closed_on.get((state.month, state.no), ()),
        )
        for state, by_title in session.execute(query)
    )


def _closed_on(
    session: Session, book_id: int, every: Sequence[Explanation]
) -> Mapping[tuple[date, int], tuple[Explanation, ...]]:
    """By month and number of its state, the explanations that it was closed on."""
    named = {(one.month, one.digest, one.no): one for one in every}
    query = (
        select(ClosingFinding)
        .where(ClosingFinding.book_id == book_id)
        .order_by(ClosingFinding.month, ClosingFinding.no, ClosingFinding.digest)
    )
    found: dict[tuple[date, int], tuple[Explanation, ...]] = {}
    for row in session.scalars(query):
        explanation = named.get((row.month, row.digest, row.explanation_no))
        if explanation is not None:
            found[row.month, row.no] = (*found.get((row.month, row.no), ()), explanation)
    return found


def _explanations(session: Session, book_id: int, known_at: datetime | None) -> tuple[Explanation, ...]:
    """Every explanation that was known then, in order of month, digest and number."""
    return tuple(
        Explanation(
            month=row.month,
            digest=row.digest,
            no=row.no,
            control=row.control,
            what=row.what,
            pot_code=row.pot_code,
            subject=row.subject,
            ledger_ore=row.ledger_ore,
            expected_ore=row.expected_ore,
            reason=row.reason,
            explained=Signed(row.actor_id, title, row.recorded_at),
            accepted=None if at is None else Signed(by, by_title, at),
        )
        for row, title, by, by_title, at in session.execute(_explained(book_id, known_at))
    )


def _explained(book_id: int, known_at: datetime | None) -> Select[*tuple[Any, ...]]:
    """Explanations with the title of who explained; the acceptance by then: who, which title, when."""
    accepted, accepter = aliased(ExplanationAcceptance), aliased(Person)
    key = ("book_id", "month", "digest", "no")
    same = and_(*(getattr(accepted, column) == getattr(ExplanationRow, column) for column in key))
    if known_at is not None:
        same = and_(same, accepted.recorded_at <= known_at)
    day = _day(known_at)
    query = (
        select(
            ExplanationRow,
            fact_on(PersonVersion.title, Person.id, Person.title, day, known_at),
            accepted.actor_id,
            fact_on(PersonVersion.title, accepter.id, accepter.title, day, known_at),
            accepted.recorded_at,
        )
        .join(Person, Person.id == ExplanationRow.actor_id)
        .outerjoin(accepted, same)
        .outerjoin(accepter, accepter.id == accepted.actor_id)
        .where(ExplanationRow.book_id == book_id)
        .order_by(ExplanationRow.month, ExplanationRow.digest, ExplanationRow.no)
    )
    return query if known_at is None else query.where(ExplanationRow.recorded_at <= known_at)


def _years(session: Session, book_id: int, known_at: datetime | None, wanted: Sequence[int]) -> tuple[YearRow, ...]:
    title = fact_on(PersonVersion.title, Person.id, Person.title, _day(known_at), known_at)
    query = (
        select(YearClosing, title)
        .join(Person, Person.id == YearClosing.actor_id)
        .where(YearClosing.book_id == book_id)
        .order_by(YearClosing.year)
    )
    if known_at is not None:
        query = query.where(YearClosing.recorded_at <= known_at)
    closed = {row.year: (row, by_title) for row, by_title in session.execute(query)}
    return tuple(_year(year, closed.get(year)) for year in wanted)


def _year(year: int, closed: tuple[YearClosing, str] | None) -> YearRow:
    if closed is None:
        return YearRow(year, None, "")
    row, title = closed
    return YearRow(year, Signed(row.actor_id, title, row.recorded_at), row.reason)
