"""Persons read in by their sign-in name and title; another title holds from its day. No file gives anybody a role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.organisations import Person
from ledger.errors import ImportDayMissing
from ledger.imports.forms import DAY, TEXT
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.registers import Fact, Ids, Register
from ledger.imports.rows import Desk
from ledger.services.persons import change_title, register_person, title_on


@dataclass(frozen=True)
class PersonRow:
    """One row: who signs in by that name, and as what."""

    login: str
    title: str
    valid_from: date | None


def _write(session: Session, desk: Desk, row: PersonRow, _ids: Ids) -> Sequence[Fact]:
    """Register the person, give another title from the day, or leave it as it is."""
    person_id = session.scalars(select(Person.id).where(Person.login == row.login)).one_or_none()
    if person_id is None:
        register_person(session, actor=desk.actor, scope=desk.scope, login=row.login, title=row.title)
        return [("ny person", "", row.title)]
    title = title_on(session, person_id, row.valid_from or clock.today())
    if title == row.title:
        return ()
    if row.valid_from is None:
        raise ImportDayMissing(what=row.login, column="gäller från")
    change_title(
        session,
        actor=desk.actor,
        scope=desk.scope,
        person_id=person_id,
        title=row.title,
        valid_from=row.valid_from,
    )
    return [("titel", title, row.title)]


REGISTER: Final = Register[PersonRow](
    key=lambda row: row.login,
    told=lambda row: row.login,
    known_as=lambda row: f"inloggningen {row.login}",
    finders={},
    write=_write,
)

PERSONS: Final = ImportKind(
    name="personer",
    title="Personer",
    about="De som gör något i boken, med inloggning och titel. Roller och lösenord ges var för sig, aldrig ur en fil. "
    "En rad vars inloggning finns ger personen en ny titel från en dag.",
    columns=(
        Column("inloggning", "login", TEXT, "Det namn som personen loggar in med.", "ekonom@vastkom.example"),
        Column("titel", "title", TEXT, "Personens titel.", "Ekonom"),
        Column(
            "gäller från",
            "valid_from",
            DAY,
            "Den dag en ny titel börjar gälla; behövs bara då.",
            "2024-01-01",
            required=False,
        ),
    ),
    row=PersonRow,
    write=REGISTER.write_rows,
    commands=("person.register", "person.change_title"),
)
