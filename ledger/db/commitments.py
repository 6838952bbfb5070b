"""Commitments: money a decision has promised to one thing."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class Commitment(Base):
    """One promised assignment out of a pot; amount in öre."""

    __tablename__ = "commitment"
    __table_args__ = (ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    performer_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    committed_on: Mapped[date]
    ends_on: Mapped[date | None]
    amount_ore: Mapped[int] = mapped_column(Amount)
