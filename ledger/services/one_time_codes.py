"""One-time codes by time (TOTP, RFC 6238): turned on with a first code, and each step and recovery code used once."""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import pyotp
from cryptography.fernet import Fernet
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.access import OneTimeSecret, OneTimeUse
from ledger.db.organisations import Person
from ledger.errors import CodesAlreadyOn, CodesNotOn, SignInCodeRefused
from ledger.services.audit import write_audit
from ledger.services.recovery_codes import code_hash, codes_left, is_code, make_codes
from ledger.services.sealing import seal, unsealed
from ledger.services.versions import lock_head

ISSUER: Final = "Medelsboken"
DIGITS: Final = 6
STEPS_AROUND: Final = (0, -1, 1)
"""A clock may be one step of 30 seconds wrong, and a reader as slow (RFC 6238, 5.2)."""
_MOST_CODE: Final = 64
"""Characters of what is looked at."""


@dataclass(frozen=True)
class _Kept:
    """The secret that holds, as it is kept: its generation, and sealed."""

    generation: int
    sealed: str


def new_secret() -> str:
    """A secret that nobody has yet: 160 bits as base32."""
    return pyotp.random_base32()


def address_of(secret: str, login: str) -> str:
    """What an app reads from the picture: `otpauth://totp/…`."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def has_codes(session: Session, person_id: int) -> bool:
    """Whether the person signs in with a code beside the password."""
    return _kept(session, person_id).sealed != ""


def recovery_codes_left(session: Session, person_id: int) -> int:
    """How many recovery codes the person has left."""
    return codes_left(session, person_id, _kept(session, person_id).generation)


def turn_on(
    session: Session, *, actor: int, person_id: int, sealed_by: Fernet, secret: str, code: str
) -> tuple[str, ...]:
    """Turn codes on with the secret, when the first code is right; answers with the recovery codes, told once.

    Raises `CodesAlreadyOn`, `SignInCodeRefused`.
    """
    lock_head(session, Person, person_id)
    if has_codes(session, person_id):
        raise CodesAlreadyOn
    if not _use_step(session, person_id, secret, _plain(code)):
        raise SignInCodeRefused
    codes = _keep(session, actor, person_id, seal(sealed_by, person_id, secret))
    _note(session, actor, "turn_on", person_id)
    return codes


def renew_recovery_codes(session: Session, *, actor: int, person_id: int) -> tuple[str, ...]:
    """Give the person new recovery codes in place of those there were; raises `CodesNotOn`."""
    lock_head(session, Person, person_id)
    codes = _keep(session, actor, person_id, _held(session, person_id).sealed)
    _note(session, actor, "renew_recovery", person_id)
    return codes


def turn_off(session: Session, *, actor: int, person_id: int) -> None:
    """Let the person sign in by password alone again; raises `CodesNotOn`."""
    lock_head(session, Person, person_id)
    _insert(session, actor, person_id, _held(session, person_id).generation + 1, "")
    _note(session, actor, "turn_off", person_id)


def use_code(session: Session, *, person_id: int, sealed_by: Fernet, code: str) -> bool:
    """Use a code or a recovery code up, and answer whether it was right, and not used before.

    When the secret cannot be unsealed, because the product's own was changed, recovery codes still are right.
    """
    lock_head(session, Person, person_id)
    kept, given = _kept(session, person_id), _plain(code)
    if not kept.sealed:
        return False
    if is_of_app(given):
        secret = unsealed(sealed_by, person_id, kept.sealed)
        return secret is not None and _use_step(session, person_id, secret, given)
    hashed = code_hash(given)
    if not is_code(session, person_id, kept.generation, hashed) or not _use_once(session, person_id, hashed):
        return False
    _note(session, person_id, "use_recovery", person_id)
    return True


def is_of_app(code: str) -> bool:
    """Whether it has the form of an app's code, which can be guessed; whatever else is right is a recovery code."""
    given = _plain(code)
    return len(given) == DIGITS and given.isascii() and given.isdigit()


def _use_step(session: Session, person_id: int, secret: str, given: str) -> bool:
    totp = pyotp.TOTP(secret)
    now = totp.timecode(clock.now())
    for step in (now + away for away in STEPS_AROUND):
        if secrets.compare_digest(totp.generate_otp(step).encode(), given.encode()):
            return _use_once(session, person_id, sha256(f"{secret}/{step}".encode()).hexdigest())
    return False


def _use_once(session: Session, person_id: int, hashed: str) -> bool:
    """Write that the code is used, under the person's lock; False when it was used before."""
    if session.get(OneTimeUse, {"person_id": person_id, "code_hash": hashed}) is not None:
        return False
    session.execute(insert(OneTimeUse).values(person_id=person_id, code_hash=hashed, recorded_at=clock.now()))
    return True


def _held(session: Session, person_id: int) -> _Kept:
    kept = _kept(session, person_id)
    if not kept.sealed:
        raise CodesNotOn
    return kept


def _kept(session: Session, person_id: int) -> _Kept:
    query = (
        select(OneTimeSecret.no, OneTimeSecret.sealed)
        .where(OneTimeSecret.person_id == person_id)
        .order_by(OneTimeSecret.no.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return _Kept(0, "") if row is None else _Kept(row.no, row.sealed)


def _keep(session: Session, actor: int, person_id: int, sealed: str) -> tuple[str, ...]:
    """Keep the secret as a new generation, with recovery codes of its own."""
    generation = _kept(session, person_id).generation + 1
    _insert(session, actor, person_id, generation, sealed)
    return make_codes(session, person_id, generation)


def _insert(session: Session, actor: int, person_id: int, generation: int, sealed: str) -> None:
    row = {"person_id": person_id, "no": generation, "sealed": sealed, "recorded_at": clock.now(), "actor_id": actor}
    session.execute(insert(OneTimeSecret).values(**row))


def _note(session: Session, actor: int, verb: str, person_id: int) -> None:
    write_audit(session, actor=actor, book_id=None, verb=verb, what="one_time_codes", what_id=person_id)


def _plain(code: str) -> str:
    return "".join(code[:_MOST_CODE].split())
