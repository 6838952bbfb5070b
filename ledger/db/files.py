"""Files: content kept once under its own digest, and what it is attached to, by whom and when."""

from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base

THINGS: Final = ("document", "decision", "agreement", "organisation")
"""What a file can be attached to; an invoice or a use report is a document."""


class FileContent(Base):
    """Content by its SHA-256; what type it is was told by the content itself."""

    __tablename__ = "file_content"
    __table_args__ = (CheckConstraint("length(digest) = 64 AND size > 0", name="content"),)

    digest: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    size: Mapped[int]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class FileChunk(Base):
    """A part of some content; the parts in order are the whole."""

    __tablename__ = "file_chunk"

    digest: Mapped[str] = mapped_column(ForeignKey("file_content.digest"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Attachment(Base):
    """Some content under a name, attached to one thing; `no` counts the attachments of that thing (bilaga 1, 2 …)."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint(
            " + ".join(f"CASE WHEN {thing}_id IS NULL THEN 0 ELSE 1 END" for thing in THINGS) + " = 1",
            name="one_thing",
        ),
        *(UniqueConstraint(f"{thing}_id", "no") for thing in THINGS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("file_content.digest"), index=True)
    name: Mapped[str]
    title: Mapped[str]
    no: Mapped[int]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class AttachmentRemoval(Base):
    """An attachment that was taken away from its thing, and why; the content stays."""

    __tablename__ = "attachment_removal"

    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"), primary_key=True)
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
