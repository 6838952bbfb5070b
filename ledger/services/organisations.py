"""The register of organisations: who pays, receives, employs and supplies; shared by all books."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.claiming import insert_unless_taken
from ledger.db.organisations import Organisation
from ledger.db.registers import OrganisationVersion
from ledger.db.versions import FROM_THE_FIRST
from ledger.domain.identifiers import bankgiro, country_code, municipality_code, organisation_number, plusgiro
from ledger.domain.payees import PayeeAccounts
from ledger.domain.roles import Role
from ledger.domain.scope import Scope
from ledger.errors import AccountsByOfficer, AlreadyExists, NotFound, NothingChanged
from ledger.services.audit import write_audit
from ledger.services.inputs import require_text
from ledger.services.payee_accounts import accounts_on
from ledger.services.roles import roles_on
from ledger.services.versions import add_version, lock_head, version_on


class OrganisationKind(StrEnum):
    """What an organisation is."""

    STATE = "state"
    ASSOCIATION = "association"
    REGION = "region"
    MUNICIPALITY = "municipality"
    CARE_COLLABORATION = "care_collaboration"
    KEEPER = "keeper"
    SUPPLIER = "supplier"


SWEDEN: Final = "SE"


@dataclass(frozen=True)
class OrganisationInfo:
    """An organisation as it is on a day; its number may be a personal number and is kept out of `repr`.

    `municipality_code` is of the municipality it has its seat in; a municipality's own code is that of itself.
    """

    id: int
    code: str
    name: str
    kind: OrganisationKind
    number: str | None = field(repr=False)
    bankgiro: str | None
    plusgiro: str | None
    bank_account: str | None = None
    municipality_code: str | None = None
    town: str = ""
    country: str = SWEDEN


@dataclass(frozen=True)
class OrganisationChange:
    """What an organisation is from a day on; None is as it was."""

    name: str | None = None
    kind: OrganisationKind | None = None
    municipality_code: str | None = None
    town: str | None = None
    country: str | None = None


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
    municipality: str | None = None,
    town: str = "",
    country: str = SWEDEN,
) -> OrganisationInfo:
    """Register an organisation under a code of its own, which for a municipality is its four digits.

    Numbers are kept in their one form. Raises `IdentifierMalformed`, `IdentifierCheckDigit`, `OrganisationCheckDigit`,
    `TextMissing`, `AlreadyExists` for a code or an organisation number that is there, `AccountsByOfficer` for an
    account that an administrator gives, and `NotFound` out of scope.
    """
    scope.require_some_book()
    row = {
        "code": municipality_code(code) if kind is OrganisationKind.MUNICIPALITY else require_text("Kod", code),
        "name": require_text("Namn", name),
        "kind": kind.value,
        "number": None if number is None else organisation_number(number),
        "bankgiro": None if bankgiro_number is None else bankgiro(bankgiro_number),
        "plusgiro": None if plusgiro_number is None else plusgiro(plusgiro_number),
    }
    facts = {
        "name": row["name"],
        "kind": kind.value,
        "municipality_code": _seat(kind, str(row["code"]), municipality),
        "town": " ".join(town.split()),
        "country": country_code(country),
    }
    if row["bankgiro"] is not None or row["plusgiro"] is not None:
        _refuse_administrators(session, actor, str(row["name"]))
    organisation_id = _insert(session, row)
    add_version(session, OrganisationVersion, of_id=organisation_id, actor=actor, valid_from=FROM_THE_FIRST, **facts)
    write_audit(
        session,
        actor=actor,
        book_id=None,
        verb="register",
        what="organisation",
        what_id=organisation_id,
        kind=kind.value,
    )
    return organisation_on(session, organisation_id, clock.today())


def _refuse_administrators(session: Session, actor: int, name: str) -> None:
    """Who keeps users and settings only has no say over where money goes."""
    held = {role.role for role in roles_on(session, actor, clock.today())}
    if Role.ADMINISTRATOR in held and Role.OFFICER not in held:
        raise AccountsByOfficer(name=name)


def change_organisation(
    session: Session, *, actor: int, scope: Scope, organisation_id: int, change: OrganisationChange, valid_from: date
) -> OrganisationInfo:
    """Change what an organisation is from a day on, until its next change; answers with how it is on that day.

    Raises `NothingChanged`, `IdentifierMalformed`, `TextMissing`, and `NotFound` also out of scope.
    """
    scope.require_some_book()
    lock_head(session, Organisation, organisation_id)
    was = organisation_on(session, organisation_id, valid_from)
    facts = _changed(was, change)
    if facts == _facts(was):
        raise NothingChanged(what=was.name, day=valid_from)
    no = add_version(session, OrganisationVersion, of_id=organisation_id, actor=actor, valid_from=valid_from, **facts)
    write_audit(
        session,
        actor=actor,
        book_id=None,
        verb="change",
        what="organisation",
        what_id=organisation_id,
        no=no,
        valid_from=valid_from,
    )
    return organisation_on(session, organisation_id, valid_from)


def find_organisation(
    session: Session, code: str, day: date | None = None, known_at: datetime | None = None
) -> OrganisationInfo:
    """The organisation of that code as it is on a day (None: today), known at a moment (None: now); or `NotFound`."""
    found = session.execute(select(Organisation.id).where(Organisation.code == code)).scalar_one_or_none()
    if found is None:
        raise NotFound(what="organisation", name=code)
    return organisation_on(session, found, day or clock.today(), known_at)


def organisation_on(
    session: Session, organisation_id: int, day: date, known_at: datetime | None = None
) -> OrganisationInfo:
    """The organisation of that id as it is on a day, as known at a moment (None: now); raises `NotFound`."""
    head, now = _found(session, organisation_id, day, known_at)
    accounts = accounts_on(session, [organisation_id], day, known_at)[organisation_id]
    return _told(head, now, accounts)


def name_and_kind(session: Session, organisation_id: int, day: date) -> tuple[str, OrganisationKind]:
    """What an organisation is called and is on a day; raises `NotFound`."""
    head, now = _found(session, organisation_id, day, None)
    return (head.name, OrganisationKind(head.kind)) if now is None else (now.name, OrganisationKind(now.kind))


def require_organisation(session: Session, organisation_id: int) -> None:
    """Raise `NotFound` unless there is an organisation of that id."""
    if session.execute(select(Organisation.id).where(Organisation.id == organisation_id)).first() is None:
        raise NotFound(what="organisation", name=str(organisation_id))


def _refuse_taken(session: Session, code: str, number: str | None) -> None:
    """A number that is there is told by the code of its organisation: it may be a personal number."""
    same = [Organisation.code == code] if number is None else [Organisation.code == code, Organisation.number == number]
    query = select(Organisation.code).where(or_(*same)).order_by(Organisation.id).limit(1)
    taken = session.scalars(query).first()
    if taken is not None:
        raise AlreadyExists(what="organisation", name=taken)


def _insert(session: Session, row: dict[str, str | None]) -> int:
    _refuse_taken(session, str(row["code"]), row["number"])
    organisation_id: int | None = insert_unless_taken(session, Organisation, row)
    if organisation_id is None:
        _refuse_taken(session, str(row["code"]), row["number"])
        raise AlreadyExists(what="organisation", name=str(row["code"]))
    return organisation_id


def _found(
    session: Session, organisation_id: int, day: date, known_at: datetime | None
) -> tuple[Organisation, OrganisationVersion | None]:
    """The head, and the version that holds; what was not registered by then was not known."""
    head = session.get(Organisation, organisation_id)
    now = None if head is None else version_on(session, OrganisationVersion, organisation_id, day, known_at)
    if head is None or (now is None and known_at is not None):
        raise NotFound(what="organisation", name=str(organisation_id))
    return head, now


def _told(head: Organisation, now: OrganisationVersion | None, accounts: PayeeAccounts) -> OrganisationInfo:
    """The head's own facts hold where no version was known."""
    return OrganisationInfo(
        id=head.id,
        code=head.code,
        name=head.name if now is None else now.name,
        kind=OrganisationKind(head.kind if now is None else now.kind),
        number=head.number,
        bankgiro=accounts.bankgiro,
        plusgiro=accounts.plusgiro,
        bank_account=accounts.bank_account,
        municipality_code=None if now is None else now.municipality_code,
        town="" if now is None else now.town,
        country=SWEDEN if now is None else now.country,
    )


def _facts(info: OrganisationInfo) -> dict[str, str | None]:
    return {
        "name": info.name,
        "kind": info.kind.value,
        "municipality_code": info.municipality_code,
        "town": info.town,
        "country": info.country,
    }


def _changed(was: OrganisationInfo, change: OrganisationChange) -> dict[str, str | None]:
    """The facts of an organisation after a change, in their one form."""
    kind = was.kind if change.kind is None else change.kind
    code = was.municipality_code if change.municipality_code is None else change.municipality_code
    return {
        "name": was.name if change.name is None else require_text("Namn", change.name),
        "kind": kind.value,
        "municipality_code": _seat(kind, was.code, code),
        "town": was.town if change.town is None else " ".join(change.town.split()),
        "country": was.country if change.country is None else country_code(change.country),
    }


def _seat(kind: OrganisationKind, code: str, given: str | None) -> str | None:
    """The code of the municipality an organisation has its seat in, which for a municipality is its own."""
    if kind is OrganisationKind.MUNICIPALITY:
        return municipality_code(code)
    return municipality_code(given) if given else None
