"""Repayments: at most what is received and unused, what the root has left, and what the bank holds."""

from datetime import timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    BankInsufficient,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    MandateMissing,
    NotFound,
    PotInsufficient,
    ReasonMissing,
    UnusedInsufficient,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.allocations import allocate_amounts
from ledger.services.bank_accounts import open_bank_account
from ledger.services.corrections import correct_entry
from ledger.services.receipts import correct_receipt, register_receipt
from ledger.services.repayments import Repaid, correct_repayment, repay
from tests.support.money import MILLION, REASON, RECEIVED_ON, Money
from tests.support.story import COUNTY_ORE
from tests.support.yearend import (
    ADDRESS,
    NEXT_YEAR,
    YEAR_END,
    YearEnd,
    assert_controls_tie,
    more_authority,
    with_recipient,
    with_year_end,
    written,
)


@pytest.fixture
def ending(money: Money) -> YearEnd:
    return with_year_end(money)


def give_back(ending: YearEnd, **given: Any) -> Repaid:
    said: dict[str, Any] = {
        "purpose_id": ending.story.suicide.id,
        "bank_account_id": ending.money.bank_id,
        "amount_ore": MILLION,
        "decision_id": ending.decision_id,
        "on": NEXT_YEAR,
    }
    with ending.money.writing() as session:
        return repay(session, **{**ending.story.officer, **said, **given})


def test_unused_money_goes_back_to_the_payer(ending: YearEnd) -> None:
    done = give_back(ending)
    root = ending.root_id
    assert (done.document.number, done.address, done.reference) == ("ÅB-2022-01", ADDRESS, "19/01701")
    assert ending.story.lines(done.booked) == [
        ("returned", root, 0, MILLION),
        ("available", root, 0, -MILLION),
        ("grant_debt", root, 0, MILLION),
        ("bank", root, ending.money.bank_id, -MILLION),
    ]
    assert done.left_ore == COUNTY_ORE - MILLION
    assert ending.money.state(done.document.id) == "booked"
    assert_controls_tie(ending.story.engine, ending.story.book_id)


def test_not_more_than_is_received_and_unused(ending: YearEnd) -> None:
    """The requisition's receipt is turned back and half of it received: the other half is still a claim."""
    half = kronor(16_000_000)
    with ending.money.writing() as session:
        ending.money.correct(session, correct_receipt, ending.money.receipt_id, RECEIVED_ON)
        register_receipt(
            session,
            **ending.story.officer,
            requisition_id=ending.money.requisition_id,
            bank_account_id=ending.money.bank_id,
            amount_ore=half,
            on=RECEIVED_ON,
        )
    before = written(ending.story.engine)
    with pytest.raises(UnusedInsufficient) as refusal:
        give_back(ending, amount_ore=half + 1)
    assert refusal.value.facts() == {
        "purpose": "Suicidprevention 2020",
        "wanted_ore": half + 1,
        "grant_debt_ore": COUNTY_ORE,
        "claim_ore": COUNTY_ORE - half,
        "day": NEXT_YEAR,
        "left_ore": half,
    }
    assert "Inbetalt och ej förbrukat är 16 000 000 kr." in explain(refusal.value).replace("\u00a0", " ")
    assert written(ending.story.engine) == before
    assert give_back(ending, amount_ore=half).left_ore == 0


def test_what_was_never_asked_for_is_not_repaid(ending: YearEnd) -> None:
    more_authority(ending.money)
    with pytest.raises(UnusedInsufficient) as refusal:
        give_back(ending, amount_ore=COUNTY_ORE + 1)
    assert refusal.value.left_ore == COUNTY_ORE


def test_what_other_pots_and_commitments_hold_is_not_the_roots(ending: YearEnd) -> None:
    left = ending.money.balance(Kind.AVAILABLE)
    assert left == COUNTY_ORE - MILLION, "a million is committed"
    with pytest.raises(PotInsufficient) as refusal:
        give_back(ending, amount_ore=left + 1)
    assert (refusal.value.available_ore, refusal.value.over_ore) == (left, 1)


