"""Bringing a database to the program's version, and refusing one that is older, newer or none at all."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from ledger.db.session import write_session
from ledger.errors import DatabaseNewer, DatabaseNotMigrated

_ROOT: Final = Path(__file__).resolve().parents[2]


def upgrade(engine: Engine) -> tuple[str, str]:
    """Migrate to the program's version, in one transaction with the guards; returns the versions before and after."""
    with write_session(engine) as session:
        connection = session.connection()
        before = _version(connection)
        _refuse_newer(before)
        migrate(connection)
        return before, _version(connection)


def migrate(connection: Connection, to: str = "head", *, guarded: bool = True) -> None:
    """Migrate up to a version within the caller's transaction; without `guarded` the guards are left away.

    Without guards whole tables can be filled. Only the newest version can have them: they are defined for it alone.
    """
    config = _config()
    config.attributes["connection"] = connection
    config.cmd_opts = Namespace(x=[] if guarded else ["guards=off"])
    command.upgrade(config, to)


def require_current(session: Session) -> None:
    """Raise `DatabaseNotMigrated` or `DatabaseNewer` unless the database is of the program's version."""
    found = _version(session.connection())
    _refuse_newer(found)
    if found != head():
        raise DatabaseNotMigrated(found=found or "tom", wanted=head())


def version_of(session: Session) -> str:
    """The version of the schema in the database, empty when it has none."""
    return _version(session.connection())


def is_known(version: str) -> bool:
    """Whether the program can migrate from that version."""
    return version in _known()


def is_later(version: str, other: str) -> bool:
    """Whether a version comes after another that the program knows; what it does not know does."""
    known = _known()
    return bool(version) and (version not in known or known.index(version) > known.index(other))


def head() -> str:
    """The program's newest version of the schema."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _config() -> Config:
    config = Config(toml_file=str(_ROOT / "pyproject.toml"))
    config.set_main_option("script_location", str(_ROOT / "migrations"))
    return config


def _version(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def _refuse_newer(found: str) -> None:
    if found and not is_known(found):
        raise DatabaseNewer(found=found, known=head())


def _known() -> list[str]:
    """Every version, the first one first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]
