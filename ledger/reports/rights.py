"""What a person may do: the roles in force on a day, in every book."""

from collections import defaultdict
from datetime import date
from typing import Final

from sqlalchemy import Date, bindparam, text
from sqlalchemy.orm import Session

from ledger.domain.roles import Rights, Role

_IN_FORCE: Final = text(
    "SELECT r.book_id, r.role FROM person_role r LEFT JOIN person_role_end e ON e.role_id = r.id "
    "WHERE r.person_id = :person_id AND r.valid_from <= :day AND (e.valid_to IS NULL OR e.valid_to >= :day) "
    "ORDER BY r.book_id, r.role"
).bindparams(bindparam("day", type_=Date()))


def rights_of(session: Session, person_id: int, day: date) -> Rights:
    """The person's roles by book on the day."""
    roles: dict[int, set[Role]] = defaultdict(set)
    for book_id, role in session.execute(_IN_FORCE, {"person_id": person_id, "day": day}):
        roles[book_id].add(Role(role))
    return Rights(person_id, {book_id: frozenset(held) for book_id, held in roles.items()})
