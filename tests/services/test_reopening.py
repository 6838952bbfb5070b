"""A closed month is opened again from the end, for a reason, keeps its history, and is closed anew."""

from datetime import date
from typing import Final

import pytest
from sqlalchemy import func, select

from ledger import closing
from ledger.db.audit import Audit
from ledger.db.periods import ClosingFinding, PeriodState
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import (
    NotFound,
    PeriodClosed,
    PeriodLaterClosed,
    PeriodNotOver,
    PeriodOpen,
    PeriodUnexplained,
    ReasonMissing,
    YearClosed,
)
from ledger.messages import explain
from ledger.services.receipts import correct_receipt
from ledger.services.reopening import ReopenedMonth, reopen_month
from tests.support.closing import LAST_MONTH, close_a_year, close_months, let_stand
from tests.support.controlling import differing
from tests.support.money import RECEIVED_ON, Money
from tests.support.story import EVERYTHING, Story
from tests.support.together import together

NOVEMBER, DECEMBER, JANUARY = date(2020, 11, 1), date(2020, 12, 1), date(2021, 1, 1)
WHY: Final = "Inbetalningen hör till ett annat ändamål"


def reopen(story: Story, month: date, reason: str = WHY) -> date:
    with write_session(story.engine) as session:
        return reopen_month(session, **story.officer, month=month, reason=reason).month


def history(story: Story) -> list[tuple[date, int, str, str]]:
    """What was done with December and later."""
    query = (
        select(PeriodState.month, PeriodState.no, PeriodState.state, PeriodState.reason)
        .where(PeriodState.month >= DECEMBER)
        .order_by(PeriodState.month, PeriodState.no)
    )
    with read_session(story.engine) as session:
        return [(month, no, state, reason) for month, no, state, reason in session.execute(query)]


def test_the_last_closed_month_is_opened_and_takes_entries(money: Money) -> None:
    close_months(money.story, JANUARY)
    with money.writing() as session, pytest.raises(PeriodClosed):
        money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
    assert reopen(money.story, date(2020, 12, 24), reason=f" {WHY} ") == DECEMBER
    assert history(money.story) == [(DECEMBER, 1, "closed", ""), (DECEMBER, 2, "open", WHY)]
    with money.writing() as session:
        money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
    assert differing(money.story.engine, money.story.book_id) == {}


def test_it_is_closed_anew_on_what_is_found_then(money: Money) -> None:
    story = money.story
    close_months(story, DECEMBER)
    with money.writing() as session:
        let_stand(session, story.officer, story.approver, DECEMBER)
        closing.close_month(session, **story.officer, month=DECEMBER)
    reopen(story, DECEMBER)
    with money.writing() as session:
        money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
        closed = closing.close_month(session, **story.officer, month=DECEMBER)
    assert closed.explained == 2, "what differed before differs just so, and is explained"
    assert [state for _, _, state, _ in history(story)] == ["closed", "open", "closed"]
    with read_session(story.engine) as session:
        query = select(ClosingFinding.no, func.count()).group_by(ClosingFinding.no).order_by(ClosingFinding.no)
        assert [tuple(row) for row in session.execute(query)] == [(1, 2), (3, 2)]
    with money.writing() as session, pytest.raises(PeriodUnexplained):
        closing.close_month(session, **story.officer, month=JANUARY)


def test_months_are_opened_from_the_end(story: Story) -> None:
    close_months(story, date(2021, 3, 1))
    before = history(story)
    with pytest.raises(PeriodLaterClosed) as refusal:
        reopen(story, DECEMBER)
    assert refusal.value.facts() == {"month": "2020-12", "last_month": "2021-02"}
    assert explain(refusal.value) == (
        "December 2020 kan inte öppnas: senare månader är stängda, till och med februari 2021. "
        "Öppna dem en i taget, den sista först."
    )
    assert history(story) == before
    for month in (date(2021, 2, 1), JANUARY, DECEMBER):
        reopen(story, month)
    with write_session(story.engine) as session, pytest.raises(PeriodNotOver) as early:
        closing.close_month(session, **story.officer, month=JANUARY)
    assert early.value.reason == "earlier_open"


def test_only_what_is_closed_is_opened(story: Story) -> None:
    close_months(story, DECEMBER)
    for month in (DECEMBER, date(2019, 1, 1), date(2030, 1, 1)):
        with pytest.raises(PeriodOpen):
            reopen(story, month)
    reopen(story, NOVEMBER)
    with pytest.raises(PeriodOpen):
        reopen(story, NOVEMBER)


def test_a_reason_is_needed(story: Story) -> None:
    close_months(story, JANUARY)
    with pytest.raises(ReasonMissing):
        reopen(story, DECEMBER, reason="  fel dag ")
    assert len(history(story)) == 1


def test_no_month_of_a_closed_year_is_opened(story: Story) -> None:
    with write_session(story.engine) as session:
        book_id = close_a_year(session, story.officer_id, story.approver_id)
        with pytest.raises(YearClosed) as refusal:
            reopen_month(
                session, actor=story.officer_id, scope=EVERYTHING, book_id=book_id, month=LAST_MONTH, reason=WHY
            )
    assert refusal.value.year == 2019
    assert "öppnas inte igen" in explain(refusal.value)


def test_of_many_who_open_one_does(story: Story) -> None:
    close_months(story, JANUARY)
    done, refused = together(
        story.engine, 4, lambda session, _: reopen_month(session, **story.officer, month=DECEMBER, reason=WHY)
    )
    assert done == [ReopenedMonth(DECEMBER)]
    assert {type(one) for one in refused} == {PeriodOpen}


def test_opening_leaves_its_row(story: Story) -> None:
    close_months(story, JANUARY)
    reopen(story, DECEMBER)
    with read_session(story.engine) as session:
        query = select(Audit.verb, Audit.what, Audit.book_id, Audit.facts).order_by(Audit.id.desc()).limit(1)
        told = session.execute(query).one()
    assert tuple(told) == ("reopen", "month", story.book_id, '{"month":"2020-12","no":2}')


def test_a_book_out_of_scope_is_not_opened(story: Story) -> None:
    outside = Scope.of_books(story.book_id + 1)
    with write_session(story.engine) as session, pytest.raises(NotFound):
        reopen_month(session, actor=story.officer_id, scope=outside, book_id=story.book_id, month=DECEMBER, reason=WHY)
