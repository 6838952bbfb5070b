"""Who may do a command: the person's roles on the day, in the book; the web and the command line hold the same.

Where nobody has been given a role yet, whoever works at the machine itself may act for any registered person: that is
how a book is set up. From the first role on, roles hold there too.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.commands.registry import Command
from ledger.db.decisions import Body, Decision
from ledger.db.registers import PersonRole
from ledger.domain.roles import Rights, Role
from ledger.domain.scope import Scope
from ledger.errors import CommandActorMissing, CommandOfOtherBody, CommandOfOtherRoles, CommandWithoutRole
from ledger.reports.rights import rights_of
from ledger.services.roles import roles_on


@dataclass(frozen=True)
class Caller:
    """Who acts: None before the first person is registered. `at_machine` is whoever can read the database itself."""

    person_id: int | None
    login: str
    at_machine: bool = False


@dataclass(frozen=True)
class Permission:
    """What a command may reach, and, for a member of a steering group and nothing more, only of which bodies."""

    scope: Scope
    bodies: tuple[int, ...] | None = None


def permission(session: Session, command: Command, caller: Caller, book_id: int | None) -> Permission:
    """What the caller may do the command over.

    Raises `CommandActorMissing`, `CommandWithoutRole`, `CommandOfOtherRoles`.
    """
    open_to_all = caller.at_machine and not _roles_are_given(session, book_id)
    if caller.person_id is None:
        if open_to_all and command.name == "person.register":
            return Permission(Scope.everything())
        raise CommandActorMissing(command=command.name)
    if open_to_all:
        return Permission(Scope.everything())
    rights = rights_of(session, caller.person_id, clock.today())
    _require_role(command, caller, rights, book_id)
    reached = Scope.of_books(*(book for book in rights.roles if rights.may(book, command.roles)))
    scope = Scope.everything() if command.opens_books else reached
    return Permission(scope, _own_bodies(session, command, caller.person_id, rights, book_id))


def require_own_body(session: Session, allowed: Permission, command: Command, caller: Caller, said: object) -> None:
    """Refuse, with `CommandOfOtherBody`, what a steering group has not decided itself; `said` is the id it names."""
    if allowed.bodies is None:
        return
    body_id = said
    if command.own_body == "decision":
        body_id = session.execute(select(Decision.body_id).where(Decision.id == said)).scalar_one()
    if body_id not in allowed.bodies:
        names = session.scalars(select(Body.name).where(Body.id.in_(allowed.bodies)).order_by(Body.name, Body.id))
        raise CommandOfOtherBody(login=caller.login, bodies=tuple(names))


def _roles_are_given(session: Session, book_id: int | None) -> bool:
    """Whether anybody has ever been given a role: in the book, or in any for what all books share."""
    query = select(PersonRole.id).limit(1)
    return session.execute(query if book_id is None else query.where(PersonRole.book_id == book_id)).first() is not None


def _require_role(command: Command, caller: Caller, rights: Rights, book_id: int | None) -> None:
    books = rights.roles if book_id is None else (book_id,)
    if any(rights.may(book, command.roles) for book in books):
        return
    held = sorted({role for book in books for role in rights.roles.get(book, frozenset())})
    wanted = tuple(sorted(command.roles))
    if not held:
        raise CommandWithoutRole(command=command.name, login=caller.login, roles=wanted)
    raise CommandOfOtherRoles(command=command.name, login=caller.login, held=tuple(held), roles=wanted)


def _own_bodies(
    session: Session, command: Command, person_id: int, rights: Rights, book_id: int | None
) -> tuple[int, ...] | None:
    """The bodies the person sits in, where sitting there is all that lets the person do this."""
    others = command.roles - {Role.STEERING}
    if command.own_body is None or book_id is None or rights.may(book_id, others):
        return None
    held = roles_on(session, person_id, clock.today())
    return tuple(role.body_id for role in held if role.book_id == book_id and role.body_id is not None)
