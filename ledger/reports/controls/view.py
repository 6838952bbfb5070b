"""What the controls see: one book, booked by a day, recorded by a moment; and what its ids are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import CursorResult, Date, Row, TextClause, bindparam, select, text
from sqlalchemy.orm import Session

from ledger.db.base import Instant
from ledger.db.pots import Pot
from ledger.domain.chart import Side, kinds_of
from ledger.reports.moments import cut

END_OF_DAYS: Final = date(9999, 12, 31)
END_OF_TIME: Final = datetime(9999, 12, 31, tzinfo=UTC)

AUTHORITY: Final = ", ".join(f"'{kind}'" for kind in kinds_of(Side.AUTHORITY))

BOOKED: Final = """
booked AS MATERIALIZED (
  SELECT m.kind, m.pot_id, m.subject_id, m.event, CAST(SUM(m.ore) AS BIGINT) AS ore FROM (
    SELECT t.kind, t.pot_id, t.subject_id, t.event, t.debit_ore - t.credit_ore AS ore
    FROM turnover t WHERE t.book_id = :book_id AND t.day <= :as_of
    UNION ALL
    SELECT l.kind, l.pot_id, l.subject_id, e.event, -l.amount_ore
    FROM entry e JOIN line l ON l.book_id = e.book_id AND l.seq = e.seq
    WHERE e.book_id = :book_id AND e.seq > :until_seq AND e.booked_on <= :as_of
  ) m GROUP BY m.kind, m.pot_id, m.subject_id, m.event)"""
"""Every account's net by event as turnover holds it, less the lines that were recorded later."""


class PotPlace(NamedTuple):
    """A pot's code, its root, and the pot above it (None for a root)."""

    code: str
    root_id: int
    parent_id: int | None


@dataclass(frozen=True)
class View:
    """A book as of a day (the last of days: all of it), with its first `until_seq` entries; pots by their code."""

    book_id: int
    as_of: date
    known_at: datetime
    until_seq: int
    pots: Mapping[int, PotPlace] = field(repr=False)

    def pot_code(self, pot_id: int) -> str:
        """The pot's code, its number where the book has no such pot."""
        pot = self.pots.get(pot_id)
        return str(pot_id) if pot is None else pot.code

    @property
    def trees(self) -> dict[int, list[int]]:
        """The pots of each root, the root among them, in order of number."""
        trees: dict[int, list[int]] = {}
        for pot_id, pot in self.pots.items():
            trees.setdefault(pot.root_id, []).append(pot_id)
        return trees


def view_of(session: Session, *, book_id: int, as_of: date | None, known_at: datetime | None) -> View:
    """The view of a day and a moment, None for everything; raises `MomentInFuture`."""
    seen = cut(session, book_id=book_id, as_of=as_of, known_at=known_at)
    query = select(Pot.id, Pot.code, Pot.root_id, Pot.parent_id).where(Pot.book_id == book_id).order_by(Pot.id)
    pots = {pot_id: PotPlace(code, root_id, parent_id) for pot_id, code, root_id, parent_id in session.execute(query)}
    return View(book_id, as_of or END_OF_DAYS, known_at or END_OF_TIME, seen.until_seq, pots)


def rows(session: Session, query: str, view: View, **more: Any) -> list[Row[*tuple[Any, ...]]]:
    """The rows of a query that names the view's values (`:book_id`, `:as_of`, `:known_at`, `:until_seq`) and `more`."""
    return list(_executed(session, query, view, more).all())


def many_rows(session: Session, query: str, view: View, **more: Any) -> list[tuple[Any, ...]]:
    """The same as the driver gives them: for hundreds of thousands, half of whose time their wrapping would take."""
    executed = _executed(session, query, view, more)
    found: list[tuple[Any, ...]] = list(executed.cursor.fetchall())
    executed.close()
    return found


def _executed(session: Session, query: str, view: View, more: dict[str, Any]) -> CursorResult[*tuple[Any, ...]]:
    given = {
        "book_id": view.book_id,
        "as_of": view.as_of,
        "known_at": view.known_at,
        "until_seq": view.until_seq,
        **more,
    }
    statement, names = _statement(query)
    return session.connection().execute(statement, {name: given[name] for name in names})


@cache
def _statement(query: str) -> tuple[TextClause, frozenset[str]]:
    """The query with its days and moments typed, and the names of what it asks for."""
    statement = text(query)
    names = frozenset(statement.compile().params)
    return statement.bindparams(*(bindparam(name, type_=_TYPES[name]) for name in names & _TYPES.keys())), names


_TYPES: Final[dict[str, Any]] = {"as_of": Date(), "first_day": Date(), "known_at": Instant()}
