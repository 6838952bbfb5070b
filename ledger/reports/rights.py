"""What a person may do: the roles in force on a day, in every book, and the pots of the person's bodies."""

from collections import defaultdict
from datetime import date
from functools import cache

from sqlalchemy import Date, Select, bindparam, select, tuple_
from sqlalchemy.orm import Session

from ledger.db.decisions import Mandate
from ledger.db.in_force import holds_on, last_versions
from ledger.db.pots import Pot
from ledger.db.registers import MandateVersion, PersonRole, PersonRoleVersion
from ledger.domain.roles import Rights, Role


def rights_of(session: Session, person_id: int, day: date) -> Rights:
    """The person's roles by book on the day, and the pots that the bodies the person sits in decide over."""
    roles: dict[int, set[Role]] = defaultdict(set)
    bodies: set[tuple[int, int]] = set()
    for book_id, role, body_id in session.connection().execute(_held(), {"person_id": person_id, "day": day}):
        roles[book_id].add(Role(role))
        if body_id is not None:
            bodies.add((book_id, body_id))
    pots = _decided_over(session, bodies, day) if bodies else frozenset()
    return Rights(person_id, {book_id: frozenset(found) for book_id, found in roles.items()}, pots)


def topmost_pots(session: Session, rights: Rights, book_id: int) -> tuple[str, ...]:
    """The codes of the book's pots that the person's bodies decide over, without those that lie under another."""
    paths = sorted(path for known, path in rights.pots if known == book_id)
    tops = [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]
    query = select(Pot.code).where(Pot.book_id == book_id, Pot.path.in_(tops)).order_by(Pot.path)
    return tuple(session.scalars(query))


@cache
def _held() -> Select[int, str, int | None]:
    """Book, role and body of the roles of `person_id` on `day`; put together once, for it is asked at every request."""
    held = last_versions(PersonRoleVersion)
    return (
        select(PersonRole.book_id, PersonRole.role, PersonRole.body_id)
        .join(held, held.of_id == PersonRole.id)
        .where(PersonRole.person_id == bindparam("person_id"), holds_on(held, bindparam("day", type_=Date())))
        .order_by(PersonRole.id)
    )


def _decided_over(session: Session, bodies: set[tuple[int, int]], day: date) -> frozenset[tuple[int, str]]:
    """Book and path of the pots that the bodies (by book) have a mandate over on the day."""
    given = last_versions(MandateVersion)
    query = (
        select(Mandate.book_id, Pot.path)
        .join(given, given.of_id == Mandate.id)
        .join(Pot, (Pot.book_id == Mandate.book_id) & (Pot.id == Mandate.pot_id))
        .where(tuple_(Mandate.book_id, Mandate.body_id).in_(sorted(bodies)), holds_on(given, day))
        .order_by(Mandate.id)
    )
    return frozenset((book_id, path) for book_id, path in session.execute(query))
