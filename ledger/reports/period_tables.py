"""The periods of a book drawn: months, years, the explanations that count, and every closing and reopening."""

from collections.abc import Mapping
from typing import Final

from ledger.domain.periods import month_name
from ledger.money import Ore
from ledger.reports.periods import Change, MonthRow, Periods, State, YearRow
from ledger.reports.table import Column, Row, Table

STATES: Final[Mapping[State, str]] = {"open": "Öppen", "closed": "Stängd"}

_CHANGED: Final = (
    Column("state", "Läge", "code"),
    Column("state_name", "I ord"),
    Column("changed_at", "Tidpunkt", "moment"),
    Column("person_id", "Person", "code"),
    Column("title", "Av"),
    Column("reason", "Skäl"),
)
_EXPLAINED: Final = (
    Column("explained", "Förklarat", "integer"),
    Column("difference", "Skillnad", "amount"),
)

MONTH_COLUMNS: Final = (Column("month", "Månad", "code"), *_CHANGED, *_EXPLAINED)
"""The columns of `month_table`, which are also those of the CSV: only ever added to, at the end."""

HISTORY_COLUMNS: Final = MONTH_COLUMNS
"""The columns of `history_table`."""

YEAR_COLUMNS: Final = (Column("year", "År", "code"), *_CHANGED)
"""The columns of `year_table`."""

EXPLANATION_COLUMNS: Final = (
    Column("month", "Månad", "code"),
    Column("key", "Beteckning", "code"),
    Column("control", "Kontroll", "code"),
    Column("what", "Vad som skiljer"),
    Column("pot", "Medelspott", "code"),
    Column("difference", "Skillnad", "amount"),
    Column("reason", "Förklaring"),
    Column("explained_by", "Förklarad av"),
    Column("explained_at", "Förklarad", "moment"),
    Column("accepted_by", "Godtagen av"),
    Column("accepted_at", "Godtagen", "moment"),
)
"""The columns of `explanation_table`."""


def month_table(found: Periods) -> Table:
    """A row for each month, with the years below it; a closed month says how much was explained."""
    years = tuple(f"{row.year}: {STATES[row.state].lower()}." for row in found.years)
    return Table(f"Perioder · {found.book.name}", MONTH_COLUMNS, tuple(map(_month, found.months)), notes=years)


def year_table(found: Periods) -> Table:
    """A row for each year."""
    return Table(f"År · {found.book.name}", YEAR_COLUMNS, tuple(map(_year, found.years)))


def history_table(found: Periods) -> Table:
    """A row for each time a month was closed or opened again, in order of time."""
    rows = tuple((month_name(one.month), *_changed(one), *_explained(one)) for one in found.history)
    return Table(f"Stängt och öppnat · {found.book.name}", HISTORY_COLUMNS, rows)


def explanation_table(found: Periods) -> Table:
    """A row for each explanation that counts."""
    rows = tuple(
        (
            month_name(one.month),
            one.key,
            one.control,
            one.what,
            one.pot_code,
            one.difference_ore,
            one.reason,
            one.explained.who,
            one.explained.at,
            None if one.accepted is None else one.accepted.who,
            None if one.accepted is None else one.accepted.at,
        )
        for one in found.explanations
    )
    return Table(f"Förklaringar · {found.book.name}", EXPLANATION_COLUMNS, rows)


def _month(row: MonthRow) -> Row:
    if row.change is None:
        return (month_name(row.month), row.state, STATES[row.state], None, None, None, None, None, None)
    return (month_name(row.month), *_changed(row.change), *_explained(row.change))


def _changed(change: Change) -> Row:
    by = change.by
    return (change.state, STATES[change.state], by.at, str(by.person_id), by.title, change.reason)


def _explained(change: Change) -> tuple[int | None, Ore | None]:
    """How many differences a month was closed with, and their sum; nothing of one that is opened."""
    if change.state == "open":
        return None, None
    return len(change.explanations), sum(one.difference_ore for one in change.explanations)


def _year(row: YearRow) -> Row:
    by = row.closed
    if by is None:
        return (str(row.year), row.state, STATES[row.state], None, None, None, None)
    return (str(row.year), row.state, STATES[row.state], by.at, str(by.person_id), by.title, row.reason)
