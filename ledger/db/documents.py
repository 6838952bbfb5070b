"""Documents: what every booked event rests on, its facts, its states and its attests. All append-only.

A document's id is the subject of the accounts it opens (a requisition's claim, a commitment, an invoice, a bank
account). Its state is its last row of states; its facts say what it will move, before anything is booked.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base


class Document(Base):
    """The head of a document: its kind, its number (`R-2020-01`), its source key and the digest of its content."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("book_id", "number"),
        UniqueConstraint("book_id", "kind", "year", "ordinal"),
        UniqueConstraint("book_id", "source_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    kind: Mapped[str]
    year: Mapped[int]
    ordinal: Mapped[int]
    number: Mapped[str]
    source_key: Mapped[str]
    digest: Mapped[str]
    example: Mapped[bool]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class DocumentFact(Base):
    """One row of what a document states (`domain.events.Fact`), amounts in öre, 0 where it names nothing."""

    __tablename__ = "document_fact"
    __table_args__ = (
        CheckConstraint("amount_ore <> 0 OR vat_ore <> 0", name="amount"),
        ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"]),
        Index("ix_document_fact_subject", "book_id", "subject_id"),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int]
    code: Mapped[str]
    pot_id: Mapped[int]
    other_pot_id: Mapped[int]
    subject_id: Mapped[int]
    other_subject_id: Mapped[int]
    bank_id: Mapped[int]
    amount_ore: Mapped[int] = mapped_column(Amount)
    vat_ore: Mapped[int] = mapped_column(Amount)
    claim_ore: Mapped[int] = mapped_column(Amount)


class DocumentState(Base):
    """One state a document came into, why and by whom; `entry_seq` where an entry of the book brought it there."""

    __tablename__ = "document_state"
    __table_args__ = (
        Index("ix_document_state_state", "state"),
        {"sqlite_with_rowid": False},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    entry_seq: Mapped[int | None]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Attest(Base):
    """One step of the attest of a document: two steps a round, by two different persons, held by the constraints.

    The digest of the second step covers the digest of the first, so that an entry which names the second rests on both.
    """

    __tablename__ = "attest"
    __table_args__ = (
        UniqueConstraint("document_id", "round", "step"),
        UniqueConstraint("document_id", "round", "person_id"),
        CheckConstraint("step IN ('confirm', 'approve')", name="step"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    round: Mapped[int]
    step: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    digest: Mapped[str]
