"""What passes the bank beside requisitions and payouts, what the bank itself says, and which of both are the same."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class BankEvent(Base):
    """Interest that the payer shall have, or a movement outside agreements; öre, positive into the bank."""

    __tablename__ = "bank_event"
    __table_args__ = (
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
        CheckConstraint("amount_ore <> 0", name="amount"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    book_id: Mapped[int]
    pot_id: Mapped[int]
    bank_account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.document_id"))
    moved_on: Mapped[date]
    text: Mapped[str]
    amount_ore: Mapped[int] = mapped_column(Amount)


class BankStatement(Base):
    """What the bank says of an account over the days `since` to `day`; a higher version of the same day replaces it.

    Without rows it says its balances alone. Amounts in öre.
    """

    __tablename__ = "bank_statement"
    __table_args__ = (
        UniqueConstraint("bank_account_id", "day", "version"),
        CheckConstraint("since <= day", name="days"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    bank_account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.document_id"))
    since: Mapped[date]
    day: Mapped[date]
    version: Mapped[int]
    with_rows: Mapped[bool]
    opening_ore: Mapped[int] = mapped_column(Amount)
    closing_ore: Mapped[int] = mapped_column(Amount)


class BankStatementRow(Base):
    """One movement as the bank wrote it; öre, positive into the account."""

    __tablename__ = "bank_statement_row"
    __table_args__ = (
        CheckConstraint("amount_ore <> 0", name="amount"),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("bank_statement.document_id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    text: Mapped[str]
    amount_ore: Mapped[int] = mapped_column(Amount)


class BankMatch(Base):
    """Rows of the bank and entries of the book that are the same movements of one account, found by hand or alike."""

    __tablename__ = "bank_match"
    __table_args__ = (CheckConstraint("found IN ('by_hand', 'alone', 'carried')", name="found"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    bank_account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.document_id"))
    found: Mapped[str]


class BankMatchRow(Base):
    """A row of the bank in a match."""

    __tablename__ = "bank_match_row"
    __table_args__ = (
        ForeignKeyConstraint(
            ["statement_id", "statement_row_no"], ["bank_statement_row.document_id", "bank_statement_row.row_no"]
        ),
        Index("ix_bank_match_row_statement", "statement_id", "statement_row_no"),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("bank_match.document_id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int]
    statement_row_no: Mapped[int]


class BankMatchEntry(Base):
    """An entry of the book in a match, by its number in the book."""

    __tablename__ = "bank_match_entry"
    __table_args__ = (
        ForeignKeyConstraint(["book_id", "seq"], ["entry.book_id", "entry.seq"]),
        Index("ix_bank_match_entry_seq", "book_id", "seq"),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("bank_match.document_id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int]
    seq: Mapped[int]
