"""Use reports, the reviews that book them, what of them is disallowed later, and what is paid on them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class UseReport(Base):
    """What a pot's holder says that it used the money for, in a period; amount in öre, the sum of its costs.

    `commitment_id` is what a use in arrears draws on, where the report names one; `replaces_id` is the report that this
    one was written instead of.
    """

    __tablename__ = "use_report"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount"),
        CheckConstraint("used_to >= used_from", name="period"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    holder_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.document_id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("use_report.document_id"))
    used_from: Mapped[date]
    used_to: Mapped[date]
    reported_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)
    text: Mapped[str]


class UseReportCost(Base):
    """What of a report was used for one type of cost, in öre."""

    __tablename__ = "use_report_cost"
    __table_args__ = (CheckConstraint("amount_ore > 0", name="amount"), {"sqlite_with_rowid": False})

    document_id: Mapped[int] = mapped_column(ForeignKey("use_report.document_id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    cost_type: Mapped[str]
    amount_ore: Mapped[int] = mapped_column(Amount)


class UseReview(Base):
    """What a report comes to in the book, as two persons attest it; amounts in öre.

    What is used of money held, what is owed in arrears, and what is more than that: the recipient's own.
    """

    __tablename__ = "use_review"
    __table_args__ = (
        CheckConstraint("held_ore >= 0 AND arrears_ore >= 0 AND own_ore >= 0", name="amounts"),
        CheckConstraint("held_ore + arrears_ore > 0", name="booked"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("use_report.document_id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    booked_on: Mapped[date]
    held_ore: Mapped[int] = mapped_column(Amount)
    arrears_ore: Mapped[int] = mapped_column(Amount)
    own_ore: Mapped[int] = mapped_column(Amount)


class UseDisallowance(Base):
    """What of an approved report is disallowed later, and shall be paid back; amount in öre."""

    __tablename__ = "use_disallowance"
    __table_args__ = (CheckConstraint("amount_ore > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("use_report.document_id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    disallowed_on: Mapped[date]
    due_on: Mapped[date | None]
    amount_ore: Mapped[int] = mapped_column(Amount)
    reason: Mapped[str]


class ReportPayout(Base):
    """One batch of what reports in arrears are owed, from one bank account on one day; amount in öre."""

    __tablename__ = "report_payout"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    bank_account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.document_id"))
    paid_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)


class ReportPayoutRow(Base):
    """One payment of a batch: to whom, to which account number and on which report."""

    __tablename__ = "report_payout_row"
    __table_args__ = (
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
        CheckConstraint("amount_ore > 0", name="amount"),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("report_payout.document_id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    report_id: Mapped[int] = mapped_column(ForeignKey("use_report.document_id"), index=True)
    payee_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    payee_account: Mapped[str]
    amount_ore: Mapped[int] = mapped_column(Amount)
