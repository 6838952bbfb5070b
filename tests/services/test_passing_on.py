"""Passing on: what a recipient holds goes on to pots under its own, by its own decision, and can be turned back."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AlreadyExists,
    AmountNotPositive,
    DateBefore,
    DateOutOfRange,
    DecisionAfterUse,
    DecisionIsRecommendation,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    HeldInsufficient,
    HeldUsed,
    LedgerError,
    MandateMissing,
    MandateOtherPot,
    NotFound,
    PeriodClosed,
    PotNotChild,
    ReasonMissing,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.passing_on import NewChild, correct_passing_on
from ledger.services.payouts import correct_payout
from ledger.services.periods import close_month
from ledger.services.pots import find_pot
from tests.support.held import PAID_OUT_ON, PASSED_ON, SEVEN_MILLION, Held

THREADS = 16
A, B = kronor(1_200_000), kronor(900_000)


def refused(held: Held, refusal: type[LedgerError], **changed: Any) -> LedgerError:
    """Nothing is passed on, and nothing of it is left behind."""
    before = held.money.balance(Kind.DISBURSED, "SK")
    with pytest.raises(refusal) as told:
        held.pass_on(**{"new": [held.child("1444", A)], **changed})
    assert held.money.balance(Kind.DISBURSED, "SK") == before
    return told.value


def test_members_get_pots_of_their_own_with_what_is_passed_on(held: Held) -> None:
    done = held.pass_on([held.child("1444", A), held.child("1495", B)])
    sk, first, second = held.association, held.pots["SK-1444"], held.pots["SK-1495"]
    assert (done.document.number, done.amount_ore) == ("VF-2021-01", A + B)
    assert held.lines(done.booked) == [
        ("allotted", sk, 0, A + B),
        ("disbursed", sk, 0, -A - B),
        ("disbursed", first, 0, A),
        ("authorised", first, 0, -A),
        ("advanced", first, 0, A),
        ("advanced", sk, 0, -A - B),
        ("disbursed", second, 0, B),
        ("authorised", second, 0, -B),
        ("advanced", second, 0, B),
    ]
    assert held.money.state(done.document.id) == "booked"
    with held.money.writing() as session:
        opened = find_pot(session, held.here["book_id"], "SK-1444")
    assert (opened.parent_id, opened.holder_id, opened.opened_on) == (
        sk,
        held.money.story.organisations["1444"],
        PASSED_ON,
    )
    held.require_green()


def test_a_pot_that_is_there_gets_more_and_passes_on_in_its_turn(held: Held) -> None:
    held.pass_on([held.child("1444", A)])
    held.pass_on(amounts={held.pots["SK-1444"]: 1}, new=[held.child("1445", B)])
    third = held.pass_on([held.child("1495", B)], pot_id=held.pots["SK-1444"])
    assert held.money.balance(Kind.DISBURSED, "SK-1444") == A + 1 - B
    assert held.money.balance(Kind.DISBURSED, "SK") == SEVEN_MILLION - A - 1 - B
    assert third.document.number == "VF-2021-03"
    held.require_green()


def test_no_more_than_is_held_today_and_on_any_later_day(held: Held) -> None:
    refusal = refused(held, HeldInsufficient, new=[held.child("1444", SEVEN_MILLION), held.child("1445", 1)])
    assert refusal.facts() == {
        "pot": "Skaraborgs kommunalförbund",
        "wanted_ore": SEVEN_MILLION + 1,
        "held_ore": SEVEN_MILLION,
        "day": PASSED_ON,
        "over_ore": 1,
    }
    assert explain(refusal).replace("\u00a0", " ") == (
        "Du angav 7 000 000,01 kr; hos mottagaren av Skaraborgs kommunalförbund finns 7 000 000 kr som inte är "
        "redovisat den 2021-01-20. Minska med 0,01 kr, eller betala först ut mer."
    )
    held.pass_on([held.child("1445", SEVEN_MILLION)], on=PASSED_ON + timedelta(days=5))
    later = refused(held, HeldInsufficient)
    assert later.facts()["day"] == PASSED_ON + timedelta(days=5), "a later day would be left without"
    refused(held, HeldInsufficient, decision_id=held.decisions["SPLIT"], on=PAID_OUT_ON - timedelta(days=1))


def test_what_is_asked_is_looked_at(held: Held) -> None:
    refused(held, AmountNotPositive, new=[])
    refused(held, AmountNotPositive, new=[held.child("1444", A), held.child("1445", 0)])
    refused(held, PotNotChild, new=[], amounts={held.pots["GR"]: 1})
    refused(held, AlreadyExists, new=[held.child("1444", A), held.child("1444", A)])
    refused(held, NotFound, new=[], amounts={4711: 1})
    refused(held, NotFound, pot_id=4711)
    refused(held, NotFound, scope=Scope.of_books(held.here["book_id"] + 1))
    refused(held, DateOutOfRange, on=clock.today() + timedelta(days=1))
    with held.money.writing() as session, pytest.raises(NotFound):
        find_pot(session, held.here["book_id"], "SK-1444")


def test_it_needs_a_decision_over_the_recipients_own_pot(held: Held) -> None:
    refused(held, MandateOtherPot, decision_id=held.decisions["SIMBA"])
    refused(held, MandateMissing, decision_id=held.decisions["AGREED"])
    refused(held, DecisionIsRecommendation, decision_id=held.decisions["ADVICE"])
    refused(held, DecisionAfterUse, on=PASSED_ON - timedelta(days=1))
    held.pass_on([held.child("1444", A)], decision_id=held.decisions["SPLIT"])


def test_a_pot_is_given_nothing_before_it_is_opened(held: Held) -> None:
    held.pass_on([held.child("1444", 1)])
    refusal = refused(
        held,
        DateBefore,
        new=[],
        amounts={held.pots["SK-1444"]: 1},
        decision_id=held.decisions["SPLIT"],
        on=PASSED_ON - timedelta(days=1),
    )
    assert refusal.facts()["other_day"] == PASSED_ON


def test_the_same_twice_is_passed_on_once(held: Held) -> None:
    first = held.pass_on([held.child("1444", A)], source_key="fil:1")
    again = held.pass_on([held.child("1444", A)], source_key="fil:1")
    assert (again.document.id, again.booked) == (first.document.id, None)
    assert again.shares == first.shares
    with pytest.raises(DocumentSourceKeyTaken):
        held.pass_on([held.child("1444", B)], source_key="fil:1")
    with pytest.raises(DocumentSourceKeyTaken) as other:
        held.pass_on([held.child("1445", A)], source_key="fil:1")
    assert other.value.document == "VF-2021-01"
    assert held.money.balance(Kind.DISBURSED, "SK-1444") == A


def test_a_closed_month_takes_nothing(held: Held) -> None:
    month = date(2020, 1, 1)
    with held.money.writing() as session:
        while month <= PASSED_ON:
            close_month(session, **held.here, month=month)
            month = (month + timedelta(days=31)).replace(day=1)
    refused(held, PeriodClosed)


def test_a_correction_gives_the_recipient_above_its_money_back(held: Held) -> None:
    money, done = held.money, held.pass_on([held.child("1444", A)])
    with money.writing() as session:
        with pytest.raises(ReasonMissing):
            money.correct(session, correct_passing_on, done.document.id, PASSED_ON, reason="fel")
        corrected = money.correct(session, correct_passing_on, done.document.id, PASSED_ON)
    assert held.lines(corrected) == [(*account, -ore) for *account, ore in held.lines(done.booked)]
    assert (money.balance(Kind.DISBURSED, "SK"), money.balance(Kind.DISBURSED, "SK-1444")) == (SEVEN_MILLION, 0)
    assert money.state(done.document.id) == "annulled"
    held.require_green()
    with money.writing() as session, pytest.raises(DocumentWrongState):
        money.correct(session, correct_passing_on, done.document.id, PASSED_ON)
    held.pass_on(amounts={held.pots["SK-1444"]: A})


def test_what_was_passed_on_further_is_not_taken_back(held: Held) -> None:
    money, first = held.money, held.pass_on([held.child("1444", A)])
    later = PASSED_ON + timedelta(days=3)
    second = held.pass_on([held.child("1445", 1)], pot_id=held.pots["SK-1444"], on=later)
    with money.writing() as session:
        with pytest.raises(HeldUsed) as refusal:
            money.correct(session, correct_passing_on, first.document.id, PASSED_ON)
        assert refusal.value.facts() == {
            "document": "VF-2021-01",
            "pot": "Grästorp",
            "given_ore": A,
            "left_ore": A - 1,
            "day": later,
            "taken_by": ("VF-2021-02",),
        }
        with pytest.raises(HeldUsed) as paid_out:
            money.correct(session, correct_payout, held.payout.document.id, later)
        assert paid_out.value.taken_by == ("VF-2021-01",)
        money.correct(session, correct_passing_on, second.document.id, later)
        money.correct(session, correct_passing_on, first.document.id, later)
        money.correct(session, correct_payout, held.payout.document.id, later)
    assert money.balance(Kind.AVAILABLE, "SK") == SEVEN_MILLION
    assert money.balance(Kind.DISBURSED, "SK") == 0


def test_many_at_once_pass_on_no_more_than_is_held(held: Held) -> None:
    """Seven millions, and sixteen who each pass one of them on."""

    def pass_one(number: int) -> type[LedgerError] | None:
        child = NewChild(
            f"SK-{number}", f"Mottagare {number}", held.money.story.organisations["1444"], kronor(1_000_000)
        )
        try:
            held.pass_on([child])
        except LedgerError as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(THREADS) as threads:
        assert Counter(threads.map(pass_one, range(THREADS))) == {None: 7, HeldInsufficient: THREADS - 7}
    assert held.money.balance(Kind.DISBURSED, "SK") == 0
    held.require_green()
