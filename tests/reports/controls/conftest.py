"""One book a dialect in which everything has happened, and sessions on it in which nothing remains of what is done."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from ledger.db.session import open_engine, write_session
from ledger.posting import rehearsed
from tests.support.databases import PostgresqlDatabases, SqliteDatabases
from tests.support.kept import Kept, two_books


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
