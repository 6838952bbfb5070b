"""What a statement and all balances cost in books of ever more lines, over the same accounts and days."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from ledger.db.books import Entry
from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.reports.moments import cut
from ledger.reports.statement import statement
from ledger.reports.turnovers import balances
from tests.benchmarks.bench import ENGINES, Bench
from tests.benchmarks.figures import Bound, Figure, least_seconds
from tests.benchmarks.floor import bare
from tests.benchmarks.large_book import OPENED_ON, WEEKS

PAST: Final = OPENED_ON + timedelta(weeks=WEEKS // 2)
ROUNDS: Final = 5
FLAT: Final = Bound(1.5, at_most=True)
RECORDED_SINCE: Final = 100
"""One entry in so many was recorded after the moment that is asked about."""

_FLOOR: Final = (
    "SELECT pot_id, kind, event, SUM(debit_ore), SUM(credit_ore) FROM turnover "
    "WHERE book_id = {mark} AND day <= {mark} GROUP BY pot_id, kind, event"
)


@dataclass(frozen=True)
class Question:
    """What is asked, of which day, and whether as it was known a while ago."""

    what: str
    ask: Callable[[Session, int, date | None, datetime | None], object]
    as_of: date | None = None
    earlier: bool = False


def _statement(session: Session, book_id: int, as_of: date | None, known_at: datetime | None) -> object:
    everything = Scope.everything()
    return statement(
        session, scope=everything, book_id=book_id, agreement=None, pot=None, as_of=as_of, known_at=known_at
    )


def _balances(session: Session, book_id: int, as_of: date | None, known_at: datetime | None) -> object:
    return balances(session, cut(session, book_id=book_id, as_of=as_of, known_at=known_at))


QUESTIONS: Final = (
    Question("Sammanställning, i dag", _statement),
    Question("Sammanställning, en dag förr", _statement, as_of=PAST),
    Question("Sammanställning, före sista procenten", _statement, earlier=True),
    Question("Alla saldon, i dag", _balances),
    Question("Alla saldon, en dag förr", _balances, as_of=PAST),
)


def statements(bench: Bench) -> Iterator[Figure]:
    """Every question at every size beside the bare sum; and the largest beside the middle, which has to be as quick."""
    for dialect in bench.new_url:
        books = [(lines, *bench.large_book(dialect, lines)) for lines in bench.sizes.lines]
        bench.tell(f"sammanställningar, {ENGINES[dialect]}")
        for question in QUESTIONS:
            figures = [_figure(question, lines, engine, book_id) for lines, engine, book_id in books]
            yield from figures
            if not question.earlier:
                yield _flat(figures[-2], figures[-1])


def _figure(question: Question, lines: int, engine: Engine, book_id: int) -> Figure:
    with read_session(engine) as session:
        known_at = _moment(session, book_id) if question.earlier else None
        ask = partial(question.ask, session, book_id, question.as_of, known_at)
        with bare(engine) as found:
            add = partial(found.rows, _FLOOR, book_id, _day(engine, question.as_of))
            ours, floor = least_seconds(ROUNDS, ask, add)
    return Figure(
        what=question.what,
        database=ENGINES[engine.dialect.name],
        size=lines,
        unit="ms",
        ours=1_000 * ours,
        floor=1_000 * floor,
        beside="summan av omsättningen i bar SQL",
    )


def _flat(middle: Figure, large: Figure) -> Figure:
    return Figure(
        what=f"{large.what}: lika snabb",
        database=large.database,
        size=large.size,
        unit="ms",
        ours=large.ours,
        floor=middle.ours,
        beside=f"vår egen vid {middle.size} rader",
        bound=FLAT,
    )


def _moment(session: Session, book_id: int) -> datetime:
    """When all but the last entries were recorded."""
    recorded = select(Entry.recorded_at).where(Entry.book_id == book_id)
    last = session.scalars(select(Entry.seq).where(Entry.book_id == book_id).order_by(Entry.seq.desc())).first() or 0
    return session.scalars(recorded.where(Entry.seq == last - last // RECORDED_SINCE)).one()


def _day(engine: Engine, as_of: date | None) -> Any:
    """The day as the driver takes it."""
    day = as_of or date.max
    return day.isoformat() if engine.dialect.name == "sqlite" else day
