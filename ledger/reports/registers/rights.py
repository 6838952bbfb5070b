"""The registers of who may do what: bodies and their mandates, persons, their roles and their rights to attest."""

from collections import defaultdict
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ledger.db.decisions import Body, Mandate
from ledger.db.in_force import fact_on, holds_on, last_versions, versions_on
from ledger.db.organisations import AttestRight, Person
from ledger.db.pots import Pot
from ledger.db.registers import (
    AttestRightVersion,
    BodyVersion,
    MandateVersion,
    PersonRole,
    PersonRoleVersion,
    PersonVersion,
)
from ledger.domain.attests import STEP_NAMES, Step
from ledger.domain.mandates import POWER_NAMES, Power
from ledger.domain.scope import Scope
from ledger.reports.names import body_name_on
from ledger.reports.registers.looking import TERM, term, whole_book
from ledger.reports.table import Column, Table

_ID: Final = Column("id", "Id", "integer")
_POT: Final = (Column("pot", "Pott", "code"), Column("pot_name", "Pottens namn"))
_BODY: Final = (Column("body", "Organ", "code"), Column("body_name", "Organets namn"))
_PERSON: Final = (Column("login", "Inloggning", "code"), Column("title", "Titel"))

BODIES: Final = (_ID, Column("code", "Organ", "code"), Column("name", "Namn"), Column("advisory", "Beslutar"))
MANDATES: Final = (_ID, *_BODY, Column("power", "Rätt", "code"), Column("power_name", "Rätt i ord"), *_POT, *TERM)
PERSONS: Final = (_ID, *_PERSON, Column("roles", "Roller på dagen"))
ROLES: Final = (_ID, *_PERSON, Column("role", "Roll", "code"), *_BODY, *TERM)
ATTEST_RIGHTS: Final = (
    *(_ID, *_PERSON, Column("step", "Steg", "code"), Column("step_name", "Steg i ord")),
    *(*_POT, Column("limit", "Högst", "amount"), *TERM),
)
"""The columns of the registers, which are also those of the CSV: only ever added to, at the end."""


def body_register(session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None) -> Table:
    """The bodies that were known, by their names of the day; they are shared between books.

    Raises `NotFound` and `MomentInFuture`.
    """
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    version = versions_on(BodyVersion, as_of, known_at)
    query = select(Body, version.name.label("called")).join(version, version.of_id == Body.id)
    rows = tuple(
        (body.id, body.code, called, "Rekommenderar" if body.advisory else "Beslutar")
        for body, called in session.execute(query.order_by(Body.code, Body.id))
    )
    return Table(at.title("Organ"), BODIES, rows)


def mandate_register(session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None) -> Table:
    """The book's mandates that were known, with the days of their last versions, also those that have ended.

    Raises `NotFound` and `MomentInFuture`.
    """
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    held = last_versions(MandateVersion, known_at)
    query = (
        select(Mandate.id, Body.code, body_name_on(as_of, known_at), Mandate.power, Pot.code, Pot.name)
        .add_columns(held.valid_from, held.valid_to, held.reason)
        .join(held, held.of_id == Mandate.id)
        .join(Body, Body.id == Mandate.body_id)
        .join(Pot, (Pot.book_id == Mandate.book_id) & (Pot.id == Mandate.pot_id))
        .where(Mandate.book_id == book_id)
        .order_by(Body.code, Pot.path, Mandate.id)
    )
    rows = tuple(
        (of, body, named, power, POWER_NAMES[Power(power)], pot, pot_name, *term(first, last, reason, as_of))
        for of, body, named, power, pot, pot_name, first, last, reason in session.execute(query)
    )
    return Table(at.title("Mandat"), MANDATES, rows)


def person_register(session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None) -> Table:
    """The persons who have or have had a role in the book, with those that hold on the day; nobody else is told of.

    Raises `NotFound` and `MomentInFuture`.
    """
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    held = last_versions(PersonRoleVersion, known_at)
    query = (
        select(Person.id, Person.login, _title(as_of, known_at), PersonRole.role, holds_on(held, as_of))
        .join(PersonRole, PersonRole.person_id == Person.id)
        .join(held, held.of_id == PersonRole.id)
        .where(PersonRole.book_id == book_id)
        .order_by(Person.login, Person.id, PersonRole.role, PersonRole.id)
    )
    roles: dict[tuple[int, str, str], list[str]] = defaultdict(list)
    for of, login, title, role, holds in session.execute(query):
        roles[of, login, title] += [role] if holds else []
    rows = tuple((*person, ", ".join(dict.fromkeys(held))) for person, held in roles.items())
    return Table(at.title("Personer"), PERSONS, rows)


def role_register(session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None) -> Table:
    """The roles in the book that were known, with the days of their last versions, also those that have ended.

    Raises `NotFound` and `MomentInFuture`.
    """
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    held = last_versions(PersonRoleVersion, known_at)
    query = (
        select(PersonRole.id, Person.login, _title(as_of, known_at), PersonRole.role)
        .add_columns(Body.code, body_name_on(as_of, known_at), held.valid_from, held.valid_to, held.reason)
        .join(held, held.of_id == PersonRole.id)
        .join(Person, Person.id == PersonRole.person_id)
        .outerjoin(Body, Body.id == PersonRole.body_id)
        .where(PersonRole.book_id == book_id)
        .order_by(Person.login, PersonRole.role, PersonRole.id)
    )
    rows = tuple(
        (of, login, title, role, body or "", named or "", *term(first, last, reason, as_of))
        for of, login, title, role, body, named, first, last, reason in session.execute(query)
    )
    return Table(at.title("Roller"), ROLES, rows)


def attest_right_register(
    session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None
) -> Table:
    """The book's rights to attest that were known, with the days of their last versions; limits in öre.

    Raises `NotFound` and `MomentInFuture`.
    """
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    held = last_versions(AttestRightVersion, known_at)
    query = (
        select(AttestRight.id, Person.login, _title(as_of, known_at), AttestRight.step, Pot.code, Pot.name)
        .add_columns(AttestRight.limit_ore, held.valid_from, held.valid_to, held.reason)
        .join(held, held.of_id == AttestRight.id)
        .join(Person, Person.id == AttestRight.person_id)
        .join(Pot, (Pot.book_id == AttestRight.book_id) & (Pot.id == AttestRight.pot_id))
        .where(AttestRight.book_id == book_id)
        .order_by(Person.login, Pot.path, AttestRight.id)
    )
    rows = tuple(
        (of, login, title, step, STEP_NAMES[Step(step)], pot, named, limit_ore, *term(first, last, reason, as_of))
        for of, login, title, step, pot, named, limit_ore, first, last, reason in session.execute(query)
    )
    return Table(at.title("Attesträtter, kronor"), ATTEST_RIGHTS, rows)


def _title(as_of: date, known_at: datetime | None) -> ColumnElement[str]:
    return fact_on(PersonVersion.title, Person.id, Person.title, as_of, known_at)
