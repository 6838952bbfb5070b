"""Books: opened once, each with the pot Övrigt as its first root, and found by code within one's scope."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.claiming import insert_unless_taken
from ledger.db.keepers import Book
from ledger.domain.entries import PotRef
from ledger.domain.scope import Scope
from ledger.errors import AlreadyExists, NotFound
from ledger.services.audit import write_audit
from ledger.services.inputs import require_not_ahead, require_text
from ledger.services.organisations import require_organisation
from ledger.services.pots import find_pot, open_root

OTHER_CODE: Final = "OVRIGT"
OTHER_NAME: Final = "Övrigt"


@dataclass(frozen=True)
class BookInfo:
    """A book: who keeps it, and the first day it takes."""

    id: int
    code: str
    name: str
    organisation_id: int
    opened_on: date


def open_book(
    session: Session, *, actor: int, scope: Scope, code: str, name: str, organisation_id: int, opened_on: date
) -> BookInfo:
    """Open a book that `organisation_id` keeps, with Övrigt as its pot number 1.

    Only a scope of all books can see one that is not there yet. Raises `AlreadyExists`, `TextMissing`,
    `DateOutOfRange`, `NotFound`.
    """
    row = {"code": require_text("Kod", code), "name": require_text("Namn", name)}
    if scope.books is not None:
        raise NotFound(what="bok", name=row["code"])
    require_organisation(session, organisation_id)
    require_not_ahead("Öppningsdag", opened_on)
    taken = _find(session, row["code"]) is not None
    opened = {**row, "organisation_id": organisation_id, "opened_on": opened_on}
    book_id: int | None = None if taken else insert_unless_taken(session, Book, opened)
    if book_id is None:
        raise AlreadyExists(what="bok", name=row["code"])
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="open",
        what="book",
        what_id=book_id,
        code=row["code"],
        opened_on=opened_on,
    )
    open_root(session, actor=actor, scope=scope, book_id=book_id, code=OTHER_CODE, name=OTHER_NAME, opened_on=opened_on)
    return BookInfo(book_id, row["code"], row["name"], organisation_id, opened_on)


def find_book(session: Session, scope: Scope, code: str) -> BookInfo:
    """The book of that code; raises `NotFound`, also for a book out of scope."""
    found = _find(session, code)
    if found is None:
        raise NotFound(what="bok", name=code)
    scope.require_book(found.id, code)
    return found


def other_root(session: Session, book_id: int) -> PotRef:
    """Övrigt, which takes bank movements that belong to no agreement: DOMAIN §4."""
    return find_pot(session, book_id, OTHER_CODE).ref


def _find(session: Session, code: str) -> BookInfo | None:
    row = session.execute(select(Book).where(Book.code == code)).scalar_one_or_none()
    return None if row is None else BookInfo(row.id, row.code, row.name, row.organisation_id, row.opened_on)
