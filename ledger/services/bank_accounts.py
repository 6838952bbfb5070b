"""The book's own bank accounts: each is a document, whose id is the subject of the bank's balances."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import lock_book, lowest_from
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.pots import Pot
from ledger.db.requisitions import BankAccount
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import AlreadyExists, BankInsufficient
from ledger.money import Ore
from ledger.services.documents import Registered, is_known, register
from ledger.services.inputs import require_text


def open_bank_account(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    name: str,
    number: str,
    source_key: str | None = None,
    example: bool = False,
) -> Registered:
    """Register a bank account of the book; nothing is booked.

    `number` is written as the bank writes it. Raises `TextMissing`, and `AlreadyExists` for a number the book has.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    row = {"name": require_text("Namn", name), "number": require_text("Kontonummer", number)}
    if not is_known(session, book_id, source_key):
        _refuse_taken(session, book_id, row["number"])
    return register(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.BANK_ACCOUNT,
        on=clock.today(),
        state="open",
        details={BankAccount: [row]},
        source_key=source_key,
        example=example,
    )


def require_in_bank(
    session: Session, book_id: int, bank_account_id: int, *, root_id: int, wanted_ore: Ore, on: date
) -> None:
    """Refuse, with `BankInsufficient`, more than a purpose has in the bank: one grant never lends to another."""
    bank_ore, day = lowest_from(session, book_id, Kind.BANK, root_id, on, subject_id=bank_account_id)
    if wanted_ore > bank_ore:
        name = session.execute(select(Pot.name).where(Pot.book_id == book_id, Pot.id == root_id)).scalar_one()
        raise BankInsufficient(purpose=name, bank_ore=bank_ore, wanted_ore=wanted_ore, day=day)


def _refuse_taken(session: Session, book_id: int, number: str) -> None:
    query = (
        select(BankAccount.document_id)
        .join(Document, Document.id == BankAccount.document_id)
        .where(Document.book_id == book_id, BankAccount.number == number)
        .limit(1)
    )
    if session.execute(query).first() is not None:
        raise AlreadyExists(what="bankkonto", name=number)
