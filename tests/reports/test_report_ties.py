"""Every report ties to the statement, after random histories of every rule and on more than one day of them."""

from datetime import datetime, timedelta
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from ledger.db import guards
from ledger.db.books import Entry
from ledger.db.keepers import Book
from ledger.db.pots import Pot
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.reports.accounts import accounts
from ledger.reports.ageing import ageing
from ledger.reports.burn import burn_rate
from ledger.reports.decision_statement import AUTHORITY, decision_statement
from ledger.reports.exception_rules import Rule
from ledger.reports.exceptions import exceptions
from ledger.reports.recipient_statement import recipient_statement
from ledger.reports.standpoint import standpoint
from ledger.reports.statement import Statement, statement
from ledger.reports.year_statement import year_statement
from tests.support.asked import AskedOnDay
from tests.support.books import SmallBook
from tests.test_state_machine import FIRST, Histories

DAYS: Final = (FIRST + timedelta(days=8), FIRST + timedelta(days=60))


class Reported(Histories):
    """Histories whose reports are held to the statement when they are over."""

    def __init__(self) -> None:
        super().__init__()
        for book in self.books:
            give_all_pots(book)

    def teardown(self) -> None:
        for book in self.books:
            with read_session(self.engine) as session:
                for as_of in DAYS:
                    for known_at in (None, half_way(session, book)):
                        at = AskedOnDay(
                            scope=Scope.everything(),
                            book_id=book.book_id,
                            agreement="PROV",
                            as_of=as_of,
                            known_at=known_at,
                        )
                        hold_reports(session, at)


def give_all_pots(book: SmallBook) -> None:
    keeper = select(Book.organisation_id).where(Book.id == book.book_id).scalar_subquery()
    with write_session(book.engine) as session:
        guards.remove(session.connection())
        session.execute(update(Pot).where(Pot.book_id == book.book_id).values(holder_id=keeper))
        guards.install(session.connection())


def half_way(session: Session, book: SmallBook) -> datetime | None:
    """When the middle entry of the book was recorded; None when there is none."""
    moments = session.scalars(select(Entry.recorded_at).where(Entry.book_id == book.book_id).order_by(Entry.seq)).all()
    return moments[len(moments) // 2] if moments else None


def hold_reports(session: Session, at: AskedOnDay) -> None:
    stated = statement(session, **at, pot=None)
    hold_years(session, at, stated)
    hold_decisions(session, at, stated)
    hold_ages(session, at, stated)
    hold_pace(session, at, stated)
    hold_recipients(session, at, stated)
    hold_accounts(session, at, stated)
    assert len(exceptions(session, **at).of(Rule.LARGEST)) <= 10


def own(stated: Statement, name: str, *, deepest_from: int = 0) -> int:
    """The sum of a figure over the pots by themselves, of those at a depth or deeper."""
    amounts = (row.own.amounts()[name] for tree in stated.trees for row in tree.rows if row.depth >= deepest_from)
    return sum(amount for amount in amounts if amount is not None)


def hold_years(session: Session, at: AskedOnDay, stated: Statement) -> None:
    years = year_statement(session, **at).years
    if years:
        closing, total = years[-1].closing, stated.total.amounts()
        shown = {kind.value for kind in closing} & set(total)
        assert {name: total[name] for name in shown} == {name: closing[Kind(name)] for name in shown}


def hold_decisions(session: Session, at: AskedOnDay, stated: Statement) -> None:
    total = decision_statement(session, **at).total
    assert total == {kind: own(stated, kind.value) for kind in AUTHORITY}


def hold_ages(session: Session, at: AskedOnDay, stated: Statement) -> None:
    aged = ageing(session, **at)
    assert sum(aged.total(Kind.COMMITTED)) == own(stated, "committed")
    assert sum(aged.total(Kind.DISBURSED)) == own(stated, "disbursed")
    assert sum(aged.total(Kind.AVAILABLE)) == own(stated, "available", deepest_from=1)


def hold_pace(session: Session, at: AskedOnDay, stated: Statement) -> None:
    burnt = {row.spender.pot: row.spender for row in burn_rate(session, **at).rows}
    for tree in stated.trees:
        top = tree.rows[0]
        if top.code in burnt:
            assert burnt[top.code].given_ore == top.own.authority.authorised_ore
            assert burnt[top.code].used_ore == tree.total.authority.used_ore


def hold_recipients(session: Session, at: AskedOnDay, stated: Statement) -> None:
    total = recipient_statement(session, **at).total
    assert total.allotted_ore == own(stated, "authorised")
    assert total.left_ore == own(stated, "available")
    assert total.held_ore == own(stated, "disbursed")


def hold_accounts(session: Session, at: AskedOnDay, stated: Statement) -> None:
    rows = accounts(session, standpoint(session, **at))
    for kind in AUTHORITY:
        sign = -1 if kind is Kind.AUTHORISED else 1
        assert sign * sum(row.balance_ore for row in rows if row.kind is kind) == own(stated, kind.value)


EXAMPLES: Final = {"sqlite": 8, "postgresql": 3}


def test_reports_tie_after_random_histories(engine: Engine) -> None:
    class OnThisDatabase(Reported):
        pass

    OnThisDatabase.engine = engine
    run_state_machine_as_test(
        OnThisDatabase,
        settings=settings(
            max_examples=EXAMPLES[engine.dialect.name],
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
