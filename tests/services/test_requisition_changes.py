"""Requisitions lowered and withdrawn as far as unpaid, and sent back as far as received and free."""

from datetime import date, timedelta

import pytest

from ledger import clock
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    BankInsufficient,
    DateBefore,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    NotFound,
    PeriodClosed,
    ReasonMissing,
    ReceiptSentBack,
    RequisitionExceedsAuthorised,
    RequisitionIsLowered,
    RequisitionLoweringExceedsUnpaid,
    SendingBackExceedsReceived,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.bank_accounts import open_bank_account
from ledger.services.payouts import pay_invoices
from ledger.services.periods import close_month
from ledger.services.receipts import correct_receipt
from ledger.services.requisition_changes import (
    correct_lowering,
    correct_sending_back,
    lower_requisition,
    send_back,
)
from ledger.services.requisitions import correct_requisition
from tests.support.claims import ASKED_ON, CAME_ON, CHANGED_ON, RAISED, Claims, differing
from tests.support.money import PAID_ON, QUARTER, REASON
from tests.support.raw import dump
from tests.support.story import COUNTY_ORE, Here

FOUR = kronor(4_000_000)
SIX = kronor(6_000_000)


def test_a_requisition_is_lowered_as_far_as_it_is_unpaid(claims: Claims) -> None:
    lowered = claims.lower(FOUR)
    assert lowered.document.number == "SR-2020-01"
    assert claims.money.story.lines(lowered.booked) == [
        ("claim", claims.root, claims.requisition_id, -FOUR),
        ("grant_debt", claims.root, 0, FOUR),
    ]
    assert (lowered.claim.left_ore, claims.claim(), claims.state()) == (SIX, SIX, "sent")
    claims.receive(SIX)
    assert claims.state() == "paid"
    assert differing(claims.money) == []


def test_what_is_lowered_may_be_asked_for_anew(claims: Claims) -> None:
    with pytest.raises(RequisitionExceedsAuthorised):
        claims.send(1, on=CHANGED_ON)
    claims.lower(FOUR)
    assert claims.send(FOUR, on=CHANGED_ON).document.number == "R-2020-03"
    assert differing(claims.money) == []


def test_what_is_paid_is_not_lowered(claims: Claims) -> None:
    claims.receive(SIX)
    before = dump(claims.money.story.engine)
    with pytest.raises(RequisitionLoweringExceedsUnpaid) as refusal:
        claims.lower(FOUR + 1, on=CAME_ON)
    assert refusal.value.facts() == {
        "requisition": "R-2020-02",
        "wanted_ore": FOUR + 1,
        "unpaid_ore": FOUR,
        "day": CAME_ON,
    }
    assert dump(claims.money.story.engine) == before


def test_a_back_dated_lowering_leaves_a_later_receipt_its_claim(claims: Claims) -> None:
    claims.receive(SIX, on=CAME_ON)
    with pytest.raises(RequisitionLoweringExceedsUnpaid) as refusal:
        claims.lower(FOUR + 1, on=ASKED_ON)
    assert (refusal.value.unpaid_ore, refusal.value.day) == (FOUR, CAME_ON)
    assert claims.lower(FOUR, on=ASKED_ON).claim.state == "paid"
    assert differing(claims.money) == []


def test_an_unpaid_requisition_is_withdrawn(claims: Claims) -> None:
    withdrawn = claims.withdraw()
    assert (withdrawn.amount_ore, claims.claim(), claims.state()) == (RAISED, 0, "withdrawn")
    with pytest.raises(DocumentWrongState):
        claims.receive(1)
    with pytest.raises(DocumentWrongState):
        claims.withdraw()
    assert claims.send(RAISED, on=CHANGED_ON).booked is not None
    assert differing(claims.money) == []


def test_one_paid_in_part_is_withdrawn_as_far_as_unpaid_and_is_paid(claims: Claims) -> None:
    claims.receive(SIX, on=CHANGED_ON)
    assert claims.withdraw().amount_ore == FOUR
    assert claims.state() == "paid"


def test_a_corrected_lowering_leaves_the_whole_claim(claims: Claims) -> None:
    money = claims.money
    lowered = claims.withdraw()
    with money.writing() as session:
        corrected = money.correct(session, correct_lowering, lowered.document.id, CHANGED_ON)
    assert money.story.lines(corrected) == [
        ("claim", claims.root, claims.requisition_id, RAISED),
        ("grant_debt", claims.root, 0, -RAISED),
    ]
    assert (money.state(lowered.document.id), claims.state()) == ("annulled", "sent")
    assert differing(money) == []
    with money.writing() as session, pytest.raises(DocumentWrongState):
        money.correct(session, correct_lowering, lowered.document.id, CHANGED_ON)


