"""What a service may ask of the book under its lock: a balance, what may still be taken, the entry to reverse."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from sqlalchemy import Date, Table, bindparam, func, select, text
from sqlalchemy.orm import Session, aliased

from ledger.db.books import Account, Entry, Line, Turnover
from ledger.db.documents import Document
from ledger.db.keepers import Book
from ledger.db.pots import Pot
from ledger.domain.chart import Kind
from ledger.domain.entries import Basis, Movement, PotRef, credit, debit
from ledger.domain.events import Event
from ledger.domain.periods import entry_name
from ledger.errors import EntryAlreadyReversed, EntryIsReversal, NotFound
from ledger.money import Ore

# Statements of the hot path are made once, and of tables rather than classes: making one costs more than running it.
_BOOK: Final = cast("Table", Book.__table__)
_ENTRY: Final = cast("Table", Entry.__table__)
_ACCOUNT: Final = cast("Table", Account.__table__)


@dataclass(frozen=True)
class BookedEntry:
    """A booked entry, whole, as it is reversed."""

    book_id: int
    seq: int
    name: str
    booked_on: date
    text: str
    movement: Movement
    basis: Basis


_HELD: Final = "books_held"
_LOCK: Final = select(_BOOK.c.id).where(_BOOK.c.id == bindparam("book_id")).with_for_update(key_share=True)


def lock_book(session: Session, book_id: int) -> None:
    """Hold the book until the transaction ends, so that everything checked from here on is free of races.

    SQLite holds the whole database from the beginning of a writing transaction. On PostgreSQL the lock is one that
    foreign keys to the book do not wait for (NO KEY UPDATE): whoever has inserted a row of the book may still take it
    without two such transactions waiting for each other. Raises `NotFound`.
    """
    # A lock taken within a savepoint goes with it, so the innermost transaction is who holds it.
    transaction = session.get_nested_transaction() or session.get_transaction()
    held_by, held = session.info.get(_HELD, (None, frozenset()))
    if held_by is not transaction or transaction is None:
        held = frozenset()
    elif book_id in held:
        return
    if session.execute(_LOCK, {"book_id": book_id}).scalar_one_or_none() is None:
        raise NotFound(what="bok", name=str(book_id))
    session.info[_HELD] = (session.get_nested_transaction() or session.get_transaction(), held | {book_id})


def lock_books(session: Session, book_ids: Collection[int]) -> None:
    """Hold several books, always in order of number, so that no two who hold several ever wait for each other."""
    for book_id in sorted(set(book_ids)):
        lock_book(session, book_id)


_BALANCE: Final = select(_ACCOUNT.c.balance_ore).where(
    _ACCOUNT.c.book_id == bindparam("book_id"),
    _ACCOUNT.c.kind == bindparam("kind"),
    _ACCOUNT.c.pot_id == bindparam("pot_id"),
    _ACCOUNT.c.subject_id == bindparam("subject_id"),
)


def balance(session: Session, book_id: int, kind: Kind, pot_id: int, subject_id: int = 0) -> Ore:
    """Today's balance of one account in öre, debit +; 0 for an account nothing was booked on."""
    account = {"book_id": book_id, "kind": kind.value, "pot_id": pot_id, "subject_id": subject_id}
    balance_ore: Ore | None = session.execute(_BALANCE, account).scalar_one_or_none()
    return 0 if balance_ore is None else balance_ore


_DAYS: Final = (
    text(
        "SELECT COALESCE(SUM(CASE WHEN t.day <= :day THEN t.debit_ore - t.credit_ore ELSE 0 END), 0) AS net_ore, "
        ":day AS day FROM turnover t WHERE t.book_id = :book_id AND t.kind = :kind AND t.pot_id = :pot_id "
        "AND t.subject_id = :subject_id "
        "UNION ALL SELECT SUM(t.debit_ore - t.credit_ore), t.day FROM turnover t WHERE t.book_id = :book_id "
        "AND t.kind = :kind AND t.pot_id = :pot_id AND t.subject_id = :subject_id AND t.day > :day "
        "GROUP BY t.day ORDER BY day"
    )
    .bindparams(bindparam("day", type_=Date()))
    .columns(day=Date())
)


