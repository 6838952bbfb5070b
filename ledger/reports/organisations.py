"""The register of organisations on a day, as it was known at a moment: what each was, its accounts, its memberships."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ledger.db.in_force import holds_on, last_versions, payee_accounts_on, versions_on
from ledger.db.organisations import Organisation, Person
from ledger.db.registers import Membership, MembershipVersion, OrganisationVersion
from ledger.db.versions import FROM_THE_FIRST
from ledger.domain.payees import PayeeAccounts
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.reports.moments import require_past


@dataclass(frozen=True)
class MembershipRow:
    """One membership that holds on the day, by the group's code and name of that day."""

    kind: str
    group: str
    group_name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation as it was; its number may be a personal number and is kept out of `repr`."""

    code: str
    name: str
    kind: str
    number: str | None = field(repr=False)
    accounts: PayeeAccounts
    municipality_code: str | None
    town: str
    country: str
    memberships: tuple[MembershipRow, ...]


@dataclass(frozen=True)
class OrganisationVersionRow:
    """One version of an organisation; `valid_from` is None for what it was registered with."""

    no: int
    name: str
    kind: str
    municipality_code: str | None
    town: str
    country: str
    valid_from: date | None
    recorded_at: datetime
    recorded_by: str


def organisations(
    session: Session, *, scope: Scope, as_of: date, known_at: datetime | None = None
) -> tuple[OrganisationRow, ...]:
    """The organisations that were known, in order of code; raises `MomentInFuture`, and `NotFound` out of scope."""
    scope.require_some_book()
    require_past(known_at)
    version = versions_on(OrganisationVersion, as_of, known_at)
    query = (
        select(Organisation, version)
        .join(version, version.of_id == Organisation.id)
        .order_by(Organisation.code, Organisation.id)
    )
    accounts = _accounts(session, as_of, known_at)
    memberships = _memberships(session, as_of, known_at)
    return tuple(
        OrganisationRow(
            code=head.code,
            name=now.name,
            kind=now.kind,
            number=head.number,
            accounts=PayeeAccounts(
                **{"bankgiro": head.bankgiro, "plusgiro": head.plusgiro, **accounts.get(head.id, {})}
            ),
            municipality_code=now.municipality_code,
            town=now.town,
            country=now.country,
            memberships=tuple(memberships.get(head.id, ())),
        )
        for head, now in session.execute(query)
    )


def organisation_history(
    session: Session, *, scope: Scope, code: str, known_at: datetime | None = None
) -> tuple[OrganisationVersionRow, ...]:
    """Every version of an organisation that was known, as recorded; raises `MomentInFuture` and `NotFound`."""
    scope.require_some_book()
    require_past(known_at)
    query = (
        select(OrganisationVersion, Person.login)
        .join(Organisation, Organisation.id == OrganisationVersion.of_id)
        .join(Person, Person.id == OrganisationVersion.actor_id)
        .where(Organisation.code == code)
        .order_by(OrganisationVersion.no)
    )
    if known_at is not None:
        query = query.where(OrganisationVersion.recorded_at <= known_at)
    rows = tuple(_version(found, login) for found, login in session.execute(query))
    if not rows:
        raise NotFound(what="organisation", name=code)
    return rows


def _version(found: OrganisationVersion, login: str) -> OrganisationVersionRow:
    return OrganisationVersionRow(
        no=found.no,
        name=found.name,
        kind=found.kind,
        municipality_code=found.municipality_code,
        town=found.town,
        country=found.country,
        valid_from=None if found.valid_from == FROM_THE_FIRST else found.valid_from,
        recorded_at=found.recorded_at,
        recorded_by=login,
    )


def _accounts(session: Session, as_of: date, known_at: datetime | None) -> dict[int, dict[str, str | None]]:
    """The confirmed changes of numbers by organisation and kind."""
    account = payee_accounts_on(as_of, known_at)
    changed: dict[int, dict[str, str | None]] = {}
    query = select(account.of_id, account.kind, account.number).order_by(account.of_id, account.kind)
    for of_id, kind, number in session.execute(query):
        changed.setdefault(of_id, {})[kind] = number
    return changed


def _memberships(session: Session, as_of: date, known_at: datetime | None) -> dict[int, list[MembershipRow]]:
    """The memberships that hold on the day, by member, in order of kind and group."""
    version = last_versions(MembershipVersion, known_at)
    named = versions_on(OrganisationVersion, as_of, known_at)
    group = aliased(Organisation)
    query = (
        select(Membership, group.code, named.name, version.valid_from, version.valid_to)
        .join(version, version.of_id == Membership.id)
        .join(group, group.id == Membership.group_id)
        .join(named, named.of_id == Membership.group_id)
        .where(holds_on(version, as_of))
        .order_by(Membership.kind, group.code, Membership.id)
    )
    rows: dict[int, list[MembershipRow]] = {}
    for membership, code, name, valid_from, valid_to in session.execute(query):
        row = MembershipRow(membership.kind, code, name, valid_from, valid_to)
        rows.setdefault(membership.member_id, []).append(row)
    return rows
