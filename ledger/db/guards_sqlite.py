"""The guards as SQLite triggers. A raised message begins with `guard:`, then the guard's stable name."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ledger.domain.canonical import FIRST_HASH
from ledger.domain.chart import Never, Side, kinds_never, kinds_of

IN_PLACE: Final = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"

_AUTHORITY: Final = ", ".join(f"'{kind}'" for kind in kinds_of(Side.AUTHORITY))
_NEVER_CREDIT: Final = ", ".join(f"'{kind}'" for kind in kinds_never(Never.CREDIT))
_NEVER_DEBIT: Final = ", ".join(f"'{kind}'" for kind in kinds_never(Never.DEBIT))
_THIS_ENTRY: Final = "l.book_id = NEW.book_id AND l.seq = NEW.seq"


def normal(_name: str, statement: str) -> str:
    """The statement as SQLite keeps it: to the letter."""
    return statement


def removals(query: Callable[[str], list[tuple[object, ...]]]) -> list[str]:
    """Statements that take the guards away."""
    return [f'DROP TRIGGER "{name}"' for name, _sql in query(IN_PLACE) if str(name).startswith("guard_")]


def statements(append_only: Mapping[str, tuple[tuple[str, ...], ...]]) -> Iterator[tuple[str, str]]:
    """Name and statement of every guard; `append_only` gives the unique keys of each append-only table."""
    for table, keys in append_only.items():
        yield from _append_only(table, keys)
    yield _trigger("line_of_booked_entry", "BEFORE INSERT ON line", [_refuse("line_of_booked_entry", _BOOKED)])
    yield _trigger("entry_checked", "BEFORE INSERT ON entry", _ENTRY_CHECKS)
    yield _trigger("entry_moves", "AFTER INSERT ON entry", [*_MOVES, *_NEVERS])
    for table, columns in (("account", _ACCOUNT_KEY), ("turnover", _TURNOVER_KEY)):
        yield from _moved_by_entries(table, columns)


def _trigger(name: str, when: str, body: list[str]) -> tuple[str, str]:
    return f"guard_{name}", f"CREATE TRIGGER guard_{name} {when}\nBEGIN\n" + "\n".join(body) + "\nEND"


def _refuse(name: str, condition: str) -> str:
    return f"  SELECT RAISE(ABORT, 'guard:{name}') WHERE {condition};"


def _append_only(table: str, keys: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, str]]:
    for verb in ("UPDATE", "DELETE"):
        body = ["  SELECT RAISE(ABORT, 'guard:append_only');"]
        yield _trigger(f"{table}_{verb.lower()}", f"BEFORE {verb} ON {table}", body)
    # INSERT OR REPLACE removes the row it collides with, and no DELETE trigger sees that: so any collision is refused.
    taken = [
        _refuse(
            f"taken.{table}.{'.'.join(key)}",
            f"EXISTS (SELECT 1 FROM {table} x WHERE " + " AND ".join(f"x.{c} = NEW.{c}" for c in key) + ")",
        )
        for key in keys
    ]
    yield _trigger(f"{table}_replace", f"BEFORE INSERT ON {table}", taken)


_BOOKED: Final = "EXISTS (SELECT 1 FROM entry e WHERE e.book_id = NEW.book_id AND e.seq = NEW.seq)"
_LAST: Final = "(SELECT MAX(e.seq) FROM entry e WHERE e.book_id = NEW.book_id)"

_UNBALANCED_POT: Final = (
    f"EXISTS (SELECT 1 FROM line l WHERE {_THIS_ENTRY} AND l.kind IN ({_AUTHORITY}) "
    "GROUP BY l.pot_id HAVING SUM(l.amount_ore) <> 0)"
)
_UNBALANCED_ROOT: Final = (
    "EXISTS (SELECT 1 FROM line l JOIN pot p ON p.book_id = l.book_id AND p.id = l.pot_id "
    f"WHERE {_THIS_ENTRY} AND l.kind NOT IN ({_AUTHORITY}) GROUP BY p.root_id HAVING SUM(l.amount_ore) <> 0)"
)
_CLOSED: Final = (
    "COALESCE((SELECT p.state FROM period_state p WHERE p.book_id = NEW.book_id "
    "AND p.month = date(NEW.booked_on, 'start of month') ORDER BY p.no DESC LIMIT 1), 'open') = 'closed'"
)
_WITHOUT_DECISION: Final = (
    f"EXISTS (SELECT 1 FROM line l WHERE {_THIS_ENTRY} AND l.kind IN ({_AUTHORITY})) AND NOT EXISTS ("
    "SELECT 1 FROM decision d WHERE d.id = NEW.decision_id AND d.book_id = NEW.book_id AND d.kind = 'decision')"
)
_TWO_ATTESTS: Final = (
    "SELECT 1 FROM attest a JOIN attest c ON c.document_id = a.document_id AND c.round = a.round "
    "AND c.step = 'confirm' AND c.person_id <> a.person_id WHERE a.id = NEW.attest_id AND a.step = 'approve'"
)
_WITHOUT_ATTEST: Final = (
    "NEW.reverses_seq IS NULL AND NEW.event <> 'reclaim_written_off' "
    f"AND EXISTS (SELECT 1 FROM line l WHERE {_THIS_ENTRY} AND l.kind = 'used' AND l.amount_ore > 0) "
    f"AND NOT EXISTS ({_TWO_ATTESTS})"
)
_WRONG_DIGEST: Final = (
    "NEW.document_digest IS NOT (SELECT d.digest FROM document d WHERE d.id = NEW.document_id "
    "AND d.book_id = NEW.book_id) "
    "OR NEW.decision_digest IS NOT (SELECT d.digest FROM decision d WHERE d.id = NEW.decision_id) "
    "OR NEW.attest_digest IS NOT (SELECT a.digest FROM attest a WHERE a.id = NEW.attest_id "
    "AND a.document_id = NEW.document_id AND a.step = 'approve')"
)
_REVERSES_WRONGLY: Final = (
    "NEW.reverses_seq IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM entry o WHERE o.book_id = NEW.book_id "
    "AND o.seq = NEW.reverses_seq AND o.reverses_seq IS NULL AND o.booked_on <= NEW.booked_on "
    "AND o.event = NEW.event AND o.document_id IS NEW.document_id) "
    "OR EXISTS (SELECT 1 FROM line l WHERE l.book_id = NEW.book_id AND l.seq IN (NEW.seq, NEW.reverses_seq) "
    "GROUP BY l.kind, l.pot_id, l.subject_id HAVING SUM(l.amount_ore) <> 0 OR COUNT(*) <> 2))"
)
_REVERSED_BEFORE: Final = (
    "NEW.reverses_seq IS NOT NULL AND EXISTS (SELECT 1 FROM entry x WHERE x.book_id = NEW.book_id "
    "AND x.reverses_seq = NEW.reverses_seq)"
)

_ENTRY_CHECKS: Final = [
    _refuse("entry_sequence", f"NEW.seq <> 1 + COALESCE({_LAST}, 0)"),
    _refuse("entry_year", "NEW.year <> CAST(strftime('%Y', NEW.booked_on) AS INTEGER)"),
    _refuse(
        "entry_number",
        "NEW.number <> 1 + COALESCE((SELECT MAX(e.number) FROM entry e "
        "WHERE e.book_id = NEW.book_id AND e.year = NEW.year), 0)",
    ),
    _refuse(
        "entry_chain",
        "NEW.prev_hash <> COALESCE((SELECT e.hash FROM entry e WHERE e.book_id = NEW.book_id AND e.seq = NEW.seq - 1), "
        f"'{FIRST_HASH}')",
    ),
    _refuse(
        "entry_recorded_at",
        "EXISTS (SELECT 1 FROM entry e WHERE e.book_id = NEW.book_id AND e.seq = NEW.seq - 1 "
        "AND e.recorded_at > NEW.recorded_at)",
    ),
    _refuse("entry_reversed_before", _REVERSED_BEFORE),
    _refuse("entry_reverses_wrongly", _REVERSES_WRONGLY),
    _refuse("entry_without_lines", f"NOT EXISTS (SELECT 1 FROM line l WHERE {_THIS_ENTRY})"),
    _refuse("entry_unbalanced_pot", _UNBALANCED_POT),
    _refuse("entry_unbalanced_root", _UNBALANCED_ROOT),
    _refuse("entry_period_closed", _CLOSED),
    _refuse("entry_without_decision", _WITHOUT_DECISION),
    _refuse("entry_without_attest", _WITHOUT_ATTEST),
    _refuse("entry_wrong_digest", _WRONG_DIGEST),
]

_ACCOUNT_KEY: Final = ("book_id", "kind", "pot_id", "subject_id")
_TURNOVER_KEY: Final = (*_ACCOUNT_KEY, "day", "event")
_SAME_ACCOUNT: Final = "l.kind = account.kind AND l.pot_id = account.pot_id AND l.subject_id = account.subject_id"

_MOVES: Final = [
    f"""  INSERT INTO account (book_id, kind, pot_id, subject_id, balance_ore, last_seq)
  SELECT l.book_id, l.kind, l.pot_id, l.subject_id, 0, 0 FROM line l WHERE {_THIS_ENTRY}
  AND NOT EXISTS (SELECT 1 FROM account WHERE account.book_id = l.book_id AND {_SAME_ACCOUNT});""",
    f"""  UPDATE account SET balance_ore = balance_ore + l.amount_ore, last_seq = NEW.seq
  FROM line l WHERE {_THIS_ENTRY} AND account.book_id = l.book_id AND {_SAME_ACCOUNT};""",
    f"""  INSERT INTO turnover (book_id, kind, pot_id, subject_id, day, event, debit_ore, credit_ore, last_seq)
  SELECT l.book_id, l.kind, l.pot_id, l.subject_id, NEW.booked_on, NEW.event, 0, 0, 0 FROM line l WHERE {_THIS_ENTRY}
  AND NOT EXISTS (SELECT 1 FROM turnover t WHERE t.book_id = l.book_id AND t.kind = l.kind AND t.pot_id = l.pot_id
  AND t.subject_id = l.subject_id AND t.day = NEW.booked_on AND t.event = NEW.event);""",
    f"""  UPDATE turnover SET debit_ore = debit_ore + MAX(l.amount_ore, 0),
  credit_ore = credit_ore + MAX(-l.amount_ore, 0), last_seq = NEW.seq
  FROM line l WHERE {_THIS_ENTRY} AND turnover.book_id = l.book_id AND turnover.kind = l.kind
  AND turnover.pot_id = l.pot_id AND turnover.subject_id = l.subject_id
  AND turnover.day = NEW.booked_on AND turnover.event = NEW.event;""",
]


def _later(extreme: str) -> str:
    """The largest or least net movement after any day from the entry's own on; nothing where no later day moved."""
    return (
        f"(SELECT {extreme}(n.after) FROM (SELECT SUM(SUM(t.debit_ore - t.credit_ore)) OVER (ORDER BY t.day DESC) "
        "AS after FROM turnover t WHERE t.book_id = a.book_id AND t.kind = a.kind AND t.pot_id = a.pot_id "
        "AND t.subject_id = a.subject_id AND t.day > NEW.booked_on GROUP BY t.day) n)"
    )


