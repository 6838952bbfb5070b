"""Reservations: money set aside until a day, taken by commitments or released, and never more than is in them."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.books import Entry
from ledger.db.reservations import Reservation, ReservationRelease
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    CorrectionExceedsLeft,
    DateBefore,
    DateOutOfRange,
    DecisionAfterUse,
    DecisionIsRecommendation,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    LedgerError,
    MandateMissing,
    NotFound,
    PeriodClosed,
    PotInsufficient,
    ReservationExceedsLeft,
    ReservationExpired,
    ReservationNotExpired,
    ReservationOtherPot,
    TextMissing,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.services.commitments import Committed, commit, correct_commitment
from ledger.services.corrections import correct_entry
from ledger.services.reservations import (
    Reserved,
    correct_reservation,
    correct_reservation_release,
    release_reservation,
    reserve,
)
from tests.support.closing import close_months
from tests.support.controlling import differing
from tests.support.money import INVOICED_ON, MILLION, REASON, Money
from tests.support.story import AGREED_ON, COUNTY_ORE, SPLIT_ON
from tests.support.together import together

EXPIRES_ON = date(2021, 1, 31)
LEFT = COUNTY_ORE - MILLION


def set_aside(money: Money, amount_ore: Ore = 1_000, **given: Any) -> Reserved:
    arguments = {
        "pot_id": money.story.suicide.pot.id,
        "amount_ore": amount_ore,
        "text": "Utbildning",
        "expires_on": EXPIRES_ON,
        "decision_id": money.story.decisions["ASSIGNED"],
        "on": SPLIT_ON,
        **given,
    }
    with write_session(money.story.engine) as session:
        return reserve(session, **{**money.story.officer, **arguments})


def released(money: Money, reservation: Reserved, amount_ore: Ore | None = None, **given: Any) -> Reserved:
    arguments = {"reservation_id": reservation.document.id, "amount_ore": amount_ore, "on": EXPIRES_ON, **given}
    with write_session(money.story.engine) as session:
        return release_reservation(session, **{**money.story.officer, **arguments})


def promised(money: Money, reservation: Reserved, amount_ore: Ore, **given: Any) -> Committed:
    arguments = {
        "pot_id": money.story.suicide.pot.id,
        "performer_id": money.performer_id,
        "name": "Utbildning",
        "amount_ore": amount_ore,
        "decision_id": money.story.decisions["SPLIT"],
        "on": SPLIT_ON,
        "reservation_id": reservation.document.id,
        **given,
    }
    with write_session(money.story.engine) as session:
        return commit(session, **{**money.story.officer, **arguments})


def in_it(money: Money, reservation: Reserved) -> Ore:
    return money.balance(Kind.RESERVED, subject_id=reservation.document.id)


def ties(money: Money) -> bool:
    return differing(money.story.engine, money.story.book_id) == {}


# --- reserved ----------------------------------------------------------------------------------------------------


def test_what_is_reserved_is_no_longer_available(money: Money) -> None:
    root = money.story.suicide.pot.id
    made = set_aside(money, LEFT, text="  Utbildning   våren 2021 ")
    assert made.document.number == "RE-2020-01"
    assert money.story.lines(made.booked) == [
        ("reserved", root, made.document.id, LEFT),
        ("available", root, 0, -LEFT),
    ]
    assert (money.state(made.document.id), made.left_ore, money.balance(Kind.AVAILABLE)) == ("active", LEFT, 0)
    with read_session(money.story.engine) as session:
        kept = session.get_one(Reservation, made.document.id)
        assert (kept.text, kept.reserved_on, kept.expires_on) == ("Utbildning våren 2021", SPLIT_ON, EXPIRES_ON)
        assert (kept.amount_ore, kept.decision_id) == (LEFT, money.story.decisions["ASSIGNED"])
    assert ties(money)


def test_no_more_is_reserved_than_the_pot_has_left(money: Money) -> None:
    with pytest.raises(PotInsufficient) as refusal:
        set_aside(money, LEFT + 1)
    assert refusal.value.available_ore == LEFT
    with pytest.raises(PotInsufficient) as later:
        set_aside(money, LEFT + 1, on=AGREED_ON)
    assert later.value.day == SPLIT_ON, "the commitment of a later day would be without its money"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"amount_ore": 0}, AmountNotPositive),
        ({"amount_ore": -1}, AmountNotPositive),
        ({"text": " "}, TextMissing),
        ({"expires_on": SPLIT_ON - timedelta(days=1)}, DateBefore),
        ({"on": clock.today() + timedelta(days=2)}, DateOutOfRange),
        ({"pot_id": 99}, NotFound),
        ({"decision_id": 99}, NotFound),
        ({"scope": Scope.of_books(99)}, NotFound),
        ({"on": AGREED_ON - timedelta(days=1)}, DecisionAfterUse),
    ],
    ids=["zero", "negative", "text", "expires before", "ahead", "pot", "decision", "scope", "undecided"],
)
def test_what_a_reservation_may_not_be(money: Money, given: dict[str, Any], refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        set_aside(money, **given)
    assert money.balance(Kind.AVAILABLE) == LEFT


def test_it_needs_a_decision_with_that_power(money: Money) -> None:
    decisions = money.story.decisions
    for decision, refusal in (("AGREED", MandateMissing), ("ADVICE", DecisionIsRecommendation)):
        with pytest.raises(refusal):
            set_aside(money, decision_id=decisions[decision])
        made = set_aside(money)
        with pytest.raises(refusal):
            released(money, made, decision_id=decisions[decision])


def test_the_same_reservation_twice_is_booked_once(money: Money) -> None:
    first = set_aside(money, LEFT, source_key="reservation:1")
    again = set_aside(money, LEFT, source_key="reservation:1")
    assert (again.document.id, again.booked, again.left_ore) == (first.document.id, None, LEFT)
    with pytest.raises(DocumentSourceKeyTaken):
        set_aside(money, LEFT - 1, source_key="reservation:1")
    gone = released(money, first, source_key="upplösning:1")
    for amount_ore in (None, LEFT):
        known = released(money, first, amount_ore, source_key="upplösning:1")
        assert (known.document.id, known.booked, known.left_ore) == (gone.document.id, None, 0)


# --- released ----------------------------------------------------------------------------------------------------


def test_from_its_expiry_it_is_released_on_its_own_decision(money: Money) -> None:
    root = money.story.suicide.pot.id
    made = set_aside(money)
    with pytest.raises(ReservationNotExpired) as refusal:
        released(money, made, on=EXPIRES_ON - timedelta(days=1))
    assert explain(refusal.value) == (
        "Reservation RE-2020-01 gäller till 2021-01-31. "
        "Ange beslutet om att lösa upp den i förtid, eller vänta till dess."
    )
    done = released(money, made, text=" Ej använd ")
    assert done.document.number == "RU-2021-01"
    assert money.story.lines(done.booked) == [
        ("reserved", root, made.document.id, -1_000),
        ("available", root, 0, 1_000),
    ]
    assert (done.left_ore, money.state(made.document.id)) == (0, "closed")
    with read_session(money.story.engine) as session:
        kept = session.get_one(ReservationRelease, done.document.id)
        assert (kept.reservation_id, kept.amount_ore, kept.text) == (made.document.id, 1_000, "Ej använd")
        assert kept.decision_id == money.story.decisions["ASSIGNED"]
        assert done.booked is not None
        entry = session.get_one(Entry, (money.story.book_id, done.booked.seq))
        assert entry.decision_id == money.story.decisions["ASSIGNED"]
    assert ties(money)


def test_before_its_expiry_a_decision_releases_part_of_it(money: Money) -> None:
    made = set_aside(money)
    early: dict[str, Any] = {"on": SPLIT_ON, "decision_id": money.story.decisions["SPLIT"]}
    assert released(money, made, 400, **early).left_ore == 600
    assert money.state(made.document.id) == "active"
    with pytest.raises(ReservationExceedsLeft) as refusal:
        released(money, made, 601, **early)
    assert refusal.value.facts() == {
        "reservation": "RE-2020-01",
        "wanted_ore": 601,
        "left_ore": 600,
        "day": SPLIT_ON,
        "over_ore": 1,
    }
    assert released(money, made, **early).left_ore == 0
    with pytest.raises(DocumentWrongState) as closed:
        released(money, made, **early)
    assert "är avslutad; det här går när det är i kraft" in explain(closed.value)
    assert money.balance(Kind.AVAILABLE) == LEFT
    assert ties(money)


def test_a_back_dated_release_leaves_later_days_what_was_taken(money: Money) -> None:
    made = set_aside(money)
    promised(money, made, 900, on=date(2020, 12, 1))
    with pytest.raises(ReservationExceedsLeft) as refusal:
        released(money, made, 101, on=date(2020, 11, 1), decision_id=money.story.decisions["SPLIT"])
    assert (refusal.value.left_ore, refusal.value.day) == (100, date(2020, 12, 1))


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"amount_ore": 0}, AmountNotPositive),
        ({"amount_ore": -5}, AmountNotPositive),
        ({"on": clock.today() + timedelta(days=2)}, DateOutOfRange),
        ({"reservation_id": 99}, NotFound),
        ({"decision_id": 99}, NotFound),
        ({"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=["zero", "negative", "ahead", "reservation", "decision", "scope"],
)
def test_what_a_release_may_not_be(money: Money, given: dict[str, Any], refusal: type[LedgerError]) -> None:
    made = set_aside(money)
    with pytest.raises(refusal):
        released(money, made, **given)
    assert in_it(money, made) == 1_000


def test_a_closed_month_takes_neither(money: Money) -> None:
    made = set_aside(money)
    close_months(money.story, date(2021, 2, 1))
    with pytest.raises(PeriodClosed):
        set_aside(money)
    with pytest.raises(PeriodClosed):
        released(money, made)
    assert released(money, made, on=INVOICED_ON).left_ore == 0


# --- taken by commitments ----------------------------------------------------------------------------------------


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


# --- corrected ---------------------------------------------------------------------------------------------------


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
