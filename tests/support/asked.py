"""What reports are asked with, to be asked of several with the same words."""

from datetime import date, datetime
from typing import TypedDict

from ledger.domain.scope import Scope


class Asked(TypedDict):
    """Of which book and agreement, at which day, as known when."""

    scope: Scope
    book_id: int
    agreement: str | None
    as_of: date | None
    known_at: datetime | None


class AskedOnDay(TypedDict):
    """The same with a day."""

    scope: Scope
    book_id: int
    agreement: str
    as_of: date
    known_at: datetime | None
