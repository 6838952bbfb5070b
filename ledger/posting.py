"""THE DOOR: the one way a krona moves, and the only writer of entries.

Within the caller's transaction the door locks the book, finds an event that was booked before, gives the next number,
refuses a closed month, extends the chain of hashes, inserts the lines and last the entry. Inserting the entry is what
books it: the database's guards check it and move the balances. The door never commits.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, cast

from sqlalchemy import Connection, Date, Table, bindparam, func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import balances_from, lock_book, require_reversible
from ledger.db.base import Instant
from ledger.db.books import Entry, Line
from ledger.db.rows import Row, insert_rows
from ledger.domain.canonical import FIRST_HASH, entry_content, entry_hash, moment_text
from ledger.domain.chart import CHART, Never
from ledger.domain.entries import EntryDraft
from ledger.domain.periods import entry_name, first_of_month, month_name, next_month
from ledger.errors import (
    DateOutOfRange,
    EntryAlreadyReversed,
    EntryBreaksNever,
    EntryRefusedByDatabase,
    EntryReversedTooEarly,
    EntrySourceKeyTaken,
    LedgerError,
    NotFound,
    PeriodClosed,
)

_ENTRIES_A_STATEMENT: Final = 1000


@dataclass(frozen=True)
class Booked:
    """Where an entry stands in the book; `is_new` is False when the event had been booked before."""

    book_id: int
    seq: int
    year: int
    number: int
    recorded_at: datetime
    prev_hash: str
    hash: str
    is_new: bool = True

    @property
    def name(self) -> str:
        """The voucher's name: `2021-118`."""
        return entry_name(self.year, self.number)


@dataclass
class _Chain:
    """The end of one book's chain while entries are added to it, all recorded at one moment."""

    book: str
    opened_on: date
    seq: int
    hash: str
    recorded_at: datetime
    moment: str
    numbers: dict[int, int] = field(default_factory=dict)
    closed: dict[date, date | None] = field(default_factory=dict)
    reversed: dict[int, tuple[date, str]] = field(default_factory=dict)


_OF_MONTH: Final = (
    "(SELECT MAX(n.number) FROM entry n WHERE n.book_id = :book_id AND n.year = :year) AS number, "
    "(SELECT CASE WHEN p.state = 'closed' THEN p.changed_on END FROM period_state p WHERE p.book_id = :book_id "
    "AND p.month = :month ORDER BY p.no DESC LIMIT 1) AS closed_on"
)
_MONTH: Final = text(f"SELECT {_OF_MONTH}").bindparams(bindparam("month", type_=Date())).columns(closed_on=Date())
_END: Final = (
    text(
        f"SELECT b.code, b.opened_on, e.seq, e.hash, e.recorded_at, {_OF_MONTH} "  # noqa: S608 - our own words
        "FROM book b LEFT JOIN entry e ON e.book_id = b.id "
        "AND e.seq = (SELECT MAX(x.seq) FROM entry x WHERE x.book_id = :book_id) WHERE b.id = :book_id"
    )
    .bindparams(bindparam("month", type_=Date()))
    .columns(opened_on=Date(), recorded_at=Instant(), closed_on=Date())
)

_BOOKED: Final = select(
    Entry.source_key, Entry.seq, Entry.year, Entry.number, Entry.recorded_at, Entry.prev_hash, Entry.hash
).where(Entry.book_id == bindparam("book_id"))
_KNOWN_ONE: Final = _BOOKED.where(Entry.source_key == bindparam("key"))
_KNOWN: Final = _BOOKED.where(Entry.source_key.in_(bindparam("keys", expanding=True))).order_by(Entry.seq)
_KEYS_A_QUERY: Final = 500

_LINES: Final = cast("Table", Line.__table__)
_ENTRIES: Final = cast("Table", Entry.__table__)


def post_entry(session: Session, draft: EntryDraft) -> Booked:
    """Book one entry; the same as `post_entries` of one."""
    return post_entries(session, [draft])[0]


def post_entries(session: Session, drafts: Sequence[EntryDraft]) -> list[Booked]:
    """Book entries of one book in the order given, all or none, and say where each stands.

    An event whose source key was booked before is not booked again: equal content answers with the earlier entry,
    other content is refused (`EntrySourceKeyTaken`). Raises `PeriodClosed`, `DateOutOfRange`, `EntryBreaksNever`,
    `EntryAlreadyReversed`, `EntryIsReversal`, `EntryReversedTooEarly`, and `EntryRefusedByDatabase` for what only a
    fault of the program could bring to the guards. After a refusal the caller rolls its transaction back.
    """
    if not drafts:
        return []
    if any(draft.book_id != drafts[0].book_id for draft in drafts):
        raise ValueError("A batch is of one book")
    chain = _end_of_chain(session, drafts[0])
    known = _known(session.connection(), drafts)
    new: list[tuple[EntryDraft, Booked]] = []
    placed: list[Booked] = []
    for draft in drafts:
        earlier = known.get(draft.source_key)
        if earlier is None:
            _check(session, chain, draft)
            booked = _place(chain, draft)
            known[draft.source_key] = booked
            new.append((draft, booked))
        else:
            booked = _same_event(chain.book, draft, earlier)
        placed.append(booked)
    for start in range(0, len(new), _ENTRIES_A_STATEMENT):
        _insert(session, new[start : start + _ENTRIES_A_STATEMENT], chain.moment)
    return placed


