"""Whether the guards are there, as the program defines them and switched on, can be asked of the database."""

from collections.abc import Iterator

from sqlalchemy import Engine

from ledger.db import guards
from ledger.db.session import write_session


def test_a_guard_that_is_taken_away_is_missed(engine: Engine) -> None:
    with write_session(engine) as session:
        connection = session.connection()
        assert guards.missing(connection) == ()
        dropped = "guard_line_append_only ON line" if engine.dialect.name == "postgresql" else "guard_line_update"
        connection.exec_driver_sql(f"DROP TRIGGER {dropped}")
        assert guards.missing(connection) == (dropped.split(maxsplit=1)[0],)
        guards.install(connection)
        assert guards.missing(connection) == ()


def in_place_of_another(dialect: str) -> Iterator[tuple[str, ...]]:
    """Guards under their own names, each doing less than it should: the name, and the statements that put it there."""
    if dialect == "sqlite":
        for name in ("guard_entry_insert", "guard_entry_moves", "guard_line_update", "guard_account_update"):
            emptied = f"CREATE TRIGGER {name} BEFORE INSERT ON entry BEGIN SELECT 1; END"
            yield name, f"DROP TRIGGER {name}", emptied
        return
    emptied = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
    yield "guard_append_only", f"CREATE OR REPLACE FUNCTION guard_append_only() {emptied}"
    yield "guard_entry", "ALTER FUNCTION guard_entry() RESET search_path"
    yield "guard_entry_booked", "ALTER TABLE entry DISABLE TRIGGER guard_entry_booked"
    yield "guard_line_added", "ALTER TABLE line ENABLE REPLICA TRIGGER guard_line_added"
    only_delete = "BEFORE DELETE ON line FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only()"
    yield (
        "guard_line_append_only",
        "DROP TRIGGER guard_line_append_only ON line",
        f"CREATE TRIGGER guard_line_append_only {only_delete}",
        "ALTER TABLE line ENABLE ALWAYS TRIGGER guard_line_append_only",
    )


def test_a_guard_that_does_less_is_missed(engine: Engine) -> None:
    for name, *statements in in_place_of_another(engine.dialect.name):
        with write_session(engine) as session:
            connection = session.connection()
            assert guards.missing(connection) == ()
            for statement in statements:
                connection.exec_driver_sql(statement)
            assert guards.missing(connection) == (name,)
            guards.install(connection)


def test_a_trigger_that_is_no_guard_is_told_of(engine: Engine) -> None:
    """It could undo what a guard does, and no guard would be missing."""
    does = {
        "sqlite": "BEFORE UPDATE ON account BEGIN SELECT RAISE(IGNORE); END",
        "postgresql": "BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    }
    with write_session(engine) as session:
        session.connection().exec_driver_sql(f"CREATE TRIGGER helpful {does[engine.dialect.name]}")
        assert guards.missing(session.connection()) == ("helpful",)
