"""Finding a book, an agreement or a pot by its code, within what the reader may see."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from ledger.db.agreements import Agreement, Purpose
from ledger.db.keepers import Book
from ledger.db.pots import Pot
from ledger.domain.scope import Scope
from ledger.errors import BookNotChosen, NoBookYet, NotFound


@dataclass(frozen=True)
class BookRef:
    """A book: its id, the code it is asked for by, its name and the first day it can hold."""

    id: int
    code: str
    name: str
    opened_on: date


@dataclass(frozen=True)
class AgreementRef:
    """An agreement of a book, with the pots at the roots of its purposes, in order of number."""

    id: int
    code: str
    name: str
    roots: tuple[int, ...]


@dataclass(frozen=True)
class PotPlace:
    """A pot by its number and code, and where it stands in its tree (`/2/3/`)."""

    id: int
    code: str
    root_id: int
    path: str


def all_books(session: Session, *, scope: Scope) -> tuple[BookRef, ...]:
    """The books of which anything lies within the scope, in order of code."""
    found = (_book(row) for row in session.execute(_BOOKS.order_by(Book.code, Book.id)))
    return tuple(book for book in found if scope.sees_of_book(book.id))


def find_book(session: Session, *, scope: Scope, code: str) -> BookRef:
    """The book of that code; raises `NotFound`, also for a book outside the scope."""
    row = session.connection().execute(_BY_CODE, {"code": code}).one_or_none()
    if row is None or not scope.sees_of_book(row.id):
        raise NotFound(what="bok", name=code)
    return _book(row)


def get_book(session: Session, *, scope: Scope, book_id: int) -> BookRef:
    """The book of that id; raises `NotFound`, also for a book of which nothing lies within the scope."""
    row = session.execute(_BOOKS.where(Book.id == book_id)).one_or_none()
    if row is None or not scope.sees_of_book(row.id):
        raise NotFound(what="bok", name=str(book_id))
    return _book(row)


def choose_book(session: Session, *, scope: Scope, code: str | None) -> BookRef:
    """The book of that code, or without one the only book there is; raises `NotFound`, `NoBookYet`, `BookNotChosen`."""
    if code is not None:
        return find_book(session, scope=scope, code=code)
    books = all_books(session, scope=scope)
    if not books:
        raise NoBookYet
    if len(books) != 1:
        raise BookNotChosen(books=tuple(book.code for book in books))
    return books[0]


def all_agreements(session: Session, *, scope: Scope, book_id: int) -> tuple[tuple[str, str], ...]:
    """Code and name of the book's agreements, in order of code."""
    scope.require_book(book_id)
    query = select(Agreement.code, Agreement.name).where(Agreement.book_id == book_id).order_by(Agreement.code)
    return tuple((code, name) for code, name in session.execute(query))


def find_agreement(session: Session, *, scope: Scope, book_id: int, code: str) -> AgreementRef:
    """The book's agreement of that code; raises `NotFound`."""
    scope.require_book(book_id)
    row = session.execute(
        select(Agreement.id, Agreement.code, Agreement.name).where(Agreement.book_id == book_id, Agreement.code == code)
    ).one_or_none()
    if row is None:
        raise NotFound(what="överenskommelse", name=code)
    roots = session.scalars(select(Purpose.pot_id).where(Purpose.agreement_id == row.id).order_by(Purpose.pot_id)).all()
    return AgreementRef(row.id, row.code, row.name, tuple(roots))


def find_pot(session: Session, *, scope: Scope, book_id: int, code: str) -> PotPlace:
    """The book's pot of that code; raises `NotFound`, also for a pot outside the scope."""
    row = session.execute(
        select(Pot.id, Pot.code, Pot.root_id, Pot.path).where(Pot.book_id == book_id, Pot.code == code)
    ).one_or_none()
    if row is None:
        raise NotFound(what="medelspott", name=code)
    scope.require_pot(book_id, row.path, code)
    return PotPlace(row.id, row.code, row.root_id, row.path)


_BOOKS: Select[int, str, str, date] = select(Book.id, Book.code, Book.name, Book.opened_on)
_BY_CODE: Select[int, str, str, date] = _BOOKS.where(Book.code == bindparam("code"))
"""Put together once: it is asked at nearly every request."""


def _book(row: Row[int, str, str, date]) -> BookRef:
    return BookRef(row.id, row.code, row.name, row.opened_on)
