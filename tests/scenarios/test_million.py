"""The coordinator's million, as an accountant would write it: invoiced in two steps with VAT inside, and never more.

"The employing party may invoice VästKom 1 million for the officer, development and overheads." VästKom recovers no
VAT, so 800 000 kr and 25 % are the whole of it.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ledger.db.decisions import Decision
from ledger.db.documents import Attest, Document, DocumentState
from ledger.db.session import read_session
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import Basis, EntryDraft
from ledger.domain.invoices import VatJudgement
from ledger.errors import (
    AttestSamePerson,
    BankInsufficient,
    DocumentWrongState,
    EntryRefusedByDatabase,
    InvoiceDuplicateNumber,
    InvoiceExceedsCommitment,
    InvoicePaid,
    LedgerError,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.posting import post_entry
from ledger.services.invoice_attests import approve_invoice, confirm_invoice
from ledger.services.invoices import InvoiceInput, correct_invoice, register_invoice
from ledger.services.payouts import PaidOut, correct_payout, pay_invoices
from ledger.services.receipts import correct_receipt, register_receipt
from tests.support.money import APPROVED_ON, MILLION, PAID_ON, RECEIVED_ON, Money

THREADS = 32


def part(money: Money, number: str, net: int) -> InvoiceInput:
    """An invoice of so many kronor net, with 25 % VAT on top."""
    return money.invoice(kronor(net) * 5 // 4, number)


def left(money: Money) -> Ore:
    return money.balance(Kind.COMMITTED, subject_id=money.commitment_id)


def pay(session: Session, money: Money, *invoice_ids: int) -> PaidOut:
    return pay_invoices(
        session, **money.story.officer, invoice_ids=invoice_ids, bank_account_id=money.bank_id, on=PAID_ON
    )


def history(money: Money, document_id: int) -> list[str]:
    query = select(DocumentState.state).where(DocumentState.document_id == document_id).order_by(DocumentState.no)
    with read_session(money.story.engine) as session:
        return list(session.scalars(query))


def test_the_million_is_invoiced_in_two_steps_and_not_a_krona_more(money: Money) -> None:
    root = money.story.suicide.pot.id

    # 12 March 2021: the employer invoices half, 400 000 kr and 100 000 kr VAT.
    first = money.registered(part(money, "20417", 400_000))
    assert left(money) == MILLION, "a registered invoice has booked nothing"

    # The officer confirms; the director, another person, decides. Only then is it booked.
    with money.writing() as session:
        confirm_invoice(session, **money.story.officer, invoice_id=first)
        with pytest.raises(AttestSamePerson):
            approve_invoice(session, **money.story.officer, invoice_id=first, on=APPROVED_ON)
        booked = approve_invoice(session, **money.director, invoice_id=first, on=APPROVED_ON).booked
    half = kronor(500_000)
    assert money.story.lines(booked) == [
        ("used", root, first, half),
        ("committed", root, money.commitment_id, -half),
        ("cost", root, 0, half),
        ("grant_debt", root, 0, half),
        ("grant_income", root, 0, -half),
        ("payable", root, first, -half),
    ]
    assert left(money) == half

    # The other half, 400 000 kr and 100 000 kr VAT: now the million is charged, VAT inside.
    second = money.approved(part(money, "20418", 400_000)).document.id
    assert left(money) == 0

    # One öre more is refused when it is registered, with both figures and the ways out.
    with money.writing() as session, pytest.raises(InvoiceExceedsCommitment) as refusal:
        register_invoice(
            session,
            **money.story.officer,
            invoice=money.invoice(1, "20419", net_ore=1, vat_ore=0, vat_judgement=VatJudgement.EXEMPT),
        )
    assert "av uppdraget återstår 0\u00a0kr" in explain(refusal.value)

    # Both are paid in one batch; the debt is gone and the bank a million lower.
    before = money.balance(Kind.BANK, subject_id=money.bank_id)
    with money.writing() as session:
        paid = pay(session, money, first, second)
    assert paid.amount_ore == MILLION
    assert money.balance(Kind.BANK, subject_id=money.bank_id) == before - MILLION
    assert [money.balance(Kind.PAYABLE, subject_id=invoice_id) for invoice_id in (first, second)] == [0, 0]
    assert [money.balance(Kind.USED, subject_id=invoice_id) for invoice_id in (first, second)] == [half, half]
    assert money.balance(Kind.COST) == MILLION == -money.balance(Kind.GRANT_INCOME)


def test_what_was_paid_wrongly_is_turned_back_step_by_step_and_done_again(money: Money) -> None:
    invoice_id = money.approved(part(money, "20417", 400_000)).document.id
    with money.writing() as session:
        wrong = pay(session, money, invoice_id)
    # The payment first, then the invoice: the million stands as it did before.
    with money.writing() as session:
        with pytest.raises(InvoicePaid):
            money.correct(session, correct_invoice, invoice_id, PAID_ON)
        money.correct(session, correct_payout, wrong.document.id, PAID_ON)
        money.correct(session, correct_invoice, invoice_id, PAID_ON)
    assert left(money) == MILLION
    # It waits for two persons anew. This time the director confirms, and so may not decide.
    with money.writing() as session:
        with pytest.raises(DocumentWrongState):
            approve_invoice(session, **money.director, invoice_id=invoice_id, on=PAID_ON)
        confirm_invoice(session, **money.director, invoice_id=invoice_id)
        with pytest.raises(AttestSamePerson):
            approve_invoice(session, **money.director, invoice_id=invoice_id, on=PAID_ON)
    # Nor by going round the program: the database holds four eyes in the new round as in the first.
    row = {"document_id": invoice_id, "recorded_at": datetime(2021, 4, 9, tzinfo=UTC), "digest": "0" * 64}
    with pytest.raises(IntegrityError), money.writing() as session:
        session.execute(insert(Attest).values(**row, round=2, step="approve", person_id=money.director_id))
    with money.writing() as session:
        approve_invoice(session, **money.story.approver, invoice_id=invoice_id, on=PAID_ON)
        pay(session, money, invoice_id)
    assert money.state(invoice_id) == "paid"
    assert left(money) == kronor(500_000)
    assert history(money, invoice_id) == [
        *("registered", "confirmed", "approved", "paid"),
        *("approved", "registered", "confirmed", "approved", "paid"),
    ]


def test_an_attest_cannot_be_booked_by_hand(money: Money) -> None:
    """An entry that uses money names an approval of its own document; a confirmation will not do."""
    invoice_id = money.confirmed()
    movement = rules.invoice(
        invoice_id=invoice_id,
        rows=[rules.InvoiceRow(money.story.suicide.pot.ref, money.commitment_id, kronor(250_000), 0)],
    )
    assigned = money.story.decisions["ASSIGNED"]
    with money.writing() as session:
        said = session.scalars(select(Document.digest).where(Document.id == invoice_id)).one()
        decided = session.scalars(select(Decision.digest).where(Decision.id == assigned)).one()
        confirmed = session.scalars(select(Attest).where(Attest.document_id == invoice_id)).one()
        confirmation = (confirmed.id, confirmed.digest)
    for attest in (None, confirmation):
        draft = EntryDraft(
            book_id=money.story.book_id,
            booked_on=APPROVED_ON,
            text="Förbi",
            source_key="förbi",
            actor_id=money.story.officer_id,
            movement=movement,
            basis=Basis(document=(invoice_id, said), decision=(assigned, decided), attest=attest),
        )
        with pytest.raises(EntryRefusedByDatabase) as refusal, money.writing() as session:
            post_entry(session, draft)
        assert refusal.value.guard == "entry_without_attest"


def test_32_at_once_get_no_more_than_the_million(money: Money) -> None:
    """Room for ten of 100 000 kr, and every one is registered while there is room: the attest decides, one by one."""
    invoice_ids = [money.registered(part(money, str(number), 80_000)) for number in range(THREADS)]

    def attest(invoice_id: int) -> type[LedgerError] | None:
        try:
            with money.writing() as session:
                confirm_invoice(session, **money.story.officer, invoice_id=invoice_id)
            with money.writing() as session:
                approve_invoice(session, **money.director, invoice_id=invoice_id, on=APPROVED_ON)
        except LedgerError as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(THREADS) as threads:
        answers = Counter(threads.map(attest, invoice_ids))
    assert answers == {None: 10, InvoiceExceedsCommitment: THREADS - 10}
    assert left(money) == 0
    assert Counter(money.state(invoice_id) for invoice_id in invoice_ids) == {"approved": 10, "confirmed": THREADS - 10}


def test_32_at_once_register_a_number_once(money: Money) -> None:
    def register(_thread: int) -> type[LedgerError] | None:
        try:
            money.registered(part(money, "20417", 80_000))
        except LedgerError as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(THREADS) as threads:
        assert Counter(threads.map(register, range(THREADS))) == {None: 1, InvoiceDuplicateNumber: THREADS - 1}


def test_32_at_once_pay_no_more_than_the_bank_has_and_nothing_twice(money: Money) -> None:
    """Eight debts of 100 000 kr, four hands on each, and half a million in the bank."""
    with money.writing() as session:
        money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
        register_receipt(
            session,
            **money.story.officer,
            requisition_id=money.requisition_id,
            bank_account_id=money.bank_id,
            amount_ore=kronor(500_000),
            on=RECEIVED_ON,
        )
    invoice_ids = [money.approved(part(money, str(number), 80_000)).document.id for number in range(8)]

    def pay_one(invoice_id: int) -> type[LedgerError] | None:
        try:
            with money.writing() as session:
                pay(session, money, invoice_id)
        except LedgerError as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(THREADS) as threads:
        answers = Counter(threads.map(pay_one, invoice_ids * 4))
    assert answers.keys() <= {None, BankInsufficient, DocumentWrongState}
    assert answers[None] == 5
    assert money.balance(Kind.BANK, subject_id=money.bank_id) == 0
    assert Counter(money.state(invoice_id) for invoice_id in invoice_ids) == {"paid": 5, "approved": 3}
