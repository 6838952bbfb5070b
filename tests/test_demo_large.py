"""A grown demo: as large as asked for, the same everywhere, made of the same rows as by hand, and it ties."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Engine, func, select

from ledger.db.audit import Audit
from ledger.db.books import Line
from ledger.db.documents import Document, DocumentState
from ledger.db.invoices import Invoice
from ledger.db.session import open_engine, read_session, write_session
from ledger.demo import Story, tell, tell_on
from ledger.demo.figures import LAST_HASH
from ledger.demo.large import grow
from ledger.domain.scope import Scope
from ledger.errors import DatabaseNotDemo
from ledger.reports.controls import Answer, run_controls
from ledger.reports.statement import statement
from tests.support.books import SmallBook
from tests.support.chain import end_of_chain
from tests.support.databases import PostgresqlDatabases, SqliteDatabases

LINES = 1_000


@dataclass
class Grown:
    """A demo grown by LINES, with what was told meanwhile."""

    engine: Engine
    story: Story
    before: int
    made: int = 0
    told: list[int] = field(default_factory=list)


def lines_of(engine: Engine) -> int:
    with read_session(engine) as session:
        return session.execute(select(func.count()).select_from(Line)).scalar_one()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def grown(request: pytest.FixtureRequest) -> Iterator[Grown]:
    databases: SqliteDatabases | PostgresqlDatabases = request.getfixturevalue(f"{request.param}_databases")
    engine = open_engine(databases.new_url())
    with write_session(engine) as session:
        story = tell(session)
        tell_on(session, story)
    grown = Grown(engine, story, lines_of(engine))
    grown.made = grow(lambda: write_session(engine), lines=LINES, told=grown.told.append)
    yield grown
    engine.dispose()


def test_it_has_as_many_lines_as_asked_for_and_tells_how_far_it_is(grown: Grown) -> None:
    assert LINES <= grown.made < 1.02 * LINES
    assert lines_of(grown.engine) > grown.before + grown.made
    assert grown.told == sorted(grown.told)
    assert grown.told[-1] == grown.made


def test_every_control_with_evidence_ties(grown: Grown) -> None:
    with read_session(grown.engine) as session:
        results = run_controls(
            session, scope=Scope.everything(), book_id=grown.story.book_id, as_of=None, known_at=None
        )
    answers = {result.no: result.answer for result in results}
    assert answers == {no: Answer.CANNOT_BE_CHECKED if no == 10 else Answer.TIES for no in range(1, 12)}


def test_every_agreement_has_its_part(grown: Grown) -> None:
    with read_session(grown.engine) as session:
        told = statement(
            session,
            scope=Scope.everything(),
            book_id=grown.story.book_id,
            agreement=None,
            pot=None,
            as_of=None,
            known_at=None,
        )
    used = {tree.rows[0].code: tree.total.authority.used_ore for tree in told.trees}
    assert all(used[f"STOR-{letter}"] > 0 for letter in "ABCD")


@dataclass(frozen=True)
class Traces:
    """What an invoice leaves: the states it passed, and what the audit tells of it."""

    states: tuple[str, ...]
    verbs: tuple[str, ...]


def traces(grown: Grown, supplier_number: str) -> Traces:
    with read_session(grown.engine) as session:
        own_id = session.scalars(select(Invoice.document_id).where(Invoice.supplier_number == supplier_number)).one()
        states = select(DocumentState.state).where(DocumentState.document_id == own_id).order_by(DocumentState.no)
        verbs = select(Audit.verb).where(Audit.what == "invoice", Audit.what_id == own_id).order_by(Audit.id)
        return Traces(tuple(session.scalars(states)), tuple(session.scalars(verbs)))


def test_an_invoice_leaves_the_same_traces_as_one_by_hand(grown: Grown) -> None:
    by_hand = traces(grown, "20417")
    assert by_hand.states == ("registered", "confirmed", "approved", "paid")
    assert traces(grown, "STOR-1") == by_hand


def test_everything_is_marked(grown: Grown) -> None:
    query = select(Document.kind).where(~Document.example, Document.kind != "bank_match").order_by(Document.id)
    with read_session(grown.engine) as session:
        assert session.scalars(query).all() == ["agreement_amount", "commitment"]


GOLDEN = "2a4d9441a47243d99ca5396d48e294a9f99f827635bd556d32a8b2bcbada255d"
"""The hash of the last entry: on both databases, on any day."""


def test_the_same_size_is_the_same_book(grown: Grown) -> None:
    with read_session(grown.engine) as session:
        assert end_of_chain(session, grown.story.book_id) == GOLDEN


def test_it_is_not_grown_again(grown: Grown) -> None:
    before = lines_of(grown.engine)
    with pytest.raises(DatabaseNotDemo):
        grow(lambda: write_session(grown.engine), lines=LINES, told=grown.told.append)
    assert lines_of(grown.engine) == before


def test_other_books_are_not_grown(book: SmallBook) -> None:
    with pytest.raises(DatabaseNotDemo):
        grow(lambda: write_session(book.engine), lines=LINES, told=lambda _there: None)


def test_the_first_year_alone_is_not_grown(engine: Engine) -> None:
    with write_session(engine) as session:
        story = tell(session)
    with pytest.raises(DatabaseNotDemo):
        grow(lambda: write_session(engine), lines=LINES, told=lambda _there: None)
    with read_session(engine) as session:
        assert end_of_chain(session, story.book_id) != LAST_HASH
