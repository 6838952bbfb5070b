"""The two attests of an invoice: one person confirms what was delivered, another decides, which books it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.invoices import Invoice
from ledger.domain import rules
from ledger.domain.attests import AttestedPot, Step
from ledger.domain.scope import Scope
from ledger.posting import Booked
from ledger.services.attests import Attested, take_step
from ledger.services.documents import Registered, book_document, require_state, set_state
from ledger.services.inputs import require_not_ahead
from ledger.services.invoice_lines import PlacedLine, placed_of, require_one_decision, require_room
from ledger.services.invoices import require_invoice


@dataclass(frozen=True)
class ApprovedInvoice:
    """An approved and booked invoice, with the step that decided it."""

    document: Registered
    attested: Attested
    booked: Booked


def confirm_invoice(session: Session, *, actor: int, scope: Scope, book_id: int, invoice_id: int) -> Attested:
    """Confirm, with the right to that over every pot charged, that what the invoice says was delivered (sakattest).

    Raises `DocumentWrongState`, `NotFound`, and what `take_step` raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_invoice(session, book_id, invoice_id)
    require_state(session, document, "registered")
    invoice, lines = session.get_one(Invoice, invoice_id), placed_of(session, invoice_id)
    attested = take_step(
        session, actor=actor, document=document, step=Step.CONFIRM, pots=_pots(lines), amount_ore=invoice.gross_ore
    )
    set_state(session, actor=actor, document_id=invoice_id, state="confirmed")
    return attested


def approve_invoice(
    session: Session, *, actor: int, scope: Scope, book_id: int, invoice_id: int, on: date
) -> ApprovedInvoice:
    """Decide that a confirmed invoice is to be paid (beslutsattest), and book it on the day given.

    The entry names the decision that the lines rest on and this step, which rests on the confirmation. Raises
    `AttestSamePerson`, `AttestNoRight`, `AttestNotInForce`, `AttestOverLimit`, `InvoiceExceedsCommitment`,
    `PotInsufficient`, `DocumentWrongState`, `DateOutOfRange`, `NotFound`, and what the mandate and the door raise.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_invoice(session, book_id, invoice_id)
    require_state(session, document, "confirmed")
    require_not_ahead("Bokföringsdag", on)
    invoice, lines = session.get_one(Invoice, invoice_id), placed_of(session, invoice_id)
    attested = take_step(
        session, actor=actor, document=document, step=Step.APPROVE, pots=_pots(lines), amount_ore=invoice.gross_ore
    )
    charges = [line.charge(vat_recoverable=invoice.vat_recoverable) for line in lines]
    require_room(session, book_id, charges, on, invoice_id=invoice_id)
    decision = require_one_decision(session, book_id, lines, invoice.decision_id, on)
    booked = book_document(
        session,
        actor=actor,
        document=document,
        movement=rules.invoice(invoice_id=invoice_id, rows=charges),
        booked_on=on,
        text=f"Faktura {document.number}, leverantörens nummer {invoice.supplier_number}",
        decision=decision,
        attest=attested.basis,
        state="approved",
    )
    return ApprovedInvoice(document, attested, booked)


def _pots(lines: Iterable[PlacedLine]) -> list[AttestedPot]:
    return list(dict.fromkeys(line.attested for line in lines))