def balances_from(
    session: Session, book_id: int, kind: Kind, pot_id: int, day: date, *, subject_id: int = 0
) -> list[tuple[date, Ore]]:
    """The balance in öre at the end of `day` and of every later day that moved the account, in order of days."""
    given = {"book_id": book_id, "kind": kind.value, "pot_id": pot_id, "subject_id": subject_id, "day": day}
    found: list[tuple[date, Ore]] = []
    running = 0
    for net_ore, moved_on in session.execute(_DAYS, given):
        running += int(net_ore)
        found.append((moved_on, running))
    return found


def lowest_from(
    session: Session, book_id: int, kind: Kind, pot_id: int, day: date, *, subject_id: int = 0
) -> tuple[Ore, date]:
    """The least balance in öre at the end of `day` or any later one, and the first day it stands at that.

    What a debit account can give on a back-dated day: a later day may not be left without.
    """
    days = balances_from(session, book_id, kind, pot_id, day, subject_id=subject_id)
    return min((balance_ore, moved_on) for moved_on, balance_ore in days)


def highest_from(
    session: Session, book_id: int, kind: Kind, pot_id: int, day: date, *, subject_id: int = 0
) -> tuple[Ore, date]:
    """The greatest balance in öre at the end of `day` or any later one: what a credit account can give is minus it."""
    days = balances_from(session, book_id, kind, pot_id, day, subject_id=subject_id)
    return max(((balance_ore, moved_on) for moved_on, balance_ore in days), key=lambda known: known[0])


def least_owed_from(
    session: Session, book_id: int, kind: Kind, pot_id: int, day: date, *, subject_id: int = 0
) -> tuple[Ore, date]:
    """As `lowest_from` of a credit account, in öre owed: what may be taken off a debt on a back-dated day."""
    days = balances_from(session, book_id, kind, pot_id, day, subject_id=subject_id)
    return min((-balance_ore, moved_on) for moved_on, balance_ore in days)


def balances_of_subjects(
    session: Session, book_id: int, kind: Kind, pot_ids: Collection[int], subject_ids: Collection[int]
) -> dict[tuple[int, int], Ore]:
    """Today's balances of one kind by pot and subject, without the zeros, within these pots and subjects."""
    query = (
        select(Account.pot_id, Account.subject_id, Account.balance_ore)
        .where(
            Account.book_id == book_id,
            Account.kind == kind,
            Account.pot_id.in_(sorted(pot_ids)),
            Account.subject_id.in_(sorted(subject_ids)),
            Account.balance_ore != 0,
        )
        .order_by(Account.pot_id, Account.subject_id)
    )
    return {(pot_id, subject_id): balance_ore for pot_id, subject_id, balance_ore in session.execute(query)}


def balances_of_kinds(
    session: Session, book_id: int, kinds: Collection[Kind], pot_ids: Collection[int]
) -> list[tuple[Kind, int, int, Ore]]:
    """Today's balances of these kinds within these pots, without the zeros: kind, pot, subject, öre, debit +."""
    query = (
        select(Account.kind, Account.pot_id, Account.subject_id, Account.balance_ore)
        .where(
            Account.book_id == book_id,
            Account.kind.in_(sorted(kinds)),
            Account.pot_id.in_(sorted(pot_ids)),
            Account.balance_ore != 0,
        )
        .order_by(Account.kind, Account.pot_id, Account.subject_id)
    )
    return [(Kind(kind), pot_id, subject_id, ore) for kind, pot_id, subject_id, ore in session.execute(query)]


def sums_of_kinds(session: Session, book_ids: Collection[int], kinds: Collection[Kind]) -> dict[tuple[int, Kind], Ore]:
    """Today's sum of each of these kinds over the whole of each of these books, in öre, debit +; also the zeros."""
    query = (
        select(Account.book_id, Account.kind, func.sum(Account.balance_ore))
        .where(Account.book_id.in_(sorted(book_ids)), Account.kind.in_(sorted(kinds)))
        .group_by(Account.book_id, Account.kind)
        .order_by(Account.book_id, Account.kind)
    )
    found = {(book_id, Kind(kind)): int(ore) for book_id, kind, ore in session.execute(query)}
    return {(book_id, kind): found.get((book_id, kind), 0) for book_id in sorted(book_ids) for kind in kinds}


