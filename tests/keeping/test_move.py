"""Between any two databases everything moves, both are equal, and the new one goes on as the old one would."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import pytest
from sqlalchemy import Engine, Table, insert
from sqlalchemy.exc import DBAPIError

from ledger.db import guards
from ledger.db.access import WebSession
from ledger.db.migrating import require_current, upgrade
from ledger.db.session import open_engine, read_session, write_session
from ledger.demo import tell
from ledger.errors import DatabaseHasRows, TableDiffers
from ledger.keeping.move import move
from ledger.keeping.proof import proof_tables
from ledger.keeping.watching import Stage, Step
from ledger.services.persons import register_person
from tests.db.test_guards import tell_history
from tests.keeping.conftest import Target
from tests.support.controlling import differing
from tests.support.held import Held
from tests.support.money import Money
from tests.support.raw import dump
from tests.support.site import rows_of_every_table
from tests.support.story import EVERYTHING


def test_a_book_with_recipients_moves_and_goes_on(held: Held, target: Target) -> None:
    money = held.money
    done = move(money.story.engine, target.url)
    assert replace(done.told, taken_at=done.held.taken_at) == done.held
    assert done.written_meanwhile == ()
    engine = open_engine(target.url)
    assert differing(engine, money.story.book_id) == {}
    moved = replace(money, story=replace(money.story, engine=engine))
    new, old = moved.approved(), money.approved()
    assert (new.document.id, new.document.number) == (old.document.id, old.document.number)
    assert differing(engine, money.story.book_id) == {}
    engine.dispose()


def test_a_row_of_every_table_moves_though_the_controls_differ(engine: Engine, target: Target) -> None:
    tell_history(engine)
    done = move(engine, target.url)
    assert done.told.books == done.held.books
    moved = open_engine(target.url)
    counts = rows_of_every_table(engine)
    assert min(counts.values()) > 0
    assert rows_of_every_table(moved) == {**counts, "web_session": 0}
    one, other = proof_tables(done.told, done.held)
    assert [row[1] for row in one.rows] == [row[2] for row in one.rows]
    assert [row[3] for row in other.rows] == [row[4] for row in other.rows] != []
    moved.dispose()


def test_the_guards_are_in_place_afterwards(money: Money, target: Target) -> None:
    move(money.story.engine, target.url)
    moved = open_engine(target.url)
    with read_session(moved) as session:
        require_current(session)
        assert guards.missing(session.connection()) == ()
    for statement in ("UPDATE line SET amount_ore = 1", "DELETE FROM audit", "UPDATE account SET balance_ore = 0"):
        with pytest.raises(DBAPIError, match="guard:"), write_session(moved) as session:
            session.connection().exec_driver_sql(statement)
    moved.dispose()


def test_nobody_is_signed_in_where_it_has_moved(money: Money, target: Target) -> None:
    now = datetime(2021, 3, 12, 8, tzinfo=UTC)
    signed_in = {"token_hash": "0" * 64, "person_id": money.director_id, "client": "webbläsare"}
    with money.writing() as session:
        into = insert(cast("Table", WebSession.__table__))
        session.execute(into.values(**signed_in, started_at=now, seen_at=now))
    move(money.story.engine, target.url)
    moved = open_engine(target.url)
    assert rows_of_every_table(moved)["web_session"] == 0
    moved.dispose()


def test_what_is_written_during_the_move_is_told_and_not_moved(money: Money, target: Target) -> None:
    story = money.story
    before = rows_of_every_table(story.engine)

    @contextmanager
    def meanwhile(stage: Stage, _rows: int) -> Iterator[Step]:
        if stage is Stage.COPY:
            with write_session(story.engine) as session:
                register_person(session, actor=story.officer_id, scope=EVERYTHING, login="ny@prov.example", title="Ny")
        yield lambda _more: None

    done = move(story.engine, target.url, watch=meanwhile)
    assert "person" in done.written_meanwhile
    moved = open_engine(target.url)
    assert rows_of_every_table(moved) == before
    assert rows_of_every_table(story.engine)["person"] == before["person"] + 1
    moved.dispose()


def test_a_target_with_anything_in_it_is_left_alone(money: Money, target: Target) -> None:
    engine = open_engine(target.url)
    upgrade(engine)
    with write_session(engine) as session:
        tell(session)
    before = dump(engine)
    with pytest.raises(DatabaseHasRows) as refusal:
        move(money.story.engine, target.url)
    assert "entry" in refusal.value.tables
    assert dump(engine) == before
    engine.dispose()


def test_an_empty_target_that_is_migrated_already_is_filled(money: Money, target: Target) -> None:
    engine = open_engine(target.url)
    upgrade(engine)
    move(money.story.engine, target.url)
    assert differing(engine, money.story.book_id) == {}
    engine.dispose()


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_where_the_database_changes_what_it_is_given_nothing_is_left(money: Money, target: Target) -> None:
    """A trigger of somebody else's in the target: what is read back is not what was written."""
    engine = open_engine(target.url)
    upgrade(engine)
    with write_session(engine) as session:
        for statement in _MEDDLING[engine.dialect.name]:
            session.connection().exec_driver_sql(statement)
    with pytest.raises(TableDiffers) as refusal:
        move(money.story.engine, target.url)
    assert refusal.value.table == "audit"
    assert sum(rows_of_every_table(engine).values()) == 0
    engine.dispose()


_MEDDLING = {
    "sqlite": [
        "CREATE TRIGGER helpful AFTER INSERT ON audit WHEN NEW.id = 2 BEGIN DELETE FROM audit WHERE id = NEW.id; END"
    ],
    "postgresql": [
        "CREATE FUNCTION helpful() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        "CREATE TRIGGER helpful BEFORE INSERT ON audit FOR EACH ROW WHEN (NEW.id = 2) EXECUTE FUNCTION helpful()",
    ],
}
