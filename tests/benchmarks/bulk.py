"""Lines a second when many entries are booked in one transaction, beside the same rows by bare executemany."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from typing import Final

from sqlalchemy import Engine

from ledger.db.session import write_session
from ledger.domain.entries import EntryDraft
from ledger.posting import post_entries
from tests.benchmarks.bench import ENGINES, Bench, Sizes
from tests.benchmarks.figures import Bound, Figure, least_seconds
from tests.benchmarks.floor import ENTRY_ROWS, bare, disarm, left_behind, replay, require_same
from tests.benchmarks.large_book import drafts, found, movements

LINES_A_SECOND: Final = 30_000
MONTH: Final = 122
"""Entries after which every account has been moved."""
LINES_AN_ENTRY: Final = 5
"""About, in an ordinary month: by it the days are spread."""


def bulk(bench: Bench) -> Iterator[Figure]:
    """On both databases: against the floor, and against what is asked for."""
    for dialect in bench.new_url:
        bench.tell(f"många verifikationer i en transaktion, {ENGINES[dialect]}")
        lines, ours, floor = _lines_a_second(bench, dialect)
        for floor_is, least, beside, limit in (
            (floor, "mot golvet", "executemany av samma rader", 0.1),
            (LINES_A_SECOND, "mot kravet", "kravet", 1),
        ):
            yield Figure(
                what=f"Rader i en transaktion, {least}",
                database=ENGINES[dialect],
                size=lines,
                unit="/s",
                ours=ours,
                floor=floor_is,
                beside=beside,
                bound=Bound(limit),
            )


def _lines_a_second(bench: Bench, dialect: str) -> tuple[int, float, float]:
    """How many lines a round has; ours and the floor's a second."""
    sizes = bench.sizes
    with ExitStack() as stack:
        scribe, ours, floor = (stack.enter_context(bench.fresh(dialect)) for _ in range(3))
        to_see, to_post, _ = (_registered(engine, sizes) for engine in (scribe, ours, floor))
        read = stack.enter_context(bare(scribe))
        commits = iter([left_behind(read, ENTRY_ROWS, *_post(scribe, batch)) for batch in to_see])
        disarm(floor)
        write = stack.enter_context(bare(floor))
        coming = iter(to_post)
        our_seconds, floor_seconds = least_seconds(
            sizes.rounds, lambda: _post(ours, next(coming)), lambda: replay(write, [next(commits)])
        )
        require_same(stack.enter_context(bare(ours)), write)
    lines = sum(len(draft.movement.lines) for batch in to_post for draft in batch) // sizes.rounds
    return lines, lines / our_seconds, lines / floor_seconds


def _registered(engine: Engine, sizes: Sizes) -> list[list[EntryDraft]]:
    """Drafts for every round, their documents registered, after a month that has opened the accounts."""
    book = found(engine, "stor")
    coming = movements(book, lines=LINES_AN_ENTRY * (MONTH + sizes.rounds * sizes.entries), seed=1)
    with write_session(engine) as session:
        month, *batches = (
            drafts(session, book, list(islice(coming, count))) for count in (MONTH, *[sizes.entries] * sizes.rounds)
        )
    _post(engine, month)
    return batches


def _post(engine: Engine, batch: Sequence[EntryDraft]) -> tuple[int, int]:
    """Book the batch in one transaction; the last entry before it, and its own last."""
    with write_session(engine) as session:
        booked = post_entries(session, batch)
    return booked[0].seq - 1, booked[-1].seq
