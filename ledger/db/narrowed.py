"""A transaction that may write in a few tables only."""

from sqlalchemy import Connection, Executable, Select, UpdateBase, event


def hold_to(connection: Connection, tables: frozenset[str]) -> None:
    """Refuse whatever else would be written on this connection: that is a fault of the program, a `RuntimeError`."""

    def hold(_connection: Connection, clause: Executable, *_rest: object) -> None:
        if isinstance(clause, Select):
            return
        if not isinstance(clause, UpdateBase) or str(clause.table) not in tables:
            raise RuntimeError(f"Only {sorted(tables)} are written here, not by {type(clause).__name__}")

    event.listen(connection, "before_execute", hold)
