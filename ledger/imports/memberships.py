"""Memberships read in: which municipality is in which association or care area, and between which days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.in_force import last_versions
from ledger.db.registers import Membership, MembershipVersion
from ledger.errors import ImportRowTwice
from ledger.imports.forms import CODE, DAY, choice
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.outcome import Effect, Outcome
from ledger.imports.rows import Desk, Placed
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


def write_memberships(session: Session, desk: Desk, rows: Sequence[Placed[MembershipRow]]) -> Outcome:
    """Begin or end each membership, or leave it as it is."""
    outcome = Outcome()
    first: dict[tuple[str, str, MembershipKind, date], int] = {}
    for placed in rows:
        row = placed.row
        key = row.member, row.group, row.kind, row.valid_from
        ids: dict[str, int] = {}
        with outcome.collecting(session, placed, "member"):
            ids["member"] = find_organisation(session, row.member).id
        with outcome.collecting(session, placed, "group"):
            ids["group"] = find_organisation(session, row.group).id
        if len(ids) < 2:
            continue
        with outcome.collecting(session, placed):
            if first.setdefault(key, placed.no) != placed.no:
                raise ImportRowTwice(what=f"medlemskapet för {row.member} i {row.group}", first_row=first[key])
            _write(session, desk, placed, outcome, member_id=ids["member"], group_id=ids["group"])
    return outcome


def _write(
    session: Session, desk: Desk, placed: Placed[MembershipRow], outcome: Outcome, *, member_id: int, group_id: int
) -> None:
    row = placed.row
    known = _known(session, row, member_id, group_id)
    if known is not None and known.valid_to == row.valid_to:
        outcome.same += 1
        return
    if known is not None and row.valid_to is not None:
        end_membership(
            session,
            actor=desk.actor,
            scope=desk.scope,
            membership_id=known.of_id,
            last_day=row.valid_to,
            reason=f"Inläst ur {desk.file}",
        )
        outcome.effects.append(_effect(placed, "till", _until(known.valid_to), _until(row.valid_to)))
        return
    join_membership(
        session,
        actor=desk.actor,
        scope=desk.scope,
        member_id=member_id,
        group_id=group_id,
        kind=row.kind,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
    told = f"{_WORDS[row.kind]}, {row.valid_from} {_until(row.valid_to)}"
    outcome.effects.append(_effect(placed, "nytt medlemskap", "", told))


def _known(session: Session, row: MembershipRow, member_id: int, group_id: int) -> MembershipVersion | None:
    """The membership that begins the same day, as it stands."""
    version = last_versions(MembershipVersion)
    same = {"member_id": member_id, "group_id": group_id, "kind": row.kind.value}
    query = (
        select(version)
        .join(Membership, Membership.id == version.of_id)
        .filter_by(**same)
        .where(version.valid_from == row.valid_from)
        .order_by(version.of_id)
    )
    return session.scalars(query).first()


def _effect(placed: Placed[MembershipRow], fact: str, before: str, after: str) -> Effect:
    return Effect(placed.no, f"{placed.row.member} i {placed.row.group}", fact, before, after)


def _until(day: date | None) -> str:
    return "tills vidare" if day is None else f"till {day}"


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
    write=write_memberships,
    commands=("membership.join", "membership.end"),
)
