"""The book itself: accounts, turnovers, entries and lines. PROTECTED: only the door, balances and reports come here.

Every key starts with the book. Balances and turnovers are moved by the database's own triggers when an entry is
inserted (`guards`), never by a statement of ours.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base
from ledger.domain.chart import CHART, Never, kinds_never


def _quoted(never: Never) -> str:
    return ", ".join(f"'{kind.value}'" for kind in kinds_never(never))


_KINDS = ", ".join(f"'{kind.value}'" for kind in CHART)
_NEVER = (
    f"(balance_ore >= 0 OR kind NOT IN ({_quoted(Never.CREDIT)})) "
    f"AND (balance_ore <= 0 OR kind NOT IN ({_quoted(Never.DEBIT)}))"
)


class Account(Base):
    """The balance of one account today, in öre; 0 stands for an absent subject. Moved by the guard only."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint(_NEVER, name="never"),
        {"sqlite_with_rowid": False},
    )

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    pot_id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    balance_ore: Mapped[int] = mapped_column(Amount)
    last_seq: Mapped[int]


class Turnover(Base):
    """Debits and credits of one account on one day by one kind of event, in öre. Moved by the guard only."""

    __tablename__ = "turnover"
    __table_args__ = ({"sqlite_with_rowid": False},)

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    pot_id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(primary_key=True)
    debit_ore: Mapped[int] = mapped_column(Amount)
    credit_ore: Mapped[int] = mapped_column(Amount)
    last_seq: Mapped[int]


class Entry(Base):
    """One booked event. `seq` runs through the book, `number` through the year of `booked_on`; both without a gap."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("book_id", "year", "number"),
        UniqueConstraint("book_id", "source_key"),
        UniqueConstraint("book_id", "reverses_seq"),
        ForeignKeyConstraint(["book_id", "reverses_seq"], ["entry.book_id", "entry.seq"]),
        CheckConstraint("length(hash) = 64 AND length(prev_hash) = 64", name="hash"),
        CheckConstraint("seq > 0 AND number > 0", name="numbers"),
        Index("ix_entry_document", "document_id"),
        Index("ix_entry_booked_on", "book_id", "booked_on", "seq"),
        Index("ix_entry_recorded_at", "book_id", "recorded_at"),
        {"sqlite_with_rowid": False},
    )

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    booked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    event: Mapped[str]
    text: Mapped[str]
    source_key: Mapped[str]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    document_digest: Mapped[str | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    decision_digest: Mapped[str | None]
    attest_id: Mapped[int | None] = mapped_column(ForeignKey("attest.id"))
    attest_digest: Mapped[str | None]
    reverses_seq: Mapped[int | None]
    prev_hash: Mapped[str]
    hash: Mapped[str]


class Line(Base):
    """One line of an entry: its account and its amount in öre, debit +, credit −."""

    __tablename__ = "line"
    __table_args__ = (
        ForeignKeyConstraint(["book_id", "seq"], ["entry.book_id", "entry.seq"], deferrable=True, initially="DEFERRED"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("amount_ore <> 0", name="amount"),
        UniqueConstraint("book_id", "kind", "pot_id", "subject_id", "seq"),
        {"sqlite_with_rowid": False},
    )

    book_id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    pot_id: Mapped[int]
    subject_id: Mapped[int]
    amount_ore: Mapped[int] = mapped_column(Amount)
