"""A backup: the whole database in one file, written from one moment of it and proven before it has its name."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from ledger.db.migrating import require_current
from ledger.db.session import read_session
from ledger.db.whole import lines_of, row_counts
from ledger.errors import BackupExists, FileNotRead
from ledger.formats.whole_file import whole_file
from ledger.keeping.archive import open_archive, write_archive
from ledger.keeping.contents import manifest_of, shapes_by_name
from ledger.keeping.filling import fill_database, new_database
from ledger.keeping.manifest import Manifest
from ledger.keeping.watching import Stage, Watch, counted, unwatched

_OWNER_ONLY: Final = 0o600
"""It holds all that the database holds, passwords' hashes among it."""


@dataclass(frozen=True)
class Backup:
    """A backup that is written: what it holds, and the SHA-256 of the file."""

    manifest: Manifest
    file_digest: str


def back_up(engine: Engine, path: Path, *, force: bool = False, watch: Watch = unwatched) -> Backup:
    """Write the database as it is at this moment, while others go on writing.

    The file gets its name when it is on the disk and has been read through again. Raises `BackupExists` unless
    `force`, `FileNotWritten`, `ValueNotKept`, and `DatabaseNotMigrated` or `DatabaseNewer`.
    """
    _require_free(path, force=force)
    with read_session(engine) as session:
        require_current(session)
        with whole_file(path) as out:
            os.fchmod(out.fileno(), _OWNER_ONLY)
            manifest = _write(session, out, watch)
            with open_archive(str(path), out) as archive, watch(Stage.PROVE, manifest.rows) as step:
                archive.require_whole(step)
            digest = _file_digest(out)
            _require_free(path, force=force)
    return Backup(manifest, digest)


def restore(path: Path, url: str, *, watch: Watch = unwatched) -> tuple[Manifest, Manifest]:
    """Fill the empty database at the address with the backup; gives what the backup says and what the database holds.

    All of it or nothing, and nothing is done before the whole file has been read through. Raises `FileNotRead`,
    `BackupNotABackup`, `BackupDamaged`, and whatever `fill_database` raises.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise FileNotRead(path=str(path), reason=error.strerror or str(error)) from error
    with file, open_archive(str(path), file) as archive:
        with watch(Stage.PROVE, archive.manifest.rows) as step:
            archive.require_whole(step)
        with new_database(url) as engine:
            return archive.manifest, fill_database(engine, archive.manifest, archive.lines, watch)


def _write(session: Session, out: BinaryIO, watch: Watch) -> Manifest:
    shapes = shapes_by_name(session)
    with watch(Stage.COPY, sum(row_counts(session, shapes).values())) as step:
        return write_archive(
            out,
            shapes,
            lambda shape: counted(lines_of(session, shape), step),
            lambda tables: manifest_of(session, tables),
        )


def _file_digest(file: BinaryIO) -> str:
    file.seek(0)
    seen = sha256()
    while part := file.read(2**20):
        seen.update(part)
    return seen.hexdigest()


def _require_free(path: Path, *, force: bool) -> None:
    if not force and path.exists():
        raise BackupExists(path=str(path))
