"""The registers of invoices, payments and what waits: each as it stood on a day and was known, in as many queries."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.money import kronor
from ledger.reports.invoices import InvoiceRow, invoices
from ledger.reports.payouts import payments
from ledger.reports.pending import PendingRow, pending
from ledger.reports.standpoint import Standpoint, standpoint
from ledger.reports.supplier_claims import supplier_claims
from ledger.services.bounces import register_bounced_payment
from ledger.services.invoices import change_invoice, return_invoice
from tests.support.billing import LATER_ON, credited, paid
from tests.support.money import APPROVED_ON, INVOICED_ON, PAID_ON, QUARTER, REASON, Money
from tests.support.queries import counted

Told = TypeVar("Told")

END = date(2021, 12, 31)


def told(money: Money, report: Callable[[Session, Standpoint], Told], as_of: date = END) -> Told:
    with read_session(money.story.engine) as session:
        at = standpoint(
            session,
            scope=Scope.everything(),
            book_id=money.story.book_id,
            agreement="PH2020",
            as_of=as_of,
            known_at=None,
        )
        return report(session, at)


def states(money: Money, as_of: date = END) -> list[str]:
    return [row.state for row in told(money, invoices, as_of)]


def test_an_invoice_says_what_it_replaces_and_who_judged_its_vat(money: Money) -> None:
    old = money.confirmed()
    with money.writing() as session:
        changed = change_invoice(
            session,
            **money.director,
            invoice_id=old,
            invoice=money.invoice(vat_reason="Inhyrd personal"),
            reason=REASON,
        )
    first, second = told(money, invoices)
    assert (first.state, first.replaces, first.vat_judged_by) == ("replaced", "", "ekonom@prov.example")
    assert (second.number, second.state, second.replaces) == (changed.document.number, "registered", first.number)
    assert (second.vat_judged_by, second.vat_reason) == ("direktor@prov.example", "Inhyrd personal")


def test_the_state_and_the_debt_are_those_of_the_day(money: Money) -> None:
    invoice_id = money.approved().document.id
    batch = paid(money, invoice_id)
    with money.writing() as session:
        register_bounced_payment(
            session, **money.story.officer, payout_id=batch.document.id, invoice_id=invoice_id, on=LATER_ON
        )
    credited(money, invoice_id, QUARTER, on=LATER_ON + timedelta(days=1))
    days = (APPROVED_ON - timedelta(days=1), APPROVED_ON, PAID_ON, LATER_ON, END)
    assert [states(money, day) for day in days] == [["confirmed"], ["approved"], ["paid"], ["approved"], ["credited"]]
    owed = [told(money, invoices, day)[0].payable_ore for day in days]
    assert owed == [0, QUARTER, 0, QUARTER, 0]


def test_a_return_stands_beside_its_payment(money: Money) -> None:
    first, second = (money.approved(money.invoice(kronor(100), number)).document.id for number in ("1", "2"))
    batch = paid(money, first, second)
    with money.writing() as session:
        register_bounced_payment(
            session, **money.story.officer, payout_id=batch.document.id, invoice_id=second, on=LATER_ON
        )
    rows = [
        (row.number, row.paid_on, row.supplier_number, row.amount_ore, row.bounced_ore, row.net_ore)
        for row in told(money, payments)
    ]
    hundred = kronor(100)
    assert rows == [
        ("UB-2021-01", PAID_ON, "1", hundred, 0, hundred),
        ("UB-2021-01", PAID_ON, "2", hundred, 0, hundred),
        ("UBR-2021-01", LATER_ON, "2", 0, hundred, -hundred),
    ]
    assert len(told(money, payments, PAID_ON)) == 2


def test_what_waits_on_commitments_and_on_pots(money: Money) -> None:
    line = money.line(kronor(100), kronor(20), pot_id=money.story.suicide.pot.id)
    money.registered(money.invoice(kronor(100), "1", lines=[line], decision_id=money.story.decisions["USE"]))
    money.confirmed(money.invoice(kronor(50), "2"))
    money.registered(money.invoice(kronor(25), "3"))
    back = money.registered(money.invoice(kronor(10), "4"))
    with money.writing() as session:
        return_invoice(session, **money.story.officer, invoice_id=back, reason=REASON)
    approved = money.approved(money.invoice(kronor(5), "5"), on=APPROVED_ON)
    on_pot = PendingRow("SUICID2020", "", kronor(100))
    assert told(money, pending) == (on_pot, PendingRow("SUICID2020", "U-2020-01", kronor(75)))
    before = told(money, pending, APPROVED_ON - timedelta(days=1))
    assert approved.booked.is_new
    assert before == (on_pot, PendingRow("SUICID2020", "U-2020-01", kronor(80)))
    assert told(money, pending, INVOICED_ON - timedelta(days=1)) == ()


def test_the_queries_are_as_many_however_many_invoices(money: Money) -> None:
    def ask() -> tuple[InvoiceRow, ...]:
        for report in (payments, supplier_claims, pending):
            told(money, report)
        return told(money, invoices)

    with counted(money.story.engine) as none:
        assert ask() == ()
    for number in range(5):
        invoice_id = money.approved(money.invoice(kronor(100), str(number))).document.id
        paid(money, invoice_id)
        credited(money, invoice_id, kronor(10), f"K{number}")
    with counted(money.story.engine) as many:
        assert len(ask()) == 5
    assert len(many) == len(none)
