"""The end of every book's chain of entries, by which two copies of a book are told alike."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from ledger.db.books import Entry
from ledger.db.keepers import Book
from ledger.domain.canonical import FIRST_HASH
from ledger.domain.periods import entry_name
from ledger.domain.scope import Scope


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
    last = select(func.max(Entry.seq)).where(Entry.book_id == Book.id).correlate(Book).scalar_subquery()
    query = (
        select(Book.id, Book.code, func.coalesce(Entry.seq, 0), Entry.year, Entry.number, Entry.hash)
        .outerjoin(Entry, and_(Entry.book_id == Book.id, Entry.seq == last))
        .order_by(Book.code, Book.id)
    )
    return tuple(
        BookEnd(id_, code, 0, "–", FIRST_HASH) if seq == 0 else BookEnd(id_, code, seq, entry_name(year, number), hash_)
        for id_, code, seq, year, number, hash_ in session.execute(query)
        if scope.sees_book(id_)
    )
