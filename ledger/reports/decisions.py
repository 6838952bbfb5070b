"""What each decision moved: its kinds of movement and amounts per pot, net of corrections, and the entries they are in.

Together with what rests on no decision the rows are all movements of authority in the book, so the report ties.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.books import Entry, Line
from ledger.db.decision_links import DecisionFollows, DecisionReceiver
from ledger.db.decisions import Body, Decision
from ledger.db.files import Attachment, AttachmentRemoval
from ledger.db.pots import Pot
from ledger.domain.chart import CHART, Kind, Side, kinds_of
from ledger.domain.events import EVENT_HEADINGS, Event
from ledger.domain.periods import entry_name
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.reports.moments import Cut, cut
from ledger.reports.names import body_name
from ledger.reports.table import Column, Table


@dataclass(frozen=True)
class Movement:
    """What one kind of event moved on one kind of account in one pot, in öre, debit +."""

    event: Event
    pot: str
    kind: Kind
    amount_ore: Ore


@dataclass(frozen=True)
class Moved:
    """What moved, in order of event, pot and chart, without what corrections have brought to zero; all its entries."""

    movements: tuple[Movement, ...]
    entries: tuple[str, ...]


NOTHING: Final = Moved((), ())


@dataclass(frozen=True)
class DecisionRow:
    """A decision or recommendation with what it moved; `body` is the body's name on the day it was taken.

    `reference` is the diary number; `receivers` is the distribution list, `annexes` the names of its files, `follows`
    the recommendations it followed.
    """

    body: str
    decided_on: date
    paragraph: str
    reference: str
    title: str
    kind: str
    receivers: tuple[str, ...]
    annexes: tuple[str, ...]
    follows: tuple[str, ...]
    moved: Moved

    @property
    def name(self) -> str:
        """How it is told: its body, day and paragraph."""
        return f"{self.body} {self.decided_on} {self.paragraph}"


@dataclass(frozen=True)
class DecisionsReport:
    """Every decision known, in order of day; `undecided` is what rests on none."""

    decisions: tuple[DecisionRow, ...]
    undecided: Moved

    def total(self) -> dict[tuple[Event, str, Kind], Ore]:
        """All movements of authority, by event, pot and kind, in öre; without zeros."""
        sums: dict[tuple[Event, str, Kind], Ore] = {}
        for moved in (*(row.moved for row in self.decisions), self.undecided):
            for one in moved.movements:
                key = one.event, one.pot, one.kind
                sums[key] = sums.get(key, 0) + one.amount_ore
        return {key: amount_ore for key, amount_ore in sums.items() if amount_ore != 0}


def decisions_report(
    session: Session, *, scope: Scope, book_id: int, as_of: date | None, known_at: datetime | None
) -> DecisionsReport:
    """What the book's decisions have moved up to a day, as known at a moment; None for any day and for now.

    Raises `MomentInFuture` and `NotFound`.
    """
    scope.require_book(book_id)
    at = cut(session, book_id=book_id, as_of=as_of, known_at=known_at)
    found = _decisions(session, at, known_at)
    moved = _moved(session, at)
    moment = clock.now() if known_at is None else known_at
    receivers, annexes = _receivers(session, book_id, moment), _annexes(session, book_id, moment)
    follows = _follows(session, book_id, moment)
    names = {decision.id: f"{body} {decision.decided_on} {decision.paragraph}" for decision, body in found.values()}
    rows = tuple(
        DecisionRow(
            body=body,
            decided_on=decision.decided_on,
            paragraph=decision.paragraph,
            reference=decision.reference,
            title=decision.title,
            kind=decision.kind,
            receivers=tuple(receivers.get(decision.id, ())),
            annexes=tuple(annexes.get(decision.id, ())),
            follows=tuple(names[one] for one in follows.get(decision.id, ())),
            moved=moved.get(decision.id, NOTHING),
        )
        for decision, body in found.values()
    )
    return DecisionsReport(rows, moved.get(None, NOTHING))


COLUMNS: Final = (
    Column("decided_on", "Beslutsdag", "date"),
    Column("body", "Organ"),
    Column("paragraph", "Paragraf"),
    Column("reference", "Dnr", "code"),
    Column("title", "Rubrik"),
    Column("event", "Händelse"),
    Column("pot", "Pott", "code"),
    Column("kind", "Konto"),
    Column("amount", "Belopp", "amount"),
    Column("entries", "Verifikationer"),
)


def decisions_table(report: DecisionsReport) -> Table:
    """A row for every movement; a decision that has moved nothing has one without an amount."""
    rows = [
        ((row.decided_on, row.body, row.paragraph, row.reference, row.title), row.moved) for row in report.decisions
    ]
    undecided = (None, None, None, None, "Utan beslut")
    drawn = [*rows, (undecided, report.undecided)] if report.undecided.entries else rows
    return Table(
        "Beslut och vad de flyttade",
        COLUMNS,
        tuple((*head, *cells) for head, moved in drawn for cells in _cells(moved)),
    )


def _cells(moved: Moved) -> list[tuple[str | None, str | None, str | None, Ore | None, str]]:
    entries = ", ".join(moved.entries)
    if not moved.movements:
        return [(None, None, None, None, entries)]
    return [
        (EVENT_HEADINGS[one.event], one.pot, CHART[one.kind].heading, one.amount_ore, entries)
        for one in moved.movements
    ]


def _decisions(session: Session, at: Cut, known_at: datetime | None) -> dict[int, tuple[Decision, str]]:
    query = (
        select(Decision, body_name(known_at))
        .join(Body, Body.id == Decision.body_id)
        .where(Decision.book_id == at.book_id)
        .order_by(Decision.decided_on, Decision.id)
    )
    if at.as_of is not None:
        query = query.where(Decision.decided_on <= at.as_of)
    if known_at is not None:
        query = query.where(Decision.recorded_at <= known_at)
    return {decision.id: (decision, name) for decision, name in session.execute(query)}


def _moved(session: Session, at: Cut) -> dict[int | None, Moved]:
    """What moved on the authority side, by decision; None is no decision."""
    movements: dict[int | None, list[Movement]] = {}
    amount = func.sum(Line.amount_ore)
    query = (
        select(Entry.decision_id, Entry.event, Pot.code, Line.kind, amount)
        .join(Line, (Line.book_id == Entry.book_id) & (Line.seq == Entry.seq))
        .join(Pot, (Pot.book_id == Line.book_id) & (Pot.id == Line.pot_id))
        .where(*_within(at), Line.kind.in_(_AUTHORITY))
        .group_by(Entry.decision_id, Entry.event, Line.pot_id, Pot.code, Line.kind)
        .having(amount != 0)
        .order_by(Entry.decision_id, Line.pot_id, Line.kind)
    )
    for decision_id, event, pot, kind, amount_ore in session.execute(query):
        one = Movement(Event(event), pot, Kind(kind), int(amount_ore))
        movements.setdefault(decision_id, []).append(one)
    return {
        decision_id: Moved(tuple(sorted(movements.get(decision_id, ()), key=_place)), entries)
        for decision_id, entries in _entries(session, at).items()
    }


def _entries(session: Session, at: Cut) -> dict[int | None, tuple[str, ...]]:
    """The names of the entries that moved authority, corrections too, by decision."""
    moves = select(Line.seq).where(Line.book_id == Entry.book_id, Line.seq == Entry.seq, Line.kind.in_(_AUTHORITY))
    query = select(Entry.decision_id, Entry.year, Entry.number).where(*_within(at), moves.exists())
    names: dict[int | None, list[str]] = {}
    for decision_id, year, number in session.execute(query.order_by(Entry.seq)):
        names.setdefault(decision_id, []).append(entry_name(year, number))
    return {decision_id: tuple(named) for decision_id, named in names.items()}


_AUTHORITY: Final = [kind.value for kind in kinds_of(Side.AUTHORITY)]
_EVENTS: Final = tuple(Event)
_KINDS: Final = tuple(CHART)


def _place(one: Movement) -> tuple[int, str, int]:
    return _EVENTS.index(one.event), one.pot, _KINDS.index(one.kind)


def _within(at: Cut) -> list[ColumnElement[bool]]:
    conditions = [Entry.book_id == at.book_id, Entry.seq <= at.until_seq]
    return conditions if at.as_of is None else [*conditions, Entry.booked_on <= at.as_of]


def _receivers(session: Session, book_id: int, moment: datetime) -> dict[int, list[str]]:
    query = (
        select(DecisionReceiver.decision_id, DecisionReceiver.name)
        .join(Decision, Decision.id == DecisionReceiver.decision_id)
        .where(Decision.book_id == book_id, DecisionReceiver.recorded_at <= moment)
        .order_by(DecisionReceiver.id)
    )
    return _listed(session, query)


def _annexes(session: Session, book_id: int, moment: datetime) -> dict[int, list[str]]:
    removed = select(AttachmentRemoval.attachment_id).where(
        AttachmentRemoval.attachment_id == Attachment.id, AttachmentRemoval.recorded_at <= moment
    )
    query = (
        select(Attachment.decision_id, Attachment.name)
        .join(Decision, Decision.id == Attachment.decision_id)
        .where(Decision.book_id == book_id, Attachment.recorded_at <= moment, ~removed.exists())
        .order_by(Attachment.decision_id, Attachment.no)
    )
    return _listed(session, query)


def _follows(session: Session, book_id: int, moment: datetime) -> dict[int, list[int]]:
    query = (
        select(DecisionFollows.decision_id, DecisionFollows.recommendation_id)
        .join(Decision, Decision.id == DecisionFollows.decision_id)
        .where(Decision.book_id == book_id, DecisionFollows.recorded_at <= moment)
        .order_by(DecisionFollows.decision_id, DecisionFollows.recommendation_id)
    )
    return _listed(session, query)


def _listed(session: Session, query: Select[Any, Any]) -> dict[int, list[Any]]:
    """The second column's values by the first's, in order."""
    found: dict[int, list[Any]] = {}
    for of, one in session.execute(query):
        found.setdefault(of, []).append(one)
    return found
