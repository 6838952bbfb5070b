"""Databases are brought to the program's version with their guards, and others are refused by what they are."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text

from ledger.db import guards
from ledger.db.invoices import InvoiceNumber
from ledger.db.migrating import head, require_current, upgrade
from ledger.db.schema import metadata
from ledger.db.session import open_engine, read_session, write_session
from ledger.errors import DatabaseNewer, DatabaseNotADatabase, DatabaseNotMigrated, DatabaseUnreachable
from tests.support.databases import PostgresqlDatabases
from tests.support.money import Money

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without a table."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'tom.db'}"
    else:
        databases: PostgresqlDatabases = request.getfixturevalue("postgresql_databases")
        url = databases.empty_url()
    engine = open_engine(url)
    yield engine
    engine.dispose()


def test_an_empty_database_becomes_the_programs(empty: Engine) -> None:
    with pytest.raises(DatabaseNotMigrated), read_session(empty) as session:
        require_current(session)
    assert upgrade(empty) == ("", head())
    assert upgrade(empty) == (head(), head())
    with read_session(empty) as session:
        require_current(session)
        assert guards.missing(session.connection()) == ()
        assert set(inspect(session.connection()).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_the_migrations_make_what_the_tables_say(engine: Engine) -> None:
    with read_session(engine) as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_upgrading_puts_back_a_guard(engine: Engine) -> None:
    with write_session(engine) as session:
        guards.remove(session.connection())
        assert len(guards.missing(session.connection())) == len(guards.guards(session.connection()))
    upgrade(engine)
    with read_session(engine) as session:
        assert guards.missing(session.connection()) == ()


def test_the_first_migration_can_be_taken_back(engine: Engine) -> None:
    config = Config(toml_file=ROOT / "pyproject.toml", cmd_opts=Namespace(x=["guards=off"]))
    with write_session(engine) as session:
        config.attributes["connection"] = session.connection()
        command.downgrade(config, "base")
        assert inspect(session.connection()).get_table_names() == ["alembic_version"]
    upgrade(engine)
    with read_session(engine) as session:
        require_current(session)
        assert guards.missing(session.connection()) == ()


def test_invoices_from_before_get_the_key_that_their_number_is_compared_by(money: Money) -> None:
    money.registered(money.invoice(number="Å 017"))
    engine = money.story.engine
    keys = select(InvoiceNumber.supplier_id, InvoiceNumber.number_key)
    with read_session(engine) as session:
        before = session.execute(keys).all()
    config = Config(toml_file=ROOT / "pyproject.toml", cmd_opts=Namespace(x=["guards=off"]))
    with write_session(engine) as session:
        config.attributes["connection"] = session.connection()
        command.downgrade(config, "0004")
    upgrade(engine)
    with read_session(engine) as session:
        assert session.execute(keys).all() == before == [(money.performer_id, "å017")]


def test_a_newer_database_is_left_alone(engine: Engine) -> None:
    with write_session(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer) as refusal:
        upgrade(engine)
    assert refusal.value.facts() == {"found": "9999", "known": head()}
    with pytest.raises(DatabaseNewer), read_session(engine) as session:
        require_current(session)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "anteckningar.db"
    file.write_text("bara text, inte en databas " * 100, encoding="utf-8")
    engine = open_engine(f"sqlite:///{file}")
    with pytest.raises(DatabaseNotADatabase):
        upgrade(engine)
    engine.dispose()
    assert file.read_text(encoding="utf-8").startswith("bara text")


@pytest.mark.parametrize("server", ["/ingen?host={}", "127.0.0.1:1/ingen", "finns.inte.invalid/ingen"])
def test_a_server_that_does_not_answer(tmp_path: Path, server: str) -> None:
    engine = open_engine(f"postgresql+psycopg://postgres:hemligt@{server.format(tmp_path)}")
    with pytest.raises(DatabaseUnreachable) as refusal:
        upgrade(engine)
    assert "hemligt" not in str(refusal.value)
    engine.dispose()
