"""Suppliers: invoices, their credits and payments, what a supplier owes back, and the VAT that is recovered.

The *charge* of a row is its net and the VAT that cannot be recovered; VAT that can is a claim beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain.chart import Kind
from ledger.domain.entries import Line, Movement, PotRef, credit, debit
from ledger.domain.events import Event, Fact, FactCode
from ledger.domain.rules.commitments import drawn_on
from ledger.domain.rules.parts import Part, movement, not_negative, positive, within_one_root
from ledger.errors import CreditClaimExceedsGross
from ledger.money import Ore


@dataclass(frozen=True)
class InvoiceRow:
    """What an invoice charges one pot: against a commitment, or against what is available when it is 0."""

    pot: PotRef
    commitment_id: int
    charge_ore: Ore
    vat_ore: Ore


@dataclass(frozen=True)
class CreditRow:
    """What a credit invoice gives one pot back; `claim_ore` is the part already paid, which the supplier now owes.

    The authority goes back to the commitment, or to what is available when it is 0: the commitment is closed.
    """

    pot: PotRef
    commitment_id: int
    charge_ore: Ore
    vat_ore: Ore
    claim_ore: Ore


@dataclass(frozen=True)
class Payment:
    """What is paid of one debt: an invoice's, or a use report's in arrears, in one pot."""

    pot: PotRef
    invoice_id: int
    amount_ore: Ore


def invoice(*, invoice_id: int, rows: Sequence[InvoiceRow]) -> Movement:
    """An invoice is approved; its rows may charge pots of several roots, each root by itself."""
    return movement(Event.INVOICE, *(_charged(invoice_id, row) for row in rows))


def invoice_paid(*, bank_id: int, payments: Sequence[Payment]) -> Movement:
    """Debts are paid: one batch over invoices, and use reports in arrears, of one root or several.

    A use report's debt stands under the report's id, which is then the payment's `invoice_id`.
    """
    return movement(Event.INVOICE_PAID, *(_settled(FactCode.INVOICE_PAID, bank_id, payment, 1) for payment in payments))


def payment_bounced(*, bank_id: int, payments: Sequence[Payment]) -> Movement:
    """Payments come back: the debts stand again."""
    return movement(
        Event.PAYMENT_BOUNCED, *(_settled(FactCode.PAYMENT_BOUNCED, bank_id, payment, -1) for payment in payments)
    )


def paid_twice(*, pot: PotRef, invoice_id: int, bank_id: int, amount_ore: Ore) -> Movement:
    """An invoice was paid once more than it should: the supplier owes the money."""
    amount = positive(amount_ore)
    return movement(
        Event.PAID_TWICE,
        Part(
            Fact(FactCode.PAID_TWICE, pot.pot_id, amount, subject_id=invoice_id, bank_id=bank_id),
            (debit(Kind.SUPPLIER_CLAIM, pot, amount, invoice_id), credit(Kind.BANK, pot.root, amount, bank_id)),
        ),
    )


def credit_invoice(*, invoice_id: int, rows: Sequence[CreditRow]) -> Movement:
    """A credit invoice is approved; `invoice_id` is the invoice it credits, whose accounts it moves.

    Raises `CreditClaimExceedsGross` when a row's claim is more than its charge and VAT.
    """
    return movement(Event.CREDIT_INVOICE, *(_credited(invoice_id, row) for row in rows))


def supplier_refund(*, pot: PotRef, invoice_id: int, bank_id: int, amount_ore: Ore) -> Movement:
    """The supplier pays back what it owes on an invoice."""
    amount = positive(amount_ore)
    return movement(
        Event.SUPPLIER_REFUND,
        Part(
            Fact(FactCode.SUPPLIER_REFUND, pot.pot_id, amount, subject_id=invoice_id, bank_id=bank_id),
            (debit(Kind.BANK, pot.root, amount, bank_id), credit(Kind.SUPPLIER_CLAIM, pot, amount, invoice_id)),
        ),
    )


def set_off(
    *, pot: PotRef, invoice_id: int, other_invoice_id: int, amount_ore: Ore, other_pot: PotRef | None = None
) -> Movement:
    """What a supplier owes on `invoice_id` pays part of `other_invoice_id`, in the same pot or another of its root.

    Raises `EntryAcrossRoots`: between roots the money has to pass the bank.
    """
    amount = positive(amount_ore)
    paid_pot = pot if other_pot is None else other_pot
    within_one_root(pot, (paid_pot,))
    return movement(
        Event.SET_OFF,
        Part(
            Fact(
                FactCode.SET_OFF,
                pot.pot_id,
                amount,
                other_pot_id=paid_pot.pot_id,
                subject_id=invoice_id,
                other_subject_id=other_invoice_id,
            ),
            (
                debit(Kind.PAYABLE, paid_pot, amount, other_invoice_id),
                credit(Kind.SUPPLIER_CLAIM, pot, amount, invoice_id),
            ),
        ),
    )


def vat_recovered(*, pot: PotRef, invoice_id: int, bank_id: int, amount_ore: Ore) -> Movement:
    """An invoice's recoverable VAT comes back from the tax authority."""
    amount = positive(amount_ore)
    return movement(
        Event.VAT_RECOVERED,
        Part(
            Fact(FactCode.VAT_RECOVERED, pot.pot_id, amount, subject_id=invoice_id, bank_id=bank_id),
            (debit(Kind.BANK, pot.root, amount, bank_id), credit(Kind.VAT_CLAIM, pot, amount, invoice_id)),
        ),
    )


