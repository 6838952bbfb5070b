"""What keeps a purpose from being handed over: what is open in its pots and no other book can finish."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import balances_of_kinds
from ledger.db.documents import Document
from ledger.db.invoices import InvoiceLine
from ledger.db.pots import Pot
from ledger.domain.chart import Kind
from ledger.errors import HandoverBlocked, HandoverInvoicesWaiting, OpenItem
from ledger.services.documents import state_now
from ledger.services.invoice_lines import WAITING

OPEN_KINDS: Final = (
    Kind.RESERVED,
    Kind.CLAIM,
    Kind.RECLAIM,
    Kind.PAYABLE,
    Kind.SUPPLIER_CLAIM,
    Kind.VAT_CLAIM,
    Kind.INTEREST_DEBT,
)
"""Accounts that no handover moves: a balance would be left behind in a book that nobody keeps any more."""


def refuse_open(session: Session, book_id: int, root_ids: Collection[int]) -> None:
    """Refuse while anything is open in these purposes, or waits at Övrigt to be placed.

    Raises `HandoverBlocked`, which names each account and document, and `HandoverInvoicesWaiting`.
    """
    query = select(Pot.id, Pot.root_id, Pot.name).where(Pot.book_id == book_id).order_by(Pot.id)
    pots = session.execute(query).all()
    names = {pot.id: pot.name for pot in pots}
    tree = [pot.id for pot in pots if pot.root_id in root_ids]
    found = balances_of_kinds(session, book_id, OPEN_KINDS, tree)
    found += balances_of_kinds(session, book_id, (Kind.UNPLACED,), names)
    numbers = _numbers(session, {subject_id for _, _, subject_id, _ in found})
    if found:
        raise HandoverBlocked(
            items=tuple(
                OpenItem(kind.value, names[pot_id], numbers.get(subject_id, ""), amount_ore)
                for kind, pot_id, subject_id, amount_ore in found
            )
        )
    waiting = _waiting(session, book_id, tree)
    if waiting:
        raise HandoverInvoicesWaiting(invoices=waiting)


def _numbers(session: Session, document_ids: Collection[int]) -> dict[int, str]:
    query = select(Document.id, Document.number).where(Document.id.in_(sorted(document_ids))).order_by(Document.id)
    return dict(session.execute(query).all())


def _waiting(session: Session, book_id: int, pot_ids: Collection[int]) -> tuple[str, ...]:
    """The numbers of the invoices with a line in these pots that wait for an attest."""
    lines = select(InvoiceLine.document_id).where(InvoiceLine.book_id == book_id, InvoiceLine.pot_id.in_(pot_ids))
    query = (
        select(Document.number).where(Document.id.in_(lines), state_now(Document.id).in_(WAITING)).order_by(Document.id)
    )
    return tuple(session.scalars(query))
