"""Turnovers: the same sums by account, event, year and day, and each correction on the day of what it corrects."""

from datetime import date

from sqlalchemy import select

from ledger.db.pots import Pot
from ledger.db.session import read_session
from ledger.domain import rules
from ledger.domain.chart import CHART, Kind
from ledger.domain.events import Event
from ledger.money import kronor
from ledger.reports.accounts import accounts
from ledger.reports.moments import cut
from ledger.reports.standpoint import standpoint
from ledger.reports.turnovers import (
    DayMoved,
    balances,
    moved_by_day,
    moved_by_event,
    moved_by_subject,
    moved_by_year,
    sides,
)
from tests.support.books import SmallBook
from tests.support.histories import begun, recorded_at, told
from tests.support.story import EVERYTHING

EVERY_POT = select(Pot.id)
SEPTEMBER = date(2020, 9, 13)


def test_every_grain_has_the_same_balances(book: SmallBook) -> None:
    told(book)
    with read_session(book.engine) as session:
        for as_of, known_at in ((None, None), (SEPTEMBER, None), (None, recorded_at(9)), (SEPTEMBER, recorded_at(15))):
            at = cut(session, book_id=book.book_id, as_of=as_of, known_at=known_at)
            expected = balances(session, at)
            by_subject = moved_by_subject(session, at, kinds=list(CHART), pots=EVERY_POT)
            assert {account: sum(by.values()) for account, by in by_subject.items()} == expected
            by_day = moved_by_day(session, at, kinds=list(CHART), pots=EVERY_POT)
            assert {account: sum(one.amount_ore for one in days) for account, days in by_day.items()} == expected
            assert {account: one.debit_ore - one.credit_ore for account, one in sides(session, at).items()} == expected
            by_pot = moved_by_event(session, at, kinds=list(CHART), pots=EVERY_POT)
            by_year = moved_by_year(session, at, kinds=list(CHART), pots=EVERY_POT)
            for kind in CHART:
                total = sum(ore for (of_kind, _, _), ore in expected.items() if of_kind is kind)
                assert total == sum(ore for pot in by_pot.values() for (of, _), ore in pot.items() if of is kind)
                assert total == sum(ore for year in by_year.values() for (_, of), ore in year.items() if of is kind)


def test_a_correction_stands_on_the_day_of_what_it_corrects(book: SmallBook) -> None:
    history = begun(book)
    promised = history.id("commitment")
    history.add("09-01", rules.agreement_amount(root=book.root, amount_ore=kronor(100)))
    history.add("09-02", rules.commitment(pot=book.root, commitment_id=promised, amount_ore=kronor(30)))
    history.turn_back("09-20", 2)
    history.add("09-25", rules.commitment(pot=book.root, commitment_id=promised, amount_ore=kronor(20)))
    with read_session(book.engine) as session:
        for as_of, expected in (
            (date(2020, 9, 19), [DayMoved(date(2020, 9, 2), Event.COMMITMENT, kronor(30))]),
            (date(2020, 9, 20), [DayMoved(date(2020, 9, 2), Event.COMMITMENT, 0)]),
            (
                None,
                [
                    DayMoved(date(2020, 9, 2), Event.COMMITMENT, 0),
                    DayMoved(date(2020, 9, 25), Event.COMMITMENT, kronor(20)),
                ],
            ),
        ):
            at = cut(session, book_id=book.book_id, as_of=as_of, known_at=None)
            moved = moved_by_day(session, at, kinds=[Kind.COMMITTED], pots=EVERY_POT)
            assert moved == {(Kind.COMMITTED, book.root.pot_id, promised): expected}


def test_the_accounts_of_an_agreement_are_those_sums(book: SmallBook) -> None:
    told(book)
    with read_session(book.engine) as session:
        for known_at in (None, recorded_at(9)):
            at = standpoint(
                session,
                scope=EVERYTHING,
                book_id=book.book_id,
                agreement="PROV",
                as_of=SEPTEMBER,
                known_at=known_at,
            )
            everything = balances(session, cut(session, book_id=book.book_id, as_of=SEPTEMBER, known_at=known_at))
            found = {(row.kind, row.pot_id, row.subject_id): row.balance_ore for row in accounts(session, at)}
            assert found == {account: ore for account, ore in everything.items() if account[1] != book.other.pot_id}
            assert list(found) == [account for account in everything if account in found]
