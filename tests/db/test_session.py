"""Reading sessions see one moment and change nothing; writing sessions are whole or not at all."""

from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.organisations import Person
from ledger.db.session import ask_session, open_engine, read_session, write_session
from ledger.errors import DatabaseBusy, DatabaseNotWritten, DatabaseUnreachable
from tests.support.books import SmallBook
from tests.support.together import together


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


def test_what_asks_changes_nothing_sees_what_stands_and_leaves_a_connection_as_any_other(engine: Engine) -> None:
    def register(session: Session, login: str) -> None:
        session.execute(insert(Person).values(login=login, title="ingen"))

    with ask_session(engine) as asking:
        assert persons(asking) == 0
        with write_session(engine) as writing:
            register(writing, "någon")
        assert persons(asking) == 1
        with pytest.raises(DBAPIError):
            register(asking, "annan")
    with pytest.raises(ZeroDivisionError), write_session(engine) as session:
        register(session, "annan")
        _ = 1 / 0
    with read_session(engine) as reading:
        assert persons(reading) == 1
        with write_session(engine) as writing:
            register(writing, "annan")
        assert persons(reading) == 1
    with ask_session(engine) as asking:
        assert persons(asking) == 2


@pytest.mark.parametrize("copy", ["postgresql"], indirect=True)
def test_what_asks_begins_nothing(engine: Engine) -> None:
    with ask_session(engine) as asking, read_session(engine) as reading:
        persons(asking)
        persons(reading)
        states = text("SELECT state FROM pg_stat_activity WHERE pid = :pid")
        pids = [session.scalars(text("SELECT pg_backend_pid()")).one() for session in (asking, reading)]
        with ask_session(engine) as other:
            found = [other.scalars(states, {"pid": pid}).one() for pid in pids]
    assert found == ["idle", "idle in transaction"]


def test_a_writing_session_is_whole_or_not_at_all(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), write_session(engine) as session:
        session.execute(insert(Person).values(login="någon", title="ingen"))
        _ = 1 / 0
    with read_session(engine) as session:
        assert persons(session) == 0


def test_a_rolled_back_reading_session_still_changes_nothing_and_leaves_nothing_behind(engine: Engine) -> None:
    with read_session(engine) as session:
        session.rollback()
        with pytest.raises(DBAPIError):
            session.execute(insert(Person).values(login="någon", title="ingen"))
        session.rollback()
    with write_session(engine) as session:
        session.execute(insert(Person).values(login="någon", title="ingen"))
        assert persons(session) == 1


def test_a_book_that_somebody_holds_is_busy(book: SmallBook) -> None:
    impatient = open_engine(book.engine.url.render_as_string(hide_password=False), busy_timeout_s=0.05)
    with write_session(book.engine) as holder:
        lock_book(holder, book.book_id)
        with pytest.raises(DatabaseBusy), write_session(impatient) as session:
            lock_book(session, book.book_id)
    with write_session(impatient) as session:
        lock_book(session, book.book_id)
    impatient.dispose()


@pytest.mark.parametrize("copy", ["postgresql"], indirect=True)
def test_two_that_wait_for_each_other_are_told_to_come_again(engine: Engine) -> None:
    both_hold = Barrier(2)

    def cross(session: Session, client: int) -> None:
        take = text("SELECT pg_advisory_xact_lock(:number)")
        session.execute(take, {"number": client})
        both_hold.wait()
        session.execute(take, {"number": 1 - client})

    done, refused = together(engine, 2, cross)
    assert (len(done), [type(refusal) for refusal in refused]) == (1, [DatabaseBusy])


@pytest.mark.parametrize("copy", ["postgresql"], indirect=True)
def test_what_is_read_under_a_lock_stands_now_whatever_the_servers_habit(engine: Engine) -> None:
    """Else an entry booked while we waited for the book would not be seen."""
    with write_session(engine) as session:
        database = engine.url.database
        session.execute(text(f"ALTER DATABASE {database} SET default_transaction_isolation = 'repeatable read'"))
    engine.dispose()
    with write_session(engine) as session:
        assert session.scalar(text("SHOW transaction_isolation")) == "read committed"
    with read_session(engine) as session:
        assert session.scalar(text("SHOW transaction_isolation")) == "repeatable read"


@pytest.mark.parametrize("copy", ["postgresql"], indirect=True)
def test_a_connection_that_nobody_writes_on_cannot(engine: Engine) -> None:
    with write_session(engine) as session:
        session.execute(insert(Person).values(login="någon", title="ingen"))
    with engine.connect() as connection, pytest.raises(DBAPIError, match="read-only transaction"):
        connection.execute(insert(Person).values(login="annan", title="ingen"))


@pytest.mark.parametrize("copy", ["postgresql"], indirect=True)
def test_what_was_prepared_for_a_reader_stays_prepared(engine: Engine) -> None:
    """The driver prepares what it is asked for the sixth time; a rollback would make it forget."""
    for _ in range(6):
        with read_session(engine) as session:
            persons(session)
    with read_session(engine) as session:
        prepared = session.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    assert any("count(*)" in statement for statement in prepared)


@pytest.mark.parametrize("copy", ["postgresql"], indirect=True)
def test_a_connection_lost_while_reading_is_told_and_leaves_nothing_behind(engine: Engine) -> None:
    with read_session(engine) as session:
        end_other(engine, session.scalars(text("SELECT pg_backend_pid()")).one())
        with pytest.raises(DBAPIError):
            persons(session)
    with read_session(engine) as session:
        assert persons(session) == 0


@pytest.mark.parametrize("copy", ["postgresql"], indirect=True)
def test_a_connection_lost_while_it_rested_is_replaced(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.db.session._TRUSTED_S", 0)
    with read_session(engine) as session:
        process = session.scalars(text("SELECT pg_backend_pid()")).one()
    end_other(engine, process)
    with write_session(engine) as session:
        assert persons(session) == 0


def end_other(engine: Engine, process: int) -> None:
    """End a connection's process on the server, as a restart of it does, from another connection."""
    other = open_engine(engine.url.render_as_string(hide_password=False))
    with read_session(other) as session:
        session.execute(text("SELECT pg_terminate_backend(:process, 5000)"), {"process": process})
    other.dispose()


def test_sqlite_is_opened_durably(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'ny' / 'bok.db'}")
    with read_session(engine) as session:
        asked = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        assert [session.scalar(text(f"PRAGMA {pragma}")) for pragma in asked] == ["wal", 2, 1, 1]
    engine.dispose()


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_a_database_that_takes_nothing_is_told(engine: Engine) -> None:
    with pytest.raises(DatabaseNotWritten), write_session(engine) as session:
        session.execute(text("PRAGMA query_only = ON"))
        session.execute(insert(Person).values(login="någon", title="ingen"))


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("upptagen", encoding="utf-8")
    with pytest.raises(DatabaseUnreachable) as refusal:
        open_engine(f"sqlite:///{tmp_path / 'fil' / 'bok.db'}")
    assert refusal.value.reason in {"File exists", "Not a directory"}
