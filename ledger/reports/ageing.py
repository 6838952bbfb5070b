"""Ageing: how long ago what is still waiting was decided, allotted or paid out; every öre of the balances, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.commitments import Commitment
from ledger.db.documents import Document
from ledger.domain.ages import added, by_age, left_of
from ledger.domain.chart import CHART, Kind
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.reports.table import Column, Table
from ledger.reports.turnovers import Account, moved_by_day
from ledger.reports.view import PotName, View, pot_names, view

WAITING: Final = {
    Kind.COMMITTED: "Beslutat, ej fakturerat",
    Kind.AVAILABLE: "Fördelat, ej utbetalt",
    Kind.DISBURSED: "Utbetalt, ej redovisat",
}
"""The accounts that wait for the next step, in the order they are shown."""

AGES: Final = ("0–30 dagar", "31–90 dagar", "91–180 dagar", "181–365 dagar", "över ett år")


@dataclass(frozen=True)
class AgedRow:
    """One balance that waits, in öre by age: a commitment's, or a pot's with no number. `oldest_on` is its first day.

    What is `AVAILABLE` counts in the pots that something was allotted to, not in the purpose's own.
    """

    kind: Kind
    agreement: str
    pot: str
    number: str
    name: str
    oldest_on: date
    ages_ore: tuple[Ore, ...]

    @property
    def total_ore(self) -> Ore:
        """The account's balance."""
        return sum(self.ages_ore)


@dataclass(frozen=True)
class Ageing:
    """What waits at the view's day."""

    view: View
    as_of: date
    rows: tuple[AgedRow, ...]

    def total(self, kind: Kind) -> tuple[Ore, ...]:
        """The balances of one kind in öre by age."""
        return added(row.ages_ore for row in self.rows if row.kind is kind)


def ageing(
    session: Session, *, scope: Scope, book_id: int, agreement: str | None, as_of: date, known_at: datetime | None
) -> Ageing:
    """What is decided but not invoiced, allotted but not paid out, and paid out but not reported, by its age in days.

    What leaves an account is taken from the oldest first, so what is left is the youngest; a correction counts on the
    day of what it corrects. Raises `NotFound` and `MomentInFuture`.
    """
    at = view(session, scope=scope, book_id=book_id, agreement=agreement, as_of=as_of, known_at=known_at)
    pots = pot_names(session, at)
    promised = _commitments(session, at)
    moved = moved_by_day(session, at.cut, kinds=list(WAITING), pots=at.pots)
    rows = [
        _row(kind, pots[pot_id], promised.get(subject_id), waiting, as_of)
        for kind, pot_id, subject_id in sorted(moved, key=_order)
        if (kind is not Kind.AVAILABLE or len(pots[pot_id].way) > 1)
        and (waiting := left_of((day, amount) for day, _event, amount in moved[kind, pot_id, subject_id]))
    ]
    return Ageing(at, as_of, tuple(rows))


COLUMNS: Final = (
    Column("waiting", "Väntar", "code"),
    Column("waiting_name", "Väntar i ord"),
    Column("agreement", "Överenskommelse", "code"),
    Column("pot", "Pott", "code"),
    Column("number", "Uppdrag", "code"),
    Column("name", "Namn"),
    Column("oldest_on", "Äldst från", "date"),
    *(Column(f"age_{place}", heading, "amount") for place, heading in enumerate(AGES, start=1)),
    Column("total", "Summa", "amount"),
)
"""The columns of `ageing_table`, which are also those of the CSV: only ever added to, at the end."""


def ageing_table(found: Ageing) -> Table:
    """A row for each balance that waits; the notes have each kind's total."""
    rows = tuple(
        (
            row.kind.value,
            WAITING[row.kind],
            row.agreement,
            row.pot,
            row.number,
            row.name,
            row.oldest_on,
            *row.ages_ore,
            row.total_ore,
        )
        for row in found.rows
    )
    ages = added(row.ages_ore for row in found.rows)
    totals = ("Summa", *(None,) * 6, *ages, sum(ages))
    return Table(found.view.title("Åldersfördelning, kronor"), COLUMNS, rows, totals, _NOTES)


_NOTES: Final = (
    "Det som lämnar ett konto tas från det äldsta först. En rättelse räknas på dagen för det som rättas.",
    f"Fördelat, ej utbetalt är ”{CHART[Kind.AVAILABLE].heading}” i de potter som har fått en fördelning.",
)
_PLACES: Final = {kind: place for place, kind in enumerate(WAITING)}


@dataclass(frozen=True)
class _Promise:
    number: str
    name: str


def _order(account: Account) -> tuple[int, int, int]:
    kind, pot_id, subject_id = account
    return _PLACES[kind], pot_id, subject_id


def _row(
    kind: Kind, pot: PotName, promise: _Promise | None, waiting: Sequence[tuple[date, Ore]], as_of: date
) -> AgedRow:
    number, name = ("", pot.name) if promise is None else (promise.number, promise.name)
    return AgedRow(kind, pot.agreement, pot.code, number, name, waiting[0][0], by_age(waiting, as_of))


def _commitments(session: Session, at: View) -> dict[int, _Promise]:
    query = (
        select(Document.id, Document.number, Commitment.name)
        .join(Commitment, Commitment.document_id == Document.id)
        .where(Document.book_id == at.book.id)
        .order_by(Document.id)
    )
    return {row.id: _Promise(row.number, row.name) for row in session.execute(query)}
