"""Payments that come back: the debt stands again, or the pot has its money; once, whole, and turned back in order."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ledger.db.decisions import Decision
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import Basis, EntryDraft, PotRef
from ledger.errors import (
    BounceExceedsDisbursed,
    BouncePaidAgain,
    DateBefore,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    NotFound,
    PayoutBounced,
    PayoutHasLater,
    PayoutOtherKind,
    PotInsufficient,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.posting import post_entry
from ledger.services.allocations import allocate_amounts
from ledger.services.bounces import Bounced, correct_bounce, register_bounced_payment, register_bounced_payout
from ledger.services.invoices import correct_invoice
from ledger.services.payouts import AllottedPayment, PaidOut, correct_payout, pay_out_allotted
from tests.support.billing import LATER_ON, assert_ties, corrected, paid, written
from tests.support.money import PAID_ON, QUARTER, Money
from tests.support.story import SPLIT_ON

SHARE = kronor(700_000)


def bounced(money: Money, payout: PaidOut, invoice_id: int, on: date = LATER_ON, key: str | None = None) -> Bounced:
    with money.writing() as session:
        return register_bounced_payment(
            session,
            **money.story.officer,
            payout_id=payout.document.id,
            invoice_id=invoice_id,
            on=on,
            text="Kontot finns inte",
            source_key=key,
        )


def bounced_from(money: Money, payout: PaidOut, pot: str, on: date = LATER_ON) -> Bounced:
    with money.writing() as session:
        return register_bounced_payout(
            session, **money.story.officer, payout_id=payout.document.id, pot_id=money.story.pots[pot], on=on
        )


@pytest.fixture
def paid_out(money: Money) -> PaidOut:
    """Two recipients' shares, allotted and paid out in one batch."""
    story = money.story
    with money.writing() as session:
        allocate_amounts(
            session,
            **story.officer,
            pot_id=story.suicide.pot.id,
            amounts={story.pots[code]: SHARE for code in ("SK", "FB")},
            decision_id=story.decisions["SPLIT"],
            on=SPLIT_ON,
        )
        (batch,) = pay_out_allotted(
            session,
            **story.officer,
            rows=[AllottedPayment(story.pots[code], SHARE) for code in ("SK", "FB")],
            bank_account_id=money.bank_id,
            on=PAID_ON,
        )
    return batch


def test_a_bounced_payment_is_owed_and_may_be_paid_again(money: Money) -> None:
    first, second = (money.approved(money.invoice(QUARTER, number)).document.id for number in ("1", "2"))
    batch = paid(money, first, second)
    done = bounced(money, batch, first)
    assert (done.document.number, done.amount_ore) == ("UBR-2021-01", QUARTER)
    assert written(money, done.booked, faktura=first) == [
        ("payable", "SUICID2020", "faktura", -250_000),
        ("bank", "SUICID2020", "bank", 250_000),
    ]
    assert (money.state(first), money.state(second)) == ("approved", "paid")
    assert_ties(money)
    with pytest.raises(DateBefore):
        paid(money, first)
    with money.writing() as session:
        money.correct(session, correct_bounce, done.document.id, LATER_ON)
    assert (money.state(done.document.id), money.state(first)) == ("annulled", "paid")
    assert_ties(money)


def test_a_payment_comes_back_once(money: Money) -> None:
    invoice_id = money.approved().document.id
    batch = paid(money, invoice_id)
    done = bounced(money, batch, invoice_id, key="bank:1")
    again = bounced(money, batch, invoice_id, key="bank:1")
    assert (again.document.id, again.booked) == (done.document.id, None)
    with pytest.raises(DocumentSourceKeyTaken):
        bounced(money, batch, invoice_id, LATER_ON + timedelta(days=1), key="bank:1")
    with pytest.raises(PayoutBounced) as refusal:
        bounced(money, batch, invoice_id)
    assert explain(refusal.value) == (
        "Betalningen i UB-2021-01 har redan kommit i retur: UBR-2021-01. Rätta först returen om den inte stämmer."
    )


