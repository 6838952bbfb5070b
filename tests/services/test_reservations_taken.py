"""Reservations that commitments are taken out of, and the correction of all of it from its end."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from ledger.domain.chart import Kind
from ledger.errors import (
    CorrectionExceedsLeft,
    DocumentWrongState,
    NotFound,
    ReservationExceedsLeft,
    ReservationExpired,
    ReservationOtherPot,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.commitments import Committed, commit, correct_commitment
from ledger.services.corrections import correct_entry
from ledger.services.reservations import (
    Reserved,
    correct_reservation,
    correct_reservation_release,
    release_reservation,
)
from tests.support.money import INVOICED_ON, REASON, Money
from tests.support.reserving import EXPIRES_ON, LEFT, in_it, promised, released, set_aside, ties
from tests.support.story import SPLIT_ON
from tests.support.together import together


def test_a_commitment_is_taken_out_of_the_reservation(money: Money) -> None:
    root = money.story.suicide.pot.id
    made = set_aside(money)
    first = promised(money, made, 600)
    assert money.story.lines(first.booked) == [
        ("committed", root, first.document.id, 600),
        ("reserved", root, made.document.id, -600),
    ]
    assert (in_it(money, made), money.state(made.document.id)) == (400, "active")
    promised(money, made, 400, on=EXPIRES_ON)
    assert (in_it(money, made), money.state(made.document.id)) == (0, "closed")
    assert money.balance(Kind.AVAILABLE) == LEFT - 1_000
    assert ties(money)


def test_a_commitment_takes_no_more_than_is_in_the_reservation_while_it_lasts(money: Money) -> None:
    made = set_aside(money)
    with pytest.raises(ReservationExceedsLeft):
        promised(money, made, 1_001)
    with pytest.raises(ReservationExpired) as expired:
        promised(money, made, 1, on=EXPIRES_ON + timedelta(days=1))
    assert (expired.value.expires_on, expired.value.pot) == (EXPIRES_ON, "Suicidprevention 2020")
    with pytest.raises(ReservationOtherPot) as other:
        promised(money, made, 1, pot_id=money.story.pots["SIMBA"])
    assert (other.value.pot, other.value.wanted) == ("Suicidprevention 2020", "SIMBA")
    with pytest.raises(NotFound):
        promised(money, made, 1, reservation_id=money.commitment_id)
    released(money, made)
    with pytest.raises(DocumentWrongState):
        promised(money, made, 1)


def test_the_same_commitment_out_of_a_reservation_twice_is_booked_once(money: Money) -> None:
    made = set_aside(money)
    first = promised(money, made, 1_000, source_key="uppdrag:9")
    again = promised(money, made, 1_000, source_key="uppdrag:9")
    assert (again.document.id, again.booked) == (first.document.id, None)


def test_a_corrected_reservation_gives_its_money_back(money: Money) -> None:
    made = set_aside(money)
    with money.writing() as session:
        counter = money.correct(session, correct_reservation, made.document.id, SPLIT_ON)
    assert money.story.lines(counter) == [(*account, -ore) for *account, ore in money.story.lines(made.booked)]
    assert money.state(made.document.id) == "annulled"
    with money.writing() as session, pytest.raises(DocumentWrongState):
        money.correct(session, correct_reservation, made.document.id, SPLIT_ON)
    assert ties(money)


def test_a_reservation_that_was_taken_of_is_not_turned_back(money: Money) -> None:
    made = set_aside(money)
    taken = promised(money, made, 600)
    let_go = released(money, made)
    with money.writing() as session, pytest.raises(CorrectionExceedsLeft) as refusal:
        money.correct(session, correct_reservation, made.document.id, EXPIRES_ON)
    assert refusal.value.facts() == {
        "document": "RE-2020-01",
        "what": "RE-2020-01",
        "wanted_ore": 1_000,
        "left_ore": 0,
        "day": EXPIRES_ON,
        "later": (taken.document.number, let_go.document.number),
    }
    with money.writing() as session:
        money.correct(session, correct_commitment, taken.document.id, EXPIRES_ON)
    assert (in_it(money, made), money.state(made.document.id)) == (600, "active")
    with money.writing() as session:
        money.correct(session, correct_reservation_release, let_go.document.id, EXPIRES_ON)
        money.correct(session, correct_reservation, made.document.id, EXPIRES_ON)
    assert (in_it(money, made), money.balance(Kind.AVAILABLE)) == (0, LEFT)
    assert ties(money)


def test_a_corrected_release_is_reserved_again(money: Money) -> None:
    made = set_aside(money)
    done = released(money, made)
    with money.writing() as session:
        counter = money.correct(session, correct_reservation_release, done.document.id, EXPIRES_ON)
    assert money.story.lines(counter) == [(*account, -ore) for *account, ore in money.story.lines(done.booked)]
    assert (in_it(money, made), money.state(made.document.id)) == (1_000, "active")
    assert money.state(done.document.id) == "annulled"
    assert ties(money)


def test_a_release_whose_money_is_promised_anew_is_not_turned_back(money: Money) -> None:
    made = set_aside(money, LEFT)
    done = released(money, made)
    other = set_aside(money, 300, on=EXPIRES_ON, expires_on=INVOICED_ON)
    with money.writing() as session, pytest.raises(CorrectionExceedsLeft) as refusal:
        money.correct(session, correct_reservation_release, done.document.id, EXPIRES_ON)
    assert (refusal.value.left_ore, refusal.value.later) == (LEFT - 300, (other.document.number,))


def test_both_are_corrected_by_the_vouchers_name(money: Money) -> None:
    made = set_aside(money)
    done = released(money, made)
    for booked in (done.booked, made.booked):
        assert booked is not None
        with money.writing() as session:
            correct_entry(
                session,
                **money.story.officer,
                year=booked.year,
                number=booked.number,
                reason=REASON,
                booked_on=EXPIRES_ON,
            )
    assert money.balance(Kind.AVAILABLE) == LEFT


def test_a_reservation_of_kronor_is_told_in_kronor(money: Money) -> None:
    made = set_aside(money, kronor(300_000))
    with pytest.raises(ReservationExceedsLeft) as refusal:
        promised(money, made, kronor(350_000))
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Du vill ta 350 000 kr ur reservation RE-2020-01; den 2020-10-02 finns 300 000 kr kvar i den. "
        "Minska med 50 000 kr."
    )


def test_of_many_at_once_none_takes_what_another_took(money: Money) -> None:
    made = set_aside(money)

    def take(session: Session, client: int) -> Reserved | Committed:
        here, decision_id = money.story.officer, money.story.decisions["SPLIT"]
        if client % 2:
            return release_reservation(
                session,
                **here,
                reservation_id=made.document.id,
                amount_ore=300,
                decision_id=decision_id,
                on=SPLIT_ON,
            )
        return commit(
            session,
            **here,
            pot_id=money.story.suicide.pot.id,
            performer_id=money.performer_id,
            name="Utbildning",
            amount_ore=300,
            decision_id=decision_id,
            on=SPLIT_ON,
            reservation_id=made.document.id,
        )

    done, refused = together(money.story.engine, 8, take)
    assert len(done) == 3
    assert {type(refusal) for refusal in refused} == {ReservationExceedsLeft}
    assert in_it(money, made) == 100
    assert ties(money)
