"""Months are closed in order when they are over, take nothing more, and leave a seal on the end of the chain."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.books import Entry
from ledger.db.periods import PeriodState, Seal
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import DateOutOfRange, NotFound, PeriodClosed, PeriodNotOver
from ledger.messages import explain
from ledger.services.books import open_book
from ledger.services.periods import close_month
from ledger.services.receipts import correct_receipt
from ledger.services.seals import seal_book
from tests.support.money import RECEIVED_ON, Money
from tests.support.story import EVERYTHING, Here, Story

JANUARY, FEBRUARY = date(2020, 1, 1), date(2020, 2, 1)


def close(story: Story, *months: date) -> None:
    with write_session(story.engine) as session:
        for month in months:
            close_month(session, **story.officer, month=month)


def year_2020() -> list[date]:
    return [date(2020, month, 1) for month in range(1, 13)]


def test_a_closed_month_is_sealed_at_the_end_of_the_chain(story: Story) -> None:
    with write_session(story.engine) as session:
        closed = close_month(session, **story.officer, month=date(2020, 1, 31), reason=" Avstämd ")
    with read_session(story.engine) as session:
        last = session.execute(select(Entry.seq, Entry.hash).order_by(Entry.seq.desc()).limit(1)).one()
        state = session.execute(select(PeriodState.month, PeriodState.no, PeriodState.state, PeriodState.reason)).one()
        seal = session.execute(select(Seal.no, Seal.seq, Seal.hash)).one()
    assert tuple(state) == (JANUARY, 1, "closed", "Avstämd")
    assert tuple(seal) == (1, last.seq, last.hash)
    assert closed.seal is not None
    assert (closed.month, closed.seal.no, closed.seal.seq, closed.seal.hash) == (JANUARY, *seal)


def test_a_month_that_is_not_over_is_told_in_words(story: Story) -> None:
    close(story, *year_2020())
    moment = clock.told_at(datetime(2021, 1, 10, tzinfo=UTC))
    with moment, write_session(story.engine) as session, pytest.raises(PeriodNotOver) as refusal:
        close_month(session, **story.officer, month=date(2021, 1, 1))
    assert explain(refusal.value) == (
        "Januari 2021 kan inte stängas: månaden är inte slut. Stäng månaderna i ordning, när de är slut."
    )


def test_nothing_is_booked_in_a_closed_month(money: Money) -> None:
    close(money.story, *year_2020())
    with money.writing() as session, pytest.raises(PeriodClosed) as refusal:
        money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
    assert refusal.value.first_open == date(2021, 1, 1)


def test_months_are_closed_in_order_and_once(story: Story) -> None:
    with write_session(story.engine) as session:
        with pytest.raises(PeriodNotOver) as ahead:
            close_month(session, **story.officer, month=FEBRUARY)
        close_month(session, **story.officer, month=JANUARY)
        with pytest.raises(PeriodNotOver) as again:
            close_month(session, **story.officer, month=JANUARY)
        close_month(session, **story.officer, month=FEBRUARY)
        with pytest.raises(DateOutOfRange):
            close_month(session, **story.officer, month=date(2019, 12, 1))
    assert (ahead.value.reason, again.value.reason) == ("earlier_open", "already_closed")


@pytest.mark.parametrize(
    ("moment", "over"),
    [
        (datetime(2020, 1, 31, 22, 59, tzinfo=UTC), False),
        (datetime(2020, 1, 31, 23, 0, tzinfo=UTC), True),
    ],
)
def test_a_month_is_over_by_swedish_time(story: Story, moment: datetime, *, over: bool) -> None:
    with clock.told_at(moment), write_session(story.engine) as session:
        if over:
            assert close_month(session, **story.officer, month=JANUARY).month == JANUARY
        else:
            with pytest.raises(PeriodNotOver):
                close_month(session, **story.officer, month=JANUARY)


def test_a_book_where_nothing_is_booked_has_nothing_to_seal(story: Story) -> None:
    with write_session(story.engine) as session:
        empty = open_book(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            code="tom",
            name="Tom bok",
            organisation_id=story.organisations["SK"],
            opened_on=date(2020, 1, 15),
        )
        here: Here = {**story.officer, "book_id": empty.id}
        assert seal_book(session, **here) is None
        assert close_month(session, **here, month=JANUARY).seal is None


def test_each_seal_has_the_next_number(story: Story) -> None:
    with write_session(story.engine) as session:
        seals = [seal_book(session, **story.officer) for _ in range(2)]
    assert [seal.no for seal in seals if seal is not None] == [1, 2]


def test_a_book_out_of_scope_has_no_months(story: Story) -> None:
    outside: Here = {**story.officer, "scope": Scope.of_books(story.book_id + 1)}
    with write_session(story.engine) as session:
        with pytest.raises(NotFound):
            close_month(session, **outside, month=JANUARY)
        with pytest.raises(NotFound):
            seal_book(session, **outside)
