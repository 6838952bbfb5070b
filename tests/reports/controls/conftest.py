"""One book a dialect in which everything has happened, and sessions on it in which nothing remains of what is done."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from ledger.db import guards
from ledger.db.session import open_engine, write_session
from ledger.domain.scope import Scope
from ledger.posting import rehearsed
from ledger.reports.controls import ControlResult, run_controls
from tests.support.databases import PostgresqlDatabases, SqliteDatabases
from tests.support.kept import Kept, two_books

Results: TypeAlias = dict[int, ControlResult]
Plant: TypeAlias = Callable[..., Results]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def books(request: pytest.FixtureRequest) -> Iterator[tuple[Kept, Kept]]:
    """The book where everything has happened and the one that took over a little of it; to be read only."""
    databases: SqliteDatabases | PostgresqlDatabases = request.getfixturevalue(f"{request.param}_databases")
    engine = open_engine(databases.new_url())
    yield two_books(engine)
    engine.dispose()


@pytest.fixture
def kept(books: tuple[Kept, Kept]) -> Kept:
    """The book where everything has happened."""
    return books[0]


@pytest.fixture
def session(kept: Kept) -> Iterator[Session]:
    """A session that is rolled back, so that a fault may be planted in it."""
    with write_session(kept.engine) as opened, rehearsed(opened):
        yield opened


@pytest.fixture
def plant(session: Session, kept: Kept) -> Plant:
    """Do statements past guards and foreign keys, put the guards back, and run the controls of the kept book."""

    def planted(*statements: str) -> Results:
        connection = session.connection()
        guards.remove(connection)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            connection.execute(text(statement))
        guards.install(connection)
        return controls(session, kept)

    return planted


def controls(session: Session, kept: Kept) -> Results:
    """The controls of a book, all of it, by number."""
    results = run_controls(session, scope=Scope.everything(), book_id=kept.book.book_id, as_of=None, known_at=None)
    return {result.no: result for result in results}
