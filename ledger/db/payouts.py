"""Payouts: money that left the bank, for invoices or as allotted money to recipients."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class Payout(Base):
    """One batch from one bank account on one day; amount in öre."""

    __tablename__ = "payout"
    __table_args__ = (CheckConstraint("kind IN ('invoices', 'allotted')", name="kind"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    kind: Mapped[str]
    bank_account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.document_id"))
    paid_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)


class PayoutRow(Base):
    """One payment of a batch: to whom, to which account number, for which invoice or out of which pot."""

    __tablename__ = "payout_row"
    __table_args__ = (
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
        CheckConstraint("amount_ore > 0", name="amount"),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("payout.document_id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.document_id"), index=True)
    payee_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    payee_account: Mapped[str]
    amount_ore: Mapped[int] = mapped_column(Amount)
