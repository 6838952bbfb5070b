"""Whole tables, row for row: their shapes as the database has them, their rows as canonical lines, and filling them.

What a table is, is asked of the database and not of the program, so that a database of an older version can be filled
and then migrated.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnClause,
    Connection,
    Date,
    DateTime,
    Inspector,
    Integer,
    LargeBinary,
    Select,
    String,
    TableClause,
    Text,
    column,
    func,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from ledger.db.base import Instant
from ledger.domain.canonical_rows import ColumnShape, TableShape, Value, ValueKind, row_bytes, row_values
from ledger.errors import BackupRowUnreadable, TableRefused

LEFT_OUT: Final = frozenset({"alembic_version", "web_session"})
"""The version is told apart; and nobody is signed in to a database that was filled, for a session may have ended."""

_ROWS_AT_A_TIME: Final = 1_000
_PARTS_AT_A_TIME: Final = 4
"""Of a table with bytes: a part of a file may be 256 KiB."""

_KINDS: Final[tuple[tuple[type[TypeEngine[Any]], ValueKind], ...]] = (
    (Boolean, ValueKind.BOOLEAN),
    (Integer, ValueKind.INTEGER),
    (Date, ValueKind.DAY),
    (DateTime, ValueKind.MOMENT),
    (LargeBinary, ValueKind.BYTES),
    (Text, ValueKind.TEXT),
    (String, ValueKind.MOMENT),
)
"""Text without a length is text; with one it is a moment, on SQLite (`base.Instant`)."""

_TYPES: Final[dict[ValueKind, TypeEngine[Any]]] = {
    ValueKind.INTEGER: BigInteger(),
    ValueKind.TEXT: Text(),
    ValueKind.BOOLEAN: Boolean(),
    ValueKind.DAY: Date(),
    ValueKind.MOMENT: Instant(),
    ValueKind.BYTES: LargeBinary(),
}


def table_shapes(connection: Connection) -> tuple[TableShape, ...]:
    """Every table but those left out; one that refers to another comes after it."""
    inspector = inspect(connection)
    kept = [name for name in _in_order(inspector) if name not in LEFT_OUT]
    columns = inspector.get_multi_columns(filter_names=kept) if kept else {}
    keys = inspector.get_multi_pk_constraint(filter_names=kept) if kept else {}
    return tuple(
        TableShape(
            name,
            tuple(ColumnShape(one["name"], _kind(one["type"]), one["nullable"]) for one in columns[None, name]),
            tuple(keys[None, name]["constrained_columns"]),
        )
        for name in kept
    )


def row_counts(session: Session, shapes: Iterable[TableShape]) -> dict[str, int]:
    """How many rows each table has."""
    return {
        shape.name: session.execute(select(func.count()).select_from(_table(shape))).scalar_one() for shape in shapes
    }


def tables_with_rows(connection: Connection) -> tuple[str, ...]:
    """Names of the tables that are not empty, sessions among them, in order of name."""
    names = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
    return tuple(name for name in names if connection.execute(select(1).select_from(table(name)).limit(1)).first())


def lines_of(session: Session, shape: TableShape) -> Iterator[bytes]:
    """The table's rows as canonical lines, in order of its key, read as they are asked for.

    Text orders by its bytes on both databases. Raises `ValueNotKept`.
    """
    columns: list[ColumnClause[Any]] = [column(one.name) for one in shape.columns]
    query: Select[Any] = select(*columns).select_from(_table(shape)).order_by(*_order(session, shape))
    for row in session.execute(query, execution_options={"yield_per": _at_a_time(shape)}):
        yield row_bytes(shape, row)


def fill(session: Session, shape: TableShape, lines: Iterable[bytes]) -> None:
    """Insert the rows of the lines, in their order.

    Raises `BackupRowUnreadable` for a line that is no row of the table, `TableRefused` for rows that break its rules.
    """
    names = [one.name for one in shape.columns]
    rows = (dict(zip(names, values, strict=True)) for values in _values(shape, lines))
    into = insert(_table(shape))
    while batch := list(islice(rows, _at_a_time(shape))):
        with _rules_of(shape.name):
            session.execute(into, batch)


def require_references(connection: Connection) -> None:
    """Raise `TableRefused` for rows that name others which are not there; else some are asked about at the commit."""
    if connection.dialect.name == "postgresql":
        with _rules_of("line"):
            connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    elif broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise TableRefused(table=broken[0])


def go_on_counting(connection: Connection) -> None:
    """Let the next key of every table follow on the last one that was filled in; SQLite does by itself."""
    if connection.dialect.name != "postgresql":
        return
    for name, key in connection.execute(text(_COUNTED)).all():
        last = select(func.max(column(key))).select_from(table(name)).scalar_subquery()
        sequence = func.pg_get_serial_sequence(f'"{name}"', key)
        connection.execute(select(func.setval(sequence, func.coalesce(last, 1), last.is_not(None))))
    connection.exec_driver_sql("ANALYZE")  # or the controls are planned as if every table were empty


_COUNTED: Final = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND column_default LIKE 'nextval(%'
ORDER BY table_name, column_name
"""


@contextmanager
def _rules_of(name: str) -> Iterator[None]:
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise TableRefused(table=name) from error


def _in_order(inspector: Inspector) -> list[str]:
    return [name for name, _keys in inspector.get_sorted_table_and_fkc_names() if name is not None]


def _kind(found: TypeEngine[Any]) -> ValueKind:
    return next(kind for type_, kind in _KINDS if isinstance(found, type_))


def _table(shape: TableShape) -> TableClause:
    return table(shape.name, *(column(one.name, _TYPES[one.kind]) for one in shape.columns))


def _order(session: Session, shape: TableShape) -> Iterator[ColumnClause[Any] | Any]:
    by_bytes = session.get_bind().dialect.name == "postgresql"
    kinds = {one.name: one.kind for one in shape.columns}
    for name in shape.key:
        is_text = kinds[name] is ValueKind.TEXT
        yield column(name, Text()).collate("C") if by_bytes and is_text else column(name)


def _at_a_time(shape: TableShape) -> int:
    has_bytes = any(one.kind is ValueKind.BYTES for one in shape.columns)
    return _PARTS_AT_A_TIME if has_bytes else _ROWS_AT_A_TIME


def _values(shape: TableShape, lines: Iterable[bytes]) -> Iterator[tuple[Value, ...]]:
    for row, line in enumerate(lines, 1):
        try:
            yield row_values(shape, line)
        except ValueError as error:
            raise BackupRowUnreadable(table=shape.name, row=row) from error
