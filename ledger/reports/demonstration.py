"""Whether a database is a demonstration, so that nobody takes its figures for the truth."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.keepers import Book
from ledger.db.organisations import Person

LOGINS_END: Final = "@vastkom.example"
"""What the logins of the demo's users end with: nobody can have a name under `example` (RFC 2606, section 3)."""
FIRST: Final = f"ekonom{LOGINS_END}"


def is_demonstration(session: Session) -> bool | None:
    """Whether the story was told here, which is settled with the first book; None as long as there is no book."""
    if session.execute(select(Book.id).order_by(Book.id).limit(1)).first() is None:
        return None
    return session.execute(select(Person.id).where(Person.login == FIRST)).first() is not None
