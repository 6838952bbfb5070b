"""Who and what is there when the story begins, and how it is told at its own time."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias, TypedDict

from sqlalchemy.orm import Session

from ledger import clock
from ledger.clock import STOCKHOLM
from ledger.data.care_areas import care_areas
from ledger.demo.figures import BOOK, OPENED_ON
from ledger.domain.scope import Scope
from ledger.reports.demonstration import FIRST, LOGINS_END
from ledger.services.books import open_book
from ledger.services.decisions import register_body
from ledger.services.organisations import OrganisationKind, register_organisation
from ledger.services.persons import register_person

ASSOCIATION_CODES: Final = {
    "Boråsregionen Sjuhärads kommunalförbund": "SH",
    "Fyrbodals kommunalförbund": "FB",
    "Göteborgsregionen (GR)": "GR",
    "Skaraborgs kommunalförbund": "SK",
}
_ASSOCIATION_NUMBERS: Final = {"GR": "222000-0265", "SK": "222000-2188"}


_BANKGIROS: Final = {
    "VGR": "1234-5609",
    "SH": "1234-5617",
    "FB": "1234-5625",
    "GR": "1234-5633",
    "SK": "1234-5641",
    "FYRBODAL": "1234-5658",
    "GBG": "1234-5666",
    "SALV": "1234-5674",
    "SAMLA": "1234-5682",
    "SIMBA": "1234-5690",
    "SKARABORG": "1234-5708",
}
"""Examples, with check digits that hold."""

EVERYTHING: Final = Scope.everything()


@dataclass(frozen=True)
class Cast:
    """Who is there from the start."""

    book_id: int
    officer: int
    approver: int
    confirmer: int
    director: int
    organisations: dict[str, int]
    bodies: dict[str, int]

    @property
    def officer_here(self) -> "Here":
        """The officer in the book."""
        return self.here(self.officer)

    def here(self, person: int) -> "Here":
        """Anybody of them in the book."""
        return {"actor": person, "scope": EVERYTHING, "book_id": self.book_id}


class Here(TypedDict):
    """Who acts, and where: the arguments that every use case takes."""

    actor: int
    scope: Scope
    book_id: int


def at(day: date, hour: int = 9) -> AbstractContextManager[None]:
    """The story's own time: that day at nine, Swedish time."""
    return clock.told_at(datetime(day.year, day.month, day.day, hour, tzinfo=STOCKHOLM))


def introduce(session: Session) -> Cast:
    """The persons, the organisations, the book and the bodies."""
    officer = register_person(session, actor=None, scope=EVERYTHING, login=FIRST, title="Ekonom")
    approver = register_person(
        session, actor=officer, scope=EVERYTHING, login=f"attestant{LOGINS_END}", title="Beslutsattestant"
    )
    confirmer = register_person(
        session, actor=officer, scope=EVERYTHING, login=f"sakattestant{LOGINS_END}", title="Sakattestant"
    )
    director = register_person(
        session, actor=officer, scope=EVERYTHING, login=f"direktor{LOGINS_END}", title="Direktör"
    )
    organisations = {
        code: register_organisation(
            session,
            actor=officer,
            scope=EVERYTHING,
            code=code,
            name=name,
            kind=kind,
            number=number,
            bankgiro_number=bankgiro,
        ).id
        for code, name, kind, number, bankgiro in _organisations()
    }
    book = open_book(
        session,
        actor=officer,
        scope=EVERYTHING,
        code=BOOK,
        name="VästKom",
        organisation_id=organisations["VASTKOM"],
        opened_on=OPENED_ON,
    )
    bodies = {
        code: register_body(session, actor=officer, scope=EVERYTHING, code=code, name=name, advisory=advisory)
        for code, name, advisory in _BODIES
    }
    return Cast(book.id, officer, approver, confirmer, director, organisations, bodies)


_BODIES: Final = (
    ("STATEN-SKR", "Staten och Sveriges Kommuner och Regioner", False),
    ("STYRGRUPP", "Styrgrupp handlingsplan psykisk hälsa", False),
    ("VVG", "Vårdsamverkan Västra Götaland", False),
    ("SRO", "Politiskt samrådsorgan (SRO)", True),
)

_OrganisationRow: TypeAlias = tuple[str, str, OrganisationKind, str | None, str | None]


def _organisations() -> Iterator[_OrganisationRow]:
    yield "VASTKOM", "VästKom", OrganisationKind.KEEPER, None, None
    yield "SKR", "Sveriges Kommuner och Regioner", OrganisationKind.STATE, "222000-0315", None
    yield "VGR", "Västra Götalandsregionen", OrganisationKind.REGION, "232100-0131", _BANKGIROS["VGR"]
    for name, code in ASSOCIATION_CODES.items():
        number = _ASSOCIATION_NUMBERS.get(code)
        yield code, name, OrganisationKind.ASSOCIATION, number, _BANKGIROS[code]
    for area in care_areas():
        yield area.code, area.name, OrganisationKind.CARE_COLLABORATION, None, _BANKGIROS[area.code]
