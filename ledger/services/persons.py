"""Who acts in the books, and whose right it is to attest what, up to how much and when."""

from datetime import date

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ledger.balances import lock_book, pot_ref
from ledger.db.organisations import AttestRight, Person
from ledger.domain.attests import Step
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import ActorMissing, AlreadyExists, NotFound
from ledger.money import Ore
from ledger.services.audit import write_audit
from ledger.services.inputs import require_not_before, require_text
from ledger.services.organisations import require_some_book


def register_person(session: Session, *, actor: int | None, scope: Scope, login: str, title: str) -> int:
    """Register a person and answer with the id; without an actor, the installation's first, who registers itself.

    Raises `ActorMissing` when there is somebody already, `AlreadyExists`, `TextMissing`, and `NotFound` out of scope.
    """
    require_some_book(scope)
    row = {"login": require_text("Inloggning", login), "title": require_text("Titel", title)}
    if actor is None and session.execute(select(func.count()).select_from(Person)).scalar_one() > 0:
        raise ActorMissing
    if session.execute(select(Person.id).where(Person.login == row["login"])).first() is not None:
        raise AlreadyExists(what="person", name=row["login"])
    person_id = session.execute(insert(Person).values(**row).returning(Person.id)).scalar_one()
    by = person_id if actor is None else actor
    write_audit(session, actor=by, book_id=None, verb="register", what="person", what_id=person_id)
    return person_id


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
    if session.execute(select(Person.id).where(Person.id == person_id)).first() is None:
        raise NotFound(what="person", name=str(person_id))
    if valid_to is not None:
        require_not_before("Sista dagen", valid_to, "första dagen", valid_from)
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
    write_audit(session, actor=actor, book_id=book_id, verb="grant", what="attest_right", what_id=right_id, **row)
    return right_id
