"""The first page: the books one may see, and what is left in each, with its statement."""

from flask import Blueprint, render_template

from ledger.http.database import reading
from ledger.http.language import language
from ledger.http.who import required
from ledger.reports.books import all_books
from ledger.reports.statement_table import readable_tables
from ledger.web.statement import statements_for

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
def show() -> str:
    """Every book one has a role in: its first figure and its statement as far as one may see it, and the way on."""
    who = required()
    books = [
        (book, [(told, readable_tables(told, language())) for told in statements_for(who, book, None)])
        for book in all_books(reading(), scope=who.rights.places())
    ]
    return render_template("start.html", books=books, roles=who.rights.roles)
