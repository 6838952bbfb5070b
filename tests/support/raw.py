"""A connection past everything of ours: plain sqlite3 without pragmas, plain psycopg as the owner in replica mode."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import psycopg
from sqlalchemy import Engine

from ledger.db.schema import metadata
from ledger.domain.canonical import FIRST_HASH

RawLine: TypeAlias = tuple[str, int, int, int]
"""Kind, pot, subject, amount in öre."""

DRIVER_ERRORS = (sqlite3.Error, psycopg.Error)


class Raw:
    """Statements with `?` for parameters, on either driver."""

    def __init__(self, connection: Any, dialect: str) -> None:
        self._connection = connection
        self.dialect = dialect

    def run(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Execute one statement; gives its rows, if it has any."""
        if self.dialect == "sqlite":
            return list(self._connection.execute(statement, tuple(parameters)))
        cursor = self._connection.execute(statement.replace("?", "%s"), tuple(parameters))
        return list(cursor.fetchall()) if cursor.description else []

    def commit(self) -> None:
        """End the transaction; constraints that wait for it speak here."""
        self._connection.commit()


@contextmanager
def raw(engine: Engine) -> Iterator[Raw]:
    """A raw connection to the engine's database, rolled back and closed at the end."""
    connection: Any
    if engine.dialect.name == "sqlite":
        connection = sqlite3.connect(engine.url.database or "")
    else:
        connection = psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(hide_password=False))
        connection.execute("SET session_replication_role = replica")
        connection.commit()
    try:
        yield Raw(connection, engine.dialect.name)
    finally:
        connection.rollback()
        connection.close()


def dump(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table, as text, sorted."""
    with raw(engine) as connection:
        return {
            table: sorted(repr(row) for row in connection.run(f'SELECT * FROM "{table}"'))
            for table in sorted(metadata.tables)
        }


@dataclass
class RawEntry:
    """An entry as somebody with a database tool would write it; the defaults are right, and each may be made wrong."""

    book_id: int
    decision: tuple[int, str] | None
    actor_id: int
    lines: Sequence[RawLine]
    event: str = "agreement_amount"
    booked_on: str = "2021-04-01"
    recorded_at: str = "2031-01-01T00:00:00.000000Z"
    source_key: str = "rå"
    skip_seq: int = 0
    skip_number: int = 0
    year: int | None = None
    prev_hash: str | None = None
    document: tuple[int, str] | None = None
    attest: tuple[int, str] | None = None
    reverses_seq: int | None = None
    hash: str = field(default="f" * 64)
    verb: str = "INSERT"

    def insert(self, connection: Raw) -> int:
        """Insert the lines, then the entry; gives its place in the book."""
        last = connection.run("SELECT MAX(seq) FROM entry WHERE book_id = ?", [self.book_id])[0][0] or 0
        year = int(self.booked_on[:4])
        number = connection.run("SELECT MAX(number) FROM entry WHERE book_id = ? AND year = ?", [self.book_id, year])
        prev = connection.run("SELECT hash FROM entry WHERE book_id = ? AND seq = ?", [self.book_id, last])
        seq = last + 1 + self.skip_seq
        for line_no, (kind, pot_id, subject_id, amount_ore) in enumerate(self.lines, start=1):
            connection.run(
                "INSERT INTO line (book_id, seq, line_no, kind, pot_id, subject_id, amount_ore) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [self.book_id, seq, line_no, kind, pot_id, subject_id, amount_ore],
            )
        row = {
            "book_id": self.book_id,
            "seq": seq,
            "year": year if self.year is None else self.year,
            "number": (number[0][0] or 0) + 1 + self.skip_number,
            "booked_on": self.booked_on,
            "recorded_at": self.recorded_at,
            "event": self.event,
            "text": "rå",
            "source_key": self.source_key,
            "actor_id": self.actor_id,
            "document_id": self.document and self.document[0],
            "document_digest": self.document and self.document[1],
            "decision_id": self.decision and self.decision[0],
            "decision_digest": self.decision and self.decision[1],
            "attest_id": self.attest and self.attest[0],
            "attest_digest": self.attest and self.attest[1],
            "reverses_seq": self.reverses_seq,
            "prev_hash": self.prev_hash or (prev[0][0] if prev else FIRST_HASH),
            "hash": self.hash,
        }
        marks = ", ".join("?" for _ in row)
        connection.run(f"{self.verb} INTO entry ({', '.join(row)}) VALUES ({marks})", list(row.values()))
        return seq
