"""Allocation keys: registered once as frozen snapshots, loaded as they were; a change of weights is a new key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import lock_book
from ledger.db.keys import AllocationKey, KeyWeight
from ledger.domain.keys import KeySnapshot, require_weights
from ledger.domain.scope import Scope
from ledger.domain.shares import Weight
from ledger.errors import AlreadyExists, NotFound
from ledger.services.audit import write_audit
from ledger.services.inputs import require_not_ahead, require_text


@dataclass(frozen=True)
class KeyInfo:
    """A registered key: its snapshot, and the digest it was registered with."""

    id: int
    snapshot: KeySnapshot
    digest: str
    example: bool


def register_key(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    code: str,
    name: str,
    source: str,
    as_of: date,
    weights: Sequence[Weight],
    example: bool = False,
) -> KeyInfo:
    """Register a key as it stands; `source` says where the weights come from.

    Raises `KeyEmpty`, `KeyBadWeights`, `AlreadyExists` for a code the book has, `TextMissing`, `DateOutOfRange`,
    `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_not_ahead("Nyckelns dag", as_of)
    require_weights(weights)
    snapshot = KeySnapshot(
        require_text("Kod", code), require_text("Namn", name), require_text("Källa", source), as_of, tuple(weights)
    )
    taken = select(AllocationKey.id).where(AllocationKey.book_id == book_id, AllocationKey.code == snapshot.code)
    if session.execute(taken).first() is not None:
        raise AlreadyExists(what="fördelningsnyckel", name=snapshot.code)
    key_id = _insert(session, actor, book_id, snapshot, example=example)
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="register",
        what="allocation_key",
        what_id=key_id,
        code=snapshot.code,
        as_of=as_of,
        weights=len(snapshot.weights),
    )
    return load_key(session, book_id=book_id, key_id=key_id)


def load_key(session: Session, *, book_id: int, key_id: int) -> KeyInfo:
    """The book's key of that id, its weights exact and in order of code; raises `NotFound`."""
    query = select(AllocationKey).where(AllocationKey.book_id == book_id, AllocationKey.id == key_id)
    key = session.execute(query).scalar_one_or_none()
    if key is None:
        raise NotFound(what="fördelningsnyckel", name=str(key_id))
    rows = session.scalars(select(KeyWeight).where(KeyWeight.key_id == key_id).order_by(KeyWeight.code))
    weights = tuple(Weight(row.code, row.name, Fraction(row.numerator, row.denominator)) for row in rows)
    return KeyInfo(key.id, KeySnapshot(key.code, key.name, key.source, key.as_of, weights), key.digest, key.example)


def find_key(session: Session, book_id: int, code: str) -> KeyInfo:
    """The book's key of that code; raises `NotFound`."""
    query = select(AllocationKey.id).where(AllocationKey.book_id == book_id, AllocationKey.code == code)
    key_id = session.execute(query).scalar_one_or_none()
    if key_id is None:
        raise NotFound(what="fördelningsnyckel", name=code)
    return load_key(session, book_id=book_id, key_id=key_id)


def _insert(session: Session, actor: int, book_id: int, snapshot: KeySnapshot, *, example: bool) -> int:
    key_id = session.execute(
        insert(AllocationKey)
        .values(
            book_id=book_id,
            code=snapshot.code,
            name=snapshot.name,
            source=snapshot.source,
            as_of=snapshot.as_of,
            example=example,
            digest=snapshot.digest(),
            recorded_at=clock.now(),
            actor_id=actor,
        )
        .returning(AllocationKey.id)
    ).scalar_one()
    session.execute(insert(KeyWeight), [_row(key_id, weight) for weight in snapshot.weights])
    return key_id


def _row(key_id: int, weight: Weight) -> dict[str, object]:
    numerator, denominator = Fraction(weight.weight).as_integer_ratio()
    return {
        "key_id": key_id,
        "code": weight.code,
        "name": weight.name,
        "numerator": numerator,
        "denominator": denominator,
    }
