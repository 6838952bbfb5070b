"""A backup is one moment of the database, whole or not there, and never in place of another by mistake."""

import stat
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine, insert, select, text

from ledger.db import guards
from ledger.db.books import Entry
from ledger.db.files import FileChunk, FileContent
from ledger.db.session import open_engine, read_session, write_session
from ledger.errors import BackupExists, DatabaseNotMigrated, FileNotWritten, ValueNotKept
from ledger.keeping.backup import back_up, restore
from ledger.keeping.watching import Stage, Step
from ledger.money import kronor
from ledger.services.commitments import commit
from tests.support.backups import largest_file, manifest_says, parts_of, rows_of
from tests.support.books import MOMENT, SmallBook
from tests.support.controlling import differing
from tests.support.histories import told
from tests.support.money import Money
from tests.support.story import SPLIT_ON


def test_it_tells_every_table_and_where_each_book_ends(book: SmallBook, tmp_path: Path) -> None:
    told(book)
    made = back_up(book.engine, tmp_path / "bok.backup")
    parts = parts_of(tmp_path / "bok.backup")
    assert list(parts)[-1] == "manifest.json"
    assert {f"tables/{table.shape.name}.jsonl" for table in made.manifest.tables} == set(parts) - {"manifest.json"}
    assert {table.shape.name: table.rows for table in made.manifest.tables}["entry"] == 17
    with read_session(book.engine) as session:
        last = session.scalars(select(Entry.hash).order_by(Entry.seq.desc()).limit(1)).one()
    (end,) = made.manifest.books
    assert (end.code, end.entries, end.last_hash) == ("prov", 17, last)
    assert manifest_says(parts)["books"][0]["last_hash"] == last


def test_the_parts_are_the_same_bytes_twice(money: Money, tmp_path: Path) -> None:
    files = [tmp_path / "en", tmp_path / "två"]
    for file in files:
        back_up(money.story.engine, file)
    first, second = (parts_of(file) for file in files)
    del first["manifest.json"], second["manifest.json"]
    assert first == second


def test_only_its_owner_may_read_it(book: SmallBook, tmp_path: Path) -> None:
    back_up(book.engine, tmp_path / "bok.backup")
    assert stat.S_IMODE((tmp_path / "bok.backup").stat().st_mode) == 0o600


class Writer:
    """Commits a krona again and again, each an entry and its document, from the moment a backup begins to copy."""

    def __init__(self, money: Money) -> None:
        self._money = money
        self._begun, self._some, self._end = Event(), Event(), Event()
        self.committed = 0

    @contextmanager
    def watch(self, stage: Stage, _rows: int) -> Iterator[Step]:
        """Copying goes on when something has been committed meanwhile."""
        yield self._hold if stage is Stage.COPY else lambda _more: None
        if stage is Stage.COPY:
            self._end.set()

    def _hold(self, _more: int) -> None:
        self._begun.set()
        self._some.wait(60)

    def stop(self) -> None:
        """Write no more, and wait for nothing."""
        self._begun.set()
        self._end.set()

    def write(self) -> None:
        """What the writer's thread does."""
        self._begun.wait(60)
        while not self._end.is_set():
            self._commit()
            self.committed += 1
            if self.committed == 3:
                self._some.set()

    def _commit(self) -> None:
        story = self._money.story
        with write_session(story.engine) as session:
            commit(
                session,
                **story.officer,
                pot_id=story.suicide.pot.id,
                performer_id=story.organisations["SK"],
                name=f"Löpande {self.committed}",
                amount_ore=kronor(1),
                decision_id=story.decisions["ASSIGNED"],
                on=SPLIT_ON + timedelta(days=1),
            )


def test_a_backup_while_somebody_writes_is_one_moment_between_commits(money: Money, tmp_path: Path) -> None:
    path, writer = tmp_path / "bok.backup", Writer(money)
    before = back_up(money.story.engine, tmp_path / "före.backup").manifest
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(writer.write)
        try:
            made = back_up(money.story.engine, path, watch=writer.watch).manifest
        finally:
            writer.stop()
        writing.result()
    assert writer.committed >= 3
    assert (made.tables, made.books) == (before.tables, before.books)
    target = f"sqlite:///{tmp_path / 'åter.db'}"
    restore(path, target)
    restored = open_engine(target)
    assert differing(restored, money.story.book_id) == {}
    restored.dispose()


