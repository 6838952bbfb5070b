"""The registers of organisations, which books share: what each is, its memberships, and where it is paid."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from ledger.db.in_force import last_versions, payee_accounts_on, versions_on
from ledger.db.organisations import Organisation
from ledger.db.payees import PayeeAccount, PayeeAccountAnswer
from ledger.db.registers import Membership, MembershipVersion, OrganisationVersion
from ledger.domain.payees import AccountKind
from ledger.domain.scope import Scope
from ledger.reports.names import organisation_name
from ledger.reports.registers.looking import TERM, term, whole_book
from ledger.reports.standpoint import END_OF_TIME
from ledger.reports.table import Column, Table

_ID: Final = Column("id", "Id", "integer")
_NAMED: Final = (Column("organisation", "Organisation", "code"), Column("name", "Namn"))

ORGANISATIONS: Final = (
    *(_ID, Column("code", "Kod", "code"), Column("name", "Namn"), Column("kind", "Slag", "code")),
    *(Column("number", "Organisationsnummer", "code"), Column("bankgiro", "Bankgiro", "code")),
    *(Column("plusgiro", "Plusgiro", "code"), Column("bank_account", "Bankkonto", "code")),
    *(Column("municipality", "Kommun", "code"), Column("town", "Ort"), Column("country", "Land", "code")),
)
MEMBERSHIPS: Final = (
    *(
        _ID,
        Column("kind", "Slag", "code"),
        Column("member", "Medlem", "code"),
        Column("member_name", "Medlemmens namn"),
    ),
    *(Column("group", "I", "code"), Column("group_name", "Dess namn"), *TERM),
)
PAYEE_ACCOUNTS: Final = (
    *(*_NAMED, Column("no", "Nr", "integer"), Column("kind", "Slag", "code"), Column("number", "Nummer", "code")),
    *(Column("valid_from", "Från", "date"), Column("answer", "Svar", "code"), Column("in_force", "Läge")),
    Column("reason", "Varifrån numret kommer"),
)
"""The columns of the registers, which are also those of the CSV: only ever added to, at the end."""


def organisation_register(
    session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None
) -> Table:
    """The organisations that were known, as they were on the day, with the numbers they are paid to.

    Raises `NotFound` and `MomentInFuture`.
    """
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    version = versions_on(OrganisationVersion, as_of, known_at)
    query = select(Organisation, version).join(version, version.of_id == Organisation.id)
    account = payee_accounts_on(as_of, known_at)
    changed = select(account.of_id, account.kind, account.number).order_by(account.of_id, account.kind)
    numbers = {(of, kind): number for of, kind, number in session.execute(changed)}
    rows = tuple(
        (
            *(head.id, head.code, now.name, now.kind, head.number),
            numbers.get((head.id, AccountKind.BANKGIRO.value), head.bankgiro),
            numbers.get((head.id, AccountKind.PLUSGIRO.value), head.plusgiro),
            numbers.get((head.id, AccountKind.BANK_ACCOUNT.value)),
            *(now.municipality_code, now.town, now.country),
        )
        for head, now in session.execute(query.order_by(Organisation.code, Organisation.id))
    )
    return Table(at.title("Organisationer"), ORGANISATIONS, rows)


def membership_register(
    session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None
) -> Table:
    """The memberships that were known, with the days of their last versions, also those that have ended.

    Raises `NotFound` and `MomentInFuture`.
    """
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    version = last_versions(MembershipVersion, known_at)
    member, group = aliased(Organisation), aliased(Organisation)
    query = (
        select(Membership.id, Membership.kind, member.code, organisation_name(as_of, known_at, of=member))
        .add_columns(group.code, organisation_name(as_of, known_at, of=group))
        .add_columns(version.valid_from, version.valid_to, version.reason)
        .join(version, version.of_id == Membership.id)
        .join(member, member.id == Membership.member_id)
        .join(group, group.id == Membership.group_id)
        .order_by(Membership.kind, group.code, member.code, Membership.id)
    )
    rows = tuple((*named, *term(first, last, reason, as_of)) for *named, first, last, reason in session.execute(query))
    return Table(at.title("Medlemskap"), MEMBERSHIPS, rows)


def payee_account_register(
    session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None
) -> Table:
    """Every number that was proposed for an organisation to be paid to, with the answer to it, as known.

    What organisations were registered with stands in their own register. Raises `NotFound` and `MomentInFuture`.
    """
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    in_force = payee_accounts_on(as_of, known_at)
    known_by = END_OF_TIME if known_at is None else known_at
    answered = and_(
        PayeeAccountAnswer.of_id == PayeeAccount.of_id,
        PayeeAccountAnswer.no == PayeeAccount.no,
        PayeeAccountAnswer.recorded_at <= known_by,
    )
    query = (
        select(Organisation.code, organisation_name(as_of, known_at), PayeeAccount, PayeeAccountAnswer.answer)
        .add_columns(in_force.no)
        .join(Organisation, Organisation.id == PayeeAccount.of_id)
        .outerjoin(PayeeAccountAnswer, answered)
        .outerjoin(in_force, (in_force.of_id == PayeeAccount.of_id) & (in_force.no == PayeeAccount.no))
        .where(PayeeAccount.recorded_at <= known_by)
        .order_by(Organisation.code, PayeeAccount.of_id, PayeeAccount.no)
    )
    rows = tuple(
        (
            *(code, named, one.no, one.kind, one.number, one.valid_from, answer or ""),
            "Gäller" if held is not None else "Väntar på svar" if answer is None else "",
            one.reason,
        )
        for code, named, one, answer, held in session.execute(query)
    )
    return Table(at.title("Betalkonton"), PAYEE_ACCOUNTS, rows)
