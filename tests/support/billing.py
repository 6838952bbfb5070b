"""What happens to the performer's invoices after they are approved, told through the services and committed."""

from typing import Any, Final

from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.posting import Booked
from ledger.reports.controls import Answer, run_controls
from ledger.services.corrections import CORRECTORS
from ledger.services.credit_attests import ApprovedCredit, approve_credit_invoice, confirm_credit_invoice
from ledger.services.credits import CreditInput, CreditLineInput, RegisteredCredit, register_credit_invoice
from ledger.services.documents import Registered
from ledger.services.payouts import PaidOut, pay_invoices
from tests.support.money import INVOICED_ON, PAID_ON, REASON, Money

LATER_ON: Final = PAID_ON.replace(day=20)
"""A day after the invoices of the story are paid."""


def paid(money: Money, *invoice_ids: int, source_key: str | None = None, **amounts: Ore) -> PaidOut:
    """Pay invoices and commit; `amount_ore` pays part of the one invoice."""
    parts = {invoice_ids[0]: amounts["amount_ore"]} if amounts else None
    with money.writing() as session:
        return pay_invoices(
            session,
            **money.story.officer,
            invoice_ids=invoice_ids,
            bank_account_id=money.bank_id,
            on=PAID_ON,
            amounts=parts,
            source_key=source_key,
        )


def paid_invoice(money: Money, *args: Any, **changed: Any) -> int:
    """An invoice approved and paid whole; its id."""
    invoice_id = money.approved(money.invoice(*args, **changed)).document.id
    paid(money, invoice_id)
    return invoice_id


def credit(invoice_id: int, gross_ore: Ore, number: str = "K1", **changed: Any) -> CreditInput:
    """A credit of the invoice's first row with 25 % VAT, with anything else changed."""
    vat_ore = changed.pop("line_vat_ore", gross_ore // 5)
    said: dict[str, Any] = {
        "invoice_id": invoice_id,
        "supplier_number": number,
        "credited_on": INVOICED_ON,
        "arrived_on": INVOICED_ON,
        "lines": [CreditLineInput(1, gross_ore, vat_ore)],
        "net_ore": gross_ore - vat_ore,
        "vat_ore": vat_ore,
        "gross_ore": gross_ore,
        "reason": REASON,
    }
    return CreditInput(**{**said, **changed})


def credit_registered(money: Money, said: CreditInput, source_key: str | None = None) -> RegisteredCredit:
    """Register a credit invoice and commit."""
    with money.writing() as session:
        return register_credit_invoice(session, **money.story.officer, credit=said, source_key=source_key)


def credit_confirmed(money: Money, said: CreditInput) -> int:
    """Register a credit invoice, have the officer confirm it, and commit; its id."""
    credit_id = credit_registered(money, said).document.id
    with money.writing() as session:
        confirm_credit_invoice(session, **money.story.officer, credit_id=credit_id)
    return credit_id


def credited(money: Money, invoice_id: int, gross_ore: Ore, number: str = "K1", **changed: Any) -> ApprovedCredit:
    """Register, confirm and approve a credit invoice, and commit."""
    on = changed.pop("on", LATER_ON)
    credit_id = credit_confirmed(money, credit(invoice_id, gross_ore, number, **changed))
    with money.writing() as session:
        return approve_credit_invoice(session, **money.director, credit_id=credit_id, on=on)


def corrected(money: Money, document: Registered) -> Booked:
    """Correct a document through the service that owns it, and commit."""
    with money.writing() as session:
        return money.correct(session, CORRECTORS[document.kind], document.id, LATER_ON)


def written(money: Money, booked: Booked | None, **subjects: int) -> list[tuple[str, str, str, int]]:
    """The lines of an entry with pots by code and documents by the names given: kind, pot, subject, kronor."""
    pots = {number: code for code, number in money.story.pots.items()}
    names = {
        0: "",
        money.bank_id: "bank",
        money.commitment_id: "uppdrag",
        **{own: name for name, own in subjects.items()},
    }
    return [(kind, pots[pot], names[subject], ore // 100) for kind, pot, subject, ore in money.story.lines(booked)]


def assert_ties(money: Money) -> None:
    """No control of the book differs."""
    with read_session(money.story.engine) as session:
        results = run_controls(
            session, scope=Scope.everything(), book_id=money.story.book_id, as_of=None, known_at=None
        )
    assert [(result.no, one.what, one.subject) for result in results for one in result.breaks] == []
    assert [result.no for result in results if result.answer is Answer.DIFFERS] == []
