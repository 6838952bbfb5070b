"""The database's own refusals: which guards there must be, putting them in place, and telling whether they still are.

Guards are made anew at the end of every migration from what stands here, so that there is one definition of each; the
control of the book compares the database with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy import Connection, UniqueConstraint, text

from ledger.db import guards_postgresql, guards_sqlite
from ledger.db.schema import metadata

_T = TypeVar("_T")

MOVED_BY_ENTRIES: Final = frozenset({"account", "turnover"})
"""Tables that only the entry's own guard may change; all others are append-only."""


@dataclass(frozen=True)
class Guard:
    """One guard by its name in the database, and the statement that makes it."""

    name: str
    statement: str


def append_only_tables() -> tuple[str, ...]:
    """Every table whose rows are never changed or removed, in order of name."""
    return tuple(sorted(set(metadata.tables) - MOVED_BY_ENTRIES))


def unique_keys(table: str) -> tuple[tuple[str, ...], ...]:
    """The columns of each key of a table, the primary key first."""
    known = metadata.tables[table]
    keys = [tuple(column.name for column in known.primary_key.columns)]
    keys += sorted(
        tuple(column.name for column in constraint.columns)
        for constraint in known.constraints
        if isinstance(constraint, UniqueConstraint)
    )
    keys += sorted((column.name,) for column in known.columns if column.unique)
    return tuple(dict.fromkeys(keys))


def guards(dialect: str) -> tuple[Guard, ...]:
    """All guards of a dialect (`sqlite` or `postgresql`), in the order they are made."""
    made: Iterable[tuple[str, str]]
    if dialect == "sqlite":
        made = guards_sqlite.statements({table: unique_keys(table) for table in append_only_tables()})
    else:
        made = guards_postgresql.statements(append_only_tables())
    return tuple(Guard(name, statement) for name, statement in made)


def remove(connection: Connection) -> None:
    """Take every guard away, so that a migration may change the tables."""
    statements = _of(connection, guards_sqlite.removals, guards_postgresql.removals)
    for statement in statements(lambda query: [tuple(row) for row in connection.execute(text(query))]):
        connection.exec_driver_sql(statement)


def install(connection: Connection) -> None:
    """Put every guard in place, as defined here."""
    remove(connection)
    for guard in guards(connection.dialect.name):
        connection.exec_driver_sql(guard.statement)


def missing(connection: Connection) -> tuple[str, ...]:
    """Names of guards that are not in the database, or not as defined here, or switched off; in order of name."""
    wanted = {guard.name: guard.statement for guard in guards(connection.dialect.name)}
    query = _of(connection, guards_sqlite.IN_PLACE, guards_postgresql.IN_PLACE)
    normal = _of(connection, guards_sqlite.normal, guards_postgresql.normal)
    found = {str(name): str(statement) for name, statement in connection.execute(text(query))}
    return tuple(
        sorted(
            name for name, statement in wanted.items() if name not in found or found[name] != normal(name, statement)
        )
    )


def _of(connection: Connection, sqlite: _T, postgresql: _T) -> _T:
    return sqlite if connection.dialect.name == "sqlite" else postgresql
