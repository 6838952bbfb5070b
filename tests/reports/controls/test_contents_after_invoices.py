"""Control 9 finds a changed row of what comes after an invoice: versions, credits, returns and settlements."""

import pytest
from sqlalchemy import text

from ledger.db import guards
from ledger.db.session import write_session
from ledger.domain.scope import Scope
from ledger.money import kronor
from ledger.posting import rehearsed
from ledger.reports.controls import run_controls
from ledger.services.bounces import register_bounced_payment
from ledger.services.invoices import change_invoice
from ledger.services.supplier_claims import register_double_payment
from tests.reports.controls.test_contents import AFTER_INVOICES
from tests.support.billing import LATER_ON, credited, paid
from tests.support.money import REASON, Money

CHANGES = {
    "bounce": "text = 'något annat'",
    "bounce_row": "payout_row = 2",
    "credit_invoice": "reason = 'något annat'",
    "credit_line": "gross_ore = gross_ore + 1",
    "invoice_replacement": "replaces_id = document_id",
    "settlement": "text = 'något annat'",
    "settlement_row": "amount_ore = amount_ore + 1",
}


def test_every_table_is_tried() -> None:
    assert CHANGES.keys() == AFTER_INVOICES


@pytest.fixture
def much(money: Money) -> Money:
    """With an invoice changed, and then credited, paid, doubled and returned."""
    here, waiting = money.story.officer, money.confirmed()
    with money.writing() as session:
        changed = change_invoice(
            session, **here, invoice_id=waiting, invoice=money.invoice(kronor(1_000)), reason=REASON
        )
    assert changed.document.is_new
    first, second = (money.approved(money.invoice(kronor(9_000), number)).document.id for number in ("1", "2"))
    batch = paid(money, first, second)
    credited(money, first, kronor(500))
    with money.writing() as session:
        register_double_payment(
            session, **here, invoice_id=first, bank_account_id=money.bank_id, amount_ore=kronor(9_000), on=LATER_ON
        )
        register_bounced_payment(session, **here, payout_id=batch.document.id, invoice_id=first, on=LATER_ON)
    return money


def test_a_changed_row(much: Money) -> None:
    for table, change in CHANGES.items():
        with write_session(much.story.engine) as session, rehearsed(session):
            connection = session.connection()
            guards.remove(connection)
            number = connection.execute(
                text(f"SELECT d.number FROM {table} t JOIN document d ON d.id = t.document_id")
            ).scalar_one()
            connection.execute(text(f"UPDATE {table} SET {change}"))
            guards.install(connection)
            results = run_controls(
                session, scope=Scope.everything(), book_id=much.story.book_id, as_of=None, known_at=None
            )
        found = [(result.no, one.what, one.subject) for result in results for one in result.breaks]
        assert found == [(9, "Handlingen är inte den som registrerades", number)], table
