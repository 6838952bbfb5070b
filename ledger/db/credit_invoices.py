"""Credit invoices: what a supplier takes back of one invoice, line by line."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class CreditInvoice(Base):
    """One credit of one invoice under the supplier's own number; amounts in öre, positive, `gross = net + VAT`."""

    __tablename__ = "credit_invoice"
    __table_args__ = (
        CheckConstraint("gross_ore = net_ore + vat_ore AND gross_ore > 0 AND vat_ore >= 0", name="amounts"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.document_id"), index=True)
    supplier_number: Mapped[str]
    credited_on: Mapped[date]
    arrived_on: Mapped[date]
    net_ore: Mapped[int] = mapped_column(Amount)
    vat_ore: Mapped[int] = mapped_column(Amount)
    gross_ore: Mapped[int] = mapped_column(Amount)
    vat_judgement: Mapped[str]
    vat_reason: Mapped[str]
    reason: Mapped[str]


class CreditLine(Base):
    """What is credited of one line of the invoice; gross in öre, of which VAT."""

    __tablename__ = "credit_line"
    __table_args__ = (
        CheckConstraint("gross_ore > 0 AND vat_ore >= 0 AND vat_ore <= gross_ore", name="amounts"),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("credit_invoice.document_id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    invoice_row: Mapped[int]
    gross_ore: Mapped[int] = mapped_column(Amount)
    vat_ore: Mapped[int] = mapped_column(Amount)
