"""The two attests of a credit invoice: one person confirms that it is right, another decides, which books it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.credit_invoices import CreditInvoice
from ledger.db.documents import Document
from ledger.domain import rules
from ledger.domain.attests import AttestedPot, Step
from ledger.domain.chart import Kind
from ledger.domain.entries import PotRef
from ledger.domain.rules import CreditRow
from ledger.domain.scope import Scope
from ledger.errors import CreditCommitmentClosed, CreditOutdated, CreditVatRecovered
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.attests import Attested, take_step
from ledger.services.credits import require_credit, rows_of
from ledger.services.documents import Registered, book_document, require_state, set_state, state_now
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.invoice_debts import booked_entry, claim_by_pot, follow, owed_by_pot
from ledger.services.invoice_lines import placed_of
from ledger.services.invoices import require_invoice


@dataclass(frozen=True)
class ApprovedCredit:
    """An approved and booked credit invoice, with the step that decided it."""

    document: Registered
    attested: Attested
    booked: Booked


def confirm_credit_invoice(session: Session, *, actor: int, scope: Scope, book_id: int, credit_id: int) -> Attested:
    """Confirm, with the right to that over every pot of the invoice, that the credit is right (sakattest).

    Raises `DocumentWrongState`, `NotFound`, and what `take_step` raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_credit(session, book_id, credit_id)
    require_state(session, document, "registered")
    attested = _take(session, actor, document, Step.CONFIRM)
    set_state(session, actor=actor, document_id=credit_id, state="confirmed")
    return attested


def approve_credit_invoice(
    session: Session, *, actor: int, scope: Scope, book_id: int, credit_id: int, on: date
) -> ApprovedCredit:
    """Decide that a confirmed credit invoice is right (beslutsattest), and book it on the day given.

    What it charged goes back to the commitment, or to what is available where that was closed when it was registered;
    it comes off the debt as far as it said, and the supplier owes the rest. The entry rests on the invoice's decision.
    Raises `CreditOutdated`, `CreditCommitmentClosed`, `CreditVatRecovered`, `DocumentWrongState`, `DateBefore` for a
    day before the invoice was booked, `DateOutOfRange`, `NotFound`, and what `take_step` and the door raise.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_credit(session, book_id, credit_id)
    require_state(session, document, "confirmed")
    require_not_ahead("Bokföringsdag", on)
    credit, rows = session.get_one(CreditInvoice, credit_id), rows_of(session, credit_id)
    invoice = require_invoice(session, book_id, credit.invoice_id)
    require_state(session, invoice, "approved", "paid", "credited")
    decision = _require_day(session, invoice, on)
    _require_open(session, document, rows)
    _require_unpaid(session, document, invoice, rows, on)
    _require_vat_claim(session, invoice, rows, on)
    attested = _take(session, actor, document, Step.APPROVE)
    booked = book_document(
        session,
        actor=actor,
        document=document,
        movement=rules.credit_invoice(invoice_id=invoice.id, rows=rows),
        booked_on=on,
        text=f"Kreditfaktura {document.number} av faktura {invoice.number}",
        decision=decision,
        attest=attested.basis,
        state="approved",
    )
    follow(session, actor=actor, book_id=book_id, invoice_ids=[invoice.id], entry_seq=booked.seq)
    return ApprovedCredit(document, attested, booked)


def _take(session: Session, actor: int, document: Registered, step: Step) -> Attested:
    credit = session.get_one(CreditInvoice, document.id)
    pots: list[AttestedPot] = [line.attested for line in placed_of(session, credit.invoice_id)]
    return take_step(
        session,
        actor=actor,
        document=document,
        step=step,
        pots=list(dict.fromkeys(pots)),
        amount_ore=credit.gross_ore,
    )


def _require_day(session: Session, invoice: Registered, on: date) -> tuple[int, str] | None:
    """The decision that the invoice's entry names; a credit is not booked before it."""
    entry = booked_entry(session, invoice)
    require_not_before("Bokföringsdag", on, f"dagen då faktura {invoice.number} bokfördes,", entry.booked_on)
    return entry.basis.decision


def _require_open(session: Session, credit: Registered, rows: Iterable[CreditRow]) -> None:
    """Refuse a credit that gives back to a commitment which is no longer in force."""
    named = sorted({row.commitment_id for row in rows if row.commitment_id != 0})
    query = select(Document.number).where(Document.id.in_(named), state_now(Document.id) != "active")
    closed = session.scalars(query.order_by(Document.id).limit(1)).first()
    if closed is not None:
        raise CreditCommitmentClosed(credit=credit.number, commitment=closed)


def _require_unpaid(
    session: Session, credit: Registered, invoice: Registered, rows: Iterable[CreditRow], on: date
) -> None:
    """Refuse a credit that takes more off a pot's debt than is unpaid, on the day or on a later one."""
    owed, day = owed_by_pot(session, invoice.book_id, invoice.id, on)
    off = _summed((row.pot, row.charge_ore + row.vat_ore - row.claim_ore) for row in rows)
    if any(off_ore > owed[pot] for pot, off_ore in off.items()):
        raise CreditOutdated(
            credit=credit.number,
            invoice=invoice.number,
            wanted_ore=sum(off.values()),
            owed_ore=sum(owed.values()),
            day=day,
        )


def _require_vat_claim(session: Session, invoice: Registered, rows: Iterable[CreditRow], on: date) -> None:
    """Refuse a credit of VAT that has been recovered."""
    claims, _ = claim_by_pot(session, invoice.book_id, Kind.VAT_CLAIM, invoice.id, on)
    taken = _summed((row.pot, row.vat_ore) for row in rows)
    if any(vat_ore > claims[pot] for pot, vat_ore in taken.items()):
        raise CreditVatRecovered(invoice=invoice.number, vat_ore=sum(taken.values()), claim_ore=sum(claims.values()))


def _summed(parts: Iterable[tuple[PotRef, Ore]]) -> dict[PotRef, Ore]:
    sums: dict[PotRef, Ore] = defaultdict(int)
    for pot, amount_ore in parts:
        sums[pot] += amount_ore
    return sums
