"""Tokens for programs: made for one role in one book until a day, told once, kept as hashes, and ended."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.access import ApiToken, ApiTokenEnd, ApiTokenUse
from ledger.db.organisations import Person
from ledger.domain.roles import Role
from ledger.domain.tokens import new_token, token_hash
from ledger.errors import DateOutOfRange, NotFound, TokenNameTooLong, TokenRoleNotHeld
from ledger.services.audit import write_audit
from ledger.services.inputs import require_text
from ledger.services.roles import ROLE_NAMES, roles_on
from ledger.services.versions import lock_head

PREFIX: Final = "medel_"
"""What scanners for secrets left in code and logs look for: `medel_` and 43 letters, figures, `-` and `_`."""
LONGEST: Final = timedelta(days=365)
LONGEST_NAME: Final = 100
USED_EVERY: Final = timedelta(minutes=1)
"""A token is written as used at most so often."""


@dataclass(frozen=True)
class NewToken:
    """A token just made: its id, and the token itself, which nothing else will ever tell again."""

    id: int
    token: str


@dataclass(frozen=True)
class FoundToken:
    """A token that was shown: whose it is, for what, until when, whether it was ended, and when it was last used."""

    id: int
    person_id: int
    book_id: int
    role: Role
    expires_on: date
    is_ended: bool
    used_at: datetime | None

    def holds_on(self, day: date) -> bool:
        """Whether it lets anybody in on the day; its last day is the day it expires."""
        return not self.is_ended and day <= self.expires_on

    def is_to_be_noted(self) -> bool:
        """Whether it is time to write that it was used."""
        return self.used_at is None or clock.now() - self.used_at >= USED_EVERY


def add_token(
    session: Session, *, actor: int, person_id: int, book_id: int, role: Role, name: str, expires_on: date
) -> NewToken:
    """Make a token for a role that the person has in the book today, until a day within a year.

    Raises `TokenRoleNotHeld`, `DateOutOfRange`, `TextMissing`, `TokenNameTooLong`.
    """
    today = clock.today()
    if not any(held.book_id == book_id and held.role is role for held in roles_on(session, person_id, today)):
        raise TokenRoleNotHeld(role=ROLE_NAMES[role])
    if not today <= expires_on <= today + LONGEST:
        raise DateOutOfRange(what="sista dag", given=expires_on, earliest=today, latest=today + LONGEST)
    token = PREFIX + new_token()
    row = {"person_id": person_id, "book_id": book_id, "role": role.value, "expires_on": expires_on}
    kept = {"token_hash": token_hash(token), "name": _name(name), "recorded_at": clock.now(), "actor_id": actor}
    token_id: int = session.execute(insert(ApiToken).values(**row, **kept).returning(ApiToken.id)).scalar_one()
    facts = {"person_id": person_id, "role": role.value, "expires_on": expires_on}
    write_audit(session, actor=actor, book_id=book_id, verb="add", what="api_token", what_id=token_id, **facts)
    return NewToken(token_id, token)


def end_token(session: Session, *, actor: int, person_id: int, token_id: int) -> None:
    """End one of the person's tokens; raises `NotFound` for somebody else's, or one that was ended."""
    lock_head(session, Person, person_id)
    query = (
        select(ApiToken.book_id)
        .outerjoin(ApiTokenEnd, ApiTokenEnd.token_id == ApiToken.id)
        .where(ApiToken.id == token_id, ApiToken.person_id == person_id, ApiTokenEnd.token_id.is_(None))
    )
    book_id = session.execute(query).scalar_one_or_none()
    if book_id is None:
        raise NotFound(what="token", name=str(token_id))
    session.execute(insert(ApiTokenEnd).values(token_id=token_id, recorded_at=clock.now(), actor_id=actor))
    write_audit(session, actor=actor, book_id=book_id, verb="end", what="api_token", what_id=token_id)


def find_token(session: Session, token: str) -> FoundToken | None:
    """What the token is, whether it holds or not; None for what is no token."""
    query = (
        select(ApiToken, ApiTokenEnd.recorded_at, ApiTokenUse.used_at)
        .outerjoin(ApiTokenEnd, ApiTokenEnd.token_id == ApiToken.id)
        .outerjoin(ApiTokenUse, ApiTokenUse.token_id == ApiToken.id)
        .where(ApiToken.token_hash == token_hash(token))
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    kept, ended_at, used_at = row
    role = Role(kept.role)
    return FoundToken(kept.id, kept.person_id, kept.book_id, role, kept.expires_on, ended_at is not None, used_at)


def note_use(session: Session, token: FoundToken) -> None:
    """Write that the token was used now; the first two of one who asks twice at once wait for each other."""
    lock_head(session, Person, token.person_id)
    again = update(ApiTokenUse).where(ApiTokenUse.token_id == token.id).values(used_at=clock.now())
    if session.execute(again.returning(ApiTokenUse.token_id)).first() is None:
        session.execute(insert(ApiTokenUse).values(token_id=token.id, used_at=clock.now()))


def _name(given: str) -> str:
    name = require_text("Namn", given)
    if len(name) > LONGEST_NAME:
        raise TokenNameTooLong(length=len(name), most=LONGEST_NAME)
    return name
