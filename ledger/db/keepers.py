"""Who keeps books: a set of books by its code. What is booked in it lies in `books`, where only the door writes."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base


class Book(Base):
    """A set of books that one organisation keeps (redovisningsenhet). Its row is what the door locks."""

    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    opened_on: Mapped[date]
