"""What is left of something that no account holds, on the day that leaves least: asked under the book's lock.

The sums run over turnovers, day by day, so that a day in the past is held to every day after it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Date, func, select, text
from sqlalchemy.orm import Session

from ledger.db.books import Turnover
from ledger.domain.chart import Kind
from ledger.domain.events import Event
from ledger.money import Ore

ALLOTTING: Final = (Event.ALLOCATION, Event.TAKEN_BACK, Event.MOVED)


def least_given(session: Session, book_id: int, pot_id: int, day: date) -> tuple[Ore, date]:
    """What the pot above has given a pot by allocation, net of what was taken back, in öre.

    At the end of `day` or the later day that leaves least, and that day. No account holds it apart from what was
    passed on, so no guard does: ask under the lock.
    """
    query = (
        select(Turnover.day, func.sum(Turnover.credit_ore - Turnover.debit_ore))
        .where(
            Turnover.book_id == book_id,
            Turnover.kind == Kind.AUTHORISED,
            Turnover.pot_id == pot_id,
            Turnover.event.in_(sorted(ALLOTTING)),
        )
        .group_by(Turnover.day)
        .order_by(Turnover.day)
    )
    running, ends = 0, {day: 0}
    for moved_on, given_ore in session.execute(query):
        running += int(given_ore)
        ends[max(day, moved_on)] = running
    return min((given_ore, ended_on) for ended_on, given_ore in ends.items())


@dataclass(frozen=True)
class RequisitionRoom:
    """What a purpose's requisitions have to stay within at the end of one day: DOMAIN control 3, in öre."""

    day: date
    authorised_ore: Ore
    lapsed_ore: Ore
    requisitioned_ore: Ore

    @property
    def left_ore(self) -> Ore:
        """What may still be requisitioned."""
        return self.authorised_ore - self.lapsed_ore - self.requisitioned_ore


_ROOM: Final = text(
    "SELECT t.day, SUM(CASE t.kind WHEN 'authorised' THEN t.credit_ore - t.debit_ore ELSE 0 END) AS authorised, "
    "SUM(CASE t.kind WHEN 'lapsed' THEN t.debit_ore - t.credit_ore ELSE 0 END) AS lapsed, "
    "SUM(CASE t.kind WHEN 'claim' THEN t.debit_ore - t.credit_ore "
    "WHEN 'grant_debt' THEN t.credit_ore - t.debit_ore ELSE 0 END) AS requisitioned "
    "FROM turnover t WHERE t.book_id = :book_id AND t.pot_id = :pot_id "
    "AND t.kind IN ('authorised', 'lapsed', 'claim', 'grant_debt') AND (t.kind IN ('authorised', 'lapsed') "
    "OR (t.kind = 'claim' AND t.event IN ('requisition', 'requisition_lowered')) "
    "OR (t.kind = 'grant_debt' AND t.event = 'sent_back')) GROUP BY t.day ORDER BY t.day"
).columns(day=Date())


def least_requisition_room(session: Session, book_id: int, root_id: int, day: date) -> RequisitionRoom:
    """The room for requisitions at the end of `day` or the later day that leaves least of it.

    Requisitioned is net: sent less lowered less sent back. No account holds it, so no guard does: ask under the lock.
    """
    room = RequisitionRoom(day, 0, 0, 0)
    rooms: list[RequisitionRoom] = []
    for moved_on, authorised, lapsed, requisitioned in session.execute(_ROOM, {"book_id": book_id, "pot_id": root_id}):
        if moved_on > day:
            rooms.append(room)
        room = RequisitionRoom(
            max(day, moved_on),
            room.authorised_ore + int(authorised),
            room.lapsed_ore + int(lapsed),
            room.requisitioned_ore + int(requisitioned),
        )
    return min((*rooms, room), key=lambda known: (known.left_ore, known.day))


@dataclass(frozen=True)
class Unused:
    """What a purpose has received and not used at the end of one day, in öre: its grant debt less what is claimed."""

    day: date
    grant_debt_ore: Ore
    claim_ore: Ore

    @property
    def left_ore(self) -> Ore:
        """What may be repaid, carried over or handed over."""
        return self.grant_debt_ore - self.claim_ore


_UNUSED: Final = text(
    "SELECT t.day, SUM(CASE t.kind WHEN 'grant_debt' THEN t.credit_ore - t.debit_ore ELSE 0 END) AS grant_debt, "
    "SUM(CASE t.kind WHEN 'claim' THEN t.debit_ore - t.credit_ore ELSE 0 END) AS claim "
    "FROM turnover t WHERE t.book_id = :book_id AND t.pot_id = :pot_id AND t.kind IN ('grant_debt', 'claim') "
    "GROUP BY t.day ORDER BY t.day"
).columns(day=Date())


def least_unused(session: Session, book_id: int, root_id: int, day: date) -> Unused:
    """What is received and unused at the end of `day` or the later day that has least of it; ask under the lock."""
    unused = Unused(day, 0, 0)
    days: list[Unused] = []
    for moved_on, grant_debt, claim in session.execute(_UNUSED, {"book_id": book_id, "pot_id": root_id}):
        if moved_on > day:
            days.append(unused)
        unused = Unused(max(day, moved_on), unused.grant_debt_ore + int(grant_debt), unused.claim_ore + int(claim))
    return min((*days, unused), key=lambda known: (known.left_ore, known.day))
