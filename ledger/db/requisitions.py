"""Requisitions, the certificates they need, and the receipts that answer them."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class Requisition(Base):
    """One claim on the payer for one purpose, as the terms of its day said it; amount in öre."""

    __tablename__ = "requisition"
    __table_args__ = (ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    payer_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    instrument: Mapped[str]
    reference: Mapped[str]
    text: Mapped[str]
    due_on: Mapped[date | None]
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.document_id"))
    sent_on: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Amount)


class Certificate(Base):
    """The finance director's certificate that the other principals have given the mandate to requisition."""

    __tablename__ = "certificate"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    certified_on: Mapped[date]
    certified_by: Mapped[str]
    reference: Mapped[str]


class Receipt(Base):
    """Money that came to the bank from the payer, whole or in part; amount in öre."""

    __tablename__ = "receipt"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    requisition_id: Mapped[int] = mapped_column(ForeignKey("requisition.document_id"), index=True)
    bank_account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.document_id"))
    received_on: Mapped[date]
    payer_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    text: Mapped[str]
    amount_ore: Mapped[int] = mapped_column(Amount)


class BankAccount(Base):
    """A bank account of the book."""

    __tablename__ = "bank_account"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    name: Mapped[str]
    number: Mapped[str]