def last_moved(
    session: Session, book_id: int, kind: Kind, pot_ids: Collection[int], subject_ids: Collection[int]
) -> date | None:
    """The last day on which any account of one kind within these pots and subjects was moved; None for no day."""
    query = select(func.max(Turnover.day)).where(
        Turnover.book_id == book_id,
        Turnover.kind == kind,
        Turnover.pot_id.in_(sorted(pot_ids)),
        Turnover.subject_id.in_(sorted(subject_ids)),
    )
    return session.execute(query).scalar_one()


def turned_over(
    session: Session, book_id: int, kind: Kind, pot_id: int, events: Collection[Event], *, subject_id: int | None = None
) -> Ore:
    """Debits less credits of one kind in one pot by these events, all days, net of corrections; None: all subjects."""
    query = select(func.sum(Turnover.debit_ore - Turnover.credit_ore)).where(
        Turnover.book_id == book_id,
        Turnover.kind == kind,
        Turnover.pot_id == pot_id,
        Turnover.event.in_(sorted(events)),
    )
    if subject_id is not None:
        query = query.where(Turnover.subject_id == subject_id)
    return int(session.execute(query).scalar_one() or 0)


def balances_of_pot(session: Session, book_id: int, pot_id: int) -> dict[Kind, Ore]:
    """Today's balance of each kind in a pot, all subjects together, without the kinds where nothing was booked."""
    query = (
        select(Account.kind, func.sum(Account.balance_ore))
        .where(Account.book_id == book_id, Account.pot_id == pot_id)
        .group_by(Account.kind)
        .order_by(Account.kind)
    )
    return {Kind(kind): int(balance_ore) for kind, balance_ore in session.execute(query)}


def pot_ref(session: Session, book_id: int, pot_id: int) -> PotRef:
    """A pot with its root; raises `NotFound`."""
    root_id = session.execute(select(Pot.root_id).where(Pot.book_id == book_id, Pot.id == pot_id)).scalar_one_or_none()
    if root_id is None:
        raise NotFound(what="medelspott", name=str(pot_id))
    return PotRef(pot_id, root_id)


_REVERSAL: Final = _ENTRY.alias("reversal")
_REVERSIBLE: Final = (
    select(_ENTRY.c.year, _ENTRY.c.number, _ENTRY.c.booked_on, _ENTRY.c.reverses_seq)
    .add_columns(_REVERSAL.c.year, _REVERSAL.c.number, _REVERSAL.c.booked_on)
    .outerjoin(_REVERSAL, (_REVERSAL.c.book_id == _ENTRY.c.book_id) & (_REVERSAL.c.reverses_seq == _ENTRY.c.seq))
    .where(_ENTRY.c.book_id == bindparam("book_id"), _ENTRY.c.seq == bindparam("seq"))
)


def require_reversible(session: Session, book_id: int, seq: int) -> tuple[str, date]:
    """The name and day of a booked entry that may still be reversed.

    Raises `NotFound`, `EntryIsReversal`, `EntryAlreadyReversed`.
    """
    found = session.execute(_REVERSIBLE, {"book_id": book_id, "seq": seq}).one_or_none()
    if found is None:
        raise NotFound(what="verifikation", name=str(seq))
    year, number, booked_on, reverses_seq, by_year, by_number, reversed_on = found
    name = entry_name(year, number)
    if reverses_seq is not None:
        raise EntryIsReversal(entry=name)
    if by_year is not None:
        raise EntryAlreadyReversed(entry=name, reversed_on=reversed_on, reversed_by=entry_name(by_year, by_number))
    return name, booked_on


def entry_to_reverse(session: Session, book_id: int, seq: int) -> BookedEntry:
    """A booked entry that may still be reversed, whole; raises as `require_reversible`."""
    name, booked_on = require_reversible(session, book_id, seq)
    entry = session.execute(select(Entry).where(Entry.book_id == book_id, Entry.seq == seq)).scalar_one()
    return BookedEntry(book_id, seq, name, booked_on, entry.text, _movement(session, entry), _basis(entry))


