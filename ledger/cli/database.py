"""How commands open the configured database: for reading one moment of it, or for writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from ledger.config import Config
from ledger.db.migrating import require_current
from ledger.db.session import open_engine, read_session, write_session


@contextmanager
def reading() -> Iterator[Session]:
    """A session that sees one moment of the configured database and changes nothing; the version must be right."""
    engine = open_engine(Config.from_environment().database_url)
    try:
        with read_session(engine) as session:
            require_current(session)
            yield session
    finally:
        engine.dispose()


@contextmanager
def writing() -> Iterator[Session]:
    """A session that commits at the end of the block; the version must be right."""
    engine = open_engine(Config.from_environment().database_url)
    try:
        with write_session(engine) as session:
            require_current(session)
            yield session
    finally:
        engine.dispose()