# A back-dated entry moves every later day's balance: at the end of day d it is today's balance less what moved after d.
_NEVERS: Final = [
    _refuse(
        "never",
        f"EXISTS (SELECT 1 FROM line l JOIN account a ON a.book_id = l.book_id AND a.kind = l.kind "
        f"AND a.pot_id = l.pot_id AND a.subject_id = l.subject_id WHERE {_THIS_ENTRY} "
        f"AND ((l.amount_ore < 0 AND a.kind IN ({_NEVER_CREDIT}) AND a.balance_ore < {_later('MAX')}) "
        f"OR (l.amount_ore > 0 AND a.kind IN ({_NEVER_DEBIT}) AND a.balance_ore > {_later('MIN')})))",
    )
]


def _moved_by_entries(table: str, key: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """A balance or turnover comes into being at zero, and moves once per entry, by exactly what its lines say."""
    same = " AND ".join(f"x.{column} = NEW.{column}" for column in key)
    moved = (
        "NEW.balance_ore - OLD.balance_ore"
        if table == "account"
        else ("NEW.debit_ore - OLD.debit_ore - NEW.credit_ore + OLD.credit_ore")
    )
    zero = "NEW.balance_ore <> 0" if table == "account" else "NEW.debit_ore <> 0 OR NEW.credit_ore <> 0"
    extra = (
        ""
        if table == "account"
        else (
            " OR MIN(NEW.debit_ore - OLD.debit_ore, NEW.credit_ore - OLD.credit_ore) <> 0"
            " OR NOT EXISTS (SELECT 1 FROM entry e WHERE e.book_id = NEW.book_id AND e.seq = NEW.last_seq"
            " AND e.booked_on = NEW.day AND e.event = NEW.event)"
        )
    )
    yield _trigger(
        f"{table}_insert",
        f"BEFORE INSERT ON {table}",
        [_refuse("moved_by_entries", f"{zero} OR NEW.last_seq <> 0 OR EXISTS (SELECT 1 FROM {table} x WHERE {same})")],
    )
    yield _trigger(
        f"{table}_update",
        f"BEFORE UPDATE ON {table}",
        [
            _refuse(
                "moved_by_entries",
                " OR ".join(f"NEW.{column} <> OLD.{column}" for column in key)
                + f" OR NEW.last_seq <= OLD.last_seq OR NEW.last_seq IS NOT {_LAST}"
                + f" OR {moved} IS NOT (SELECT l.amount_ore FROM line l WHERE l.book_id = NEW.book_id"
                " AND l.kind = NEW.kind AND l.pot_id = NEW.pot_id AND l.subject_id = NEW.subject_id"
                f" AND l.seq = NEW.last_seq){extra}",
            )
        ],
    )
    yield _trigger(f"{table}_delete", f"BEFORE DELETE ON {table}", ["  SELECT RAISE(ABORT, 'guard:moved_by_entries');"])
