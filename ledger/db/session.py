"""Engines and sessions: the one place where SQLite and PostgreSQL are opened, and differ.

A connection reads unless a writing session has it: it sees one moment from its first query to its last, and can change
nothing; what only asks a question need not begin and end anything around it. A writing session on SQLite begins
IMMEDIATE, so that whoever writes waits its turn at the start and not at the end; on PostgreSQL it is READ COMMITTED:
what is read under the book's lock must be what stands now.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Final, cast

from psycopg import IsolationLevel
from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

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
    "query_only = ON",  # until somebody is to write
)
_BUSY_STATES: Final = frozenset({"55P03", "40P01"})
"""PostgreSQL's lock_not_available and deadlock_detected."""

_NOT_WRITTEN: Final = ("disk is full", "disk I/O error", "readonly database")
"""What SQLite says when the file system takes no more, or nothing at all."""
_GONE: Final = ("08", "57P")
"""How PostgreSQL's states begin when the connection is lost, or the server is going down or coming up."""
_DISK_FULL: Final = "53100"
"""PostgreSQL's disk_full."""

_USE: Final = "ledger_use"
"""What a connection is asked for, and what it was last made ready for."""


class _Use(Enum):
    """What a connection is for: one moment, writing, or questions that each stand alone."""

    READ = auto()
    WRITE = auto()
    ASK = auto()


_READING: Final = "-c default_transaction_isolation=repeatable\\ read -c default_transaction_read_only=on"
_LEFT_AT: Final = "ledger_left_at"
_TRUSTED_S: Final = 5
"""A connection that has rested longer is asked for a sign of life before it is used: the server may have restarted."""


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
    engine = create_engine(
        parsed, hide_parameters=True, connect_args={"timeout": busy_timeout_s, "isolation_level": None}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def write_session(engine: Engine) -> Iterator[Session]:
    """A session whose transaction may write; commits at the end of the block, rolls back if it is left by an error."""
    used = engine.execution_options(**{_USE: _Use.WRITE})
    with _told(engine, writes=True), Session(used) as session, session.begin():
        yield session


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """A session that sees one moment and can change nothing.

    It commits, though there is nothing to commit: a rollback would make the driver forget the statements it has
    prepared, and PostgreSQL plan each of them anew.
    """
    with _told(engine), Session(engine, expire_on_commit=False) as session:
        yield session
        with suppress(SQLAlchemyError):  # what was read has been read, even if the connection was lost since
            session.commit()


@contextmanager
def ask_session(engine: Engine) -> Iterator[Session]:
    """A session whose every query sees its own moment and can change nothing: for what is asked in one query.

    Nothing is begun or ended around it, which on PostgreSQL are two journeys to the server.
    """
    with _told(engine), Session(engine.execution_options(**{_USE: _Use.ASK}), expire_on_commit=False) as session:
        yield session


def _make_folder(url: URL) -> None:
    try:
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnreachable(url=str(url), reason=error.strerror or str(error)) from error


def _open_postgresql(url: URL, busy_timeout_s: float) -> Engine:
    options = f"{url.query.get('options', '')} -c lock_timeout={round(busy_timeout_s * 1000)} {_READING}"
    connect = {
        "connect_timeout": _CONNECT_TIMEOUT_S,
        "application_name": "medelsboken",
        **url.query,
        "options": options,
    }
    engine = create_engine(url, hide_parameters=True, connect_args=connect)
    event.listen(engine, "checkin", _note_rest)
    event.listen(engine, "checkout", partial(_require_life, engine.dialect))
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _note_rest(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info[_LEFT_AT] = monotonic()


def _require_life(dialect: Dialect, connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Have a connection that was lost while it rested replaced by a new one."""
    left_at = record.info.get(_LEFT_AT)
    if left_at is None or monotonic() - left_at < _TRUSTED_S:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error


def _begin_postgresql(connection: Connection) -> None:
    """What a transaction is to be is told to the driver, which says it when it begins one."""
    use = _asked_for(connection)
    if connection.info.get(_USE, _Use.READ) is not use:
        driver: Any = connection.connection.driver_connection
        driver.autocommit = use is _Use.ASK
        driver.read_only = False if use is _Use.WRITE else None
        driver.isolation_level = IsolationLevel.READ_COMMITTED if use is _Use.WRITE else None
        connection.info[_USE] = use


def _asked_for(connection: Connection) -> _Use:
    return cast("_Use", connection.get_execution_options().get(_USE, _Use.READ))


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError:
        connection.close()
        raise


def _begin_sqlite(connection: Connection) -> None:
    use = _asked_for(connection)
    writes = use is _Use.WRITE
    if (connection.info.get(_USE, _Use.READ) is _Use.WRITE) is not writes:
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.info[_USE] = use
    if use is not _Use.ASK:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told(engine: Engine, *, writes: bool = False) -> Iterator[None]:
    """Turn what the driver says when a database cannot be used into refusals that a person can act on."""
    try:
        yield
    except PoolTimeoutError as error:
        raise DatabaseBusy from error
    except DBAPIError as error:
        refusal = refusal_of(engine, error, writes=writes)
        if refusal is None:
            raise
        raise refusal from error


def refusal_of(engine: Engine, error: DBAPIError, *, writes: bool = False) -> LedgerError | None:
    """What the driver says as a refusal that a person can act on; None for what is a fault of the program.

    That a database takes nothing is a refusal to whoever would write; a reader who writes has a fault in it.
    """
    told = str(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    if "file is not a database" in told:
        return DatabaseNotADatabase(path=engine.url.database or "")
    if writes and (any(words in told for words in _NOT_WRITTEN) or state == _DISK_FULL):
        return DatabaseNotWritten(url=engine.url.render_as_string(hide_password=True), reason=told.partition("\n")[0])
    if "database is locked" in told or state in _BUSY_STATES:
        return DatabaseBusy()
    gone = engine.dialect.name == "postgresql" and (state is None or state.startswith(_GONE))
    if isinstance(error, OperationalError) and ("unable to open" in told or gone):
        return DatabaseUnreachable(url=engine.url.render_as_string(hide_password=True), reason=told.partition("\n")[0])
    return None
