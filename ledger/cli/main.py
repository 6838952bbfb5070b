"""`medel`: the command line, where every refusal becomes words on standard error and a code for programs."""

import sys
from collections.abc import Sequence
from typing import Final

import click

from ledger import __version__
from ledger.cli.backup import backup, move, restore
from ledger.cli.calendar import calendar
from ledger.cli.check import check
from ledger.cli.db import db
from ledger.cli.demo import demo
from ledger.cli.do import do
from ledger.cli.export import export
from ledger.cli.imports import import_group
from ledger.cli.journal import journal
from ledger.cli.log import log
from ledger.cli.period import period
from ledger.cli.register import file, register
from ledger.cli.report import report
from ledger.cli.serve import serve
from ledger.cli.shares import shares
from ledger.cli.statement import statement
from ledger.cli.token import token
from ledger.cli.user import user
from ledger.config import language
from ledger.errors import LedgerError
from ledger.language import Language
from ledger.messages import explain_at_start

REFUSED: Final = 2
"""The exit code of a refusal; 1 is kept for controls that differ."""


@click.group(context_settings={"help_option_names": ["-h", "--hjälp", "--help"], "max_content_width": 110})
@click.version_option(__version__, "--version", message="Medelsboken %(version)s", help="Visa versionen.")
def medel() -> None:
    """Medelsboken: boken över överenskommelsernas medel.

    Databasen väljs med LEDGER_DATABASE_URL; utan den används var/ledger.db. Det som inte
    går att göra sägs på engelska med LEDGER_LANGUAGE=en.
    """


COMMANDS: Final = (
    db,
    demo,
    do,
    import_group,
    shares,
    statement,
    report,
    register,
    file,
    calendar,
    check,
    period,
    journal,
    log,
    export,
    user,
    token,
    serve,
    backup,
    restore,
    move,
)

for command in COMMANDS:
    medel.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 done, 1 a control differs, 2 refused."""
    told_in = Language.SV
    try:
        told_in = language()
        medel.main(args=None if arguments is None else list(arguments), prog_name="medel", standalone_mode=True)
    except LedgerError as refusal:
        click.echo(explain_at_start(refusal, told_in), err=True)
        sys.exit(REFUSED)
