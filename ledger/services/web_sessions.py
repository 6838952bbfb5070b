"""Who is signed in: sessions kept by the server, that can be listed and ended; the browser has a token only."""

from typing import Final, cast

from sqlalchemy import Table, insert, update
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.access import WebSession
from ledger.domain.tokens import new_token, token_hash
from ledger.errors import NotFound
from ledger.services.audit import write_audit

_TABLE: Final = cast("Table", WebSession.__table__)


def start_session(session: Session, *, person_id: int, client: str) -> str:
    """Sign the person in, and answer with the token, which nothing else will ever tell again."""
    token = new_token()
    now = clock.now()
    row = {"token_hash": token_hash(token), "person_id": person_id, "client": client, "started_at": now, "seen_at": now}
    session_id = session.execute(insert(_TABLE).values(**row).returning(_TABLE.c.id)).scalar_one()
    write_audit(session, actor=person_id, book_id=None, verb="sign_in", what="web_session", what_id=session_id)
    return token


def see_session(session: Session, session_id: int) -> None:
    """Write that the session was seen now."""
    session.execute(update(_TABLE).where(_TABLE.c.id == session_id).values(seen_at=clock.now()))


def end_session(session: Session, *, actor: int, person_id: int, session_id: int) -> None:
    """End one of the person's sessions; raises `NotFound` for somebody else's, or one that has ended."""
    if not _end(session, person_id, session_id):
        raise NotFound(what="inloggning", name=str(session_id))
    write_audit(session, actor=actor, book_id=None, verb="sign_out", what="web_session", what_id=session_id)


def renew_session(session: Session, *, person_id: int, session_id: int) -> None:
    """End the session that a browser had when somebody signs in with it; one that has ended is left as it is."""
    if _end(session, person_id, session_id):
        write_audit(
            session,
            actor=person_id,
            book_id=None,
            verb="sign_out",
            what="web_session",
            what_id=session_id,
            by_sign_in=True,
        )


def _end(session: Session, person_id: int, session_id: int) -> bool:
    ended = session.execute(
        update(_TABLE)
        .where(_TABLE.c.id == session_id, _TABLE.c.person_id == person_id, _TABLE.c.ended_at.is_(None))
        .values(ended_at=clock.now())
        .returning(_TABLE.c.id)
    ).scalar_one_or_none()
    return ended is not None


def end_other_sessions(session: Session, *, actor: int, person_id: int, keep_id: int | None) -> int:
    """End the person's sessions but that one, as when a password is changed; answers with how many."""
    query = update(_TABLE).where(_TABLE.c.person_id == person_id, _TABLE.c.ended_at.is_(None))
    if keep_id is not None:
        query = query.where(_TABLE.c.id != keep_id)
    ended = session.execute(query.values(ended_at=clock.now()).returning(_TABLE.c.id)).scalars().all()
    for session_id in sorted(ended):
        write_audit(session, actor=actor, book_id=None, verb="sign_out", what="web_session", what_id=session_id)
    return len(ended)
