"""Bodies, their mandates and what they have decided: nothing moves authority without a decision its body may take."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import Date, bindparam, insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import lock_book
from ledger.db.claiming import insert_unless_taken
from ledger.db.decisions import Body, Decision, Mandate
from ledger.db.in_force import fact_on, holds_on, last_versions
from ledger.db.pots import Pot
from ledger.db.registers import BodyVersion, MandateVersion
from ledger.db.versions import FROM_THE_FIRST
from ledger.domain.contents import decision_digest
from ledger.domain.mandates import POWER_NAMES, DecidingBody, GrantedMandate, Power, require_mandate
from ledger.domain.scope import Scope
from ledger.errors import (
    AlreadyExists,
    DecisionAfterUse,
    DecisionIsRecommendation,
    MandateAdvisoryBody,
    MandateOverlaps,
    NotFound,
    NothingChanged,
)
from ledger.services.audit import write_audit
from ledger.services.inputs import require_not_ahead, require_not_before, require_text
from ledger.services.pots import pot_info
from ledger.services.versions import add_version, begin, end, lock_head

_PARAGRAPH: Final = re.compile(r"(?:§ ?)?(\d.*)")


# Every movement of authority asks these: the statements are made once, because making them costs more than asking.
_DAY: Final = bindparam("day", type_=Date())
_NAME_THAT_DAY: Final = fact_on(BodyVersion.name, Body.id, Body.name, _DAY)
_HELD: Final = last_versions(MandateVersion)
_BODY: Final = select(_NAME_THAT_DAY, Body.advisory).where(Body.id == bindparam("body_id"))
_MANDATES: Final = (
    select(Mandate.power, Mandate.pot_id, Pot.name, _HELD.valid_from, _HELD.valid_to)
    .join(Pot, (Pot.book_id == Mandate.book_id) & (Pot.id == Mandate.pot_id))
    .join(_HELD, _HELD.of_id == Mandate.id)
    .where(Mandate.book_id == bindparam("book_id"), Mandate.body_id == bindparam("body_id"))
    .order_by(Mandate.id)
)
_ABLE: Final = (
    select(_NAME_THAT_DAY)
    .join(Mandate, Mandate.body_id == Body.id)
    .join(_HELD, _HELD.of_id == Mandate.id)
    .where(Mandate.book_id == bindparam("book_id"), holds_on(_HELD, _DAY), ~Body.advisory)
    .order_by(Body.id)
)
_ABLE_OVER: Final = _ABLE.where(
    Mandate.power == bindparam("power"), Mandate.pot_id.in_(bindparam("path", expanding=True))
)


class DecisionKind(StrEnum):
    """Whether money may move by it."""

    DECISION = "decision"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True)
class RegisteredDecision:
    """A minuted decision or recommendation; `name` is how it is told: its body, day and paragraph."""

    id: int
    digest: str
    name: str


def register_body(session: Session, *, actor: int, scope: Scope, code: str, name: str, advisory: bool) -> int:
    """Register a body and answer with its id; an advisory one may recommend only.

    Raises `AlreadyExists`, `TextMissing`, and `NotFound` out of scope.
    """
    scope.require_some_book()
    row = {"code": require_text("Kod", code), "name": require_text("Namn", name), "advisory": advisory}
    taken = session.execute(select(Body.id).where(Body.code == row["code"])).first() is not None
    body_id: int | None = None if taken else insert_unless_taken(session, Body, row)
    if body_id is None:
        raise AlreadyExists(what="organ", name=str(row["code"]))
    add_version(session, BodyVersion, of_id=body_id, actor=actor, valid_from=FROM_THE_FIRST, name=row["name"])
    write_audit(session, actor=actor, book_id=None, verb="register", what="body", what_id=body_id, advisory=advisory)
    return body_id


def rename_body(session: Session, *, actor: int, scope: Scope, body_id: int, name: str, valid_from: date) -> int:
    """Give a body another name from a day on, and answer with the version's number; its mandates stay.

    Raises `TextMissing`, `NothingChanged`, and `NotFound` also out of scope.
    """
    scope.require_some_book()
    lock_head(session, Body, body_id)
    new_name = require_text("Namn", name)
    if _body(session, body_id, valid_from).name == new_name:
        raise NothingChanged(what=new_name, day=valid_from)
    no = add_version(session, BodyVersion, of_id=body_id, actor=actor, valid_from=valid_from, name=new_name)
    write_audit(
        session, actor=actor, book_id=None, verb="rename", what="body", what_id=body_id, no=no, valid_from=valid_from
    )
    return no


def find_body(session: Session, code: str) -> int:
    """The id of the body of that code; raises `NotFound`."""
    body_id = session.execute(select(Body.id).where(Body.code == code)).scalar_one_or_none()
    if body_id is None:
        raise NotFound(what="organ", name=code)
    return body_id


def grant_mandate(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    body_id: int,
    power: Power,
    pot_id: int,
    valid_from: date,
    valid_to: date | None = None,
) -> int:
    """Let a body take one kind of decision over a pot and all under it; answers with the mandate's id.

    Raises `MandateAdvisoryBody`, `DateBefore` for an end before its start, `MandateOverlaps` beside one of the same
    body, power and pot, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    body, pot = _body(session, body_id, valid_from), pot_info(session, book_id, pot_id)
    if body.advisory:
        raise MandateAdvisoryBody(body=body.name, able=_able(session, book_id, valid_from, power, pot.path))
    if valid_to is not None:
        require_not_before("Mandatets sista dag", valid_to, "första dagen", valid_from)
    _refuse_overlap(session, book_id, body, GrantedMandate(power, pot.id, pot.name, valid_from, valid_to))
    row = {"body_id": body_id, "power": power.value, "pot_id": pot_id, "valid_from": valid_from, "valid_to": valid_to}
    mandate_id = session.execute(insert(Mandate).values(book_id=book_id, **row).returning(Mandate.id)).scalar_one()
    begin(session, MandateVersion, of_id=mandate_id, actor=actor, valid_from=valid_from, valid_to=valid_to)
    write_audit(session, actor=actor, book_id=book_id, verb="grant", what="mandate", what_id=mandate_id, **row)
    return mandate_id


