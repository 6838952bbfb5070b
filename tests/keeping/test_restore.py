"""What was backed up comes back whole, on either database, from this version or an earlier one, or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from ledger.db import guards
from ledger.db.invoices import InvoiceNumber
from ledger.db.migrating import head, migrate, upgrade
from ledger.db.session import open_engine, read_session, write_session
from ledger.db.whole import table_shapes
from ledger.errors import (
    BackupNewer,
    BackupNotABackup,
    DatabaseHasRows,
    DatabaseNotWritten,
    DatabaseOtherVersion,
    DatabaseUnreachable,
    FileNotRead,
)
from ledger.keeping.backup import back_up, restore
from tests.keeping.conftest import Target
from tests.support.backups import Parts, as_older, changed, largest_file, manifest_says, say
from tests.support.books import SmallBook
from tests.support.controlling import differing
from tests.support.histories import told
from tests.support.money import Money
from tests.support.raw import dump

OLDER = ("0001", "0004")


@pytest.fixture
def backup(money: Money, tmp_path: Path) -> Path:
    """A backup of the book with money and a registered invoice."""
    money.registered()
    path = tmp_path / "bok.backup"
    back_up(money.story.engine, path)
    return path


def test_it_comes_back_and_goes_on(money: Money, backup: Path, target: Target) -> None:
    there, here = restore(backup, target.url)
    assert replace(there, taken_at=here.taken_at) == here
    engine = open_engine(target.url)
    again = replace(money, story=replace(money.story, engine=engine))
    again.approved(money.invoice(number="20418"))
    assert differing(engine, money.story.book_id) == {}
    engine.dispose()


def test_what_comes_back_can_be_backed_up_to_the_same_parts(backup: Path, target: Target) -> None:
    there, _ = restore(backup, target.url)
    engine = open_engine(target.url)
    again = back_up(engine, backup.with_name("igen.backup")).manifest
    assert (again.tables, again.books) == (there.tables, there.books)
    engine.dispose()


def test_a_book_whose_controls_differ_comes_back_as_it_was(book: SmallBook, tmp_path: Path, target: Target) -> None:
    """A backup is most wanted when something is wrong."""
    told(book)
    made = back_up(book.engine, tmp_path / "bok.backup").manifest
    assert made.books[0].differing != ()
    assert restore(tmp_path / "bok.backup", target.url)[1].books == made.books


@pytest.mark.parametrize("version", OLDER)
@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_an_older_backup_comes_back_in_its_own_version_and_is_migrated(
    money: Money, backup: Path, target: Target, tmp_path: Path, version: str
) -> None:
    old = open_engine(f"sqlite:///{tmp_path / 'gammal.db'}")
    with write_session(old) as session:
        migrate(session.connection(), version, guarded=False)
        shapes = table_shapes(session.connection())
    old.dispose()
    older = changed(backup, lambda parts: as_older(parts, version, shapes))
    there, here = restore(older, target.url)
    assert (there.revision, here.revision) == (version, head())
    engine = open_engine(target.url)
    assert differing(engine, money.story.book_id) == {}
    with read_session(engine) as session:
        assert guards.missing(session.connection()) == ()
        assert session.scalars(select(InvoiceNumber.number_key)).all() == ["20417"]
    engine.dispose()


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_an_older_backup_does_not_fit_in_newer_tables(backup: Path, target: Target) -> None:
    def older(parts: Parts) -> None:
        say(parts, {**manifest_says(parts), "revision": OLDER[-1]})

    engine = open_engine(target.url)
    upgrade(engine)
    with pytest.raises(DatabaseOtherVersion) as refusal:
        restore(changed(backup, older), target.url)
    assert (refusal.value.found, refusal.value.wanted) == (head(), OLDER[-1])
    engine.dispose()


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_a_newer_backup_is_refused_by_the_version_that_can_read_it(backup: Path, target: Target) -> None:
    def newer(parts: Parts) -> None:
        say(parts, {**manifest_says(parts), "revision": "9999", "program": "7.1"})

    with pytest.raises(BackupNewer) as refusal:
        restore(changed(backup, newer), target.url)
    assert refusal.value.facts() == {"found": "9999", "known": head(), "program": "7.1"}
    assert target.left() == []


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_a_database_with_rows_is_left_as_it_is(money: Money, backup: Path) -> None:
    before = dump(money.story.engine)
    with pytest.raises(DatabaseHasRows):
        restore(backup, str(money.story.engine.url))
    assert dump(money.story.engine) == before


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_tables_of_somebody_elses_are_left_alone(backup: Path, target: Target) -> None:
    engine = open_engine(target.url)
    with write_session(engine) as session:
        session.connection().exec_driver_sql("CREATE TABLE book (id INTEGER PRIMARY KEY)")
    with pytest.raises(DatabaseOtherVersion):
        restore(backup, target.url)
    with write_session(engine) as session:
        session.connection().exec_driver_sql("INSERT INTO book (id) VALUES (1)")
    with pytest.raises(DatabaseHasRows) as refusal:
        restore(backup, target.url)
    assert refusal.value.tables == ("book",)
    engine.dispose()


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_a_disk_that_takes_no_more_leaves_nothing(backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mål"
    folder.mkdir()
    with largest_file(200_000), pytest.raises(DatabaseNotWritten):
        restore(backup, f"sqlite:///{folder / 'bok.db'}")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_a_place_where_there_can_be_no_database_is_told(backup: Path) -> None:
    with pytest.raises(DatabaseUnreachable):
        restore(backup, f"sqlite:///{backup}/bok.db")


def test_a_file_that_is_not_there_or_is_no_backup_is_told(tmp_path: Path, target: Target) -> None:
    with pytest.raises(FileNotRead):
        restore(tmp_path / "finns inte", target.url)
    with pytest.raises(FileNotRead):
        restore(tmp_path, target.url)
    for content in (b"", b"bara text", b"PK\x05\x06" + bytes(18)):
        (tmp_path / "fil").write_bytes(content)
        with pytest.raises(BackupNotABackup):
            restore(tmp_path / "fil", target.url)
    assert target.left() == []
