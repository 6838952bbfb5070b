"""`medel import`: registers, keys and allocations from Excel and CSV, with templates, preview and every fault told."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from exports.importmall import write_template
from ledger.cli.database import reading, writing
from ledger.commands.catalogue import find_command
from ledger.commands.permission import Caller, permission
from ledger.config import language
from ledger.domain.scope import Scope
from ledger.errors import FileNotRead, ImportRefused
from ledger.formats.state_table import UNITS, read_state_table
from ledger.formats.table_file import read_table
from ledger.imports.importing import KINDS, Imported, import_file, preview_file
from ledger.imports.kinds import ImportKind
from ledger.imports.state_tables import compared, known_by_key, known_by_register, totals_compared
from ledger.imports.tables import columns_table, effects_table, faults_table, pots_table
from ledger.reports.books import choose_book
from ledger.reports.table import without_zeros
from ledger.reports.table_text import as_csv, as_records, as_text
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
        click.echo(as_text(faults_table(refused, language())), err=True)
        raise


def _tell(imported: Imported, *, preview: bool) -> None:
    click.echo(as_text(effects_table(imported)))
    if imported.pots:
        click.echo(as_text(pots_table(imported)))
    for number in imported.documents:
        click.echo(f"Bokfört: {number}" if not preview else f"Skulle bokföras: {number}")
    if preview:
        click.echo("Förhandsgranskning: inget är sparat.")


def _allowed(session: Session, kind: ImportKind[Any], login: str, book_id: int) -> tuple[int, Scope]:
    """Who reads in, and what that person may reach: the roles are those of the commands that the rows stand for."""
    person_id = find_person(session, login)
    caller = Caller(person_id, login, at_machine=True)
    allowed = [permission(session, find_command(name), caller, book_id) for name in kind.commands]
    return person_id, allowed[0].scope


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
            book = choose_book(session, scope=Scope.everything(), code=book_code)
            actor, scope = _allowed(session, kind, by, book.id)
            imported = (preview_file if preview else import_file)(
                session,
                actor=actor,
                scope=scope,
                book_id=book.id,
                kind=kind.name,
                content=content,
                file=path.name,
                sheet=sheet,
            )
        _tell(imported, preview=preview)

    columns = ", ".join(column.heading if column.required else f"[{column.heading}]" for column in kind.columns)
    help_text = f"{kind.about}\n\nKolumner: {columns}."
    return click.command(kind.name, help=help_text, short_help=kind.title)(run)


@import_group.command("statstabell")
@click.argument("path", metavar="FIL", type=click.Path(path_type=Path))
@click.option("--sheet", metavar="NAMN", help="Bladet i arbetsboken. Behövs bara när flera blad har värden.")
@click.option("--column", metavar="RUBRIK", help="Beloppens rubrik. Behövs bara när flera kolumner har siffror.")
@click.option("--unit", type=click.Choice(list(UNITS)), help="Beloppens enhet, när tabellen inte säger den.")
@click.option("--key", metavar="KOD", help="Jämför med en fördelningsnyckel i boken, i stället för med registret.")
@click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker.")
@click.option(
    "--format", "layout", type=click.Choice(["table", "csv", "json"]), default="table", help="Tabell, CSV eller JSON."
)
def state_table(
    *,
    path: Path,
    sheet: str | None,
    column: str | None,
    unit: str | None,
    key: str | None,
    book_code: str | None,
    layout: str,
) -> None:
    """Läs en av statens eller SKR:s tabeller som den kommer, och visa varje skillnad. Inget sparas.

    Mottagarna paras ihop på kod, aldrig på namn. Summarader jämförs med radernas summa. Enheten läses ur rubriken och
    gissas aldrig.
    """
    with reading() as session, _faults_told():
        scope = Scope.everything()
        table = read_state_table(read_table(read_bytes(path), path.name, sheet), path.name, unit=unit, column=column)
        if key is None:
            known = known_by_register(session, frozenset(row.code for row in table.rows))
        else:
            book = choose_book(session, scope=scope, code=book_code)
            known = known_by_key(session, scope=scope, book_id=book.id, key=key, amount_ore=table.sum_ore)
    rows, totals = compared(table, known, path.name), totals_compared(table)
    if layout == "csv":
        click.echo(as_csv(rows), nl=False)
    elif layout == "json":
        click.echo(json.dumps({"rows": as_records(rows), "totals": as_records(totals)}, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{as_text(without_zeros(rows))}\n{as_text(totals)}", nl=False)


for _kind in KINDS.values():
    import_group.add_command(_command(_kind))