def end_mandate(
    session: Session, *, actor: int, scope: Scope, book_id: int, mandate_id: int, last_day: date, reason: str
) -> int:
    """End a mandate after its last day, and answer with the version's number; what was decided by then still carries.

    Raises `EndsEarlier`, `DateBefore`, `ReasonMissing`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    query = select(Mandate).where(Mandate.id == mandate_id, Mandate.book_id == book_id)
    mandate = session.execute(query).scalar_one_or_none()
    if mandate is None:
        raise NotFound(what="mandat", name=str(mandate_id))
    told = f"mandatet för {POWER_NAMES[Power(mandate.power)]} som {_body(session, mandate.body_id, last_day).name} har"
    no = end(session, MandateVersion, of_id=mandate_id, actor=actor, last_day=last_day, reason=reason, what=told)
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="end",
        what="mandate",
        what_id=mandate_id,
        no=no,
        last_day=last_day,
    )
    return no


def register_decision(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    body_id: int,
    kind: DecisionKind,
    decided_on: date,
    paragraph: str,
    reference: str,
    title: str,
    text: str = "",
) -> RegisteredDecision:
    """Register what a body has minuted; a bare number as paragraph is written `§ 4`, `reference` is the diary number.

    Raises `MandateAdvisoryBody` for a decision of a body that may recommend only, `AlreadyExists` for a paragraph that
    is registered, `TextMissing`, `DateOutOfRange`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    body = _body(session, body_id, decided_on)
    if body.advisory and kind is DecisionKind.DECISION:
        raise MandateAdvisoryBody(body=body.name, able=_able(session, book_id, decided_on))
    require_not_ahead("Beslutsdag", decided_on)
    row = {
        "book_id": book_id,
        "body_id": body_id,
        "kind": kind.value,
        "decided_on": decided_on,
        "paragraph": _paragraph(paragraph),
        "reference": reference.strip(),
        "title": require_text("Rubrik", title),
        "text": text.strip(),
    }
    name = _name(body.name, decided_on, str(row["paragraph"]))
    _refuse_registered(session, row, name)
    said = decision_digest(row)
    decision_id = session.execute(
        insert(Decision).values(**row, digest=said, recorded_at=clock.now(), actor_id=actor).returning(Decision.id)
    ).scalar_one()
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="register",
        what=kind.value,
        what_id=decision_id,
        body_id=body_id,
        decided_on=decided_on,
    )
    return RegisteredDecision(decision_id, said, name)