def last_entry_of(session: Session, book_id: int, document_id: int) -> int | None:
    """The number in the book of the entry in force that rests on a document: booked and not reversed, or None."""
    reversing = aliased(Entry)
    query = select(func.max(Entry.seq)).where(
        Entry.book_id == book_id,
        Entry.document_id == document_id,
        Entry.reverses_seq.is_(None),
        ~select(reversing.seq).where(reversing.book_id == Entry.book_id, reversing.reverses_seq == Entry.seq).exists(),
    )
    return session.execute(query).scalar_one()


def taken_since(
    session: Session, book_id: int, kind: Kind, pot_id: int, *, subject_id: int, seq: int
) -> tuple[str, ...]:
    """The numbers of the documents in force that were booked after entry `seq` and have credited an account."""
    reversing = aliased(Entry)
    query = (
        select(Document.number)
        .join(Entry, (Entry.book_id == Document.book_id) & (Entry.document_id == Document.id))
        .join(Line, (Line.book_id == Entry.book_id) & (Line.seq == Entry.seq))
        .where(
            Line.book_id == book_id,
            Line.kind == kind,
            Line.pot_id == pot_id,
            Line.subject_id == subject_id,
            Line.amount_ore < 0,
            Line.seq > seq,
            Entry.reverses_seq.is_(None),
            ~select(reversing.seq)
            .where(reversing.book_id == Entry.book_id, reversing.reverses_seq == Entry.seq)
            .exists(),
        )
        .group_by(Document.id, Document.number)
        .order_by(Document.id)
    )
    return tuple(session.scalars(query))


def entry_rests_on(session: Session, book_id: int, year: int, number: int) -> tuple[int, int | None]:
    """The number in the book of the voucher of that year and number, and its document's id; raises `NotFound`."""
    query = select(Entry.seq, Entry.document_id).where(
        Entry.book_id == book_id, Entry.year == year, Entry.number == number
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(what="verifikation", name=entry_name(year, number))
    return found.seq, found.document_id


def end_of_chain(session: Session, book_id: int) -> tuple[int, str] | None:
    """The number in the book and the hash of the last entry; None for an empty book."""
    query = select(Entry.seq, Entry.hash).where(Entry.book_id == book_id).order_by(Entry.seq.desc()).limit(1)
    found = session.execute(query).one_or_none()
    return None if found is None else (found.seq, found.hash)


def first_day(session: Session, book_id: int) -> date:
    """The first day the book takes."""
    return session.execute(select(Book.opened_on).where(Book.id == book_id)).scalar_one()


_TIMES_REVERSED: Final = (
    select(func.count())
    .select_from(_ENTRY)
    .where(
        _ENTRY.c.book_id == bindparam("book_id"),
        _ENTRY.c.document_id == bindparam("document_id"),
        _ENTRY.c.reverses_seq.is_not(None),
    )
)


def times_reversed(session: Session, book_id: int, document_id: int) -> int:
    """How many entries that rest on a document have been reversed."""
    times: int = session.execute(_TIMES_REVERSED, {"book_id": book_id, "document_id": document_id}).scalar_one()
    return times


def _movement(session: Session, entry: Entry) -> Movement:
    query = (
        select(Line.kind, Line.pot_id, Pot.root_id, Line.subject_id, Line.amount_ore)
        .join(Pot, (Pot.book_id == Line.book_id) & (Pot.id == Line.pot_id))
        .where(Line.book_id == entry.book_id, Line.seq == entry.seq)
        .order_by(Line.line_no)
    )
    lines = tuple(
        debit(Kind(kind), PotRef(pot_id, root_id), amount_ore, subject_id)
        if amount_ore > 0
        else credit(Kind(kind), PotRef(pot_id, root_id), -amount_ore, subject_id)
        for kind, pot_id, root_id, subject_id, amount_ore in session.execute(query)
    )
    return Movement(Event(entry.event), lines)


def _basis(entry: Entry) -> Basis:
    return Basis(
        document=_pair(entry.document_id, entry.document_digest),
        decision=_pair(entry.decision_id, entry.decision_digest),
        attest=_pair(entry.attest_id, entry.attest_digest),
    )


def _pair(known_id: int | None, digest: str | None) -> tuple[int, str] | None:
    return None if known_id is None or digest is None else (known_id, digest)
