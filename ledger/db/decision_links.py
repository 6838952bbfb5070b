"""What belongs to a decision beside its own text: who is sent it, and the recommendations it follows."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base


class DecisionReceiver(Base):
    """One receiver on a decision's distribution list, by name, and the organisation where it is in the register."""

    __tablename__ = "decision_receiver"
    __table_args__ = (UniqueConstraint("decision_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    name: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class DecisionFollows(Base):
    """A decision that followed on a recommendation."""

    __tablename__ = "decision_follows"
    __table_args__ = ({"sqlite_with_rowid": False},)

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
