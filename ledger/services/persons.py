"""Who acts in the books, and whose right it is to attest what, up to how much and when."""

from datetime import date, datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ledger.balances import lock_book, pot_ref
from ledger.db.claiming import insert_unless_taken
from ledger.db.in_force import fact_on
from ledger.db.organisations import AttestRight, Person
from ledger.db.registers import AttestRightVersion, PersonVersion
from ledger.db.versions import FROM_THE_FIRST
from ledger.domain.attests import STEP_NAMES, Step
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import ActorMissing, AlreadyExists, NotFound, NothingChanged
from ledger.money import Ore
from ledger.services.audit import write_audit
from ledger.services.inputs import require_text
from ledger.services.versions import add_version, begin, end, lock_head, require_days


def register_person(session: Session, *, actor: int | None, scope: Scope, login: str, title: str) -> int:
    """Register a person and answer with the id; without an actor, the installation's first, who registers itself.

    Raises `ActorMissing` when there is somebody already, `AlreadyExists`, `TextMissing`, and `NotFound` out of scope.
    """
    scope.require_some_book()
    row = {"login": require_text("Inloggning", login), "title": require_text("Titel", title)}
    if actor is None and session.execute(select(func.count()).select_from(Person)).scalar_one() > 0:
        raise ActorMissing
    taken = session.execute(select(Person.id).where(Person.login == row["login"])).first() is not None
    person_id: int | None = None if taken else insert_unless_taken(session, Person, row)
    if person_id is None:
        raise AlreadyExists(what="person", name=row["login"])
    by = person_id if actor is None else actor
    add_version(session, PersonVersion, of_id=person_id, actor=by, valid_from=FROM_THE_FIRST, title=row["title"])
    write_audit(session, actor=by, book_id=None, verb="register", what="person", what_id=person_id)
    return person_id


def change_title(session: Session, *, actor: int, scope: Scope, person_id: int, title: str, valid_from: date) -> int:
    """Give a person another title from a day on, and answer with the version's number.

    Raises `TextMissing`, `NothingChanged`, and `NotFound` also out of scope.
    """
    scope.require_some_book()
    lock_head(session, Person, person_id)
    new_title = require_text("Titel", title)
    if title_on(session, person_id, valid_from) == new_title:
        raise NothingChanged(what=f"titeln {new_title}", day=valid_from)
    no = add_version(session, PersonVersion, of_id=person_id, actor=actor, valid_from=valid_from, title=new_title)
    write_audit(
        session,
        actor=actor,
        book_id=None,
        verb="change_title",
        what="person",
        what_id=person_id,
        no=no,
        valid_from=valid_from,
    )
    return no


def title_on(session: Session, person_id: int, day: date, known_at: datetime | None = None) -> str:
    """A person's title on a day, as it was known at a moment (None: now); raises `NotFound`."""
    title = fact_on(PersonVersion.title, Person.id, Person.title, day, known_at)
    found = session.execute(select(title).where(Person.id == person_id)).scalar_one_or_none()
    if found is None:
        raise NotFound(what="person", name=str(person_id))
    return found


def require_person(session: Session, person_id: int) -> None:
    """Raise `NotFound` unless there is a person of that id."""
    if session.execute(select(Person.id).where(Person.id == person_id)).first() is None:
        raise NotFound(what="person", name=str(person_id))


def find_person(session: Session, login: str) -> int:
    """The id of the person of that login; raises `NotFound`."""
    person_id = session.execute(select(Person.id).where(Person.login == login)).scalar_one_or_none()
    if person_id is None:
        raise NotFound(what="person", name=login)
    return person_id


def grant_attest_right(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    person_id: int,
    pot_id: int,
    step: Step,
    limit_ore: Ore | None,
    valid_from: date,
    valid_to: date | None = None,
) -> int:
    """Give a person the right to one step over a pot and all under it; None is no limit, and until further notice.

    Answers with the right's id. Raises `AmountNotPositive` for the limit, `DateBefore`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    pot_ref(session, book_id, pot_id)
    require_person(session, person_id)
    require_days(valid_from, valid_to)
    row = {
        "person_id": person_id,
        "pot_id": pot_id,
        "step": step.value,
        "limit_ore": None if limit_ore is None else positive(limit_ore, "Beloppsgränsen"),
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    right_id = session.execute(
        insert(AttestRight).values(book_id=book_id, **row).returning(AttestRight.id)
    ).scalar_one()
    begin(session, AttestRightVersion, of_id=right_id, actor=actor, valid_from=valid_from, valid_to=valid_to)
    write_audit(session, actor=actor, book_id=book_id, verb="grant", what="attest_right", what_id=right_id, **row)
    return right_id


def end_attest_right(
    session: Session, *, actor: int, scope: Scope, book_id: int, right_id: int, last_day: date, reason: str
) -> int:
    """End a right to attest after its last day, and answer with the version's number; attests taken by then stand.

    Raises `EndsEarlier`, `DateBefore`, `ReasonMissing`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    query = select(AttestRight.step).where(AttestRight.id == right_id, AttestRight.book_id == book_id)
    step = session.execute(query).scalar_one_or_none()
    if step is None:
        raise NotFound(what="attesträtt", name=str(right_id))
    told = f"rätten att {STEP_NAMES[Step(step)]}"
    no = end(session, AttestRightVersion, of_id=right_id, actor=actor, last_day=last_day, reason=reason, what=told)
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="end",
        what="attest_right",
        what_id=right_id,
        no=no,
        last_day=last_day,
    )
    return no
