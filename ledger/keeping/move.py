"""Moves the whole database to another, of the same kind or the other, and proves that both hold the same."""

from sqlalchemy import Engine

from ledger.db.migrating import require_current
from ledger.db.session import read_session
from ledger.db.whole import lines_of
from ledger.keeping.contents import manifest_of, tables_of
from ledger.keeping.filling import fill_database, new_database
from ledger.keeping.manifest import Manifest
from ledger.keeping.watching import Watch, unwatched


def move(source: Engine, url: str, *, watch: Watch = unwatched) -> tuple[Manifest, Manifest]:
    """Fill the empty database at the address with one moment of the source; gives what each of the two holds.

    The source is only read. All of it or nothing; raises whatever `fill_database` raises, and `ValueNotKept`.
    """
    with read_session(source) as session:
        require_current(session)
        told = manifest_of(session, tables_of(session, watch))
        with new_database(url) as target:
            return told, fill_database(target, told, lambda shape: lines_of(session, shape), watch)
