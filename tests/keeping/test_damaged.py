"""A backup that was changed, by chance or on purpose, is told, and leaves nothing behind."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from ledger.errors import (
    BackupDamaged,
    BackupNotABackup,
    BackupRowUnreadable,
    ChainEndDiffers,
    ControlsDiffer,
    LedgerError,
    TableDiffers,
    TableRefused,
    TablesDiffer,
)
from ledger.keeping.archive import open_archive
from ledger.keeping.backup import back_up, restore
from tests.keeping.conftest import Target
from tests.support.backups import MANIFEST, Parts, changed, column_of, manifest_says, parts_of, put_rows, rows_of, say
from tests.support.money import Money

pytestmark = pytest.mark.parametrize("copy", ["sqlite"], indirect=True)


@pytest.fixture
def backup(money: Money, tmp_path: Path) -> Path:
    """A backup of the book with money."""
    path = tmp_path / "bok.backup"
    back_up(money.story.engine, path)
    return path


def without_a_table(parts: Parts) -> None:
    del parts["tables/audit.jsonl"]


def with_a_part_too_much(parts: Parts) -> None:
    parts["tables/andra.jsonl"] = b"[1]\n"


def without_a_table_that_nobody_tells(parts: Parts) -> None:
    without_a_table(parts)
    manifest = manifest_says(parts)
    say(parts, {**manifest, "tables": [one for one in manifest["tables"] if one["shape"]["name"] != "audit"]})


def with_a_table_told_twice(parts: Parts) -> None:
    manifest = manifest_says(parts)
    say(parts, {**manifest, "tables": [*manifest["tables"], manifest["tables"][0]]})


def with_another_number_of_rows(parts: Parts) -> None:
    manifest = manifest_says(parts)
    manifest["tables"][0]["rows"] += 1
    say(parts, manifest)


def with_a_number_in_words(parts: Parts) -> None:
    manifest = manifest_says(parts)
    manifest["tables"][0]["rows"] = "57"
    say(parts, manifest)


def by_a_program_that_steers_terminals(parts: Parts) -> None:
    say(parts, {**manifest_says(parts), "revision": "9999", "program": "\x1b[2J"})


def with_another_chain_end(parts: Parts) -> None:
    manifest = manifest_says(parts)
    manifest["books"][0]["last_hash"] = "0" * 64
    say(parts, manifest)


def without_its_book_in_the_manifest(parts: Parts) -> None:
    say(parts, {**manifest_says(parts), "books": []})


def of_another_form(parts: Parts) -> None:
    say(parts, {**manifest_says(parts), "format": "medelsboken-backup/2"})


def of_an_earlier_version(parts: Parts) -> None:
    say(parts, {**manifest_says(parts), "revision": "0001"})


def with_manifest_in_other_bytes(parts: Parts) -> None:
    parts[MANIFEST] = parts[MANIFEST].replace(b"\n", b"\r\n")


def with_a_row_changed(parts: Parts) -> None:
    name = "tables/entry.jsonl"
    parts[name] = parts[name].replace(b"2020", b"2021", 1)


def with_its_last_line_cut_off(parts: Parts) -> None:
    name = "tables/entry.jsonl"
    parts[name] = parts[name][:-1]


def with_a_row_moved(parts: Parts) -> None:
    rows = rows_of(parts, "audit")
    put_rows(parts, "audit", [*rows[1:], rows[0]])


def with_a_value_of_another_kind(parts: Parts) -> None:
    rows = rows_of(parts, "audit")
    rows[1][column_of(parts, "audit", "actor_id")] = "1"
    put_rows(parts, "audit", rows)


def with_the_same_row_twice(parts: Parts) -> None:
    rows = rows_of(parts, "audit")
    put_rows(parts, "audit", [rows[0], *rows])


def with_a_row_that_names_nobody(parts: Parts) -> None:
    rows = rows_of(parts, "audit")
    rows[0][column_of(parts, "audit", "actor_id")] = 4711
    put_rows(parts, "audit", rows)


def without_its_last_entry(parts: Parts) -> None:
    rows = rows_of(parts, "entry")
    put_rows(parts, "entry", rows[:-1])


def with_an_entry_told_otherwise(parts: Parts) -> None:
    rows = rows_of(parts, "entry")
    rows[1][column_of(parts, "entry", "text")] = "Annan text"
    put_rows(parts, "entry", rows)


def with_a_balance_moved(parts: Parts) -> None:
    rows = rows_of(parts, "account")
    rows[0][column_of(parts, "account", "balance_ore")] += 1
    put_rows(parts, "account", rows)


CHANGES: Final[list[tuple[Callable[[Parts], None], type[LedgerError]]]] = [
    (without_a_table, BackupDamaged),
    (with_a_part_too_much, BackupDamaged),
    (without_a_table_that_nobody_tells, TablesDiffer),
    (with_a_table_told_twice, BackupDamaged),
    (with_another_number_of_rows, TableDiffers),
    (with_a_number_in_words, BackupNotABackup),
    (by_a_program_that_steers_terminals, BackupNotABackup),
    (with_another_chain_end, ChainEndDiffers),
    (without_its_book_in_the_manifest, ChainEndDiffers),
    (of_another_form, BackupNotABackup),
    (of_an_earlier_version, TablesDiffer),
    (with_manifest_in_other_bytes, BackupNotABackup),
    (with_a_row_changed, TableDiffers),
    (with_its_last_line_cut_off, BackupDamaged),
    (with_a_row_moved, TableDiffers),
    (with_a_value_of_another_kind, BackupRowUnreadable),
    (with_the_same_row_twice, TableRefused),
    (with_a_row_that_names_nobody, TableRefused),
    (without_its_last_entry, TableRefused),
    (with_an_entry_told_otherwise, ControlsDiffer),
    (with_a_balance_moved, ControlsDiffer),
]


@pytest.mark.parametrize(("change", "refused"), CHANGES, ids=lambda one: one.__name__)
def test_what_was_changed_is_told_and_nothing_is_left(
    backup: Path, target: Target, change: Callable[[Parts], None], refused: type[LedgerError]
) -> None:
    with pytest.raises(refused):
        restore(changed(backup, change), target.url)
    assert target.left() == []


def test_the_control_that_tells_is_named(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(ControlsDiffer) as refusal:
        restore(changed(backup, with_an_entry_told_otherwise), f"sqlite:///{tmp_path / 'åter.db'}")
    assert refusal.value.controls == ("9",)


def test_put_together_again_unchanged_it_is_as_good(backup: Path, tmp_path: Path) -> None:
    """So that it is what was changed, and not that it was, that the others are refused for."""
    restore(changed(backup, lambda _parts: None), f"sqlite:///{tmp_path / 'åter.db'}")


def test_cut_off_anywhere_it_is_no_backup(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    cut = tmp_path / "kapad"
    for share in range(20):
        cut.write_bytes(whole[: len(whole) * share // 20])
        with pytest.raises(BackupNotABackup):
            restore(cut, f"sqlite:///{tmp_path / 'åter.db'}")
    assert not (tmp_path / "åter.db").exists()


def test_a_flipped_byte_is_told_or_tells_nothing(backup: Path, tmp_path: Path) -> None:
    """Some bytes of a zip say nothing, such as its parts' dates; of every other one the reader takes note."""
    whole, parts, flipped = backup.read_bytes(), parts_of(backup), tmp_path / "ändrad"
    told = 0
    for place in range(0, len(whole), 397):
        flipped.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            with flipped.open("rb") as file, open_archive("ändrad", file) as archive:
                archive.require_whole(lambda _more: None)
                assert {name: archive.parts.read(name) for name in parts} == parts
        except (BackupNotABackup, BackupDamaged, TableDiffers):
            told += 1
    assert told > len(whole) // 397 // 2
