"""Years: each opens with what the last one closed with, and the last closing is the statement."""

from datetime import date
from itertools import pairwise

import pytest
from sqlalchemy import text

from ledger.db import guards
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.money import kronor
from ledger.reports.statement import StatementDoesNotTie, statement
from ledger.reports.year_statement import SHOWN, YearStatement, year_statement, year_table
from tests.support.asked import Asked
from tests.support.books import SmallBook
from tests.support.histories import told
from tests.support.money import MILLION, QUARTER, Money
from tests.support.story import COUNTY_ORE, EVERYTHING


def of_money(money: Money, as_of: date | None) -> YearStatement:
    with read_session(money.story.engine) as session:
        return year_statement(
            session, scope=EVERYTHING, book_id=money.story.book_id, agreement="PH2020", as_of=as_of, known_at=None
        )


def test_a_year_opens_with_what_the_last_one_closed_with(money: Money) -> None:
    money.approved()
    first, second, third = of_money(money, date(2022, 6, 30)).years
    assert [first.year, second.year, third.year] == [2020, 2021, 2022]
    assert set(first.opening.values()) == {0}
    assert (first.closing[Kind.AUTHORISED], first.closing[Kind.COMMITTED]) == (COUNTY_ORE, MILLION)
    assert (second.opening[Kind.COMMITTED], second.moved[Kind.COMMITTED]) == (MILLION, -QUARTER)
    assert second.closing[Kind.USED] == QUARTER
    assert third.closing == second.closing
    assert all(later.opening == earlier.closing for earlier, later in pairwise((first, second, third)))


def test_the_last_closing_is_the_statement(book: SmallBook) -> None:
    told(book)
    with read_session(book.engine) as session:
        asked = Asked(scope=EVERYTHING, book_id=book.book_id, agreement=None, as_of=None, known_at=None)
        closing = year_statement(session, **asked).years[-1].closing
        total = statement(session, **asked, pot=None).total
    amounts = total.amounts()
    shown = {kind.value: closing[kind] for kind in SHOWN}
    assert {name: amounts[name] for name in shown if name in amounts} == {
        name: amount for name, amount in shown.items() if name in amounts
    }
    assert len([name for name in shown if name in amounts]) == 12


def test_nothing_booked_is_no_year(book: SmallBook) -> None:
    with read_session(book.engine) as session:
        found = year_statement(
            session, scope=EVERYTHING, book_id=book.book_id, agreement="PROV", as_of=None, known_at=None
        )
    assert found.years == ()
    assert year_table(found).rows == ()


def test_the_table_has_three_columns_for_each_year_and_no_account_that_never_moved(money: Money) -> None:
    money.approved()
    table = year_table(of_money(money, date(2021, 12, 31)))
    assert [column.key for column in table.columns][3:] == [
        f"{part}_{year}" for year in (2020, 2021) for part in ("opening", "moved", "closing")
    ]
    rows = {row[1]: row[3:] for row in table.rows}
    assert rows["committed"] == (0, MILLION, MILLION, MILLION, -QUARTER, MILLION - QUARTER)
    assert "lapsed" not in rows
    assert rows["available"][2] == COUNTY_ORE - MILLION == kronor(32_422_811)


def test_what_does_not_tie_is_never_shown(book: SmallBook) -> None:
    told(book)
    with write_session(book.engine) as session:
        guards.remove(session.connection())
        session.execute(text("UPDATE turnover SET debit_ore = debit_ore + 1 WHERE kind = 'bank' AND event = 'receipt'"))
    with pytest.raises(StatementDoesNotTie, match="cash balances"), read_session(book.engine) as session:
        year_statement(session, scope=EVERYTHING, book_id=book.book_id, agreement=None, as_of=None, known_at=None)
