"""The steps of an attest: whose right it is, that no person takes two of a round, and the row that proves it.

A round is both steps. What is annulled begins a new round with its first step: so the database's own key, one person
once in a round, holds four eyes also over a corrected document.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Date, bindparam, insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.details import DocumentKind
from ledger.db.documents import Attest
from ledger.db.in_force import fact_on, last_versions
from ledger.db.organisations import AttestRight, Person
from ledger.db.registers import AttestRightVersion, PersonVersion
from ledger.domain.attests import AttestedPot, Attesting, GrantedRight, Step, require_right
from ledger.domain.contents import attest_digest
from ledger.errors import AttestSamePerson
from ledger.money import Ore
from ledger.services.audit import write_audit
from ledger.services.documents import Registered

_HELD: Final = last_versions(AttestRightVersion)
_RIGHTS: Final = (
    select(
        AttestRight.person_id,
        fact_on(PersonVersion.title, Person.id, Person.title, bindparam("day", type_=Date())),
        AttestRight.pot_id,
        AttestRight.limit_ore,
        _HELD.valid_from,
        _HELD.valid_to,
    )
    .join(Person, Person.id == AttestRight.person_id)
    .join(_HELD, _HELD.of_id == AttestRight.id)
    .where(AttestRight.book_id == bindparam("book_id"), AttestRight.step == bindparam("step"))
    .order_by(AttestRight.id)
)
"""Everybody's rights to a step, with their titles of the day."""
_CALLED: Final = {DocumentKind.USE_REVIEW: "rapporten"}
"""What is attested, in a refusal's words; the rest are invoices."""


@dataclass(frozen=True)
class Attested:
    """A step that was taken, by its id and digest."""

    id: int
    digest: str
    round: int

    @property
    def basis(self) -> tuple[int, str]:
        """The step as an entry names it."""
        return self.id, self.digest


def take_step(
    session: Session, *, actor: int, document: Registered, step: Step, pots: Sequence[AttestedPot], amount_ore: Ore
) -> Attested:
    """Take one step of the document's attest, today, under the book's lock; the caller holds that it is its turn.

    A confirmation begins a round; an approval ends the one that was begun, and its digest covers the confirmation's.
    Raises `AttestSamePerson`, `AttestNoRight`, `AttestNotInForce` or `AttestOverLimit`.
    """
    last, what = _last_step(session, document.id), _CALLED.get(document.kind, "fakturan")
    confirmed = last if step is Step.APPROVE else None
    if confirmed is not None and confirmed.person_id == actor:
        raise AttestSamePerson(document=document.number, what=what)
    require_right(
        Attesting(step, pots, amount_ore, clock.today(), what),
        person_id=actor,
        rights=_rights(session, document.book_id, step),
        barred={actor} if confirmed is None else {actor, confirmed.person_id},
    )
    spent = 0 if last is None else last.round
    row = {
        "document_id": document.id,
        "round": spent + 1 if confirmed is None else spent,
        "step": step.value,
        "person_id": actor,
        "recorded_at": clock.now(),
    }
    taken = _insert(session, row, attest_digest(row, document.digest, "" if confirmed is None else confirmed.digest))
    write_audit(
        session,
        actor=actor,
        book_id=document.book_id,
        verb=step.value,
        what=document.kind.value,
        what_id=document.id,
        round=taken.round,
        attest=taken.id,
    )
    return taken


def _last_step(session: Session, document_id: int) -> Attest | None:
    query = select(Attest).where(Attest.document_id == document_id).order_by(Attest.round.desc(), Attest.id.desc())
    return session.scalars(query.limit(1)).first()


def _rights(session: Session, book_id: int, step: Step) -> list[GrantedRight]:
    sought = {"book_id": book_id, "step": step.value, "day": clock.today()}
    return [GrantedRight(*right) for right in session.execute(_RIGHTS, sought)]


def _insert(session: Session, row: dict[str, Any], said: str) -> Attested:
    attest_id = session.execute(insert(Attest).values(**row, digest=said).returning(Attest.id)).scalar_one()
    return Attested(attest_id, said, row["round"])
