"""What a person may do: the roles in force on a day, in every book, and the pots of the person's bodies."""

from collections import defaultdict
from datetime import date
from typing import Final

from sqlalchemy import Date, bindparam, select, text
from sqlalchemy.orm import Session

from ledger.db.pots import Pot
from ledger.domain.roles import Rights, Role

_IN_FORCE: Final = text(
    "SELECT r.book_id, r.role FROM person_role r LEFT JOIN person_role_end e ON e.role_id = r.id "
    "WHERE r.person_id = :person_id AND r.valid_from <= :day AND (e.valid_to IS NULL OR e.valid_to >= :day) "
    "ORDER BY r.book_id, r.role"
).bindparams(bindparam("day", type_=Date()))


_DECIDED_OVER: Final = text(
    "SELECT DISTINCT m.book_id, p.path FROM person_role r LEFT JOIN person_role_end e ON e.role_id = r.id "
    "JOIN mandate m ON m.body_id = r.body_id AND m.book_id = r.book_id "
    "JOIN pot p ON p.book_id = m.book_id AND p.id = m.pot_id "
    "WHERE r.person_id = :person_id AND r.valid_from <= :day AND (e.valid_to IS NULL OR e.valid_to >= :day) "
    "AND m.valid_from <= :day AND (m.valid_to IS NULL OR m.valid_to >= :day) ORDER BY m.book_id, p.path"
).bindparams(bindparam("day", type_=Date()))


def rights_of(session: Session, person_id: int, day: date) -> Rights:
    """The person's roles by book on the day, and the pots that the bodies the person sits in decide over."""
    given = {"person_id": person_id, "day": day}
    roles: dict[int, set[Role]] = defaultdict(set)
    for book_id, role in session.execute(_IN_FORCE, given):
        roles[book_id].add(Role(role))
    pots = frozenset((book_id, path) for book_id, path in session.execute(_DECIDED_OVER, given))
    return Rights(person_id, {book_id: frozenset(held) for book_id, held in roles.items()}, pots)


def topmost_pots(session: Session, rights: Rights, book_id: int) -> tuple[str, ...]:
    """The codes of the book's pots that the person's bodies decide over, without those that lie under another."""
    paths = sorted(path for known, path in rights.pots if known == book_id)
    tops = [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]
    query = select(Pot.code).where(Pot.book_id == book_id, Pot.path.in_(tops)).order_by(Pot.path)
    return tuple(session.scalars(query))
