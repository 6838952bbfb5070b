"""Fills an empty database with a whole other one, and proves that it holds the same before anything is kept."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from ledger.db import guards
from ledger.db.migrating import head, is_known, is_later, migrate, version_of
from ledger.db.session import open_engine, write_session
from ledger.db.whole import fill, go_on_counting, require_references, table_shapes, tables_with_rows
from ledger.domain.canonical_rows import TableShape
from ledger.errors import BackupNewer, DatabaseHasRows, DatabaseOtherVersion, GuardsMissing
from ledger.keeping.contents import (
    manifest_of,
    require_same_books,
    require_same_shapes,
    require_same_tables,
    tables_of,
)
from ledger.keeping.manifest import Manifest
from ledger.keeping.watching import Stage, Watch, counted

_BESIDE: Final = ("", "-wal", "-shm", "-journal")
"""An SQLite file, and what SQLite keeps beside it."""


@contextmanager
def new_database(url: str) -> Iterator[Engine]:
    """An engine on the address; an SQLite file that was not there before is gone again if an error leaves the block.

    Raises `DatabaseUnreachable`.
    """
    engine = open_engine(url)
    file = Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None
    made = file is not None and not file.exists()
    try:
        yield engine
    except BaseException:
        engine.dispose()
        if file is not None and made:
            for beside in _BESIDE:
                file.with_name(file.name + beside).unlink(missing_ok=True)
        raise
    finally:
        engine.dispose()


def fill_database(
    engine: Engine, wanted: Manifest, lines: Callable[[TableShape], Iterable[bytes]], watch: Watch
) -> Manifest:
    """Fill the empty database with the lines of every table; gives what it then holds, which is what was wanted.

    All of it or nothing: tables of the wanted version are made, filled without guards, read back and compared; then
    they are brought to the program's version, the guards put in place, and the books' ends and controls compared.
    Raises `BackupNewer`, `DatabaseHasRows`, `DatabaseOtherVersion`, `TableRefused`, and the refusals of `contents`.
    """
    if not is_known(wanted.revision):
        raise BackupNewer(found=wanted.revision, known=head(), program=wanted.program)
    with write_session(engine) as session:
        _require_room(session, engine, wanted.revision)
        migrate(session.connection(), wanted.revision, guarded=False)
        _fill_tables(session, wanted, lines, watch)
        tables = tables_of(session, watch)
        require_same_tables(wanted.tables, tables)
        migrate(session.connection())
        if missing := guards.missing(session.connection()):
            raise GuardsMissing(guards=missing)
        held = manifest_of(session, tables)
        require_same_books(wanted.books, held.books)
        return held


def _require_room(session: Session, engine: Engine, wanted: str) -> None:
    """Tables that are newer than what they are to hold cannot be taken back; tables of others are not touched."""
    found = version_of(session)
    url = engine.url.render_as_string(hide_password=True)
    if tables := tables_with_rows(session.connection()):
        raise DatabaseHasRows(url=url, tables=tables)
    if is_later(found, wanted) or (not found and table_shapes(session.connection())):
        raise DatabaseOtherVersion(url=url, found=found or "–", wanted=wanted)


def _fill_tables(
    session: Session, wanted: Manifest, lines: Callable[[TableShape], Iterable[bytes]], watch: Watch
) -> None:
    shapes = table_shapes(session.connection())
    require_same_shapes((table.shape for table in wanted.tables), shapes)
    with watch(Stage.COPY, wanted.rows) as step:
        for shape in shapes:
            fill(session, shape, counted(lines(shape), step))
    require_references(session.connection())
    go_on_counting(session.connection())
