"""`medel import`: registers, keys and allocations from Excel and CSV, with templates, preview and every fault told."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from exports.importmall import write_template
from ledger.cli.database import writing
from ledger.domain.scope import Scope
from ledger.errors import FileNotRead, ImportRefused
from ledger.imports.importing import KINDS, Imported, import_file, preview_file
from ledger.imports.kinds import ImportKind
from ledger.imports.tables import columns_table, effects_table, faults_table, pots_table
from ledger.reports.books import choose_book
from ledger.reports.table_text import as_text
from ledger.services.persons import find_person


@click.group("import")
def import_group() -> None:
    """Läs in register, nycklar och fördelningar ur Excel och CSV.

    Allt i filen läses in, eller inget. Det som redan är inläst ändras inte. Börja med en mall: medel import template.
    """


@import_group.command("template")
@click.argument("kind", metavar="SLAG", type=click.Choice(list(KINDS)))
@click.option(
    "-o",
    "--output",
    "path",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Filen som skrivs: CSV om namnet slutar på .csv, annars Excel.",
)
def template(kind: str, path: Path) -> None:
    """Skriv en mall för SLAG, och förklara dess kolumner."""
    write_template(KINDS[kind], path)
    click.echo(as_text(columns_table(KINDS[kind])))
    click.echo(f"{path}: mall för {KINDS[kind].title.lower()}")


def read_bytes(path: Path) -> bytes:
    """A file's content; raises `FileNotRead`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileNotRead(path=str(path), reason=error.strerror or "") from error


@contextmanager
def _faults_told() -> Iterator[None]:
    """A block whose refusal of a file is told place by place, before it is told as a whole."""
    try:
        yield
    except ImportRefused as refused:
        click.echo(as_text(faults_table(refused)), err=True)
        raise


def _tell(imported: Imported, *, preview: bool) -> None:
    click.echo(as_text(effects_table(imported)))
    if imported.pots:
        click.echo(as_text(pots_table(imported)))
    for number in imported.documents:
        click.echo(f"Bokfört: {number}" if not preview else f"Skulle bokföras: {number}")
    if preview:
        click.echo("Förhandsgranskning: inget är sparat.")


def _command(kind: ImportKind[Any]) -> click.Command:
    """The command of one kind, whose help is made from its description."""

    @click.argument("path", metavar="FIL", type=click.Path(path_type=Path))
    @click.option("--sheet", metavar="NAMN", help="Bladet i arbetsboken. Behövs bara när flera blad har värden.")
    @click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker.")
    @click.option("--by", required=True, metavar="LOGIN", help="Den som läser in.")
    @click.option("--preview", is_flag=True, help="Visa vad som skulle ändras, utan att spara.")
    def run(*, path: Path, sheet: str | None, book_code: str | None, by: str, preview: bool) -> None:
        content = read_bytes(path)
        with writing() as session, _faults_told():
            scope = Scope.everything()
            imported = (preview_file if preview else import_file)(
                session,
                actor=find_person(session, by),
                scope=scope,
                book_id=choose_book(session, scope=scope, code=book_code).id,
                kind=kind.name,
                content=content,
                file=path.name,
                sheet=sheet,
            )
        _tell(imported, preview=preview)

    columns = ", ".join(column.heading if column.required else f"[{column.heading}]" for column in kind.columns)
    help_text = f"{kind.about}\n\nKolumner: {columns}."
    return click.command(kind.name, help=help_text, short_help=kind.title)(run)


for _kind in KINDS.values():
    import_group.add_command(_command(_kind))
