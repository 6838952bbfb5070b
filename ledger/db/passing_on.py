"""Passing on: how a recipient split the money it holds among the pots under its own."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class PassingOn(Base):
    """One time that a pot's recipient passed paid-out money on; amount in öre."""

    __tablename__ = "passing_on"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    passed_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)
    text: Mapped[str]


class PassingOnShare(Base):
    """What one pot under it got."""

    __tablename__ = "passing_on_share"
    __table_args__ = (
        CheckConstraint("share_ore > 0", name="share"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("passing_on.document_id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    share_ore: Mapped[int] = mapped_column(Amount)
