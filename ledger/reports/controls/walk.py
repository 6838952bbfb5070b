"""One walk through all entries and lines of a book, in order: the chain of hashes, the numbers, and the lines' sums.

A book's lines are read once for everything that needs them all. The hash of an entry is made anew from its row and its
lines' rows, with nothing in between.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from ledger.db.keepers import Book
from ledger.domain.canonical import FIRST_HASH, Plain, entry_hash, moment_text
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.controls.results import Break
from ledger.reports.controls.view import View, rows

ENTRIES_AT_A_TIME: Final = 2_000

Account: TypeAlias = tuple[str, int, int]
"""Kind, pot and subject, as they stand in the rows."""


class Movement(NamedTuple):
    """What lines are summed by beside their account: the entry's year, day (ISO) and event, and whether it was known."""

    year: int
    day: str
    event: str
    known: bool


@dataclass
class Sums:
    """Debits and credits by account, in öre, both as positive amounts."""

    debits: dict[Account, Ore] = field(default_factory=dict)
    credits: dict[Account, Ore] = field(default_factory=dict)


@dataclass
class Walk:
    """What the walk found: the breaks, how many entries and lines, the last entry, and the sums of the lines."""

    breaks: list[Break] = field(default_factory=list)
    entries: int = 0
    lines: int = 0
    last_name: str = ""
    last_hash: str = FIRST_HASH
    last_seq: int = 0
    numbers: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    sums: dict[Movement, Sums] = field(default_factory=lambda: defaultdict(Sums))


def walk_through(session: Session, view: View) -> Walk:
    """Walk through the whole book, whatever day and moment the view is of: a damage has no date."""
    code = session.get_one(Book, view.book_id).code
    found = Walk()
    for entry, lines in _entries(session, view, found):
        name = entry_name(entry.year, entry.number)
        found.breaks += [Break(what, entries=(name,)) for what in _faults(entry, lines, code, found)]
        moved = Movement(entry.year, iso(entry.booked_on), entry.event, entry.seq <= view.until_seq)
        _sum(found.sums[moved], lines)
        found.entries += 1
        found.lines += len(lines)
        found.last_name, found.last_seq, found.last_hash = name, entry.seq, entry.hash
        found.numbers[entry.year] = entry.number
    return found


def iso(day: date | str) -> str:
    """A day as ISO text, which is what SQLite keeps."""
    return day if isinstance(day, str) else day.isoformat()


def _entries(session: Session, view: View, found: Walk) -> Iterator[tuple[Row[*tuple[Any, ...]], list[list[Plain]]]]:
    """Every entry with its lines, some thousand at a time; lines that no entry owns are reported on the way."""
    after, more = 0, True
    while more:
        entries = rows(session, _ENTRIES, view, after=after, at_a_time=ENTRIES_AT_A_TIME)
        more = len(entries) == ENTRIES_AT_A_TIME
        upto = entries[-1].seq if more else _NO_END
        lines: dict[int, list[list[Plain]]] = defaultdict(list)
        for seq, *line in session.execute(_LINES, {"book_id": view.book_id, "after": after, "upto": upto}):
            lines[seq].append(line)
        for entry in entries:
            yield entry, lines.pop(entry.seq, [])
        found.breaks += [Break(f"Rader utan verifikation: löpnummer {seq}") for seq in sorted(lines)]
        after = upto


def _faults(entry: Row[*tuple[Any, ...]], lines: list[list[Plain]], code: str, found: Walk) -> Iterator[str]:
    """What is wrong with an entry in its place, in words."""
    if not lines:
        yield "Verifikation utan rader"
    if entry.seq != found.last_seq + 1:
        yield f"Lucka i löpnumren: {entry.seq} följer på {found.last_seq}"
    if entry.number != found.numbers[entry.year] + 1:
        yield f"Lucka i nummerserien {entry.year}: {entry.number} följer på {found.numbers[entry.year]}"
    if str(entry.year) != iso(entry.booked_on)[:4]:
        yield "Verifikationens år är inte bokföringsdagens"
    if entry.prev_hash != found.last_hash:
        yield "Kedjan är bruten: verifikationen hänvisar inte till den föregåendes hash"
    if _hash(entry, lines, code) != entry.hash:
        yield "Kedjan är bruten: innehållet stämmer inte med hashen"


def _hash(entry: Row[*tuple[Any, ...]], lines: list[list[Plain]], code: str) -> str:
    recorded_at = entry.recorded_at
    content: dict[str, Plain] = {
        "actor": entry.actor_id,
        "attest": _named(entry.attest_id, entry.attest_digest),
        "booked_on": iso(entry.booked_on),
        "decision": _named(entry.decision_id, entry.decision_digest),
        "document": _named(entry.document_id, entry.document_digest),
        "event": entry.event,
        "lines": lines,  # type: ignore[dict-item]
        "reverses": entry.reverses_seq,
        "source_key": entry.source_key,
        "text": entry.text,
    }
    return entry_hash(
        previous=entry.prev_hash,
        book=code,
        seq=entry.seq,
        number=entry.number,
        recorded_at=moment_text(recorded_at) if isinstance(recorded_at, datetime) else recorded_at,
        content=content,
    )


def _named(known_id: int | None, digest: str | None) -> list[Plain] | None:
    return None if known_id is None else [known_id, digest]


def _sum(sums: Sums, lines: list[list[Any]]) -> None:
    for kind, pot_id, subject_id, amount_ore in lines:
        account = (kind, pot_id, subject_id)
        if amount_ore > 0:
            sums.debits[account] = sums.debits.get(account, 0) + amount_ore
        else:
            sums.credits[account] = sums.credits.get(account, 0) - amount_ore


_NO_END: Final = 2**62

_ENTRIES: Final = """
SELECT e.seq, e.year, e.number, e.booked_on, e.recorded_at, e.event, e.text, e.source_key, e.actor_id,
  e.document_id, e.document_digest, e.decision_id, e.decision_digest, e.attest_id, e.attest_digest,
  e.reverses_seq, e.prev_hash, e.hash
FROM entry e WHERE e.book_id = :book_id AND e.seq > :after ORDER BY e.seq LIMIT :at_a_time"""

_LINES: Final = text(
    "SELECT l.seq, l.kind, l.pot_id, l.subject_id, l.amount_ore FROM line l "
    "WHERE l.book_id = :book_id AND l.seq > :after AND l.seq <= :upto ORDER BY l.seq, l.line_no"
)
