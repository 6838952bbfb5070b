"""The floor: the same rows by the bare driver, in as many commits, into the same tables without the guards."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import Engine

from ledger.db.guards import remove
from ledger.db.session import write_session

Commit: TypeAlias = list[tuple[str, list[tuple[Any, ...]]]]
"""What one transaction writes: statements, each with its rows."""

ENTRY_ROWS: Final = {
    "line": "t.book_id = e.book_id AND t.seq = e.seq",
    "entry": "t.book_id = e.book_id AND t.seq = e.seq",
}
"""What the door leaves behind by itself, and how it hangs together with the entry, in the order it is written."""

DOCUMENT_ROWS: Final = {
    "document": "t.id = e.document_id",
    "receipt": "t.document_id = e.document_id",
    "document_fact": "t.document_id = e.document_id",
    "document_state": "(t.document_id = e.document_id OR t.entry_seq = e.seq)",
    "audit": "t.what_id = e.document_id AND t.what = (SELECT d.kind FROM document d WHERE d.id = e.document_id)",
    **ENTRY_ROWS,
}
"""The same for a use case that registers a receipt and books it."""

_ACCOUNTS: Final = (
    "SELECT SUM(t.amount_ore), MAX(t.seq), t.book_id, t.kind, t.pot_id, t.subject_id FROM line t "
    "JOIN entry e ON e.book_id = t.book_id AND e.seq = t.seq WHERE e.seq > {mark} AND e.seq <= {mark} "
    "GROUP BY t.book_id, t.kind, t.pot_id, t.subject_id ORDER BY t.book_id, t.kind, t.pot_id, t.subject_id"
)
_MOVE_ACCOUNT: Final = (
    "UPDATE account SET balance_ore = balance_ore + {mark}, last_seq = {mark} "
    "WHERE book_id = {mark} AND kind = {mark} AND pot_id = {mark} AND subject_id = {mark}"
)
_TURNOVERS: Final = (
    "SELECT t.book_id, t.kind, t.pot_id, t.subject_id, e.booked_on, e.event, "
    "SUM(CASE WHEN t.amount_ore > 0 THEN t.amount_ore ELSE 0 END), "
    "SUM(CASE WHEN t.amount_ore < 0 THEN -t.amount_ore ELSE 0 END), MAX(t.seq) FROM line t "
    "JOIN entry e ON e.book_id = t.book_id AND e.seq = t.seq WHERE e.seq > {mark} AND e.seq <= {mark} "
    "GROUP BY t.book_id, t.kind, t.pot_id, t.subject_id, e.booked_on, e.event "
    "ORDER BY t.book_id, t.kind, t.pot_id, t.subject_id, e.booked_on, e.event"
)
_MOVE_TURNOVER: Final = (
    "INSERT INTO turnover (book_id, kind, pot_id, subject_id, day, event, debit_ore, credit_ore, last_seq) "
    "VALUES ({mark}, {mark}, {mark}, {mark}, {mark}, {mark}, {mark}, {mark}, {mark}) "
    "ON CONFLICT (book_id, kind, pot_id, subject_id, day, event) DO UPDATE SET "
    "debit_ore = turnover.debit_ore + excluded.debit_ore, credit_ore = turnover.credit_ore + excluded.credit_ore, "
    "last_seq = excluded.last_seq"
)


@dataclass(frozen=True)
class Bare:
    """The driver's own connection, as the product opens it; what begins a transaction; how a parameter is marked."""

    connection: Any
    begin: str
    mark: str

    def rows(self, query: str, *given: Any) -> list[tuple[Any, ...]]:
        """All rows of a query whose parameters are written `{mark}`."""
        found: list[tuple[Any, ...]] = self.connection.execute(query.format(mark=self.mark), given).fetchall()
        return found


@contextmanager
def bare(engine: Engine) -> Iterator[Bare]:
    """The bare driver on the engine's database."""
    pooled = engine.raw_connection()
    connection: Any = pooled.driver_connection
    try:
        if engine.dialect.name == "sqlite":
            yield Bare(connection, "BEGIN IMMEDIATE", "?")
        else:
            usual, connection.prepare_threshold = connection.prepare_threshold, 0
            connection.read_only = False
            yield Bare(connection, "", "%s")
            connection.rollback()
            connection.read_only = None
            connection.prepare_threshold = usual
    finally:
        pooled.close()


def disarm(engine: Engine) -> None:
    """Take the guards away: the floor's balances are moved by its own statements."""
    with write_session(engine) as session:
        remove(session.connection())


def left_behind(found: Bare, tables: Mapping[str, str], after: int, until: int) -> Commit:
    """What the entries after one and up to another left behind, as statements that leave the same behind again.

    Accounts are moved and not made: they have to be there.
    """
    written: Commit = []
    for table, hangs in tables.items():
        query = f"SELECT t.* FROM {table} t JOIN entry e ON {hangs} WHERE e.seq > {{mark}} AND e.seq <= {{mark}}"
        rows = found.rows(query, after, until)
        marks = ", ".join([found.mark] * len(rows[0]))
        written.append((f"INSERT INTO {table} VALUES ({marks})", rows))
    written.append((_MOVE_ACCOUNT.format(mark=found.mark), found.rows(_ACCOUNTS, after, until)))
    written.append((_MOVE_TURNOVER.format(mark=found.mark), found.rows(_TURNOVERS, after, until)))
    return written


def replay(found: Bare, commits: Sequence[Commit]) -> None:
    """Write each commit's rows and make it last."""
    for commit in commits:
        if found.begin:
            found.connection.execute(found.begin)
        for statement, rows in commit:
            if len(rows) == 1:
                found.connection.execute(statement, rows[0])
            else:
                found.connection.cursor().executemany(statement, rows)
        found.connection.commit()


def require_same(one: Bare, other: Bare) -> None:
    """Hold the floor to having done the same work: as many rows, and every balance and turnover alike."""
    for query in (
        "SELECT book_id, kind, pot_id, subject_id, balance_ore FROM account ORDER BY 1, 2, 3, 4",
        "SELECT * FROM turnover ORDER BY book_id, kind, pot_id, subject_id, day, event",
        *(f"SELECT COUNT(*) FROM {table}" for table in DOCUMENT_ROWS),
    ):
        if one.rows(query) != other.rows(query):
            raise AssertionError(f"the floor did other work: {query}")
