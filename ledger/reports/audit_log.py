"""The audit log of a book: who did what and when, the newest first, a page at a time or streamed.

It is append-only, and pages are told by the id of their first or last row: what is written while somebody reads moves
nothing. What belongs to no book (docs/decisions.md) is shown where the person it is about has ever had a role: what is
a person's own by that person, and what is done to the registers that all books share by who did it.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from ledger import clock
from ledger.db.access import ApiToken
from ledger.db.audit import Audit
from ledger.db.documents import Document
from ledger.db.in_force import fact_on
from ledger.db.organisations import AttestRight, Organisation, Person
from ledger.db.registers import PersonRole, PersonVersion
from ledger.domain.scope import Scope
from ledger.errors import DateOutOfRange, NotFound
from ledger.reports.audit_words import THINGS, VERBS
from ledger.reports.books import get_book

PAGE: Final = 100
"""Rows on a page."""
ROWS_AT_A_TIME: Final = 1_000

OF_PERSONS: Final = ("person", "one_time_codes", "identity")
"""What is a person's own, by the person's id; a session is its actor's."""
_OF_ORGANISATIONS: Final = ("organisation", "payee_account")
_DAYS: Final = (date(1900, 1, 1), date(9000, 1, 1))
"""Days are read as moments between these: the log has nothing outside, and a zone's offset can be taken from them."""

_Rows: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Chosen:
    """Which rows are asked for: of days in Swedish time, both included, by a login, and of a kind; None is all."""

    from_: date | None = None
    to: date | None = None
    actor: str | None = None
    what: str | None = None
    verb: str | None = None


ALL: Final = Chosen()


@dataclass(frozen=True)
class Logged:
    """One thing that was done: by whom (with the title of today), to what, and its facts as canonical JSON.

    `concerns` is a document's number, an organisation's code, a role or a step of attest; `person` the login of the
    person whose it was, where it was a person's.
    """

    id: int
    recorded_at: datetime
    actor_id: int
    actor: str
    title: str
    verb: str
    what: str
    what_id: int | None
    concerns: str | None
    person: str | None
    facts: str


@dataclass(frozen=True)
class LogPage:
    """A page of the log, the newest first; `older` and `newer` are the ids to turn it by, None where there is none."""

    rows: tuple[Logged, ...]
    older: int | None
    newer: int | None


def audit_page(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    chosen: Chosen = ALL,
    before: int | None = None,
    after: int | None = None,
) -> LogPage:
    """The `PAGE` newest rows, of those older than the id `before`; or the next ones newer than the id `after`.

    Raises `NotFound` also for a kind of thing or of deed there is none of, and `DateOutOfRange` for days in the wrong
    order.
    """
    query = _asked(session, scope, book_id, chosen)
    forward = after is not None and before is None
    order = Audit.id.asc() if forward else Audit.id.desc()
    found = session.execute(query.where(*_between(before, after)).order_by(order).limit(PAGE + 1)).all()
    rows = tuple(Logged(*row) for row in (reversed(found[:PAGE]) if forward else found[:PAGE]))
    if not rows:
        return LogPage((), None, None)
    first, last, more = rows[0].id, rows[-1].id, len(found) > PAGE
    behind = Audit.id < last if forward else Audit.id > first
    others = session.execute(query.where(behind).limit(1).with_only_columns(Audit.id)).first() is not None
    older, newer = (others, more) if forward else (more, others)
    return LogPage(rows, last if older else None, first if newer else None)


def audit_rows(session: Session, *, scope: Scope, book_id: int, chosen: Chosen = ALL) -> Iterator[Logged]:
    """All rows that are asked for, the newest first, read a part at a time while they are walked through.

    Raises at once what `audit_page` raises.
    """
    return _streamed(session, _asked(session, scope, book_id, chosen).order_by(Audit.id.desc()))


def _streamed(session: Session, query: _Rows) -> Iterator[Logged]:
    with session.execute(query, execution_options={"yield_per": ROWS_AT_A_TIME}) as rows:
        for row in rows:
            yield Logged(*row)


