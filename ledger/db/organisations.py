"""Organisations and persons: who pays, receives, employs, registers and attests."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class Organisation(Base):
    """An organisation; `number` is its organisation number, which for a sole trader is a personal number."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('state', 'association', 'region', 'municipality', 'care_collaboration', 'keeper', 'supplier')",
            name="kind",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    number: Mapped[str | None] = mapped_column(unique=True)
    bankgiro: Mapped[str | None]
    plusgiro: Mapped[str | None]


class Person(Base):
    """Somebody who registers or attests; `login` names a role in the demo, never an invented person."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]


class AttestRight(Base):
    """One person's right to take one attest step over a pot and all under it, up to an amount, between two days."""

    __tablename__ = "attest_right"
    __table_args__ = (
        CheckConstraint("step IN ('confirm', 'approve')", name="step"),
        CheckConstraint("limit_ore IS NULL OR limit_ore > 0", name="limit"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    step: Mapped[str]
    limit_ore: Mapped[int | None] = mapped_column(Amount)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
