"""Memberships read in: which municipality is in which association or care area, and between which days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.in_force import last_versions
from ledger.db.registers import Membership, MembershipVersion
from ledger.imports.forms import CODE, DAY, choice
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.registers import Fact, Ids, Register, until
from ledger.imports.rows import Desk
from ledger.services.memberships import MembershipKind, end_membership, join_membership
from ledger.services.organisations import find_organisation

KINDS: Final = {
    "kommunalförbund": MembershipKind.MUNICIPAL_ASSOCIATION,
    "vårdsamverkan": MembershipKind.CARE_AREA,
    "adjungerad": MembershipKind.ADJUNCT,
}
_WORDS: Final = {kind: word for word, kind in KINDS.items()}


@dataclass(frozen=True)
class MembershipRow:
    """One row: who is in what, by their codes."""

    member: str
    group: str
    kind: MembershipKind
    valid_from: date
    valid_to: date | None


def _write(session: Session, desk: Desk, row: MembershipRow, ids: Ids) -> Sequence[Fact]:
    """Begin or end the membership, or leave it as it is."""
    known = _known(session, row, ids)
    if known is not None and known.valid_to == row.valid_to:
        return ()
    if known is not None and row.valid_to is not None:
        end_membership(
            session,
            actor=desk.actor,
            scope=desk.scope,
            membership_id=known.of_id,
            last_day=row.valid_to,
            reason=desk.reason,
        )
        return [("till", until(known.valid_to), until(row.valid_to))]
    join_membership(
        session,
        actor=desk.actor,
        scope=desk.scope,
        member_id=ids["member"],
        group_id=ids["group"],
        kind=row.kind,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
    return [("nytt medlemskap", "", f"{_WORDS[row.kind]}, {row.valid_from} {until(row.valid_to)}")]


def _known(session: Session, row: MembershipRow, ids: Ids) -> MembershipVersion | None:
    """The membership that begins the same day, as it stands."""
    version = last_versions(MembershipVersion)
    same = {"member_id": ids["member"], "group_id": ids["group"], "kind": row.kind.value}
    query = (
        select(version)
        .join(Membership, Membership.id == version.of_id)
        .filter_by(**same)
        .where(version.valid_from == row.valid_from)
        .order_by(version.of_id)
    )
    return session.scalars(query).first()


REGISTER: Final = Register[MembershipRow](
    key=lambda row: (row.member, row.group, row.kind, row.valid_from),
    told=lambda row: f"{row.member} i {row.group}",
    known_as=lambda row: f"medlemskapet för {row.member} i {row.group}",
    finders={
        "member": lambda session, _, row: find_organisation(session, row.member).id,
        "group": lambda session, _, row: find_organisation(session, row.group).id,
    },
    write=_write,
)

MEMBERSHIPS: Final = ImportKind(
    name="medlemskap",
    title="Medlemskap",
    about="Vilka kommuner som ingår i vilka kommunalförbund och vårdsamverkansområden, och när. "
    "Organisationerna ska finnas i registret. Samma rad med en sista dag avslutar medlemskapet.",
    columns=(
        Column("medlem", "member", CODE, "Medlemmens kod i registret.", "1495"),
        Column("grupp", "group", CODE, "Kommunalförbundets eller områdets kod i registret.", "SK"),
        Column("slag", "kind", choice(KINDS), "Vad medlemskapet är.", "kommunalförbund"),
        Column("från", "valid_from", DAY, "Första dagen.", "2007-01-01"),
        Column("till", "valid_to", DAY, "Sista dagen. Tom betyder tills vidare.", "", required=False),
    ),
    row=MembershipRow,
    write=REGISTER.write_rows,
    commands=("membership.join", "membership.end"),
)
