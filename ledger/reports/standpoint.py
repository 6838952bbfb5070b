"""From where a register is read: one agreement of one book, on a day, as it was known at a moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import CTE, Select, select
from sqlalchemy.orm import Session, aliased

from ledger.db.agreements import Agreement, Purpose
from ledger.db.books import Entry
from ledger.db.pots import Pot
from ledger.domain.canonical import FIRST_HASH
from ledger.domain.periods import entry_name
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.reports.moments import Cut, cut

END_OF_TIME: Final = datetime(9999, 12, 31, tzinfo=UTC)
"""The moment that everything known is known by."""


@dataclass(frozen=True)
class Standpoint:
    """The book, the agreement with the pots at the roots of its purposes, the day, and the last entry known.

    `last_seq` is the book's last entry: what lies between them was recorded later.
    """

    book_id: int
    agreement_id: int
    agreement_code: str
    agreement_name: str
    roots: tuple[int, ...]
    as_of: date
    known_at: datetime | None
    known_seq: int
    last_seq: int

    @property
    def known_by(self) -> datetime:
        """The moment whose knowledge is shown; for now, the end of time."""
        return END_OF_TIME if self.known_at is None else self.known_at

    @property
    def cut(self) -> Cut:
        """Which entries count, for reports over turnovers."""
        return Cut(self.book_id, self.as_of, self.known_seq, self.last_seq)

    @property
    def pots(self) -> Select[int]:
        """The pots of the agreement, for reports over turnovers."""
        return select(Pot.id).where(Pot.book_id == self.book_id, Pot.root_id.in_(self.roots))


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
    at = cut(session, book_id=book_id, as_of=as_of, known_at=known_at)
    return Standpoint(
        book_id=book_id,
        agreement_id=found.id,
        agreement_code=found.code,
        agreement_name=found.name,
        roots=tuple(roots),
        as_of=as_of,
        known_at=known_at,
        known_seq=at.until_seq,
        last_seq=at.last_seq,
    )


def in_force(at: Standpoint, name: str = "in_force") -> CTE:
    """The entries that hold from the standpoint, as `holding` has them."""
    return holding(at.cut, name)


def holding(cut: Cut, name: str = "in_force") -> CTE:
    """The entries that hold at the cut: booked and known by then, and not reversed by then.

    A query that needs them twice gives the second its own `name`.
    """
    reversing = aliased(Entry)
    reversed_by_then = [
        reversing.book_id == Entry.book_id,
        reversing.reverses_seq == Entry.seq,
        reversing.seq <= cut.until_seq,
    ]
    within = [Entry.book_id == cut.book_id, Entry.seq <= cut.until_seq, Entry.reverses_seq.is_(None)]
    if cut.as_of is not None:
        reversed_by_then.append(reversing.booked_on <= cut.as_of)
        within.append(Entry.booked_on <= cut.as_of)
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
        .where(*within, ~select(reversing.seq).where(*reversed_by_then).exists())
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
