"""Reservations: money of a pot that a decision has set aside for a while, and what of it was released."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class Reservation(Base):
    """An amount in öre set aside in a pot for what `text` says, until it expires."""

    __tablename__ = "reservation"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount"),
        CheckConstraint("expires_on >= reserved_on", name="expires"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    reserved_on: Mapped[date]
    expires_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)
    text: Mapped[str]


class ReservationRelease(Base):
    """An amount in öre of a reservation that is free again; after its expiry, by the reservation's own decision."""

    __tablename__ = "reservation_release"
    __table_args__ = (CheckConstraint("amount_ore > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    reservation_id: Mapped[int] = mapped_column(ForeignKey("reservation.document_id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    released_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)
    text: Mapped[str]
