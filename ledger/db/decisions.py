"""Bodies, what they may decide, and what they have decided or recommended."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base


class Body(Base):
    """A body that meets and minutes; an advisory one may recommend only."""

    __tablename__ = "body"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    advisory: Mapped[bool]


class Mandate(Base):
    """A body's right to take one kind of decision over a pot and all pots under it, between two days."""

    __tablename__ = "mandate"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    power: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Decision(Base):
    """One minuted decision or recommendation, with the digest of what it says."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("kind IN ('decision', 'recommendation')", name="kind"),
        UniqueConstraint("book_id", "body_id", "decided_on", "paragraph"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    kind: Mapped[str]
    decided_on: Mapped[date]
    paragraph: Mapped[str]
    reference: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    digest: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
