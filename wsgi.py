"""The web server's way in."""

from ledger.app import create_app

app = create_app()
