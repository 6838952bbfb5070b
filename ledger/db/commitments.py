"""Commitments: money a decision has promised to one thing, and what was decided about it since."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
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


class CommitmentChange(Base):
    """A commitment raised, lowered or released by an amount in öre, or given another end date (and no amount)."""

    __tablename__ = "commitment_change"
    __table_args__ = (
        CheckConstraint("kind IN ('raised', 'lowered', 'released', 'end_date')", name="kind"),
        CheckConstraint(
            "(kind = 'end_date' AND amount_ore = 0) OR (kind <> 'end_date' AND amount_ore > 0)", name="amount"
        ),
        CheckConstraint("kind = 'end_date' OR ends_on IS NULL", name="ends"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.document_id"), index=True)
    kind: Mapped[str]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    changed_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)
    ends_on: Mapped[date | None]
    text: Mapped[str]
