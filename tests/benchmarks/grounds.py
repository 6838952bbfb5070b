"""What the ground of the pages adds to a request: who asks, access, form token, headers and log, beside bare Flask."""

import os
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from pathlib import Path
from typing import Final

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from ledger.db.session import write_session
from ledger.demo import tell
from ledger.domain.roles import Role
from tests.benchmarks.bench import ENGINES, Bench
from tests.benchmarks.figures import Bound, Figure, least_seconds
from tests.support.site import open_site

MOST_MS: Final = 1.0
"""What the ground may add."""
PAGE: Final = "/b/vastkom/sammanstallning"
ENDPOINT: Final = "statement.show"
"""A page for certain roles in a book; what it shows is put aside, the way to it is what is measured."""


def ground(bench: Bench) -> Iterator[Figure]:
    """On both databases: the whole request beside the bare one, and the difference beside what is asked for."""
    count = bench.sizes.requests
    for dialect in bench.new_url:
        bench.tell(f"webbens grund, {ENGINES[dialect]}")
        with bench.fresh(dialect) as engine, Path(os.devnull).open("w") as log, redirect_stderr(log):
            works = _asking(_signed_in(engine), count), _asking(_bare(), count)
            ours, floor = (1_000 * seconds / count for seconds in least_seconds(bench.sizes.request_rounds, *works))
        whole = Figure(
            what="Anrop genom webbens grund",
            database=ENGINES[dialect],
            size=count,
            unit="ms",
            ours=ours,
            floor=floor,
            beside="bar Flask",
        )
        yield whole
        yield replace(
            whole,
            what="Webbens grund, tillägg",
            ours=ours - floor,
            floor=MOST_MS,
            beside="kravet",
            bound=Bound(1, at_most=True),
        )


def _asking(client: FlaskClient, count: int) -> Callable[[], None]:
    def ask() -> None:
        for _ in range(count):
            if client.get(PAGE).status_code != 200:
                raise ValueError("What is refused is no measure")

    return ask


def _bare() -> FlaskClient:
    app = Flask("bare")
    app.add_url_rule("/b/<book>/sammanstallning", ENDPOINT, _shown)
    return app.test_client()


def _signed_in(engine: Engine) -> FlaskClient:
    """A browser in which an officer has signed in to the application over the demo story."""
    with write_session(engine) as session:
        story = tell(session)
    site = open_site(engine, story.officer_id)
    site.app.view_functions[ENDPOINT] = _shown
    return site.signed_in(Role.OFFICER).client


def _shown(book: str) -> str:
    return book
