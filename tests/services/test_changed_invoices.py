"""An invoice is changed by being registered anew: the old one is replaced, and both attests begin from the start."""

from typing import Any

import pytest
from sqlalchemy import select

from ledger.db.invoices import Invoice, InvoiceReplacement
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    DocumentWrongState,
    InvoiceDuplicateNumber,
    InvoiceExceedsCommitment,
    NotFound,
    ReasonMissing,
)
from ledger.money import kronor
from ledger.services.invoice_attests import approve_invoice, confirm_invoice
from ledger.services.invoices import (
    InvoiceInput,
    RegisteredInvoice,
    change_invoice,
    correct_invoice,
    register_invoice,
    return_invoice,
)
from tests.support.billing import assert_ties
from tests.support.money import APPROVED_ON, MILLION, QUARTER, REASON, Money
from tests.support.story import Here

LESS = kronor(200_000)


def changed(money: Money, invoice_id: int, invoice: InvoiceInput, **given: Any) -> RegisteredInvoice:
    with money.writing() as session:
        return change_invoice(
            session, **money.story.officer, invoice_id=invoice_id, invoice=invoice, **{"reason": REASON, **given}
        )


def returned(money: Money) -> int:
    """A confirmed invoice that was returned; its id."""
    invoice_id = money.confirmed()
    with money.writing() as session:
        return_invoice(session, **money.story.officer, invoice_id=invoice_id, reason=REASON)
    return invoice_id


def test_a_changed_invoice_is_another_and_starts_over(money: Money) -> None:
    old = returned(money)
    new = changed(money, old, money.invoice(LESS)).document
    assert (new.number, money.state(new.id), money.state(old)) == ("L-2021-02", "registered", "replaced")
    with read_session(money.story.engine) as session:
        assert session.execute(select(InvoiceReplacement.document_id, InvoiceReplacement.replaces_id)).one() == (
            new.id,
            old,
        )
        amounts = session.scalars(select(Invoice.gross_ore).order_by(Invoice.document_id)).all()
    assert amounts == [QUARTER, LESS]
    with money.writing() as session:
        with pytest.raises(DocumentWrongState):
            approve_invoice(session, **money.director, invoice_id=new.id, on=APPROVED_ON)
        with pytest.raises(DocumentWrongState):
            confirm_invoice(session, **money.story.officer, invoice_id=old)
        first = confirm_invoice(session, **money.story.officer, invoice_id=new.id)
        approve_invoice(session, **money.director, invoice_id=new.id, on=APPROVED_ON)
    assert first.round == 1
    assert money.balance(Kind.COMMITTED, subject_id=money.commitment_id) == MILLION - LESS
    assert_ties(money)


def test_a_waiting_invoice_is_changed_with_the_same_number(money: Money) -> None:
    old = money.confirmed()
    new = changed(money, old, money.invoice(LESS))
    assert [(one.charge_ore, one.pending_ore) for one in new.drawn] == [(LESS, 0)]
    assert new.warnings == ()
    assert money.state(old) == "replaced"


def test_a_corrected_invoice_is_changed(money: Money) -> None:
    old = money.approved().document.id
    with pytest.raises(DocumentWrongState) as refusal:
        changed(money, old, money.invoice(LESS))
    assert refusal.value.state == "approved"
    with money.writing() as session:
        money.correct(session, correct_invoice, old, APPROVED_ON)
    assert changed(money, old, money.invoice(LESS)).document.is_new
    assert_ties(money)


def test_an_invoice_is_replaced_once(money: Money) -> None:
    old = returned(money)
    new = changed(money, old, money.invoice(LESS), source_key="fil:1")
    again = changed(money, old, money.invoice(LESS), source_key="fil:1")
    assert (again.document.id, again.document.is_new) == (new.document.id, False)
    with pytest.raises(DocumentWrongState):
        changed(money, old, money.invoice(QUARTER, "2"))


def test_a_change_that_is_refused_leaves_the_old_one_as_it_was(money: Money) -> None:
    old = returned(money)
    money.registered(money.invoice(QUARTER, "2"))
    with pytest.raises(InvoiceExceedsCommitment):
        changed(money, old, money.invoice(MILLION + 100))
    with pytest.raises(InvoiceDuplicateNumber):
        changed(money, old, money.invoice(LESS, "2"))
    with pytest.raises(ReasonMissing):
        changed(money, old, money.invoice(LESS), reason="fel")
    with pytest.raises(NotFound):
        changed(money, money.commitment_id, money.invoice(LESS))
    outside: Here = {**money.story.officer, "scope": Scope.of_books(money.story.book_id + 1)}
    with money.writing() as session, pytest.raises(NotFound):
        change_invoice(session, **outside, invoice_id=old, invoice=money.invoice(LESS), reason=REASON)
    assert money.state(old) == "returned"


def test_the_number_of_a_replaced_invoice_is_its_successors(money: Money) -> None:
    old = returned(money)
    changed(money, old, money.invoice(LESS))
    with money.writing() as session, pytest.raises(InvoiceDuplicateNumber) as refusal:
        register_invoice(session, **money.story.officer, invoice=money.invoice(LESS))
    assert refusal.value.document == "L-2021-02"
