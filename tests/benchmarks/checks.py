"""All controls of a large book, beside reading every line once and hashing it."""

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from typing import Final

from sqlalchemy import Engine

from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.reports.controls import ControlResult, run_controls
from tests.benchmarks.bench import ENGINES, Bench
from tests.benchmarks.figures import Bound, Figure, least_seconds
from tests.benchmarks.floor import Bare, bare

ROUNDS: Final = 2
AT_A_TIME: Final = 2_000
_LINES: Final = (
    "SELECT seq, line_no, kind, pot_id, subject_id, amount_ore FROM line WHERE book_id = {mark} ORDER BY seq, line_no"
)


def checks(bench: Bench) -> Iterator[Figure]:
    """On both databases, at the largest size."""
    for dialect in bench.new_url:
        lines = bench.sizes.lines[-1]
        engine, book_id = bench.large_book(dialect, lines)
        bench.tell(f"kontrollerna, {ENGINES[dialect]}")
        with bare(engine) as found:
            ours, floor = least_seconds(ROUNDS, partial(controls, engine, book_id), partial(hashed, found, book_id))
        yield Figure(
            what="Alla kontroller",
            database=ENGINES[dialect],
            size=lines,
            unit="s",
            ours=ours,
            floor=floor,
            beside="läsa och hasha varje rad en gång",
            bound=Bound(4, at_most=True),
        )


def controls(engine: Engine, book_id: int) -> tuple[ControlResult, ...]:
    """The controls of the whole book, of which none may find anything."""
    with read_session(engine) as session:
        results = run_controls(session, scope=Scope.everything(), book_id=book_id, as_of=None, known_at=None)
    broken = [found for result in results for found in result.breaks]
    if broken:
        raise AssertionError(f"the large book does not tie: {broken[0]}")
    return results


def hashed(found: Bare, book_id: int) -> str:
    """The hash of all lines in order, as the bare driver reads them."""
    digest = sha256()
    cursor = found.connection.execute(_LINES.format(mark=found.mark), (book_id,))
    while rows := cursor.fetchmany(AT_A_TIME):
        for row in rows:
            digest.update(repr(row).encode())
    return digest.hexdigest()
