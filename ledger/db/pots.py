"""Pots: the tree of what may be used; a purpose is a root, an allocation makes or feeds children."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base


class Pot(Base):
    """One pot, numbered from 1 within its book. `path` holds the numbers from the root, as in `/1/4/`."""

    __tablename__ = "pot"
    __table_args__ = (
        UniqueConstraint("book_id", "code"),
        UniqueConstraint("book_id", "path"),
        ForeignKeyConstraint(["book_id", "parent_id"], ["pot.book_id", "pot.id"]),
        ForeignKeyConstraint(["book_id", "root_id"], ["pot.book_id", "pot.id"]),
        CheckConstraint("(parent_id IS NULL) = (root_id = id)", name="root"),
        {"sqlite_with_rowid": False},
    )

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str]
    name: Mapped[str]
    parent_id: Mapped[int | None]
    root_id: Mapped[int]
    path: Mapped[str]
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    opened_on: Mapped[date]
