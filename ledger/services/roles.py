"""Giving persons roles in books, from a day, and ending them; the past never moves."""

from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.access import PersonRole, PersonRoleEnd
from ledger.domain.roles import Role
from ledger.domain.scope import Scope
from ledger.errors import AlreadyExists, NotFound
from ledger.services.audit import write_audit
from ledger.services.documents import require_reason
from ledger.services.inputs import require_not_before


def grant_role(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    person_id: int,
    role: Role,
    valid_from: date,
    body_id: int | None = None,
) -> int:
    """Give the person the role in the book from that day, and answer with its id; `body_id` for a steering group's.

    Raises `AlreadyExists` for a role the person has on that day, and `NotFound` out of scope.
    """
    scope.require_book(book_id)
    if _held(session, book_id, person_id, role=role, body_id=body_id, day=valid_from):
        raise AlreadyExists(what="roll", name=role)
    row: dict[str, Any] = {
        "person_id": person_id,
        "book_id": book_id,
        "role": role.value,
        "body_id": body_id,
        "valid_from": valid_from,
        "recorded_at": clock.now(),
        "actor_id": actor,
    }
    role_id: int = session.execute(insert(PersonRole).values(**row).returning(PersonRole.id)).scalar_one()
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="grant_role",
        what="person",
        what_id=person_id,
        role=role.value,
        valid_from=valid_from,
    )
    return role_id


def end_role(
    session: Session, *, actor: int, scope: Scope, book_id: int, role_id: int, valid_to: date, reason: str
) -> None:
    """Let a role end with that day.

    Raises `NotFound`, `AlreadyExists` for one that has ended, `DateBefore` and `ReasonMissing`.
    """
    scope.require_book(book_id)
    require_reason(reason)
    found = session.execute(
        select(PersonRole.person_id, PersonRole.role, PersonRole.valid_from).where(
            PersonRole.id == role_id, PersonRole.book_id == book_id
        )
    ).one_or_none()
    if found is None:
        raise NotFound(what="roll", name=str(role_id))
    require_not_before("Sista dag", valid_to, "rollens första dag", found.valid_from)
    if session.execute(select(PersonRoleEnd.role_id).where(PersonRoleEnd.role_id == role_id)).first() is not None:
        raise AlreadyExists(what="slut på rollen", name=found.role)
    row = {
        "role_id": role_id,
        "valid_to": valid_to,
        "reason": reason.strip(),
        "recorded_at": clock.now(),
        "actor_id": actor,
    }
    session.execute(insert(PersonRoleEnd).values(**row))
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="end_role",
        what="person",
        what_id=found.person_id,
        role=found.role,
        valid_to=valid_to,
    )


def _held(session: Session, book_id: int, person_id: int, *, role: Role, body_id: int | None, day: date) -> bool:
    """Whether the person has the role on that day or any later one."""
    query = (
        select(PersonRole.id)
        .outerjoin(PersonRoleEnd, PersonRoleEnd.role_id == PersonRole.id)
        .where(
            PersonRole.book_id == book_id,
            PersonRole.person_id == person_id,
            PersonRole.role == role.value,
            PersonRole.body_id.is_(None) if body_id is None else PersonRole.body_id == body_id,
            PersonRoleEnd.valid_to.is_(None) | (PersonRoleEnd.valid_to >= day),
        )
        .limit(1)
    )
    return session.execute(query).first() is not None
