"""Refused tries to come in that are nobody's: how many a day, by which way and why; who or what is not kept."""

from collections import Counter
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.access import SignInRefusal
from ledger.language import Language
from ledger.reports.audit_log import ROWS_AT_A_TIME, within_days
from ledger.reports.table import Column, ColumnKind, Table

_TITLE: Final = ("Avvisade försök som inte är någons", "Refused tries that are nobody's")
_COLUMNS: Final[tuple[tuple[str, tuple[str, str], ColumnKind], ...]] = (
    ("day", ("Dag", "Day"), "date"),
    ("way", ("Väg in", "Way in"), "text"),
    ("why", ("Varför", "Why"), "text"),
    ("count", ("Antal", "Count"), "integer"),
)
_WAYS: Final = {
    "password": ("Lösenord", "Password"),
    "code": ("Engångskod", "One-time code"),
    "token": ("Token", "Token"),
    "oidc": ("Annans inloggning", "Another's sign-in"),
}
_WHYS: Final = {
    "login": ("Okänd inloggning", "Unknown login"),
    "too_often": ("För många försök", "Too many tries"),
    "unknown": ("Okänd token", "Unknown token"),
}
"""Of another's sign-in service it is told by its code, which docs/sign_in.md lists."""


def refusals_by_day(session: Session, *, from_: date | None, to: date | None, language: Language) -> Table:
    """The latest day first, of days in Swedish time, both included; raises `DateOutOfRange`.

    They are the whole installation's, and no book's.
    """
    query = (
        select(SignInRefusal.recorded_at, SignInRefusal.way, SignInRefusal.why)
        .where(*within_days(SignInRefusal.recorded_at, from_, to))
        .order_by(SignInRefusal.id)
    )
    rows = session.execute(query, execution_options={"yield_per": ROWS_AT_A_TIME})
    counted = Counter((row.recorded_at.astimezone(clock.STOCKHOLM).date(), row.way, row.why) for row in rows)
    told = [
        (day, _word(_WAYS, way, language), _word(_WHYS, why, language), n) for (day, way, why), n in counted.items()
    ]
    columns = tuple(Column(key, language.of(*heading), kind) for key, heading, kind in _COLUMNS)
    in_order = sorted(told, key=lambda row: (-row[0].toordinal(), *row[1:]))
    return Table(language.of(*_TITLE), columns, tuple(in_order))


def _word(words: dict[str, tuple[str, str]], code: str, language: Language) -> str:
    return language.of(*words[code]) if code in words else code
