"""What belongs to a decision beside its text: its distribution list, and the recommendations it followed."""

from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import lock_book
from ledger.db.decision_links import DecisionFollows, DecisionReceiver
from ledger.db.decisions import Body, Decision
from ledger.db.in_force import fact_on
from ledger.db.registers import BodyVersion
from ledger.domain.scope import Scope
from ledger.errors import AlreadyExists, DecisionIsRecommendation, DecisionNotRecommendation, NotFound
from ledger.services.audit import write_audit
from ledger.services.decisions import DecisionKind
from ledger.services.inputs import require_not_before, require_text
from ledger.services.organisations import name_and_kind


def add_receiver(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    decision_id: int,
    name: str | None = None,
    organisation_id: int | None = None,
) -> int:
    """Put a receiver on a decision's distribution list: by name, or an organisation of the register by its own.

    Answers with the receiver's id. Raises `TextMissing`, `AlreadyExists` for one that is on the list, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    _named(session, book_id, decision_id)
    registered = None if organisation_id is None else name_and_kind(session, organisation_id, clock.today())[0]
    told = require_text("Mottagare", name or registered or "")
    query = select(DecisionReceiver.id).filter_by(decision_id=decision_id, name=told)
    if session.execute(query).first() is not None:
        raise AlreadyExists(what="mottagare", name=told)
    row = {"decision_id": decision_id, "name": told, "organisation_id": organisation_id}
    receiver_id: int = session.execute(
        insert(DecisionReceiver).values(**row, recorded_at=clock.now(), actor_id=actor).returning(DecisionReceiver.id)
    ).scalar_one()
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="add",
        what="decision_receiver",
        what_id=receiver_id,
        decision_id=decision_id,
        organisation_id=organisation_id,
    )
    return receiver_id


def follow_recommendation(
    session: Session, *, actor: int, scope: Scope, book_id: int, decision_id: int, recommendation_id: int
) -> None:
    """Say that a decision followed on a recommendation; it moves no more money for that.

    Raises `DecisionIsRecommendation` for a recommendation that would follow, `DecisionNotRecommendation` for a decision
    that would be followed, `DateBefore` for a decision taken before it was recommended, `AlreadyExists`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    kind, name, decided_on = _named(session, book_id, decision_id)
    advised, advice, advised_on = _named(session, book_id, recommendation_id)
    if kind is not DecisionKind.DECISION:
        raise DecisionIsRecommendation(decision=name)
    if advised is not DecisionKind.RECOMMENDATION:
        raise DecisionNotRecommendation(decision=advice)
    require_not_before("Beslutsdag", decided_on, "dagen för rekommendationen,", advised_on)
    link = {"decision_id": decision_id, "recommendation_id": recommendation_id}
    if session.execute(select(DecisionFollows.decision_id).filter_by(**link)).first() is not None:
        raise AlreadyExists(what="länken till", name=advice)
    session.execute(insert(DecisionFollows).values(**link, recorded_at=clock.now(), actor_id=actor))
    write_audit(session, actor=actor, book_id=book_id, verb="follow", what="decision", what_id=decision_id, **link)


def _named(session: Session, book_id: int, decision_id: int) -> tuple[DecisionKind, str, date]:
    """The kind of a decision, its name with the body's name of its day, and the day; raises `NotFound`."""
    body = fact_on(BodyVersion.name, Body.id, Body.name, Decision.decided_on)
    query = (
        select(Decision.kind, body, Decision.decided_on, Decision.paragraph)
        .join(Body, Body.id == Decision.body_id)
        .where(Decision.id == decision_id, Decision.book_id == book_id)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(what="beslut", name=str(decision_id))
    kind, name, decided_on, paragraph = found
    return DecisionKind(kind), f"{name} {decided_on} {paragraph}", decided_on
