"""Lapses: after the last day only, never more than was never requisitioned nor than the root has left."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.db.session import write_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    LapseBeforeDeadline,
    LapseDeadlineMissing,
    LapseExceedsUnrequisitioned,
    MandateMissing,
    NotFound,
    PeriodClosed,
    PotInsufficient,
    ReasonMissing,
    RequisitionExceedsAuthorised,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.agreements import CarryOver, set_terms
from ledger.services.corrections import correct_entry
from ledger.services.documents import state_of
from ledger.services.lapses import Lapsed, correct_lapse, register_lapse
from ledger.services.periods import close_month
from ledger.services.requisitions import send_requisition
from tests.support.money import MILLION, REASON, Money
from tests.support.story import COUNTY_ORE
from tests.support.yearend import (
    YEAR_END,
    YearEnd,
    assert_controls_tie,
    more_authority,
    terms,
    with_recipient,
    with_year_end,
    written,
)


@pytest.fixture
def ending(money: Money) -> YearEnd:
    """A million more than was requisitioned, and the last day passed."""
    more_authority(money)
    return with_year_end(money)


def lapse(ending: YearEnd, **given: Any) -> Lapsed:
    said: dict[str, Any] = {
        "purpose_id": ending.story.suicide.id,
        "amount_ore": MILLION,
        "decision_id": ending.decision_id,
        "on": YEAR_END,
    }
    with ending.money.writing() as session:
        return register_lapse(session, **{**ending.story.officer, **said, **given})


def test_what_was_never_requisitioned_lapses(ending: YearEnd) -> None:
    done = lapse(ending)
    assert done.document.number == "FF-2021-01"
    assert ending.story.lines(done.booked) == [
        ("lapsed", ending.root_id, 0, MILLION),
        ("available", ending.root_id, 0, -MILLION),
    ]
    assert ending.money.state(done.document.id) == "booked"
    assert_controls_tie(ending.story.engine, ending.story.book_id)


def test_more_than_was_never_requisitioned_is_refused(ending: YearEnd) -> None:
    before = written(ending.story.engine)
    with pytest.raises(LapseExceedsUnrequisitioned) as refusal:
        lapse(ending, amount_ore=MILLION + 1)
    assert refusal.value.facts() == {
        "wanted_ore": MILLION + 1,
        "authorised_ore": COUNTY_ORE + MILLION,
        "lapsed_ore": 0,
        "requisitioned_ore": COUNTY_ORE,
        "left_ore": MILLION,
        "day": YEAR_END,
    }
    assert written(ending.story.engine) == before
    lapse(ending, amount_ore=kronor(400_000))
    with pytest.raises(LapseExceedsUnrequisitioned) as again:
        lapse(ending, amount_ore=kronor(600_001))
    assert (again.value.lapsed_ore, again.value.left_ore) == (kronor(400_000), kronor(600_000))


def test_more_than_the_root_has_left_is_refused(ending: YearEnd) -> None:
    left = ending.money.balance(Kind.AVAILABLE)
    with_recipient(ending.money, "FB", left - kronor(100), 0)
    with pytest.raises(PotInsufficient) as refusal:
        lapse(ending)
    assert (refusal.value.wanted_ore, refusal.value.available_ore) == (MILLION, kronor(100))


@pytest.mark.parametrize("day", [date(2021, 12, 31), date(2022, 1, 1)])
def test_the_last_day_must_have_passed(ending: YearEnd, day: date) -> None:
    last = date(2021, 12, 31)
    with ending.money.writing() as session:
        changed = terms(ending.story, CarryOver.YES, requisition_by=last)
        set_terms(session, **ending.story.officer, agreement_id=ending.story.agreement_id, terms=changed)
    if day > last:
        assert lapse(ending, on=day).booked is not None
        return
    with pytest.raises(LapseBeforeDeadline) as refusal:
        lapse(ending, on=day)
    assert refusal.value.facts() == {"agreement": "PH2020", "deadline": last, "day": day}
    assert "till och med 2021-12-31" in explain(refusal.value)


def test_terms_without_a_last_day_let_nothing_lapse(ending: YearEnd) -> None:
    with ending.money.writing() as session:
        changed = terms(ending.story, CarryOver.YES, requisition_by=None)
        set_terms(session, **ending.story.officer, agreement_id=ending.story.agreement_id, terms=changed)
    with pytest.raises(LapseDeadlineMissing) as refusal:
        lapse(ending)
    assert refusal.value.agreement == "PH2020"


def test_a_decision_with_the_power_is_needed(ending: YearEnd) -> None:
    with pytest.raises(MandateMissing) as refusal:
        lapse(ending, decision_id=ending.story.decisions["SPLIT"])
    assert (refusal.value.body, refusal.value.able) == ("Styrgrupp handlingsplan psykisk hälsa", ("Direktionen",))
    assert refusal.value.power == "återbetalning och överföring"
    with pytest.raises(NotFound):
        lapse(ending, decision_id=4711)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"amount_ore": 0}, AmountNotPositive),
        ({"amount_ore": -1}, AmountNotPositive),
        ({"scope": Scope.of_books()}, NotFound),
        ({"purpose_id": 4711}, NotFound),
        ({"on": clock.today() + timedelta(days=1)}, DateOutOfRange),
    ],
)
def test_what_every_lapse_must_say(ending: YearEnd, given: dict[str, Any], refusal: type[Exception]) -> None:
    before = written(ending.story.engine)
    with pytest.raises(refusal):
        lapse(ending, **given)
    assert written(ending.story.engine) == before


def test_a_closed_month_takes_no_lapse(ending: YearEnd) -> None:
    with ending.money.writing() as session:
        for number in range(24):
            month = date(2020 + number // 12, number % 12 + 1, 1)
            close_month(session, **ending.story.officer, month=month)
    with pytest.raises(PeriodClosed):
        lapse(ending)


def test_the_same_lapse_is_booked_once(ending: YearEnd) -> None:
    first, again = lapse(ending, source_key="förfall 2021"), lapse(ending, source_key="förfall 2021")
    assert (again.document.id, again.booked) == (first.document.id, None)
    with pytest.raises(DocumentSourceKeyTaken):
        lapse(ending, source_key="förfall 2021", amount_ore=1)


def test_a_lapse_leaves_less_to_requisition_and_turned_back_gives_it_again(ending: YearEnd) -> None:
    done = lapse(ending)
    story = ending.story
    with ending.money.writing() as session:
        with pytest.raises(RequisitionExceedsAuthorised) as refusal:
            send_requisition(session, **story.officer, purpose_id=story.suicide.id, amount_ore=1, on=YEAR_END)
        assert (refusal.value.lapsed_ore, refusal.value.left_ore) == (MILLION, 0)
        with pytest.raises(ReasonMissing):
            ending.money.correct(session, correct_lapse, done.document.id, YEAR_END, reason="fel")
        assert done.booked is not None
        year, number = (int(part) for part in done.booked.name.split("-"))
        correct_entry(session, **story.officer, year=year, number=number, reason=REASON, booked_on=YEAR_END)
        assert state_of(session, done.document.id) == "annulled"
        with pytest.raises(DocumentWrongState):
            ending.money.correct(session, correct_lapse, done.document.id, YEAR_END)
    assert ending.money.balance(Kind.LAPSED) == 0
    with write_session(story.engine) as session:
        sent = send_requisition(session, **story.officer, purpose_id=story.suicide.id, amount_ore=None, on=YEAR_END)
    assert sent.amount_ore == MILLION
    assert_controls_tie(story.engine, story.book_id)
