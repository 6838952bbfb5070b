"""What a service may ask of money under the lock: claims, what a purpose can spare, what passed a bank account."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Date, func, select, text, tuple_
from sqlalchemy.orm import Session, aliased

from ledger.db.books import Entry, Line
from ledger.domain.chart import Kind
from ledger.domain.events import Event
from ledger.domain.periods import entry_name
from ledger.money import Ore

_CLAIMED: Final = text(
    "SELECT t.event, SUM(t.debit_ore - t.credit_ore) FROM turnover t WHERE t.book_id = :book_id AND t.kind = 'claim' "
    "AND t.pot_id = :pot_id AND t.subject_id = :subject_id GROUP BY t.event ORDER BY t.event"
)


def claimed_by_event(session: Session, book_id: int, root_id: int, requisition_id: int) -> dict[Event, Ore]:
    """What each kind of event has done to a requisition's claim, in öre, debit +, net of corrections."""
    given = {"book_id": book_id, "pot_id": root_id, "subject_id": requisition_id}
    return {Event(event): int(net_ore) for event, net_ore in session.execute(_CLAIMED, given)}


_RECEIVED: Final = text(
    "SELECT t.day, SUM(t.credit_ore - t.debit_ore) FROM turnover t WHERE t.book_id = :book_id AND t.kind = 'claim' "
    "AND t.pot_id = :pot_id AND t.subject_id = :subject_id AND t.event IN ('receipt', 'receipt_placed') "
    "GROUP BY t.day ORDER BY t.day"
).columns(day=Date())


def least_received(session: Session, book_id: int, root_id: int, requisition_id: int, day: date) -> Ore:
    """The least that is received on a requisition, in öre, at the end of `day` or any later one."""
    given = {"book_id": book_id, "pot_id": root_id, "subject_id": requisition_id}
    return _least_from(session.execute(_RECEIVED, given), day)[0]


_FREE: Final = text(
    "SELECT t.day, SUM(t.debit_ore - t.credit_ore) FROM turnover t "
    "JOIN pot p ON p.book_id = t.book_id AND p.id = t.pot_id WHERE t.book_id = :book_id AND p.root_id = :root_id "
    "AND t.kind IN ('bank', 'payable', 'interest_debt', 'clearing') GROUP BY t.day ORDER BY t.day"
).columns(day=Date())


def least_free(session: Session, book_id: int, root_id: int, day: date) -> tuple[Ore, date]:
    """The least a purpose has in the bank and owes to nobody, in öre, from `day` on, and the first day of it.

    What the bank holds less debts to suppliers and recipients, to the payer for interest, and between books: as the
    cash side sums to zero, that is what is received and unused, less what lies with others.
    """
    return _least_from(session.execute(_FREE, {"book_id": book_id, "root_id": root_id}), day)


def _least_from(moved: Iterable[Sequence[Any]], day: date) -> tuple[Ore, date]:
    """The least running sum at the end of `day` or of a later day that moved it, and that day; days in order."""
    running, sums = 0, [(day, 0)]
    for moved_on, net_ore in moved:
        running += int(net_ore)
        if moved_on <= day:
            sums = [(day, running)]
        else:
            sums.append((moved_on, running))
    return min((least_ore, moved_on) for moved_on, least_ore in sums)


@dataclass(frozen=True)
class BankMovement:
    """What one entry moved on a bank account, over all roots: öre, positive into it."""

    seq: int
    name: str
    booked_on: date
    amount_ore: Ore


def bank_movements(
    session: Session, book_id: int, bank_account_id: int, *, vouchers: Collection[tuple[int, int]] | None = None
) -> list[BankMovement]:
    """What moved a bank account and stands, in order of number: of these vouchers (year and number), None for all.

    An entry that was turned back never passed the bank, nor did its counter-entry; and money that changes root within
    the account, as when a receipt is placed, moves nothing there.
    """
    counter = aliased(Entry)
    turned_back = select(counter.seq).where(counter.book_id == Entry.book_id, counter.reverses_seq == Entry.seq)
    amount = func.sum(Line.amount_ore)
    query = (
        select(Entry.seq, Entry.year, Entry.number, Entry.booked_on, amount)
        .join(Line, (Line.book_id == Entry.book_id) & (Line.seq == Entry.seq))
        .where(
            Line.book_id == book_id,
            Line.kind == Kind.BANK.value,
            Line.subject_id == bank_account_id,
            Entry.reverses_seq.is_(None),
            ~turned_back.exists(),
        )
        .group_by(Entry.seq, Entry.year, Entry.number, Entry.booked_on)
        .having(amount != 0)
        .order_by(Entry.seq)
    )
    if vouchers is not None:
        query = query.where(tuple_(Entry.year, Entry.number).in_(sorted(vouchers)))
    return [
        BankMovement(seq, entry_name(year, number), booked_on, int(amount_ore))
        for seq, year, number, booked_on, amount_ore in session.execute(query)
    ]
