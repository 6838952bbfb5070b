"""One walk through all entries and lines of a book, in order: the chain of hashes, the numbers, and the lines' sums.

A book's lines are read once for everything that needs them all. The hash of an entry is made anew from its row and its
lines' rows, with nothing in between.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from json.encoder import encode_basestring as quoted
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy.orm import Session

from ledger.db.keepers import Book
from ledger.domain.canonical import FIRST_HASH, moment_text
from ledger.domain.canonical_text import EntryColumns, entry_text_hash
from ledger.domain.chart import Side, kinds_of
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.controls.results import Break
from ledger.reports.controls.view import View, many_rows

ENTRIES_AT_A_TIME: Final = 2_000

Account: TypeAlias = str
"""An account as its lines begin when they are hashed: `["available",3,0,`. A text is its own hash, once and for all."""

Place: TypeAlias = int
"""Where lines must sum to zero: a pot, for its authority; less a root, for its cash."""


class Movement(NamedTuple):
    """What lines are summed by beside their account: the entry's year, day (ISO) and event; whether it was known."""

    year: int
    day: str
    event: str
    known: bool


class Unbalanced(NamedTuple):
    """An entry whose lines do not sum to zero: in a pot's authority, or in a root's cash; öre."""

    entry: EntryColumns
    side: Side
    pot_id: int
    ore: Ore


@dataclass
class Sums:
    """Debits and credits by account, in öre, both as positive amounts."""

    debits: dict[Account, Ore] = field(default_factory=lambda: defaultdict(int))
    credits: dict[Account, Ore] = field(default_factory=lambda: defaultdict(int))


@dataclass
class Walk:
    """What the walk found: breaks, entries that do not balance, how many of all, the last, and the lines' sums."""

    breaks: list[Break] = field(default_factory=list)
    unbalanced: list[Unbalanced] = field(default_factory=list)
    entries: int = 0
    lines: int = 0
    last: EntryColumns | None = None
    numbers: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    sums: dict[Movement, Sums] = field(default_factory=lambda: defaultdict(Sums))


def walk_through(session: Session, view: View) -> Walk:
    """Walk through the whole book, whatever day and moment the view is of: a damage has no date."""
    code = session.get_one(Book, view.book_id).code
    found, known, before = Walk(), _Known(view), _BEFORE_THE_FIRST
    for entry, lines in _entries(session, view, found):
        written = _summed(view, found, known, entry, lines)
        said = entry_text_hash(code, entry, written)
        number = found.numbers[entry.year]
        if said != entry.hash or not written or not _follows(entry, before, number):
            found.breaks += _faults(entry, before, number, said, written)
        found.numbers[entry.year] = entry.number
        found.entries += 1
        found.lines += len(written)
        before = entry
    found.last = before if found.entries else None
    return found


def iso(day: date | str) -> str:
    """A day as ISO text, which is what SQLite keeps."""
    return day if isinstance(day, str) else day.isoformat()


def account_text(kind: str, pot_id: int, subject_id: int) -> Account:
    """The account of a row."""
    return f"[{quoted(kind)},{pot_id},{subject_id},"


def account_parts(account: Account) -> tuple[str, int, int]:
    """Kind, pot and subject."""
    kind, pot_id, subject_id, _ = json.loads(f"{account}0]")
    return kind, pot_id, subject_id


class _Known(dict[tuple[str, int, int], tuple[Account, Place]]):
    """The account and the place of a line's kind, pot and subject, worked out the first time they are asked for."""

    def __init__(self, view: View) -> None:
        self._roots = {pot_id: pot.root_id for pot_id, pot in view.pots.items()}
        self._authority = {kind.value for kind in kinds_of(Side.AUTHORITY)}

    def __missing__(self, key: tuple[str, int, int]) -> tuple[Account, Place]:
        kind, pot_id, _ = key
        place = pot_id if kind in self._authority else -self._roots.get(pot_id, pot_id)
        self[key] = account_text(*key), place
        return self[key]


def _entries(session: Session, view: View, found: Walk) -> Iterator[tuple[EntryColumns, Iterable[tuple[Any, ...]]]]:
    """Every entry with its lines, in order; lines that no entry owns are reported on the way."""
    for entries, lines in _stretches(session, view):
        groups = groupby(lines, itemgetter(0))
        seq, of_entry = next(groups, _NO_LINES)
        for entry in entries:
            while seq < entry.seq:
                found.breaks.append(_orphans(seq))
                seq, of_entry = next(groups, _NO_LINES)
            if seq == entry.seq:
                yield entry, of_entry
                seq, of_entry = next(groups, _NO_LINES)
            else:
                yield entry, ()
        while seq < _NO_END:
            found.breaks.append(_orphans(seq))
            seq, of_entry = next(groups, _NO_LINES)


