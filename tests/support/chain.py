"""The end of a book's chain, read past everything but the table."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.books import Entry


def end_of_chain(session: Session, book_id: int) -> str:
    """The hash of the book's last entry."""
    query = select(Entry.hash).where(Entry.book_id == book_id).order_by(Entry.seq.desc()).limit(1)
    return session.scalars(query).one()
