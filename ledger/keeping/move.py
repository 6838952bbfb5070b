"""Moves the whole database to another, of the same kind or the other, and proves that both hold the same."""

from dataclasses import dataclass

from sqlalchemy import Engine

from ledger.db.migrating import require_current
from ledger.db.session import read_session
from ledger.db.whole import lines_of, row_counts
from ledger.keeping.contents import manifest_of, tables_of
from ledger.keeping.filling import fill_database, new_database
from ledger.keeping.manifest import Manifest
from ledger.keeping.watching import Watch, unwatched


@dataclass(frozen=True)
class Moved:
    """What was read, what the other database holds, and the tables that have got rows in the source meanwhile.

    The latter are not in the other database; there are none if nobody worked.
    """

    told: Manifest
    held: Manifest
    written_meanwhile: tuple[str, ...]


def move(source: Engine, url: str, *, watch: Watch = unwatched) -> Moved:
    """Fill the empty database at the address with one moment of the source, which is only read.

    All of it or nothing; raises whatever `fill_database` raises, and `ValueNotKept`.
    """
    with read_session(source) as session:
        require_current(session)
        told = manifest_of(session, tables_of(session, watch))
        with new_database(url) as target:
            held = fill_database(target, told, lambda shape: lines_of(session, shape), watch)
    return Moved(told, held, _written_since(source, told))


def _written_since(source: Engine, told: Manifest) -> tuple[str, ...]:
    """Everything written adds a row somewhere."""
    with read_session(source) as session:
        counts = row_counts(session, (table.shape for table in told.tables))
    return tuple(table.shape.name for table in told.tables if counts[table.shape.name] != table.rows)
