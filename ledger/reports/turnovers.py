"""What has moved, as of a day and as known at a moment: one query over turnovers, flat in the number of entries.

Turnovers hold what is known now. For an earlier moment the lines recorded since are taken away again, at a cost in
proportion to them. Every report's sums come from here, so that no two of them can disagree.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Select, case, extract, func, select, union_all
from sqlalchemy.orm import Session, aliased

from ledger.db.books import Entry, Line, Turnover
from ledger.domain.chart import CHART, Kind
from ledger.domain.events import Event
from ledger.money import Ore
from ledger.reports.moments import Cut

Account: TypeAlias = tuple[Kind, int, int]
"""Kind, pot and subject; 0 for an absent subject."""

Moved: TypeAlias = dict[int, dict[tuple[Kind, Event], Ore]]
"""By pot: what each kind of account has moved by each kind of event, in öre, debit +."""


class Sides(NamedTuple):
    """Debits and credits of an account in öre, both as they were booked: a correction stands on the other side."""

    debit_ore: Ore
    credit_ore: Ore


class DayMoved(NamedTuple):
    """What an account moved on a day by an event, in öre, debit +."""

    day: date
    event: Event
    amount_ore: Ore


_Rows: TypeAlias = Select[str, int, int, date, str, Ore, Ore]


def moved_by_event(session: Session, cut: Cut, *, kinds: Collection[Kind], pots: Select[int]) -> Moved:
    """What these kinds of account in these pots have moved up to the cut.

    A pot where nothing was booked is not there; one whose bookings cancel out is, at zero.
    """
    moved: Moved = {}
    for (pot_id, kind, event), sides in _sums(_rows(cut, kinds, pots), ("pot_id", "kind", "event"), session):
        moved.setdefault(pot_id, {})[Kind(kind), Event(event)] = _net(sides)
    return moved


def moved_by_subject(
    session: Session, cut: Cut, *, kinds: Collection[Kind], pots: Select[int]
) -> dict[Account, dict[Event, Ore]]:
    """The same by account: what each of these kinds in these pots has moved by each event, in order of pot."""
    moved: dict[Account, dict[Event, Ore]] = {}
    key = ("pot_id", "kind", "subject_id", "event")
    for (pot_id, kind, subject_id, event), sides in _sums(_rows(cut, kinds, pots), key, session):
        moved.setdefault((Kind(kind), pot_id, subject_id), {})[Event(event)] = _net(sides)
    return moved


def moved_by_year(
    session: Session, cut: Cut, *, kinds: Collection[Kind], pots: Select[int]
) -> dict[int, dict[tuple[int, Kind], Ore]]:
    """By year, in order: what each kind of account in each of these pots moved in it, in öre, debit +."""
    moved: dict[int, dict[tuple[int, Kind], Ore]] = {}
    for (year, pot_id, kind), sides in _sums(_rows(cut, kinds, pots), ("year", "pot_id", "kind"), session):
        moved.setdefault(int(year), {})[pot_id, Kind(kind)] = _net(sides)
    return moved


def moved_by_day(
    session: Session, cut: Cut, *, kinds: Collection[Kind], pots: Select[int]
) -> dict[Account, list[DayMoved]]:
    """What each of these accounts moved, day by day, with each correction on the day of what it corrects.

    So a wrong invoice that was corrected later was never used, and what was given back is as old as when it was taken.
    A correction's cost is that of its lines; the balance is not changed by it.
    """
    rows = [*_rows(cut, kinds, pots), *_brought_home(cut, kinds, pots)]
    moved: dict[Account, list[DayMoved]] = {}
    key = ("pot_id", "kind", "subject_id", "day", "event")
    for (pot_id, kind, subject_id, day, event), sides in _sums(rows, key, session):
        moved.setdefault((Kind(kind), pot_id, subject_id), []).append(DayMoved(day, Event(event), _net(sides)))
    return moved


def sides(session: Session, cut: Cut, *, pots: Select[int] | None = None) -> dict[Account, Sides]:
    """Debits and credits of every account of the book, or of these pots; in order of chart, pot and subject.

    An account where nothing was booked is not there.
    """
    found = _sums(_rows(cut, None, pots), ("kind", "pot_id", "subject_id"), session)
    found.sort(key=lambda row: (_ORDER[row[0][0]], *row[0][1:]))
    return {(Kind(kind), pot_id, subject_id): moved for (kind, pot_id, subject_id), moved in found}


def balances(session: Session, cut: Cut) -> dict[Account, Ore]:
    """The balance of every account of the book at the cut, in öre, debit +; in order of chart, pot and subject.

    An account where nothing was booked is not there; one whose bookings cancel out is, at zero.
    """
    return {account: _net(moved) for account, moved in sides(session, cut).items()}


_ORDER: Final = {kind.value: place for place, kind in enumerate(CHART)}


def _net(moved: Sides) -> Ore:
    return moved.debit_ore - moved.credit_ore


def _sums(rows: Sequence[_Rows], key: Sequence[str], session: Session) -> list[tuple[tuple[Any, ...], Sides]]:
    """The key's columns and the sums; debits and credits are summed apart to tell zero from nothing."""
    summed = rows[0].subquery() if len(rows) == 1 else union_all(*rows).subquery()
    columns = [extract("year", summed.c.day) if name == "year" else summed.c[name] for name in key]
    debits, credits_ = func.sum(summed.c.debit_ore), func.sum(summed.c.credit_ore)
    query = (
        select(*columns, debits, credits_).group_by(*columns).having((debits != 0) | (credits_ != 0)).order_by(*columns)
    )
    # PostgreSQL answers a sum of bigint with a Decimal.
    return [(tuple(row[:-2]), Sides(int(row[-2]), int(row[-1]))) for row in session.execute(query)]


