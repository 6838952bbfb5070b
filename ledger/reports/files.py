"""Files as they are kept: what is attached to a thing, the content of one, and those that are damaged."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import Session

from ledger.db.agreements import Agreement
from ledger.db.decisions import Decision
from ledger.db.documents import Document
from ledger.db.files import THINGS, Attachment, AttachmentRemoval, FileChunk, FileContent
from ledger.db.organisations import Organisation, Person
from ledger.domain.scope import Scope
from ledger.errors import FileDamaged, NotFound


@dataclass(frozen=True)
class AttachmentRow:
    """One attachment of a thing, by its number; `type` is the media type, `size` in bytes."""

    id: int
    no: int
    title: str
    name: str
    type: str
    size: int
    digest: str
    attached_at: datetime
    attached_by: str


@dataclass(frozen=True)
class DamagedFile:
    """Content that has not its digest any more, and the names it is attached under."""

    digest: str
    found_digest: str
    names: tuple[str, ...]


def attachments(
    session: Session, *, scope: Scope, book_id: int, thing: str, thing_id: int, known_at: datetime | None = None
) -> tuple[AttachmentRow, ...]:
    """What was attached to a thing (`document`, `decision`, `agreement`, `organisation`) as known at a moment."""
    scope.require_book(book_id)
    query = (
        _seen(book_id, known_at)
        .add_columns(FileContent.type, FileContent.size, Person.login)
        .join(FileContent, FileContent.digest == Attachment.digest)
        .join(Person, Person.id == Attachment.actor_id)
        .where({name: getattr(Attachment, f"{name}_id") for name in THINGS}[thing] == thing_id)
        .order_by(Attachment.no)
    )
    return tuple(
        AttachmentRow(found.id, found.no, found.title, found.name, media, size, found.digest, found.recorded_at, login)
        for found, media, size, login in session.execute(query)
    )


def all_files(
    session: Session, *, scope: Scope, book_id: int, known_at: datetime | None
) -> tuple[tuple[str, str, AttachmentRow], ...]:
    """What is attached in the book, and to organisations: kind of thing, its number or code, and the attachment.

    A decision is told by its day and paragraph. Raises `NotFound`.
    """
    scope.require_book(book_id)
    query = (
        _seen(book_id, known_at)
        .add_columns(Document.number, Decision.decided_on, Decision.paragraph, Agreement.code, Organisation.code)
        .add_columns(FileContent.type, FileContent.size, Person.login)
        .join(FileContent, FileContent.digest == Attachment.digest)
        .join(Person, Person.id == Attachment.actor_id)
        .outerjoin(Document, Document.id == Attachment.document_id)
        .outerjoin(Decision, Decision.id == Attachment.decision_id)
        .outerjoin(Agreement, Agreement.id == Attachment.agreement_id)
        .outerjoin(Organisation, Organisation.id == Attachment.organisation_id)
        .order_by(Attachment.id)
    )
    return tuple(_of_thing(row) for row in session.execute(query))


def read_file(session: Session, *, scope: Scope, book_id: int, attachment_id: int) -> tuple[AttachmentRow, bytes]:
    """An attachment with its content, which is checked against its digest.

    Raises `FileDamaged`, and `NotFound` also for one that was taken away or belongs to another book.
    """
    scope.require_book(book_id)
    found = session.execute(_seen(book_id, None).where(Attachment.id == attachment_id)).scalar_one_or_none()
    if found is None:
        raise NotFound(what="bilaga", name=str(attachment_id))
    kept = session.get_one(FileContent, found.digest)
    content = b"".join(_parts(session, found.digest))
    if hashlib.sha256(content).hexdigest() != found.digest:
        raise FileDamaged(name=found.name, digest=found.digest)
    by = session.get_one(Person, found.actor_id).login
    row = AttachmentRow(
        found.id, found.no, found.title, found.name, kept.type, kept.size, found.digest, found.recorded_at, by
    )
    return row, content


def damaged_files(session: Session, *, scope: Scope, book_id: int) -> tuple[DamagedFile, ...]:
    """The contents attached in the book that are damaged, in order of digest; every one is read, a part at a time."""
    scope.require_book(book_id)
    names: dict[str, list[str]] = {}
    for attachment in session.scalars(_seen(book_id, None).order_by(Attachment.digest, Attachment.id)):
        names.setdefault(attachment.digest, []).append(attachment.name)
    read = ((digest, _digest(_parts(session, digest))) for digest in names)
    return tuple(DamagedFile(digest, found, tuple(names[digest])) for digest, found in read if found != digest)


def _of_thing(row: Row[*tuple[Any, ...]]) -> tuple[str, str, AttachmentRow]:
    found, number, decided_on, paragraph, agreement, organisation, media, size, login = row
    thing = next(name for name in THINGS if getattr(found, f"{name}_id") is not None)
    told = number or agreement or organisation or f"{decided_on} {paragraph}"
    attached = AttachmentRow(
        found.id, found.no, found.title, found.name, media, size, found.digest, found.recorded_at, login
    )
    return thing, told, attached


def _seen(book_id: int, known_at: datetime | None) -> Select[Attachment]:
    """The attachments of the book's things and of organisations, attached and not taken away by then."""
    removed = select(AttachmentRemoval.attachment_id).where(AttachmentRemoval.attachment_id == Attachment.id)
    query = select(Attachment).where(_of_book(book_id))
    if known_at is None:
        return query.where(~removed.exists())
    return query.where(
        Attachment.recorded_at <= known_at, ~removed.where(AttachmentRemoval.recorded_at <= known_at).exists()
    )


def _of_book(book_id: int) -> ColumnElement[bool]:
    return or_(
        Attachment.organisation_id.is_not(None),
        Attachment.document_id.in_(select(Document.id).where(Document.book_id == book_id)),
        Attachment.decision_id.in_(select(Decision.id).where(Decision.book_id == book_id)),
        Attachment.agreement_id.in_(select(Agreement.id).where(Agreement.book_id == book_id)),
    )


def _parts(session: Session, digest: str) -> Iterator[bytes]:
    """The parts of some content in order, each read by itself: a file may be large."""
    last = session.execute(select(func.max(FileChunk.no)).where(FileChunk.digest == digest)).scalar_one() or 0
    for no in range(1, last + 1):
        part = session.execute(select(FileChunk.data).where(FileChunk.digest == digest, FileChunk.no == no))
        yield part.scalar_one_or_none() or b""


def _digest(parts: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
