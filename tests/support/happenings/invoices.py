"""Invoices from their arrival to the bank, and everything that goes wrong on the way."""

from collections.abc import Callable
from datetime import timedelta

from ledger.db.details import DocumentKind
from ledger.domain.chart import Kind
from ledger.money import kronor
from ledger.services.bounces import register_bounced_payment
from ledger.services.credit_attests import approve_credit_invoice, confirm_credit_invoice
from ledger.services.credits import CreditInput, CreditLineInput, register_credit_invoice, return_credit_invoice
from ledger.services.invoice_attests import approve_invoice, confirm_invoice
from ledger.services.invoice_lines import InvoiceLineInput
from ledger.services.invoices import InvoiceInput, change_invoice, register_invoice, return_invoice
from ledger.services.payouts import pay_invoices
from ledger.services.supplier_claims import register_double_payment, register_supplier_refund, set_off
from ledger.services.vat_recoveries import recover_vat
from tests.support.happenings.among_pots import ROOT
from tests.support.happenings.picks import FIRST, Pick
from tests.support.happenings.registry import Given, banked, happens
from tests.support.money import REASON


def register() -> None:
    """Let it happen."""
    happens("invoice", register_invoice, _new, then=("confirm_invoice", "change_invoice"))
    happens("change_invoice", change_invoice, _changed, then=("confirm_invoice",))
    happens(
        "confirm_invoice",
        confirm_invoice,
        _of("registered"),
        keyed=False,
        then=("approve_invoice",),
        needs=("invoice",),
    )
    happens(
        "approve_invoice",
        approve_invoice,
        lambda pick: _of("confirmed")(pick) | {"on": pick.day()},
        who=Pick.approver,
        keyed=False,
        needs=("confirm_invoice",),
        then=("pay_invoices", "pay_part", "credit", "set_off"),
    )
    happens(
        "return_invoice",
        return_invoice,
        lambda pick: _of("registered", "confirmed")(pick) | {"reason": REASON},
        keyed=False,
        then=("change_invoice",),
    )
    happens(
        "pay_invoices",
        pay_invoices,
        _payment,
        then=("bounce_payment", "pay_twice", "credit"),
        needs=("approve_invoice",),
    )
    happens("pay_part", pay_invoices, _part_payment, then=("pay_invoices",), needs=("approve_invoice",))
    happens("bounce_payment", register_bounced_payment, _bounce, then=("pay_invoices",), needs=("pay_invoices",))
    happens(
        "pay_twice",
        register_double_payment,
        _twice,
        then=("set_off", "supplier_refund", "invoice"),
        needs=("pay_invoices",),
    )
    happens(
        "supplier_refund",
        register_supplier_refund,
        lambda pick: _rest(pick, Kind.SUPPLIER_CLAIM),
        needs=("pay_twice", "approve_credit"),
    )
    happens("set_off", set_off, _set_off, needs=("pay_twice", "approve_invoice"))
    happens("recover_vat", recover_vat, lambda pick: _rest(pick, Kind.VAT_CLAIM), needs=("approve_invoice",))
    _credits()


def _credits() -> None:
    happens("credit", register_credit_invoice, _credit, then=("confirm_credit", "return_credit"))
    happens(
        "confirm_credit",
        confirm_credit_invoice,
        _credit_of("registered"),
        keyed=False,
        then=("approve_credit",),
        needs=("credit",),
    )
    happens(
        "approve_credit",
        approve_credit_invoice,
        lambda pick: _credit_of("confirmed")(pick) | {"on": pick.day()},
        who=Pick.approver,
        keyed=False,
        needs=("confirm_credit",),
        then=("supplier_refund", "set_off"),
    )
    happens(
        "return_credit",
        return_credit_invoice,
        lambda pick: _credit_of("registered", "confirmed")(pick) | {"reason": REASON},
        keyed=False,
    )


def _of(*states: str) -> Callable[[Pick], Given]:
    return lambda pick: {"invoice_id": pick.document(DocumentKind.INVOICE, *states)}


def _credit_of(*states: str) -> Callable[[Pick], Given]:
    return lambda pick: {"credit_id": pick.document(DocumentKind.CREDIT_INVOICE, *states)}


def _invoice(pick: Pick) -> InvoiceInput:
    promised = pick.standing(Kind.COMMITTED)
    gross = pick.out_of(min(promised.ore, kronor(400_000)))
    line: Given = {"commitment_id": promised.subject_id}
    if not pick.rightly():
        line = {"pot_id": pick.pot(ROOT)}
    return pick.money.invoice(
        gross,
        str(pick.number()),
        lines=[InvoiceLineInput("Arbete", gross, gross // 5, **line)],
        invoiced_on=FIRST,
        arrived_on=FIRST,
        due_on=FIRST + timedelta(days=30),
        decision_id=pick.decision("USE") if "pot_id" in line else None,
        vat_reason="Inhyrd personal",
    )


def _new(pick: Pick) -> Given:
    return {"invoice": _invoice(pick)}


def _changed(pick: Pick) -> Given:
    return _of("registered", "confirmed", "returned")(pick) | {"invoice": _invoice(pick), "reason": REASON}


def _payment(pick: Pick) -> Given:
    debt = pick.standing(Kind.PAYABLE)
    return {"invoice_ids": [debt.subject_id], "bank_account_id": pick.money.bank_id, "on": pick.day()}


def _part_payment(pick: Pick) -> Given:
    debt = pick.standing(Kind.PAYABLE)
    return {
        "invoice_ids": [debt.subject_id],
        "amounts": {debt.subject_id: pick.out_of(debt.ore)},
        "bank_account_id": pick.money.bank_id,
        "on": pick.day(),
    }


def _bounce(pick: Pick) -> Given:
    payout_id, invoice_id, _ = pick.paid_row(invoices=True)
    return {"payout_id": payout_id, "invoice_id": invoice_id, "on": pick.day()}


def _twice(pick: Pick) -> Given:
    _, invoice_id, paid_ore = pick.paid_row(invoices=True)
    return {"invoice_id": invoice_id} | banked(pick, pick.out_of(paid_ore))


def _rest(pick: Pick, kind: Kind) -> Given:
    owed = pick.standing(kind)
    return {"invoice_id": owed.subject_id} | banked(pick, pick.out_of(owed.ore))


def _set_off(pick: Pick) -> Given:
    claim, debt = pick.standing(Kind.SUPPLIER_CLAIM), pick.standing(Kind.PAYABLE)
    return {
        "claim_invoice_id": claim.subject_id,
        "invoice_id": debt.subject_id,
        "on": pick.day(),
        "amount_ore": None if pick.dice.random() < 0.5 else pick.out_of(min(claim.ore, debt.ore)),
    }


def _credit(pick: Pick) -> Given:
    gross = pick.out_of(kronor(1_000))
    return {
        "credit": CreditInput(
            invoice_id=pick.document(DocumentKind.INVOICE, "approved", "paid"),
            supplier_number=f"K{pick.number()}",
            credited_on=FIRST,
            arrived_on=FIRST,
            lines=[CreditLineInput(1, gross, gross // 5)],
            net_ore=gross - gross // 5,
            vat_ore=gross // 5,
            gross_ore=gross,
            reason=REASON,
        )
    }
