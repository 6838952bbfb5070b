"""What happens to the demo story's invoices afterwards, so that every table of an invoice's life has a row."""

from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.invoices import Invoice
from ledger.db.payouts import PayoutRow
from ledger.demo import Story
from ledger.domain.invoices import VatJudgement
from ledger.domain.scope import Scope
from ledger.money import kronor
from ledger.services.bounces import register_bounced_payment
from ledger.services.credits import CreditInput, CreditLineInput, register_credit_invoice
from ledger.services.invoice_lines import InvoiceLineInput
from ledger.services.invoices import InvoiceInput, change_invoice
from ledger.services.supplier_claims import register_double_payment
from ledger.services.vat import set_vat_recovery
from tests.support.story import Here

ON: Final = date(2021, 4, 12)
_REASON: Final = "Fel belopp på fakturan"


def go_on_with_invoices(session: Session, story: Story) -> None:
    """A setting of VAT, an invoice changed, one credited and paid twice, and a payment that came back."""
    here: Here = {"actor": story.officer_id, "scope": Scope.everything(), "book_id": story.book_id}
    set_vat_recovery(session, **here, recovers=False, valid_from=date(2020, 1, 1), reason="Föreningen får inget avdrag")
    invoices = {
        invoice.supplier_number: invoice for invoice in session.scalars(select(Invoice).order_by(Invoice.document_id))
    }
    change_invoice(
        session,
        **here,
        invoice_id=invoices["20431"].document_id,
        invoice=_less(story, invoices["20431"]),
        reason=_REASON,
    )
    doubled, returned = invoices["20388"].document_id, invoices["20417"].document_id
    register_credit_invoice(session, **here, credit=_credit(doubled))
    register_double_payment(
        session,
        **here,
        invoice_id=doubled,
        bank_account_id=story.bank_account_id,
        amount_ore=kronor(150_000),
        on=ON,
    )
    payout_id = session.scalars(select(PayoutRow.document_id).where(PayoutRow.invoice_id == returned)).one()
    register_bounced_payment(session, **here, payout_id=payout_id, invoice_id=returned, on=ON)


def _less(story: Story, invoice: Invoice) -> InvoiceInput:
    gross, vat = kronor(90_000), kronor(18_000)
    return InvoiceInput(
        supplier_id=invoice.supplier_id,
        supplier_number=invoice.supplier_number,
        invoiced_on=invoice.invoiced_on,
        arrived_on=invoice.arrived_on,
        due_on=invoice.due_on,
        lines=[InvoiceLineInput("Länsgemensam samordnare", gross, vat, commitment_id=story.commitment_id)],
        net_ore=gross - vat,
        vat_ore=vat,
        gross_ore=gross,
        vat_judgement=VatJudgement.RATE_25,
        vat_reason="Inhyrd personal",
    )


def _credit(invoice_id: int) -> CreditInput:
    gross, vat = kronor(10_000), kronor(2_000)
    return CreditInput(
        invoice_id=invoice_id,
        supplier_number="K20388",
        credited_on=ON,
        arrived_on=ON,
        lines=[CreditLineInput(1, gross, vat)],
        net_ore=gross - vat,
        vat_ore=vat,
        gross_ore=gross,
        reason=_REASON,
    )
