"""An invoice as the story tells it: registered by one, confirmed by another, approved by a third, and paid."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ledger.demo.cast import Cast, at
from ledger.domain.invoices import VatJudgement
from ledger.money import Ore
from ledger.services.invoice_attests import approve_invoice, confirm_invoice
from ledger.services.invoice_lines import InvoiceLineInput
from ledger.services.invoices import InvoiceInput, register_invoice
from ledger.services.payouts import pay_invoices


@dataclass(frozen=True)
class Bill:
    """An example invoice with 25 % VAT in its amount, in öre: whose, its number and day, for what, on a commitment."""

    supplier: str
    number: str
    on: date
    gross_ore: Ore
    commitment_id: int
    text: str = "Länsgemensam samordnare"
    reason: str = "Inhyrd personal"


def receive(session: Session, cast: Cast, bill: Bill) -> int:
    """Register the invoice on its own day; gives its id."""
    vat = bill.gross_ore // 5
    with at(bill.on):
        return register_invoice(
            session,
            **cast.officer_here,
            invoice=InvoiceInput(
                supplier_id=cast.organisations[bill.supplier],
                supplier_number=bill.number,
                invoiced_on=bill.on,
                arrived_on=bill.on,
                due_on=bill.on + timedelta(days=30),
                lines=[
                    InvoiceLineInput(
                        text=bill.text, gross_ore=bill.gross_ore, vat_ore=vat, commitment_id=bill.commitment_id
                    )
                ],
                net_ore=bill.gross_ore - vat,
                vat_ore=vat,
                gross_ore=bill.gross_ore,
                vat_judgement=VatJudgement.RATE_25,
                vat_reason=bill.reason,
            ),
            example=True,
        ).document.id


def attest(session: Session, cast: Cast, invoice_id: int, on: date, *, confirmer: int | None = None) -> None:
    """Confirm the invoice in the morning and approve it before lunch; `confirmer` None is whose task it is."""
    with at(on):
        confirm_invoice(session, **cast.here(confirmer or cast.confirmer), invoice_id=invoice_id)
    with at(on, hour=11):
        approve_invoice(session, **cast.here(cast.approver), invoice_id=invoice_id, on=on)


def pay(session: Session, cast: Cast, bank: int, invoice_id: int, on: date) -> int:
    """Pay the invoice whole; gives the payout's id."""
    with at(on):
        paid = pay_invoices(
            session,
            **cast.officer_here,
            invoice_ids=[invoice_id],
            bank_account_id=bank,
            on=on,
            example=True,
        )
    return paid.document.id
