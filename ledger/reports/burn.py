"""Burn rate: how much of the money is used against how much of the time is gone, and where the same pace leads.

No judgement is made: the shares stand side by side, and a forecast says what it rests on, or that it cannot be counted.
"""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.pace import WINDOWS, Forecast, Missing, Stop, forecast, share_of, time_gone
from ledger.domain.scope import Scope
from ledger.money import Ore, format_kronor
from ledger.reports.spending import Spender, spenders
from ledger.reports.table import Column, Table
from ledger.reports.view import View, view


@dataclass(frozen=True)
class BurnRow:
    """A pot with all under it, or a commitment; None where there is no money, or no period, to take a share of."""

    spender: Spender
    used_share: Fraction | None
    time_share: Fraction | None

    @property
    def ahead(self) -> Fraction | None:
        """How much more of the money than of the time is gone; negative when less."""
        if self.used_share is None or self.time_share is None:
            return None
        return self.used_share - self.time_share


@dataclass(frozen=True)
class BurnRate:
    """The pots in the order of the tree, then the commitments."""

    view: View
    as_of: date
    rows: tuple[BurnRow, ...]


@dataclass(frozen=True)
class ForecastRow:
    """The same with a forecast: what is left by the end of the year if it holds, in öre.

    It is negative only where more is used already than is given.
    """

    spender: Spender
    forecast: Forecast

    @property
    def left_ore(self) -> Ore | None:
        """What is given less what is expected to be used; None when that cannot be counted."""
        expected = self.forecast.expected_ore
        return None if expected is None else self.spender.given_ore - expected


@dataclass(frozen=True)
class Forecasts:
    """The pots in the order of the tree, then the commitments; each once for every window."""

    view: View
    as_of: date
    rows: tuple[ForecastRow, ...]


def burn_rate(
    session: Session, *, scope: Scope, book_id: int, agreement: str | None, as_of: date, known_at: datetime | None
) -> BurnRate:
    """The share used and the share of the time gone; a pot counts with all under it.

    A commitment's time is from its day to its end, or to the last day of use of the agreement's terms; a pot's is
    those terms' days of use. Raises `NotFound` and `MomentInFuture`.
    """
    at = view(session, scope=scope, book_id=book_id, agreement=agreement, as_of=as_of, known_at=known_at)
    return BurnRate(at, as_of, tuple(_burn(spender, as_of) for spender in spenders(session, at, as_of)))


def forecasts(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    agreement: str | None,
    as_of: date,
    known_at: datetime | None,
) -> Forecasts:
    """What each will have used by the end of the day's year, at the pace of its last 3, 6 and 12 months.

    A commitment is expected to use nothing after its end, a pot nothing after the terms' last day of use, and neither
    more than it was given. Raises `NotFound` and `MomentInFuture`.
    """
    at = view(session, scope=scope, book_id=book_id, agreement=agreement, as_of=as_of, known_at=known_at)
    rows = tuple(
        ForecastRow(spender, _foreseen(spender, as_of, months))
        for spender in spenders(session, at, as_of)
        for months in WINDOWS
    )
    return Forecasts(at, as_of, rows)


_SPENDER: Final = (
    Column("agreement", "Överenskommelse", "code"),
    Column("pot", "Pott", "code"),
    Column("number", "Uppdrag", "code"),
    Column("name", "Namn"),
    Column("given", "Tilldelat", "amount"),
    Column("used", "Förbrukat", "amount"),
)

BURN_COLUMNS: Final = (
    *_SPENDER,
    Column("used_percent", "Pengar %", "integer"),
    Column("first", "Från", "date"),
    Column("last", "Till", "date"),
    Column("time_percent", "Tid %", "integer"),
    Column("ahead_percent", "Skillnad %", "integer"),
)
"""The columns of `burn_table`, which are also those of the CSV: only ever added to, at the end."""

FORECAST_COLUMNS: Final = (
    *_SPENDER,
    Column("months", "Månader", "integer"),
    Column("year_end", "Vid", "date"),
    Column("expected", "Väntas förbrukat", "amount"),
    Column("left", "Väntas kvar", "amount"),
    Column("rests_on", "Vilar på"),
)
"""The columns of `forecast_table`, which are also those of the CSV: only ever added to, at the end."""


def burn_table(found: BurnRate) -> Table:
    """A row for each; percent are rounded half up, each by itself."""
    rows = tuple(
        (
            *_told(row.spender),
            _percent(row.used_share),
            row.spender.first,
            row.spender.last,
            _percent(row.time_share),
            _percent(row.ahead),
        )
        for row in found.rows
    )
    return Table(found.view.title("Takt, kronor"), BURN_COLUMNS, rows, notes=(_WHOLE_TREE, _NO_PERIOD))


def forecast_table(found: Forecasts) -> Table:
    """A row for each and each window, with what it rests on."""
    rows = tuple(
        (
            *_told(row.spender),
            row.forecast.months,
            row.forecast.year_end,
            row.forecast.expected_ore,
            row.left_ore,
            rests_on(row.forecast),
        )
        for row in found.rows
    )
    return Table(found.view.title("Prognos, kronor"), FORECAST_COLUMNS, rows, notes=(_WHOLE_TREE, _STRAIGHT))


def rests_on(of: Forecast) -> str:
    """What the forecast rests on, in words, or why it cannot be counted."""
    if of.missing is not None:
        return _MISSING[of.missing].format(months=of.months)
    stopped = "" if of.stopped is None else _STOPPED[of.stopped]
    return f"{format_kronor(of.used_in_window_ore)} förbrukat {of.window_from}–{of.window_to}{stopped}"


_WHOLE_TREE: Final = "En pott räknas med alla potter under den, så raderna ska inte summeras."
_NO_PERIOD: Final = "Tid räknas mellan uppdragets dagar, eller villkorens dagar för användning; – när de saknas."
_STRAIGHT: Final = (
    "Förbrukat hittills och samma takt per dag till årets slut, dock längst till uppdragets slut eller villkorens "
    "sista dag för användning och högst det tilldelade; en rättelse räknas på det rättades dag."
)
_STOPPED: Final = {
    Stop.LAST_DAY: "; räknat till sista dagen",
    Stop.USED_UP: "; räknat tills allt är förbrukat",
}
_MISSING: Final = {
    Missing.TOO_SHORT: "Kan inte räknas: medlen fanns inte under alla {months} månaderna",
    Missing.TOO_FEW: "Kan inte räknas: förbrukning i färre än två av de {months} månaderna",
}


def _burn(spender: Spender, as_of: date) -> BurnRow:
    time = None
    if spender.first is not None and spender.last is not None:
        time = time_gone(spender.first, spender.last, as_of)
    return BurnRow(spender, share_of(spender.used_ore, spender.given_ore), time)


def _foreseen(spender: Spender, as_of: date, months: int) -> Forecast:
    return forecast(
        spender.uses,
        given_ore=spender.given_ore,
        since=spender.since,
        last=spender.last,
        as_of=as_of,
        months=months,
    )


def _told(of: Spender) -> tuple[str, str, str, str, Ore, Ore]:
    return of.agreement, of.pot, of.number, of.name, of.given_ore, of.used_ore


def _percent(share: Fraction | None) -> int | None:
    if share is None:
        return None
    return (200 * share.numerator + share.denominator) // (2 * share.denominator)
