"""What a whole database is put into: an address without a table, on each dialect in turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import inspect

from ledger.db.session import open_engine, read_session
from tests.support.databases import PostgresqlDatabases


@dataclass(frozen=True)
class Target:
    """An address, and what is there: the tables of a PostgreSQL database, or the files of SQLite's folder."""

    url: str
    folder: Path

    def left(self) -> list[str]:
        """What is there now."""
        if self.url.startswith("sqlite"):
            return sorted(file.name for file in self.folder.iterdir())
        engine = open_engine(self.url)
        with read_session(engine) as session:
            names = inspect(session.connection()).get_table_names()
        engine.dispose()
        return names


@pytest.fixture(params=["to_sqlite", "to_postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Target]:
    """An empty database."""
    folder = tmp_path / "mål"
    folder.mkdir()
    if request.param == "to_sqlite":
        yield Target(f"sqlite:///{folder / 'bok.db'}", folder)
        return
    databases: PostgresqlDatabases = request.getfixturevalue("postgresql_databases")
    url = databases.empty_url()
    yield Target(url, folder)
    databases.drop(url)
