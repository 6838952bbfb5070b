"""What a person may do: the roles in force on a day, in every book, and the pots of the person's bodies."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from ledger.db.decisions import Mandate
from ledger.db.in_force import holds_on, last_versions
from ledger.db.pots import Pot
from ledger.db.registers import MandateVersion, PersonRole, PersonRoleVersion
from ledger.domain.roles import Rights, Role


class HeldRole(NamedTuple):
    """A role in a book; `body_id` is the body that a steering group's member sits in."""

    book_id: int
    role: str
    body_id: int | None


def rights_of(session: Session, person_id: int, day: date) -> Rights:
    """The person's roles by book on the day, and the pots that the bodies the person sits in decide over."""
    found = session.execute(held_roles(day).where(PersonRole.person_id == person_id).order_by(PersonRole.id))
    return rights_from(session, person_id, [HeldRole(row.book_id, row.role, row.body_id) for row in found], day)


def rights_from(session: Session, person_id: int, held: Iterable[HeldRole], day: date) -> Rights:
    """The rights that come of the roles the person holds on the day."""
    roles: dict[int, set[Role]] = defaultdict(set)
    bodies: set[tuple[int, int]] = set()
    for book_id, role, body_id in held:
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


def held_roles(day: date | ColumnElement[date]) -> Select[int, int, int, str, int | None]:
    """Person, book, role and body of the roles that hold on the day; of each the version recorded last says so.

    That version is looked up for each role, so that the roles of one person cost no more the more persons there are.
    """
    newest = aliased(PersonRoleVersion)
    last = select(func.max(newest.no)).where(newest.of_id == PersonRole.id).scalar_subquery()
    return (
        select(PersonRole.id, PersonRole.person_id, PersonRole.book_id, PersonRole.role, PersonRole.body_id)
        .join(PersonRoleVersion, (PersonRoleVersion.of_id == PersonRole.id) & (PersonRoleVersion.no == last))
        .where(holds_on(PersonRoleVersion, day))
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
