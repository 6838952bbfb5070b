"""What a person may do in a book, as roles between two days: who signs in gets those that hold on the day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.decisions import Body
from ledger.db.in_force import holds_on, last_versions
from ledger.db.registers import PersonRole, PersonRoleVersion
from ledger.domain.roles import Role
from ledger.domain.scope import Scope
from ledger.errors import NotFound, RoleBodyMissing, RoleBodyUnwanted
from ledger.services.audit import write_audit
from ledger.services.persons import require_person
from ledger.services.versions import begin, end, refuse_overlap, require_days

ROLE_NAMES: Final = {
    Role.OFFICER: "ekonom",
    Role.ATTESTER: "attestant",
    Role.STEERING: "styrgrupp",
    Role.AUDITOR: "revisor",
    Role.ADMINISTRATOR: "administratör",
}


@dataclass(frozen=True)
class HeldRole:
    """A role that a person has in a book, for a steering group in which body."""

    id: int
    book_id: int
    role: Role
    body_id: int | None
    valid_from: date
    valid_to: date | None


def grant_role(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    person_id: int,
    role: Role,
    valid_from: date,
    valid_to: date | None = None,
    body_id: int | None = None,
) -> int:
    """Give a person a role in a book between two days (None: until further notice); answers with its id.

    Raises `RoleBodyMissing`, `RoleBodyUnwanted`, `PeriodOverlaps` beside the same role, `DateBefore`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_person(session, person_id)
    _require_body(session, role, body_id)
    require_days(valid_from, valid_to)
    _refuse_overlap(session, (book_id, person_id, role, body_id), valid_from, valid_to)
    row = {"person_id": person_id, "role": role.value, "body_id": body_id}
    role_id: int = session.execute(
        insert(PersonRole).values(book_id=book_id, **row).returning(PersonRole.id)
    ).scalar_one()
    begin(session, PersonRoleVersion, of_id=role_id, actor=actor, valid_from=valid_from, valid_to=valid_to)
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="grant",
        what="role",
        what_id=role_id,
        valid_from=valid_from,
        valid_to=valid_to,
        **row,
    )
    return role_id


def end_role(
    session: Session, *, actor: int, scope: Scope, book_id: int, role_id: int, last_day: date, reason: str
) -> int:
    """End a role after its last day, and answer with the version's number.

    Raises `EndsEarlier`, `DateBefore`, `ReasonMissing`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    query = select(PersonRole.role).where(PersonRole.id == role_id, PersonRole.book_id == book_id)
    role = session.execute(query).scalar_one_or_none()
    if role is None:
        raise NotFound(what="roll", name=str(role_id))
    told = f"rollen {ROLE_NAMES[Role(role)]}"
    no = end(session, PersonRoleVersion, of_id=role_id, actor=actor, last_day=last_day, reason=reason, what=told)
    write_audit(
        session, actor=actor, book_id=book_id, verb="end", what="role", what_id=role_id, no=no, last_day=last_day
    )
    return no


def roles_on(session: Session, person_id: int, day: date, known_at: datetime | None = None) -> tuple[HeldRole, ...]:
    """The roles a person has on a day in all books, as known at a moment (None: now), in order of book and role."""
    version = last_versions(PersonRoleVersion, known_at)
    query = (
        select(PersonRole, version.valid_from, version.valid_to)
        .join(version, version.of_id == PersonRole.id)
        .where(PersonRole.person_id == person_id, holds_on(version, day))
        .order_by(PersonRole.book_id, PersonRole.role, PersonRole.id)
    )
    return tuple(
        HeldRole(held.id, held.book_id, Role(held.role), held.body_id, valid_from, valid_to)
        for held, valid_from, valid_to in session.execute(query)
    )


def _require_body(session: Session, role: Role, body_id: int | None) -> None:
    if body_id is None:
        if role is Role.STEERING:
            raise RoleBodyMissing
        return
    name = session.execute(select(Body.name).where(Body.id == body_id)).scalar_one_or_none()
    if name is None:
        raise NotFound(what="organ", name=str(body_id))
    if role is not Role.STEERING:
        raise RoleBodyUnwanted(role=ROLE_NAMES[role], body=name)


def _refuse_overlap(
    session: Session, of: tuple[int, int, Role, int | None], valid_from: date, valid_to: date | None
) -> None:
    book_id, person_id, role, body_id = of
    version = last_versions(PersonRoleVersion)
    same_body = PersonRole.body_id.is_(None) if body_id is None else PersonRole.body_id == body_id
    query = (
        select(version)
        .join(PersonRole, PersonRole.id == version.of_id)
        .where(PersonRole.book_id == book_id, PersonRole.person_id == person_id, PersonRole.role == role.value)
        .where(same_body)
        .order_by(version.of_id)
    )
    refuse_overlap(session.scalars(query), what=f"rollen {ROLE_NAMES[role]}", valid_from=valid_from, valid_to=valid_to)
