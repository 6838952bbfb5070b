"""A demo that is grown to any size: invoices attested and paid, month by month, over several agreements.

The agreements are made by the services, one thing at a time; the invoices and payouts in batches of the same rows
(`services.batches`). The same size gives the same book, whenever and wherever it is grown.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Final, TypeAlias

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from ledger.db.details import DocumentKind
from ledger.db.invoices import InvoiceNumber
from ledger.demo.cast import Cast, at
from ledger.demo.grants import Draw, Grant, grant_all, recognise
from ledger.demo.reconciling import reconcile
from ledger.domain import rules
from ledger.domain.invoices import VatJudgement, folded_number
from ledger.domain.periods import first_of_month, next_month
from ledger.money import kronor
from ledger.services.batches import NewDocument, register_booked_many
from ledger.services.documents import Registered, set_states
from ledger.services.invoice_lines import PlacedLine
from ledger.services.invoices import InvoiceInput, invoice_details
from ledger.services.payout_rows import Due
from ledger.services.payouts import payout_details

FIRST_MONDAY: Final = date(2022, 5, 2)
WEEKS: Final = 135
"""Until the end of 2024; of every week the invoices come on its Monday and are paid that day."""
AT_A_TIME: Final = 500
LINES_AN_INVOICE: Final = 7
"""Six of the invoice and one of its payment; a batch has one line more, of the bank."""
ROOM_A_LINE: Final = kronor(100)
"""What every commitment holds for each line of the whole: several times what is drawn on it."""

Writing: TypeAlias = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True)
class _Bill:
    """An invoice that will be, and what it is drawn on."""

    draw: Draw
    invoice: InvoiceInput


def grow(writing: Writing, *, lines: int, told: Callable[[int], None]) -> int:
    """Grow a database that has both years of the story, and nothing else, by at least so many lines; gives how many.

    `writing` opens a session that is committed at its end; `told` is told how many lines are there, batch by batch.
    Raises `DatabaseNotDemo`, and nothing is done.
    """
    with writing() as session:
        cast = recognise(session)
        grants = grant_all(session, cast, room_ore=max(lines, 1_000) * ROOM_A_LINE)
    monday = FIRST_MONDAY
    made, random, numbers = 0, Random(lines), count(1)  # noqa: S311 - the same book every time, nothing secret
    at_a_time = max(1, min(AT_A_TIME, lines // (LINES_AN_INVOICE * WEEKS)))
    for batch in count():
        if made >= lines:
            break
        monday = FIRST_MONDAY + timedelta(weeks=made * WEEKS // lines)
        grant = grants[batch % len(grants)]
        with writing() as session, at(monday):
            made += _week(session, cast, grant, [_bill(random, grant, next(numbers), monday) for _ in range(at_a_time)])
        told(made)
    with writing() as session:
        month, following = first_of_month(monday), next_month(monday)
        reconcile(session, cast, grants[0].bank_account_id, [month], following + timedelta(days=6))
        session.execute(text("ANALYZE"))
    return made


def _bill(random: Random, grant: Grant, no: int, on: date) -> _Bill:
    draw, tenth = random.choice(grant.draws), kronor(random.randrange(20, 1_000))
    invoice = InvoiceInput(
        supplier_id=draw.supplier_id,
        supplier_number=f"STOR-{no}",
        invoiced_on=on,
        arrived_on=on,
        due_on=on + timedelta(days=30),
        lines=(),
        net_ore=8 * tenth,
        vat_ore=2 * tenth,
        gross_ore=10 * tenth,
        vat_judgement=VatJudgement.RATE_25,
        vat_reason="Inhyrd personal",
    )
    return _Bill(draw, invoice)


def _week(session: Session, cast: Cast, grant: Grant, bills: Sequence[_Bill]) -> int:
    """Book the invoices and pay them together; gives how many lines that made."""
    here = {"actor": cast.officer, "book_id": cast.book_id}
    documents = [_invoice(cast, grant, bill) for bill in bills]
    booked = [one for one, _entry in register_booked_many(session, **here, documents=documents, example=True)]
    session.execute(insert(InvoiceNumber), [_number(*one) for one in zip(booked, bills, strict=True)])
    payout = _payout(cast, grant, bills, booked)
    (_paid, entry), *_ = register_booked_many(session, **here, documents=[payout], example=True)
    paid = [one.id for one in booked]
    set_states(session, actor=cast.officer, document_ids=paid, state="paid", entry_seq=entry.seq)
    alike, last = (len(document.movement(1).lines) for document in (documents[0], payout))
    return len(documents) * alike + last


def _invoice(cast: Cast, grant: Grant, bill: _Bill) -> NewDocument:
    draw, invoice = bill.draw, bill.invoice
    line = PlacedLine(draw.pot, draw.attested, draw.commitment_id, None, "Insatser", invoice.gross_ore, invoice.vat_ore)
    return NewDocument(
        kind=DocumentKind.INVOICE,
        on=invoice.arrived_on,
        text=lambda number: f"Faktura {number}, leverantörens nummer {invoice.supplier_number}",
        states=("registered", "confirmed", "approved"),
        details=invoice_details(cast.book_id, invoice, [line], draw.payee_account, recovered=False),
        movement=lambda own_id: rules.invoice(invoice_id=own_id, rows=[line.charge(vat_recoverable=False)]),
        decision=grant.decision,
        attested_by=(cast.confirmer, cast.approver),
    )


def _number(document: Registered, bill: _Bill) -> dict[str, object]:
    """The key that the supplier's number is found by."""
    key = folded_number(bill.invoice.supplier_number)
    return {"document_id": document.id, "supplier_id": bill.invoice.supplier_id, "number_key": key}


def _payout(cast: Cast, grant: Grant, bills: Sequence[_Bill], invoices: Sequence[Registered]) -> NewDocument:
    on = bills[0].invoice.arrived_on
    dues = [
        Due(bill.draw.pot, document.id, bill.draw.supplier_id, bill.draw.payee_account, bill.invoice.gross_ore)
        for bill, document in zip(bills, invoices, strict=True)
    ]
    payments = [rules.Payment(due.pot, due.invoice_id or 0, due.amount_ore) for due in dues]
    movement = rules.invoice_paid(bank_id=grant.bank_account_id, payments=payments)
    return NewDocument(
        kind=DocumentKind.PAYOUT,
        on=on,
        text=lambda number: f"Utbetalning {number}: fakturor",
        states=("registered", "booked"),
        details=payout_details(cast.book_id, "invoices", grant.bank_account_id, on, dues),
        movement=lambda _own_id: movement,
    )
