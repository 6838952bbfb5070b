"""`make bench`: one run of every measure, each figure beside its floor. It measures and never fails."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from tests.benchmarks.bench import Bench, Sizes
from tests.benchmarks.figures import Figure
from tests.benchmarks.machine import machine
from tests.benchmarks.measures import MEASURES
from tests.support.databases import PostgresqlDatabases, SqliteDatabases

FOLDER: Final = Path("var")
"""In the project's own folder: what lies in a system's temporary folder may never reach a disk."""
QUICK: Final = 10

_WIDTHS: Final = (48, 10, 9, 14, 14, 6, 6, 6, 0)
_LEFT: Final = (0, 1, 8)
_HEADINGS: Final = ("Mått", "Databas", "Storlek", "Vårt", "Golv", "Kvot", "Krav", "Håller", "Golvet är")


def main() -> None:
    """Measure, and print each figure as soon as it is there."""
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--only", action="append", choices=sorted(MEASURES), help="one measure; may be repeated")
    asked = parser.parse_args()
    sizes = Sizes().divided(QUICK) if asked.quick else Sizes()
    FOLDER.mkdir(exist_ok=True)
    with (
        TemporaryDirectory(dir=FOLDER, prefix="bench-") as folder,
        closing(PostgresqlDatabases(durable=True)) as postgresql,
    ):
        new_url = {"sqlite": SqliteDatabases(Path(folder)).new_url, "postgresql": postgresql.new_url}
        with closing(Bench(new_url, sizes, _progress)) as bench:
            _print(_measured(bench, Path(folder), asked.only or MEASURES))


def _measured(bench: Bench, folder: Path, names: Iterable[str]) -> Iterator[str]:
    start = perf_counter()
    yield from machine(bench, folder)
    yield ""
    yield _line(_HEADINGS)
    for name in names:
        yield from (_line(_cells(figure)) for figure in MEASURES[name](bench))
    yield ""
    yield f"Tog {perf_counter() - start:.0f} s."


def _cells(figure: Figure) -> tuple[str, ...]:
    bound = figure.bound
    return (
        figure.what,
        figure.database,
        _number(figure.size, 0),
        f"{_amount(figure.ours)} {figure.unit}",
        f"{_amount(figure.floor)} {figure.unit}",
        _number(figure.ratio, 2),
        "" if bound is None else f"{'≤' if bound.at_most else '≥'} {_number(bound.limit, 1)}",
        "" if figure.holds is None else "ja" if figure.holds else "nej",
        figure.beside,
    )


def _amount(value: float) -> str:
    return _number(value, 0 if value >= 100 else 2)


def _number(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",")


def _line(cells: Iterable[str]) -> str:
    return "  ".join(
        cell.ljust(width) if place in _LEFT else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    ).rstrip()


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)  # noqa: T201 -- a command line prints


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        print(f"… {what}", file=sys.stderr)  # noqa: T201 -- same


if __name__ == "__main__":
    main()
