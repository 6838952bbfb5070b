"""Reading sessions see one moment and change nothing; writing sessions are whole or not at all."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ledger.db import session as sessions
from ledger.db.organisations import Person
from ledger.db.session import open_engine, read_session, write_session
from ledger.errors import DatabaseBusy


def persons(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Person)).one()


def test_a_reading_session_changes_nothing(engine: Engine) -> None:
    with pytest.raises(DBAPIError), read_session(engine) as session:
        session.execute(insert(Person).values(login="någon", title="ingen"))
    with write_session(engine) as session:
        session.execute(insert(Person).values(login="någon", title="ingen"))
        assert persons(session) == 1


def test_a_reading_session_sees_one_moment(engine: Engine) -> None:
    with read_session(engine) as reading:
        assert persons(reading) == 0
        with write_session(engine) as writing:
            writing.execute(insert(Person).values(login="någon", title="ingen"))
        assert persons(reading) == 0
    with read_session(engine) as reading:
        assert persons(reading) == 1


def test_a_writing_session_is_whole_or_not_at_all(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), write_session(engine) as session:
        session.execute(insert(Person).values(login="någon", title="ingen"))
        _ = 1 / 0
    with read_session(engine) as session:
        assert persons(session) == 0


def test_a_database_that_somebody_holds_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "BUSY_TIMEOUT_S", 0.05)
    engine = open_engine(f"sqlite:///{tmp_path / 'upptagen.db'}")
    with write_session(engine) as session:
        session.execute(text("CREATE TABLE x (y)"))
    holder = sqlite3.connect(tmp_path / "upptagen.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy), write_session(engine) as session:
        session.execute(text("INSERT INTO x VALUES (1)"))
    holder.close()
    engine.dispose()


def test_sqlite_is_opened_durably(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'ny' / 'bok.db'}")
    with read_session(engine) as session:
        asked = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        assert [session.scalar(text(f"PRAGMA {pragma}")) for pragma in asked] == ["wal", 2, 1, 1]
    engine.dispose()
