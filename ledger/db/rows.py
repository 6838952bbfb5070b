"""Many rows at once: each dialect has a way of its own to take them with few statements."""

from collections.abc import Sequence
from functools import cache
from typing import Final, TypeAlias

from sqlalchemy import Connection, Dialect, Table

Row: TypeAlias = tuple[int | str | None, ...]
"""Plain values in the order of the table's columns: a day as ISO text, a moment as `moment_text`."""

_FEW: Final = 30


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows; on PostgreSQL with one statement, so that a trigger of the statement runs once."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_one_by_one(table), list(rows))
    elif len(rows) <= _FEW:
        connection.exec_driver_sql(_all_listed(table, len(rows)), tuple(value for row in rows for value in row))
    else:
        connection.exec_driver_sql(
            _by_column(table, connection.dialect), tuple(list(column) for column in zip(*rows, strict=True))
        )


@cache
def _one_by_one(table: Table) -> str:
    return f"{_into(table)} VALUES ({', '.join('?' for _ in table.columns)})"


@cache
def _all_listed(table: Table, rows: int) -> str:
    row = f"({', '.join('%s' for _ in table.columns)})"
    return f"{_into(table)} VALUES {', '.join([row] * rows)}"


@cache
def _by_column(table: Table, dialect: Dialect) -> str:
    arrays = (f"CAST(%s AS {column.type.compile(dialect=dialect)}[])" for column in table.columns)
    return f"{_into(table)} SELECT * FROM unnest({', '.join(arrays)})"  # noqa: S608 - the table's own names


def _into(table: Table) -> str:
    return f"INSERT INTO {table.name} ({', '.join(table.columns.keys())})"
