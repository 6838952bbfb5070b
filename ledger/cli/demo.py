"""`medel demo`: tell the story in an empty database, and say who can sign in to it."""

import sys

import click

from ledger.cli.database import reading, writing
from ledger.cli.demo_sign_ins import password, told_sign_ins
from ledger.demo import tell, tell_on
from ledger.demo.large import grow
from ledger.demo.sign_ins import let_in
from ledger.errors import DatabaseNotEmpty


@click.command()
@click.option("--if-empty", is_flag=True, help="Lämna boken som den är om databasen redan har en.")
@click.option(
    "--large",
    metavar="N",
    type=click.IntRange(min=1),
    help="Låt boken växa med minst N rader, för mätningar. Databasen får inte ha annat än exemplet.",
)
def demo(*, if_empty: bool, large: int | None) -> None:
    """Berätta historien om 2020 och 2021 i en tom databas, med användare som kan logga in.

    Publicerade belopp: 33 422 811 kr till länet, 1 000 000 kr till samordnaren. Alla andra är exempel och märkta så.

    Användarnas lösenord görs för den här installationen och visas på skärmen: alla som ser den kan logga in.
    Varje sida säger att databasen är en demonstration.
    """
    try:
        with writing() as session:
            tell_on(session, tell(session))
    except DatabaseNotEmpty:
        if not if_empty and large is None:
            raise
        click.echo("Databasen har redan en bok; den lämnas som den är.")
    else:
        click.echo("Historien om PH2020 och PH2021 är berättad.")
    if large is not None:
        _grow(large)
    with writing() as session:
        let_in(session, password())
    with reading() as session:
        for line in told_sign_ins(session):
            click.echo(line)


def _grow(lines: int) -> None:
    with click.progressbar(length=lines, label="Boken växer", file=sys.stderr) as shown:
        made = grow(writing, lines=lines, told=lambda there: shown.update(there - shown.pos))
    click.echo(f"Boken har vuxit med {made} rader.")
