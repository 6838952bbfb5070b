"""Agreements, their purposes (each the root of a tree of pots) and their terms with history."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class Agreement(Base):
    """One agreement between the state and SKR; the national amount in öre is for information."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("book_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    code: Mapped[str]
    name: Mapped[str]
    reference: Mapped[str]
    signed_on: Mapped[date | None]
    national_amount_ore: Mapped[int | None] = mapped_column(Amount)


class Purpose(Base):
    """One purpose of an agreement; its pot is the root of a tree."""

    __tablename__ = "purpose"
    __table_args__ = (
        UniqueConstraint("agreement_id", "code"),
        UniqueConstraint("book_id", "pot_id"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    book_id: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    pot_id: Mapped[int]


class Terms(Base):
    """What an agreement demands from a date on, until a later row; recorded anew, never overwritten."""

    __tablename__ = "terms"
    __table_args__ = (
        UniqueConstraint("agreement_id", "valid_from", "version"),
        CheckConstraint("instrument IN ('invoice', 'form', 'pays_by_itself')", name="instrument"),
        CheckConstraint("carry_over IN ('no', 'by_decision', 'yes')", name="carry_over"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    valid_from: Mapped[date]
    version: Mapped[int]
    payer_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    instrument: Mapped[str]
    requisitioner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    requisition_reference: Mapped[str]
    requisition_text: Mapped[str]
    requisition_by: Mapped[date | None]
    certificate_required: Mapped[bool]
    report_to_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    report_by: Mapped[date | None]
    use_from: Mapped[date | None]
    use_to: Mapped[date | None]
    carry_over: Mapped[str]
    repayment_address: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
