"""The statement of a book on a page: the reports' own table, drawn."""

from flask import Blueprint, render_template, request

from ledger.http.access import book_asked_for
from ledger.http.database import reading
from ledger.http.who import required
from ledger.reports.statement import statement
from ledger.reports.statement_table import readable_tables
from ledger.web.inputs import day_asked_for

blueprint = Blueprint("statement", __name__)


@blueprint.get("/b/<book>/sammanstallning")
def show(book: str) -> str:
    """Every purpose with its pots, as of a day."""
    who = required()
    found = book_asked_for(who)
    as_of = day_asked_for(request.args.get("per", ""))
    told = statement(
        reading(), scope=who.rights.scope(), book_id=found.id, agreement=None, pot=None, as_of=as_of, known_at=None
    )
    return render_template("statement.html", book=found, code=book, as_of=as_of, tables=readable_tables(told))
