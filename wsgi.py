"""The web server's way in, for servers that run several processes."""

from ledger.app import app_of_this_process

app = app_of_this_process()
