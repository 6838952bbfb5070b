"""THE DOOR: the one way a krona moves, and the only writer of entries.

Within the caller's transaction the door locks the book, finds an event that was booked before, gives the next number,
refuses a closed month, extends the chain of hashes, inserts the lines and last the entry. Inserting the entry is what
books it: the database's guards check it and move the balances. The door never commits.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final, cast

from sqlalchemy import Date, Table, bindparam, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import balances_from, entry_to_reverse, lock_book
from ledger.db.base import Instant
from ledger.db.books import Entry, Line
from ledger.domain.canonical import FIRST_HASH, entry_content, entry_hash, moment_text
from ledger.domain.chart import CHART, Never
from ledger.domain.entries import EntryDraft
from ledger.domain.periods import entry_name, first_of_month, month_name, next_month
from ledger.errors import (
    DateOutOfRange,
    EntryBreaksNever,
    EntryRefusedByDatabase,
    EntryReversedTooEarly,
    EntrySourceKeyTaken,
    LedgerError,
    PeriodClosed,
)


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
    """The end of one book's chain while entries are added to it."""

    book: str
    opened_on: date
    seq: int
    hash: str
    not_before: datetime
    numbers: dict[int, int] = field(default_factory=dict)
    closed: dict[date, date | None] = field(default_factory=dict)


_END: Final = text(
    "SELECT b.code, b.opened_on, e.seq, e.hash, e.recorded_at FROM book b LEFT JOIN entry e ON e.book_id = b.id "
    "AND e.seq = (SELECT MAX(x.seq) FROM entry x WHERE x.book_id = b.id) WHERE b.id = :book_id"
).columns(opened_on=Date(), recorded_at=Instant())

_MONTH: Final = (
    text(
        "SELECT (SELECT MAX(e.number) FROM entry e WHERE e.book_id = :book_id AND e.year = :year) AS number, "
        "(SELECT CASE WHEN p.state = 'closed' THEN p.changed_on END FROM period_state p WHERE p.book_id = :book_id "
        "AND p.month = :month ORDER BY p.no DESC LIMIT 1) AS closed_on"
    )
    .bindparams(bindparam("month", type_=Date()))
    .columns(closed_on=Date())
)

_LINES: Final = cast("Table", Line.__table__)
_ENTRIES: Final = cast("Table", Entry.__table__)

_EARLIER: Final = select(
    _ENTRIES.c.source_key,
    _ENTRIES.c.seq,
    _ENTRIES.c.year,
    _ENTRIES.c.number,
    _ENTRIES.c.recorded_at,
    _ENTRIES.c.prev_hash,
    _ENTRIES.c.hash,
).where(_ENTRIES.c.book_id == bindparam("book_id"))
_KNOWN_ONE: Final = _EARLIER.where(_ENTRIES.c.source_key == bindparam("key"))
_KNOWN: Final = _EARLIER.where(_ENTRIES.c.source_key.in_(bindparam("keys", expanding=True))).order_by(_ENTRIES.c.seq)

_INSERT_LINES: Final = insert(_LINES)
_INSERT_ENTRIES: Final = insert(_ENTRIES)
_KEYS_A_QUERY: Final = 500


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
    book_id = drafts[0].book_id
    lock_book(session, book_id)
    chain = _end_of_chain(session, book_id)
    known = _known(session, drafts)
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
    if new:
        _insert(session, new)
    return placed


@contextmanager
def rehearsed(session: Session) -> Iterator[None]:
    """A block that is rolled back at its end: what it books, it books for real, and leaves no trace (dry run)."""
    savepoint = session.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()


def _end_of_chain(session: Session, book_id: int) -> _Chain:
    row = session.execute(_END, {"book_id": book_id}).one()
    now = clock.now()
    if row.seq is None:
        return _Chain(row.code, row.opened_on, 0, FIRST_HASH, now)
    return _Chain(row.code, row.opened_on, row.seq, row.hash, max(now, row.recorded_at))


