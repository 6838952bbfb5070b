"""`medel backup`, `restore` and `move`: the whole database to a file, from a file, and to another database."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from ledger.config import Config, database_url
from ledger.db.session import open_engine
from ledger.keeping.backup import back_up
from ledger.keeping.backup import restore as restore_from
from ledger.keeping.manifest import Manifest
from ledger.keeping.move import move as move_to
from ledger.keeping.proof import proof_tables
from ledger.keeping.watching import Stage, Step
from ledger.money import format_kronor
from ledger.reports.table_text import as_text

_LABELS: Final = {Stage.COPY: "Kopierar", Stage.PROVE: "Prövar"}


@click.command()
@click.option(
    "-o", "--output", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Filen som skrivs."
)
@click.option("--force", is_flag=True, help="Skriv över en fil som redan finns.")
def backup(*, path: Path, force: bool) -> None:
    """Säkerhetskopiera hela databasen i en fil, medan andra arbetar.

    Kopian är databasen i ett enda ögonblick, med bifogade filer, och går att läsa tillbaka i SQLite och PostgreSQL.
    Den får sitt namn först när den är hel, på disken och läst igenom.
    """
    engine = open_engine(Config.from_environment().database_url)
    try:
        made = back_up(engine, path, force=force, watch=_watch)
    finally:
        engine.dispose()
    _tell(made.manifest)
    click.echo(f"{path}: {_size(made.manifest)}, SHA-256 {made.file_digest}")


@click.command()
@click.argument("path", metavar="FIL", type=click.Path(path_type=Path))
def restore(*, path: Path) -> None:
    """Läs tillbaka en säkerhetskopia i en tom databas.

    Databasen väljs med LEDGER_DATABASE_URL. Allt läses tillbaka eller inget: tabellerna, kedjans slut och kontrollerna
    jämförs med kopian innan något sparas. En kopia från en äldre version förs till programmets.
    """
    url = Config.from_environment().database_url
    told, held = restore_from(path, url, watch=_watch)
    _tell(held)
    older = (
        f" Kopian hade version {told.revision}; databasen har {held.revision}."
        if told.revision != held.revision
        else ""
    )
    click.echo(f"{path} är återläst och lika: {_size(told)}. Skydden är på plats.{older}")


@click.command()
@click.option("--to", "given", required=True, metavar="ADRESS", help="Den tomma databasen, som LEDGER_DATABASE_URL.")
def move(*, given: str) -> None:
    """Flytta hela databasen till en annan, tom databas, med bevis att de är lika.

    Källan, LEDGER_DATABASE_URL, läses i ett enda ögonblick och ändras inte. Stäng av medel serve först: det som
    skrivs i källan under flytten kommer inte med.
    """
    url = database_url(given, "--to")
    source = open_engine(Config.from_environment().database_url)
    try:
        done = move_to(source, url, watch=_watch)
    finally:
        source.dispose()
    for table in proof_tables(done.told, done.held):
        click.echo(as_text(table))
    _tell(done.held)
    if done.written_meanwhile:
        click.echo(
            f"Obs: någon skrev i källan under flytten, och det är inte med: {', '.join(done.written_meanwhile)}. "
            "Stäng av medel serve och flytta på nytt till en tom databas.",
            err=True,
        )
    click.echo(f"Flyttat och lika: {_size(done.held)}. Skydden är på plats. Ställ om LEDGER_DATABASE_URL till den nya.")


@contextmanager
def _watch(stage: Stage, rows: int) -> Iterator[Step]:
    """A bar on standard error, for whoever sits at a terminal."""
    with click.progressbar(
        length=rows,
        label=_LABELS[stage],
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        update_min_steps=1_000,
    ) as bar:
        yield bar.update


def _tell(manifest: Manifest) -> None:
    for book in manifest.books:
        click.echo(f"{book.code}: {book.entries} verifikationer, till och med {book.last_entry}, hash {book.last_hash}")
        for one in book.differing:
            difference = format_kronor(one.difference_ore, signed=True)
            click.echo(f"  Obs: kontroll {one.no} skiljer, {difference} i {one.count} rader. Se medel check.")


def _size(manifest: Manifest) -> str:
    return f"{manifest.rows} rader i {len(manifest.tables)} tabeller"
