"""What every measure works with: the databases, how much to measure, and the large books that several share."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from sqlalchemy import Engine

from ledger.db.session import open_engine
from tests.benchmarks.large_book import grow

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Sizes:
    """How much of everything: commits and entries a round, lines of the books, rows of the workbook."""

    rounds: int = 3
    commits: int = 300
    entries: int = 5_000
    lines: tuple[int, int, int] = (1_000, 100_000, 1_000_000)
    journal_lines: int = 100_000
    rows: int = 50_000
    requests: int = 20
    request_rounds: int = 100

    def divided(self, by: int) -> "Sizes":
        """The same in small."""
        small, middle, large = self.lines
        return replace(
            self,
            commits=self.commits // by,
            entries=self.entries // by,
            lines=(small // by, middle // by, large // by),
            journal_lines=self.journal_lines // by,
            rows=self.rows // by,
            requests=self.requests // by,
        )


@dataclass
class Bench:
    """Where to make fresh databases, by dialect (`sqlite`, `postgresql`), and how much to measure."""

    new_url: Mapping[str, Callable[[], str]]
    sizes: Sizes
    tell: Callable[[str], None]
    _large: dict[str, Engine] = field(default_factory=dict)
    _books: dict[tuple[str, int], int] = field(default_factory=dict)

    @contextmanager
    def fresh(self, dialect: str) -> Iterator[Engine]:
        """An engine on a fresh migrated database."""
        engine = open_engine(self.new_url[dialect]())
        try:
            yield engine
        finally:
            engine.dispose()

    def large_book(self, dialect: str, lines: int) -> tuple[Engine, int]:
        """A book of so many lines and the database it is in, made once: all of them side by side in one database."""
        engine = self._large.get(dialect) or self._large.setdefault(dialect, open_engine(self.new_url[dialect]()))
        if (dialect, lines) not in self._books:
            self.tell(f"växer en bok till {lines} rader i {ENGINES[dialect]}")
            self._books[dialect, lines] = grow(engine, lines=lines, seed=1)
        return engine, self._books[dialect, lines]

    def close(self) -> None:
        """Close the databases of the large books."""
        for engine in self._large.values():
            engine.dispose()