def _known(session: Session, drafts: Sequence[EntryDraft]) -> dict[str, Booked]:
    """The entries that have been booked under the drafts' source keys; one key is asked for plainly, being faster."""
    book_id = drafts[0].book_id
    if len(drafts) == 1:
        answers = [session.execute(_KNOWN_ONE, {"book_id": book_id, "key": drafts[0].source_key})]
    else:
        keys = [draft.source_key for draft in drafts]
        parts = [keys[start : start + _KEYS_A_QUERY] for start in range(0, len(keys), _KEYS_A_QUERY)]
        answers = [session.execute(_KNOWN, {"book_id": book_id, "keys": part}) for part in parts]
    return {
        row.source_key: Booked(
            book_id, row.seq, row.year, row.number, row.recorded_at, row.prev_hash, row.hash, is_new=False
        )
        for answer in answers
        for row in answer
    }


def _same_event(book: str, draft: EntryDraft, earlier: Booked) -> Booked:
    """The earlier entry, if the draft says what it said: only then does its hash come out the same."""
    said = _hash(
        book,
        draft,
        seq=earlier.seq,
        number=earlier.number,
        recorded_at=earlier.recorded_at,
        previous=earlier.prev_hash,
    )
    if said != earlier.hash:
        raise EntrySourceKeyTaken(source_key=draft.source_key, entry=earlier.name)
    return replace(earlier, is_new=False)


def _hash(book: str, draft: EntryDraft, *, seq: int, number: int, recorded_at: datetime, previous: str) -> str:
    return entry_hash(
        previous=previous,
        book=book,
        seq=seq,
        number=number,
        recorded_at=moment_text(recorded_at),
        content=entry_content(draft),
    )


def _check(session: Session, chain: _Chain, draft: EntryDraft) -> None:
    """Refuse a day the book does not take, and a reversal that may not be made."""
    day = draft.booked_on
    if day < chain.opened_on:
        raise DateOutOfRange(what="Bokföringsdag", given=day, earliest=chain.opened_on, latest=None)
    month = first_of_month(day)
    if month not in chain.closed:
        row = session.execute(_MONTH, {"book_id": draft.book_id, "year": day.year, "month": month}).one()
        chain.closed[month] = row.closed_on
        chain.numbers.setdefault(day.year, row.number or 0)
    closed_on = chain.closed[month]
    if closed_on is not None:
        raise PeriodClosed(
            month=month_name(month), closed_on=closed_on, first_open=_first_open(session, draft.book_id, day)
        )
    if draft.reverses_seq is not None:
        original = entry_to_reverse(session, draft.book_id, draft.reverses_seq)
        if day < original.booked_on:
            raise EntryReversedTooEarly(entry=original.name, booked_on=original.booked_on, wanted_on=day)


_FIRST_OPEN: Final = text(
    "SELECT MAX(p.month) AS month FROM period_state p WHERE p.book_id = :book_id AND p.state = 'closed' "
    "AND p.no = (SELECT MAX(x.no) FROM period_state x WHERE x.book_id = p.book_id AND x.month = p.month)"
).columns(month=Date())


def _first_open(session: Session, book_id: int, day: date) -> date:
    """The first day after the last closed month."""
    last = session.execute(_FIRST_OPEN, {"book_id": book_id}).scalar_one() or first_of_month(day)
    return next_month(last)


def _place(chain: _Chain, draft: EntryDraft) -> Booked:
    """Give the draft its place at the end of the chain."""
    seq, year = chain.seq + 1, draft.booked_on.year
    number = chain.numbers[year] + 1
    hashed = _hash(chain.book, draft, seq=seq, number=number, recorded_at=chain.not_before, previous=chain.hash)
    booked = Booked(draft.book_id, seq, year, number, chain.not_before, chain.hash, hashed)
    chain.seq, chain.hash, chain.numbers[year] = seq, hashed, number
    return booked