def test_a_lowering_is_not_turned_back_once_the_amount_is_asked_for_anew(claims: Claims) -> None:
    money = claims.money
    lowered = claims.lower(FOUR)
    claims.send(FOUR, on=CHANGED_ON)
    with money.writing() as session, pytest.raises(RequisitionExceedsAuthorised) as refusal:
        money.correct(session, correct_lowering, lowered.document.id, CHANGED_ON)
    assert (refusal.value.wanted_ore, refusal.value.left_ore) == (FOUR, 0)
    assert money.state(lowered.document.id) == "booked"


def test_a_lowered_requisition_is_not_corrected_before_its_lowering(claims: Claims) -> None:
    money = claims.money
    lowered = claims.lower(FOUR)
    with money.writing() as session, pytest.raises(RequisitionIsLowered) as refusal:
        money.correct(session, correct_requisition, claims.requisition_id, CHANGED_ON)
    assert refusal.value.facts() == {
        "requisition": "R-2020-02",
        "lowered_ore": FOUR,
        "lowerings": ("SR-2020-01",),
    }
    with money.writing() as session:
        money.correct(session, correct_lowering, lowered.document.id, CHANGED_ON)
        money.correct(session, correct_requisition, claims.requisition_id, CHANGED_ON)
    assert claims.state() == "draft"
    assert differing(money) == []


def test_a_lowering_once_however_often_it_is_sent(claims: Claims) -> None:
    first = claims.withdraw(source_key="sänk:1")
    again = claims.withdraw(source_key="sänk:1")
    assert (again.document.id, again.booked, again.amount_ore) == (first.document.id, None, RAISED)
    with pytest.raises(DocumentSourceKeyTaken):
        claims.lower(FOUR, source_key="sänk:1")


def test_what_a_lowering_is_asked(claims: Claims) -> None:
    story = claims.money.story
    with pytest.raises(AmountNotPositive):
        claims.lower(0)
    with pytest.raises(ReasonMissing):
        claims.lower(1, reason="fel")
    with pytest.raises(DateBefore):
        claims.lower(1, on=ASKED_ON - timedelta(days=1))
    with pytest.raises(DateOutOfRange):
        claims.lower(1, on=clock.today() + timedelta(days=1))
    outside: Here = {**story.officer, "scope": Scope.of_books(story.book_id + 1)}
    with claims.money.writing() as session:
        for here, requisition_id in ((story.officer, 4711), (outside, claims.requisition_id)):
            with pytest.raises(NotFound):
                lower_requisition(
                    session, **here, requisition_id=requisition_id, amount_ore=1, on=CHANGED_ON, reason=REASON
                )


def test_money_asked_for_by_mistake_is_sent_back_and_may_be_asked_for_anew(claims: Claims) -> None:
    money = claims.money
    claims.receive(RAISED)
    sent = claims.send_back(FOUR)
    assert sent.document.number == "TB-2020-01"
    assert money.story.lines(sent.booked) == [
        ("grant_debt", claims.root, 0, FOUR),
        ("bank", claims.root, money.bank_id, -FOUR),
    ]
    assert (sent.claim.sent_back_ore, claims.claim(), claims.state()) == (FOUR, 0, "paid")
    assert claims.send_back(SIX).claim.state == claims.state() == "sent_back"
    assert differing(money) == []
    assert claims.send(RAISED, on=CAME_ON).booked is not None
    assert differing(money) == []


def test_no_more_is_sent_back_than_is_received_on_the_requisition(claims: Claims) -> None:
    claims.receive(FOUR)
    claims.send_back(kronor(1_000_000))
    before = dump(claims.money.story.engine)
    with pytest.raises(SendingBackExceedsReceived) as refusal:
        claims.send_back(FOUR)
    assert (refusal.value.received_ore, refusal.value.left_ore) == (kronor(3_000_000), kronor(3_000_000))
    assert refusal.value.free_ore == COUNTY_ORE + kronor(3_000_000)
    assert dump(claims.money.story.engine) == before
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Du vill sända tillbaka 4 000 000 kr. På rekvisition R-2020-02 är 3 000 000 kr inbetalt och inte "
        "tillbakasänt; den 2020-12-23 har ändamålet 36 422 811 kr i banken som inte är skuld till någon. "
        "Högst 3 000 000 kr kan sändas tillbaka."
    )


def test_nothing_is_sent_back_before_it_came(claims: Claims) -> None:
    claims.receive(FOUR, on=CAME_ON)
    with pytest.raises(SendingBackExceedsReceived) as refusal:
        claims.send_back(1, on=CHANGED_ON)
    assert refusal.value.received_ore == 0


def test_what_is_owed_to_a_supplier_is_not_sent_back(claims: Claims) -> None:
    money = claims.money
    money.approved()
    with pytest.raises(SendingBackExceedsReceived) as refusal:
        claims.send_back(COUNTY_ORE, on=PAID_ON, requisition_id=money.requisition_id)
    assert refusal.value.free_ore == COUNTY_ORE - QUARTER
    assert claims.send_back(COUNTY_ORE - QUARTER, on=PAID_ON, requisition_id=money.requisition_id).booked is not None
    assert differing(money) == []


