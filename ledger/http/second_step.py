"""Between the password and the code: who has shown the first, kept in the signed cookie for a few minutes."""

from datetime import datetime, timedelta
from typing import Final

from cryptography.fernet import Fernet
from flask import current_app
from flask import session as cookie

from ledger import clock
from ledger.services.sealing import sealer

LASTS: Final = timedelta(minutes=5)
_AWAITED: Final = "awaited"
_PURPOSE: Final = "medelsboken one-time codes"


def codes_sealer() -> Fernet:
    """What the secrets of one-time codes are sealed with."""
    return sealer(str(current_app.secret_key), _PURPOSE)


def await_code(person_id: int) -> None:
    """Remember that the person's password was right, and forget all that the cookie held before."""
    cookie.clear()
    cookie[_AWAITED] = [person_id, clock.now().isoformat()]


def awaited() -> int | None:
    """Whose code is awaited, if the password was shown within the last minutes."""
    held = cookie.get(_AWAITED)
    if held is None:
        return None
    person_id, since = held
    return int(person_id) if clock.now() - datetime.fromisoformat(since) < LASTS else None
