"""`medel db`: bring the database to the program's version."""

import click

from ledger.config import Config
from ledger.db.migrating import upgrade
from ledger.db.session import open_engine


@click.group()
def db() -> None:
    """Databasens version."""


@db.command("upgrade")
def upgrade_command() -> None:
    """Skapa databasen, eller för den till programmets version. Går att köra flera gånger."""
    engine = open_engine(Config.from_environment().database_url)
    try:
        before, after = upgrade(engine)
    finally:
        engine.dispose()
    if before == after:
        click.echo(f"Databasen har redan version {after}. Skydden är på plats.")
    else:
        click.echo(f"Databasen har nu version {after} (förut {before or 'tom'}). Skydden är på plats.")
