"""Passwords: how long, how hard to guess, and how they are kept (argon2id)."""

from functools import cache
from typing import Final, cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Table, bindparam, func, insert, select
from sqlalchemy.orm import Session
from zxcvbn import zxcvbn

from ledger import clock
from ledger.data.guessed_words import guessed_words
from ledger.db.access import Credential
from ledger.domain.easy_passwords import is_easy, normalised
from ledger.errors import PasswordEasy, PasswordTooLong, PasswordTooShort
from ledger.services.audit import write_audit

LEAST_LENGTH: Final = 12
"""Characters: length over rules of what kinds there must be (NIST SP 800-63B, 5.1.1.2)."""
MOST_LENGTH: Final = 256
"""What is hashed is bounded, so that nobody can make the product hash for long."""
_MOST_TYPED: Final = 4 * MOST_LENGTH
"""Characters before they are normalised: å may be an a and a ring."""
_READ_BY_GUESSER: Final = 72
"""How much of a password the guesser looks at: its time grows with the square of that."""
_LEAST_SCORE: Final = 3
"""Of 4: safely unguessable for an online guesser, and costly for one who has the hashes."""

_TABLE: Final = cast("Table", Credential.__table__)
_HASH: Final = (
    select(_TABLE.c.password_hash)
    .where(_TABLE.c.person_id == bindparam("person_id"))
    .order_by(_TABLE.c.no.desc())
    .limit(1)
)
_hasher = PasswordHasher()


def require_good(password: str, *known: str) -> None:
    """Refuse a password that is too short, too long, or easy for one who knows those words.

    Raises `PasswordTooShort`, `PasswordTooLong`, `PasswordEasy`.
    """
    given = normalised(password)
    if len(given) < LEAST_LENGTH:
        raise PasswordTooShort(length=len(given), least=LEAST_LENGTH)
    if len(given) > MOST_LENGTH:
        raise PasswordTooLong(length=len(given), most=MOST_LENGTH)
    words = sorted({*guessed_words(), *known})
    guessed = zxcvbn(given[:_READ_BY_GUESSER], user_inputs=words)["score"] < _LEAST_SCORE
    if guessed or is_easy(given, words):
        raise PasswordEasy


def set_password(session: Session, *, actor: int, person_id: int, login: str, password: str) -> None:
    """Give the person a new password; the earlier ones stay in the history as hashes, and no longer hold.

    Raises what `require_good` raises.
    """
    require_good(password, *login.replace("@", " ").split())
    _write(session, actor, person_id, _hasher.hash(normalised(password)))
    write_audit(session, actor=actor, book_id=None, verb="set_password", what="person", what_id=person_id)


def remove_password(session: Session, *, actor: int, person_id: int) -> None:
    """Let the person sign in by password no longer."""
    _write(session, actor, person_id, "")
    write_audit(session, actor=actor, book_id=None, verb="remove_password", what="person", what_id=person_id)


def has_password(session: Session, person_id: int) -> bool:
    """Whether the person can sign in by password."""
    return bool(session.execute(_HASH, {"person_id": person_id}).scalar_one_or_none())


def is_password(session: Session, person_id: int | None, password: str) -> bool:
    """Whether it is the person's; takes as long for a person without one, or nobody."""
    kept = None if person_id is None else session.execute(_HASH, {"person_id": person_id}).scalar_one_or_none()
    try:
        _hasher.verify(kept or _nobodys(), normalised(password[:_MOST_TYPED])[: MOST_LENGTH + 1])
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


def has_had_password(session: Session, person_id: int) -> bool:
    """Whether the person has a password, or had one once."""
    return session.execute(_HASH, {"person_id": person_id}).first() is not None


@cache
def _nobodys() -> str:
    """A hash to compare with where there is none, so that the time tells nothing."""
    return _hasher.hash("nobody's password, which nobody can have")


def _write(session: Session, actor: int, person_id: int, password_hash: str) -> None:
    last = session.execute(select(func.max(Credential.no)).where(Credential.person_id == person_id)).scalar_one()
    row = {
        "person_id": person_id,
        "no": (last or 0) + 1,
        "password_hash": password_hash,
        "recorded_at": clock.now(),
        "actor_id": actor,
    }
    session.execute(insert(_TABLE), row)
