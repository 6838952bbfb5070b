"""Receipts that answer no requisition yet, and what of them has been placed on requisitions since."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class UnplacedReceipt(Base):
    """Money that came to the bank from an unknown sender, or the surplus of the receipt that it names; öre."""

    __tablename__ = "unplaced_receipt"
    __table_args__ = (CheckConstraint("amount_ore > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    bank_account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.document_id"))
    surplus_of_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.document_id"), index=True)
    received_on: Mapped[date]
    sender: Mapped[str]
    text: Mapped[str]
    amount_ore: Mapped[int] = mapped_column(Amount)


class ReceiptPlacement(Base):
    """What one unplaced receipt pays of one requisition; amount in öre."""

    __tablename__ = "receipt_placement"
    __table_args__ = (CheckConstraint("amount_ore > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    unplaced_id: Mapped[int] = mapped_column(ForeignKey("unplaced_receipt.document_id"), index=True)
    requisition_id: Mapped[int] = mapped_column(ForeignKey("requisition.document_id"), index=True)
    placed_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)
