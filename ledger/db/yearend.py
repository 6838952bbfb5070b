"""The end of a year or a book: what lapsed, was repaid, carried over, handed over, and how clearing was settled."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class Lapse(Base):
    """What was never requisitioned by `deadline`, as the terms of the day said; amount in öre."""

    __tablename__ = "lapse"
    __table_args__ = (ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    deadline: Mapped[date]
    lapsed_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)


class Repayment(Base):
    """Unused money that went back to the payer, where the terms of the day said, quoting the reference; öre."""

    __tablename__ = "repayment"
    __table_args__ = (ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    payer_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    address: Mapped[str]
    reference: Mapped[str]
    bank_account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.document_id"))
    repaid_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)


class CarryOver(Base):
    """What is left of a pot, taken to another; its open commitments are rows beside it. Amounts in öre.

    `bank_account_id` is where the money moves between roots, None within one root, where none moves.
    """

    __tablename__ = "carry_over"
    __table_args__ = (
        CheckConstraint("available_ore >= 0 AND disbursed_ore >= 0", name="amounts"),
        ForeignKeyConstraint(["book_id", "old_pot_id"], ["pot.book_id", "pot.id"]),
        ForeignKeyConstraint(["book_id", "new_pot_id"], ["pot.book_id", "pot.id"]),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    old_pot_id: Mapped[int]
    new_pot_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    bank_account_id: Mapped[int | None] = mapped_column(ForeignKey("bank_account.document_id"))
    carried_on: Mapped[date]
    available_ore: Mapped[int] = mapped_column(Amount)
    disbursed_ore: Mapped[int] = mapped_column(Amount)


class Handover(Base):
    """One pot's share of a book that was handed over, as one of the two books has it; amounts in öre.

    The book that takes over has a row of its own, whose `given_id` is the document in the book that gave.
    """

    __tablename__ = "handover"
    __table_args__ = (
        CheckConstraint("available_ore >= 0 AND disbursed_ore >= 0", name="amounts"),
        CheckConstraint("book_id <> other_book_id", name="books"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
        ForeignKeyConstraint(["other_book_id", "other_pot_id"], ["pot.book_id", "pot.id"]),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    other_book_id: Mapped[int]
    other_pot_id: Mapped[int]
    given_id: Mapped[int | None] = mapped_column(ForeignKey("handover.document_id"), unique=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    handed_on: Mapped[date]
    available_ore: Mapped[int] = mapped_column(Amount)
    disbursed_ore: Mapped[int] = mapped_column(Amount)


class MovedCommitment(Base):
    """The open rest of a commitment, and the commitment of the new pot or book that it became; amount in öre."""

    __tablename__ = "moved_commitment"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount"),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    old_commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.document_id"), index=True)
    new_commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.document_id"), index=True)
    amount_ore: Mapped[int] = mapped_column(Amount)


class ClearingSettlement(Base):
    """Money that left or reached the bank for what a handover left in clearing; amount in öre."""

    __tablename__ = "clearing_settlement"
    __table_args__ = (CheckConstraint("amount_ore > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.document_id"), index=True)
    bank_account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.document_id"))
    settled_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)
