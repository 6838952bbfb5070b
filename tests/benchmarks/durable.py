"""Postings a second that are on the disk when they are answered: a use case, and the door alone, one commit each."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from sqlalchemy import Engine

from ledger.db.session import write_session
from ledger.domain import rules
from ledger.posting import Booked, post_entry
from ledger.services.bank_accounts import open_bank_account
from ledger.services.receipts import register_receipt
from ledger.services.requisitions import register_certificate, send_requisition
from tests.benchmarks.bench import ENGINES, Bench
from tests.benchmarks.figures import Bound, Figure, least_seconds
from tests.benchmarks.floor import DOCUMENT_ROWS, ENTRY_ROWS, bare, disarm, left_behind, replay, require_same
from tests.support.books import small_book
from tests.support.story import COUNTY_ORE, tell

RECEIVED_ON: Final = date(2020, 12, 18)
AMOUNT_ORE: Final = 1_00

Prepared = Callable[[Engine, int], Iterator[Booked]]
"""Makes a book ready for so many postings; each is made and committed when it is asked for."""


@dataclass(frozen=True)
class Posting:
    """What is posted one at a time, how it is prepared, and the tables in which it leaves rows."""

    what: str
    prepared: Prepared
    tables: Mapping[str, str]
    bound: Bound | None = None


def durable(bench: Bench) -> Iterator[Figure]:
    """Both, on both databases, each beside its own floor."""
    receipt = Posting("inbetalning registrerad och bokförd", receipts, DOCUMENT_ROWS, Bound(0.2))
    entry = Posting("verifikation genom dörren ensam", entries, ENTRY_ROWS)
    for dialect in bench.new_url:
        yield _beside_floor(bench, dialect, receipt)
        yield _beside_floor(bench, dialect, entry)


def receipts(engine: Engine, _count: int) -> Iterator[Booked]:
    """Receipts on one requisition: a document with its facts, states and audit rows, and the entry."""
    story = tell(engine)
    here = story.officer
    with write_session(engine) as session:
        bank = open_bank_account(session, **here, name="Bankgirokonto", number="5052-5781")
        certificate = register_certificate(
            session,
            **here,
            agreement_id=story.agreement_id,
            certified_on=date(2020, 11, 30),
            certified_by="Ekonomidirektör",
            reference="",
        )
        sent = send_requisition(
            session,
            **here,
            purpose_id=story.suicide.id,
            amount_ore=COUNTY_ORE,
            on=date(2020, 12, 4),
            certificate_id=certificate.id,
        )
    while True:
        with write_session(engine) as session:
            received = register_receipt(
                session,
                **here,
                requisition_id=sent.document.id,
                bank_account_id=bank.id,
                amount_ore=AMOUNT_ORE,
                on=RECEIVED_ON,
            )
        assert received.booked is not None
        yield received.booked


def entries(engine: Engine, count: int) -> Iterator[Booked]:
    """The same entries by the door alone, on documents that are registered before."""
    book = small_book(engine)
    with write_session(engine) as session:
        bank_id, _ = book.document(session, "bank_account")
        claim = book.document(session, "requisition")
        much = count * AMOUNT_ORE
        for movement in (
            rules.agreement_amount(root=book.root, amount_ore=much),
            rules.requisition(root=book.root, requisition_id=claim[0], amount_ore=much),
        ):
            post_entry(session, book.draft(session, movement))
        placement = rules.Placement(book.root, claim[0], AMOUNT_ORE)
        movement = rules.receipt(bank_id=bank_id, placements=[placement])
        drafts = [book.draft(session, movement, booked_on=RECEIVED_ON) for _ in range(count)]
    for draft in drafts:
        with write_session(engine) as session:
            booked = post_entry(session, draft)
        yield booked


def _beside_floor(bench: Bench, dialect: str, posting: Posting) -> Figure:
    """The same postings three times: to see what rows they leave behind, for our time, and bare for the floor's."""
    sizes = bench.sizes
    bench.tell(f"{posting.what}, {ENGINES[dialect]}")
    count = sizes.rounds * sizes.commits
    with ExitStack() as stack:
        scribe, ours, floor = (stack.enter_context(bench.fresh(dialect)) for _ in range(3))
        booked, coming, _ = (_opened(posting.prepared, engine, count + 1) for engine in (scribe, ours, floor))
        done = list(islice(booked, count))
        read = stack.enter_context(bare(scribe))
        commits = iter([left_behind(read, posting.tables, one.seq - 1, one.seq) for one in done])
        disarm(floor)
        write = stack.enter_context(bare(floor))
        our_seconds, floor_seconds = least_seconds(
            sizes.rounds,
            lambda: list(islice(coming, sizes.commits)),
            lambda: replay(write, list(islice(commits, sizes.commits))),
        )
        require_same(stack.enter_context(bare(ours)), write)
    return Figure(
        what=f"Varaktigt: {posting.what}",
        database=ENGINES[dialect],
        size=sizes.commits,
        unit="/s",
        ours=sizes.commits / our_seconds,
        floor=sizes.commits / floor_seconds,
        beside="samma rader av drivrutinen ensam",
        bound=posting.bound,
    )


def _opened(prepared: Prepared, engine: Engine, count: int) -> Iterator[Booked]:
    """The postings after the first, which opens the accounts."""
    coming = prepared(engine, count)
    next(coming)
    return coming
