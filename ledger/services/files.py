"""Files: content kept once under its SHA-256, and attached to documents, decisions, agreements and organisations."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import lock_book
from ledger.config import DEFAULT_MAX_FILE_BYTES
from ledger.db.agreements import Agreement
from ledger.db.claiming import insert_unless_taken
from ledger.db.decisions import Decision
from ledger.db.documents import Document
from ledger.db.files import Attachment, AttachmentRemoval, FileChunk, FileContent
from ledger.db.organisations import Organisation
from ledger.domain.file_types import FileType, bare_name, file_type
from ledger.domain.scope import Scope
from ledger.errors import AlreadyExists, FileEmpty, FileTooLarge, NotFound
from ledger.services.audit import write_audit
from ledger.services.documents import require_reason
from ledger.services.inputs import require_text
from ledger.services.versions import lock_head

CHUNK_BYTES: Final = 262_144


class ThingKind(StrEnum):
    """What a file can be attached to; an invoice, a receipt or a use report is a document."""

    DOCUMENT = "document"
    DECISION = "decision"
    AGREEMENT = "agreement"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Thing:
    """One thing that files are attached to."""

    kind: ThingKind
    id: int

    @property
    def column(self) -> str:
        """The attachment's column that names it."""
        return f"{self.kind.value}_id"


@dataclass(frozen=True)
class AttachedFile:
    """A file as it was attached; `no` is its number among the thing's, `kept_before` whether its content was there."""

    id: int
    no: int
    name: str
    type: FileType
    digest: str
    kept_before: bool


def attach_file(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    to: Thing,
    name: str,
    content: bytes,
    title: str = "",
    max_bytes: int = DEFAULT_MAX_FILE_BYTES,
) -> AttachedFile:
    """Keep a file and attach it to a thing of the book, or to an organisation; content that is there is kept once.

    Raises `FileEmpty`, `FileTooLarge`, `FileTypeUnknown` and `FileTypeRefused` (the type is told by the content),
    `AlreadyExists` for content that is attached to the thing, `TextMissing`, `NotFound`.
    """
    scope.require_book(book_id)
    _require_thing(session, book_id, to)
    told = require_text("Filnamn", bare_name(name))
    _require_size(told, content, max_bytes)
    found = file_type(content, told)
    digest = hashlib.sha256(content).hexdigest()
    _refuse_attached(session, to, digest)
    kept_before = not _keep(session, actor, digest, found, content)
    no = 1 + (session.execute(select(func.max(Attachment.no)).where(_of(to))).scalar_one() or 0)
    row = {"digest": digest, "name": told, "title": " ".join(title.split()), "no": no, to.column: to.id}
    attachment_id: int = session.execute(
        insert(Attachment).values(**row, recorded_at=clock.now(), actor_id=actor).returning(Attachment.id)
    ).scalar_one()
    _audit(session, (actor, book_id), "attach", attachment_id, to, digest=digest)
    return AttachedFile(attachment_id, no, told, found, digest, kept_before)


def remove_attachment(
    session: Session, *, actor: int, scope: Scope, book_id: int, attachment_id: int, reason: str
) -> None:
    """Take an attachment away from its thing; its content and its number stay.

    Raises `ReasonMissing`, `NotFound` also for one that is taken away.
    """
    scope.require_book(book_id)
    require_reason(reason)
    attachment = session.get(Attachment, attachment_id)
    thing = None if attachment is None else _thing(attachment)
    if thing is not None:
        _require_thing(session, book_id, thing)
    if thing is None or session.get(AttachmentRemoval, attachment_id) is not None:
        raise NotFound(what="bilaga", name=str(attachment_id))
    session.execute(
        insert(AttachmentRemoval).values(
            attachment_id=attachment_id, reason=reason.strip(), recorded_at=clock.now(), actor_id=actor
        )
    )
    _audit(session, (actor, book_id), "remove", attachment_id, thing)


def _require_thing(session: Session, book_id: int, thing: Thing) -> None:
    """Hold the thing, so that its attachments are numbered without races."""
    lock_book(session, book_id)
    if thing.kind is ThingKind.ORGANISATION:
        lock_head(session, Organisation, thing.id)
        return
    table, name = _OF_BOOK[thing.kind]
    if session.execute(select(table.id).where(table.id == thing.id, table.book_id == book_id)).first() is None:
        raise NotFound(what=name, name=str(thing.id))


_OF_BOOK: Final[dict[ThingKind, tuple[type[Document | Decision | Agreement], str]]] = {
    ThingKind.DOCUMENT: (Document, "underlag"),
    ThingKind.DECISION: (Decision, "beslut"),
    ThingKind.AGREEMENT: (Agreement, "överenskommelse"),
}


def _require_size(name: str, content: bytes, max_bytes: int) -> None:
    if not content:
        raise FileEmpty(name=name)
    if len(content) > max_bytes:
        raise FileTooLarge(name=name, size=len(content), limit=max_bytes)


def _refuse_attached(session: Session, to: Thing, digest: str) -> None:
    removed = select(AttachmentRemoval.attachment_id).where(AttachmentRemoval.attachment_id == Attachment.id)
    query = select(Attachment.name).where(_of(to), Attachment.digest == digest, ~removed.exists())
    name = session.scalars(query.order_by(Attachment.id).limit(1)).first()
    if name is not None:
        raise AlreadyExists(what="bilagan", name=name)


def _keep(session: Session, actor: int, digest: str, found: FileType, content: bytes) -> bool:
    """Keep content that is not kept; whether it was new."""
    head = {
        "digest": digest,
        "type": found.value,
        "size": len(content),
        "recorded_at": clock.now(),
        "actor_id": actor,
    }
    if session.get(FileContent, digest) is not None or insert_unless_taken(session, FileContent, head) is None:
        return False
    parts = [content[start : start + CHUNK_BYTES] for start in range(0, len(content), CHUNK_BYTES)]
    rows = [{"digest": digest, "no": no, "data": data} for no, data in enumerate(parts, start=1)]
    session.execute(insert(FileChunk), rows)
    return True


def _of(thing: Thing) -> ColumnElement[bool]:
    same: ColumnElement[bool] = getattr(Attachment, thing.column) == thing.id
    return same


def _thing(attachment: Attachment) -> Thing:
    named = {kind: getattr(attachment, f"{kind.value}_id") for kind in ThingKind}
    return next(Thing(kind, thing_id) for kind, thing_id in named.items() if thing_id is not None)


def _audit(session: Session, by: tuple[int, int], verb: str, attachment_id: int, thing: Thing, **facts: Any) -> None:
    """By whom in which book, which content and to what; never the file's name."""
    actor, book_id = by
    write_audit(
        session,
        actor=actor,
        book_id=None if thing.kind is ThingKind.ORGANISATION else book_id,
        verb=verb,
        what="attachment",
        what_id=attachment_id,
        **{thing.column: thing.id},
        **facts,
    )
