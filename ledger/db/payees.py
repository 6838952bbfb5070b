"""Payee accounts: that one person proposes a change and another answers is held by the database itself."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base
from ledger.db.versions import Versioned


class PayeeAccount(Versioned, Base):
    """A number that an organisation is to be paid to from a day on, as one person proposed it.

    None takes the number of that kind away. It counts when another person has confirmed it.
    """

    __tablename__ = "payee_account"
    __of__ = "organisation"
    __table_args__ = (
        CheckConstraint("kind IN ('bankgiro', 'plusgiro', 'bank_account')", name="kind"),
        UniqueConstraint("of_id", "no", "actor_id"),
        {"sqlite_with_rowid": False},
    )

    kind: Mapped[str]
    number: Mapped[str | None]
    reason: Mapped[str]


class PayeeAccountAnswer(Base):
    """The one answer to a proposal; `proposed_by` is the proposer's own column, so that the two can be compared."""

    __tablename__ = "payee_account_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["of_id", "no", "proposed_by"], ["payee_account.of_id", "payee_account.no", "payee_account.actor_id"]
        ),
        CheckConstraint("answer IN ('confirmed', 'refused')", name="answer"),
        CheckConstraint("actor_id <> proposed_by", name="two_persons"),
        {"sqlite_with_rowid": False},
    )

    of_id: Mapped[int] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    proposed_by: Mapped[int]
    answer: Mapped[str]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
