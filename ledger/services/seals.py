"""Sealing the book: the end of its chain as it was written down at a moment."""

from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import end_of_chain, lock_book
from ledger.db.periods import Seal
from ledger.domain.scope import Scope
from ledger.services.audit import write_audit


@dataclass(frozen=True)
class Sealed:
    """A seal: its number, and the number in the book and the hash of the last entry it covers."""

    no: int
    seq: int
    hash: str


def seal_book(session: Session, *, actor: int, scope: Scope, book_id: int) -> Sealed | None:
    """Write down the end of the book's chain; None, and nothing written, where nothing is booked."""
    scope.require_book(book_id)
    lock_book(session, book_id)
    end = end_of_chain(session, book_id)
    if end is None:
        return None
    seq, hashed = end
    last = session.execute(select(func.max(Seal.no)).where(Seal.book_id == book_id)).scalar_one()
    sealed = Sealed((last or 0) + 1, seq, hashed)
    session.execute(
        insert(Seal).values(
            book_id=book_id, no=sealed.no, seq=seq, hash=hashed, recorded_at=clock.now(), actor_id=actor
        )
    )
    write_audit(session, actor=actor, book_id=book_id, verb="seal", what="book", what_id=book_id, seq=seq, hash=hashed)
    return sealed
