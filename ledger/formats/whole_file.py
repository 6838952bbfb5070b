"""Writes a file whole or not at all, so that nobody ever reads half of one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from ledger.errors import FileNotWritten


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name when it is whole and on the disk; until then it has another, in the same directory.

    What is written can be read again within the block. Raises `FileNotWritten`, also for an `OSError` from within it.
    """
    part = path.with_name(f".{token_hex(8)}.part")
    try:
        with part.open("x+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
        _keep_name(path)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "no_directory" if missing else error.strerror or str(error)
        raise FileNotWritten(path=str(path), reason=reason) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _keep_name(path: Path) -> None:
    """A name is kept by its directory, which is written for itself."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
