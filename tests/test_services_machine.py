"""Random histories of every service that moves money, on both databases.

After every event all controls tie. A service that refuses says why with a code, and has written nothing; one that is
asked again with the same source key writes nothing more. What was known at a moment is the same whenever it is asked.
The dice are the same every time, and roll for long: short histories never come to an invoice that was credited.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Final

import pytest
from sqlalchemy import Engine, func, literal, select, union_all

from ledger import clock
from ledger.db.books import Account
from ledger.db.schema import metadata
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.errors import LedgerError
from ledger.messages import SV
from ledger.reports.controls import Answer, run_controls
from ledger.reports.statement import Statement, statement
from ledger.services.vat import set_vat_recovery
from tests.support.happenings import FIRST, HAPPENINGS, NEXT, SENT_ONCE, Happening, Pick
from tests.support.held import Held
from tests.support.story import EVERYTHING
from tests.support.yearend import with_year_end

STEPS: Final = {"sqlite": 1000, "postgresql": 400}
KINDS: Final = {"sqlite": 40, "postgresql": 25}
"""How many kinds of event must have succeeded, and been refused, for the history to say anything; there are 51."""
STEPS_A_DAY: Final = 5
REMEMBERED: Final = 40
"""After how many steps what is known is written down."""
_BANK: Final = select(func.count()).where(Account.kind == Kind.BANK, Account.balance_ore < 0)
_COUNTS: Final = [
    select(literal(no).label("no"), func.count().label("rows")).select_from(table)
    for no, table in enumerate(metadata.sorted_tables)
]
_ROWS: Final = select(union_all(*_COUNTS).subquery()).order_by("no")


@dataclass
class Histories:
    """A book to which anything happens."""

    engine: Engine
    held: Held
    pick: Pick
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    known: dict[datetime, Statement] = field(default_factory=dict)

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
        self.require_ties(no, name)
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

    def require_ties(self, no: int, name: str) -> None:
        """Hold all controls to tie, but the bank's when a corrected receipt leaves less than nothing there."""
        book_id = self.held.here["book_id"]
        with read_session(self.engine) as session:
            results = run_controls(session, scope=EVERYTHING, book_id=book_id, as_of=None, known_at=None)
            lends = session.scalars(_BANK.where(Account.book_id == book_id)).one() > 0
        differing = {result.no: result.breaks for result in results if result.answer is Answer.DIFFERS}
        assert set(differing) == ({7} if lends else set()), (no, name, differing)

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
    with held.money.writing() as session:
        set_vat_recovery(session, **held.here, recovers=True, valid_from=FIRST, reason="Avdragsrätt")
    return Histories(held.money.story.engine, held, Pick(Random(2020), with_year_end(held.money), held))  # noqa: S311


def test_random_histories(histories: Histories) -> None:
    dice, names = histories.pick.dice, sorted(HAPPENINGS)
    following: tuple[str, ...] = ()
    for no in range(STEPS[histories.engine.dialect.name]):
        histories.pick.passed = no // STEPS_A_DAY
        name = dice.choice(following if following and dice.random() < 0.8 else names)
        following = NEXT.get(name, ()) if histories.step(no, name) else ()
        if no % REMEMBERED == 0:
            histories.remember()
    for moment, before in histories.known.items():
        assert histories.told(moment) == before
    assert len(histories.done) >= KINDS[histories.engine.dialect.name], set(names) - set(histories.done)
    assert len(histories.refused) >= KINDS[histories.engine.dialect.name]
