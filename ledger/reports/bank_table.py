"""The reconciliation of a bank account as a table: what is in the book alone, and what is at the bank alone."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.documents import Document
from ledger.db.requisitions import BankAccount
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.money import format_kronor
from ledger.reports.bank import BankReconciliation
from ledger.reports.table import Column, Row, Table
from ledger.reports.view import View

COLUMNS: Final = (
    Column("side", "Var", "code"),
    Column("side_name", "Vad"),
    Column("name", "Verifikation eller kontoutdrag", "code"),
    Column("day", "Dag", "date"),
    Column("text", "Text"),
    Column("in_book", "I boken", "amount"),
    Column("in_bank", "På banken", "amount"),
)
"""The columns of `bank_table`, which are also those of the CSV: only ever added to, at the end."""


def find_bank_account(session: Session, *, scope: Scope, book_id: int, number: str | None) -> int:
    """The id of the book's account of that number, or of its only one; raises `NotFound`, also when there are several.

    Spaces and hyphens of the number do not count.
    """
    scope.require_book(book_id)
    query = (
        select(Document.id, BankAccount.number)
        .join(BankAccount, BankAccount.document_id == Document.id)
        .where(Document.book_id == book_id)
        .order_by(Document.id)
    )
    found = [of for of, known in session.execute(query) if number is None or _bare(known) == _bare(number)]
    if len(found) != 1:
        raise NotFound(what="bankkonto", name="utan nummer" if number is None else number)
    return found[0]


def bank_table(at: View, found: BankReconciliation) -> Table:
    """Where the telling starts, and a row for each movement that only one of the two has; the notes tell the balances.

    The totals differ by as much as the balances do.
    """
    rows = tuple(_rows(found))
    in_book, in_bank = (sum(amount for row in rows if isinstance(amount := row[place], int)) for place in (5, 6))
    return Table(
        at.title(f"Bankavstämning {found.account} {found.number}, kronor"),
        COLUMNS,
        rows,
        ("Summa", *(None,) * 4, in_book, in_bank),
        _notes(found),
    )


def _rows(found: BankReconciliation) -> Iterator[Row]:
    if found.start is not None:
        yield "start", "Saldo när uppräkningen börjar", "", found.start.day, "", *_start(found)
    for item in found.in_book:
        yield "book", "Finns bara i boken", item.entry, item.booked_on, item.text, item.amount_ore, None
    for said in found.in_bank:
        yield "bank", "Finns bara på banken", said.statement, said.day, said.text, None, said.amount_ore


def _start(found: BankReconciliation) -> tuple[int, int]:
    return (0, 0) if found.start is None else (found.start.book_ore, found.start.statement_ore)


def _notes(found: BankReconciliation) -> tuple[str, ...]:
    statement = f"{found.statement} {found.statement_day}" if found.statement else "det finns inget kontoutdrag"
    return (
        f"Bokens saldo: {format_kronor(found.book_ore)}.",
        f"Bankens saldo: {format_kronor(found.statement_ore)} ({statement}).",
        f"Skillnad: {format_kronor(found.difference_ore)}, varav uppräknat {format_kronor(found.explained_ore)}.",
    )


def _bare(number: str) -> str:
    return number.replace(" ", "").replace("-", "")