def _rows(cut: Cut, kinds: Collection[Kind] | None, pots: Select[int] | None) -> list[_Rows]:
    turned_over = _turned_over(cut).where(*_wanted(Turnover.kind, Turnover.pot_id, kinds, pots))
    if cut.until_seq == cut.last_seq:
        return [turned_over]
    return [turned_over, _recorded_later(cut).where(*_wanted(Line.kind, Line.pot_id, kinds, pots))]


def _wanted(
    kind: Any, pot_id: Any, kinds: Collection[Kind] | None, pots: Select[int] | None
) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if kinds is not None:
        wanted.append(kind.in_([one.value for one in kinds]))
    if pots is not None:
        wanted.append(pot_id.in_(pots))
    return wanted


def _turned_over(cut: Cut) -> _Rows:
    query = select(
        Turnover.kind,
        Turnover.pot_id,
        Turnover.subject_id,
        Turnover.day,
        Turnover.event,
        Turnover.debit_ore,
        Turnover.credit_ore,
    ).where(Turnover.book_id == cut.book_id)
    return query if cut.as_of is None else query.where(Turnover.day <= cut.as_of)


def _recorded_later(cut: Cut) -> _Rows:
    """The lines that the turnovers hold and that were not known yet, to be taken away."""
    query = _lines(Entry.booked_on, sign=-1).where(Line.book_id == cut.book_id, Line.seq > cut.until_seq)
    return query if cut.as_of is None else query.where(Entry.booked_on <= cut.as_of)


def _brought_home(cut: Cut, kinds: Collection[Kind] | None, pots: Select[int] | None) -> list[_Rows]:
    """The lines of corrections, taken away from their own day and put on the day of what they correct."""
    original = aliased(Entry)
    corrects = (original.book_id == Entry.book_id) & (original.seq == Entry.reverses_seq)
    within = [
        Line.book_id == cut.book_id,
        Line.seq.in_(_corrections(cut)),
        *_wanted(Line.kind, Line.pot_id, kinds, pots),
    ]
    if cut.as_of is not None:
        within.append(Entry.booked_on <= cut.as_of)
    return [
        _lines(day, sign=sign).join(original, corrects).where(*within)
        for day, sign in ((Entry.booked_on, -1), (original.booked_on, 1))
    ]


def _corrections(cut: Cut) -> Select[int]:
    """The numbers of the known entries that turn another back: a list, so that no other lines are looked at.

    The sum keeps SQLite from walking through all entries by number instead of the few by what they reverse.
    """
    turning = aliased(Entry)
    return select(turning.seq).where(
        turning.book_id == cut.book_id, turning.reverses_seq > 0, turning.seq + 0 <= cut.until_seq
    )


def _lines(day: Any, *, sign: int) -> _Rows:
    """Lines as if they were turnovers, on a day that may be another than their own; with −1 to be taken away."""
    return select(
        Line.kind,
        Line.pot_id,
        Line.subject_id,
        day.label("day"),
        Entry.event,
        case((Line.amount_ore > 0, sign * Line.amount_ore), else_=0).label("debit_ore"),
        case((Line.amount_ore < 0, -sign * Line.amount_ore), else_=0).label("credit_ore"),
    ).join(Entry, (Entry.book_id == Line.book_id) & (Entry.seq == Line.seq))
