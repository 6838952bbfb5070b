"""All controls of a book, beside what bean-check and hledger take to check the same book's journal."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import Engine

from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.formats.beancount import beancount
from ledger.formats.hledger import hledger
from ledger.formats.journal_text import PlainJournal
from ledger.reports.plain_journal import plain_journal
from tests.benchmarks.bench import ENGINES, Bench
from tests.benchmarks.checks import controls
from tests.benchmarks.figures import Figure, least_seconds

DIALECT: Final = "sqlite"


@dataclass(frozen=True)
class Program:
    """Another's program that checks a journal: where it is (None where it is not), and how it is told what to check."""

    name: str
    path: str | None
    options: tuple[str, ...]
    write: Callable[[PlainJournal], Iterator[str]]


def plain_text(bench: Bench) -> Iterator[Figure]:
    """Beside each of the programs that is installed, both at the same size; theirs with starting up."""
    lines = bench.sizes.journal_lines
    engine, book_id = bench.large_book(DIALECT, lines)
    for program in _programs():
        if program.path is None:
            bench.tell(f"{program.name} finns inte här")
            continue
        bench.tell(f"kontrollerna bredvid {program.name}")
        with TemporaryDirectory() as folder:
            journal = Path(folder, "journal.txt")
            _write(engine, book_id, journal, program)
            theirs = [program.path, *program.options, str(journal)]
            ours, floor = least_seconds(1, partial(controls, engine, book_id), partial(_run, theirs))
        yield Figure(
            what="Alla kontroller bredvid andras",
            database=ENGINES[DIALECT],
            size=lines,
            unit="s",
            ours=ours,
            floor=floor,
            beside=f"{program.name} av samma journal",
        )


def _programs() -> tuple[Program, ...]:
    beside_python = str(Path(sys.executable).parent)
    return (
        Program("bean-check", shutil.which("bean-check", path=beside_python), ("--no-cache",), beancount),
        Program("hledger check", shutil.which("hledger"), ("check", "--strict", "-f"), hledger),
    )


def _write(engine: Engine, book_id: int, path: Path, program: Program) -> None:
    with read_session(engine) as session, path.open("w", encoding="utf-8") as out:
        everything = Scope.everything()
        journal = plain_journal(session, scope=everything, book_id=book_id, from_=None, to=None, known_at=None)
        out.writelines(program.write(journal))


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 -- programs of the environment, no input
