"""Counting the statements a block sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """A block whose SQL statements are collected, reads and writes alike; not what makes a connection ready."""
    sent: list[str] = []

    def collect(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("PRAGMA query_only"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", collect)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", collect)
