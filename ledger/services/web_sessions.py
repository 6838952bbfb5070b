"""Who is signed in: sessions kept by the server, that can be listed and ended; the browser has a token only."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.access import WebSession
from ledger.errors import NotFound
from ledger.services.audit import write_audit

TOKEN_BYTES: Final = 32
SEEN_EVERY: Final = timedelta(minutes=1)
"""A session is written as seen at most so often."""

_TABLE: Final = cast("Table", WebSession.__table__)
_BY_TOKEN: Final = select(_TABLE).where(_TABLE.c.token_hash == bindparam("token_hash"), _TABLE.c.ended_at.is_(None))


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


def start_session(session: Session, *, person_id: int, client: str) -> str:
    """Sign the person in, and answer with the token, which nothing else will ever tell again."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = clock.now()
    row = {"token_hash": _hashed(token), "person_id": person_id, "client": client, "started_at": now, "seen_at": now}
    session_id = session.execute(insert(_TABLE).values(**row).returning(_TABLE.c.id)).scalar_one()
    write_audit(session, actor=person_id, book_id=None, verb="sign_in", what="web_session", what_id=session_id)
    return token


def find_session(session: Session, token: str, *, idle: timedelta, longest: timedelta) -> SignedIn | None:
    """The session of that token, if it is still under way."""
    row = session.connection().execute(_BY_TOKEN, {"token_hash": _hashed(token)}).one_or_none()
    if row is None:
        return None
    found = SignedIn(row.id, row.person_id, row.client, row.started_at, row.seen_at)
    return found if clock.now() < found.lasts_until(idle=idle, longest=longest) else None


def is_to_be_seen(signed_in: SignedIn) -> bool:
    """Whether it is time to write that the session was seen."""
    return clock.now() - signed_in.seen_at >= SEEN_EVERY


def see_session(session: Session, session_id: int) -> None:
    """Write that the session was seen now."""
    session.execute(update(_TABLE).where(_TABLE.c.id == session_id).values(seen_at=clock.now()))


def end_session(session: Session, *, actor: int, person_id: int, session_id: int) -> None:
    """End one of the person's sessions; raises `NotFound` for somebody else's, or one that has ended."""
    ended = session.execute(
        update(_TABLE)
        .where(_TABLE.c.id == session_id, _TABLE.c.person_id == person_id, _TABLE.c.ended_at.is_(None))
        .values(ended_at=clock.now())
        .returning(_TABLE.c.id)
    ).scalar_one_or_none()
    if ended is None:
        raise NotFound(what="inloggning", name=str(session_id))
    write_audit(session, actor=actor, book_id=None, verb="sign_out", what="web_session", what_id=session_id)


def end_other_sessions(session: Session, *, actor: int, person_id: int, keep_id: int | None) -> int:
    """End the person's sessions but that one, as when a password is changed; answers with how many."""
    query = update(_TABLE).where(_TABLE.c.person_id == person_id, _TABLE.c.ended_at.is_(None))
    if keep_id is not None:
        query = query.where(_TABLE.c.id != keep_id)
    ended = session.execute(query.values(ended_at=clock.now()).returning(_TABLE.c.id)).scalars().all()
    for session_id in sorted(ended):
        write_audit(session, actor=actor, book_id=None, verb="sign_out", what="web_session", what_id=session_id)
    return len(ended)


def sessions_of(session: Session, person_id: int, *, idle: timedelta, longest: timedelta) -> list[SignedIn]:
    """The person's sessions under way, the last seen first."""
    rows = session.execute(
        select(_TABLE)
        .where(_TABLE.c.person_id == person_id, _TABLE.c.ended_at.is_(None))
        .order_by(_TABLE.c.seen_at.desc(), _TABLE.c.id.desc())
    )
    all_of = [SignedIn(row.id, row.person_id, row.client, row.started_at, row.seen_at) for row in rows]
    return [one for one in all_of if clock.now() < one.lasts_until(idle=idle, longest=longest)]


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
