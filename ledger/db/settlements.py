"""What comes after an invoice or a payout: payments that bounce, and what settles a claim on a supplier or on VAT."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class Bounce(Base):
    """Payments of one payout that came back to the bank account they left; amount in öre, `text` is the bank's own."""

    __tablename__ = "bounce"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    payout_id: Mapped[int] = mapped_column(ForeignKey("payout.document_id"), index=True)
    bounced_on: Mapped[date]
    text: Mapped[str]
    amount_ore: Mapped[int] = mapped_column(Amount)


class BounceRow(Base):
    """One row of the payout that came back, whole."""

    __tablename__ = "bounce_row"
    __table_args__ = (
        ForeignKeyConstraint(["payout_id", "payout_row"], ["payout_row.document_id", "payout_row.row_no"]),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("bounce.document_id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    payout_id: Mapped[int]
    payout_row: Mapped[int]


class Settlement(Base):
    """A double payment, a supplier's refund, a set-off or recovered VAT, on one day; amount in öre.

    The kind of the document says which. A set-off passes no bank account.
    """

    __tablename__ = "settlement"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    bank_account_id: Mapped[int | None] = mapped_column(ForeignKey("bank_account.document_id"))
    settled_on: Mapped[date]
    text: Mapped[str]
    amount_ore: Mapped[int] = mapped_column(Amount)


class SettlementRow(Base):
    """What it moves on one invoice in one pot; a set-off names the invoice that is paid by it, and its pot, too."""

    __tablename__ = "settlement_row"
    __table_args__ = (
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
        ForeignKeyConstraint(["book_id", "other_pot_id"], ["pot.book_id", "pot.id"]),
        CheckConstraint("amount_ore > 0", name="amount"),
        CheckConstraint("(other_pot_id IS NULL) = (other_invoice_id IS NULL)", name="other"),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("settlement.document_id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.document_id"), index=True)
    other_pot_id: Mapped[int | None]
    other_invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.document_id"), index=True)
    amount_ore: Mapped[int] = mapped_column(Amount)
