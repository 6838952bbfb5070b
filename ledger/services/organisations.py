"""The register of organisations: who pays, receives, employs and supplies; shared by all books."""

from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from ledger.db.organisations import Organisation
from ledger.domain.identifiers import bankgiro, municipality_code, organisation_number, plusgiro
from ledger.domain.scope import Scope
from ledger.errors import AlreadyExists, NotFound
from ledger.services.audit import write_audit
from ledger.services.inputs import require_text


class OrganisationKind(StrEnum):
    """What an organisation is."""

    STATE = "state"
    ASSOCIATION = "association"
    REGION = "region"
    MUNICIPALITY = "municipality"
    CARE_COLLABORATION = "care_collaboration"
    KEEPER = "keeper"
    SUPPLIER = "supplier"


@dataclass(frozen=True)
class OrganisationInfo:
    """An organisation as it is registered; its number may be a personal number and is kept out of `repr`."""

    id: int
    code: str
    name: str
    kind: OrganisationKind
    number: str | None = field(repr=False)
    bankgiro: str | None
    plusgiro: str | None


def register_organisation(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    code: str,
    name: str,
    kind: OrganisationKind,
    number: str | None = None,
    bankgiro_number: str | None = None,
    plusgiro_number: str | None = None,
) -> OrganisationInfo:
    """Register an organisation under a code of its own, which for a municipality is its four digits.

    Numbers are kept in their one form. Raises `IdentifierMalformed`, `IdentifierCheckDigit`, `OrganisationCheckDigit`,
    `TextMissing`, `AlreadyExists` for a code or an organisation number that is there, and `NotFound` out of scope.
    """
    require_some_book(scope)
    row = {
        "code": municipality_code(code) if kind is OrganisationKind.MUNICIPALITY else require_text("Kod", code),
        "name": require_text("Namn", name),
        "kind": kind.value,
        "number": None if number is None else organisation_number(number),
        "bankgiro": None if bankgiro_number is None else bankgiro(bankgiro_number),
        "plusgiro": None if plusgiro_number is None else plusgiro(plusgiro_number),
    }
    _refuse_taken(session, str(row["code"]), row["number"])
    organisation_id = session.execute(insert(Organisation).values(**row).returning(Organisation.id)).scalar_one()
    write_audit(
        session,
        actor=actor,
        book_id=None,
        verb="register",
        what="organisation",
        what_id=organisation_id,
        kind=kind.value,
    )
    return find_organisation(session, str(row["code"]))


def find_organisation(session: Session, code: str) -> OrganisationInfo:
    """The organisation of that code; raises `NotFound`."""
    found = session.execute(select(Organisation).where(Organisation.code == code)).scalar_one_or_none()
    if found is None:
        raise NotFound(what="organisation", name=code)
    return OrganisationInfo(
        found.id,
        found.code,
        found.name,
        OrganisationKind(found.kind),
        found.number,
        found.bankgiro,
        found.plusgiro,
    )


def require_organisation(session: Session, organisation_id: int) -> None:
    """Raise `NotFound` unless there is an organisation of that id."""
    if session.execute(select(Organisation.id).where(Organisation.id == organisation_id)).first() is None:
        raise NotFound(what="organisation", name=str(organisation_id))


def require_some_book(scope: Scope) -> None:
    """Hold the registers that all books share to those who have at least one; raises `NotFound`."""
    if scope.books is not None and not scope.books:
        raise NotFound(what="bok", name="att registrera för")


def _refuse_taken(session: Session, code: str, number: str | None) -> None:
    """A number that is there is told by the code of its organisation: it may be a personal number."""
    same = [Organisation.code == code] if number is None else [Organisation.code == code, Organisation.number == number]
    query = select(Organisation.code).where(or_(*same)).order_by(Organisation.id).limit(1)
    taken = session.scalars(query).first()
    if taken is not None:
        raise AlreadyExists(what="organisation", name=taken)
