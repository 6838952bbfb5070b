"""Correcting by the voucher's name: the owner of its document turns it back, and nothing is turned back twice."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.books import Account, Entry
from ledger.db.session import read_session
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import Basis, EntryDraft
from ledger.domain.scope import Scope
from ledger.errors import (
    AgreementBelowRequisitioned,
    CommitmentDrawn,
    CorrectionNotPossible,
    EntryAlreadyReversed,
    EntryIsReversal,
    EntryReversedTooEarly,
    InvoicePaid,
    LedgerError,
    NotFound,
    PeriodClosed,
    ReasonMissing,
    RequisitionHasReceipts,
)
from ledger.posting import Booked, post_entry
from ledger.services.allocations import allocate_amounts
from ledger.services.corrections import correct_entry
from ledger.services.documents import state_of
from ledger.services.payouts import pay_invoices
from ledger.services.periods import close_month
from tests.support.money import PAID_ON, REASON, Money
from tests.support.story import Here

AMOUNT, REQUISITION, RECEIPT, COMMITMENT = (2020, 1), (2020, 2), (2020, 3), (2020, 4)
INVOICE, PAYMENT = (2021, 1), (2021, 2)


def correct(
    session: Session, money: Money, voucher: tuple[int, int], on: date = PAID_ON, reason: str = REASON
) -> Booked:
    year, number = voucher
    return correct_entry(session, **money.story.officer, year=year, number=number, reason=reason, booked_on=on)


@pytest.fixture
def paid(money: Money) -> Money:
    """With an invoice approved and paid: six vouchers."""
    invoice_id = money.approved().document.id
    with money.writing() as session:
        pay_invoices(
            session, **money.story.officer, invoice_ids=[invoice_id], bank_account_id=money.bank_id, on=PAID_ON
        )
    return money


def test_all_that_was_booked_can_be_turned_back_from_its_end(paid: Money) -> None:
    in_force = select(Entry.document_id).where(Entry.reverses_seq.is_(None)).order_by(Entry.seq)
    with paid.writing() as session:
        amount, *others = (one or 0 for one in session.scalars(in_force))
        for voucher in (PAYMENT, INVOICE, COMMITMENT, RECEIPT, REQUISITION, AMOUNT):
            correct(session, paid, voucher)
        states = [state_of(session, document_id) for document_id in (amount, *others)]
    assert states == ["annulled", "draft", "annulled", "annulled", "registered", "annulled"]
    with read_session(paid.story.engine) as session:
        assert set(session.scalars(select(Account.balance_ore))) == {0}


def test_an_allocation_is_turned_back_too(paid: Money) -> None:
    story = paid.story
    with paid.writing() as session:
        allocated = allocate_amounts(
            session,
            **story.officer,
            pot_id=story.suicide.pot.id,
            amounts={story.pots["SK"]: 100},
            decision_id=story.decisions["SPLIT"],
            on=PAID_ON,
        )
        correct(session, paid, (2021, 3))
    assert paid.state(allocated.document.id) == "annulled"
    assert paid.balance(Kind.AVAILABLE, "SK") == 0


def test_a_correction_is_the_counter_entry_of_its_original(paid: Money) -> None:
    with paid.writing() as session:
        corrected = correct(session, paid, PAYMENT)
    assert corrected.name == "2021-3"
    with read_session(paid.story.engine) as session:
        original, counter = session.execute(
            select(Entry.seq, Entry.document_id, Entry.event, Entry.reverses_seq).order_by(Entry.seq).offset(5)
        ).all()
    assert tuple(counter) == (original.seq + 1, original.document_id, original.event, original.seq)


@pytest.mark.parametrize(
    ("voucher", "refused"),
    [
        (AMOUNT, AgreementBelowRequisitioned),
        (REQUISITION, RequisitionHasReceipts),
        (COMMITMENT, CommitmentDrawn),
        (INVOICE, InvoicePaid),
        ((2021, 3), NotFound),
        ((2019, 1), NotFound),
    ],
)
def test_what_others_rest_on_is_not_turned_back_first(
    paid: Money, voucher: tuple[int, int], refused: type[LedgerError]
) -> None:
    with paid.writing() as session, pytest.raises(refused):
        correct(session, paid, voucher)


def test_an_entry_is_corrected_once_and_a_correction_never(paid: Money) -> None:
    with paid.writing() as session:
        correct(session, paid, PAYMENT)
        with pytest.raises(EntryAlreadyReversed) as refusal:
            correct(session, paid, PAYMENT)
        with pytest.raises(EntryIsReversal):
            correct(session, paid, (2021, 3))
    assert (refusal.value.entry, refusal.value.reversed_by) == ("2021-2", "2021-3")


def test_the_day_and_the_reason(paid: Money) -> None:
    with paid.writing() as session:
        with pytest.raises(ReasonMissing):
            correct(session, paid, PAYMENT, reason="ångrade")
        with pytest.raises(EntryReversedTooEarly):
            correct(session, paid, PAYMENT, on=PAID_ON - timedelta(days=1))
        month = date(2020, 1, 1)
        while month < date(2021, 5, 1):
            close_month(session, **paid.story.officer, month=month)
            month = (month + timedelta(days=31)).replace(day=1)
        with pytest.raises(PeriodClosed):
            correct(session, paid, PAYMENT)
        assert correct(session, paid, PAYMENT, on=date(2021, 5, 1)).is_new


def test_an_entry_that_no_service_owns_is_left_alone(money: Money) -> None:
    story = money.story
    movement = rules.bank_other(other_root=story.suicide.pot.ref, bank_id=money.bank_id, amount_ore=1)
    with money.writing() as session:
        booked = post_entry(
            session,
            EntryDraft(
                book_id=story.book_id,
                booked_on=PAID_ON,
                text="Bankavgift",
                source_key="bank:1",
                actor_id=story.officer_id,
                movement=movement,
                basis=Basis(),
            ),
        )
        with pytest.raises(CorrectionNotPossible) as refusal:
            correct(session, money, (booked.year, booked.number))
    assert (refusal.value.entry, refusal.value.document) == ("2021-1", "inget underlag")


def test_a_book_out_of_scope_has_no_entries(paid: Money) -> None:
    outside: Here = {**paid.story.officer, "scope": Scope.of_books(paid.story.book_id + 1)}
    with paid.writing() as session, pytest.raises(NotFound):
        correct_entry(session, **outside, year=2021, number=2, reason=REASON, booked_on=PAID_ON)
