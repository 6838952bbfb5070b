"""Taking a code that only one may have: of two who ask at once, one gets it and the other is told so."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from ledger.db.base import Base


def insert_unless_taken(session: Session, table: type[Base], row: Mapping[str, Any]) -> Any:
    """Insert a row and answer with its key; None when a row with one of its unique keys was committed meanwhile.

    PostgreSQL waits for whoever inserted such a row to commit or roll back. On SQLite nobody else is writing, so that
    what the caller has looked up before still stands.
    """
    (key,) = inspect(table).primary_key
    if session.get_bind().dialect.name == "sqlite":
        return session.execute(insert(table).values(**row).returning(key)).scalar_one()
    unless_taken = postgresql.insert(table).values(**row).on_conflict_do_nothing().returning(key)
    return session.execute(unless_taken).scalar_one_or_none()
