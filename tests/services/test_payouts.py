"""Payouts: invoices whole, recipients within what is allotted, the bank never below zero, and all of it turned back."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import balance
from ledger.db.books import Entry
from ledger.db.payouts import Payout, PayoutRow
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.errors import (
    AmountNotPositive,
    BankInsufficient,
    DateBefore,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    InvoiceExceedsDebt,
    InvoicePaid,
    NotFound,
    PayeeAccountMissing,
    PayeeMissing,
    PayoutEmpty,
    PayoutExceedsAvailable,
    PayoutNotAllotted,
    PayoutRowTwice,
    ReasonMissing,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.services.allocations import allocate_amounts
from ledger.services.invoices import correct_invoice
from ledger.services.payouts import AllottedPayment, PaidOut, correct_payout, pay_invoices, pay_out_allotted
from ledger.services.pots import open_pot
from ledger.services.receipts import correct_receipt, register_receipt
from tests.support.money import APPROVED_ON, PAID_ON, QUARTER, RECEIVED_ON, Money
from tests.support.story import COUNTY_ORE, SPLIT_ON

SK_ORE = kronor(1_090_341)
FB_ORE = kronor(1_112_171)


def pay(
    session: Session,
    money: Money,
    invoice_ids: Sequence[int],
    on: date = PAID_ON,
    *,
    source_key: str | None = None,
    amounts: Mapping[int, Ore] | None = None,
) -> PaidOut:
    return pay_invoices(
        session,
        **money.story.officer,
        invoice_ids=invoice_ids,
        bank_account_id=money.bank_id,
        on=on,
        amounts=amounts,
        source_key=source_key,
    )


def allot(session: Session, money: Money, shares: Mapping[str, Ore], pot: str = "SUICID2020") -> None:
    allocate_amounts(
        session,
        **money.story.officer,
        pot_id=money.story.pots[pot],
        amounts={money.story.pots[code]: share for code, share in shares.items()},
        decision_id=money.story.decisions["SIMBA" if pot == "SIMBA" else "SPLIT"],
        on=SPLIT_ON,
    )


def pay_out(
    session: Session, money: Money, shares: Mapping[str, Ore], on: date = PAID_ON, source_key: str | None = None
) -> tuple[PaidOut, ...]:
    return pay_out_allotted(
        session,
        **money.story.officer,
        rows=[AllottedPayment(money.story.pots[code], share) for code, share in shares.items()],
        bank_account_id=money.bank_id,
        on=on,
        source_key=source_key,
    )


@pytest.fixture
def allotted(money: Money) -> Money:
    with money.writing() as session:
        allot(session, money, {"SK": SK_ORE, "FB": FB_ORE})
    return money


@pytest.fixture
def poor(money: Money) -> Money:
    """With 300 000 kr in the bank."""
    with money.writing() as session:
        money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
        register_receipt(
            session,
            **money.story.officer,
            requisition_id=money.requisition_id,
            bank_account_id=money.bank_id,
            amount_ore=kronor(300_000),
            on=RECEIVED_ON,
        )
    return money


def test_invoices_are_paid_in_one_batch_and_one_entry(money: Money) -> None:
    root = money.story.suicide.pot.id
    first = money.approved(money.invoice(kronor(100_000), "1")).document.id
    second = money.approved(money.invoice(kronor(50_000), "2", payee_account="5555-5551")).document.id
    with money.writing() as session:
        paid = pay(session, money, [second, first])
    assert (paid.document.number, paid.amount_ore) == ("UB-2021-01", kronor(150_000))
    assert money.story.lines(paid.booked) == [
        ("payable", root, second, kronor(50_000)),
        ("bank", root, money.bank_id, kronor(-150_000)),
        ("payable", root, first, kronor(100_000)),
    ]
    assert (money.state(first), money.state(second)) == ("paid", "paid")
    with read_session(money.story.engine) as session:
        rows = session.execute(
            select(PayoutRow.invoice_id, PayoutRow.payee_account, PayoutRow.amount_ore).order_by(PayoutRow.row_no)
        ).all()
        assert [tuple(row) for row in rows] == [
            (second, "5555-5551", kronor(50_000)),
            (first, "1234-5641", kronor(100_000)),
        ]
        assert session.execute(select(Payout.kind, Payout.amount_ore)).one() == ("invoices", kronor(150_000))


def test_an_invoice_over_two_pots_is_paid_in_both(allotted: Money) -> None:
    root, child = allotted.story.suicide.pot.id, allotted.story.pots["SK"]
    lines = [allotted.line(kronor(100_000), 0, pot_id=root), allotted.line(kronor(150_000), QUARTER // 5, pot_id=child)]
    invoice_id = allotted.approved(
        allotted.invoice(lines=lines, decision_id=allotted.story.decisions["USE"])
    ).document.id
    with allotted.writing() as session:
        paid = pay(session, allotted, [invoice_id])
    assert allotted.story.lines(paid.booked) == [
        ("payable", root, invoice_id, kronor(100_000)),
        ("bank", root, allotted.bank_id, -QUARTER),
        ("payable", child, invoice_id, kronor(150_000)),
    ]


def test_only_what_is_approved_and_unpaid_is_paid(money: Money) -> None:
    waiting, approved = (
        money.confirmed(money.invoice(number="1")),
        money.approved(money.invoice(number="2")).document.id,
    )
    with money.writing() as session:
        with pytest.raises(DocumentWrongState):
            pay(session, money, [approved, waiting])
        with pytest.raises(PayoutRowTwice):
            pay(session, money, [approved, approved])
        with pytest.raises(PayoutEmpty):
            pay(session, money, [])
        with pytest.raises(NotFound):
            pay(session, money, [approved, 4711])
        pay(session, money, [approved])
        with pytest.raises(DocumentWrongState) as refusal:
            pay(session, money, [approved])
    assert (refusal.value.document, refusal.value.state, refusal.value.wanted) == ("L-2021-02", "paid", "approved")


def test_the_day_is_not_before_the_debt_nor_ahead_of_today(money: Money) -> None:
    approved = money.approved().document.id
    with money.writing() as session:
        with pytest.raises(DateBefore) as refusal:
            pay(session, money, [approved], on=APPROVED_ON - timedelta(days=1))
        with pytest.raises(DateOutOfRange):
            pay(session, money, [approved], on=clock.today() + timedelta(days=1))
        pay(session, money, [approved], on=APPROVED_ON)
    assert refusal.value.other_day == APPROVED_ON


def test_the_bank_is_not_drawn_below_zero(poor: Money) -> None:
    first, second = (poor.approved(poor.invoice(kronor(160_000), str(number))).document.id for number in (1, 2))
    with poor.writing() as session:
        with pytest.raises(BankInsufficient) as refusal:
            pay(session, poor, [first, second])
        pay(session, poor, [first])
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Banken skulle bli −20 000 kr för Suicidprevention 2020 den 2021-04-09. "
        "Vänta på inbetalningen från bidragsgivaren, eller välj färre."
    )


def test_the_same_batch_twice_is_paid_once(money: Money) -> None:
    first, second = (money.approved(money.invoice(kronor(10), str(number))).document.id for number in (1, 2))
    with money.writing() as session:
        paid = pay(session, money, [first], source_key="fil:1")
        again = pay(session, money, [first], source_key="fil:1")
        assert (again.document.id, again.booked, again.amount_ore) == (paid.document.id, None, kronor(10))
        with pytest.raises(DocumentSourceKeyTaken):
            pay(session, money, [second], source_key="fil:1")
        with pytest.raises(DocumentSourceKeyTaken):
            pay(session, money, [first], on=PAID_ON + timedelta(days=1), source_key="fil:1")


def test_a_corrected_batch_may_be_paid_again(money: Money) -> None:
    root, invoice_id = money.story.suicide.pot.id, money.approved().document.id
    with money.writing() as session:
        paid = pay(session, money, [invoice_id])
        with pytest.raises(ReasonMissing):
            money.correct(session, correct_payout, paid.document.id, PAID_ON, reason="fel")
        corrected = money.correct(session, correct_payout, paid.document.id, PAID_ON)
    assert money.story.lines(corrected) == [
        ("payable", root, invoice_id, -QUARTER),
        ("bank", root, money.bank_id, QUARTER),
    ]
    assert (money.state(paid.document.id), money.state(invoice_id)) == ("annulled", "approved")
    with money.writing() as session:
        with pytest.raises(DocumentWrongState):
            money.correct(session, correct_payout, paid.document.id, PAID_ON)
        assert pay(session, money, [invoice_id]).document.number == "UB-2021-02"
    assert money.state(invoice_id) == "paid"


def test_an_invoice_is_paid_in_parts(money: Money) -> None:
    root, invoice_id = money.story.suicide.pot.id, money.approved().document.id
    with money.writing() as session:
        first = pay(session, money, [invoice_id], amounts={invoice_id: kronor(100_000)}, source_key="fil:1")
        again = pay(session, money, [invoice_id], amounts={invoice_id: kronor(100_000)}, source_key="fil:1")
        assert (again.document.id, again.booked) == (first.document.id, None)
        with pytest.raises(DocumentSourceKeyTaken):
            pay(session, money, [invoice_id], amounts={invoice_id: kronor(90_000)}, source_key="fil:1")
    assert money.story.lines(first.booked) == [
        ("payable", root, invoice_id, kronor(100_000)),
        ("bank", root, money.bank_id, kronor(-100_000)),
    ]
    assert money.state(invoice_id) == "approved"
    with money.writing() as session:
        with pytest.raises(InvoiceExceedsDebt) as refusal:
            pay(session, money, [invoice_id], amounts={invoice_id: kronor(150_000) + 1})
        with pytest.raises(AmountNotPositive):
            pay(session, money, [invoice_id], amounts={invoice_id: 0})
        with pytest.raises(NotFound):
            pay(session, money, [invoice_id], amounts={4711: 1})
        with pytest.raises(InvoicePaid):
            money.correct(session, correct_invoice, invoice_id, PAID_ON)
        rest = pay(session, money, [invoice_id])
    assert (refusal.value.owed_ore, rest.amount_ore) == (kronor(150_000), kronor(150_000))
    assert money.state(invoice_id) == "paid"
    with money.writing() as session:
        money.correct(session, correct_payout, first.document.id, PAID_ON)
    assert money.state(invoice_id) == "approved"
    assert money.balance(Kind.PAYABLE, subject_id=invoice_id) == kronor(-100_000)


def test_a_part_of_an_invoice_over_two_pots_fills_the_first(allotted: Money) -> None:
    root, child = allotted.story.suicide.pot.id, allotted.story.pots["SK"]
    lines = [allotted.line(kronor(100_000), 0, pot_id=root), allotted.line(kronor(150_000), QUARTER // 5, pot_id=child)]
    invoice_id = allotted.approved(
        allotted.invoice(lines=lines, decision_id=allotted.story.decisions["USE"])
    ).document.id
    with allotted.writing() as session:
        paid = pay(session, allotted, [invoice_id], amounts={invoice_id: kronor(120_000)})
    assert allotted.story.lines(paid.booked) == [
        ("payable", root, invoice_id, kronor(100_000)),
        ("bank", root, allotted.bank_id, kronor(-120_000)),
        ("payable", child, invoice_id, kronor(20_000)),
    ]


def test_allotted_money_is_paid_to_the_recipients(allotted: Money) -> None:
    pots, root = allotted.story.pots, allotted.story.suicide.pot.id
    with allotted.writing() as session:
        (paid,) = pay_out(session, allotted, {"SK": SK_ORE, "FB": kronor(1)})
    assert paid.amount_ore == SK_ORE + kronor(1)
    assert allotted.story.lines(paid.booked) == [
        ("disbursed", pots["SK"], 0, SK_ORE),
        ("available", pots["SK"], 0, -SK_ORE),
        ("advanced", pots["SK"], 0, SK_ORE),
        ("bank", root, allotted.bank_id, -paid.amount_ore),
        ("disbursed", pots["FB"], 0, kronor(1)),
        ("available", pots["FB"], 0, kronor(-1)),
        ("advanced", pots["FB"], 0, kronor(1)),
    ]
    with read_session(allotted.story.engine) as session:
        rows = session.execute(
            select(PayoutRow.payee_id, PayoutRow.payee_account, PayoutRow.invoice_id).order_by(PayoutRow.row_no)
        ).all()
    assert [tuple(row) for row in rows] == [
        (allotted.story.organisations["SK"], "1234-5641", None),
        (allotted.story.organisations["FB"], "1234-5625", None),
    ]


def test_more_than_a_recipient_has_left_is_refused_with_the_figures(allotted: Money) -> None:
    with allotted.writing() as session:
        pay_out(session, allotted, {"SK": kronor(900_000)})
        with pytest.raises(PayoutExceedsAvailable) as refusal:
            pay_out(session, allotted, {"SK": kronor(200_000)})
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Skaraborgs kommunalförbund har 1 090 341 kr tilldelat, 900 000 kr är utbetalt och 190 341 kr är kvar. "
        "Du kan betala ut högst 190 341 kr; du angav 200 000 kr."
    )


def test_each_decision_is_paid_in_a_batch_of_its_own(allotted: Money) -> None:
    story = allotted.story
    with allotted.writing() as session:
        allot(session, allotted, {"SIMBA": kronor(10)})
        school = open_pot(
            session,
            **story.officer,
            parent_id=story.pots["SIMBA"],
            code="SIMBA-SK",
            name="SIMBA, Skaraborg",
            holder_id=story.organisations["SK"],
            opened_on=SPLIT_ON,
        ).id
        story.pots["SIMBA-SK"] = school
        allot(session, allotted, {"SIMBA-SK": kronor(5)}, pot="SIMBA")
        shares = {"SK": kronor(1), "SIMBA-SK": kronor(5), "FB": kronor(2)}
        paid = pay_out(session, allotted, shares, source_key="fil:7")
        again = pay_out(session, allotted, shares, source_key="fil:7")
    assert [one.amount_ore for one in paid] == [kronor(3), kronor(5)]
    assert [one.document.number for one in paid] == ["UB-2021-01", "UB-2021-02"]
    assert [(one.document.id, one.booked) for one in again] == [(one.document.id, None) for one in paid]
    with read_session(story.engine) as session:
        decisions = session.scalars(select(Entry.decision_id).order_by(Entry.seq.desc()).limit(2)).all()
    assert decisions == [story.decisions["SIMBA"], story.decisions["SPLIT"]]


def test_who_cannot_be_paid(allotted: Money) -> None:
    with allotted.writing() as session:
        allot(session, allotted, {"SIMBA": kronor(10)})
        allot(session, allotted, {"SIMBA-SKOLA": kronor(5)}, pot="SIMBA")
        with pytest.raises(PayeeAccountMissing):
            pay_out(session, allotted, {"SIMBA": kronor(1)})
        with pytest.raises(PayeeMissing):
            pay_out(session, allotted, {"SIMBA-SKOLA": kronor(1)})
        with pytest.raises(PayoutNotAllotted):
            pay_out(session, allotted, {"GR": kronor(1)})
        with pytest.raises(PayoutNotAllotted):
            pay_out(session, allotted, {"SK": kronor(1)}, on=SPLIT_ON - timedelta(days=1))


def test_what_was_asked_is_looked_at(allotted: Money) -> None:
    rows = [AllottedPayment(allotted.story.pots["SK"], kronor(1))] * 2
    here = allotted.story.officer
    with allotted.writing() as session:
        with pytest.raises(PayoutRowTwice):
            pay_out_allotted(session, **here, rows=rows, bank_account_id=allotted.bank_id, on=PAID_ON)
        with pytest.raises(PayoutEmpty):
            pay_out(session, allotted, {})
        with pytest.raises(AmountNotPositive):
            pay_out(session, allotted, {"SK": 0})
        with pytest.raises(NotFound):
            pay_out_allotted(
                session, **here, rows=[AllottedPayment(4711, 1)], bank_account_id=allotted.bank_id, on=PAID_ON
            )
        with pytest.raises(NotFound):
            pay_out_allotted(session, **here, rows=rows[:1], bank_account_id=allotted.receipt_id, on=PAID_ON)


def test_recipients_wait_for_money_in_the_bank(poor: Money) -> None:
    with poor.writing() as session:
        allot(session, poor, {"SK": SK_ORE, "FB": FB_ORE})
        with pytest.raises(BankInsufficient) as refusal:
            pay_out(session, poor, {"SK": kronor(200_000), "FB": kronor(100_000) + 1})
        assert refusal.value.after_ore == -1
        with pytest.raises(BankInsufficient):
            pay_out(session, poor, {"SK": kronor(1)}, on=RECEIVED_ON - timedelta(days=1))


def test_a_corrected_payout_gives_the_pots_their_money_back(allotted: Money) -> None:
    with allotted.writing() as session:
        (paid,) = pay_out(session, allotted, {"SK": SK_ORE})
        allotted.correct(session, correct_payout, paid.document.id, PAID_ON)
        here = (session, allotted.story.book_id)
        assert balance(*here, Kind.AVAILABLE, allotted.story.pots["SK"]) == SK_ORE
        assert balance(*here, Kind.DISBURSED, allotted.story.pots["SK"]) == 0
        assert balance(*here, Kind.BANK, allotted.story.suicide.pot.id, allotted.bank_id) == COUNTY_ORE
