"""Fixtures of all tests: both databases, each fresh, migrated and guarded."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine

from ledger.db.session import open_engine
from ledger.demo import Story as DemoStory
from tests.support.banking import Banking
from tests.support.books import SmallBook, small_book
from tests.support.claims import Claims
from tests.support.databases import PostgresqlDatabases, SqliteDatabases, quick_folder
from tests.support.held import Held
from tests.support.money import Money
from tests.support.story import Story
from tests.support.tellings import Copy, Tellings, Told


@pytest.fixture(scope="session")
def sqlite_databases() -> Iterator[SqliteDatabases]:
    with TemporaryDirectory(prefix="ledger-sqlite-", dir=quick_folder()) as folder:
        yield SqliteDatabases(Path(folder))


@pytest.fixture(scope="session")
def postgresql_databases() -> Iterator[PostgresqlDatabases]:
    databases = PostgresqlDatabases()
    yield databases
    databases.close()


@pytest.fixture(scope="session")
def sqlite_tellings(sqlite_databases: SqliteDatabases) -> Tellings:
    return Tellings(sqlite_databases)


@pytest.fixture(scope="session")
def postgresql_tellings(postgresql_databases: PostgresqlDatabases) -> Tellings:
    return Tellings(postgresql_databases)


@pytest.fixture(params=["sqlite", "postgresql"])
def copy(request: pytest.FixtureRequest) -> Iterator[Copy]:
    """A database on each dialect in turn, with what the test's other fixtures begin with told; gone after the test."""
    tellings: Tellings = request.getfixturevalue(f"{request.param}_tellings")
    made = tellings.copy(request.fixturenames)
    yield made
    tellings.databases.drop(made.url)


@pytest.fixture
def database_url(copy: Copy) -> str:
    """The address of the test's migrated database."""
    return copy.url


@pytest.fixture
def engine(copy: Copy) -> Iterator[Engine]:
    """An engine on the test's migrated database."""
    made = open_engine(copy.url)
    yield made
    made.dispose()


@pytest.fixture
def telling(copy: Copy, engine: Engine) -> Told:
    """What is told, on the test's own engine; what is not told yet is told when it is asked for."""
    return copy.told_on(engine)


@pytest.fixture
def book(engine: Engine) -> SmallBook:
    """A committed book with a root pot, two children, a decision and two persons; nothing booked."""
    return small_book(engine)


@pytest.fixture
def story(telling: Told) -> Story:
    """A committed book made through the services, ready for money."""
    made: Story = telling.get("story")
    return made


@pytest.fixture
def money(telling: Told) -> Money:
    """The story with its requisition sent and paid, and a commitment of a million."""
    made: Money = telling.get("money")
    return made


@pytest.fixture
def claims(telling: Told) -> Claims:
    """The story's money, where ten million more is asked for and not paid."""
    made: Claims = telling.get("claims")
    return made


@pytest.fixture
def banking(telling: Told) -> Banking:
    """The story's money, of which the bank has said nothing yet."""
    made: Banking = telling.get("banking")
    return made


@pytest.fixture
def held(telling: Told) -> Held:
    """The money with 7 000 000 kr paid out to a municipal association."""
    made: Held = telling.get("held")
    return made


@pytest.fixture
def demo(telling: Told) -> DemoStory:
    """The demo's story, committed."""
    made: DemoStory = telling.get("demo")
    return made


@pytest.fixture
def both_years(telling: Told) -> DemoStory:
    """The demo's story with its second year, committed."""
    made: DemoStory = telling.get("both_years")
    return made
