"""`medel check`: what does not tie, with signed differences and the entries to look at."""

import json
import sys
from typing import Final

import click

from ledger.cli.database import reading
from ledger.domain.scope import Scope
from ledger.money import format_kronor
from ledger.reports.books import all_books, find_book
from ledger.reports.controls import Answer, ControlResult, run_controls

DIFFERS: Final = 1


@click.command()
@click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Utan den kontrolleras alla böcker.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="Hur svaret skrivs.")
def check(book_code: str | None, form: str) -> None:
    """Avstäm boken: visa det som inte stämmer.

    Varje kontroll svarar Stämmer, Skiljer eller Kan inte kontrolleras. Slutar med kod 1 om något skiljer.
    """
    scope = Scope.everything()
    with reading() as session:
        books = all_books(session, scope=scope) if book_code is None else [find_book(session, scope=scope, code=book_code)]
        results = {
            book.code: run_controls(session, scope=scope, book_id=book.id, as_of=None, known_at=None) for book in books
        }
    if form == "json":
        click.echo(json.dumps([_document(code, found) for code, found in results.items()], ensure_ascii=False, indent=2))
    else:
        for code, found in results.items():
            click.echo(_words(code, found))
    if any(result.answer is Answer.DIFFERS for found in results.values() for result in found):
        sys.exit(DIFFERS)
