"""Allocation keys: dated snapshots of weights with their source, never edited."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base


class AllocationKey(Base):
    """One snapshot of weights, as of a date, with where it came from."""

    __tablename__ = "allocation_key"
    __table_args__ = (UniqueConstraint("book_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    code: Mapped[str]
    name: Mapped[str]
    source: Mapped[str]
    as_of: Mapped[date]
    example: Mapped[bool]
    digest: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class KeyWeight(Base):
    """One weight of a key, an exact fraction `numerator/denominator` so that a decimal weight stays what it was."""

    __tablename__ = "key_weight"
    __table_args__ = (
        CheckConstraint("numerator > 0 AND denominator > 0", name="positive"),
        {"sqlite_with_rowid": False},
    )

    key_id: Mapped[int] = mapped_column(ForeignKey("allocation_key.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    numerator: Mapped[int]
    denominator: Mapped[int]
