"""Closed months, and seals: the end of the chain as it was written down at a moment."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base


class PeriodState(Base):
    """A month (its first day) of a book closed or opened again; the row with the highest `no` holds."""

    __tablename__ = "period_state"
    __table_args__ = (
        CheckConstraint("state IN ('closed', 'open')", name="state"),
        {"sqlite_with_rowid": False},
    )

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    changed_on: Mapped[date]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Seal(Base):
    """The chain's end at a moment: whoever keeps it elsewhere can see whether anything before it has changed."""

    __tablename__ = "seal"
    __table_args__ = (
        ForeignKeyConstraint(["book_id", "seq"], ["entry.book_id", "entry.seq"]),
        {"sqlite_with_rowid": False},
    )

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
