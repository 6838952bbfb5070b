"""What all documents share: being registered once, stating facts, being booked, changing state, being annulled.

A use case builds its rows and its movement and hands them over; it never inserts a document's rows by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Final, cast

from sqlalchemy import ColumnElement, Insert, ScalarSelect, Table, bindparam, func, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ledger.balances import entry_to_reverse, last_entry_of, lock_book, times_reversed
from ledger.db.base import Base
from ledger.db.details import FORMS, DocumentKind
from ledger.db.documents import Document, DocumentFact, DocumentState
from ledger.domain.contents import SELF
from ledger.domain.entries import Basis, EntryDraft, Movement, reversed_movement
from ledger.errors import DocumentSourceKeyTaken, DocumentWrongState, NotFound, ReasonMissing
from ledger.posting import Booked, post_entry
from ledger.services.audit import audit_row, write_audit, write_audits
from ledger.services.bank_matches import refuse_matched
from ledger.services.document_rows import Details, fact_rows, head_row, said_by, state_row

MIN_REASON_LENGTH = 10


@dataclass(frozen=True)
class Registered:
    """A registered document; `is_new` is False when its source key had been used for the same content before."""

    id: int
    book_id: int
    kind: DocumentKind
    number: str
    digest: str
    is_new: bool = True

    @property
    def basis(self) -> tuple[int, str]:
        """The document as an entry names it."""
        return self.id, self.digest


_HEAD: Final = cast("Table", Document.__table__)
_STATE: Final = cast("Table", DocumentState.__table__)

# Statements are made once, and of tables rather than classes: making one costs several times what running it does.
_BY_ID: Final = select(_HEAD.c.number, _HEAD.c.digest).where(
    _HEAD.c.id == bindparam("document_id"), _HEAD.c.book_id == bindparam("book_id"), _HEAD.c.kind == bindparam("kind")
)
_BY_SOURCE_KEY: Final = select(_HEAD.c.id, _HEAD.c.kind, _HEAD.c.number, _HEAD.c.digest).where(
    _HEAD.c.book_id == bindparam("book_id"), _HEAD.c.source_key == bindparam("source_key")
)
_LAST_ORDINAL: Final = select(func.max(_HEAD.c.ordinal)).where(
    _HEAD.c.book_id == bindparam("book_id"), _HEAD.c.kind == bindparam("kind"), _HEAD.c.year == bindparam("year")
)
_LAST_STATE: Final = (
    select(_STATE.c.state).where(_STATE.c.document_id == bindparam("document_id")).order_by(_STATE.c.no.desc()).limit(1)
)
_INSERT_HEAD: Final = insert(_HEAD).returning(_HEAD.c.id)
_NEXT_STATE: Final = insert(_STATE).values(
    no=select(func.coalesce(func.max(_STATE.c.no), 0) + 1)
    .where(_STATE.c.document_id == bindparam("whose", type_=_STATE.c.document_id.type))
    .scalar_subquery()
)


@cache
def _insert_into(table: type[Base]) -> Insert:
    return insert(cast("Table", table.__table__))


def register(
    session: Session,
    *,
    actor: int,
    book_id: int,
    kind: DocumentKind,
    on: date,
    state: str,
    details: Details | None = None,
    movement: Callable[[int], Movement] | None = None,
    source_key: str | None = None,
    example: bool = False,
) -> Registered:
    """Register a document under the book's lock: its head, details, facts and first state, and the audit row.

    `details` are rows by table, without `document_id`; `movement` gives, for the document's id, what it will move
    (None for a document that moves nothing). The same `source_key` with the same content answers with the document
    that is there; with other content it raises `DocumentSourceKeyTaken`.
    """
    document = _written(
        session,
        actor=actor,
        book_id=book_id,
        kind=kind,
        on=on,
        details=details or {},
        movement=movement,
        source_key=source_key,
        example=example,
    )
    if document.is_new:
        session.execute(_insert_into(DocumentState), {**state_row(actor, state), "document_id": document.id, "no": 1})
        write_audit(session, actor=actor, book_id=book_id, verb="register", what=kind.value, what_id=document.id)
    return document


def _written(
    session: Session,
    *,
    actor: int,
    book_id: int,
    kind: DocumentKind,
    on: date,
    details: Details,
    movement: Callable[[int], Movement] | None,
    source_key: str | None,
    example: bool,
) -> Registered:
    """The document's head, details and facts, written or found; its state and audit row are the caller's."""
    lock_book(session, book_id)
    rows = {table: [dict(row) for row in given] for table, given in details.items()}
    facts = () if movement is None else movement(SELF).facts
    earlier = registered_under(session, book_id, source_key)
    if earlier is not None:
        if said_by(kind, earlier.number, rows, facts) != earlier.digest:
            raise DocumentSourceKeyTaken(source_key=source_key or "", document=earlier.number)
        return earlier
    head = head_row(
        actor=actor,
        book_id=book_id,
        kind=kind,
        year=on.year,
        ordinal=next_ordinal(session, book_id, kind, on.year),
        details=rows,
        facts=facts,
        source_key=source_key,
        example=example,
    )
    document_id: int = session.execute(_INSERT_HEAD, head).scalar_one()
    for table, given in rows.items():
        session.execute(_insert_into(table), [{**row, "document_id": document_id} for row in given])
    if movement is not None:
        stated = fact_rows(book_id, document_id, movement(document_id).facts)
        session.execute(_insert_into(DocumentFact), stated)
    return Registered(document_id, book_id, kind, head["number"], head["digest"])


def require_document(session: Session, *, book_id: int, kind: DocumentKind, document_id: int) -> Registered:
    """The document of that id, kind and book; raises `NotFound`."""
    sought = {"document_id": document_id, "book_id": book_id, "kind": kind.value}
    found = session.execute(_BY_ID, sought).one_or_none()
    if found is None:
        raise NotFound(what=FORMS[kind].name, name=str(document_id))
    return Registered(document_id, book_id, kind, found.number, found.digest)


def state_of(session: Session, document_id: int) -> str:
    """The state a document is in."""
    state: str = session.execute(_LAST_STATE, {"document_id": document_id}).scalar_one()
    return state


def require_state(session: Session, document: Registered, *wanted: str) -> str:
    """The document's state, which must be one of these; raises `DocumentWrongState`."""
    state = state_of(session, document.id)
    if state not in wanted:
        raise DocumentWrongState(document=document.number, state=state, wanted=", ".join(wanted))
    return state


