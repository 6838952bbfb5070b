"""Recovery codes: what lets a person in who has lost what shows the one-time codes; each of them once."""

import secrets
from hashlib import sha256
from typing import Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ledger.db.access import OneTimeUse, RecoveryCode

COUNT: Final = 10
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another."""
_GROUPS: Final = 4
_GROUP: Final = 4
"""16 of 31 letters are 79 bits: nobody finds a code by its hash."""


def make_codes(session: Session, person_id: int, generation: int) -> tuple[str, ...]:
    """Make a generation's codes, and answer with them: they are told now and never again."""
    codes = tuple(_made() for _ in range(COUNT))
    rows = [{"person_id": person_id, "no": generation, "code_hash": code_hash(code)} for code in codes]
    session.execute(insert(RecoveryCode), rows)
    return codes


def is_code(session: Session, person_id: int, generation: int, given_hash: str) -> bool:
    """Whether a code of that hash is of the generation, used or not."""
    key = {"person_id": person_id, "no": generation, "code_hash": given_hash}
    return session.get(RecoveryCode, key) is not None


def codes_left(session: Session, person_id: int, generation: int) -> int:
    """How many of the generation's codes have not been used."""
    used = (OneTimeUse.person_id == RecoveryCode.person_id) & (OneTimeUse.code_hash == RecoveryCode.code_hash)
    query = (
        select(func.count())
        .select_from(RecoveryCode)
        .outerjoin(OneTimeUse, used)
        .where(RecoveryCode.person_id == person_id, RecoveryCode.no == generation, OneTimeUse.code_hash.is_(None))
    )
    left: int = session.execute(query).scalar_one()
    return left


def code_hash(code: str) -> str:
    """What is kept of a code, however it was spaced and whatever its case."""
    return sha256("".join(code.split()).replace("-", "").casefold().encode()).hexdigest()


def _made() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
