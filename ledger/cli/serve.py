"""`medel serve`: the pages, served from this process until it is told to stop."""

import signal
from types import FrameType
from typing import Final

import click
from waitress.server import create_server

from ledger.app import create_app
from ledger.config import Config

THREADS: Final = 8


@click.command()
def serve() -> None:
    """Visa sidorna på http://127.0.0.1:8000 (LEDGER_HOST och LEDGER_PORT). Avsluta med Ctrl-C."""
    config = Config.from_environment()
    web = config.web
    server = create_server(
        create_app(config),
        host=web.host,
        port=web.port,
        threads=THREADS,
        ident=None,
        max_request_body_size=web.max_body_bytes,
        max_request_header_size=32_768,
    )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    click.echo(f"Medelsboken svarar på http://{web.host}:{web.port}")
    try:
        server.run()
    finally:
        # What is under way is answered before the threads are let go.
        server.task_dispatcher.shutdown(cancel_pending=False, timeout=30)
        server.close()
        click.echo("Medelsboken är avslutad.")
