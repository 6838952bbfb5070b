"""What settlements share: how they are asked for, their parts by invoice and pot, their booking and turning back.

Each is a document of its own that books at once. An amount on an invoice over several pots is laid on them in their
order, each up to what it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.details import DocumentKind
from ledger.db.pots import Pot
from ledger.db.settlements import Settlement, SettlementRow
from ledger.domain.entries import Movement, PotRef, joined_movements
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import DocumentSourceKeyTaken
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.documents import (
    Registered,
    annul,
    register_booked,
    registered_under,
    require_document,
    require_state,
)
from ledger.services.inputs import require_not_ahead
from ledger.services.invoice_debts import spread
from ledger.services.invoices import require_invoice


@dataclass(frozen=True)
class Settled:
    """A booked settlement and its sum in öre; `booked` is None when it was registered before, by its source key."""

    document: Registered
    booked: Booked | None
    amount_ore: Ore


@dataclass(frozen=True)
class Part:
    """What is settled of an invoice in one pot, in öre; of a set-off, the invoice it pays and its pot too."""

    pot: PotRef
    invoice_id: int
    amount_ore: Ore
    other_pot: PotRef | None = None
    other_invoice_id: int | None = None


@dataclass(frozen=True)
class Asked:
    """What a settlement is registered by: `amount_ore` None is all there is; a set-off has no bank account."""

    kind: DocumentKind
    actor: int
    scope: Scope
    book_id: int
    invoice_id: int
    amount_ore: Ore | None
    on: date
    text: str
    source_key: str | None
    example: bool
    bank_account_id: int | None = None
    other_invoice_id: int | None = None


def begin(session: Session, asked: Asked) -> Registered:
    """The invoice, under the book's lock, once what is asked is right in itself.

    Raises `AmountNotPositive`, `DateOutOfRange`, and `NotFound` also for a bank account that is not the book's.
    """
    asked.scope.require_book(asked.book_id)
    lock_book(session, asked.book_id)
    if asked.bank_account_id is not None:
        require_document(
            session, book_id=asked.book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=asked.bank_account_id
        )
    if asked.amount_ore is not None:
        positive(asked.amount_ore)
    require_not_ahead("Dagen", asked.on)
    return require_invoice(session, asked.book_id, asked.invoice_id)


def known_parts(session: Session, asked: Asked) -> list[Part]:
    """What was registered under the source key, which must be what is asked; empty for a new one."""
    earlier = registered_under(session, asked.book_id, asked.source_key)
    if earlier is None:
        return []
    parts = parts_of(session, earlier.id)
    named = {(part.invoice_id, part.other_invoice_id) for part in parts}
    same_amount = asked.amount_ore in {None, sum(part.amount_ore for part in parts)}
    if named != {(asked.invoice_id, asked.other_invoice_id)} or not same_amount:
        raise DocumentSourceKeyTaken(source_key=asked.source_key or "", document=earlier.number)
    return parts


def parts_of(session: Session, document_id: int) -> list[Part]:
    """The parts of a registered settlement, in order; a set-off's two pots lie under the same root."""
    query = (
        select(SettlementRow, Pot.root_id)
        .join(Pot, (Pot.book_id == SettlementRow.book_id) & (Pot.id == SettlementRow.pot_id))
        .where(SettlementRow.document_id == document_id)
        .order_by(SettlementRow.row_no)
    )
    return [
        Part(
            PotRef(row.pot_id, root_id),
            row.invoice_id,
            row.amount_ore,
            None if row.other_pot_id is None else PotRef(row.other_pot_id, root_id),
            row.other_invoice_id,
        )
        for row, root_id in session.execute(query)
    ]


def laid(invoice: Registered, room: Mapping[PotRef, Ore], amount_ore: Ore) -> list[Part]:
    """An amount on an invoice, laid on its pots up to the room each has."""
    return [Part(pot, invoice.id, part_ore) for pot, part_ore in spread(room, amount_ore)]


def book_parts(
    session: Session, asked: Asked, parts: Sequence[Part], movements: Sequence[Movement], *, text: str
) -> Settled:
    """Register the settlement and book its movements, one a part, as one entry."""
    amount_ore = sum(part.amount_ore for part in parts)
    movement = joined_movements(movements)
    head = {
        "bank_account_id": asked.bank_account_id,
        "settled_on": asked.on,
        "text": asked.text.strip(),
        "amount_ore": amount_ore,
    }
    document, booked = register_booked(
        session,
        actor=asked.actor,
        book_id=asked.book_id,
        kind=asked.kind,
        on=asked.on,
        text=text,
        states=("registered", "booked"),
        details={
            Settlement: [head],
            SettlementRow: [_row(asked.book_id, row_no, part) for row_no, part in enumerate(parts, start=1)],
        },
        movement=lambda _own_id: movement,
        source_key=asked.source_key,
        example=asked.example,
    )
    return Settled(document, booked, amount_ore)


def require_settlement(session: Session, book_id: int, kind: DocumentKind, document_id: int) -> Registered:
    """The booked settlement of that kind and id, under the book's lock; raises `NotFound`, `DocumentWrongState`."""
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=kind, document_id=document_id)
    require_state(session, document, "booked")
    return document


def annul_settlement(session: Session, *, actor: int, document: Registered, reason: str, booked_on: date) -> Booked:
    """Turn a settlement's entry back; raises `DateOutOfRange`, `ReasonMissing`, and what the door raises."""
    require_not_ahead("Bokföringsdag", booked_on)
    return annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av {document.number}",
        state="annulled",
    )


def _row(book_id: int, row_no: int, part: Part) -> dict[str, object]:
    return {
        "row_no": row_no,
        "book_id": book_id,
        "pot_id": part.pot.pot_id,
        "invoice_id": part.invoice_id,
        "other_pot_id": None if part.other_pot is None else part.other_pot.pot_id,
        "other_invoice_id": part.other_invoice_id,
        "amount_ore": part.amount_ore,
    }
