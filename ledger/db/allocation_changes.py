"""What was allocated and then changed: taken back by the pot above, or moved to another pot of the same purpose."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class TakeBack(Base):
    """An amount in öre that a pot took back from one directly under it."""

    __tablename__ = "take_back"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount"),
        ForeignKeyConstraint(["book_id", "parent_pot_id"], ["pot.book_id", "pot.id"]),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    parent_pot_id: Mapped[int]
    pot_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    taken_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)
    text: Mapped[str]


class PotMove(Base):
    """An amount in öre that moved between two pots, through their nearest common ancestor."""

    __tablename__ = "pot_move"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount"),
        ForeignKeyConstraint(["book_id", "from_pot_id"], ["pot.book_id", "pot.id"]),
        ForeignKeyConstraint(["book_id", "to_pot_id"], ["pot.book_id", "pot.id"]),
        ForeignKeyConstraint(["book_id", "ancestor_pot_id"], ["pot.book_id", "pot.id"]),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    from_pot_id: Mapped[int]
    to_pot_id: Mapped[int]
    ancestor_pot_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    moved_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)
    text: Mapped[str]
