"""Closed months and years, what was explained before they closed, and seals: the chain's end at a moment."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Amount, Base
from ledger.domain.findings import EXPLAINABLE


class PeriodState(Base):
    """A month (its first day) of a book closed or opened again; the row with the highest `no` holds."""

    __tablename__ = "period_state"
    __table_args__ = (
        CheckConstraint("state IN ('closed', 'open')", name="state"),
        {"sqlite_with_rowid": False},
    )

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    changed_on: Mapped[date]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Seal(Base):
    """The chain's end at a moment: whoever keeps it elsewhere can see whether anything before it has changed."""

    __tablename__ = "seal"
    __table_args__ = (
        ForeignKeyConstraint(["book_id", "seq"], ["entry.book_id", "entry.seq"]),
        {"sqlite_with_rowid": False},
    )

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Explanation(Base):
    """Why something differs at a month's end, in one person's words; the last `no` of a digest is the one that counts.

    The digest is that of what differs (`ledger.domain.findings`); the rest says what it was, for whoever reads it.
    """

    __tablename__ = "explanation"
    __table_args__ = (
        UniqueConstraint("book_id", "month", "digest", "no", "actor_id"),
        CheckConstraint("control IN ({})".format(", ".join(f"'{code}'" for code in EXPLAINABLE)), name="control"),
        {"sqlite_with_rowid": False},
    )

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    control: Mapped[str]
    what: Mapped[str]
    pot_code: Mapped[str]
    subject: Mapped[str]
    ledger_ore: Mapped[int] = mapped_column(Amount)
    expected_ore: Mapped[int] = mapped_column(Amount)
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class ExplanationAcceptance(Base):
    """An explanation accepted; `explained_by` is the explainer's own column, so that the two can be compared."""

    __tablename__ = "explanation_acceptance"
    __table_args__ = (
        ForeignKeyConstraint(
            ["book_id", "month", "digest", "no", "explained_by"],
            [f"explanation.{column}" for column in ("book_id", "month", "digest", "no", "actor_id")],
        ),
        CheckConstraint("actor_id <> explained_by", name="two_persons"),
        {"sqlite_with_rowid": False},
    )

    book_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    explained_by: Mapped[int]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class ClosingFinding(Base):
    """What differed when a month was closed (`no` of its state), with the accepted explanation it was closed on."""

    __tablename__ = "closing_finding"
    __table_args__ = (
        ForeignKeyConstraint(
            ["book_id", "month", "no"], ["period_state.book_id", "period_state.month", "period_state.no"]
        ),
        ForeignKeyConstraint(
            ["book_id", "month", "digest", "explanation_no"],
            [f"explanation_acceptance.{column}" for column in ("book_id", "month", "digest", "no")],
        ),
        {"sqlite_with_rowid": False},
    )

    book_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    explanation_no: Mapped[int]


class YearClosing(Base):
    """A year of a book closed, once and for all."""

    __tablename__ = "year_closing"
    __table_args__ = ({"sqlite_with_rowid": False},)

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    closed_on: Mapped[date]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
