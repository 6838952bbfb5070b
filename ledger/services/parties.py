"""The parties of an agreement: who has signed it, and the principals whose money it is, between two days."""

from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.agreements import Agreement
from ledger.db.in_force import last_versions
from ledger.db.parties import AgreementParty, AgreementPartyVersion
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.services.agreements import require_agreement
from ledger.services.audit import write_audit
from ledger.services.organisations import name_and_kind
from ledger.services.versions import begin, end, refuse_overlap, require_days


class PartyRole(StrEnum):
    """An organisation's part in an agreement: it has signed it, or is one of the principals (huvudmän)."""

    SIGNATORY = "signatory"
    PRINCIPAL = "principal"


PARTY_NAMES: Final = {PartyRole.SIGNATORY: "undertecknare", PartyRole.PRINCIPAL: "huvudman"}


def add_party(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    agreement_id: int,
    organisation_id: int,
    role: PartyRole,
    valid_from: date,
    valid_to: date | None = None,
) -> int:
    """Make an organisation a party between two days (None: until further notice), and answer with the part's id.

    Raises `PeriodOverlaps` beside the same part, `DateBefore`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_agreement(session, book_id, agreement_id)
    require_days(valid_from, valid_to)
    row = {"agreement_id": agreement_id, "organisation_id": organisation_id, "role": role.value}
    name, _kind = name_and_kind(session, organisation_id, valid_from)
    version = last_versions(AgreementPartyVersion)
    earlier = (
        select(version)
        .join(AgreementParty, AgreementParty.id == version.of_id)
        .filter_by(**row)
        .order_by(version.of_id)
    )
    told = f"{name} som {PARTY_NAMES[role]}"
    refuse_overlap(session.scalars(earlier), what=told, valid_from=valid_from, valid_to=valid_to)
    party_id: int = session.execute(insert(AgreementParty).values(**row).returning(AgreementParty.id)).scalar_one()
    begin(session, AgreementPartyVersion, of_id=party_id, actor=actor, valid_from=valid_from, valid_to=valid_to)
    write_audit(session, actor=actor, book_id=book_id, verb="add", what="party", what_id=party_id, **row)
    return party_id


def end_party(
    session: Session, *, actor: int, scope: Scope, book_id: int, party_id: int, last_day: date, reason: str
) -> int:
    """End an organisation's part after its last day, and answer with the version's number.

    Raises `EndsEarlier`, `DateBefore`, `ReasonMissing`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    query = (
        select(AgreementParty)
        .join(Agreement, Agreement.id == AgreementParty.agreement_id)
        .where(AgreementParty.id == party_id, Agreement.book_id == book_id)
    )
    party = session.execute(query).scalar_one_or_none()
    if party is None:
        raise NotFound(what="part", name=str(party_id))
    name, _kind = name_and_kind(session, party.organisation_id, last_day)
    told = f"{name} som {PARTY_NAMES[PartyRole(party.role)]}"
    no = end(session, AgreementPartyVersion, of_id=party_id, actor=actor, last_day=last_day, reason=reason, what=told)
    write_audit(
        session, actor=actor, book_id=book_id, verb="end", what="party", what_id=party_id, no=no, last_day=last_day
    )
    return no
