"""`medel calendar`: the last days as a file that a calendar takes in."""

from pathlib import Path

import click

from ledger import clock
from ledger.cli.database import reading
from ledger.domain.periods import parse_day
from ledger.domain.scope import Scope
from ledger.formats.whole_file import whole_file
from ledger.reports.books import choose_book
from ledger.reports.deadlines import deadline_calendar, deadlines


@click.command()
@click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker.")
@click.option("--agreement", metavar="KOD", help="Bara överenskommelsen med den koden, till exempel PH2020.")
@click.option("--as-of", metavar="DATUM", help="Det som är kvar att göra denna dag, ÅÅÅÅ-MM-DD. Annars i dag.")
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FIL",
    required=True,
    type=click.Path(path_type=Path),
    help="Filen som skrivs, till exempel sista-dagar.ics.",
)
@click.help_option("-h", "--hjälp", "--help", help="Visa den här hjälpen.")
def calendar(*, book_code: str | None, agreement: str | None, as_of: str | None, path: Path) -> None:
    """Skriv sista dagarna som en kalenderfil (iCalendar, RFC 5545).

    Läs in den igen när något har ändrats: varje dag har samma kännetecken i varje fil, så inget blir dubbelt.
    """
    day, scope = clock.today() if as_of is None else parse_day(as_of), Scope.everything()
    with reading() as session:
        book = choose_book(session, scope=scope, code=book_code)
        found = deadlines(session, scope=scope, book_id=book.id, agreement=agreement, as_of=day, known_at=None)
    with whole_file(path) as out:
        out.write(deadline_calendar(found, stamp=clock.now()))
    count = len(found.deadlines)
    click.echo(f"{path}: {count} {'dag' if count == 1 else 'dagar'}")
