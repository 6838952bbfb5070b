"""The journal drawn: a row for every line as a table and as streamed CSV, and each entry as a document for JSON."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from ledger.domain.canonical import moment_text
from ledger.domain.chart import CHART, Side
from ledger.domain.events import EVENT_HEADINGS
from ledger.money import Ore
from ledger.reports.journal import JournalEntry, JournalLine
from ledger.reports.table import Column, Row, Table, Value
from ledger.reports.table_text import as_csv

ENTRIES_AT_A_TIME: Final = 500
SIDES: Final = {Side.AUTHORITY: "Medel", Side.CASH: "Pengar"}

COLUMNS: Final = (
    Column("seq", "Löpnummer", "integer"),
    Column("entry", "Verifikation", "code"),
    Column("booked_on", "Bokföringsdag", "date"),
    Column("recorded_at", "Registrerad", "moment"),
    Column("event", "Händelse", "code"),
    Column("event_name", "Händelse i ord"),
    Column("text", "Text"),
    Column("document", "Underlag", "code"),
    Column("decision", "Beslut"),
    Column("actor", "Registrerad av"),
    Column("reverses", "Rättar", "code"),
    Column("reversed_by", "Rättad av", "code"),
    Column("line", "Rad", "integer"),
    Column("side", "Sida", "code"),
    Column("kind", "Konto", "code"),
    Column("kind_name", "Konto i ord"),
    Column("pot", "Pott", "code"),
    Column("subject", "Avser", "code"),
    Column("debit", "Debet", "amount"),
    Column("credit", "Kredit", "amount"),
    Column("hash", "Hash", "code"),
)
"""The columns of `journal_table`, which are also those of the CSV: only ever added to, at the end."""


def journal_table(entries: Iterable[JournalEntry]) -> Table:
    """A row for every line, its entry repeated; debit and credit are both positive, and their totals equal."""
    rows = tuple(row for entry in entries for row in _rows(entry))
    places = {column.key: place for place, column in enumerate(COLUMNS)}
    totals: dict[str, Value] = {key: sum(_ore(row[places[key]]) for row in rows) for key in ("debit", "credit")}
    totals["entry"] = "Summa"
    return Table("Verifikationer, kronor", COLUMNS, rows, tuple(totals.get(column.key) for column in COLUMNS))


def journal_csv(entries: Iterable[JournalEntry]) -> Iterator[str]:
    """The table as CSV, some entries at a time: amounts in kronor with plain digits, moments in UTC."""
    walked = iter(entries)
    yield as_csv(journal_table(()))
    while some := tuple(islice(walked, ENTRIES_AT_A_TIME)):
        _head, _, rows = as_csv(journal_table(some)).partition("\r\n")
        yield rows


def as_document(entry: JournalEntry) -> dict[str, Any]:
    """The entry for JSON: amounts as integer öre, debit +, moments in UTC, null where there is nothing to name.

    It holds all that the entry's hash covers, so that anybody can compute the chain again (`domain.canonical`).
    """
    document, decision, attest = entry.document, entry.decision, entry.attest
    return {
        "seq": entry.seq,
        "number": entry.number,
        "entry": entry.name,
        "booked_on": entry.booked_on.isoformat(),
        "recorded_at": moment_text(entry.recorded_at),
        "event": entry.event.value,
        "text": entry.text,
        "source_key": entry.source_key,
        "actor": {"id": entry.actor_id, "login": entry.actor},
        "document": None
        if document is None
        else {"id": document.id, "number": document.number, "digest": document.digest},
        "decision": None
        if decision is None
        else {
            "id": decision.id,
            "body": decision.body,
            "decided_on": decision.decided_on.isoformat(),
            "paragraph": decision.paragraph,
            "digest": decision.digest,
        },
        "attest": None if attest is None else {"id": attest[0], "digest": attest[1]},
        "reverses_seq": entry.reverses_seq,
        "reverses": entry.reverses,
        "reversed_by": entry.reversed_by,
        "prev_hash": entry.prev_hash,
        "hash": entry.hash,
        "lines": [_line_document(line) for line in entry.lines],
    }


def _rows(entry: JournalEntry) -> Iterator[Row]:
    head = (
        entry.seq,
        entry.name,
        entry.booked_on,
        entry.recorded_at,
        entry.event,
        EVENT_HEADINGS[entry.event],
        entry.text,
        None if entry.document is None else entry.document.number,
        None if entry.decision is None else str(entry.decision),
        entry.actor,
        entry.reverses,
        entry.reversed_by,
    )
    for line in entry.lines:
        yield (*head, *_account(line), _positive(line.amount_ore), _positive(-line.amount_ore), entry.hash)


def _account(line: JournalLine) -> Row:
    rule = CHART[line.kind]
    return line.line_no, SIDES[rule.side], line.kind, rule.heading, line.pot, line.subject or None


def _positive(amount_ore: Ore) -> Ore | None:
    return amount_ore if amount_ore > 0 else None


def _ore(value: Value) -> Ore:
    return value if isinstance(value, int) else 0


def _line_document(line: JournalLine) -> dict[str, Any]:
    return {
        "line": line.line_no,
        "side": CHART[line.kind].side.value,
        "kind": line.kind.value,
        "pot_id": line.pot_id,
        "pot": line.pot,
        "subject_id": line.subject_id,
        "subject": line.subject,
        "amount_ore": line.amount_ore,
    }
