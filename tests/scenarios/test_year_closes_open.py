"""A year that closes with everything open: the new year opens with it, to the öre, and finishes it."""

from datetime import date
from typing import Any, Final

import pytest
from sqlalchemy import select

from ledger.db.invoices import Invoice
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.errors import PeriodClosed
from ledger.money import kronor
from ledger.reports.controls import Answer, run_controls
from ledger.reports.statement import Statement, statement
from ledger.reports.yearend import PurposeYear, year_end
from ledger.services.invoice_attests import approve_invoice, confirm_invoice
from ledger.services.lapses import register_lapse
from ledger.services.payouts import pay_invoices
from ledger.services.periods import close_month
from ledger.services.receipts import correct_receipt, register_receipt
from ledger.services.repayments import repay
from tests.support.money import MILLION, QUARTER, RECEIVED_ON, Money
from tests.support.story import COUNTY_ORE, EVERYTHING
from tests.support.yearend import (
    NEXT_YEAR,
    YEAR_END,
    YearEnd,
    assert_controls_tie,
    more_authority,
    with_recipient,
    with_year_end,
)

HALF: Final = kronor(16_000_000)
ALLOTTED: Final = kronor(7_000_000)
PAID_OUT: Final = kronor(5_000_000)


@pytest.fixture
def open_year(money: Money) -> YearEnd:
    """Half the requisition unpaid, a commitment and an invoice that waits, money with a recipient, a million over."""
    with money.writing() as session:
        money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
        register_receipt(
            session,
            **money.story.officer,
            requisition_id=money.requisition_id,
            bank_account_id=money.bank_id,
            amount_ore=HALF,
            on=RECEIVED_ON,
        )
    with_recipient(money, "FB", ALLOTTED, PAID_OUT)
    more_authority(money)
    money.registered()
    ending = with_year_end(money)
    with money.writing() as session:
        for number in range(24):
            month = date(2020 + number // 12, number % 12 + 1, 1)
            close_month(session, **money.story.officer, month=month)
    return ending


def at(ending: YearEnd, day: date) -> Statement:
    with read_session(ending.story.engine) as session:
        return statement(
            session,
            scope=EVERYTHING,
            book_id=ending.story.book_id,
            agreement="PH2020",
            pot=None,
            as_of=day,
            known_at=None,
        )


def told(ending: YearEnd, year: int) -> PurposeYear:
    with read_session(ending.story.engine) as session:
        report = year_end(
            session, scope=EVERYTHING, book_id=ending.story.book_id, agreement="PH2020", year=year, known_at=None
        )
    (purpose,) = report.purposes
    return purpose


def test_the_new_year_opens_with_what_the_old_one_left_open(open_year: YearEnd) -> None:
    closed, opened = at(open_year, YEAR_END), at(open_year, date(2022, 1, 1))
    assert opened.trees == closed.trees
    authority, cash = closed.total.authority, closed.total.cash
    assert cash is not None
    assert (cash.claim_ore, cash.received_ore) == (COUNTY_ORE - HALF, HALF)
    assert (authority.committed_ore, authority.disbursed_ore, authority.used_ore) == (MILLION, PAID_OUT, 0)
    assert authority.available_ore == COUNTY_ORE - PAID_OUT

    before, after = told(open_year, 2021), told(open_year, 2022)
    assert after.opening == before.closing
    assert after.asked.opening_claim_ore == before.asked.closing_claim_ore == COUNTY_ORE - HALF
    assert after.opening_bank_ore == before.closing_bank_ore == HALF - PAID_OUT
    assert (after.moves.net_ore, after.closing) == (0, after.opening)
    assert [(pot.pot.code, pot.opening.total_ore) for pot in after.pots] == [
        ("SUICID2020", COUNTY_ORE + MILLION - ALLOTTED),
        ("FB", ALLOTTED),
    ]


def test_control_8_holds_every_account_over_the_turn(open_year: YearEnd) -> None:
    finish(open_year)
    with read_session(open_year.story.engine) as session:
        results = run_controls(session, scope=EVERYTHING, book_id=open_year.story.book_id, as_of=None, known_at=None)
    openings = next(result for result in results if result.no == 8)
    assert openings.answer is Answer.TIES
    opened = {row.left_label: row.left_ore for row in openings.evidence if row.label == "Ingående 2022"}
    assert opened["Bank, ingående 2022"] == HALF - PAID_OUT
    assert opened["Skuld, ej utnyttjade bidrag, ingående 2022"] == COUNTY_ORE
    assert_controls_tie(open_year.story.engine, open_year.story.book_id)


def test_the_old_year_takes_nothing_more(open_year: YearEnd) -> None:
    money = open_year.money
    with money.writing() as session, pytest.raises(PeriodClosed):
        register_receipt(
            session,
            **money.story.officer,
            requisition_id=money.requisition_id,
            bank_account_id=money.bank_id,
            amount_ore=1,
            on=YEAR_END,
        )


def test_the_new_year_finishes_it(open_year: YearEnd) -> None:
    finish(open_year)
    year = told(open_year, 2022)
    assert year.moves.used_ore == QUARTER
    assert (year.moves.lapsed_ore, year.moves.returned_ore) == (MILLION, kronor(2_000_000))
    assert (year.asked.received_ore, year.asked.closing_claim_ore) == (COUNTY_ORE - HALF, 0)
    assert year.closing.committed_ore == MILLION - QUARTER
    assert year.closing_bank_ore == COUNTY_ORE - PAID_OUT - QUARTER - kronor(2_000_000)
    assert told(open_year, 2021).closing == year.opening, "what is done in the new year does not change the old one"
    assert open_year.money.balance(Kind.LAPSED) == MILLION


def finish(ending: YearEnd) -> None:
    """In January the rest is paid, the invoice approved and paid; the million lapses and two millions go back."""
    money, here = ending.money, ending.story.officer
    (invoice_id,) = _waiting(ending)
    with money.writing() as session:
        register_receipt(
            session,
            **here,
            requisition_id=money.requisition_id,
            bank_account_id=money.bank_id,
            amount_ore=COUNTY_ORE - HALF,
            on=NEXT_YEAR,
        )
        confirm_invoice(session, **here, invoice_id=invoice_id)
        approve_invoice(session, **money.director, invoice_id=invoice_id, on=NEXT_YEAR)
        pay_invoices(session, **here, invoice_ids=[invoice_id], bank_account_id=money.bank_id, on=NEXT_YEAR)
        purpose: dict[str, Any] = {"purpose_id": ending.story.suicide.id, "decision_id": ending.decision_id}
        register_lapse(session, **here, **purpose, amount_ore=MILLION, on=NEXT_YEAR)
        repay(
            session,
            **here,
            **purpose,
            bank_account_id=money.bank_id,
            amount_ore=kronor(2_000_000),
            on=NEXT_YEAR,
        )


def _waiting(ending: YearEnd) -> list[int]:
    with read_session(ending.story.engine) as session:
        return list(session.scalars(select(Invoice.document_id).order_by(Invoice.document_id)))
