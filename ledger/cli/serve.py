"""`medel serve`: the pages, served from this process until it is told to stop."""

import signal
import sys

import click

from ledger.app import create_app
from ledger.cli.database import reading
from ledger.cli.demo_sign_ins import told_sign_ins
from ledger.config import Config
from ledger.db.session import open_engine
from ledger.http.server import FINISHING_S, Server, listen


@click.command()
def serve() -> None:
    """Visa sidorna på http://127.0.0.1:8000 (LEDGER_HOST och LEDGER_PORT). Avsluta med Ctrl-C.

    Det som är under arbete får bli klart innan programmet avslutas.
    """
    config = Config.from_environment()
    with reading() as session:
        sign_ins = told_sign_ins(session)
    engine = open_engine(config.database_url)
    server = listen(create_app(config, engine=engine), config.web)
    _stop_on_signals(server)
    for line in sign_ins:
        click.echo(line)
    click.echo(f"Medelsboken svarar på http://{server.host}:{server.port} (avsluta med Ctrl-C)")
    finished = server.run()
    engine.dispose()
    if not finished:
        click.echo(f"Medelsboken är avslutad, men allt hann inte bli klart på {FINISHING_S} sekunder.", err=True)
        sys.exit(1)
    click.echo("Medelsboken är avslutad.")


def _stop_on_signals(server: Server) -> None:
    """Stop at the first Ctrl-C or SIGTERM; who presses Ctrl-C again does not want to wait."""

    def stop(_signal: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        server.stop()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
