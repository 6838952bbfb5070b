"""What the figures were measured on: cores, versions, and what it costs here to have something on the disk."""

import os
import platform
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import text

from ledger.db.session import open_engine, read_session
from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import least_seconds

SYNCS: Final = 50
PAGE: Final = bytes(4_096)

_ASKED: Final = {
    "sqlite": ("PRAGMA journal_mode", "PRAGMA synchronous"),
    "postgresql": ("SHOW server_version", "SHOW fsync", "SHOW synchronous_commit"),
}


def machine(bench: Bench, folder: Path) -> Iterator[str]:
    """One fact a line."""
    yield f"{os.cpu_count()} kärnor, {platform.machine()}, {platform.system()} {platform.release()}"
    yield f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    for dialect, new_url in bench.new_url.items():
        engine = open_engine(new_url())
        with read_session(engine) as session:
            answers = [f"{asked}: {session.execute(text(asked)).scalar_one()}" for asked in _ASKED[dialect]]
        engine.dispose()
        yield ", ".join(answers)
    yield f"En sida (4 kB) på disk med fsync: {_sync_ms(folder / 'sync'):.2f} ms"


def _sync_ms(path: Path) -> float:
    """The shortest time of a write with fsync; well under a tenth of a millisecond, the disk only says it did."""
    with path.open("wb") as out:

        def write() -> None:
            out.write(PAGE)
            out.flush()
            os.fsync(out.fileno())

        return 1_000 * least_seconds(SYNCS, write)[0]
