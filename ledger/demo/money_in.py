"""How the money was asked for, received and paid out."""

from datetime import date

from sqlalchemy.orm import Session

from ledger.demo.cast import Cast, at
from ledger.demo.figures import PAID_OUT_ON, RECEIVED_ON, REQUISITIONED_ON
from ledger.money import Ore
from ledger.services.agreements import PurposeInfo
from ledger.services.bank_accounts import open_bank_account
from ledger.services.payouts import AllottedPayment, pay_out_allotted
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
