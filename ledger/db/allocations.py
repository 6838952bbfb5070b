"""Allocations: how a pot was split, by which method, with every share's proof beside it."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class Allocation(Base):
    """One split of an amount from a pot to its children; amounts in öre."""

    __tablename__ = "allocation"
    __table_args__ = (
        CheckConstraint("method IN ('amounts', 'key', 'fixed')", name="method"),
        CheckConstraint("unit_ore IN (1, 100)", name="unit"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    allocated_on: Mapped[date]
    method: Mapped[str]
    key_id: Mapped[int | None] = mapped_column(ForeignKey("allocation_key.id"))
    amount_ore: Mapped[int] = mapped_column(Amount)
    base_ore: Mapped[int] = mapped_column(Amount)
    unit_ore: Mapped[int]
    residual: Mapped[str]
    text: Mapped[str]


class AllocationShare(Base):
    """One recipient's share: the computed amount and, where one was published, the official amount over it.

    For a key: `quota` is the exact fraction as text (`7000000/1723529` form), `floor_ore` the rounded-down (or, with a
    receiver of the residual, rounded) quota and `extra_ore` what the residual gave or took.
    """

    __tablename__ = "allocation_share"
    __table_args__ = (
        CheckConstraint("share_ore >= 0", name="share"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("allocation.document_id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    weight: Mapped[str]
    quota: Mapped[str]
    floor_ore: Mapped[int] = mapped_column(Amount)
    extra_ore: Mapped[int] = mapped_column(Amount)
    computed_ore: Mapped[int] = mapped_column(Amount)
    official_ore: Mapped[int | None] = mapped_column(Amount)
    share_ore: Mapped[int] = mapped_column(Amount)
