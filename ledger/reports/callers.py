"""Who is signed in behind a browser's token, and what the person may do: one query, for every request asks it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import Date, Row, Select, bindparam, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.access import WebSession
from ledger.db.keepers import Book
from ledger.domain.roles import Rights
from ledger.domain.tokens import token_hash
from ledger.reports.books import BookRef
from ledger.reports.rights import HeldRole, held_roles, rights_from

SEEN_EVERY: Final = timedelta(minutes=1)
"""A session is written as seen at most so often."""


@dataclass(frozen=True)
class SignedIn:
    """A session that is under way: its id, whose, since when and when last seen; `client` is the browser's kind."""

    id: int
    person_id: int
    client: str
    started_at: datetime
    seen_at: datetime

    def lasts_until(self, *, idle: timedelta, longest: timedelta) -> datetime:
        """When it ends by itself."""
        return min(self.seen_at + idle, self.started_at + longest)

    def is_to_be_seen(self) -> bool:
        """Whether it is time to write that it was seen."""
        return clock.now() - self.seen_at >= SEEN_EVERY


@dataclass(frozen=True)
class Known:
    """Somebody who is signed in, what the person may do, and by code the books in which the person has any role."""

    signed_in: SignedIn
    rights: Rights
    books: Mapping[str, BookRef]


def known_by(session: Session, token: str, day: date, *, idle: timedelta, longest: timedelta) -> Known | None:
    """Who has the session of that token, if it is still under way, with the roles that hold on the day."""
    asked = {"token_hash": token_hash(token), "day": day}
    rows = session.connection().execute(_by_token(), asked).all()
    if not rows:
        return None
    signed_in = _signed_in(rows[0])
    if clock.now() >= signed_in.lasts_until(idle=idle, longest=longest):
        return None
    held = [row for row in rows if row.book_id is not None]
    roles = [HeldRole(row.book_id, row.role, row.body_id) for row in held]
    return Known(signed_in, rights_from(session, signed_in.person_id, roles, day), _books(held))


def sessions_of(session: Session, person_id: int, *, idle: timedelta, longest: timedelta) -> list[SignedIn]:
    """The person's sessions under way, the last seen first."""
    rows = session.execute(
        _SESSIONS.where(WebSession.person_id == person_id).order_by(WebSession.seen_at.desc(), WebSession.id.desc())
    )
    return [one for one in map(_signed_in, rows) if clock.now() < one.lasts_until(idle=idle, longest=longest)]


_SESSIONS: Final = select(
    WebSession.id, WebSession.person_id, WebSession.client, WebSession.started_at, WebSession.seen_at
).where(WebSession.ended_at.is_(None))


@cache
def _by_token() -> Select[Any]:
    """The session of `token_hash`, once for each role that its person has on `day`, and once when there is none."""
    held = held_roles(bindparam("day", type_=Date())).subquery()
    return (
        _SESSIONS.add_columns(held.c.book_id, held.c.role, held.c.body_id, Book.code, Book.name, Book.opened_on)
        .outerjoin(held, held.c.person_id == WebSession.person_id)
        .outerjoin(Book, Book.id == held.c.book_id)
        .where(WebSession.token_hash == bindparam("token_hash"))
        .order_by(held.c.id)
    )


def _signed_in(row: Row[*tuple[Any, ...]]) -> SignedIn:
    return SignedIn(row.id, row.person_id, row.client, row.started_at, row.seen_at)


def _books(held: Iterable[Row[*tuple[Any, ...]]]) -> dict[str, BookRef]:
    return {row.code: BookRef(row.book_id, row.code, row.name, row.opened_on) for row in held}