def test_a_file_that_is_there_is_left_alone(book: SmallBook, tmp_path: Path) -> None:
    path = tmp_path / "bok.backup"
    path.write_bytes(b"the last one")
    with pytest.raises(BackupExists):
        back_up(book.engine, path)
    assert path.read_bytes() == b"the last one"
    back_up(book.engine, path, force=True)
    assert rows_of(parts_of(path), "book")


def test_a_file_that_came_while_the_backup_was_made_is_left_alone(book: SmallBook, tmp_path: Path) -> None:
    path = tmp_path / "bok.backup"

    @contextmanager
    def meanwhile(_stage: Stage, _rows: int) -> Iterator[Step]:
        path.write_bytes(b"another's")
        yield lambda _more: None

    with pytest.raises(BackupExists):
        back_up(book.engine, path, watch=meanwhile)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"bok.backup": b"another's"}


def test_a_disk_that_takes_no_more_leaves_nothing_but_what_was_there(money: Money, tmp_path: Path) -> None:
    path = tmp_path / "mapp" / "bok.backup"
    path.parent.mkdir()
    path.write_bytes(b"the last one")
    with read_session(money.story.engine) as session:
        session.execute(text("SELECT 1 FROM book"))  # so that SQLite has what it keeps beside its file
    with largest_file(2_000), pytest.raises(FileNotWritten):
        back_up(money.story.engine, path, force=True)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == {"bok.backup": b"the last one"}


@pytest.mark.parametrize("place", ["finns/inte/bok.backup", "fil/bok.backup"])
def test_a_place_where_there_can_be_no_file_is_told(book: SmallBook, tmp_path: Path, place: str) -> None:
    (tmp_path / "fil").write_text("upptagen", encoding="utf-8")
    with pytest.raises(FileNotWritten):
        back_up(book.engine, tmp_path / place)
    assert [file.name for file in tmp_path.iterdir()] == ["fil"]


def test_a_database_of_another_version_is_not_backed_up(engine: Engine, tmp_path: Path) -> None:
    with write_session(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(DatabaseNotMigrated):
        back_up(engine, tmp_path / "bok.backup")
    assert list(tmp_path.glob("*.backup")) == []


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_a_value_that_does_not_belong_in_its_column_is_told(book: SmallBook, tmp_path: Path) -> None:
    told(book)
    with write_session(book.engine) as session:
        guards.remove(session.connection())
        session.execute(text("UPDATE line SET amount_ore = 0.5 WHERE seq = 3 AND line_no = 1"))
    with pytest.raises(ValueNotKept) as refusal:
        back_up(book.engine, tmp_path / "bok.backup")
    assert refusal.value.facts() == {"table": "line", "column": "amount_ore"}
    assert list(tmp_path.glob("*.backup")) == []


def most_memory(engine: Engine, folder: Path) -> int:
    """The most bytes that Python held while the database was backed up and read back."""
    folder.mkdir()
    tracemalloc.start()
    try:
        back_up(engine, folder / "bok.backup")
        restore(folder / "bok.backup", f"sqlite:///{folder / 'åter.db'}")
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_large_files_are_never_in_memory_all_at_once(book: SmallBook, tmp_path: Path) -> None:
    """Eight megabytes of them, in parts as the service keeps them."""
    part, digest = bytes(range(256)) * 1024, "a" * 64
    without = most_memory(book.engine, tmp_path / "utan")
    with write_session(book.engine) as session:
        head = {"type": "pdf", "size": 32 * len(part), "recorded_at": MOMENT, "actor_id": book.actor_id}
        session.execute(insert(FileContent).values(digest=digest, **head))
        for no in range(32):
            session.execute(insert(FileChunk).values(digest=digest, no=no, data=part))
    assert most_memory(book.engine, tmp_path / "med") - without < 4 * 2**20
