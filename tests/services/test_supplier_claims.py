"""What a supplier owes: paid twice, refunded, set off within a purpose, and all of it turned back in order."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from ledger.db import guards
from ledger.db.session import write_session
from ledger.domain.attests import Step
from ledger.domain.chart import Kind
from ledger.domain.mandates import Power
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    DateBefore,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    DoublePaymentExceedsInvoice,
    InvoiceCreditWaits,
    InvoiceExceedsDebt,
    InvoiceHasLater,
    LedgerError,
    NotFound,
    PayoutHasLater,
    SetOffOtherPurpose,
    SetOffOtherSupplier,
    SupplierClaimExceeded,
    SupplierClaimSettled,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.posting import rehearsed
from ledger.reports.controls import run_controls
from ledger.services.agreement_amounts import decide_amount
from ledger.services.allocations import allocate_amounts
from ledger.services.bounces import register_bounced_payment
from ledger.services.decisions import grant_mandate
from ledger.services.invoices import correct_invoice
from ledger.services.payouts import correct_payout
from ledger.services.persons import grant_attest_right
from ledger.services.settlements import Settled
from ledger.services.supplier_claims import register_double_payment, register_supplier_refund, set_off
from tests.support.billing import (
    LATER_ON,
    assert_ties,
    corrected,
    credit,
    credit_registered,
    credited,
    paid,
    paid_invoice,
    written,
)
from tests.support.money import APPROVED_ON, QUARTER, Money
from tests.support.story import AGREED_ON, SPLIT_ON

HUNDRED = kronor(100_000)


def doubled(money: Money, invoice_id: int, amount_ore: Ore = QUARTER, **changed: Any) -> Settled:
    given: dict[str, Any] = {"bank_account_id": money.bank_id, "on": LATER_ON, **changed}
    with money.writing() as session:
        return register_double_payment(
            session, **money.story.officer, invoice_id=invoice_id, amount_ore=amount_ore, **given
        )


def refunded(money: Money, invoice_id: int, amount_ore: Ore = QUARTER, **changed: Any) -> Settled:
    given: dict[str, Any] = {"bank_account_id": money.bank_id, "on": LATER_ON, **changed}
    with money.writing() as session:
        return register_supplier_refund(
            session, **money.story.officer, invoice_id=invoice_id, amount_ore=amount_ore, **given
        )


def set_against(money: Money, claim_id: int, invoice_id: int, amount_ore: Ore | None = None, **changed: Any) -> Settled:
    given: dict[str, Any] = {"on": LATER_ON, **changed}
    with money.writing() as session:
        return set_off(
            session,
            **money.story.officer,
            claim_invoice_id=claim_id,
            invoice_id=invoice_id,
            amount_ore=amount_ore,
            **given,
        )


@pytest.fixture
def child(money: Money) -> Money:
    """With a million allotted to the pot SK."""
    with money.writing() as session:
        allocate_amounts(
            session,
            **money.story.officer,
            pot_id=money.story.suicide.pot.id,
            amounts={money.story.pots["SK"]: kronor(1_000_000)},
            decision_id=money.story.decisions["SPLIT"],
            on=SPLIT_ON,
        )
    return money


def over_two_pots(money: Money, number: str) -> int:
    """An approved invoice of 100 000 kr on the root and 150 000 kr on the pot SK."""
    lines = [
        money.line(HUNDRED, 0, pot_id=money.story.suicide.pot.id),
        money.line(kronor(150_000), QUARTER // 5, pot_id=money.story.pots["SK"]),
    ]
    invoice = money.invoice(number=number, lines=lines, decision_id=money.story.decisions["USE"])
    return money.approved(invoice).document.id


def test_what_was_paid_twice_is_owed_by_the_supplier_and_paid_back_in_parts(money: Money) -> None:
    invoice_id = paid_invoice(money)
    done = doubled(money, invoice_id)
    assert done.document.number == "UBD-2021-01"
    assert written(money, done.booked, faktura=invoice_id) == [
        ("supplier_claim", "SUICID2020", "faktura", 250_000),
        ("bank", "SUICID2020", "bank", -250_000),
    ]
    first = refunded(money, invoice_id, HUNDRED)
    assert written(money, first.booked, faktura=invoice_id) == [
        ("bank", "SUICID2020", "bank", 100_000),
        ("supplier_claim", "SUICID2020", "faktura", -100_000),
    ]
    with pytest.raises(SupplierClaimExceeded) as refusal:
        refunded(money, invoice_id)
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Du angav 250 000 kr; den 2021-04-20 är leverantören skyldig 150 000 kr på faktura L-2021-01. "
        "Ange högst 150 000 kr, eller välj en annan faktura."
    )
    refunded(money, invoice_id, kronor(150_000))
    assert money.balance(Kind.SUPPLIER_CLAIM, subject_id=invoice_id) == 0
    assert money.state(invoice_id) == "paid"
    assert_ties(money)


def test_only_an_invoice_without_debt_is_paid_twice(money: Money) -> None:
    invoice_id = money.approved().document.id
    with pytest.raises(DocumentWrongState) as refusal:
        doubled(money, invoice_id)
    assert (refusal.value.state, refusal.value.wanted) == ("approved", "paid, credited")
    paid(money, invoice_id)
    with pytest.raises(DoublePaymentExceedsInvoice):
        doubled(money, invoice_id, QUARTER + 1)
    with pytest.raises(AmountNotPositive):
        doubled(money, invoice_id, 0)
    with pytest.raises(DateBefore):
        doubled(money, invoice_id, on=APPROVED_ON - timedelta(days=1))
    with pytest.raises(DateOutOfRange):
        doubled(money, invoice_id, on=date(2999, 1, 1))
    with pytest.raises(NotFound):
        doubled(money, invoice_id, bank_account_id=money.receipt_id)
    with pytest.raises(NotFound):
        doubled(money, money.commitment_id)
    with pytest.raises(SupplierClaimExceeded):
        refunded(money, invoice_id, 1)
    assert money.balance(Kind.SUPPLIER_CLAIM, subject_id=invoice_id) == 0


def test_the_same_settlement_twice_is_one(money: Money) -> None:
    invoice_id = paid_invoice(money)
    first, again = (doubled(money, invoice_id, HUNDRED, source_key="bank:1") for _ in range(2))
    assert (again.document.id, again.booked, again.amount_ore) == (first.document.id, None, HUNDRED)
    with pytest.raises(DocumentSourceKeyTaken):
        doubled(money, invoice_id, QUARTER, source_key="bank:1")
    with pytest.raises(DocumentSourceKeyTaken):
        doubled(money, invoice_id, HUNDRED, on=LATER_ON + timedelta(days=1), source_key="bank:1")
    with pytest.raises(DocumentSourceKeyTaken):
        refunded(money, invoice_id, HUNDRED, source_key="bank:1")
    other = paid_invoice(money, number="2")
    with pytest.raises(DocumentSourceKeyTaken):
        doubled(money, other, HUNDRED, source_key="bank:1")


def test_a_refund_is_not_booked_before_the_claim(money: Money) -> None:
    invoice_id = paid_invoice(money)
    doubled(money, invoice_id)
    with pytest.raises(SupplierClaimExceeded) as refusal:
        refunded(money, invoice_id, HUNDRED, on=LATER_ON - timedelta(days=1))
    assert (refusal.value.claim_ore, refusal.value.day) == (0, LATER_ON - timedelta(days=1))


def test_a_claim_pays_another_invoice(money: Money) -> None:
    claimed = paid_invoice(money)
    credited(money, claimed, HUNDRED)
    other = money.approved(money.invoice(kronor(150_000), "2")).document.id
    done = set_against(money, claimed, other)
    assert (done.document.number, done.amount_ore) == ("LKV-2021-01", HUNDRED)
    assert written(money, done.booked, fordran=claimed, faktura=other) == [
        ("payable", "SUICID2020", "faktura", 100_000),
        ("supplier_claim", "SUICID2020", "fordran", -100_000),
    ]
    assert money.state(other) == "approved"
    assert_ties(money)
    turned = corrected(money, done.document)
    assert turned.is_new
    assert (money.balance(Kind.PAYABLE, subject_id=other), money.state(other)) == (kronor(-150_000), "approved")
    assert_ties(money)


def test_a_wholly_set_off_invoice_is_paid_and_owed_again_when_corrected(money: Money) -> None:
    claimed = paid_invoice(money)
    doubled(money, claimed)
    other = money.approved(money.invoice(HUNDRED, "2")).document.id
    done = set_against(money, claimed, other, HUNDRED)
    assert money.state(other) == "paid"
    with money.writing() as session, pytest.raises(InvoiceHasLater) as refusal:
        money.correct(session, correct_invoice, other, LATER_ON)
    assert refusal.value.documents == (done.document.number,)
    corrected(money, done.document)
    assert money.state(other) == "approved"
    assert money.balance(Kind.SUPPLIER_CLAIM, subject_id=claimed) == QUARTER


def test_a_claim_pays_its_own_invoice_once_the_payment_came_back(money: Money) -> None:
    invoice_id = money.approved().document.id
    batch = paid(money, invoice_id)
    credited(money, invoice_id, HUNDRED)
    with money.writing() as session:
        register_bounced_payment(
            session, **money.story.officer, payout_id=batch.document.id, invoice_id=invoice_id, on=LATER_ON
        )
    set_against(money, invoice_id, invoice_id)
    assert money.balance(Kind.PAYABLE, subject_id=invoice_id) == HUNDRED - QUARTER
    assert money.balance(Kind.SUPPLIER_CLAIM, subject_id=invoice_id) == 0
    assert_ties(money)


def test_what_cannot_be_set_off(money: Money) -> None:
    claimed = paid_invoice(money)
    other = money.approved(money.invoice(HUNDRED, "2")).document.id
    with pytest.raises(SupplierClaimExceeded):
        set_against(money, claimed, other)
    doubled(money, claimed)
    with pytest.raises(InvoiceExceedsDebt) as refusal:
        set_against(money, claimed, other, HUNDRED + 1)
    assert (refusal.value.invoice, refusal.value.owed_ore) == ("L-2021-02", HUNDRED)
    waits = credit_registered(money, credit(other, kronor(10_000))).document.number
    with pytest.raises(InvoiceCreditWaits) as waiting:
        set_against(money, claimed, other, HUNDRED)
    assert waiting.value.credits == (waits,)
    with pytest.raises(DocumentWrongState):
        set_against(money, claimed, money.registered(money.invoice(HUNDRED, "3")))
    stranger = money.approved(
        money.invoice(
            HUNDRED,
            "1",
            supplier_id=money.story.organisations["GR"],
            lines=[money.line(HUNDRED, HUNDRED // 5, pot_id=money.story.suicide.pot.id)],
            decision_id=money.story.decisions["USE"],
        )
    ).document.id
    with pytest.raises(SetOffOtherSupplier) as other_supplier:
        set_against(money, claimed, stranger)
    assert other_supplier.value.other_supplier == "Göteborgsregionen"
    assert money.balance(Kind.SUPPLIER_CLAIM, subject_id=claimed) == QUARTER


def test_between_purposes_the_money_passes_the_bank(money: Money) -> None:
    story = money.story
    claimed = paid_invoice(money)
    doubled(money, claimed)
    with money.writing() as session:
        decide_amount(
            session,
            **story.officer,
            purpose_id=story.youth.id,
            amount_ore=QUARTER,
            decision_id=story.decisions["AGREED"],
            on=AGREED_ON,
        )
        grant_mandate(
            session,
            **story.officer,
            body_id=story.bodies["STYRGRUPP"],
            power=Power.USE,
            pot_id=story.youth.pot.id,
            valid_from=AGREED_ON,
        )
        for person_id, step in ((story.officer_id, Step.CONFIRM), (money.director_id, Step.APPROVE)):
            grant_attest_right(
                session,
                **story.officer,
                person_id=person_id,
                pot_id=story.youth.pot.id,
                step=step,
                limit_ore=None,
                valid_from=AGREED_ON,
            )
    lines = [money.line(HUNDRED, HUNDRED // 5, pot_id=story.youth.pot.id)]
    other = money.approved(money.invoice(HUNDRED, "2", lines=lines, decision_id=story.decisions["USE"])).document.id
    with pytest.raises(SetOffOtherPurpose) as refusal:
        set_against(money, claimed, other, HUNDRED)
    assert (refusal.value.wanted_ore, refusal.value.meets_ore) == (HUNDRED, 0)
    with pytest.raises(SetOffOtherPurpose):
        set_against(money, claimed, other)


def test_over_several_pots_each_takes_its_part(child: Money) -> None:
    claimed, other = over_two_pots(child, "1"), over_two_pots(child, "2")
    paid(child, claimed)
    done = doubled(child, claimed, kronor(200_000))
    assert written(child, done.booked, faktura=claimed) == [
        ("supplier_claim", "SUICID2020", "faktura", 100_000),
        ("bank", "SUICID2020", "bank", -200_000),
        ("supplier_claim", "SK", "faktura", 100_000),
    ]
    met = set_against(child, claimed, other, kronor(180_000))
    assert written(child, met.booked, fordran=claimed, faktura=other) == [
        ("payable", "SUICID2020", "faktura", 100_000),
        ("supplier_claim", "SUICID2020", "fordran", -100_000),
        ("payable", "SK", "faktura", 80_000),
        ("supplier_claim", "SK", "fordran", -80_000),
    ]
    back = refunded(child, claimed, kronor(20_000))
    assert written(child, back.booked, faktura=claimed)[1] == ("supplier_claim", "SK", "faktura", -20_000)
    assert_ties(child)


def test_what_a_claim_was_used_for_is_corrected_first(money: Money) -> None:
    invoice_id = money.approved().document.id
    batch = paid(money, invoice_id)
    done = doubled(money, invoice_id)
    back = refunded(money, invoice_id, HUNDRED)
    with pytest.raises(SupplierClaimSettled) as refusal:
        corrected(money, done.document)
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Av det leverantören blev skyldig genom UBD-2021-01, 250 000 kr, står 150 000 kr kvar: LÅ-2021-01. "
        "Rätta först återbetalningen eller kvittningen."
    )
    with money.writing() as session, pytest.raises(PayoutHasLater):
        money.correct(session, correct_payout, batch.document.id, LATER_ON)
    corrected(money, back.document)
    with pytest.raises(DocumentWrongState):
        corrected(money, back.document)
    corrected(money, done.document)
    assert money.balance(Kind.SUPPLIER_CLAIM, subject_id=invoice_id) == 0
    with money.writing() as session:
        money.correct(session, correct_payout, batch.document.id, LATER_ON)
        money.correct(session, correct_invoice, invoice_id, LATER_ON)
    assert money.state(invoice_id) == "registered"
    assert_ties(money)


def test_a_credit_numbered_as_an_invoice_is_found_by_the_control(money: Money) -> None:
    """The program refuses it, so it is written past the program."""
    invoice_id = paid_invoice(money)
    credit_registered(money, credit(invoice_id, HUNDRED))
    with write_session(money.story.engine) as session, rehearsed(session):
        guards.remove(session.connection())
        session.execute(text("UPDATE credit_invoice SET supplier_number = '020417'"))
        results = run_controls(
            session, scope=Scope.everything(), book_id=money.story.book_id, as_of=None, known_at=None
        )
    (twice,) = (result for result in results if result.no == 11)
    assert [(one.what, one.subject) for one in twice.breaks] == [
        ("Fakturanummer 020417 finns redan på L-2021-01", "LK-2021-01")
    ]


def test_32_at_once_take_no_more_than_the_claim(money: Money) -> None:
    invoice_id = paid_invoice(money)
    doubled(money, invoice_id, HUNDRED)

    def refund(_thread: int) -> type[LedgerError] | None:
        try:
            refunded(money, invoice_id, kronor(10_000))
        except LedgerError as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(32) as threads:
        assert Counter(threads.map(refund, range(32))) == {None: 10, SupplierClaimExceeded: 22}
    assert money.balance(Kind.SUPPLIER_CLAIM, subject_id=invoice_id) == 0