@contextmanager
def rehearsed(session: Session) -> Iterator[None]:
    """A block that is rolled back at its end: what it books, it books for real, and leaves no trace (dry run)."""
    savepoint = session.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()


def _end_of_chain(session: Session, draft: EntryDraft) -> _Chain:
    """The end of the book's chain, with what the draft's month needs; the book is held from here on."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":  # which holds the whole database for whoever writes
        lock_book(session, draft.book_id)
    day = draft.booked_on
    given = {"book_id": draft.book_id, "year": day.year, "month": first_of_month(day)}
    row = connection.execute(_END, given).one_or_none()
    if row is None:
        raise NotFound(what="bok", name=str(draft.book_id))
    recorded_at = clock.now() if row.seq is None else max(clock.now(), row.recorded_at)
    return _Chain(
        book=row.code,
        opened_on=row.opened_on,
        seq=row.seq or 0,
        hash=row.hash or FIRST_HASH,
        recorded_at=recorded_at,
        moment=moment_text(recorded_at),
        numbers={day.year: row.number or 0},
        closed={first_of_month(day): row.closed_on},
    )


def _known(connection: Connection, drafts: Sequence[EntryDraft]) -> dict[str, Booked]:
    """The events among the drafts that were booked before, by source key."""
    book_id = drafts[0].book_id
    if len(drafts) == 1:
        rows = connection.execute(_KNOWN_ONE, {"book_id": book_id, "key": drafts[0].source_key}).all()
    else:
        pages = (drafts[start : start + _KEYS_A_QUERY] for start in range(0, len(drafts), _KEYS_A_QUERY))
        keys = ([draft.source_key for draft in page] for page in pages)
        rows = [row for page in keys for row in connection.execute(_KNOWN, {"book_id": book_id, "keys": page})]
    return {
        key: Booked(book_id, seq, year, number, recorded_at, prev_hash, hashed, is_new=False)
        for key, seq, year, number, recorded_at, prev_hash, hashed in rows
    }


def _same_event(book: str, draft: EntryDraft, earlier: Booked) -> Booked:
    """The earlier entry, if the draft says what it said: only then does its hash come out the same."""
    said = _hash(
        book,
        draft,
        seq=earlier.seq,
        number=earlier.number,
        moment=moment_text(earlier.recorded_at),
        previous=earlier.prev_hash,
    )
    if said != earlier.hash:
        raise EntrySourceKeyTaken(source_key=draft.source_key, entry=earlier.name)
    return replace(earlier, is_new=False)


def _hash(book: str, draft: EntryDraft, *, seq: int, number: int, moment: str, previous: str) -> str:
    return entry_hash(
        previous=previous, book=book, seq=seq, number=number, recorded_at=moment, content=entry_content(draft)
    )


def _check(session: Session, chain: _Chain, draft: EntryDraft) -> None:
    """Refuse a day the book does not take, and a reversal that may not be made."""
    day = draft.booked_on
    if day < chain.opened_on:
        raise DateOutOfRange(what="Bokföringsdag", given=day, earliest=chain.opened_on, latest=None)
    month = first_of_month(day)
    if month not in chain.closed:
        given = {"book_id": draft.book_id, "year": day.year, "month": month}
        row = session.connection().execute(_MONTH, given).one()
        chain.closed[month] = row.closed_on
        chain.numbers.setdefault(day.year, row.number or 0)
    closed_on = chain.closed[month]
    if closed_on is not None:
        raise PeriodClosed(
            month=month_name(month), closed_on=closed_on, first_open=_first_open(session, draft.book_id, month)
        )
    if draft.reverses_seq is not None:
        _check_reversal(session, chain, draft, draft.reverses_seq)


def _check_reversal(session: Session, chain: _Chain, draft: EntryDraft, seq: int) -> None:
    name, booked_on = require_reversible(session, draft.book_id, seq)
    if seq in chain.reversed:
        reversed_on, reversed_by = chain.reversed[seq]
        raise EntryAlreadyReversed(entry=name, reversed_on=reversed_on, reversed_by=reversed_by)
    if draft.booked_on < booked_on:
        raise EntryReversedTooEarly(entry=name, booked_on=booked_on, wanted_on=draft.booked_on)


_CLOSED_FROM: Final = text(
    "SELECT p.month FROM period_state p WHERE p.book_id = :book_id AND p.month >= :month AND p.state = 'closed' "
    "AND p.no = (SELECT MAX(x.no) FROM period_state x WHERE x.book_id = p.book_id AND x.month = p.month) "
    "ORDER BY p.month"
).columns(month=Date())


def _first_open(session: Session, book_id: int, month: date) -> date:
    """The first day after the closed month that no closed month holds."""
    given = {"book_id": book_id, "month": month}
    for closed in session.execute(_CLOSED_FROM.bindparams(bindparam("month", type_=Date())), given).scalars():
        if closed == month:
            month = next_month(month)
    return month


def _place(chain: _Chain, draft: EntryDraft) -> Booked:
    """Give the draft its place at the end of the chain."""
    seq, year = chain.seq + 1, draft.booked_on.year
    number = chain.numbers[year] + 1
    hashed = _hash(chain.book, draft, seq=seq, number=number, moment=chain.moment, previous=chain.hash)
    booked = Booked(draft.book_id, seq, year, number, chain.recorded_at, chain.hash, hashed)
    chain.seq, chain.hash, chain.numbers[year] = seq, hashed, number
    if draft.reverses_seq is not None:
        chain.reversed[draft.reverses_seq] = draft.booked_on, booked.name
    return booked


def _insert(session: Session, new: Sequence[tuple[EntryDraft, Booked]], moment: str) -> None:
    """Insert the lines, and last the entries: that books them."""
    connection = session.connection()
    lines = [row for draft, booked in new for row in _line_rows(draft, booked)]
    entries = [_entry_row(draft, booked, moment) for draft, booked in new]
    try:
        insert_rows(connection, _LINES, lines)
        insert_rows(connection, _ENTRIES, entries)
    except DBAPIError as error:
        raise _refusal(session, error, new) from error


def _line_rows(draft: EntryDraft, booked: Booked) -> Iterator[Row]:
    """The columns of `Line`."""
    for line_no, line in enumerate(draft.movement.lines, start=1):
        yield (
            booked.book_id,
            booked.seq,
            line_no,
            str(line.kind),
            line.pot.pot_id,
            line.subject_id,
            line.amount_ore,
        )


def _entry_row(draft: EntryDraft, booked: Booked, moment: str) -> Row:
    """The columns of `Entry`."""
    basis = draft.basis
    return (
        booked.book_id,
        booked.seq,
        booked.year,
        booked.number,
        draft.booked_on.isoformat(),
        moment,
        str(draft.movement.event),
        draft.text,
        draft.source_key,
        draft.actor_id,
        *(basis.document or (None, None)),
        *(basis.decision or (None, None)),
        *(basis.attest or (None, None)),
        draft.reverses_seq,
        booked.prev_hash,
        booked.hash,
    )


def _refusal(session: Session, error: DBAPIError, new: Sequence[tuple[EntryDraft, Booked]]) -> LedgerError:
    """What the database's guard refused, as a refusal with its facts."""
    _before, mark, told = str(error.orig).partition("guard:")
    guard, *facts = told.partition("\n")[0].split("|")
    if guard == "never" and facts:
        kind, pot_id, subject_id, day, balance_ore = facts
        return EntryBreaksNever(
            kind=kind,
            pot_id=int(pot_id),
            subject_id=int(subject_id),
            day=date.fromisoformat(day),
            balance_ore=int(balance_ore),
        )
    if guard == "never":
        return _broken_never(session, new) or EntryRefusedByDatabase(guard=guard)
    if mark:
        return EntryRefusedByDatabase(guard=guard)
    if isinstance(error, IntegrityError):
        return EntryRefusedByDatabase(guard=str(error.orig).partition("\n")[0])
    raise error


def _broken_never(session: Session, new: Sequence[tuple[EntryDraft, Booked]]) -> LedgerError | None:
    """What the first entry that is not in the book would have broken; SQLite's guard cannot say, but undid it alone."""
    book_id = new[0][0].book_id
    last = session.execute(select(func.max(Entry.seq)).where(Entry.book_id == book_id)).scalar_one() or 0
    draft = next(draft for draft, booked in new if booked.seq == last + 1)
    broken: list[tuple[date, str, int, int, int]] = []
    for line in draft.movement.lines:
        kind, pot_id, subject_id = line.kind, line.pot.pot_id, line.subject_id
        sign = {Never.CREDIT: 1, Never.DEBIT: -1, None: 0}[CHART[kind].never]
        days = balances_from(session, book_id, kind, pot_id, draft.booked_on, subject_id=subject_id)
        broken += [
            (day, kind.value, pot_id, subject_id, stood_ore + line.amount_ore)
            for day, stood_ore in days
            if sign * (stood_ore + line.amount_ore) < 0
        ]
    if not broken:
        return None
    day, code, pot_id, subject_id, balance_ore = min(broken)
    return EntryBreaksNever(kind=code, pot_id=pot_id, subject_id=subject_id, day=day, balance_ore=balance_ore)
