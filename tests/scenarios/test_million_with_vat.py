"""The coordinator's million with 25 % VAT inside it: paid in parts, bounced, credited, paid twice, refunded, set off.

VästKom recovers no VAT, so 800 000 kr and 200 000 kr VAT are the whole of the commitment. A book that does recover it
charges 800 000 kr, and the tax authority owes the rest.
"""

from datetime import date
from typing import Final

import pytest

from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import InvoiceExceedsCommitment
from ledger.money import Ore, kronor
from ledger.reports.commitments import commitments
from ledger.reports.invoices import InvoiceRow, invoices
from ledger.reports.payouts import payments
from ledger.reports.standpoint import Standpoint, standpoint
from ledger.reports.statement import statement
from ledger.reports.supplier_claims import ClaimRow, supplier_claims
from ledger.services.bounces import register_bounced_payment
from ledger.services.invoices import register_invoice
from ledger.services.payouts import pay_invoices
from ledger.services.supplier_claims import (
    correct_set_off,
    register_double_payment,
    register_supplier_refund,
    set_off,
)
from ledger.services.vat import set_vat_recovery
from ledger.services.vat_recoveries import recover_vat
from tests.support.billing import LATER_ON, assert_ties, corrected, credited, paid, written
from tests.support.money import APPROVED_ON, MILLION, PAID_ON, REASON, Money
from tests.support.story import AGREED_ON

PAID_AGAIN_ON: Final = date(2021, 4, 26)
END: Final = date(2021, 12, 31)


def at(money: Money, as_of: date = END) -> Standpoint:
    with read_session(money.story.engine) as session:
        return standpoint(
            session,
            scope=Scope.everything(),
            book_id=money.story.book_id,
            agreement="PH2020",
            as_of=as_of,
            known_at=None,
        )


def debts(money: Money, as_of: date = END) -> dict[str, InvoiceRow]:
    """The invoices by the supplier's number; each says of itself that its figures make its debt."""
    with read_session(money.story.engine) as session:
        found = {row.supplier_number: row for row in invoices(session, at(money, as_of))}
    for row in found.values():
        balance_ore = row.approved_ore - row.credited_ore - row.set_off_ore - row.paid_ore + row.bounced_ore
        assert row.payable_ore == balance_ore
    return found


