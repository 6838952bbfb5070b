"""The one way a register's history grows: the next version of a head, and the end of what begins and ends."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any, Final, TypeAlias

from sqlalchemy import Select, bindparam, func, insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.agreements import Agreement
from ledger.db.decisions import Body
from ledger.db.in_force import E, V
from ledger.db.organisations import Organisation, Person
from ledger.db.versions import Ending, Versioned
from ledger.errors import EndsEarlier, NotFound, PeriodOverlaps
from ledger.services.documents import require_reason
from ledger.services.inputs import require_not_before

Head: TypeAlias = Organisation | Person | Body | Agreement

NAMES: Final[dict[type[Head], str]] = {
    Organisation: "organisation",
    Person: "person",
    Body: "organ",
    Agreement: "överenskommelse",
}


def lock_head(session: Session, head: type[Head], head_id: int) -> None:
    """Hold a head until the transaction ends, so that its versions are numbered without races; raises `NotFound`.

    The lock is one that foreign keys to the head do not wait for.
    """
    query = select(head.id).where(head.id == head_id).with_for_update(key_share=True)
    if session.execute(query).first() is None:
        raise NotFound(what=NAMES[head], name=str(head_id))


def add_version(
    session: Session, table: type[Versioned], *, of_id: int, actor: int, valid_from: date, **facts: Any
) -> int:
    """Write the next version, under the lock of the head or of the book, and answer with its number."""
    last: int | None = session.execute(_last_no(_hashable(table)), {"whose": of_id}).scalar_one()
    no = (last or 0) + 1
    row = {"of_id": of_id, "no": no, "valid_from": valid_from, "recorded_at": clock.now(), "actor_id": actor}
    session.execute(insert(table).values(**row, **facts))
    return no


def begin(
    session: Session, table: type[Ending], *, of_id: int, actor: int, valid_from: date, valid_to: date | None
) -> None:
    """Write the first version of something that begins and ends."""
    add_version(session, table, of_id=of_id, actor=actor, valid_from=valid_from, valid_to=valid_to, reason="")


def end(
    session: Session, table: type[Ending], *, of_id: int, actor: int, last_day: date, reason: str, what: str
) -> int:
    """End something after its last day, and answer with the version's number; `what` names it in refusals.

    Raises `ReasonMissing`, `DateBefore` for a day before it begins, `EndsEarlier` when it ends by that day already.
    """
    require_reason(reason)
    now = last_version(session, table, of_id)
    require_not_before("Sista dagen", last_day, "första dagen", now.valid_from)
    if now.valid_to is not None and now.valid_to <= last_day:
        raise EndsEarlier(what=what, ends_on=now.valid_to, given=last_day)
    return add_version(
        session,
        table,
        of_id=of_id,
        actor=actor,
        valid_from=now.valid_from,
        valid_to=last_day,
        reason=reason.strip(),
    )


def version_on(session: Session, table: type[V], of_id: int, day: date, known_at: datetime | None = None) -> V | None:
    """The version of one head that holds on a day, as known at a moment (None: now): the rule of `db.in_force`."""
    begun = _begun(_hashable(table))
    query = begun if known_at is None else begun.where(table.recorded_at <= known_at)
    found: V | None = session.scalars(query, {"whose": of_id, "day": day}).first()
    return found


def last_version(session: Session, table: type[E], of_id: int) -> E:
    """The version recorded last of a head that has one."""
    query = select(table).where(table.of_id == of_id).order_by(table.no.desc()).limit(1)
    return session.execute(query).scalar_one()


def refuse_overlap(earlier: Iterable[Ending], *, what: str, valid_from: date, valid_to: date | None) -> None:
    """Refuse, with `PeriodOverlaps`, days that go into those of an earlier one of the same kind."""
    for old in earlier:
        ends_before = old.valid_to is not None and old.valid_to < valid_from
        if not ends_before and (valid_to is None or old.valid_from <= valid_to):
            raise PeriodOverlaps(
                what=what,
                valid_from=old.valid_from,
                valid_to=old.valid_to,
                given_from=valid_from,
                given_to=valid_to,
            )


def require_days(valid_from: date, valid_to: date | None) -> None:
    """Refuse, with `DateBefore`, something that would end before it begins."""
    if valid_to is not None:
        require_not_before("Sista dagen", valid_to, "första dagen", valid_from)


def _hashable(table: type[Versioned]) -> Any:
    """A table as a key to remember statements by: every class is one, which the checker doubts of these."""
    return table


# Statements are made once for each register: making one costs several times what running it does.
@cache
def _last_no(table: type[Any]) -> Select[int | None]:
    return select(func.max(table.no)).where(table.of_id == bindparam("whose"))


@cache
def _begun(table: type[Any]) -> Select[Any]:
    """The versions of one head that have begun by a day; the one that holds first, and alone."""
    return (
        select(table)
        .where(table.of_id == bindparam("whose"), table.valid_from <= bindparam("day"))
        .order_by(table.valid_from.desc(), table.no.desc())
        .limit(1)
    )
