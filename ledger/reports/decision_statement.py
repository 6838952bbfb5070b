"""The statement by decision: what each decision has moved, with all that was done in its name, net of corrections.

Turnovers know no decisions, so the lines are summed here; they are held to the turnovers, account by account.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ledger.db.books import Entry, Line
from ledger.db.decisions import Body, Decision
from ledger.domain.chart import CHART, Kind, Side, kinds_of
from ledger.domain.events import EVENT_HEADINGS, Event
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.reports.names import body_name
from ledger.reports.statement import hold
from ledger.reports.table import Column, Table
from ledger.reports.turnovers import moved_by_event
from ledger.reports.view import View, view


@dataclass(frozen=True)
class DecisionMoved:
    """One decision with what it moved of authority, in öre; None names what rests on no decision.

    `moved` has every account of the authority side; authorised is shown positive, so that it is the sum of the rest.
    An allocation shows its amount as authorised (in the pots that got it) and as allotted (in the pot that gave).
    """

    decision_id: int | None
    body: str
    decided_on: date | None
    paragraph: str
    title: str
    events: tuple[Event, ...]
    entries: int
    moved: Mapping[Kind, Ore]


@dataclass(frozen=True)
class DecisionStatement:
    """The decisions that something rests on, by day, and their total."""

    view: View
    decisions: tuple[DecisionMoved, ...]
    total: Mapping[Kind, Ore]


def decision_statement(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    agreement: str | None,
    as_of: date | None,
    known_at: datetime | None,
) -> DecisionStatement:
    """What each decision moved in the book, or in the agreement of that code; a correction counts against its original.

    Raises `NotFound`, `MomentInFuture`, and `StatementDoesNotTie` if the lines are not what the accounts turned over.
    """
    at = view(session, scope=scope, book_id=book_id, agreement=agreement, as_of=as_of, known_at=known_at)
    decisions: dict[int | None, list[Any]] = {}
    for row in session.execute(_summed(at)):
        decisions.setdefault(row.decision_id, []).append(row)
    counted = {row.decision_id: row.entries for row in session.execute(_entries(at))}
    found = tuple(_moved(rows, counted[decision_id]) for decision_id, rows in decisions.items())
    total = {kind: sum(one.moved[kind] for one in found) for kind in AUTHORITY}
    _hold_to_turnovers(session, at, total)
    return DecisionStatement(at, found, total)


AUTHORITY: Final = kinds_of(Side.AUTHORITY)

COLUMNS: Final = (
    Column("body", "Organ"),
    Column("decided_on", "Beslutsdag", "date"),
    Column("paragraph", "Paragraf", "code"),
    Column("title", "Beslut"),
    Column("events", "Händelser"),
    Column("entries", "Verifikationer", "integer"),
    *(Column(kind.value, CHART[kind].heading, "amount") for kind in AUTHORITY),
)
"""The columns of `decision_table`, which are also those of the CSV: only ever added to, at the end."""


def decision_table(found: DecisionStatement) -> Table:
    """A row for each decision; what rests on none comes last, without a body."""
    rows = tuple(
        (
            one.body,
            one.decided_on,
            one.paragraph,
            one.title,
            ", ".join(EVENT_HEADINGS[event] for event in one.events),
            one.entries,
            *(one.moved[kind] for kind in AUTHORITY),
        )
        for one in found.decisions
    )
    entries = sum(one.entries for one in found.decisions)
    totals = ("Summa", *(None,) * 4, entries, *(found.total[kind] for kind in AUTHORITY))
    return Table(found.view.title("Beslutens rörelser, kronor"), COLUMNS, rows, totals, _NOTES)


_NOTES: Final = (
    "Tilldelat är summan av de andra beloppen. En fördelning syns som Tilldelat hos mottagarna och Fördelat vidare.",
    "Rättelser är avräknade mot det som rättas.",
)


def _booked(at: View, *columns: Any) -> Select[*tuple[Any, ...]]:
    """The lines on the authority side that count."""
    query = (
        select(*columns)
        .select_from(Line)
        .join(Entry, (Entry.book_id == Line.book_id) & (Entry.seq == Line.seq))
        .where(
            Line.book_id == at.book.id,
            Line.seq <= at.cut.until_seq,
            Line.kind.in_([kind.value for kind in AUTHORITY]),
            Line.pot_id.in_(at.pots),
        )
    )
    return query if at.cut.as_of is None else query.where(Entry.booked_on <= at.cut.as_of)


def _summed(at: View) -> Select[*tuple[Any, ...]]:
    decided = (Entry.decision_id, Decision.decided_on, Decision.paragraph, Decision.title)
    name = body_name(at.known_at).label("name")
    return (
        _booked(at, *decided, name, Entry.event, Line.kind, func.sum(Line.amount_ore).label("amount_ore"))
        .outerjoin(Decision, Decision.id == Entry.decision_id)
        .outerjoin(Body, Body.id == Decision.body_id)
        .group_by(*decided, Body.id, Entry.event, Line.kind)
        .order_by(Entry.decision_id.is_(None), Decision.decided_on, Entry.decision_id, Entry.event, Line.kind)
    )


def _entries(at: View) -> Select[*tuple[Any, ...]]:
    count = func.count(Entry.seq.distinct()).label("entries")
    return _booked(at, Entry.decision_id, count).group_by(Entry.decision_id).order_by(Entry.decision_id)


def _moved(rows: list[Any], entries: int) -> DecisionMoved:
    sums = dict.fromkeys(AUTHORITY, 0)
    for row in rows:
        sums[Kind(row.kind)] += int(row.amount_ore)
    sums[Kind.AUTHORISED] = -sums[Kind.AUTHORISED]
    of = rows[0]
    name = "utan beslut" if of.decision_id is None else f"{of.name} {of.decided_on} {of.paragraph}"
    hold(name, "authorised = the rest", sums[Kind.AUTHORISED], sum(sums[kind] for kind in AUTHORITY[1:]))
    return DecisionMoved(
        decision_id=of.decision_id,
        body=of.name or "",
        decided_on=of.decided_on,
        paragraph=of.paragraph or "",
        title=of.title or "",
        events=tuple(event for event in Event if any(row.event == event.value for row in rows)),
        entries=entries,
        moved=sums,
    )


def _hold_to_turnovers(session: Session, at: View, total: Mapping[Kind, Ore]) -> None:
    turned_over = moved_by_event(session, at.cut, kinds=AUTHORITY, pots=at.pots)
    for kind in AUTHORITY:
        sign = -1 if kind is Kind.AUTHORISED else 1
        moved = sum(ore for of_pot in turned_over.values() for (of, _), ore in of_pot.items() if of is kind)
        hold("alla beslut", f"{kind.value} = turned over", sign * moved, total[kind])
