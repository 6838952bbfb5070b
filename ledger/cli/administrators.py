"""Who may decide about users on the command line: an administrator, once there is one.

No password is asked for here: who may run this reads the database itself. What is held is that the log says who took
the decision, and that it was somebody who may.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.in_force import holds_on, last_versions
from ledger.db.registers import PersonRole, PersonRoleVersion
from ledger.domain.roles import Role
from ledger.errors import AdministratorNeeded
from ledger.reports.rights import rights_of
from ledger.services.persons import find_person


def find_administrator(session: Session, login: str | None) -> int:
    """The id of a person who is an administrator of some book today; raises `AdministratorNeeded`, `NotFound`."""
    if login is None:
        raise AdministratorNeeded(login="–")
    person_id = find_person(session, login)
    held = rights_of(session, person_id, clock.today())
    if not any(Role.ADMINISTRATOR in roles for roles in held.roles.values()):
        raise AdministratorNeeded(login=login)
    return person_id


def who_decides(session: Session, login: str | None) -> int | None:
    """An administrator; while there is none, whoever is named, None for nobody."""
    if _administrator_exists(session):
        return find_administrator(session, login)
    return None if login is None else find_person(session, login)


def person_or_administrator(session: Session, person_id: int, login: str | None) -> int:
    """Who acts in what is a person's own: the person, or an administrator; raises as `find_administrator`."""
    if login is not None and find_person(session, login) == person_id:
        return person_id
    found = who_decides(session, login)
    return person_id if found is None else found


def _administrator_exists(session: Session) -> bool:
    held = last_versions(PersonRoleVersion)
    query = (
        select(PersonRole.id)
        .join(held, held.of_id == PersonRole.id)
        .where(PersonRole.role == Role.ADMINISTRATOR, holds_on(held, clock.today()))
        .limit(1)
    )
    return session.execute(query).first() is not None
