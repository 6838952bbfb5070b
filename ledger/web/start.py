"""The first page: the books one may see, and what is left in each."""

from flask import Blueprint, render_template

from ledger.http.database import reading
from ledger.http.who import required
from ledger.reports.books import all_books
from ledger.reports.statement import statement

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
def show() -> str:
    """Every book with its first figure, and the way on."""
    rights = required().rights
    scope = rights.scope()
    books = [
        (book, statement(reading(), scope=scope, book_id=book.id, agreement=None, pot=None, as_of=None, known_at=None))
        for book in all_books(reading(), scope=scope)
    ]
    return render_template("start.html", books=books, roles=rights.roles)
