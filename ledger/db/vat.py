"""Whether a book recovers VAT: a dated setting with its history."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base


class VatSetting(Base):
    """What holds of a book's VAT from a day on, until a later row, and why; recorded anew, never overwritten."""

    __tablename__ = "vat_setting"
    __table_args__ = (UniqueConstraint("book_id", "valid_from", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    valid_from: Mapped[date]
    version: Mapped[int]
    recovers: Mapped[bool]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
