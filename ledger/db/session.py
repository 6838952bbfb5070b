"""Engines and sessions: the one place where SQLite and PostgreSQL are opened, and differ.

A writing session on SQLite begins IMMEDIATE, so that whoever writes waits its turn at the start and not at the end; a
reading session sees one moment of the book from its first query to its last, on both.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from ledger.errors import DatabaseBusy, DatabaseNotADatabase, DatabaseNotWritten, DatabaseUnreachable, LedgerError

BUSY_TIMEOUT_S: Final = 30
_CONNECT_TIMEOUT_S: Final = 10
_PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "trusted_schema = ON",
    "temp_store = MEMORY",  # what a refused statement is undone with: made for every entry
    "cache_size = -32768",  # in KiB: an import spills less to disk before it commits
)
_BUSY_STATES: Final = frozenset({"55P03", "40P01"})
"""PostgreSQL's lock_not_available and deadlock_detected."""

_NOT_WRITTEN: Final = ("disk is full", "disk I/O error", "readonly database")
"""What SQLite says when the file system takes no more, or nothing at all."""
_DISK_FULL: Final = "53100"
"""PostgreSQL's disk_full."""

_READS: Final = "ledger_reads"
_WRITES: Final = "ledger_writes"


def open_engine(url: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engine:
    """An engine for the address; opens no connection yet, but makes the folder of an SQLite file.

    Raises `DatabaseUnreachable` when there can be no such folder.
    Who waits longer than `busy_timeout_s` for somebody else's transaction gets `DatabaseBusy`.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _open_postgresql(parsed, busy_timeout_s)
    if parsed.database:
        _make_folder(parsed)
    engine = create_engine(parsed, connect_args={"timeout": busy_timeout_s, "isolation_level": None})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def write_session(engine: Engine) -> Iterator[Session]:
    """A session whose transaction may write; commits at the end of the block, rolls back if it is left by an error."""
    with _told(engine, writes=True), Session(engine.execution_options(**{_WRITES: True})) as session, session.begin():
        yield session


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """A session that sees one moment and can change nothing."""
    options: dict[str, Any] = {_READS: True}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with _told(engine), Session(engine.execution_options(**options)) as session:
        yield session


def _make_folder(url: URL) -> None:
    try:
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnreachable(url=str(url), reason=error.strerror or str(error)) from error


def _open_postgresql(url: URL, busy_timeout_s: float) -> Engine:
    """READ COMMITTED whatever the server's default: what is read under the book's lock must be what stands now."""
    options = f"{url.query.get('options', '')} -c lock_timeout={round(busy_timeout_s * 1000)}"
    connect = {
        "connect_timeout": _CONNECT_TIMEOUT_S,
        "application_name": "medelsboken",
        **url.query,
        "options": options,
    }
    return create_engine(url, pool_pre_ping=True, isolation_level="READ COMMITTED", connect_args=connect)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError:
        connection.close()
        raise


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    reads = options.get(_READS, False)
    if connection.info.get(_READS, False) is not reads:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads else 'OFF'}")
        connection.info[_READS] = reads
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES, False) else "BEGIN")


@contextmanager
def _told(engine: Engine, *, writes: bool = False) -> Iterator[None]:
    """Turn what the driver says when a database cannot be used into refusals that a person can act on."""
    try:
        yield
    except PoolTimeoutError as error:
        raise DatabaseBusy from error
    except DBAPIError as error:
        refusal = _refusal(engine, error, writes=writes)
        if refusal is None:
            raise
        raise refusal from error


def _refusal(engine: Engine, error: DBAPIError, *, writes: bool) -> LedgerError | None:
    """That a database takes nothing is a refusal to whoever would write; a reader who writes has a fault in it."""
    told = str(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    if "file is not a database" in told:
        return DatabaseNotADatabase(path=engine.url.database or "")
    if writes and (any(words in told for words in _NOT_WRITTEN) or state == _DISK_FULL):
        return DatabaseNotWritten(url=engine.url.render_as_string(hide_password=True), reason=told.partition("\n")[0])
    if "database is locked" in told or state in _BUSY_STATES:
        return DatabaseBusy()
    never_answered = engine.dialect.name == "postgresql" and state is None
    if isinstance(error, OperationalError) and ("unable to open" in told or never_answered):
        return DatabaseUnreachable(url=engine.url.render_as_string(hide_password=True), reason=told.partition("\n")[0])
    return None
