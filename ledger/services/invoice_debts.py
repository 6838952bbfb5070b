"""Where an invoice stands after its approval: its debt and its claims by pot, what rests on it, and its state."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select, union
from sqlalchemy.orm import Session

from ledger.balances import (
    BookedEntry,
    balances_of_subjects,
    entry_to_reverse,
    last_entry_of,
    least_owed_from,
    lowest_from,
)
from ledger.db.credit_invoices import CreditInvoice
from ledger.db.documents import Document, DocumentFact
from ledger.db.invoices import Invoice, InvoiceLine
from ledger.db.payouts import PayoutRow
from ledger.db.pots import Pot
from ledger.db.settlements import BounceRow, SettlementRow
from ledger.domain.chart import Kind
from ledger.domain.entries import PotRef
from ledger.domain.events import FactCode
from ledger.errors import InvoiceHasLater, InvoicePaid, NotFound
from ledger.money import Ore
from ledger.services.documents import Registered, set_states, state_now

IN_FORCE: Final = ("booked", "approved")
"""The states of a document that has an entry in force and rests on an invoice."""

CREDIT_WAITING: Final = ("registered", "confirmed")
"""The states of a credit invoice that is not approved, but may come to be."""

_LATER: Final = (
    FactCode.CREDIT_INVOICE,
    FactCode.PAID_TWICE,
    FactCode.SUPPLIER_REFUND,
    FactCode.SET_OFF,
    FactCode.VAT_RECOVERED,
)


def charged_pots(session: Session, invoice_ids: Collection[int]) -> dict[int, list[PotRef]]:
    """The pots that the lines of each invoice charge, in order of number."""
    query = (
        select(InvoiceLine.document_id, Pot.id, Pot.root_id)
        .distinct()
        .join(Pot, (Pot.book_id == InvoiceLine.book_id) & (Pot.id == InvoiceLine.pot_id))
        .where(InvoiceLine.document_id.in_(sorted(invoice_ids)))
        .order_by(InvoiceLine.document_id, Pot.id)
    )
    pots: dict[int, list[PotRef]] = defaultdict(list)
    for invoice_id, pot_id, root_id in session.execute(query):
        pots[invoice_id].append(PotRef(pot_id, root_id))
    return pots


def owed_by_pot(session: Session, book_id: int, invoice_id: int, on: date) -> tuple[dict[PotRef, Ore], date]:
    """What is owed on an invoice, by pot, on a day and every later one; and the day that holds the least.

    With several pots the day is that of the pot that is owed least on.
    """
    pots = charged_pots(session, [invoice_id])[invoice_id]
    found = {
        pot: least_owed_from(session, book_id, Kind.PAYABLE, pot.pot_id, on, subject_id=invoice_id) for pot in pots
    }
    return {pot: owed_ore for pot, (owed_ore, _) in found.items()}, min(found.values())[1]


def claim_by_pot(
    session: Session, book_id: int, kind: Kind, invoice_id: int, on: date
) -> tuple[dict[PotRef, Ore], date]:
    """What stands of an invoice's claim of one kind, by pot, on a day and every later one; and the least one's day."""
    pots = charged_pots(session, [invoice_id])[invoice_id]
    found = {pot: lowest_from(session, book_id, kind, pot.pot_id, on, subject_id=invoice_id) for pot in pots}
    return {pot: claim_ore for pot, (claim_ore, _) in found.items()}, min(found.values())[1]


def booked_entry(session: Session, invoice: Registered) -> BookedEntry:
    """The entry in force of an invoice; raises `NotFound` where nothing of it is booked."""
    seq = last_entry_of(session, invoice.book_id, invoice.id)
    if seq is None:
        raise NotFound(what="bokförd verifikation för", name=invoice.number)
    return entry_to_reverse(session, invoice.book_id, seq)


def spread(room: Mapping[PotRef, Ore], amount_ore: Ore) -> list[tuple[PotRef, Ore]]:
    """An amount laid on pots in their order, each up to its room; what no pot has room for is left out."""
    laid: list[tuple[PotRef, Ore]] = []
    for pot, room_ore in room.items():
        part_ore = min(room_ore, amount_ore)
        if part_ore > 0:
            laid.append((pot, part_ore))
            amount_ore -= part_ore
    return laid


def waiting_credits(session: Session, invoice_ids: Collection[int]) -> dict[tuple[int, int], Ore]:
    """What credit invoices that wait for attest will take off debts, by pot and invoice, in öre."""
    query = (
        select(
            DocumentFact.pot_id,
            CreditInvoice.invoice_id,
            func.sum(DocumentFact.amount_ore + DocumentFact.vat_ore - DocumentFact.claim_ore),
        )
        .join(CreditInvoice, CreditInvoice.document_id == DocumentFact.document_id)
        .where(
            CreditInvoice.invoice_id.in_(sorted(invoice_ids)), state_now(CreditInvoice.document_id).in_(CREDIT_WAITING)
        )
        .group_by(DocumentFact.pot_id, CreditInvoice.invoice_id)
        .order_by(DocumentFact.pot_id, CreditInvoice.invoice_id)
    )
    return {(pot_id, invoice_id): int(ore) for pot_id, invoice_id, ore in session.execute(query)}


def numbers_waiting(session: Session, invoice_id: int) -> tuple[str, ...]:
    """The numbers of the credit invoices of an invoice that wait for attest."""
    query = (
        select(Document.number)
        .join(CreditInvoice, CreditInvoice.document_id == Document.id)
        .where(CreditInvoice.invoice_id == invoice_id, state_now(Document.id).in_(CREDIT_WAITING))
        .order_by(Document.id)
    )
    return tuple(session.scalars(query))


def follow(session: Session, *, actor: int, book_id: int, invoice_ids: Collection[int], entry_seq: int) -> None:
    """Bring invoices into the state that their debt says: approved while anything is owed, else credited or paid."""
    ids = sorted(invoice_ids)
    owed = _owed(session, book_id, ids)
    credited = _credited(session, ids)
    query = (
        select(Invoice.document_id, Invoice.gross_ore, state_now(Invoice.document_id))
        .where(Invoice.document_id.in_(ids))
        .order_by(Invoice.document_id)
    )
    changed: dict[str, list[int]] = defaultdict(list)
    for invoice_id, gross_ore, state in session.execute(query):
        settled = "credited" if credited.get(invoice_id, 0) == gross_ore else "paid"
        now = "approved" if owed[invoice_id] != 0 else settled
        if now != state:
            changed[now].append(invoice_id)
    for now, those in changed.items():
        set_states(session, actor=actor, document_ids=those, state=now, entry_seq=entry_seq)


def require_nothing_later(session: Session, invoice: Registered) -> None:
    """Refuse to turn back an invoice that is paid (`InvoicePaid`), or that other documents rest on.

    What was paid and came back is no longer paid. Raises `InvoiceHasLater`.
    """
    later = resting_on(session, invoice.book_id, [invoice.id])
    if later:
        raise InvoiceHasLater(invoice=invoice.number, documents=later)
    paid = paid_and_kept(session, invoice.id)
    if paid:
        raise InvoicePaid(invoice=invoice.number, payout=paid[-1])


def resting_on(
    session: Session,
    book_id: int,
    invoice_ids: Sequence[int],
    codes: Iterable[FactCode] = _LATER,
    *,
    claims_only: bool = False,
    as_paid: bool = True,
) -> tuple[str, ...]:
    """The numbers of documents in force that state these facts of invoices, in order of registration.

    `claims_only` leaves out the credit invoices that made no claim on the supplier; `as_paid` False leaves out the
    set-offs that paid the invoices.
    """
    told = list(codes)
    by_fact = (
        select(Document.id, Document.number)
        .join(DocumentFact, DocumentFact.document_id == Document.id)
        .where(
            DocumentFact.book_id == book_id,
            DocumentFact.subject_id.in_(invoice_ids),
            DocumentFact.code.in_([code.value for code in told]),
        )
    )
    if claims_only:
        by_fact = by_fact.where((DocumentFact.code != FactCode.CREDIT_INVOICE) | (DocumentFact.claim_ore > 0))
    queries: list[Select[int, str]] = [by_fact.where(state_now(Document.id).in_(IN_FORCE))]
    if as_paid and FactCode.SET_OFF in told:
        queries.append(
            select(Document.id, Document.number)
            .join(SettlementRow, SettlementRow.document_id == Document.id)
            .where(SettlementRow.other_invoice_id.in_(invoice_ids), state_now(Document.id).in_(IN_FORCE))
        )
    found = union(*queries).subquery()
    return tuple(session.scalars(select(found.c.number).order_by(found.c.id)))


def paid_and_kept(session: Session, invoice_id: int) -> tuple[str, ...]:
    """The numbers of the payouts in force with a row on the invoice that has not come back."""
    query = (
        select(Document.number)
        .join(PayoutRow, PayoutRow.document_id == Document.id)
        .where(PayoutRow.invoice_id == invoice_id, state_now(Document.id) == "booked", ~_came_back())
        .order_by(Document.id, PayoutRow.row_no)
    )
    return tuple(dict.fromkeys(session.scalars(query)))


def _came_back() -> ColumnElement[bool]:
    return (
        select(BounceRow.row_no)
        .where(
            BounceRow.payout_id == PayoutRow.document_id,
            BounceRow.payout_row == PayoutRow.row_no,
            state_now(BounceRow.document_id) == "booked",
        )
        .exists()
    )


def _owed(session: Session, book_id: int, invoice_ids: Collection[int]) -> dict[int, Ore]:
    pot_ids = {pot.pot_id for pots in charged_pots(session, invoice_ids).values() for pot in pots}
    owed: dict[int, Ore] = defaultdict(int)
    balances = balances_of_subjects(session, book_id, Kind.PAYABLE, pot_ids, invoice_ids)
    for (_, invoice_id), balance_ore in balances.items():
        owed[invoice_id] -= balance_ore
    return owed


def _credited(session: Session, invoice_ids: Collection[int]) -> dict[int, Ore]:
    query = (
        select(CreditInvoice.invoice_id, func.sum(CreditInvoice.gross_ore))
        .where(CreditInvoice.invoice_id.in_(sorted(invoice_ids)), state_now(CreditInvoice.document_id) == "approved")
        .group_by(CreditInvoice.invoice_id)
        .order_by(CreditInvoice.invoice_id)
    )
    return {invoice_id: int(gross_ore) for invoice_id, gross_ore in session.execute(query)}
