"""A year is closed for good when its months are, its end is done, and the years before it are closed."""

from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
from sqlalchemy import select

from ledger import clock, closing
from ledger.db.audit import Audit
from ledger.db.periods import Seal, YearClosing
from ledger.db.session import read_session, write_session
from ledger.errors import (
    PeriodUnexplained,
    YearBeforeBook,
    YearClosed,
    YearEarlierOpen,
    YearEndNotDone,
    YearMonthsOpen,
    YearNotOver,
)
from ledger.messages import explain
from ledger.reports.year_demands import YearDemand, year_demands
from ledger.services.agreements import CarryOver
from ledger.services.commitment_changes import release_commitment
from ledger.services.lapses import register_lapse
from ledger.services.periods import ClosedYear
from ledger.services.repayments import repay
from tests.support.closing import WHY, close_a_year, close_months, let_stand
from tests.support.controlling import differing
from tests.support.money import MILLION, Money
from tests.support.story import COUNTY_ORE, EVERYTHING, OPENED_ON, Story
from tests.support.terms import new_terms
from tests.support.together import together
from tests.support.yearend import NEXT_YEAR, YEAR_END, YearEnd, more_authority, with_year_end

NEW_YEAR: Final = date(2021, 1, 1)
USED_BY: Final = date(2020, 12, 31)


@pytest.fixture
def months(money: Money) -> Money:
    """The months of 2020 are closed, and what differs at its end may stand."""
    closed(money, NEW_YEAR)
    return money


def closed(money: Money, first_open: date, since: date = OPENED_ON) -> None:
    close_months(money.story, first_open, since)
    stand(money.story, date(first_open.year - 1, 12, 1))


def stand(story: Story, month: date) -> None:
    with write_session(story.engine) as session:
        let_stand(session, story.officer, story.approver, month)


def close(story: Story, year: int = 2020, reason: str = "") -> ClosedYear:
    with write_session(story.engine) as session:
        return closing.close_year(session, **story.officer, year=year, reason=reason)


def demands(story: Story, year: int = 2020) -> tuple[YearDemand, ...]:
    with read_session(story.engine) as session:
        return year_demands(session, scope=EVERYTHING, book_id=story.book_id, year=year)


def test_a_year_is_closed_and_sealed(months: Money) -> None:
    story = months.story
    done = close(story, reason=" Årsbokslut ")
    with read_session(story.engine) as session:
        row = session.execute(select(YearClosing.year, YearClosing.reason, YearClosing.actor_id)).one()
        seals = session.scalars(select(Seal.no).order_by(Seal.no)).all()
        told = session.execute(select(Audit.verb, Audit.what, Audit.facts).order_by(Audit.id)).all()
    assert tuple(row) == (2020, "Årsbokslut", story.officer_id)
    assert done.seal is not None
    assert done.seal.no == seals[-1] == 13
    assert ("close", "year", '{"year":2020}') in [tuple(one) for one in told]
    assert differing(story.engine, story.book_id) == {}


def test_a_closed_year_is_closed_once_and_explained_no_more(months: Money) -> None:
    story = months.story
    close(story)
    with pytest.raises(YearClosed) as refusal:
        close(story)
    assert refusal.value.facts() == {"year": 2020, "closed_on": clock.today()}
    with read_session(story.engine) as session:
        (first, *_) = closing.month_findings(session, scope=EVERYTHING, book_id=story.book_id, month=date(2020, 12, 1))
    for act in ("explain", "accept"):
        said = {"reason": WHY} if act == "explain" else {}
        with write_session(story.engine) as session, pytest.raises(YearClosed):
            getattr(closing, act)(session, **story.officer, month=date(2020, 12, 1), finding=first.finding.key, **said)


def test_what_differs_at_its_end_is_explained_first(money: Money) -> None:
    close_months(money.story, NEW_YEAR)
    with pytest.raises(PeriodUnexplained):
        close(money.story)
    stand(money.story, date(2020, 12, 1))
    assert close(money.story).year == 2020


def test_all_its_months_are_closed_first(money: Money) -> None:
    close_months(money.story, date(2020, 12, 1))
    with pytest.raises(YearMonthsOpen) as refusal:
        close(money.story)
    assert explain(refusal.value) == ("2020 kan inte stängas: december 2020 är öppen. Stäng alla årets månader först.")


def test_years_are_closed_in_order_when_they_are_over(months: Money) -> None:
    story = months.story
    closed(months, date(2022, 1, 1), NEW_YEAR)
    with pytest.raises(YearEarlierOpen) as refusal:
        close(story, 2021)
    assert refusal.value.facts() == {"year": 2021, "first_year": 2020}
    close(story)
    assert close(story, 2021).year == 2021
    for ahead in (clock.today().year, 10_000):
        with pytest.raises(YearNotOver):
            close(story, ahead)
    for before in (2019, 0, -1):
        with pytest.raises(YearBeforeBook):
            close(story, before)


