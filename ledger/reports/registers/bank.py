"""The registers of the bank: a book's accounts, what of their movements is matched, and what came in and waits."""

from collections import defaultdict
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.bank import BankMatch, BankMatchEntry
from ledger.db.books import Entry
from ledger.db.documents import Document, DocumentState
from ledger.db.requisitions import BankAccount
from ledger.domain.periods import entry_name
from ledger.domain.scope import Scope
from ledger.reports.receipts import all_receipts
from ledger.reports.registers.looking import whole_book
from ledger.reports.standpoint import END_OF_TIME
from ledger.reports.table import Column, Table

_ID: Final = Column("id", "Id", "integer")

ACCOUNTS: Final = (_ID, Column("name", "Bankkonto"), Column("number", "Kontonummer", "code"))
MATCHES: Final = (
    *(_ID, Column("match", "Avstämning", "code"), Column("account", "Kontonummer", "code")),
    *(Column("found", "Hur", "code"), Column("entries", "Verifikationer")),
)
UNPLACED: Final = (
    *(Column("receipt", "Inbetalning", "code"), Column("received_on", "Dag", "date"), Column("sender", "Avsändare")),
    *(Column("account", "Bankkonto"), Column("text", "Text"), Column("surplus_of", "Överskott av", "code")),
    *(Column("amount", "Inbetalt", "amount"), Column("placed", "Ihopparat", "amount")),
    *(Column("unplaced", "Ej ihopparat", "amount"), Column("entry", "Verifikation", "code")),
)
"""The columns of the registers, which are also those of the CSV: only ever added to, at the end."""

_NO_DAY: Final = ("Det här registret har inga dagar: det visas som det var registrerat.",)


def bank_account_register(
    session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None
) -> Table:
    """The book's bank accounts that were known; raises `NotFound` and `MomentInFuture`."""
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    query = (
        select(Document.id, BankAccount.name, BankAccount.number)
        .join(BankAccount, BankAccount.document_id == Document.id)
        .where(Document.book_id == book_id, Document.recorded_at <= _by(known_at))
        .order_by(Document.id)
    )
    rows = tuple((of, named, number) for of, named, number in session.execute(query))
    return Table(at.title("Bankkonton"), ACCOUNTS, rows, notes=_NO_DAY)


def bank_match_register(
    session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None
) -> Table:
    """The matches between bank and book that were known and not released; raises `NotFound` and `MomentInFuture`."""
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    gone = select(DocumentState.no).where(
        DocumentState.document_id == Document.id,
        DocumentState.state == "released",
        DocumentState.recorded_at <= _by(known_at),
    )
    query = (
        select(Document.id, Document.number, BankAccount.number, BankMatch.found)
        .join(BankMatch, BankMatch.document_id == Document.id)
        .join(BankAccount, BankAccount.document_id == BankMatch.bank_account_id)
        .where(Document.book_id == book_id, Document.recorded_at <= _by(known_at), ~gone.exists())
        .order_by(Document.id)
    )
    entries = _entries(session, book_id)
    rows = tuple((*match, ", ".join(entries[match[0]])) for match in session.execute(query))
    return Table(at.title("Avstämda bankrader"), MATCHES, rows, notes=_NO_DAY)


def unplaced_register(session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None) -> Table:
    """The receipts that are not wholly placed on requisitions, in öre; raises `NotFound` and `MomentInFuture`."""
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    came = all_receipts(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    waiting = [row for row in came.rows if row.unplaced_ore != 0]
    rows = tuple(
        (
            *(row.number, row.received_on, row.sender, row.bank_account, row.text, row.surplus_of),
            *(row.amount_ore, row.placed_ore, row.unplaced_ore, row.entry),
        )
        for row in waiting
    )
    sums = (sum(getattr(row, of) for row in waiting) for of in ("amount_ore", "placed_ore", "unplaced_ore"))
    totals = ("Summa", *(None,) * 5, *sums, None)
    return Table(at.title("Ej ihopparade inbetalningar, kronor"), UNPLACED, rows, totals)


def _by(known_at: datetime | None) -> datetime:
    return END_OF_TIME if known_at is None else known_at


def _entries(session: Session, book_id: int) -> dict[int, list[str]]:
    query = (
        select(BankMatchEntry.document_id, Entry.year, Entry.number)
        .join(Entry, (Entry.book_id == BankMatchEntry.book_id) & (Entry.seq == BankMatchEntry.seq))
        .where(BankMatchEntry.book_id == book_id)
        .order_by(BankMatchEntry.document_id, BankMatchEntry.row_no)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for match_id, year, number in session.execute(query):
        found[match_id].append(entry_name(year, number))
    return found
