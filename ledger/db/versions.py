"""What every register with history shares: a head keeps the identity, and its versions say what holds from a day.

A version is a row that is never changed: a change, a correction and an end are each the next version. Which of them
holds is told in one place, `ledger.db.in_force`.
"""

from datetime import date, datetime
from typing import ClassVar, Final

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

FROM_THE_FIRST: Final = date.min
"""The first day of the facts that something was registered with: they hold for every day before a change."""


class Versioned:
    """The columns of a version: what it is a version of, its number, from which day it holds, who knew it when."""

    __of__: ClassVar[str]
    """The table of heads."""

    no: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    valid_from: Mapped[date]
    recorded_at: Mapped[datetime]

    @declared_attr
    @classmethod
    def of_id(cls) -> Mapped[int]:
        """The head's id."""
        return mapped_column(ForeignKey(f"{cls.__of__}.id"), primary_key=True, sort_order=-2)

    @declared_attr
    @classmethod
    def actor_id(cls) -> Mapped[int]:
        """Who recorded it."""
        return mapped_column(ForeignKey("person.id"))


class Ending(Versioned):
    """A version of something that holds between two days; it is ended by a version with a last day and the reason."""

    valid_to: Mapped[date | None]
    reason: Mapped[str]
