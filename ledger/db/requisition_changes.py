"""What becomes of a requisition after it was sent: lowered as far as unpaid, or sent back after it was paid."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class RequisitionLowering(Base):
    """A requisition lowered by an amount in öre; withdrawn when that was all of it."""

    __tablename__ = "requisition_lowering"
    __table_args__ = (CheckConstraint("amount_ore > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    requisition_id: Mapped[int] = mapped_column(ForeignKey("requisition.document_id"), index=True)
    lowered_on: Mapped[date]
    reason: Mapped[str]
    amount_ore: Mapped[int] = mapped_column(Amount)


class SendingBack(Base):
    """Money requisitioned by mistake that left the bank for the payer again; amount in öre."""

    __tablename__ = "sending_back"
    __table_args__ = (CheckConstraint("amount_ore > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    requisition_id: Mapped[int] = mapped_column(ForeignKey("requisition.document_id"), index=True)
    bank_account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.document_id"))
    payer_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    sent_back_on: Mapped[date]
    reason: Mapped[str]
    amount_ore: Mapped[int] = mapped_column(Amount)