def find_decision(session: Session, *, book_id: int, body_id: int, decided_on: date, paragraph: str) -> int:
    """The id of the book's decision or recommendation of a body, day and paragraph; raises `NotFound`."""
    sought = {"book_id": book_id, "body_id": body_id, "decided_on": decided_on, "paragraph": _paragraph(paragraph)}
    decision_id = session.execute(select(Decision.id).filter_by(**sought)).scalar_one_or_none()
    if decision_id is None:
        body = _body(session, body_id, decided_on)
        raise NotFound(what="beslut", name=_name(body.name, decided_on, str(sought["paragraph"])))
    return decision_id


def require_decision(
    session: Session, *, book_id: int, decision_id: int, power: Power, pot_id: int, on: date
) -> tuple[int, str]:
    """The decision's id and digest, if it may move that pot's money on the day; DOMAIN §2.

    Raises `NotFound`, `DecisionIsRecommendation`, `MandateAdvisoryBody`, `MandateMissing`, `MandateOtherPot`,
    `MandateNotInForce` (on the day of the decision), and `DecisionAfterUse` for one taken after the day.
    """
    pot = pot_info(session, book_id, pot_id)
    query = select(Decision).where(Decision.id == decision_id, Decision.book_id == book_id)
    decision = session.execute(query).scalar_one_or_none()
    if decision is None:
        raise NotFound(what="beslut", name=str(decision_id))
    body = _body(session, decision.body_id, decision.decided_on)
    name = _name(body.name, decision.decided_on, decision.paragraph)
    if decision.kind != DecisionKind.DECISION:
        raise DecisionIsRecommendation(decision=name)
    require_mandate(
        DecidingBody(body.name, body.advisory, _mandates(session, book_id, body.id)),
        power,
        pot.path,
        pot_name=pot.name,
        day=decision.decided_on,
        able=_able(session, book_id, decision.decided_on, power, pot.path),
    )
    if decision.decided_on > on:
        raise DecisionAfterUse(decision=name, decided_on=decision.decided_on, day=on)
    return decision.id, decision.digest


@dataclass(frozen=True)
class _NamedBody:
    """A body by the name it has on a day."""

    id: int
    name: str
    advisory: bool


def _body(session: Session, body_id: int, day: date) -> _NamedBody:
    found = session.execute(_BODY, {"body_id": body_id, "day": day}).one_or_none()
    if found is None:
        raise NotFound(what="organ", name=str(body_id))
    return _NamedBody(body_id, *found)


def _name(body: str, decided_on: date, paragraph: str) -> str:
    return f"{body} {decided_on} {paragraph}"


def _paragraph(given: str) -> str:
    text = require_text("Paragraf", given)
    numbered = _PARAGRAPH.fullmatch(text)
    return text if numbered is None else f"§ {numbered[1]}"


def _mandates(session: Session, book_id: int, body_id: int) -> tuple[GrantedMandate, ...]:
    return tuple(
        GrantedMandate(Power(power), pot_id, pot_name, valid_from, valid_to)
        for power, pot_id, pot_name, valid_from, valid_to in session.execute(
            _MANDATES, {"book_id": book_id, "body_id": body_id}
        )
    )


def _able(
    session: Session, book_id: int, day: date, power: Power | None = None, path: Sequence[int] = ()
) -> tuple[str, ...]:
    """The names of the bodies that may decide that day: on the power over the pot, where these are known."""
    sought = {"book_id": book_id, "day": day}
    if power is None:
        return tuple(dict.fromkeys(session.scalars(_ABLE, sought)))
    return tuple(dict.fromkeys(session.scalars(_ABLE_OVER, {**sought, "power": power.value, "path": path})))


def _refuse_overlap(session: Session, book_id: int, body: _NamedBody, new: GrantedMandate) -> None:
    for old in _mandates(session, book_id, body.id):
        if (old.power, old.pot_id) == (new.power, new.pot_id) and _overlap(old, new):
            raise MandateOverlaps(
                body=body.name,
                power=POWER_NAMES[new.power],
                pot=new.pot_name,
                valid_from=old.valid_from,
                valid_to=old.valid_to,
                given_from=new.valid_from,
                given_to=new.valid_to,
            )


def _overlap(one: GrantedMandate, other: GrantedMandate) -> bool:
    return one.in_force(other.valid_from) or other.in_force(one.valid_from)


def _refuse_registered(session: Session, row: Mapping[str, object], name: str) -> None:
    query = select(Decision.id).filter_by(
        book_id=row["book_id"], body_id=row["body_id"], decided_on=row["decided_on"], paragraph=row["paragraph"]
    )
    if session.execute(query).first() is not None:
        raise AlreadyExists(what="beslut", name=name)