def figures(row: InvoiceRow) -> tuple[int, ...]:
    """Approved, credited, set off, paid, bounced and owed, in kronor."""
    amounts = (row.approved_ore, row.credited_ore, row.set_off_ore, row.paid_ore, row.bounced_ore, row.payable_ore)
    return tuple(amount_ore // 100 for amount_ore in amounts)


def claims(money: Money) -> tuple[ClaimRow, ...]:
    with read_session(money.story.engine) as session:
        return supplier_claims(session, at(money))


def left(money: Money) -> Ore:
    return money.balance(Kind.COMMITTED, subject_id=money.commitment_id)


def assert_reports_tie(money: Money) -> None:
    """Debts, claims, payments and what commitments have left are the accounts' balances."""
    with read_session(money.story.engine) as session:
        told = statement(
            session,
            scope=Scope.everything(),
            book_id=money.story.book_id,
            agreement="PH2020",
            pot=None,
            as_of=END,
            known_at=None,
        ).total
        assert told.paid_out_ore == sum(row.net_ore for row in payments(session, at(money)))
        assert told.authority.committed_ore == sum(row.remaining_ore for row in commitments(session, at(money)))
    assert told.authority.committed_ore == left(money)
    assert_ties(money)


def test_the_million_with_its_vat_through_its_whole_life(money: Money) -> None:
    before = money.balance(Kind.BANK, subject_id=money.bank_id)

    # 800 000 kr and 200 000 kr VAT: the million is charged, and not an öre more fits.
    whole = money.approved(money.invoice(MILLION, "20417")).document.id
    assert (left(money), money.balance(Kind.VAT_CLAIM, subject_id=whole)) == (0, 0)
    with money.writing() as session, pytest.raises(InvoiceExceedsCommitment):
        register_invoice(session, **money.story.officer, invoice=money.invoice(kronor(5), "20418"))

    # Paid in two parts; the second comes back, and is paid again.
    paid(money, whole, amount_ore=kronor(600_000))
    rest = paid(money, whole)
    with money.writing() as session:
        register_bounced_payment(
            session, **money.story.officer, payout_id=rest.document.id, invoice_id=whole, on=LATER_ON
        )
    assert figures(debts(money)["20417"]) == (1_000_000, 0, 0, 1_000_000, 400_000, 400_000)
    assert (debts(money, PAID_ON)["20417"].state, debts(money)["20417"].state) == ("paid", "approved")
    assert_reports_tie(money)
    with money.writing() as session:
        pay_invoices(
            session,
            **money.story.officer,
            invoice_ids=[whole],
            bank_account_id=money.bank_id,
            on=PAID_AGAIN_ON,
        )
    assert money.state(whole) == "paid"

    # A credit after payment: 100 000 kr and 25 000 kr VAT are owed by the supplier and may be used again.
    done = credited(money, whole, kronor(125_000), on=PAID_AGAIN_ON)
    assert written(money, done.booked, faktura=whole) == [
        ("committed", "SUICID2020", "uppdrag", 125_000),
        ("used", "SUICID2020", "faktura", -125_000),
        ("supplier_claim", "SUICID2020", "faktura", 125_000),
        ("cost", "SUICID2020", "", -125_000),
        ("grant_debt", "SUICID2020", "", -125_000),
        ("grant_income", "SUICID2020", "", 125_000),
    ]
    assert left(money) == kronor(125_000)
    assert_reports_tie(money)

    # 50 000 kr of it goes twice by mistake, and the supplier sends that back.
    here = money.story.officer
    with money.writing() as session:
        for register in (register_double_payment, register_supplier_refund):
            register(
                session,
                **here,
                invoice_id=whole,
                bank_account_id=money.bank_id,
                amount_ore=kronor(50_000),
                on=PAID_AGAIN_ON,
            )
    (claim,) = claims(money)
    assert (claim.credited_ore, claim.doubled_ore, claim.refunded_ore, claim.claim_ore) == (
        kronor(125_000),
        kronor(50_000),
        kronor(50_000),
        kronor(125_000),
    )
    assert_reports_tie(money)

    # What is left of the million is invoiced, and what the supplier owes pays it: the bank has paid a million, no more.
    last = money.approved(money.invoice(kronor(125_000), "20419"), on=PAID_AGAIN_ON).document.id
    with money.writing() as session:
        settled = set_off(session, **here, claim_invoice_id=whole, invoice_id=last, on=PAID_AGAIN_ON)
    assert figures(debts(money)["20419"]) == (125_000, 0, 125_000, 0, 0, 0)
    assert (money.state(last), left(money), claims(money)[0].claim_ore) == ("paid", 0, 0)
    assert money.balance(Kind.BANK, subject_id=money.bank_id) == before - MILLION
    assert money.balance(Kind.COST) == MILLION == -money.balance(Kind.GRANT_INCOME)
    assert_reports_tie(money)

    # The set-off turned back: the supplier owes again, and so does the book.
    with money.writing() as session:
        money.correct(session, correct_set_off, settled.document.id, PAID_AGAIN_ON)
    assert (money.state(last), debts(money)["20419"].payable_ore) == ("approved", kronor(125_000))
    assert_reports_tie(money)


def test_a_book_that_recovers_vat_charges_the_net_and_has_the_vat_back(money: Money) -> None:
    with money.writing() as session:
        set_vat_recovery(session, **money.story.officer, recovers=True, valid_from=AGREED_ON, reason=REASON)
    whole = money.approved(money.invoice(MILLION, "20417")).document.id
    assert (left(money), money.balance(Kind.COST)) == (kronor(200_000), kronor(800_000))
    paid(money, whole)
    credited(money, whole, kronor(125_000))
    with money.writing() as session:
        back = recover_vat(
            session,
            **money.story.officer,
            invoice_id=whole,
            bank_account_id=money.bank_id,
            amount_ore=kronor(175_000),
            on=LATER_ON,
        )
    (claim,) = claims(money)
    assert (claim.vat_ore, claim.vat_credited_ore, claim.vat_recovered_ore, claim.vat_claim_ore) == (
        kronor(200_000),
        kronor(25_000),
        kronor(175_000),
        0,
    )
    assert (claim.claim_ore, left(money)) == (kronor(125_000), kronor(300_000))
    assert_reports_tie(money)
    corrected(money, back.document)
    assert claims(money)[0].vat_claim_ore == kronor(175_000)
    assert_reports_tie(money)


def test_what_waits_is_shown_beside_what_remains(money: Money) -> None:
    money.confirmed(money.invoice(kronor(300_000), "1"))
    with read_session(money.story.engine) as session:
        (row,) = commitments(session, at(money, APPROVED_ON))
    assert (row.remaining_ore, row.pending_ore) == (MILLION, kronor(300_000))