def _insert(session: Session, new: Sequence[tuple[EntryDraft, Booked]]) -> None:
    lines = [line for draft, booked in new for line in _line_rows(draft, booked)]
    entries = [_entry_row(draft, booked) for draft, booked in new]
    try:
        if session.get_bind().dialect.name == "sqlite" or len(new) == 1:
            session.execute(_INSERT_LINES, lines)
            session.execute(_INSERT_ENTRIES, entries)
        else:
            # RETURNING makes the driver send many rows a statement, and the guard runs once a statement.
            session.execute(_INSERT_LINES.returning(Line.line_no), lines)
            session.execute(_INSERT_ENTRIES.returning(Entry.seq), entries)
    except DBAPIError as error:
        raise _refusal(session, error, [draft for draft, _ in new]) from error


def _line_rows(draft: EntryDraft, booked: Booked) -> Iterator[dict[str, Any]]:
    for line_no, line in enumerate(draft.movement.lines, start=1):
        yield {
            "book_id": booked.book_id,
            "seq": booked.seq,
            "line_no": line_no,
            "kind": line.kind.value,
            "pot_id": line.pot.pot_id,
            "subject_id": line.subject_id,
            "amount_ore": line.amount_ore,
        }


def _entry_row(draft: EntryDraft, booked: Booked) -> dict[str, Any]:
    document_id, document_digest = draft.basis.document or (None, None)
    decision_id, decision_digest = draft.basis.decision or (None, None)
    attest_id, attest_digest = draft.basis.attest or (None, None)
    return {
        "book_id": booked.book_id,
        "seq": booked.seq,
        "year": booked.year,
        "number": booked.number,
        "booked_on": draft.booked_on,
        "recorded_at": booked.recorded_at,
        "event": draft.movement.event.value,
        "text": draft.text,
        "source_key": draft.source_key,
        "actor_id": draft.actor_id,
        "document_id": document_id,
        "document_digest": document_digest,
        "decision_id": decision_id,
        "decision_digest": decision_digest,
        "attest_id": attest_id,
        "attest_digest": attest_digest,
        "reverses_seq": draft.reverses_seq,
        "prev_hash": booked.prev_hash,
        "hash": booked.hash,
    }


def _refusal(session: Session, error: DBAPIError, drafts: Sequence[EntryDraft]) -> LedgerError:
    """What the database's guard refused, as a refusal with its facts."""
    told = str(error.orig)
    if "guard:never|" in told:
        _guard, kind, pot_id, subject_id, day, balance_ore, *_rest = told[told.index("guard:never|") :].split("|")
        return EntryBreaksNever(
            kind=kind,
            pot_id=int(pot_id),
            subject_id=int(subject_id),
            day=date.fromisoformat(day),
            balance_ore=int(balance_ore),
        )
    if "guard:never" in told or "ck_account_never" in told:
        return _broken_never(session, drafts) or EntryRefusedByDatabase(guard="never")
    found = told.find("guard:")
    if found < 0:
        raise error
    return EntryRefusedByDatabase(guard=told[found + len("guard:") :].split(maxsplit=1)[0])


def _broken_never(session: Session, drafts: Sequence[EntryDraft]) -> LedgerError | None:
    """The first account and day that the drafts would have broken; their statement was undone by the database."""
    moved: dict[tuple[Any, int, int], list[tuple[date, int]]] = {}
    for draft in drafts:
        for line in draft.movement.lines:
            key = (line.kind, line.pot.pot_id, line.subject_id)
            moved.setdefault(key, []).append((draft.booked_on, line.amount_ore))
    for (kind, pot_id, subject_id), moves in moved.items():
        never = CHART[kind].never
        if never is None:
            continue
        first = min(day for day, _ in moves)
        days = dict(balances_from(session, drafts[0].book_id, kind, pot_id, first, subject_id=subject_id))
        for day in sorted({*days, *(day for day, _ in moves)}):
            before = max(known for known in days if known <= day)
            after = days[before] + sum(amount for moved_on, amount in moves if moved_on <= day)
            if (after < 0 and never is Never.CREDIT) or (after > 0 and never is Never.DEBIT):
                return EntryBreaksNever(kind=kind, pot_id=pot_id, subject_id=subject_id, day=day, balance_ore=after)
    return None
