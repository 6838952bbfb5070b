"""`medel statement`: what each pot has and has done with it, as of a day and as known at a moment."""

import json
from typing import Final

import click

from ledger import clock
from ledger.cli.database import reading
from ledger.domain.periods import parse_day
from ledger.domain.scope import Scope
from ledger.reports.books import choose_book
from ledger.reports.moments import parse_moment
from ledger.reports.statement import Statement
from ledger.reports.statement import statement as statement_of
from ledger.reports.statement_table import as_document, readable_tables, statement_table
from ledger.reports.table_text import as_csv, as_text


@click.command()
@click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker.")
@click.option("--agreement", metavar="KOD", help="Bara överenskommelsen med den koden, till exempel PH2020.")
@click.option("--pot", metavar="KOD", help="Bara potten med den koden, och potterna under den.")
@click.option("--as-of", metavar="DATUM", help="Läget vid slutet av denna dag, ÅÅÅÅ-MM-DD. Annars i dag.")
@click.option(
    "--known-at",
    metavar="TID",
    help="Som det var registrerat då: ”ÅÅÅÅ-MM-DD TT:MM” i svensk tid, eller en dag (vid dess slut). Annars nu.",
)
@click.option(
    "--format", "layout", type=click.Choice(["table", "csv", "json"]), default="table", help="Tabell, CSV eller JSON."
)
@click.help_option("-h", "--hjälp", "--help", help="Visa den här hjälpen.")
def statement(
    *,
    book_code: str | None,
    agreement: str | None,
    pot: str | None,
    as_of: str | None,
    known_at: str | None,
    layout: str,
) -> None:
    """Visa sammanställningen: vad varje pott har fått och vad som har hänt med det.

    En rad visar pottens egna belopp; summan gäller hela trädet. Under tabellen står hur beloppen går ihop. Kolumner som
    bara har nollor visas inte i tabellen, men alltid i CSV och JSON. En pott finns med när något har bokförts på den.

    \b
    Tilldelat     det potten har fått, av bidragsgivaren eller från potten ovanför
    Rekvirerat    skickade rekvisitioner, minus det som har sänkts och det som har skickats tillbaka
    Inbetalt      inbetalningar på rekvisitionerna, minus det som har skickats tillbaka
    Utbetalt      betalda fakturor och utbetalt till mottagare, minus det som har kommit i retur
    Övriga bank-  allt annat på banken, så att
    rörelser      Bank = Inbetalt − Utbetalt + Övriga bankrörelser

    CSV har belopp i kronor med punkt som decimaltecken, JSON hela ören (namn på _ore). Summera Tilldelat
    bara över raderna med nivå (depth) 0: det som står djupare är fördelat från dem.
    """  # noqa: D301 - \b keeps click from joining the lines that follow
    day = clock.today() if as_of is None else parse_day(as_of)
    moment = None if known_at is None else parse_moment(known_at)
    scope = Scope.everything()
    with reading() as session:
        book = choose_book(session, scope=scope, code=book_code)
        found = statement_of(
            session, scope=scope, book_id=book.id, agreement=agreement, pot=pot, as_of=day, known_at=moment
        )
    click.echo(_WRITERS[layout](found), nl=False)


def _text(found: Statement) -> str:
    return "\n".join(map(as_text, readable_tables(found)))


def _csv(found: Statement) -> str:
    return as_csv(statement_table(found))


def _json(found: Statement) -> str:
    return json.dumps(as_document(found), ensure_ascii=False, indent=2) + "\n"


_WRITERS: Final = {"table": _text, "csv": _csv, "json": _json}
