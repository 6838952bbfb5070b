"""Reclaims: unused money recalled, what recipients pay back, and what is written off."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class Recall(Base):
    """Unused money that a recipient shall pay back; amount in öre."""

    __tablename__ = "recall"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    recalled_on: Mapped[date]
    due_on: Mapped[date | None]
    amount_ore: Mapped[int] = mapped_column(Amount)
    reason: Mapped[str]


class PaidBack(Base):
    """What a recipient has paid of a pot's reclaim; amount in öre, `text` is the bank's own."""

    __tablename__ = "paid_back"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    bank_account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.document_id"))
    received_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)
    text: Mapped[str]


class WriteOff(Base):
    """What of a pot's reclaim is given up, by decision; amount in öre."""

    __tablename__ = "write_off"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    written_off_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)
    reason: Mapped[str]
