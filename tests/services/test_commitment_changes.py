"""A commitment raised and lowered: never below what invoices have charged or wait to charge."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.db.books import Entry
from ledger.db.commitments import CommitmentChange
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    CommitmentLowerExceedsRemaining,
    CommitmentReleaseExceedsRemaining,
    DateBefore,
    DateOutOfRange,
    DecisionAfterUse,
    DecisionIsRecommendation,
    DocumentSourceKeyTaken,
    LedgerError,
    MandateMissing,
    NotFound,
    PeriodClosed,
    PotInsufficient,
    ReservationExceedsLeft,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.invoices import return_invoice
from ledger.services.reservations import reserve
from tests.support.closing import close_months
from tests.support.committing import AVAILABLE, CHANGES, LATER, changed, corrected, left, ties
from tests.support.money import APPROVED_ON, MILLION, QUARTER, REASON, Money
from tests.support.story import COUNTY_ORE, SPLIT_ON


def test_a_raise_is_promised_out_of_the_pot(money: Money) -> None:
    root = money.story.suicide.pot.id
    done = changed(money, "raised", AVAILABLE, text=" Två samordnare ")
    assert done.document.number == "UÄ-2021-01"
    assert money.story.lines(done.booked) == [
        ("committed", root, money.commitment_id, AVAILABLE),
        ("available", root, 0, -AVAILABLE),
    ]
    assert (done.remaining_ore, money.state(money.commitment_id)) == (COUNTY_ORE, "active")
    with read_session(money.story.engine) as session:
        kept = session.get_one(CommitmentChange, done.document.id)
        assert (kept.kind, kept.amount_ore, kept.ends_on, kept.text) == ("raised", AVAILABLE, None, "Två samordnare")
        assert (kept.decision_id, kept.changed_on) == (money.story.decisions["SPLIT"], LATER)
        assert done.booked is not None
        entry = session.get_one(Entry, (money.story.book_id, done.booked.seq))
        assert entry.text == "Ändring av uppdrag UÄ-2021-01: U-2020-01 höjt"
    assert ties(money)


def test_a_raise_is_no_more_than_the_pot_has_left(money: Money) -> None:
    with pytest.raises(PotInsufficient) as refusal:
        changed(money, "raised", AVAILABLE + 1)
    assert refusal.value.available_ore == AVAILABLE
    changed(money, "raised", AVAILABLE - 10)
    with pytest.raises(PotInsufficient) as later:
        changed(money, "raised", 11, on=SPLIT_ON)
    assert (later.value.available_ore, later.value.day) == (10, LATER)


def test_a_raised_commitment_is_invoiced_beyond_what_it_was(money: Money) -> None:
    with pytest.raises(LedgerError):
        money.approved(money.invoice(MILLION + QUARTER))
    changed(money, "raised", QUARTER, on=SPLIT_ON)
    money.approved(money.invoice(MILLION + QUARTER))
    assert (left(money), ties(money)) == (0, True)


def test_a_raise_may_be_taken_out_of_a_reservation(money: Money) -> None:
    root = money.story.suicide.pot.id
    with money.writing() as session:
        aside = reserve(
            session,
            **money.story.officer,
            pot_id=root,
            amount_ore=500,
            text="Utbildning",
            expires_on=LATER,
            decision_id=money.story.decisions["ASSIGNED"],
            on=SPLIT_ON,
        ).document.id
    with pytest.raises(ReservationExceedsLeft):
        changed(money, "raised", 501, reservation_id=aside)
    done = changed(money, "raised", 500, reservation_id=aside)
    assert money.story.lines(done.booked) == [
        ("committed", root, money.commitment_id, 500),
        ("reserved", root, aside, -500),
    ]
    assert money.state(aside) == "closed"
    assert ties(money)
    corrected(money, done)
    assert (money.state(aside), money.balance(Kind.RESERVED, subject_id=aside)) == ("active", 500)
    assert ties(money)


def test_a_lowering_gives_the_pot_its_money_back(money: Money) -> None:
    root = money.story.suicide.pot.id
    done = changed(money, "lowered", MILLION)
    assert money.story.lines(done.booked) == [
        ("available", root, 0, MILLION),
        ("committed", root, money.commitment_id, -MILLION),
    ]
    assert (done.remaining_ore, money.state(money.commitment_id)) == (0, "active"), "it may be raised again"
    assert changed(money, "raised", 100).remaining_ore == 100
    assert ties(money)


def test_it_is_not_lowered_below_what_is_charged_and_what_waits(money: Money) -> None:
    money.approved(money.invoice(kronor(400_000)))
    waiting = money.confirmed(money.invoice(kronor(100_000), "20418"))
    with pytest.raises(CommitmentLowerExceedsRemaining) as refusal:
        changed(money, "lowered", kronor(500_001))
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Du vill sänka uppdraget med 500 001 kr; av uppdraget återstår 600 000 kr, resten är fakturerat; "
        "100 000 kr väntar på attest. Sänk med högst 500 000 kr. Attestera eller returnera först L-2021-02."
    )
    assert changed(money, "lowered", kronor(500_000)).remaining_ore == kronor(100_000)
    with money.writing() as session:
        return_invoice(session, **money.story.officer, invoice_id=waiting, reason=REASON)
    assert changed(money, "lowered", kronor(100_000)).remaining_ore == 0
    assert ties(money)


def test_a_back_dated_lowering_leaves_later_days_what_they_charged(money: Money) -> None:
    money.approved()
    with pytest.raises(CommitmentLowerExceedsRemaining) as refusal:
        changed(money, "lowered", MILLION - QUARTER + 1, on=SPLIT_ON)
    assert (refusal.value.left_ore, refusal.value.day) == (MILLION - QUARTER, APPROVED_ON)


@pytest.mark.parametrize("how", ["raised", "lowered", "released"])
def test_the_same_change_twice_is_booked_once(money: Money, how: str) -> None:
    first = changed(money, how, MILLION, source_key="ändring:1")
    again = changed(money, how, MILLION, source_key="ändring:1")
    assert (again.document.id, again.booked, again.remaining_ore) == (first.document.id, None, first.remaining_ore)
    with pytest.raises(DocumentSourceKeyTaken):
        changed(money, how, MILLION - 1, source_key="ändring:1")
    if how == "released":
        assert changed(money, how, source_key="ändring:1").document.id == first.document.id


@pytest.mark.parametrize("how", ["raised", "lowered", "released"])
@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"on": clock.today() + timedelta(days=2)}, DateOutOfRange),
        ({"on": SPLIT_ON - timedelta(days=1), "use": "ASSIGNED"}, DateBefore),
        ({"on": SPLIT_ON - timedelta(days=1)}, DecisionAfterUse),
        ({"commitment_id": 99}, NotFound),
        ({"decision_id": 99}, NotFound),
        ({"scope": Scope.of_books(99)}, NotFound),
        ({"use": "AGREED"}, MandateMissing),
        ({"use": "ADVICE"}, DecisionIsRecommendation),
    ],
    ids=["ahead", "before", "undecided", "commitment", "decision", "scope", "mandate", "advice"],
)
def test_what_a_change_may_not_be(money: Money, how: str, given: dict[str, Any], refusal: type[LedgerError]) -> None:
    arguments = dict(given)
    if "use" in arguments:
        arguments["decision_id"] = money.story.decisions[arguments.pop("use")]
    with pytest.raises(refusal):
        changed(money, how, 1, **arguments)
    assert left(money) == MILLION


def test_a_change_is_of_more_than_nothing(money: Money) -> None:
    for amount_ore in (0, -1):
        for how in ("raised", "lowered"):
            with pytest.raises(AmountNotPositive):
                changed(money, how, amount_ore)
        with pytest.raises(CommitmentReleaseExceedsRemaining):
            changed(money, "released", amount_ore)
    assert left(money) == MILLION


def test_a_closed_month_takes_no_change(money: Money) -> None:
    close_months(money.story, date(2021, 7, 1))
    for how in CHANGES:
        with pytest.raises(PeriodClosed):
            changed(money, how, 1)
