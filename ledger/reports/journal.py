"""The journal (verifikationer): every entry of a book with its lines and what it rests on, streamed in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final, TypeAlias, cast

from sqlalchemy import ColumnElement, Row, Select, Table, select
from sqlalchemy.orm import Session, aliased

from ledger.db.books import Entry, Line
from ledger.db.decisions import Body, Decision
from ledger.db.documents import Document
from ledger.db.organisations import Person
from ledger.db.pots import Pot
from ledger.domain.chart import Kind
from ledger.domain.events import Event
from ledger.domain.periods import entry_name
from ledger.domain.scope import Scope
from ledger.errors import DateOutOfRange
from ledger.money import Ore
from ledger.reports.books import get_book
from ledger.reports.moments import Cut, cut
from ledger.reports.names import body_name

ROWS_AT_A_TIME: Final = 2_000

_Row: TypeAlias = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class JournalLine:
    """One line: its account, with the codes a person knows it by, and its amount in öre, debit +."""

    line_no: int
    kind: Kind
    pot_id: int
    pot: str
    subject_id: int
    subject: str
    amount_ore: Ore


@dataclass(frozen=True)
class DocumentRef:
    """The document an entry rests on."""

    id: int
    number: str
    digest: str


@dataclass(frozen=True)
class DecisionRef:
    """The decision an entry rests on: who took it, when, and under which paragraph of the minutes."""

    id: int
    body: str
    decided_on: date
    paragraph: str
    digest: str

    def __str__(self) -> str:
        """As it is referred to: the body, the day and the paragraph."""
        return f"{self.body} {self.decided_on} {self.paragraph}"


@dataclass(frozen=True)
class JournalEntry:
    """One entry as it was booked; `number` in the year's series, `name` as a voucher (`2021-118`).

    `reverses` and `reversed_by` name the entry that it turns back, and the one that by then had turned it back;
    `attest` is the id and digest of the attest it rests on. It holds all that its hash covers.
    """

    seq: int
    number: int
    name: str
    booked_on: date
    recorded_at: datetime
    event: Event
    text: str
    source_key: str
    actor_id: int
    actor: str
    document: DocumentRef | None
    decision: DecisionRef | None
    attest: tuple[int, str] | None
    reverses_seq: int | None
    reverses: str | None
    reversed_by: str | None
    prev_hash: str
    hash: str
    lines: tuple[JournalLine, ...]


def journal(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    from_: date | None,
    to: date | None,
    known_at: datetime | None,
) -> Iterator[JournalEntry]:
    """The book's entries in the order they were recorded, of which those booked from one day to another, both included.

    Read a part at a time while it is walked through, from the session it was asked in. Raises at once `NotFound`,
    `MomentInFuture`, and `DateOutOfRange` for days in the wrong order.
    """
    if from_ is not None and to is not None and to < from_:
        raise DateOutOfRange(what="Till och med", given=to, earliest=from_, latest=None)
    get_book(session, scope=scope, book_id=book_id)
    at = cut(session, book_id=book_id, as_of=to, known_at=known_at)
    return _streamed(session, at, from_)


def _streamed(session: Session, at: Cut, from_: date | None) -> Iterator[JournalEntry]:
    """Entries and lines come in two streams of the same order: every entry has lines, that is what books it."""
    codes = select(Pot.id, Pot.code).where(Pot.book_id == at.book_id).order_by(Pot.id)
    pots = {pot.id: pot.code for pot in session.execute(codes)}
    within = _within(at, from_)
    options = {"yield_per": ROWS_AT_A_TIME}
    with (
        session.execute(_entries(at).where(*within), execution_options=options) as entries,
        session.execute(_LINES.where(*within), execution_options=options) as lines,
    ):
        for row, (seq, own) in zip(entries, groupby(lines, key=lambda line: line.seq), strict=True):
            if row.seq != seq:
                raise AssertionError(f"entry {row.seq} meets the lines of {seq}")
            yield _entry(row, tuple(_line(line, pots) for line in own))


def _within(at: Cut, from_: date | None) -> Sequence[ColumnElement[bool]]:
    conditions = [Entry.book_id == at.book_id, Entry.seq <= at.until_seq]
    if from_ is not None:
        conditions.append(Entry.booked_on >= from_)
    if at.as_of is not None:
        conditions.append(Entry.booked_on <= at.as_of)
    return conditions


_LINES: Final[Select[*tuple[Any, ...]]] = (
    select(Line.seq, Line.line_no, Line.kind, Line.pot_id, Line.subject_id, Line.amount_ore, Document.number)
    .join(Entry, (Entry.book_id == Line.book_id) & (Entry.seq == Line.seq))
    .outerjoin(Document, (Document.id == Line.subject_id) & (Document.book_id == Line.book_id))
    .order_by(Line.seq, Line.line_no)
)


def _entries(at: Cut) -> Select[*tuple[Any, ...]]:
    original, reversing = aliased(Entry), aliased(Entry)
    return (
        select(
            *cast("Table", Entry.__table__).columns,
            Person.login,
            Document.number.label("document"),
            body_name(at.known_at).label("body"),
            Decision.decided_on,
            Decision.paragraph,
            original.year.label("original_year"),
            original.number.label("original_number"),
            reversing.year.label("reversing_year"),
            reversing.number.label("reversing_number"),
        )
        .join(Person, Person.id == Entry.actor_id)
        .outerjoin(Document, Document.id == Entry.document_id)
        .outerjoin(Decision, Decision.id == Entry.decision_id)
        .outerjoin(Body, Body.id == Decision.body_id)
        .outerjoin(original, (original.book_id == Entry.book_id) & (original.seq == Entry.reverses_seq))
        .outerjoin(
            reversing,
            (reversing.book_id == Entry.book_id)
            & (reversing.reverses_seq == Entry.seq)
            & (reversing.seq <= at.until_seq),
        )
        .order_by(Entry.seq)
    )


def _entry(row: _Row, lines: tuple[JournalLine, ...]) -> JournalEntry:
    return JournalEntry(
        seq=row.seq,
        number=row.number,
        name=entry_name(row.year, row.number),
        booked_on=row.booked_on,
        recorded_at=row.recorded_at,
        event=Event(row.event),
        text=row.text,
        source_key=row.source_key,
        actor_id=row.actor_id,
        actor=row.login,
        document=_document(row),
        decision=_decision(row),
        attest=None if row.attest_id is None else (row.attest_id, row.attest_digest),
        reverses_seq=row.reverses_seq,
        reverses=_name(row.original_year, row.original_number),
        reversed_by=_name(row.reversing_year, row.reversing_number),
        prev_hash=row.prev_hash,
        hash=row.hash,
        lines=lines,
    )


def _document(row: _Row) -> DocumentRef | None:
    if row.document_id is None:
        return None
    return DocumentRef(row.document_id, row.document, row.document_digest)


def _decision(row: _Row) -> DecisionRef | None:
    if row.decision_id is None:
        return None
    return DecisionRef(row.decision_id, row.body, row.decided_on, row.paragraph, row.decision_digest)


def _name(year: int | None, number: int | None) -> str | None:
    return None if year is None or number is None else entry_name(year, number)


def _line(row: _Row, pots: dict[int, str]) -> JournalLine:
    return JournalLine(
        row.line_no, Kind(row.kind), row.pot_id, pots[row.pot_id], row.subject_id, row.number or "", row.amount_ore
    )
