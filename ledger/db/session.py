"""Engines and sessions: the one place where SQLite and PostgreSQL are opened, and differ.

A writing session on SQLite begins IMMEDIATE, so that whoever writes waits its turn at the start and not at the end; a
reading session sees one moment of the book from its first query to its last, on both.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from ledger.errors import DatabaseBusy, DatabaseNotADatabase, DatabaseUnreachable

BUSY_TIMEOUT_S: Final = 30
_WRITES: Final = "ledger_writes"


def open_engine(url: str) -> Engine:
    """An engine for the address; opens no connection yet, but makes the folder of an SQLite file."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_TIMEOUT_S, "isolation_level": None})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def write_session(engine: Engine) -> Iterator[Session]:
    """A session whose transaction may write; commits at the end of the block, rolls back if it is left by an error."""
    with _told(engine), Session(engine.execution_options(**{_WRITES: True})) as session, session.begin():
        yield session


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """A session that sees one moment and can change nothing."""
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with _told(engine), Session(engine.execution_options(**options)) as session:
        if engine.dialect.name == "sqlite":
            session.connection().exec_driver_sql("PRAGMA query_only = ON")
        try:
            yield session
        finally:
            if engine.dialect.name == "sqlite" and session.is_active:
                session.connection().exec_driver_sql("PRAGMA query_only = OFF")
            session.rollback()


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    try:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "recursive_triggers = ON",
            "trusted_schema = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError:
        connection.close()
        raise


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Turn what the driver says when a database cannot be used into refusals that a person can act on."""
    try:
        yield
    except DBAPIError as error:
        told = str(error.orig)
        if "file is not a database" in told:
            raise DatabaseNotADatabase(path=engine.url.database or "") from error
        if "database is locked" in told:
            raise DatabaseBusy from error
        if isinstance(error, OperationalError) and ("unable to open" in told or "connection" in told):
            raise DatabaseUnreachable(
                url=engine.url.render_as_string(hide_password=True), reason=told.splitlines()[0]
            ) from error
        raise
