"""The audit log: who did what when; ids only, no personal data."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base


class Audit(Base):
    """One thing a person did: the verb, what it concerned, and the facts as canonical JSON."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    book_id: Mapped[int | None] = mapped_column(ForeignKey("book.id"))
    verb: Mapped[str]
    what: Mapped[str]
    what_id: Mapped[int | None]
    facts: Mapped[str]
