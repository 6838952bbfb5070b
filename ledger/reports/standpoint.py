"""From where a register is read: one agreement of one book, on a day, as it was known at a moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import CTE, and_, select
from sqlalchemy.orm import Session, aliased

from ledger.db.agreements import Agreement, Purpose
from ledger.db.books import Entry
from ledger.domain.canonical import FIRST_HASH
from ledger.domain.periods import entry_name
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.reports.moments import known_until

END_OF_TIME: Final = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Standpoint:
    """The book, the agreement with the pots at the roots of its purposes, the day, and the last entry known."""

    book_id: int
    agreement_id: int
    agreement_code: str
    agreement_name: str
    roots: tuple[int, ...]
    as_of: date
    known_at: datetime | None
    known_seq: int

    @property
    def known_by(self) -> datetime:
        """The moment whose knowledge is shown; for now, the end of time."""
        return END_OF_TIME if self.known_at is None else self.known_at


def standpoint(
    session: Session, *, scope: Scope, book_id: int, agreement: str, as_of: date, known_at: datetime | None
) -> Standpoint:
    """The standpoint for the agreement of that code; raises `NotFound`."""
    scope.require_book(book_id)
    found = session.execute(
        select(Agreement).where(Agreement.book_id == book_id, Agreement.code == agreement)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound(what="överenskommelse", name=agreement)
    roots = session.scalars(
        select(Purpose.pot_id).where(Purpose.agreement_id == found.id).order_by(Purpose.pot_id)
    ).all()
    return Standpoint(
        book_id=book_id,
        agreement_id=found.id,
        agreement_code=found.code,
        agreement_name=found.name,
        roots=tuple(roots),
        as_of=as_of,
        known_at=known_at,
        known_seq=known_until(session, book_id, known_at),
    )


def in_force(at: Standpoint, name: str = "in_force") -> CTE:
    """The entries that hold from the standpoint: booked and known by then, and not reversed by then.

    A query that needs them twice gives the second its own `name`.
    """
    reversing = aliased(Entry)
    reversed_by_then = (
        select(reversing.seq)
        .where(
            reversing.book_id == Entry.book_id,
            reversing.reverses_seq == Entry.seq,
            reversing.booked_on <= at.as_of,
            reversing.seq <= at.known_seq,
        )
        .exists()
    )
    return (
        select(
            Entry.document_id,
            Entry.seq,
            Entry.year,
            Entry.number,
            Entry.event,
            Entry.booked_on,
            Entry.decision_id,
            Entry.attest_id,
        )
        .where(
            and_(
                Entry.book_id == at.book_id,
                Entry.booked_on <= at.as_of,
                Entry.seq <= at.known_seq,
                Entry.reverses_seq.is_(None),
                ~reversed_by_then,
            )
        )
        .cte(name)
    )


@dataclass(frozen=True)
class ChainEnd:
    """The last entry known from a standpoint, on any day: its place, name, hash and when it was recorded."""

    seq: int
    name: str
    hash: str
    recorded_at: datetime | None


def chain_end(session: Session, at: Standpoint) -> ChainEnd:
    """The end of the book's chain as it was known; of an empty book, the hash before the first entry."""
    found = session.execute(
        select(Entry).where(Entry.book_id == at.book_id, Entry.seq == at.known_seq)
    ).scalar_one_or_none()
    if found is None:
        return ChainEnd(0, "–", FIRST_HASH, None)
    return ChainEnd(found.seq, entry_name(found.year, found.number), found.hash, found.recorded_at)