def test_what_comes_back_was_paid_by_that_payout_and_not_later(money: Money, paid_out: PaidOut) -> None:
    first, second = (money.approved(money.invoice(QUARTER, number)).document.id for number in ("1", "2"))
    batch = paid(money, first)
    with pytest.raises(NotFound):
        bounced(money, batch, second)
    with pytest.raises(PayoutOtherKind) as refusal:
        bounced(money, paid_out, first)
    assert refusal.value.holds == "fördelade medel"
    with pytest.raises(PayoutOtherKind):
        bounced_from(money, batch, "SK")
    with pytest.raises(DateBefore):
        bounced(money, batch, first, PAID_ON - timedelta(days=1))
    with pytest.raises(DateOutOfRange):
        bounced(money, batch, first, date(2999, 1, 1))
    corrected(money, batch.document)
    with pytest.raises(DocumentWrongState):
        bounced(money, batch, first)


def test_a_bounce_is_not_turned_back_once_the_debt_is_paid_again(money: Money) -> None:
    invoice_id = money.approved().document.id
    batch = paid(money, invoice_id)
    done = bounced(money, batch, invoice_id, PAID_ON)
    again = paid(money, invoice_id)
    with pytest.raises(BouncePaidAgain) as refusal:
        corrected(money, done.document)
    assert (refusal.value.invoice, refusal.value.owed_ore) == ("L-2021-01", 0)
    corrected(money, again.document)
    corrected(money, done.document)
    assert money.state(invoice_id) == "paid"


def test_what_came_back_is_corrected_before_its_payout_and_frees_the_invoice(money: Money) -> None:
    invoice_id = money.approved().document.id
    batch = paid(money, invoice_id)
    done = bounced(money, batch, invoice_id)
    with money.writing() as session:
        with pytest.raises(PayoutHasLater) as refusal:
            money.correct(session, correct_payout, batch.document.id, LATER_ON)
        assert refusal.value.documents == (done.document.number,)
        money.correct(session, correct_invoice, invoice_id, LATER_ON)
    assert money.state(invoice_id) == "registered"
    assert_ties(money)


def test_bounced_allotted_money_is_available_in_the_pot_again(money: Money, paid_out: PaidOut) -> None:
    done = bounced_from(money, paid_out, "SK")
    assert written(money, done.booked) == [
        ("disbursed", "SK", "", -700_000),
        ("available", "SK", "", 700_000),
        ("advanced", "SK", "", -700_000),
        ("bank", "SUICID2020", "bank", 700_000),
    ]
    assert_ties(money)
    with pytest.raises(PayoutBounced):
        bounced_from(money, paid_out, "SK")
    with pytest.raises(NotFound):
        bounced_from(money, paid_out, "GR")
    corrected(money, done.document)
    assert (money.balance(Kind.AVAILABLE, "SK"), money.balance(Kind.DISBURSED, "SK")) == (0, SHARE)
    assert bounced_from(money, paid_out, "SK").document.number == "UBR-2021-02"
    assert_ties(money)


def test_money_paid_out_anew_holds_the_bounce(money: Money, paid_out: PaidOut) -> None:
    done = bounced_from(money, paid_out, "SK")
    with money.writing() as session:
        pay_out_allotted(
            session,
            **money.story.officer,
            rows=[AllottedPayment(money.story.pots["SK"], SHARE)],
            bank_account_id=money.bank_id,
            on=LATER_ON,
        )
    with pytest.raises(PotInsufficient):
        corrected(money, done.document)


def test_what_the_recipient_no_longer_holds_cannot_come_back(money: Money, paid_out: PaidOut) -> None:
    story = money.story
    split = story.decisions["SPLIT"]
    with money.writing() as session:
        decided = session.scalars(select(Decision.digest).where(Decision.id == split)).one()
        draft = EntryDraft(
            book_id=story.book_id,
            booked_on=LATER_ON,
            text="Återkrav",
            source_key="återkrav:1",
            actor_id=story.officer_id,
            movement=rules.recall(pot=PotRef(story.pots["SK"], story.suicide.pot.id), amount_ore=kronor(1)),
            basis=Basis(decision=(split, decided)),
        )
        post_entry(session, draft)
    with pytest.raises(BounceExceedsDisbursed) as refusal:
        bounced_from(money, paid_out, "SK", PAID_ON)
    assert (refusal.value.disbursed_ore, refusal.value.day) == (SHARE - kronor(1), LATER_ON)