def test_what_is_paid_out_later_is_not_sent_back_on_an_earlier_day(claims: Claims) -> None:
    money = claims.money
    invoice_id = money.approved().document.id
    with money.writing() as session:
        pay_invoices(
            session, **money.story.officer, invoice_ids=[invoice_id], bank_account_id=money.bank_id, on=PAID_ON
        )
    with pytest.raises(SendingBackExceedsReceived) as refusal:
        claims.send_back(COUNTY_ORE, on=CAME_ON, requisition_id=money.requisition_id)
    assert refusal.value.free_ore == COUNTY_ORE - QUARTER


def test_another_account_of_the_book_may_not_hold_it(claims: Claims) -> None:
    money = claims.money
    with money.writing() as session:
        other = open_bank_account(session, **money.story.officer, name="Sparkonto", number="1")
    with pytest.raises(BankInsufficient) as refusal:
        claims.send_back(FOUR, bank_account_id=other.id, requisition_id=money.requisition_id)
    assert (refusal.value.bank_ore, refusal.value.purpose) == (0, "Suicidprevention 2020")


def test_a_corrected_sending_back_puts_the_money_back(claims: Claims) -> None:
    money = claims.money
    claims.receive(RAISED)
    sent = claims.send_back(RAISED)
    with money.writing() as session:
        corrected = money.correct(session, correct_sending_back, sent.document.id, CAME_ON)
    assert money.story.lines(corrected) == [
        ("grant_debt", claims.root, 0, -RAISED),
        ("bank", claims.root, money.bank_id, RAISED),
    ]
    assert (money.state(sent.document.id), claims.state()) == ("annulled", "paid")
    assert money.balance(Kind.BANK, subject_id=money.bank_id) == COUNTY_ORE + RAISED
    assert differing(money) == []


def test_a_sending_back_is_not_turned_back_once_the_amount_is_asked_for_anew(claims: Claims) -> None:
    money = claims.money
    claims.receive(RAISED)
    sent = claims.send_back(RAISED)
    claims.send(RAISED, on=CAME_ON)
    with money.writing() as session, pytest.raises(RequisitionExceedsAuthorised):
        money.correct(session, correct_sending_back, sent.document.id, CAME_ON)


def test_a_receipt_that_was_sent_back_is_not_corrected_before_that(claims: Claims) -> None:
    money = claims.money
    receipt = claims.receive(RAISED)
    sent = claims.send_back(FOUR)
    with money.writing() as session, pytest.raises(ReceiptSentBack) as refusal:
        money.correct(session, correct_receipt, receipt.document.id, CAME_ON)
    assert refusal.value.facts() == {
        "document": "I-2020-02",
        "requisition": "R-2020-02",
        "sent_back_ore": FOUR,
        "sendings": ("TB-2020-01",),
    }
    with money.writing() as session:
        money.correct(session, correct_sending_back, sent.document.id, CAME_ON)
        money.correct(session, correct_receipt, receipt.document.id, CAME_ON)
    assert (claims.state(), claims.claim()) == ("sent", RAISED)
    assert differing(money) == []


def test_what_a_sending_back_is_asked(claims: Claims) -> None:
    money, story = claims.money, claims.money.story
    claims.receive(RAISED)
    with pytest.raises(AmountNotPositive):
        claims.send_back(0)
    with pytest.raises(DateBefore):
        claims.send_back(1, on=ASKED_ON - timedelta(days=1))
    with pytest.raises(NotFound):
        claims.send_back(1, bank_account_id=4711)
    outside: Here = {**story.officer, "scope": Scope.of_books(story.book_id + 1)}
    with money.writing() as session, pytest.raises(NotFound):
        send_back(
            session,
            **outside,
            requisition_id=claims.requisition_id,
            bank_account_id=money.bank_id,
            amount_ore=1,
            on=CAME_ON,
            reason=REASON,
        )


def test_a_sending_back_once_however_often_it_is_sent(claims: Claims) -> None:
    claims.receive(RAISED)
    first = claims.send_back(RAISED, source_key="åter:1")
    again = claims.send_back(RAISED, source_key="åter:1")
    assert (again.document.id, again.booked, again.claim.state) == (first.document.id, None, "sent_back")


def test_a_closed_month_takes_no_change(claims: Claims) -> None:
    story = claims.money.story
    with claims.money.writing() as session:
        for month in range(1, 13):
            close_month(session, **story.officer, month=date(2020, month, 1))
    before = dump(story.engine)
    with pytest.raises(PeriodClosed):
        claims.lower(1)
    with pytest.raises(PeriodClosed):
        claims.send_back(1, requisition_id=claims.money.requisition_id)
    assert dump(story.engine) == before