def state_now(document_id: ColumnElement[int] | InstrumentedAttribute[int]) -> ScalarSelect[str]:
    """The state of the document that the column names, as part of a larger query."""
    return (
        select(DocumentState.state)
        .where(DocumentState.document_id == document_id)
        .order_by(DocumentState.no.desc())
        .limit(1)
        .scalar_subquery()
    )


def set_state(
    session: Session, *, actor: int, document_id: int, state: str, entry_seq: int | None = None, reason: str = ""
) -> None:
    """Write the document's next state; the earlier ones stay."""
    set_states(session, actor=actor, document_ids=[document_id], state=state, entry_seq=entry_seq, reason=reason)


def set_states(
    session: Session,
    *,
    actor: int,
    document_ids: Sequence[int],
    state: str,
    entry_seq: int | None = None,
    reason: str = "",
) -> None:
    """Write the next state of several documents that one entry brought into the same state."""
    said = state_row(actor, state, entry_seq, reason)
    session.execute(_NEXT_STATE, [{**said, "document_id": one, "whose": one} for one in document_ids])


def book_document(
    session: Session,
    *,
    actor: int,
    document: Registered,
    movement: Movement,
    booked_on: date,
    text: str,
    decision: tuple[int, str] | None = None,
    attest: tuple[int, str] | None = None,
    state: str,
) -> Booked:
    """Book what the document says, through the door, and bring it into `state`.

    The entry's source key is the document's number and how many times it has been booked and annulled, so that a
    document is in force at most once.
    """
    times = times_reversed(session, document.book_id, document.id)
    basis = Basis(document=document.basis, decision=decision, attest=attest)
    booked = _posted(session, actor, document, movement, booked_on=booked_on, text=text, basis=basis, times=times)
    if booked.is_new:
        set_state(session, actor=actor, document_id=document.id, state=state, entry_seq=booked.seq)
        write_audit(
            session,
            actor=actor,
            book_id=document.book_id,
            verb="book",
            what=document.kind.value,
            what_id=document.id,
            entry=booked.name,
        )
    return booked


