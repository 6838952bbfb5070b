"""The file of a backup: a zip of one part a table, its rows as canonical lines, and last the manifest that tells them.

Nothing is held in memory but a few rows. Whoever has lost the program can read it with unzip and any JSON reader.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from lzma import LZMAError
from typing import IO, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from ledger.domain.canonical_rows import TableShape
from ledger.errors import BackupDamaged, BackupNotABackup, TableDiffers
from ledger.keeping.contents import content
from ledger.keeping.manifest import Manifest, TableContent, manifest_text, parse_manifest
from ledger.keeping.watching import Step, counted

_LEVEL: Final = 4
_MANIFEST: Final = "manifest.json"
_LONGEST_MANIFEST: Final = 32 * 2**20
_LONGEST_LINE: Final = 64 * 2**20
"""Bytes. A backup is read by whoever gets one, and must not fill the memory by being badly made."""

_UNREADABLE: Final = (
    BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    RuntimeError,
)
"""What the standard library says of a zip that is cut off, changed, encrypted or packed in another way."""


def write_archive(
    out: IO[bytes],
    shapes: Iterable[TableShape],
    lines: Callable[[TableShape], Iterable[bytes]],
    manifest: Callable[[tuple[TableContent, ...]], Manifest],
) -> Manifest:
    """Write every table's lines, then the manifest of what was written."""
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        tables = tuple(_written(archive, shape, lines(shape)) for shape in shapes)
        made = manifest(tables)
        archive.writestr(_MANIFEST, manifest_text(made))
    return made


@dataclass(frozen=True)
class Archive:
    """A backup that is open: its name for refusals, its parts, and what its manifest says."""

    path: str
    parts: ZipFile
    manifest: Manifest

    def lines(self, shape: TableShape) -> Iterator[bytes]:
        """The table's lines; raises `BackupDamaged` when they cannot be read."""
        name = _part_name(shape)
        with _readable(self.path, name), self.parts.open(name) as part:
            while line := part.readline(_LONGEST_LINE):
                if not line.endswith(b"\n"):
                    raise BackupDamaged(path=self.path, part=name)
                yield line

    def require_whole(self, step: Step) -> None:
        """Raise `BackupDamaged` or `TableDiffers` unless there is just what the manifest tells, as it says."""
        wanted = [_part_name(table.shape) for table in self.manifest.tables]
        unlike = sorted({_MANIFEST, *wanted} ^ set(self.parts.namelist()))
        if unlike or len(self.parts.namelist()) != len(wanted) + 1:
            raise BackupDamaged(path=self.path, part=(unlike or [_MANIFEST])[0])
        for table in self.manifest.tables:
            found = content(table.shape, counted(self.lines(table.shape), step))
            if found != table:
                raise TableDiffers(table=table.shape.name, rows=found.rows, expected_rows=table.rows)


@contextmanager
def open_archive(path: str, file: IO[bytes]) -> Iterator[Archive]:
    """The backup in the file; raises `BackupNotABackup` for a file that is none, or none of a form that is known."""
    try:
        parts = ZipFile(file)
        with parts.open(_MANIFEST) as part:
            text = part.read(_LONGEST_MANIFEST).decode()
        manifest = parse_manifest(text)
    except _UNREADABLE as error:
        raise BackupNotABackup(path=path) from error
    with parts:
        yield Archive(path, parts, manifest)


def _part_name(shape: TableShape) -> str:
    return f"tables/{shape.name}.jsonl"


def _written(archive: ZipFile, shape: TableShape, lines: Iterable[bytes]) -> TableContent:
    """Written and digested in one go."""
    with archive.open(_part_name(shape), "w", force_zip64=True) as part:
        return content(shape, _passed_on(part, lines))


def _passed_on(part: IO[bytes], lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        part.write(line)
        yield line


@contextmanager
def _readable(path: str, part: str) -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        raise BackupDamaged(path=path, part=part) from error
