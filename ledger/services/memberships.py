"""Memberships: which organisation is in which, of what kind and between which days; one may be in several."""

from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from ledger.db.in_force import last_versions
from ledger.db.organisations import Organisation
from ledger.db.registers import Membership, MembershipVersion
from ledger.domain.scope import Scope
from ledger.errors import MembershipWrongGroup, NotFound
from ledger.services.audit import write_audit
from ledger.services.organisations import OrganisationKind, name_and_kind
from ledger.services.versions import begin, end, lock_head, refuse_overlap, require_days


class MembershipKind(StrEnum):
    """The kinds of membership; an adjunct takes part without being a member (Varberg in Boråsregionen)."""

    MUNICIPAL_ASSOCIATION = "municipal_association"
    CARE_AREA = "care_area"
    ADJUNCT = "adjunct"


GROUPS: Final[dict[MembershipKind, frozenset[OrganisationKind]]] = {
    MembershipKind.MUNICIPAL_ASSOCIATION: frozenset({OrganisationKind.ASSOCIATION}),
    MembershipKind.CARE_AREA: frozenset({OrganisationKind.CARE_COLLABORATION}),
    MembershipKind.ADJUNCT: frozenset({OrganisationKind.ASSOCIATION, OrganisationKind.CARE_COLLABORATION}),
}
"""What a group has to be for each kind: DOMAIN §3."""

_WANTED: Final = {
    MembershipKind.MUNICIPAL_ASSOCIATION: "ett annat kommunalförbund",
    MembershipKind.CARE_AREA: "ett annat vårdsamverkansområde",
    MembershipKind.ADJUNCT: "ett annat kommunalförbund eller vårdsamverkansområde",
}

_LAST: Final = last_versions(MembershipVersion)
_EARLIER: Final = (
    select(_LAST)
    .join(Membership, Membership.id == _LAST.of_id)
    .where(
        *(column == bindparam(column.key) for column in (Membership.member_id, Membership.group_id, Membership.kind))
    )
    .order_by(_LAST.of_id)
)
"""The same memberships before, with their days; made once: making it costs several times what running it does."""


def join_membership(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    member_id: int,
    group_id: int,
    kind: MembershipKind,
    valid_from: date,
    valid_to: date | None = None,
) -> int:
    """Make an organisation a member of another between two days (None: until further notice); gives the id.

    Raises `MembershipWrongGroup` for a group that has no such members or is the member itself, `PeriodOverlaps` beside
    one of the same kind in the same group, `DateBefore`, and `NotFound` also out of scope.
    """
    scope.require_some_book()
    require_days(valid_from, valid_to)
    lock_head(session, Organisation, member_id)
    member, _kind = name_and_kind(session, member_id, valid_from)
    group, group_kind = name_and_kind(session, group_id, valid_from)
    if member_id == group_id or group_kind not in GROUPS[kind]:
        raise MembershipWrongGroup(member=member, group=group, wanted=_WANTED[kind])
    row = {"member_id": member_id, "group_id": group_id, "kind": kind.value}
    told = f"medlemskapet för {member} i {group}"
    refuse_overlap(session.scalars(_EARLIER, row), what=told, valid_from=valid_from, valid_to=valid_to)
    membership_id: int = session.execute(insert(Membership).values(**row).returning(Membership.id)).scalar_one()
    begin(session, MembershipVersion, of_id=membership_id, actor=actor, valid_from=valid_from, valid_to=valid_to)
    write_audit(
        session,
        actor=actor,
        book_id=None,
        verb="join",
        what="membership",
        what_id=membership_id,
        valid_from=valid_from,
        valid_to=valid_to,
        **row,
    )
    return membership_id


def end_membership(
    session: Session, *, actor: int, scope: Scope, membership_id: int, last_day: date, reason: str
) -> int:
    """End a membership after its last day, and answer with the version's number.

    Raises `EndsEarlier`, `DateBefore`, `ReasonMissing`, and `NotFound` also out of scope.
    """
    scope.require_some_book()
    membership = session.get(Membership, membership_id)
    if membership is None:
        raise NotFound(what="medlemskap", name=str(membership_id))
    lock_head(session, Organisation, membership.member_id)
    told = f"medlemskapet i {name_and_kind(session, membership.group_id, last_day)[0]}"
    no = end(session, MembershipVersion, of_id=membership_id, actor=actor, last_day=last_day, reason=reason, what=told)
    write_audit(
        session,
        actor=actor,
        book_id=None,
        verb="end",
        what="membership",
        what_id=membership_id,
        no=no,
        last_day=last_day,
    )
    return no
