"""What has moved, as of a day and as known at a moment: one query over turnovers, flat in the number of entries.

Turnovers hold what is known now. For an earlier moment the lines recorded since are taken away again, at a cost in
proportion to them.
"""

from collections.abc import Collection
from typing import Any, TypeAlias

from sqlalchemy import CompoundSelect, Select, case, func, select, union_all
from sqlalchemy.orm import Session

from ledger.db.books import Entry, Line, Turnover
from ledger.domain.chart import CHART, Kind
from ledger.domain.events import Event
from ledger.money import Ore
from ledger.reports.moments import Cut

Account: TypeAlias = tuple[Kind, int, int]
"""Kind, pot and subject; 0 for an absent subject."""

Moved: TypeAlias = dict[int, dict[tuple[Kind, Event], Ore]]
"""By pot: what each kind of account has moved by each kind of event, in öre, debit +."""

_Rows: TypeAlias = Select[str, int, int, str, Ore, Ore]


def moved_by_event(session: Session, cut: Cut, *, kinds: Collection[Kind], pots: Select[int]) -> Moved:
    """What these kinds of account in these pots have moved up to the cut.

    A pot where nothing was booked is not there; one whose bookings cancel out is, at zero.
    """
    moved: Moved = {}
    for pot_id, kind, event, amount_ore in _sums(session, cut, ("pot_id", "kind", "event"), kinds, pots):
        moved.setdefault(pot_id, {})[Kind(kind), Event(event)] = amount_ore
    return moved


def balances(session: Session, cut: Cut) -> dict[Account, Ore]:
    """The balance of every account of the book at the cut, in öre, debit +; in order of chart, pot and subject.

    An account where nothing was booked is not there; one whose bookings cancel out is, at zero.
    """
    order = {kind.value: place for place, kind in enumerate(CHART)}
    found = _sums(session, cut, ("kind", "pot_id", "subject_id"))
    found.sort(key=lambda row: (order[row[0]], *row[1:]))
    return {(Kind(kind), pot_id, subject_id): amount_ore for kind, pot_id, subject_id, amount_ore in found}


def _sums(
    session: Session,
    cut: Cut,
    key: tuple[str, ...],
    kinds: Collection[Kind] | None = None,
    pots: Select[int] | None = None,
) -> list[tuple[Any, ...]]:
    """Rows of the key's columns and the net amount; debits and credits are summed apart to tell zero from nothing."""
    rows = _rows(cut, kinds, pots).subquery()
    columns = [rows.c[name] for name in key]
    debits, credits_ = func.sum(rows.c.debit_ore), func.sum(rows.c.credit_ore)
    query = (
        select(*columns, debits - credits_)
        .group_by(*columns)
        .having((debits != 0) | (credits_ != 0))
        .order_by(*columns)
    )
    # PostgreSQL answers a sum of bigint with a Decimal.
    return [(*row[:-1], int(row[-1])) for row in session.execute(query)]


def _rows(
    cut: Cut, kinds: Collection[Kind] | None, pots: Select[int] | None
) -> _Rows | CompoundSelect[str, int, int, str, Ore, Ore]:
    turned_over, later = _turned_over(cut), _recorded_later(cut)
    if kinds is not None:
        wanted = [kind.value for kind in kinds]
        turned_over, later = turned_over.where(Turnover.kind.in_(wanted)), later.where(Line.kind.in_(wanted))
    if pots is not None:
        turned_over, later = turned_over.where(Turnover.pot_id.in_(pots)), later.where(Line.pot_id.in_(pots))
    return turned_over if cut.until_seq == cut.last_seq else union_all(turned_over, later)


def _turned_over(cut: Cut) -> _Rows:
    query = select(
        Turnover.kind, Turnover.pot_id, Turnover.subject_id, Turnover.event, Turnover.debit_ore, Turnover.credit_ore
    ).where(Turnover.book_id == cut.book_id)
    return query if cut.as_of is None else query.where(Turnover.day <= cut.as_of)


def _recorded_later(cut: Cut) -> _Rows:
    """The lines that the turnovers hold and that were not known yet, to be taken away."""
    query = (
        select(
            Line.kind,
            Line.pot_id,
            Line.subject_id,
            Entry.event,
            case((Line.amount_ore > 0, -Line.amount_ore), else_=0).label("debit_ore"),
            case((Line.amount_ore < 0, Line.amount_ore), else_=0).label("credit_ore"),
        )
        .join(Entry, (Entry.book_id == Line.book_id) & (Entry.seq == Line.seq))
        .where(Line.book_id == cut.book_id, Line.seq > cut.until_seq)
    )
    return query if cut.as_of is None else query.where(Entry.booked_on <= cut.as_of)
