"""Fixtures of all tests: both databases, each fresh, migrated and guarded."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from ledger.db.session import open_engine
from tests.support.banking import Banking
from tests.support.books import SmallBook, small_book
from tests.support.claims import Claims, with_claims
from tests.support.databases import PostgresqlDatabases, SqliteDatabases
from tests.support.held import Held, with_held
from tests.support.money import Money, with_money
from tests.support.story import Story, tell


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_databases() -> Iterator[PostgresqlDatabases]:
    databases = PostgresqlDatabases()
    yield databases
    databases.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh migrated database, on each dialect in turn; gone after the test."""
    databases: SqliteDatabases | PostgresqlDatabases = request.getfixturevalue(f"{request.param}_databases")
    url = databases.new_url()
    yield url
    databases.drop(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a fresh migrated database, on each dialect in turn."""
    made = open_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def book(engine: Engine) -> SmallBook:
    """A committed book with a root pot, two children, a decision and two persons; nothing booked."""
    return small_book(engine)


@pytest.fixture
def story(engine: Engine) -> Story:
    """A committed book made through the services, ready for money."""
    return tell(engine)


@pytest.fixture
def money(story: Story) -> Money:
    """The story with its requisition sent and paid, and a commitment of a million."""
    return with_money(story)


@pytest.fixture
def claims(money: Money) -> Claims:
    """The story's money, where ten million more is asked for and not paid."""
    return with_claims(money)


@pytest.fixture
def banking(money: Money) -> Banking:
    """The story's money, of which the bank has said nothing yet."""
    return Banking(money)


@pytest.fixture
def held(money: Money) -> Held:
    """The money with 7 000 000 kr paid out to a municipal association."""
    return with_held(money)