def _asked(session: Session, scope: Scope, book_id: int, chosen: Chosen) -> _Rows:
    scope.require_book(book_id)
    get_book(session, scope=scope, book_id=book_id)
    return _rows(book_id).where(_of_book(book_id), *_conditions(chosen))


def _rows(book_id: int) -> _Rows:
    """The rows with whom and what they name, each found by its key."""
    subject = aliased(Person)
    title = fact_on(PersonVersion.title, Audit.actor_id, Person.title, clock.today())
    return (
        select(
            Audit.id,
            Audit.recorded_at,
            Audit.actor_id,
            Person.login,
            title,
            Audit.verb,
            Audit.what,
            Audit.what_id,
            func.coalesce(Document.number, PersonRole.role, AttestRight.step, ApiToken.role, Organisation.code),
            subject.login,
            Audit.facts,
        )
        .join(Person, Person.id == Audit.actor_id)
        .outerjoin(
            Document,
            (Document.id == Audit.what_id) & (Document.kind == Audit.what) & (Document.book_id == book_id),
        )
        .outerjoin(PersonRole, (PersonRole.id == Audit.what_id) & (Audit.what == "role"))
        .outerjoin(AttestRight, (AttestRight.id == Audit.what_id) & (Audit.what == "attest_right"))
        .outerjoin(ApiToken, (ApiToken.id == Audit.what_id) & (Audit.what == "api_token"))
        .outerjoin(Organisation, (Organisation.id == Audit.what_id) & Audit.what.in_(_OF_ORGANISATIONS))
        .outerjoin(subject, subject.id == _subject())
    )


def _subject() -> ColumnElement[int]:
    """The id of the person whose it was."""
    own = case((Audit.what.in_(OF_PERSONS), Audit.what_id))
    return func.coalesce(own, PersonRole.person_id, AttestRight.person_id, ApiToken.person_id)


def _of_book(book_id: int) -> ColumnElement[bool]:
    """The book's own rows, and of those of no book what is about persons who have ever had a role in it."""
    members = select(PersonRole.person_id).where(PersonRole.book_id == book_id)
    of_persons = Audit.what.in_(OF_PERSONS)
    about = or_(and_(of_persons, Audit.what_id.in_(members)), and_(~of_persons, Audit.actor_id.in_(members)))
    return or_(Audit.book_id == book_id, and_(Audit.book_id.is_(None), about))


def _conditions(chosen: Chosen) -> Sequence[ColumnElement[bool]]:
    conditions = within_days(Audit.recorded_at, chosen.from_, chosen.to)
    if chosen.actor is not None:
        conditions.append(Person.login == chosen.actor)
    if chosen.what is not None:
        conditions.append(Audit.what == _known(chosen.what, THINGS, "slag i loggen"))
    if chosen.verb is not None:
        conditions.append(Audit.verb == _known(chosen.verb, VERBS, "åtgärd i loggen"))
    return conditions


def within_days(
    moment: InstrumentedAttribute[datetime], from_: date | None, to: date | None
) -> list[ColumnElement[bool]]:
    """That the moment is of those days in Swedish time, both included; raises `DateOutOfRange` in the wrong order."""
    if from_ is not None and to is not None and to < from_:
        raise DateOutOfRange(what="Till och med", given=to, earliest=from_, latest=None)
    conditions: list[ColumnElement[bool]] = []
    if from_ is not None:
        conditions.append(moment >= _start_of(from_))
    if to is not None:
        conditions.append(moment < _start_of(min(to, _DAYS[1]) + timedelta(days=1)))
    return conditions


def _known(code: str, words: Container[str], what: str) -> str:
    if code not in words:
        raise NotFound(what=what, name=code[:40])
    return code


def _start_of(day: date) -> datetime:
    earliest, latest = _DAYS
    return datetime.combine(min(max(day, earliest), latest), time.min, clock.STOCKHOLM).astimezone(UTC)


def _between(before: int | None, after: int | None) -> Sequence[ColumnElement[bool]]:
    older = () if before is None else (Audit.id < before,)
    return older if after is None else (*older, Audit.id > after)
