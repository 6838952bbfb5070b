"""Persons of the register, by what they sign in with."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.organisations import Person


@dataclass(frozen=True)
class PersonRef:
    """A person: the id, which is all that logs hold, the login and the title."""

    id: int
    login: str
    title: str


def person_with_login(session: Session, login: str) -> PersonRef | None:
    """The person of that login, if there is one."""
    row = session.execute(select(Person.id, Person.login, Person.title).where(Person.login == login)).one_or_none()
    return None if row is None else PersonRef(row.id, row.login, row.title)


def get_person(session: Session, person_id: int) -> PersonRef:
    """The person of that id."""
    row = session.execute(select(Person.id, Person.login, Person.title).where(Person.id == person_id)).one()
    return PersonRef(row.id, row.login, row.title)