def _posted(
    session: Session,
    actor: int,
    document: Registered,
    movement: Movement,
    *,
    booked_on: date,
    text: str,
    basis: Basis,
    times: int,
) -> Booked:
    draft = EntryDraft(
        book_id=document.book_id,
        booked_on=booked_on,
        text=text,
        source_key=f"{document.number}:{movement.event.value}:{times + 1}",
        actor_id=actor,
        movement=movement,
        basis=basis,
    )
    return post_entry(session, draft)


def register_booked(
    session: Session,
    *,
    actor: int,
    book_id: int,
    kind: DocumentKind,
    on: date,
    text: str,
    states: tuple[str, str],
    details: Details,
    movement: Callable[[int], Movement],
    decision: tuple[int, str] | None = None,
    source_key: str | None = None,
    example: bool = False,
) -> tuple[Registered, Booked | None]:
    """Register a document and book it the same day; `states` are those before and after it is booked.

    Nothing is booked, and None comes back, when the source key had been used for the same content before: also if
    that document has been annulled since. Raises what `register` and `book_document` raise.
    """
    document = _written(
        session,
        actor=actor,
        book_id=book_id,
        kind=kind,
        on=on,
        details=details,
        movement=movement,
        source_key=source_key,
        example=example,
    )
    if not document.is_new:
        return document, None
    booked = _posted(
        session,
        actor,
        document,
        movement(document.id),
        booked_on=on,
        text=f"{FORMS[kind].name.capitalize()} {document.number}: {text}",
        basis=Basis(document=document.basis, decision=decision),
        times=0,
    )
    before, after = state_row(actor, states[0]), state_row(actor, states[1], booked.seq)
    rows = [{**before, "document_id": document.id, "no": 1}, {**after, "document_id": document.id, "no": 2}]
    session.execute(_insert_into(DocumentState), rows)
    audited = partial(audit_row, actor=actor, book_id=book_id, what=kind.value, what_id=document.id)
    write_audits(session, audited(verb="register"), audited(verb="book", entry=booked.name))
    return document, booked


def annul(
    session: Session, *, actor: int, document: Registered, reason: str, booked_on: date, text: str, state: str
) -> Booked:
    """Turn the document's entry in force back with a counter-entry, and bring the document into `state`.

    Raises `ReasonMissing` under ten characters, `NotFound` when nothing of it is booked, `EntryMatched` when the bank's
    statements tell of it, and what the door refuses.
    """
    require_reason(reason)
    lock_book(session, document.book_id)
    seq = last_entry_of(session, document.book_id, document.id)
    if seq is None:
        raise NotFound(what="bokförd verifikation för", name=document.number)
    original = entry_to_reverse(session, document.book_id, seq)
    refuse_matched(session, document.book_id, seq, original.name)
    booked = post_entry(
        session,
        EntryDraft(
            book_id=document.book_id,
            booked_on=booked_on,
            text=text,
            source_key=f"reversal:{seq}",
            actor_id=actor,
            movement=reversed_movement(original.movement),
            basis=original.basis,
            reverses_seq=seq,
        ),
    )
    set_state(session, actor=actor, document_id=document.id, state=state, entry_seq=booked.seq, reason=reason.strip())
    write_audit(
        session,
        actor=actor,
        book_id=document.book_id,
        verb="annul",
        what=document.kind.value,
        what_id=document.id,
        entry=booked.name,
        reverses=original.name,
    )
    return booked


def require_reason(reason: str) -> None:
    """Raise `ReasonMissing` unless the reason has at least ten characters."""
    if len(reason.strip()) < MIN_REASON_LENGTH:
        raise ReasonMissing(given=reason)


def is_known(session: Session, book_id: int, source_key: str | None) -> bool:
    """Whether the source key was used before: then `register` answers, and what has moved since is not asked about."""
    return registered_under(session, book_id, source_key) is not None


def registered_under(session: Session, book_id: int, source_key: str | None) -> Registered | None:
    """The document with that source key, as not new; None for none."""
    if source_key is None:
        return None
    found = session.execute(_BY_SOURCE_KEY, {"book_id": book_id, "source_key": source_key}).one_or_none()
    if found is None:
        return None
    return Registered(found.id, book_id, DocumentKind(found.kind), found.number, found.digest, is_new=False)


def next_ordinal(session: Session, book_id: int, kind: DocumentKind, year: int) -> int:
    """The ordinal of the next document of that kind and year, under the book's lock."""
    last: int | None = session.execute(
        _LAST_ORDINAL, {"book_id": book_id, "kind": kind.value, "year": year}
    ).scalar_one()
    return (last or 0) + 1