def test_money_at_another_bank_account_is_not_there(ending: YearEnd) -> None:
    with ending.money.writing() as session:
        empty = open_bank_account(session, **ending.story.officer, name="Sparkonto", number="5050-1055").id
    with pytest.raises(BankInsufficient) as refusal:
        give_back(ending, amount_ore=1, bank_account_id=empty)
    assert (refusal.value.bank_ore, refusal.value.purpose) == (0, "Suicidprevention 2020")


def test_money_with_recipients_is_not_there(ending: YearEnd) -> None:
    """It is in the debt to the payer, but neither the root's nor in the bank: it is recalled or reported first."""
    paid = kronor(20_000_000)
    with_recipient(ending.money, "FB", paid, paid)
    left = COUNTY_ORE - MILLION - paid
    with pytest.raises(PotInsufficient) as refusal:
        give_back(ending, amount_ore=left + 1)
    assert refusal.value.available_ore == left
    assert give_back(ending, amount_ore=left).left_ore == MILLION + paid


def test_a_back_dated_repayment_leaves_later_days_what_they_used(ending: YearEnd) -> None:
    story = ending.story
    with ending.money.writing() as session:
        allocate_amounts(
            session,
            **story.officer,
            pot_id=ending.root_id,
            amounts={story.pots["FB"]: COUNTY_ORE - 2 * MILLION},
            decision_id=story.decisions["SPLIT"],
            on=NEXT_YEAR,
        )
    with pytest.raises(PotInsufficient) as refusal:
        give_back(ending, amount_ore=MILLION + 1, on=YEAR_END)
    assert (refusal.value.available_ore, refusal.value.day) == (MILLION, NEXT_YEAR)


def test_what_a_later_day_gave_back_is_not_given_back_before_it(ending: YearEnd) -> None:
    more_authority(ending.money)
    give_back(ending, amount_ore=COUNTY_ORE)
    with pytest.raises(UnusedInsufficient) as refusal:
        give_back(ending, amount_ore=1, on=YEAR_END)
    assert (refusal.value.left_ore, refusal.value.day) == (0, NEXT_YEAR)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"amount_ore": 0}, AmountNotPositive),
        ({"scope": Scope.of_books()}, NotFound),
        ({"purpose_id": 4711}, NotFound),
        ({"bank_account_id": 4711}, NotFound),
        ({"on": clock.today() + timedelta(days=1)}, DateOutOfRange),
    ],
)
def test_what_every_repayment_must_say(ending: YearEnd, given: dict[str, Any], refusal: type[Exception]) -> None:
    before = written(ending.story.engine)
    with pytest.raises(refusal):
        give_back(ending, **given)
    assert written(ending.story.engine) == before


def test_a_decision_with_the_power_is_needed(ending: YearEnd) -> None:
    with pytest.raises(MandateMissing):
        give_back(ending, decision_id=ending.story.decisions["SPLIT"])


def test_the_same_repayment_is_booked_once(ending: YearEnd) -> None:
    first, again = give_back(ending, source_key="åter 2021"), give_back(ending, source_key="åter 2021")
    assert (again.document.id, again.booked) == (first.document.id, None)
    assert again.left_ore == first.left_ore
    with pytest.raises(DocumentSourceKeyTaken):
        give_back(ending, source_key="åter 2021", amount_ore=1)


def test_turned_back_the_money_is_in_the_bank_again(ending: YearEnd) -> None:
    done = give_back(ending)
    assert done.booked is not None
    year, number = (int(part) for part in done.booked.name.split("-"))
    with ending.money.writing() as session:
        with pytest.raises(ReasonMissing):
            ending.money.correct(session, correct_repayment, done.document.id, NEXT_YEAR, reason="fel")
        correct_entry(session, **ending.story.officer, year=year, number=number, reason=REASON, booked_on=NEXT_YEAR)
        with pytest.raises(DocumentWrongState):
            ending.money.correct(session, correct_repayment, done.document.id, NEXT_YEAR)
    assert ending.money.state(done.document.id) == "annulled"
    assert ending.money.balance(Kind.RETURNED) == 0
    assert ending.money.balance(Kind.BANK, subject_id=ending.money.bank_id) == COUNTY_ORE
    assert_controls_tie(ending.story.engine, ending.story.book_id)
