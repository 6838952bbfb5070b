"""A person's tokens for programs: for what, until when, and when each was last used."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.access import ApiToken, ApiTokenEnd, ApiTokenUse
from ledger.db.keepers import Book


@dataclass(frozen=True)
class TokenRow:
    """A token that was not ended; `used_at` is None for one that was never used."""

    id: int
    name: str
    book: str
    role: str
    expires_on: date
    used_at: datetime | None


def tokens_of(session: Session, person_id: int) -> tuple[TokenRow, ...]:
    """The person's tokens that were not ended, also those whose last day has been, the newest first."""
    query = (
        select(ApiToken.id, ApiToken.name, Book.code, ApiToken.role, ApiToken.expires_on, ApiTokenUse.used_at)
        .join(Book, Book.id == ApiToken.book_id)
        .outerjoin(ApiTokenEnd, ApiTokenEnd.token_id == ApiToken.id)
        .outerjoin(ApiTokenUse, ApiTokenUse.token_id == ApiToken.id)
        .where(ApiToken.person_id == person_id, ApiTokenEnd.token_id.is_(None))
        .order_by(ApiToken.id.desc())
    )
    return tuple(TokenRow(*row) for row in session.execute(query))
