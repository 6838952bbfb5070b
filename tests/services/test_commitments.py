"""Commitments: a decision promises part of a pot; what is drawn on is not turned back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.commitments import Commitment
from ledger.domain.chart import Kind
from ledger.errors import (
    AmountNotPositive,
    CommitmentDrawn,
    DateBefore,
    DateOutOfRange,
    DecisionAfterUse,
    DecisionIsRecommendation,
    DocumentWrongState,
    MandateMissing,
    NotFound,
    PotInsufficient,
    TextMissing,
)
from ledger.money import Ore, kronor
from ledger.services.commitments import Committed, commit, correct_commitment, remaining
from ledger.services.invoices import register_invoice
from tests.support.money import APPROVED_ON, INVOICED_ON, MILLION, Money
from tests.support.story import AGREED_ON, COUNTY_ORE, SPLIT_ON

LEFT = COUNTY_ORE - MILLION


def promise(
    session: Session,
    money: Money,
    amount_ore: Ore,
    *,
    on: date = SPLIT_ON,
    decision: str = "ASSIGNED",
    pot: str = "SUICID2020",
    performer_id: int | None = None,
    name: str = "Kartläggning",
    ends_on: date | None = None,
    source_key: str | None = None,
) -> Committed:
    return commit(
        session,
        **money.story.officer,
        pot_id=money.story.pots[pot],
        performer_id=money.performer_id if performer_id is None else performer_id,
        name=name,
        amount_ore=amount_ore,
        decision_id=money.story.decisions[decision],
        on=on,
        ends_on=ends_on,
        source_key=source_key,
    )


def test_what_is_promised_is_no_longer_available(money: Money) -> None:
    root = money.story.suicide.pot.id
    with money.writing() as session:
        made = promise(session, money, LEFT)
    assert made.document.number == "U-2020-02"
    assert money.story.lines(made.booked) == [
        ("committed", root, made.document.id, LEFT),
        ("available", root, 0, -LEFT),
    ]
    assert money.state(made.document.id) == "active"
    assert money.balance(Kind.AVAILABLE) == 0
    with money.writing() as session:
        row = session.execute(select(Commitment).where(Commitment.document_id == made.document.id)).scalar_one()
        assert remaining(session, row) == LEFT


def test_more_than_the_pot_has_left_is_refused(money: Money) -> None:
    with money.writing() as session, pytest.raises(PotInsufficient) as refusal:
        promise(session, money, LEFT + 1)
    assert (refusal.value.available_ore, refusal.value.wanted_ore) == (LEFT, LEFT + 1)


def test_a_back_dated_commitment_may_not_starve_a_later_day(money: Money) -> None:
    with money.writing() as session, pytest.raises(PotInsufficient) as refusal:
        promise(session, money, LEFT + 1, on=AGREED_ON)
    assert refusal.value.day == SPLIT_ON


def test_a_pot_that_was_given_nothing_has_nothing_to_promise(money: Money) -> None:
    with money.writing() as session, pytest.raises(PotInsufficient) as refusal:
        promise(session, money, kronor(1), pot="SIMBA")
    assert refusal.value.available_ore == 0


def test_it_needs_a_decision_with_that_power_taken_in_time(money: Money) -> None:
    with money.writing() as session:
        with pytest.raises(MandateMissing):
            promise(session, money, kronor(1), decision="AGREED")
        with pytest.raises(DecisionIsRecommendation):
            promise(session, money, kronor(1), decision="ADVICE")
        with pytest.raises(DecisionAfterUse):
            promise(session, money, kronor(1), decision="SPLIT", on=SPLIT_ON - timedelta(days=1))


def test_what_was_typed_is_looked_at(money: Money) -> None:
    with money.writing() as session:
        with pytest.raises(AmountNotPositive):
            promise(session, money, 0)
        with pytest.raises(TextMissing):
            promise(session, money, kronor(1), name=" ")
        with pytest.raises(DateBefore):
            promise(session, money, kronor(1), ends_on=SPLIT_ON - timedelta(days=1))
        with pytest.raises(DateOutOfRange):
            promise(session, money, kronor(1), on=clock.today() + timedelta(days=1))
        with pytest.raises(NotFound):
            promise(session, money, kronor(1), performer_id=4711)


def test_the_same_commitment_twice_is_booked_once(money: Money) -> None:
    with money.writing() as session:
        first = promise(session, money, LEFT, source_key="uppdrag:2")
        again = promise(session, money, LEFT, source_key="uppdrag:2")
    assert (again.document.id, again.booked) == (first.document.id, None)


def test_a_corrected_commitment_gives_its_money_back(money: Money) -> None:
    root = money.story.suicide.pot.id
    with money.writing() as session:
        corrected = money.correct(session, correct_commitment, money.commitment_id, SPLIT_ON)
    assert money.story.lines(corrected) == [
        ("committed", root, money.commitment_id, -MILLION),
        ("available", root, 0, MILLION),
    ]
    assert money.state(money.commitment_id) == "annulled"
    assert money.balance(Kind.AVAILABLE) == COUNTY_ORE


def test_an_annulled_commitment_takes_no_invoices_and_no_second_correction(money: Money) -> None:
    with money.writing() as session:
        money.correct(session, correct_commitment, money.commitment_id, INVOICED_ON)
        with pytest.raises(DocumentWrongState):
            register_invoice(session, **money.story.officer, invoice=money.invoice())
        with pytest.raises(DocumentWrongState):
            money.correct(session, correct_commitment, money.commitment_id, INVOICED_ON)


def test_a_drawn_commitment_is_not_turned_back(money: Money) -> None:
    done = money.approved()
    with money.writing() as session, pytest.raises(CommitmentDrawn) as refusal:
        money.correct(session, correct_commitment, money.commitment_id, APPROVED_ON)
    assert refusal.value.drawn_ore == kronor(250_000)
    assert refusal.value.invoices == (done.document.number,)
