"""`medel export`: the workbooks."""

from datetime import datetime
from pathlib import Path
from typing import Final

import click

from exports.arsavslut import export_arsavslut
from exports.avstamning import export_avstamning
from ledger import clock
from ledger.cli.database import reading
from ledger.domain.periods import parse_day
from ledger.domain.scope import Scope
from ledger.reports.books import choose_book
from ledger.reports.moments import parse_moment

WORKBOOKS: Final = {
    "avstamning": "Avstämning av en överenskommelse: kontroller, potter, nycklar, rekvisitioner, uppdrag, fakturor, "
    "utbetalningar och alla verifikationer.",
    "arsavslut": "Årsavslut av en överenskommelse: ingående och utgående per ändamål och pott, och vad som ska betalas "
    "tillbaka eller får sparas.",
}


@click.group()
def export() -> None:
    """Arbetsböcker i Excel."""


@export.command("list")
def list_command() -> None:
    """Visa vilka arbetsböcker som finns."""
    for name, description in WORKBOOKS.items():
        click.echo(f"{name}\t{description}")


@export.command("avstamning")
@click.option("--agreement", required=True, metavar="KOD", help="Överenskommelsens kod, till exempel PH2020.")
@click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker.")
@click.option("--as-of", "as_of", metavar="DATUM", help="Läget per denna dag, ÅÅÅÅ-MM-DD. Annars i dag.")
@click.option(
    "--known-at", "known_at", metavar="TID", help="Som det var registrerat då. Annars allt som är registrerat."
)
@click.option(
    "-o", "--output", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Filen som skrivs."
)
def avstamning(agreement: str, book_code: str | None, as_of: str | None, known_at: str | None, path: Path) -> None:
    """Skriv avstämningen av en överenskommelse.

    Samma läge ger samma fil, till sista byte. En fil som inte kan skrivas hel lämnas inte kvar.
    """
    scope = Scope.everything()
    with reading() as session:
        written = export_avstamning(
            session,
            scope=scope,
            book_id=choose_book(session, scope=scope, code=book_code).id,
            agreement=agreement,
            as_of=clock.today() if as_of is None else parse_day(as_of),
            known_at=_moment(known_at),
            path=path,
        )
    click.echo(f"{written.path}: {written.lines} rader, till och med {written.last_entry}, hash {written.last_hash}")


@export.command("arsavslut")
@click.option("--agreement", required=True, metavar="KOD", help="Överenskommelsens kod, till exempel PH2020.")
@click.option("--year", required=True, type=click.IntRange(1000, 9999), metavar="ÅR", help="Året som avslutas.")
@click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker.")
@click.option(
    "--known-at", "known_at", metavar="TID", help="Som det var registrerat då. Annars allt som är registrerat."
)
@click.option(
    "-o", "--output", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Filen som skrivs."
)
def arsavslut(agreement: str, year: int, book_code: str | None, known_at: str | None, path: Path) -> None:
    """Skriv årsavslutet av en överenskommelse.

    Samma fråga ger samma fil, till sista byte. En fil som inte kan skrivas hel lämnas inte kvar.
    """
    scope = Scope.everything()
    with reading() as session:
        written = export_arsavslut(
            session,
            scope=scope,
            book_id=choose_book(session, scope=scope, code=book_code).id,
            agreement=agreement,
            year=year,
            known_at=_moment(known_at),
            path=path,
        )
    click.echo(
        f"{written.path}: {written.purposes} ändamål, till och med {written.last_entry}, hash {written.last_hash}"
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else parse_moment(text)
