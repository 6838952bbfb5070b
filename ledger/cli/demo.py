"""`medel demo`: tell the story of 2020 in an empty database."""

import click

from ledger.cli.database import writing
from ledger.demo import AGREEMENT, tell
from ledger.errors import DatabaseNotEmpty


@click.command()
@click.option("--if-empty", is_flag=True, help="Gör ingenting om databasen redan har en bok.")
def demo(*, if_empty: bool) -> None:
    """Berätta 2020 års historia i en tom databas.

    Publicerade belopp: 33 422 811 kr till länet, 1 000 000 kr till samordnaren. Alla andra är exempel och märkta så.
    """
    try:
        with writing() as session:
            tell(session)
    except DatabaseNotEmpty:
        if not if_empty:
            raise
        click.echo("Databasen har redan en bok; den lämnas som den är.")
    else:
        click.echo(f"Historien om {AGREEMENT} är berättad.")