def _charged(invoice_id: int, row: InvoiceRow) -> Part:
    pot, charge, vat = row.pot, row.charge_ore, row.vat_ore
    gross = _gross(charge, vat)
    return Part(
        Fact(
            FactCode.INVOICE,
            pot.pot_id,
            charge,
            subject_id=invoice_id,
            other_subject_id=row.commitment_id,
            vat_ore=vat,
        ),
        (
            debit(Kind.USED, pot, charge, invoice_id),
            drawn_on(pot, row.commitment_id, charge),
            *_expensed(pot, invoice_id, charge, vat),
            credit(Kind.PAYABLE, pot, gross, invoice_id),
        ),
    )


def _credited(invoice_id: int, row: CreditRow) -> Part:
    pot, charge, vat, claim = row.pot, row.charge_ore, row.vat_ore, row.claim_ore
    gross = _gross(charge, vat)
    if not_negative(claim, "Fordran på leverantören") > gross:
        raise CreditClaimExceedsGross(claim_ore=claim, gross_ore=gross)
    return Part(
        Fact(
            FactCode.CREDIT_INVOICE,
            pot.pot_id,
            charge,
            subject_id=invoice_id,
            other_subject_id=row.commitment_id,
            vat_ore=vat,
            claim_ore=claim,
        ),
        (
            drawn_on(pot, row.commitment_id, -charge),
            credit(Kind.USED, pot, charge, invoice_id),
            debit(Kind.PAYABLE, pot, gross - claim, invoice_id),
            debit(Kind.SUPPLIER_CLAIM, pot, claim, invoice_id),
            *_expensed(pot, invoice_id, -charge, -vat),
        ),
    )


def _expensed(pot: PotRef, invoice_id: int, charge: Ore, vat: Ore) -> tuple[Line, ...]:
    return (
        debit(Kind.COST, pot, charge),
        debit(Kind.VAT_CLAIM, pot, vat, invoice_id),
        debit(Kind.GRANT_DEBT, pot.root, charge),
        credit(Kind.GRANT_INCOME, pot, charge),
    )


def _settled(code: FactCode, bank_id: int, payment: Payment, sign: int) -> Part:
    pot, invoice_id, amount = payment.pot, payment.invoice_id, positive(payment.amount_ore)
    return Part(
        Fact(code, pot.pot_id, amount, subject_id=invoice_id, bank_id=bank_id),
        (
            debit(Kind.PAYABLE, pot, sign * amount, invoice_id),
            credit(Kind.BANK, pot.root, sign * amount, bank_id),
        ),
    )


def _gross(charge: Ore, vat: Ore) -> Ore:
    return positive(not_negative(charge, "Belastningen") + not_negative(vat, "Momsen"), "Radens belopp")
