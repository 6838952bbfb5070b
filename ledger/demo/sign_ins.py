"""Who can sign in to the demo, as what, and with which password: one that no other installation has."""

import hmac
from base64 import b32encode
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.decisions import Body
from ledger.db.organisations import Person
from ledger.demo.cast import EVERYTHING
from ledger.demo.figures import BOOK, OPENED_ON
from ledger.domain.roles import Role
from ledger.reports.books import find_book
from ledger.reports.demonstration import FIRST, LOGINS_END, is_demonstration
from ledger.reports.persons import person_with_login
from ledger.services.passwords import has_had_password, is_password, set_password
from ledger.services.persons import register_person
from ledger.services.roles import grant_role

_GROUPS: Final = 4
_STEERING: Final = "STYRGRUPP"
_USERS: Final = (
    (FIRST, "Ekonom", Role.OFFICER),
    (f"sakattestant{LOGINS_END}", "Sakattestant", Role.ATTESTER),
    (f"attestant{LOGINS_END}", "Beslutsattestant", Role.ATTESTER),
    (f"direktor{LOGINS_END}", "Direktör", Role.ATTESTER),
    (f"styrgrupp{LOGINS_END}", "Styrgrupp", Role.STEERING),
    (f"revisor{LOGINS_END}", "Revisor", Role.AUDITOR),
    (f"admin{LOGINS_END}", "Administratör", Role.ADMINISTRATOR),
)


@dataclass(frozen=True)
class SignIn:
    """A user of the demo, and whether the demo's password still is the user's."""

    login: str
    title: str
    holds: bool


def demo_password(secret: str) -> str:
    """A password of 80 bits that follows from the installation's secret: told again without being kept anywhere."""
    digest = hmac.digest(secret.encode(), b"medel demo", "sha256")
    letters = b32encode(digest).decode().lower()
    return "-".join(letters[_GROUPS * no : _GROUPS * (no + 1)] for no in range(_GROUPS))


def let_in(session: Session, password: str) -> None:
    """Give every user of the demo a role and the password; who has had one keeps what is there. The caller commits.

    Does nothing in a database that is no demo.
    """
    if not is_demonstration(session):
        return
    officer = session.execute(select(Person.id).where(Person.login == FIRST)).scalar_one()
    for login, title, role in _USERS:
        known = person_with_login(session, login)
        person_id = (
            register_person(session, actor=officer, scope=EVERYTHING, login=login, title=title)
            if known is None
            else known.id
        )
        if not has_had_password(session, person_id):
            set_password(session, actor=officer, person_id=person_id, login=login, password=password)
            _give_role(session, officer, person_id, role)


def sign_ins(session: Session, password: str) -> tuple[SignIn, ...]:
    """Who can sign in to the demo; nobody in a database that is no demo."""
    if not is_demonstration(session):
        return ()
    found = ((person_with_login(session, login), title) for login, title, _role in _USERS)
    return tuple(
        SignIn(person.login, title, is_password(session, person.id, password))
        for person, title in found
        if person is not None
    )


def _give_role(session: Session, actor: int, person_id: int, role: Role) -> None:
    body = session.execute(select(Body.id).where(Body.code == _STEERING)).scalar_one()
    grant_role(
        session,
        actor=actor,
        scope=EVERYTHING,
        book_id=find_book(session, scope=EVERYTHING, code=BOOK).id,
        person_id=person_id,
        role=role,
        valid_from=OPENED_ON,
        body_id=body if role is Role.STEERING else None,
    )