def test_a_year_is_over_by_swedish_time(months: Money) -> None:
    with clock.told_at(datetime(2020, 12, 31, 22, 59, tzinfo=UTC)), pytest.raises(YearNotOver):
        close(months.story)


def test_unused_money_goes_back_first(months: Money) -> None:
    story = months.story
    new_terms(story, use_to=USED_BY, carry_over=CarryOver.NO)
    assert [(one.what, one.amount_ore) for one in demands(story)] == [("PH2020 SUICID", COUNTY_ORE)]
    with pytest.raises(YearEndNotDone) as refusal:
        close(story)
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "2020 kan inte stängas: bokslutet är inte klart. PH2020 SUICID: oförbrukat 33 422 811 kr. "
        "Låt det förfalla, betala tillbaka eller överför det, så kan året stängas."
    )
    with read_session(story.engine) as session:
        assert session.execute(select(YearClosing)).all() == []


@pytest.mark.parametrize(
    ("may_carry", "demanded"), [(CarryOver.NO, True), (CarryOver.BY_DECISION, True), (CarryOver.YES, False)]
)
def test_what_may_be_kept_demands_nothing(months: Money, may_carry: CarryOver, *, demanded: bool) -> None:
    new_terms(months.story, use_to=USED_BY, carry_over=may_carry)
    assert bool(demands(months.story)) is demanded


def test_nor_does_what_may_be_used_longer(months: Money) -> None:
    new_terms(months.story, use_to=date(2021, 12, 31), report_by=date(2021, 3, 31), carry_over=CarryOver.NO)
    assert demands(months.story) == ()
    assert len(demands(months.story, 2021)) == 1


@pytest.fixture
def ending(money: Money) -> YearEnd:
    """A million more than was requisitioned; the money may be used in 2021, and a body may decide on the year's end."""
    more_authority(money)
    made = with_year_end(money, CarryOver.NO)
    new_terms(
        money.story,
        valid_from=date(2021, 12, 20),
        use_to=YEAR_END,
        report_by=date(2022, 3, 31),
        carry_over=CarryOver.NO,
        repayment_address="Bankgiro 5052-5781",
    )
    closed(money, NEW_YEAR)
    return made


def test_what_was_never_requisitioned_lapses_first(ending: YearEnd) -> None:
    story = ending.story
    assert [(one.told.replace("\u00a0", " ")) for one in demands(story)] == [
        "Psykisk hälsa 2020: ej rekvirerat i tid 1 000 000 kr"
    ]
    with pytest.raises(YearEndNotDone):
        close(story)
    with ending.money.writing() as session:
        register_lapse(
            session,
            **story.officer,
            purpose_id=story.suicide.id,
            amount_ore=MILLION,
            decision_id=ending.decision_id,
            on=YEAR_END,
        )
    assert close(story).year == 2020


def test_a_repayment_in_the_spring_finishes_the_year(ending: YearEnd) -> None:
    story, money = ending.story, ending.money
    purpose: dict[str, Any] = {"purpose_id": story.suicide.id, "decision_id": ending.decision_id}
    with money.writing() as session:
        register_lapse(session, **story.officer, **purpose, amount_ore=MILLION, on=YEAR_END)
    close(story)
    closed(money, date(2022, 1, 1), NEW_YEAR)
    with pytest.raises(YearEndNotDone):
        close(story, 2021)
    with money.writing() as session:
        repay(
            session,
            **story.officer,
            **purpose,
            bank_account_id=money.bank_id,
            amount_ore=COUNTY_ORE - MILLION,
            on=NEXT_YEAR,
        )
    assert [one.amount_ore for one in demands(story, 2021)] == [MILLION], "the commitment still holds a million"
    with money.writing() as session:
        release_commitment(
            session,
            **story.officer,
            commitment_id=money.commitment_id,
            on=NEXT_YEAR,
            decision_id=story.decisions["ASSIGNED"],
        )
        repay(session, **story.officer, **purpose, bank_account_id=money.bank_id, amount_ore=MILLION, on=NEXT_YEAR)
    assert close(story, 2021).year == 2021
    assert differing(story.engine, story.book_id) == {}


def test_of_many_who_close_a_year_one_does(months: Money) -> None:
    story = months.story
    done, refused = together(
        story.engine, 3, lambda session, _: closing.close_year(session, **story.officer, year=2020)
    )
    assert [one.year for one in done] == [2020]
    assert {type(one) for one in refused} == {YearClosed}


def test_an_empty_book_has_nothing_to_seal(story: Story) -> None:
    with write_session(story.engine) as session:
        book_id = close_a_year(session, story.officer_id, story.approver_id)
        assert session.scalars(select(Seal.no).where(Seal.book_id == book_id).order_by(Seal.no)).all() == []
