"""Ageing: what waits, since when, and that it is the balances to the öre."""

from datetime import date, timedelta

import pytest

from ledger.db.session import read_session
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import MomentInFuture, NotFound
from ledger.money import kronor
from ledger.reports.ageing import COLUMNS, AgedRow, Ageing, ageing, ageing_table
from ledger.services.invoices import correct_invoice
from tests.support.books import SmallBook
from tests.support.histories import History, recorded_at, told
from tests.support.money import APPROVED_ON, MILLION, QUARTER, Money
from tests.support.story import EVERYTHING, SPLIT_ON

DAY = date(2020, 9, 30)


def aged(book: SmallBook, as_of: date = DAY, seq: int | None = None, agreement: str | None = None) -> Ageing:
    with read_session(book.engine) as session:
        return ageing(
            session,
            scope=EVERYTHING,
            book_id=book.book_id,
            agreement=agreement,
            as_of=as_of,
            known_at=None if seq is None else recorded_at(seq),
        )


def of_money(money: Money, as_of: date) -> tuple[AgedRow, ...]:
    with read_session(money.story.engine) as session:
        return ageing(
            session, scope=EVERYTHING, book_id=money.story.book_id, agreement="PH2020", as_of=as_of, known_at=None
        ).rows


def told_as(row: AgedRow) -> tuple[str, str, date, tuple[int, ...]]:
    return row.kind.value, row.pot, row.oldest_on, row.ages_ore


def test_what_is_left_is_the_youngest(book: SmallBook) -> None:
    told(book)
    assert [told_as(row) for row in aged(book).rows] == [
        ("committed", "BARN", date(2020, 9, 5), (kronor(60), 0, 0, 0, 0)),
        ("available", "BARN", date(2020, 9, 4), (kronor(200), 0, 0, 0, 0)),
        ("available", "SYSKON", date(2020, 9, 4), (kronor(50, 50), 0, 0, 0, 0)),
        ("disbursed", "SYSKON", date(2020, 9, 8), (kronor(90), 0, 0, 0, 0)),
    ]


def test_the_bands_move_with_the_day(book: SmallBook) -> None:
    told(book)
    (committed, *_) = aged(book, date(2020, 9, 5) + timedelta(days=200)).rows
    assert committed.ages_ore == (0, 0, 0, kronor(60), 0)
    assert committed.total_ore == kronor(60)


def test_an_earlier_moment_knows_less(book: SmallBook) -> None:
    told(book)
    assert [row.kind for row in aged(book, seq=7).rows] == [Kind.COMMITTED, Kind.AVAILABLE, Kind.AVAILABLE]
    assert aged(book, seq=7).rows[0].total_ore == kronor(100)
    assert aged(book, seq=3).rows == ()


def test_the_purpose_itself_has_not_been_allotted_anything(book: SmallBook) -> None:
    history = History(book, {})
    history.add("09-01", rules.agreement_amount(root=book.root, amount_ore=kronor(5)))
    assert aged(book).rows == ()


def test_a_correction_gives_back_what_is_as_old_as_it_was(money: Money) -> None:
    """An invoice taken from a commitment of October and corrected in April leaves a commitment of October."""
    invoice = money.approved()
    day = APPROVED_ON + timedelta(days=60)
    assert of_money(money, day)[0].ages_ore == (0, 0, 0, MILLION - QUARTER, 0)
    with money.writing() as session:
        money.correct(session, correct_invoice, invoice.document.id, APPROVED_ON + timedelta(days=50))
    (row,) = of_money(money, day)
    assert (row.number, row.name) == ("U-2020-01", "Länsgemensam samordnare")
    assert (row.oldest_on, row.ages_ore) == (SPLIT_ON, (0, 0, 0, MILLION, 0))


def test_the_table_has_a_row_for_each_balance_and_their_sum(book: SmallBook) -> None:
    told(book)
    table = ageing_table(aged(book, agreement="PROV"))
    assert table.title == "Åldersfördelning, kronor · Provboken · Provavtalet · per 2020-09-30"
    assert len(table.rows) == 4
    assert table.totals is not None
    assert table.totals[-1] == kronor(400, 50)
    assert [column.key for column in COLUMNS][-6:] == ["age_1", "age_2", "age_3", "age_4", "age_5", "total"]


def test_what_lies_outside_does_not_exist(book: SmallBook) -> None:
    with pytest.raises(NotFound), read_session(book.engine) as session:
        ageing(session, scope=Scope.of_books(999), book_id=book.book_id, agreement=None, as_of=DAY, known_at=None)
    with pytest.raises(NotFound, match="NIX"):
        aged(book, agreement="NIX")
    with pytest.raises(MomentInFuture):
        aged(book, seq=10**6)
