"""Invoices with their lines and how their VAT was judged."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class Invoice(Base):
    """One invoice from a supplier; amounts in öre, `gross_ore = net_ore + vat_ore`.

    `decision_id` is the standing decision that an invoice without a commitment rests on. `payee_account` is the number
    the invoice was registered with, kept although the register's may change.
    """

    __tablename__ = "invoice"
    __table_args__ = (
        CheckConstraint("gross_ore = net_ore + vat_ore AND gross_ore > 0 AND vat_ore >= 0", name="amounts"),
        CheckConstraint("due_on >= invoiced_on", name="dates"),
        Index("ix_invoice_supplier_number", "supplier_id", "supplier_number"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    supplier_number: Mapped[str]
    invoiced_on: Mapped[date]
    arrived_on: Mapped[date]
    due_on: Mapped[date]
    payment_reference: Mapped[str]
    payee_account: Mapped[str]
    net_ore: Mapped[int] = mapped_column(Amount)
    vat_ore: Mapped[int] = mapped_column(Amount)
    gross_ore: Mapped[int] = mapped_column(Amount)
    vat_judgement: Mapped[str]
    vat_reason: Mapped[str]
    vat_recoverable: Mapped[bool]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))


class InvoiceLine(Base):
    """One row of an invoice over a commitment or straight out of a pot; gross in öre, of which VAT."""

    __tablename__ = "invoice_line"
    __table_args__ = (
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("invoice.document_id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.document_id"), index=True)
    text: Mapped[str]
    gross_ore: Mapped[int] = mapped_column(Amount)
    vat_ore: Mapped[int] = mapped_column(Amount)


class InvoiceReplacement(Base):
    """An invoice that was registered anew in the place of one that was changed: at most once, so versions are a row."""

    __tablename__ = "invoice_replacement"

    document_id: Mapped[int] = mapped_column(ForeignKey("invoice.document_id"), primary_key=True)
    replaces_id: Mapped[int] = mapped_column(ForeignKey("invoice.document_id"), unique=True)


class InvoiceNumber(Base):
    """A supplier's number of an invoice or a credit invoice, as numbers are compared (`domain.invoices.folded_number`).

    A column of its own table, because a database folds no more than a–z, and because both kinds share the supplier's
    one series of numbers.
    """

    __tablename__ = "invoice_number"
    __table_args__ = (Index("ix_invoice_number_number_key", "supplier_id", "number_key"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    number_key: Mapped[str]
