"""`medel demo`: tell the story in an empty database."""

import click

from ledger.cli.database import writing
from ledger.demo import tell, tell_on
from ledger.errors import DatabaseNotEmpty


@click.command()
@click.option("--if-empty", is_flag=True, help="Gör ingenting om databasen redan har en bok.")
def demo(*, if_empty: bool) -> None:
    """Berätta historien om 2020 och 2021 i en tom databas.

    Publicerade belopp: 33 422 811 kr till länet, 1 000 000 kr till samordnaren. Alla andra är exempel och märkta så.
    """
    try:
        with writing() as session:
            tell_on(session, tell(session))
    except DatabaseNotEmpty:
        if not if_empty:
            raise
        click.echo("Databasen har redan en bok; den lämnas som den är.")
    else:
        click.echo("Historien om PH2020 och PH2021 är berättad.")
