"""The end of every book's chain of entries, by which two copies of a book are told alike."""

from dataclasses import dataclass

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session

from ledger.db.books import Entry
from ledger.db.keepers import Book
from ledger.domain.canonical import FIRST_HASH
from ledger.domain.periods import entry_name
from ledger.domain.scope import Scope
from ledger.errors import NotFound


@dataclass(frozen=True)
class BookEnd:
    """A book by its id and code, how many entries it has, and the last one's name (`2021-118`) and hash.

    The hash of a book without entries is the one before the first.
    """

    book_id: int
    code: str
    entries: int
    last_entry: str
    last_hash: str


def chain_ends(session: Session, *, scope: Scope) -> tuple[BookEnd, ...]:
    """The end of each book within the scope, in order of code."""
    query = _ends().order_by(Book.code, Book.id)
    return tuple(_end(row) for row in session.execute(query) if scope.sees_book(row.id))


def chain_end(session: Session, *, scope: Scope, book_id: int) -> BookEnd:
    """The end of the book, also for those who see a part of it: it says how far what they see is kept, and no figure.

    Raises `NotFound` for a book of which nothing lies within the scope.
    """
    if not scope.sees_of_book(book_id):
        raise NotFound(what="bok", name=str(book_id))
    return _end(session.execute(_ends().where(Book.id == book_id)).one())


def _ends() -> Select[int, str, int, int, int, str]:
    last = select(func.max(Entry.seq)).where(Entry.book_id == Book.id).correlate(Book).scalar_subquery()
    return select(Book.id, Book.code, Entry.seq, Entry.year, Entry.number, Entry.hash).outerjoin(
        Entry, and_(Entry.book_id == Book.id, Entry.seq == last)
    )


def _end(row: Row[int, str, int, int, int, str]) -> BookEnd:
    if row.seq is None:
        return BookEnd(row.id, row.code, 0, "–", FIRST_HASH)
    return BookEnd(row.id, row.code, row.seq, entry_name(row.year, row.number), row.hash)
