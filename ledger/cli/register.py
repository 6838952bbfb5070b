"""`medel register` and `medel file`: what is registered, with the ids that commands take, and the files attached."""

from pathlib import Path
from typing import Final, Unpack

import click

from ledger.cli.database import reading
from ledger.cli.report import BookOptions, asking_of_book, show_of_book
from ledger.domain.scope import Scope
from ledger.formats.whole_file import whole_file
from ledger.reports.books import choose_book
from ledger.reports.files import read_file
from ledger.reports.registers import REGISTERS


@click.command()
@click.argument("name", metavar="NAMN", type=click.Choice(list(REGISTERS)))
@asking_of_book
def register(*, name: str, **options: Unpack[BookOptions]) -> None:
    """Visa ett register, med de id som kommandona i medel do tar.

    \b
    organisations, memberships, payee-accounts   organisationer, deras medlemskap och betalkonton
    bodies, mandates                             organ och vad de får besluta
    persons, roles, attest-rights                personer i boken, deras roller och attesträtter
    agreements                                   överenskommelser med alla versioner av villkoren
    decisions, pots, files                       beslut med sändlista, potter, bilagor
    bank-accounts, bank-matches, unplaced        bankkonton, avstämda rader, ej ihopparade inbetalningar

    Det som har upphört visas också. Läget är dagens eller det vid --as-of, som det var registrerat vid --known-at.
    """  # noqa: D301 - \b keeps click from joining the lines that follow
    show_of_book(options, lambda session, asked: REGISTERS[name](session, **asked))


@click.command()
@click.argument("attachment_id", metavar="ID", type=int)
@click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker.")
@click.option(
    "-o", "--output", "path", metavar="FIL", required=True, type=click.Path(path_type=Path), help="Filen som skrivs."
)
@click.help_option("-h", "--hjälp", "--help", help="Visa den här hjälpen.")
def file(*, attachment_id: int, book_code: str | None, path: Path) -> None:
    """Hämta en bilaga, med det id som medel register files visar.

    Innehållet prövas mot sitt SHA-256. En fil som är skadad, eller som inte kan skrivas hel, lämnas inte kvar.
    """
    with reading() as session:
        book = choose_book(session, scope=_SCOPE, code=book_code)
        row, content = read_file(session, scope=_SCOPE, book_id=book.id, attachment_id=attachment_id)
    with whole_file(path) as out:
        out.write(content)
    click.echo(f"{path}: {row.name}, {row.size} byte, SHA-256 {row.digest}")


_SCOPE: Final = Scope.everything()
