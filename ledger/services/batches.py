"""Many documents of one book at once, registered, attested and booked in few statements: for what is made in bulk.

Like `documents.register_booked` it takes what its caller holds to be right (mandates, rights, room): the database's
guards hold the rest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import lock_book
from ledger.db.base import Base
from ledger.db.details import DocumentKind
from ledger.db.documents import Attest, Document, DocumentFact, DocumentState
from ledger.domain.attests import Step
from ledger.domain.contents import SELF, attest_digest
from ledger.domain.entries import Basis, EntryDraft, Movement
from ledger.posting import Booked, post_entries
from ledger.services.audit import audit_row, write_audits
from ledger.services.document_rows import Details, fact_rows, head_row, state_row
from ledger.services.documents import Registered, next_ordinal


@dataclass(frozen=True)
class NewDocument:
    """One document to register and book on its day; `text` names its entry, for the number it gets.

    `states` are those it passes, the last when it is booked. `attested_by` confirm and approve it.
    """

    kind: DocumentKind
    on: date
    text: Callable[[str], str]
    states: tuple[str, ...]
    details: Details
    movement: Callable[[int], Movement]
    decision: tuple[int, str] | None = None
    attested_by: tuple[int, int] | None = None


def register_booked_many(
    session: Session, *, actor: int, book_id: int, documents: Sequence[NewDocument], example: bool = False
) -> list[tuple[Registered, Booked]]:
    """Register and book documents in the order given, all or none; raises what the door raises."""
    lock_book(session, book_id)
    registered = _heads(session, actor, book_id, documents, example=example)
    movements = [wanted.movement(one.id) for one, wanted in zip(registered, documents, strict=True)]
    _details(session, registered, documents, movements)
    attests = _attests(session, registered, documents)
    booked = post_entries(
        session,
        [
            _draft(actor, document, wanted, movement, attests.get(document.id))
            for document, wanted, movement in zip(registered, documents, movements, strict=True)
        ],
    )
    _states(session, actor, registered, documents, booked)
    return list(zip(registered, booked, strict=True))


def _heads(
    session: Session, actor: int, book_id: int, documents: Sequence[NewDocument], *, example: bool
) -> list[Registered]:
    ordinals: dict[tuple[DocumentKind, int], Iterator[int]] = {}
    heads: list[dict[str, Any]] = []
    for wanted in documents:
        series = wanted.kind, wanted.on.year
        if series not in ordinals:
            ordinals[series] = count(next_ordinal(session, book_id, *series))
        heads.append(
            head_row(
                actor=actor,
                book_id=book_id,
                kind=wanted.kind,
                year=wanted.on.year,
                ordinal=next(ordinals[series]),
                details=wanted.details,
                facts=wanted.movement(SELF).facts,
                source_key=None,
                example=example,
            )
        )
    ids = session.scalars(insert(Document).returning(Document.id, sort_by_parameter_order=True), heads).all()
    return [
        Registered(own_id, book_id, wanted.kind, head["number"], head["digest"])
        for own_id, wanted, head in zip(ids, documents, heads, strict=True)
    ]


def _details(
    session: Session,
    registered: Sequence[Registered],
    documents: Sequence[NewDocument],
    movements: Sequence[Movement],
) -> None:
    rows: dict[type[Base], list[Mapping[str, Any]]] = {}
    for document, wanted, movement in zip(registered, documents, movements, strict=True):
        for table, given in wanted.details.items():
            rows.setdefault(table, []).extend({**row, "document_id": document.id} for row in given)
        facts = fact_rows(document.book_id, document.id, movement.facts)
        rows.setdefault(DocumentFact, []).extend(facts)
    for table, given in rows.items():
        session.execute(insert(cast("Table", table.__table__)), given)


def _attests(
    session: Session, registered: Sequence[Registered], documents: Sequence[NewDocument]
) -> dict[int, tuple[int, str]]:
    """Both steps of each that is attested; gives the second by document, as an entry names it."""
    attested = [
        (document, wanted.attested_by)
        for document, wanted in zip(registered, documents, strict=True)
        if wanted.attested_by is not None
    ]
    before = {document.id: "" for document, _by in attested}
    taken: Iterable[tuple[int, str]] = ()
    for place, step in enumerate((Step.CONFIRM, Step.APPROVE)):
        rows = [_step(document, step, by[place], before[document.id]) for document, by in attested]
        before = {row["document_id"]: row["digest"] for row in rows}
        ids = session.scalars(insert(Attest).returning(Attest.id, sort_by_parameter_order=True), rows) if rows else ()
        taken = list(zip(ids, before.values(), strict=True))
    return dict(zip(before, taken, strict=True))


def _step(document: Registered, step: Step, person_id: int, before: str) -> dict[str, Any]:
    row = {
        "document_id": document.id,
        "round": 1,
        "step": step.value,
        "person_id": person_id,
        "recorded_at": clock.now(),
    }
    return {**row, "digest": attest_digest(row, document.digest, before)}


def _draft(
    actor: int, document: Registered, wanted: NewDocument, movement: Movement, attest: tuple[int, str] | None
) -> EntryDraft:
    return EntryDraft(
        book_id=document.book_id,
        booked_on=wanted.on,
        text=wanted.text(document.number),
        source_key=f"{document.number}:{movement.event.value}:1",
        actor_id=actor if wanted.attested_by is None else wanted.attested_by[1],
        movement=movement,
        basis=Basis(document=document.basis, decision=wanted.decision, attest=attest),
    )


def _states(
    session: Session,
    actor: int,
    registered: Sequence[Registered],
    documents: Sequence[NewDocument],
    booked: Sequence[Booked],
) -> None:
    """The states that each has passed, and what the audit tells of it: registered, attested, booked."""
    states: list[dict[str, Any]] = []
    audits: list[dict[str, Any]] = []
    for document, wanted, entry in zip(registered, documents, booked, strict=True):
        book_id, what = document.book_id, document.kind.value
        confirmer, approver = wanted.attested_by or (actor, actor)
        people = (actor, confirmer, approver) if len(wanted.states) > 2 else (actor, approver)
        for no, (state, person) in enumerate(zip(wanted.states, people, strict=True), start=1):
            seq = entry.seq if no == len(wanted.states) else None
            states.append({**state_row(person, state, seq), "document_id": document.id, "no": no})
        steps = () if wanted.attested_by is None else ((confirmer, "confirm"), (approver, "approve"))
        for person, verb in ((actor, "register"), *steps):
            audits.append(audit_row(actor=person, book_id=book_id, verb=verb, what=what, what_id=document.id))
        told = audit_row(actor=approver, book_id=book_id, verb="book", what=what, what_id=document.id, entry=entry.name)
        audits.append(told)
    session.execute(insert(cast("Table", DocumentState.__table__)), states)
    write_audits(session, *audits)
