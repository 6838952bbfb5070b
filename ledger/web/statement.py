"""The statement of a book on a page: the reports' own table, drawn."""

from datetime import date

from flask import Blueprint, render_template, request

from ledger.http.access import book_asked_for
from ledger.http.database import reading
from ledger.http.language import language
from ledger.http.who import Caller, required
from ledger.reports.books import BookRef
from ledger.reports.rights import topmost_pots
from ledger.reports.statement import Statement, statement
from ledger.reports.statement_table import readable_tables
from ledger.web.inputs import day_asked_for

blueprint = Blueprint("statement", __name__)


@blueprint.get("/b/<book>/sammanstallning")
def show(book: str) -> str:
    """Every purpose with its pots as of a day; for a steering group, its own pots."""
    who = required()
    found = book_asked_for(who)
    as_of = day_asked_for(request.args.get("per", ""))
    tables = [table for told in statements_for(who, found, as_of) for table in readable_tables(told, language())]
    return render_template("statement.html", book=found, code=book, as_of=as_of, tables=tables)


def statements_for(who: Caller, book: BookRef, as_of: date | None) -> list[Statement]:
    """The whole book's statement for those who see it, otherwise one for each pot the caller's bodies decide over."""
    scope = who.rights.scope()
    pots = [None] if scope.sees_book(book.id) else [*topmost_pots(reading(), who.rights, book.id)]
    return [
        statement(reading(), scope=scope, book_id=book.id, agreement=None, pot=pot, as_of=as_of, known_at=None)
        for pot in pots
    ]
