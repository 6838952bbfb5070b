"""Whether the pages show a demonstration, which each of them says."""

from typing import Final, cast

from flask import current_app
from sqlalchemy.exc import DBAPIError

from ledger.errors import LedgerError
from ledger.http.database import reading
from ledger.reports.demonstration import is_demonstration

_SETTLED: Final = "ledger_is_demonstration"


def demonstration() -> bool:
    """Whether it is one: asked until there is a book, and then never again. Unknown while the database is away."""
    known = cast("bool | None", current_app.extensions.get(_SETTLED))
    if known is None:
        try:
            known = is_demonstration(reading())
        except (LedgerError, DBAPIError):
            return False
        current_app.extensions[_SETTLED] = known
    return known is True
