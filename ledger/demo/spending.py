"""How the money was asked for, received, paid out and invoiced."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from ledger.demo.cast import Cast, at
from ledger.demo.figures import PAID_OUT_ON, RECEIVED_ON, REQUISITIONED_ON
from ledger.domain.invoices import VatJudgement
from ledger.money import Ore, kronor
from ledger.services.agreements import PurposeInfo
from ledger.services.bank_accounts import open_bank_account
from ledger.services.invoice_attests import approve_invoice, confirm_invoice
from ledger.services.invoice_lines import InvoiceLineInput
from ledger.services.invoices import InvoiceInput, register_invoice
from ledger.services.payouts import AllottedPayment, pay_invoices, pay_out_allotted
from ledger.services.receipts import register_receipt
from ledger.services.requisitions import register_certificate, send_requisition


def requisition(session: Session, cast: Cast, purpose: PurposeInfo) -> int:
    """The certificate, the requisition by invoice to SKR, and the money on the bank; gives the bank account."""
    with at(REQUISITIONED_ON):
        certificate = register_certificate(
            session,
            **cast.officer_here,
            agreement_id=purpose.agreement_id,
            certified_on=date(2020, 12, 1),
            certified_by="Ekonomidirektör",
            reference="19/01701",
            example=True,
        )
        sent = send_requisition(
            session,
            **cast.officer_here,
            purpose_id=purpose.id,
            amount_ore=None,
            on=REQUISITIONED_ON,
            certificate_id=certificate.id,
            example=True,
        )
    with at(RECEIVED_ON):
        bank = open_bank_account(session, **cast.officer_here, name="Bankkonto", number="1930", example=True)
        register_receipt(
            session,
            **cast.officer_here,
            requisition_id=sent.document.id,
            bank_account_id=bank.id,
            amount_ore=sent.amount_ore,
            on=RECEIVED_ON,
            text="SKR, dnr 19/01701",
            example=True,
        )
    return bank.id


def pay_out(session: Session, cast: Cast, bank: int, given: dict[int, Ore]) -> None:
    """Pay every recipient its share: `given` holds öre by pot."""
    pay_out_allotted(
        session,
        **cast.officer_here,
        rows=[AllottedPayment(pot_id, amount_ore) for pot_id, amount_ore in given.items()],
        bank_account_id=bank,
        on=PAID_OUT_ON,
        example=True,
    )


@dataclass(frozen=True)
class _Bill:
    """An example invoice for the coordinator: its number, day, amount with 25 % VAT in öre, and the days of attest."""

    number: str
    on: date
    gross_ore: Ore
    approved_on: date | None
    paid_on: date | None


_BILLS: Final = (
    _Bill("20388", date(2021, 2, 10), kronor(150_000), date(2021, 2, 15), date(2021, 3, 10)),
    _Bill("20417", date(2021, 3, 12), kronor(250_000), date(2021, 3, 16), date(2021, 3, 26)),
    _Bill("20431", date(2021, 3, 29), kronor(100_000), None, None),
)


def invoice(session: Session, cast: Cast, bank: int, commitment_id: int) -> None:
    """Two invoices from the employer, attested by two and paid, and one that waits."""
    for bill in _BILLS:
        with at(bill.on):
            invoice_id = _register(session, cast, bill, commitment_id)
        if bill.approved_on is None or bill.paid_on is None:
            continue
        with at(bill.approved_on):
            confirm_invoice(session, **cast.officer_here, invoice_id=invoice_id)
        with at(bill.approved_on, hour=11):
            approve_invoice(
                session,
                **cast.approver_here,
                invoice_id=invoice_id,
                on=bill.approved_on,
            )
        with at(bill.paid_on):
            pay_invoices(
                session,
                **cast.officer_here,
                invoice_ids=[invoice_id],
                bank_account_id=bank,
                on=bill.paid_on,
                example=True,
            )


def _register(session: Session, cast: Cast, bill: _Bill, commitment_id: int) -> int:
    vat = bill.gross_ore // 5
    return register_invoice(
        session,
        **cast.officer_here,
        invoice=InvoiceInput(
            supplier_id=cast.organisations["SK"],
            supplier_number=bill.number,
            invoiced_on=bill.on,
            arrived_on=bill.on,
            due_on=bill.on + timedelta(days=30),
            lines=[
                InvoiceLineInput(
                    text="Länsgemensam samordnare", gross_ore=bill.gross_ore, vat_ore=vat, commitment_id=commitment_id
                )
            ],
            net_ore=bill.gross_ore - vat,
            vat_ore=vat,
            gross_ore=bill.gross_ore,
            vat_judgement=VatJudgement.RATE_25,
            vat_reason="Inhyrd personal",
        ),
        example=True,
    ).document.id
