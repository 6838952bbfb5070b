"""Every measure runs, at sizes that take no time: so that the measuring itself is always whole. Nothing is timed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.bench import Bench, Sizes
from tests.benchmarks.figures import Bound, Figure, least_seconds
from tests.benchmarks.machine import machine
from tests.benchmarks.measures import MEASURES
from tests.support.databases import PostgresqlDatabases, SqliteDatabases

TINY = Sizes(
    rounds=2, commits=3, entries=130, lines=(100, 300, 900), journal_lines=300, rows=20, requests=3, request_rounds=2
)


@pytest.fixture
def bench(sqlite_databases: SqliteDatabases, postgresql_databases: PostgresqlDatabases) -> Iterator[Bench]:
    made = Bench(
        {"sqlite": sqlite_databases.new_url, "postgresql": postgresql_databases.new_url}, TINY, lambda _what: None
    )
    yield made
    made.close()


BOTH = {"SQLite", "PostgreSQL"}
DATABASES = {
    "durable": BOTH,
    "bulk": BOTH,
    "statement": BOTH,
    "check": BOTH,
    "plain-text": {"SQLite"},
    "workbook": {"Excel"},
    "ground": BOTH,
}


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_gives_figures(bench: Bench, name: str) -> None:
    figures = list(MEASURES[name](bench))
    assert {figure.database for figure in figures} == DATABASES[name]
    for figure in figures:
        assert figure.size > 0
        assert figure.ours > 0
        assert figure.floor > 0


def test_the_machine_is_told(bench: Bench, tmp_path: Path) -> None:
    facts = "\n".join(machine(bench, tmp_path))
    assert "PRAGMA journal_mode: wal" in facts
    assert "PRAGMA synchronous: 2" in facts
    assert "SHOW synchronous_commit: " in facts


def test_a_bound_holds_at_its_limit() -> None:
    def figure(ours: float, bound: Bound | None) -> Figure:
        return Figure(what="", database="", size=1, unit="", ours=ours, floor=2, beside="", bound=bound)

    assert [figure(ours, Bound(1.5)).holds for ours in (2.9, 3, 3.1)] == [False, True, True]
    assert [figure(ours, Bound(1.5, at_most=True)).holds for ours in (2.9, 3, 3.1)] == [True, True, False]
    assert figure(1, None).holds is None


def test_works_take_turns() -> None:
    done: list[str] = []
    seconds = least_seconds(2, lambda: done.append("ours"), lambda: done.append("floor"))
    assert done == ["ours", "floor", "ours", "floor"]
    assert len(seconds) == 2


def test_a_tenth_of_everything() -> None:
    assert Sizes().divided(10).lines == (100, 10_000, 100_000)
