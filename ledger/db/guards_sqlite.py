"""The guards as SQLite triggers. A raised message begins with `guard:`, then the guard's stable name.

They rest on nothing that a connection can switch off (foreign keys, CHECKs, recursive triggers). A statement inside a
trigger obeys the conflict clause of the statement that fired it (`INSERT OR IGNORE`), so all that may be refused is
refused by a RAISE before anything moves.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, Text

from ledger.db.base import Instant
from ledger.db.guards_chart import NEVER_CREDIT, NEVER_DEBIT
from ledger.db.guards_entry import Words, refusals
from ledger.db.guards_periods import PeriodWords, period_refusals

IN_PLACE: Final = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@dataclass(frozen=True)
class Shape:
    """An append-only table: its columns and its unique keys."""

    columns: tuple[Column[Any], ...]
    keys: tuple[tuple[str, ...], ...]


def removals(query: Callable[[str], list[tuple[object, ...]]]) -> list[str]:
    """Statements that take the guards away."""
    return [f'DROP TRIGGER "{name}"' for name, _sql in query(IN_PLACE) if str(name).startswith("guard_")]


def statements(append_only: Mapping[str, Shape]) -> Iterator[tuple[str, str]]:
    """Name and statement of every guard."""
    for table, shape in append_only.items():
        yield from _append_only(table, shape)
    yield _trigger("entry_moves", "AFTER INSERT ON entry", _MOVES)
    for table, moved in _MOVED.items():
        yield from _moved_by_entries(table, moved)


def _trigger(name: str, when: str, body: list[str]) -> tuple[str, str]:
    return f"guard_{name}", f"CREATE TRIGGER guard_{name} {when}\nBEGIN\n" + "\n".join(body) + "\nEND"


def _refuse(name: str, condition: str) -> str:
    return f"  SELECT RAISE(ABORT, 'guard:{name}') WHERE {condition};"


def _append_only(table: str, shape: Shape) -> Iterator[tuple[str, str]]:
    for verb in ("UPDATE", "DELETE"):
        body = ["  SELECT RAISE(ABORT, 'guard:append_only');"]
        yield _trigger(f"{table}_{verb.lower()}", f"BEFORE {verb} ON {table}", body)
    checks = [_refuse(f"mistyped.{table}", " OR ".join(map(_mistyped, shape.columns)))]
    # INSERT OR REPLACE removes the row it collides with, and no DELETE trigger sees that: so any collision is refused.
    checks += [
        _refuse(
            f"taken.{table}.{'.'.join(key)}",
            f"EXISTS (SELECT 1 FROM {table} x WHERE " + " AND ".join(f"x.{c} = NEW.{c}" for c in key) + ")",
        )
        for key in shape.keys
    ]
    yield _trigger(f"{table}_insert", f"BEFORE INSERT ON {table}", checks + _CHECKS.get(table, []))


_SECOND: Final = "%Y-%m-%dT%H:%M:%S"
_MOMENT: Final = "dddd-dd-ddTdd:dd:dd.ddddddZ".replace("d", "[0-9]")


def _mistyped(column: Column[Any]) -> str:
    """SQLite takes any value into any column: half an öre, a word for a number, 30 February. True for such a value."""
    new = f"NEW.{column.name}"
    match column.type:
        case Boolean():
            wrong = f"{new} NOT IN (0, 1)"
        case Date():
            wrong = f"{new} IS NOT date({new}, '+0 days')"
        case Instant():
            whole = f"substr({new}, 1, 19)"
            wrong = f"{whole} IS NOT strftime('{_SECOND}', {whole}, '+0 days') OR {new} NOT GLOB '{_MOMENT}'"
        case LargeBinary():
            wrong = f"typeof({new}) <> 'blob'"
        case Integer():
            wrong = f"typeof({new}) <> 'integer'"
        case Text():
            wrong = f"typeof({new}) <> 'text'"
        case unknown:
            raise NotImplementedError(unknown)
    return f"({new} IS NOT NULL AND ({wrong}))"


_LAST: Final = "(SELECT MAX(e.seq) FROM entry e WHERE e.book_id = NEW.book_id)"
_THIS: Final = "l.book_id = NEW.book_id AND l.seq = NEW.seq"

_LINE_CHECKS: Final = [
    _refuse(
        "line_of_booked_entry",
        "EXISTS (SELECT 1 FROM entry e WHERE e.book_id = NEW.book_id AND e.seq = NEW.seq)",
    ),
    # Numbered from 1 without a gap, so that lines left behind in the way of the next entry collide with its own.
    _refuse("line_number", f"NEW.line_no <> 1 + COALESCE((SELECT MAX(l.line_no) FROM line l WHERE {_THIS}), 0)"),
]

_SINCE: Final = (
    "FROM turnover t WHERE t.book_id = l.book_id AND t.kind = l.kind AND t.pot_id = l.pot_id "
    "AND t.subject_id = l.subject_id AND t.day > NEW.booked_on"
)
_AFTER: Final = "COALESCE(a.balance_ore, 0) + l.amount_ore"


def _breaks(worse: str, ways: str, extreme: str) -> str:
    """Whether an account stands worse than zero after the entry, on its day or any later one.

    At the end of a day it stands at today's balance less what moved since: worse than zero if today's is worse than the
    most that moved from any later day on. That is only added up where all the later movements of that way together
    are more than today's balance.
    """
    since = (
        f"SELECT {extreme}(n.ore) FROM (SELECT SUM(SUM(t.debit_ore - t.credit_ore)) OVER (ORDER BY t.day DESC) AS ore "
        f"{_SINCE} GROUP BY t.day) n"
    )
    return (
        f"CASE WHEN {_AFTER} {worse} 0 THEN TRUE "
        f"WHEN {_AFTER} {worse} (SELECT SUM({ways}) {_SINCE}) THEN {_AFTER} {worse} ({since}) END"
    )


_NEVER: Final = (
    "EXISTS (SELECT 1 FROM line l LEFT JOIN account a ON a.book_id = l.book_id AND a.kind = l.kind "
    f"AND a.pot_id = l.pot_id AND a.subject_id = l.subject_id WHERE {_THIS} AND CASE "
    f"WHEN l.amount_ore < 0 AND {NEVER_CREDIT} THEN {_breaks('<', 't.debit_ore', 'MAX')} "
    f"WHEN l.amount_ore > 0 AND {NEVER_DEBIT} THEN {_breaks('>', '-t.credit_ore', 'MIN')} END)"
)

_WORDS: Final = Words(
    new="NEW",
    is_not="IS NOT",
    year="CAST(strftime('%Y', NEW.booked_on) AS INTEGER)",
    month="date(NEW.booked_on, 'start of month')",
)
_ENTRY_CHECKS: Final = [_refuse(name, condition) for name, condition in (*refusals(_WORDS), ("never", _NEVER))]

_PERIOD_WORDS: Final = PeriodWords(
    new="NEW", year_of_month="CAST(strftime('%Y', NEW.month) AS INTEGER)", december="NEW.year || '-12-01'"
)
_PERIOD_CHECKS: Final = {
    table: [_refuse(name, condition) for name, condition in refused]
    for table, refused in period_refusals(_PERIOD_WORDS).items()
}

_CHECKS: Final = {"line": _LINE_CHECKS, "entry": _ENTRY_CHECKS, **_PERIOD_CHECKS}

_SAME_ACCOUNT: Final = "l.kind = account.kind AND l.pot_id = account.pot_id AND l.subject_id = account.subject_id"

_MOVES: Final = [
    f"""  INSERT INTO account (book_id, kind, pot_id, subject_id, balance_ore, last_seq)
  SELECT l.book_id, l.kind, l.pot_id, l.subject_id, l.amount_ore, NEW.seq FROM line l WHERE {_THIS}
  AND NOT EXISTS (SELECT 1 FROM account WHERE account.book_id = l.book_id AND {_SAME_ACCOUNT});""",
    f"""  UPDATE account SET balance_ore = balance_ore + l.amount_ore, last_seq = NEW.seq
  FROM line l WHERE {_THIS} AND account.book_id = l.book_id AND {_SAME_ACCOUNT} AND account.last_seq < NEW.seq;""",
    f"""  INSERT INTO turnover (book_id, kind, pot_id, subject_id, day, event, debit_ore, credit_ore, last_seq)
  SELECT l.book_id, l.kind, l.pot_id, l.subject_id, NEW.booked_on, NEW.event,
  MAX(l.amount_ore, 0), MAX(-l.amount_ore, 0), NEW.seq FROM line l WHERE {_THIS}
  AND NOT EXISTS (SELECT 1 FROM turnover t WHERE t.book_id = l.book_id AND t.kind = l.kind AND t.pot_id = l.pot_id
  AND t.subject_id = l.subject_id AND t.day = NEW.booked_on AND t.event = NEW.event);""",
    f"""  UPDATE turnover SET debit_ore = debit_ore + MAX(l.amount_ore, 0),
  credit_ore = credit_ore + MAX(-l.amount_ore, 0), last_seq = NEW.seq
  FROM line l WHERE {_THIS} AND turnover.book_id = l.book_id AND turnover.kind = l.kind
  AND turnover.pot_id = l.pot_id AND turnover.subject_id = l.subject_id
  AND turnover.day = NEW.booked_on AND turnover.event = NEW.event AND turnover.last_seq < NEW.seq;""",
]


@dataclass(frozen=True)
class _Moved:
    """A table that entries move: its key, the last entry's line it came into being with, and what it went along with.

    Each is followed by what of the line the row has taken up.
    """

    key: tuple[str, ...]
    line: str
    came: str
    went: str


_ACCOUNT_KEY: Final = ("book_id", "kind", "pot_id", "subject_id")
_LINE: Final = (
    "SELECT 1 FROM line l JOIN entry e ON e.book_id = l.book_id AND e.seq = l.seq "
    "WHERE l.book_id = NEW.book_id AND l.kind = NEW.kind AND l.pot_id = NEW.pot_id AND l.subject_id = NEW.subject_id "
    "AND l.seq = NEW.last_seq"
)
_DEBIT: Final = "MAX(l.amount_ore, 0) = NEW.debit_ore"
_CREDIT: Final = "MAX(-l.amount_ore, 0) = NEW.credit_ore"
_MOVED: Final = {
    "account": _Moved(
        key=_ACCOUNT_KEY,
        line=_LINE,
        came="l.amount_ore = NEW.balance_ore",
        went="l.amount_ore = NEW.balance_ore - OLD.balance_ore",
    ),
    "turnover": _Moved(
        key=(*_ACCOUNT_KEY, "day", "event"),
        line=f"{_LINE} AND e.booked_on = NEW.day AND e.event = NEW.event",
        came=f"{_DEBIT} AND {_CREDIT}",
        went=f"{_DEBIT} - OLD.debit_ore AND {_CREDIT} - OLD.credit_ore",
    ),
}


def _moved_by_entries(table: str, moved: _Moved) -> Iterator[tuple[str, str]]:
    """A balance or turnover comes into being with a line of the last entry, and moves once per entry, by its line.

    A row that has followed a line cannot follow it again, so outside of the booking of an entry there is nothing to do.
    """
    same = " AND ".join(f"NEW.{column} = OLD.{column}" for column in moved.key)
    taken = " AND ".join(f"x.{column} = NEW.{column}" for column in moved.key)
    allowed = {
        "insert": f"NEW.last_seq = {_LAST} AND NOT EXISTS (SELECT 1 FROM {table} x WHERE {taken}) "
        f"AND EXISTS ({moved.line} AND {moved.came})",
        "update": f"{same} AND OLD.last_seq < NEW.last_seq AND EXISTS ({moved.line} AND {moved.went})",
        "delete": "FALSE",
    }
    for verb, condition in allowed.items():
        body = [_refuse("moved_by_entries", f"({condition}) IS NOT TRUE")]
        yield _trigger(f"{table}_{verb}", f"BEFORE {verb.upper()} ON {table}", body)
