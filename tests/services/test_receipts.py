"""Receipts: in whole or in parts, never more than the claim, which stands again when one is corrected."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from ledger import clock
from ledger.domain.chart import Kind
from ledger.errors import (
    AmountNotPositive,
    DateBefore,
    DateOutOfRange,
    DocumentWrongState,
    NotFound,
    ReasonMissing,
    ReceiptExceedsClaim,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.services.receipts import RegisteredReceipt, correct_receipt, register_receipt
from ledger.services.requisitions import correct_requisition
from tests.support.money import RECEIVED_ON, SENT_ON, Money
from tests.support.story import COUNTY_ORE

PART = kronor(10_000_000)


@pytest.fixture
def unpaid(money: Money) -> Money:
    with money.writing() as session:
        money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
    return money


def receive(
    session: Session, money: Money, amount_ore: Ore, on: date = RECEIVED_ON, source_key: str | None = None
) -> RegisteredReceipt:
    return register_receipt(
        session,
        **money.story.officer,
        requisition_id=money.requisition_id,
        bank_account_id=money.bank_id,
        amount_ore=amount_ore,
        on=on,
        source_key=source_key,
    )


def test_the_payer_pays_in_parts(unpaid: Money) -> None:
    root = unpaid.story.suicide.pot.id
    with unpaid.writing() as session:
        first = receive(session, unpaid, PART)
    assert unpaid.story.lines(first.booked) == [
        ("bank", root, unpaid.bank_id, PART),
        ("claim", root, unpaid.requisition_id, -PART),
    ]
    assert first.claim_ore == COUNTY_ORE - PART
    assert unpaid.state(unpaid.requisition_id) == "partly_paid"
    with unpaid.writing() as session:
        assert receive(session, unpaid, COUNTY_ORE - PART).claim_ore == 0
    assert unpaid.state(unpaid.requisition_id) == "paid"


def test_a_receipt_over_the_claim_says_what_to_do_with_the_rest(unpaid: Money) -> None:
    with unpaid.writing() as session, pytest.raises(ReceiptExceedsClaim) as refusal:
        receive(session, unpaid, COUNTY_ORE + kronor(100))
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Inbetalningen är på 100 kr mer än fordran. Para ihop resten med en annan rekvisition, "
        "eller lämna 100 kr som ej ihopparat."
    )


def test_a_paid_claim_takes_nothing_more(money: Money) -> None:
    with money.writing() as session, pytest.raises(ReceiptExceedsClaim) as refusal:
        receive(session, money, 1)
    assert (refusal.value.claim_ore, refusal.value.over_ore) == (0, 1)


def test_a_back_dated_receipt_may_not_overpay_a_later_day(unpaid: Money) -> None:
    with unpaid.writing() as session:
        receive(session, unpaid, COUNTY_ORE - PART, on=date(2020, 12, 22))
        with pytest.raises(ReceiptExceedsClaim):
            receive(session, unpaid, PART + 1, on=RECEIVED_ON)
        receive(session, unpaid, PART, on=RECEIVED_ON)


@pytest.mark.parametrize("amount_ore", [0, -1])
def test_an_amount_is_positive(unpaid: Money, amount_ore: Ore) -> None:
    with unpaid.writing() as session, pytest.raises(AmountNotPositive):
        receive(session, unpaid, amount_ore)


def test_days_before_the_requisition_or_ahead_of_today(unpaid: Money) -> None:
    with unpaid.writing() as session:
        with pytest.raises(DateBefore):
            receive(session, unpaid, 1, on=SENT_ON - timedelta(days=1))
        with pytest.raises(DateOutOfRange):
            receive(session, unpaid, 1, on=clock.today() + timedelta(days=1))


def test_a_requisition_in_draft_is_owed_nothing(unpaid: Money) -> None:
    with unpaid.writing() as session:
        unpaid.correct(session, correct_requisition, unpaid.requisition_id, RECEIVED_ON)
        with pytest.raises(DocumentWrongState):
            receive(session, unpaid, 1)


def test_what_is_not_in_the_book_is_not_found(money: Money) -> None:
    with money.writing() as session:
        for requisition_id, bank_id in ((4711, money.bank_id), (money.requisition_id, money.requisition_id)):
            with pytest.raises(NotFound):
                register_receipt(
                    session,
                    **money.story.officer,
                    requisition_id=requisition_id,
                    bank_account_id=bank_id,
                    amount_ore=1,
                    on=RECEIVED_ON,
                )


def test_the_same_receipt_twice_is_booked_once(unpaid: Money) -> None:
    with unpaid.writing() as session:
        first = receive(session, unpaid, COUNTY_ORE, source_key="bank:1")
        again = receive(session, unpaid, COUNTY_ORE, source_key="bank:1")
    assert (again.document.id, again.booked, again.claim_ore) == (first.document.id, None, 0)


def test_a_corrected_receipt_leaves_the_claim_standing(money: Money) -> None:
    root = money.story.suicide.pot.id
    with money.writing() as session:
        corrected = money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
    assert money.story.lines(corrected) == [
        ("bank", root, money.bank_id, -COUNTY_ORE),
        ("claim", root, money.requisition_id, COUNTY_ORE),
    ]
    assert money.state(money.receipt_id) == "annulled"
    assert money.state(money.requisition_id) == "sent"
    assert money.balance(Kind.CLAIM, subject_id=money.requisition_id) == COUNTY_ORE


def test_a_correction_says_why_and_is_made_once(money: Money) -> None:
    with money.writing() as session:
        with pytest.raises(ReasonMissing):
            money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON, reason=" kort ")
        money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
        with pytest.raises(DocumentWrongState):
            money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
