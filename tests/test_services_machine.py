"""Random histories of every service that moves money, on both databases.

After every event all controls tie. A service that refuses says why with a code, and has written nothing; one that is
asked again with the same source key writes nothing more. What was known at a moment is the same whenever it is asked.
The dice are the same every time, and roll for long: short histories never come to an invoice that was credited.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Final

import pytest
from sqlalchemy import Engine, func, literal, select, union_all

from ledger import clock
from ledger.db.books import Account, Entry
from ledger.db.schema import metadata
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.errors import LedgerError
from ledger.messages import SV
from ledger.reports.controls import Answer, run_controls
from ledger.reports.statement import Statement, statement
from tests.support.happenings import HAPPENINGS, NEEDS, NEXT, SENT_ONCE, Happening, Pick
from tests.support.happenings.stage import set_stage
from tests.support.held import Held
from tests.support.story import EVERYTHING

STEPS: Final = {"sqlite": 1000, "postgresql": 400}
DONE: Final = {"sqlite": len(HAPPENINGS), "postgresql": 60}
"""How many kinds of event must have succeeded for the history to say anything: all of them where steps are cheap."""
REFUSED: Final = {"sqlite": 60, "postgresql": 45}
"""How many must have been refused: some always go."""
STEPS_A_DAY: Final = 5
REMEMBERED: Final = 40
"""After how many steps what is known is written down."""
BANK_CONTROL: Final = 7
_BANK: Final = select(func.count()).where(Account.kind == Kind.BANK, Account.balance_ore < 0)
_COUNTS: Final = [
    select(literal(no).label("no"), func.count().label("rows")).select_from(table)
    for no, table in enumerate(metadata.sorted_tables)
]
_ROWS: Final = select(union_all(*_COUNTS).subquery()).order_by("no")


@dataclass
class Histories:
    """Two books to which anything happens."""

    engine: Engine
    held: Held
    pick: Pick
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    booked: dict[int, int] = field(default_factory=dict)
    known: dict[datetime, Statement] = field(default_factory=dict)

    def draw(self, following: Sequence[str]) -> str:
        """What happens next: often what follows on the last, else any or one of those that have happened least."""
        dice, names = self.pick.dice, sorted(HAPPENINGS)
        if following and dice.random() < 0.7:
            return dice.choice(following)
        seldom = sorted(names, key=lambda name: self.done[name])[: len(names) // 4]
        return dice.choice(seldom if dice.random() < 0.5 else names)

    def step(self, no: int, name: str) -> bool:
        """Let it happen, all of it or nothing; whether it did."""
        happening = HAPPENINGS[name](self.pick)
        key = None if name in SENT_ONCE else f"maskin:{no}"
        before = self.rows()
        refusal = self.do(happening, key)
        if refusal is not None:
            assert refusal.code in SV
            assert self.rows() == before, (name, refusal.code)
            self.refused[name] += 1
            return False
        self.done[name] += 1
        self.require_ties(no, name, happening)
        if key is not None:
            before = self.rows()
            assert self.do(happening, key) is None, name
            assert self.rows() == before, name
        return True

    def do(self, happening: Happening, key: str | None) -> LedgerError | None:
        """Do it and commit, or answer with the refusal."""
        try:
            with write_session(self.engine) as session:
                happening.do(session, key)
        except LedgerError as refusal:
            return refusal
        return None

    def require_ties(self, no: int, name: str, happening: Happening) -> None:
        """Hold all controls of the book to tie, and those of the other one where anything was booked in it."""
        for book_id, entries in self.entries().items():
            if book_id == happening.here["book_id"] or entries != self.booked.get(book_id):
                assert self.differing(book_id) == {}, (no, name)
            self.booked[book_id] = entries

    def differing(self, book_id: int) -> dict[int, object]:
        """What the controls find, but for the bank's when a corrected receipt leaves less than nothing there."""
        with read_session(self.engine) as session:
            results = run_controls(session, scope=EVERYTHING, book_id=book_id, as_of=None, known_at=None)
            lends = session.scalars(_BANK.where(Account.book_id == book_id)).one() > 0
        differing: dict[int, object] = {one.no: one.breaks for one in results if one.answer is Answer.DIFFERS}
        if lends:
            assert differing.pop(BANK_CONTROL)
        return differing

    def entries(self) -> dict[int, int]:
        """How many entries each book has."""
        with read_session(self.engine) as session:
            return dict(session.execute(select(Entry.book_id, func.count()).group_by(Entry.book_id)).all())

    def rows(self) -> list[int]:
        """How many rows each table has."""
        with read_session(self.engine) as session:
            return [rows for _, rows in session.execute(_ROWS)]

    def remember(self) -> None:
        """Write down what the statement says now."""
        moment = clock.now()
        self.known[moment] = self.told(moment)

    def told(self, moment: datetime) -> Statement:
        """What the statement says of that moment."""
        with read_session(self.engine) as session:
            return statement(
                session,
                scope=EVERYTHING,
                book_id=self.held.here["book_id"],
                agreement="PH2020",
                pot=None,
                as_of=None,
                known_at=moment,
            )


@pytest.fixture
def histories(held: Held) -> Histories:
    return Histories(held.money.story.engine, held, set_stage(held, Random(2020)))  # noqa: S311


def test_random_histories(histories: Histories) -> None:
    following: tuple[str, ...] = ()
    for no in range(STEPS[histories.engine.dialect.name]):
        histories.pick.passed = no // STEPS_A_DAY
        name = histories.draw(following)
        following = (NEXT if histories.step(no, name) else NEEDS).get(name, ())
        if no % REMEMBERED == 0:
            histories.remember()
    for moment, before in histories.known.items():
        assert histories.told(moment) == before
    assert len(histories.done) >= DONE[histories.engine.dialect.name], set(HAPPENINGS) - set(histories.done)
    assert len(histories.refused) >= REFUSED[histories.engine.dialect.name], set(HAPPENINGS) - set(histories.refused)