def _orphans(seq: int) -> Break:
    return Break(f"Rader utan verifikation: löpnummer {seq}")


def _stretches(session: Session, view: View) -> Iterator[tuple[list[EntryColumns], list[tuple[Any, ...]]]]:
    """The book's entries some thousand at a time, each time with the lines up to the last of them."""
    after, more = 0, True
    while more:
        found = many_rows(session, _ENTRIES, view, after=after, at_a_time=ENTRIES_AT_A_TIME)
        more = len(found) == ENTRIES_AT_A_TIME
        entries = [EntryColumns._make(_as_text(row)) for row in found]
        upto = entries[-1].seq if more else _NO_END
        yield entries, many_rows(session, _LINES, view, after=after, upto=upto)
        after = upto


def _as_text(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The columns with their day and moment as text, which is how SQLite keeps them."""
    if isinstance(row[3], str):
        return row
    seq, year, number, booked_on, recorded_at, *rest = row
    return seq, year, number, booked_on.isoformat(), moment_text(recorded_at), *rest


def _summed(view: View, found: Walk, known: _Known, entry: EntryColumns, lines: Iterable[tuple[Any, ...]]) -> list[str]:
    """Sum an entry's lines, and return them as they are hashed."""
    sums = found.sums[Movement(entry.year, entry.booked_on, entry.event, entry.seq <= view.until_seq)]
    debits, credits_ = sums.debits, sums.credits
    written: list[str] = []
    left: dict[Place, Ore] = defaultdict(int)
    for _, kind, pot_id, subject_id, ore in lines:
        account, place = known[kind, pot_id, subject_id]
        written.append(f"{account}{ore}]")
        left[place] += ore
        if ore > 0:
            debits[account] += ore
        else:
            credits_[account] -= ore
    if any(left.values()):
        found.unbalanced += _unbalanced(entry, left)
    return written


def _unbalanced(entry: EntryColumns, left: dict[Place, Ore]) -> list[Unbalanced]:
    return [
        Unbalanced(entry, Side.AUTHORITY if place > 0 else Side.CASH, abs(place), ore)
        for place, ore in left.items()
        if ore != 0
    ]


def _follows(entry: EntryColumns, before: EntryColumns, number: int) -> bool:
    """Whether the entry is the next of the book, of its year (after that number) and of the chain."""
    return (
        entry.seq == before.seq + 1
        and entry.prev_hash == before.hash
        and entry.number == number + 1
        and entry.booked_on.startswith(str(entry.year))
    )


def _faults(entry: EntryColumns, before: EntryColumns, number: int, said: str, lines: Sequence[str]) -> list[Break]:
    """What is wrong with an entry in its place, in words."""
    faults = {
        "Verifikation utan rader": not lines,
        f"Lucka i löpnumren: {entry.seq} följer på {before.seq}": entry.seq != before.seq + 1,
        f"Lucka i nummerserien {entry.year}: {entry.number} följer på {number}": entry.number != number + 1,
        "Verifikationens år är inte bokföringsdagens": not entry.booked_on.startswith(str(entry.year)),
        "Kedjan är bruten: verifikationen hänvisar inte till den föregåendes hash": entry.prev_hash != before.hash,
        "Kedjan är bruten: innehållet stämmer inte med hashen": said != entry.hash,
    }
    name = entry_name(entry.year, entry.number)
    return [Break(what, entries=(name,)) for what, is_so in faults.items() if is_so]


_BEFORE_THE_FIRST: Final = EntryColumns(
    0, 0, 0, "", "", "", "", "", 0, None, None, None, None, None, None, None, FIRST_HASH, FIRST_HASH
)
_NO_END: Final = 2**62
_NO_LINES: Final[tuple[int, Iterable[tuple[Any, ...]]]] = (_NO_END, ())

_ENTRIES: Final = """
SELECT e.seq, e.year, e.number, e.booked_on, e.recorded_at, e.event, e.text, e.source_key, e.actor_id,
  e.document_id, e.document_digest, e.decision_id, e.decision_digest, e.attest_id, e.attest_digest,
  e.reverses_seq, e.prev_hash, e.hash
FROM entry e WHERE e.book_id = :book_id AND e.seq > :after ORDER BY e.seq LIMIT :at_a_time"""

_LINES: Final = """
SELECT l.seq, l.kind, l.pot_id, l.subject_id, l.amount_ore FROM line l
WHERE l.book_id = :book_id AND l.seq > :after AND l.seq <= :upto ORDER BY l.seq, l.line_no"""
