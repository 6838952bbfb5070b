"""The database's own refusals: which guards there must be, putting them in place, and telling whether they still are.

Guards are made anew at the end of every migration from what stands here, so that there is one definition of each; the
control of the book compares the database with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, UniqueConstraint, text

from ledger.db import guards_postgresql, guards_sqlite
from ledger.db.schema import metadata

MOVED_BY_ENTRIES: Final = frozenset({"account", "turnover"})
"""Tables that only the entry's own guard may change."""

WORKING: Final = frozenset({"web_session", "api_token_use"})
"""Tables of the moment, which say nothing of money or of what was decided; all others are append-only."""


@dataclass(frozen=True)
class Guard:
    """One guard by its name in the database, and the statement that makes it."""

    name: str
    statement: str


def append_only_tables() -> tuple[str, ...]:
    """Every table whose rows are never changed or removed, in order of name."""
    return tuple(sorted(set(metadata.tables) - MOVED_BY_ENTRIES - WORKING))


def unique_keys(table: str) -> tuple[tuple[str, ...], ...]:
    """The columns of each key of a table, the primary key first."""
    known = metadata.tables[table]
    keys = [tuple(column.name for column in known.primary_key.columns)]
    keys += sorted(
        tuple(column.name for column in constraint.columns)
        for constraint in known.constraints
        if isinstance(constraint, UniqueConstraint)
    )
    keys += sorted(tuple(column.name for column in index.columns) for index in known.indexes if index.unique)
    return tuple(dict.fromkeys(keys))


def guards(connection: Connection) -> tuple[Guard, ...]:
    """All guards of the connection's dialect and schema, in the order they are made."""
    made: Iterable[tuple[str, str]]
    if _is_sqlite(connection):
        made = guards_sqlite.statements({table: _shape(table) for table in append_only_tables()})
    else:
        schema = connection.execute(text("SELECT quote_ident(current_schema())")).scalar_one()
        made = guards_postgresql.statements(append_only_tables(), schema)
    return tuple(Guard(name, statement) for name, statement in made)


def remove(connection: Connection) -> None:
    """Take every guard away, so that a migration may change the tables."""
    statements = guards_sqlite.removals if _is_sqlite(connection) else guards_postgresql.removals
    for statement in statements(lambda query: [tuple(row) for row in connection.execute(text(query))]):
        connection.exec_driver_sql(statement)


def install(connection: Connection) -> None:
    """Put every guard in place, as defined here."""
    remove(connection)
    for guard in guards(connection):
        connection.exec_driver_sql(guard.statement)


def missing(connection: Connection) -> tuple[str, ...]:
    """Names of guards that are not in the database as defined here and switched on, and of triggers that are no guards.

    In order of name; empty when all is as it should be.
    """
    query = guards_sqlite.IN_PLACE if _is_sqlite(connection) else guards_postgresql.IN_PLACE
    found = {(str(name), str(statement)) for name, statement in connection.execute(text(query))}
    wanted = {(guard.name, guard.statement) for guard in guards(connection)}
    return tuple(sorted({name for name, _statement in wanted ^ found}))


def _shape(table: str) -> guards_sqlite.Shape:
    return guards_sqlite.Shape(tuple(metadata.tables[table].columns), unique_keys(table))


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
