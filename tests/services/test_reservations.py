"""Reservations: money set aside until a day and released again, never more than is in them."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.db.books import Entry
from ledger.db.reservations import Reservation, ReservationRelease
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
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
    ReservationNotExpired,
    TextMissing,
)
from ledger.messages import explain
from tests.support.closing import close_months
from tests.support.money import INVOICED_ON, Money
from tests.support.reserving import EXPIRES_ON, LEFT, in_it, promised, released, set_aside, ties
from tests.support.story import AGREED_ON, SPLIT_ON


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
