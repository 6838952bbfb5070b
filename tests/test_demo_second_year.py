"""The second year: it ties quarter by quarter, and leaves something of everything for somebody to do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from ledger.db.books import Entry
from ledger.db.commitments import Commitment
from ledger.db.decision_links import DecisionFollows
from ledger.db.decisions import Decision
from ledger.db.documents import Document, DocumentState
from ledger.db.files import Attachment
from ledger.db.session import open_engine, read_session, write_session
from ledger.db.yearend import MovedCommitment
from ledger.demo import Story, tell
from ledger.demo.figures import LAST_HASH
from ledger.demo.second_year import QUARTERS
from ledger.demo.threads import Threads
from ledger.demo.winter import GOES_ON_TO
from ledger.domain.events import Event
from ledger.domain.scope import Scope
from ledger.money import kronor
from ledger.reports.burn import forecasts
from ledger.reports.controls import Answer, run_controls
from ledger.reports.deadlines import deadlines
from ledger.reports.exception_rules import Rule
from ledger.reports.exceptions import exceptions
from ledger.reports.statement import Authority, statement
from tests.support.chain import end_of_chain
from tests.support.databases import PostgresqlDatabases, SqliteDatabases

EVERYTHING = Scope.everything()
ENDS = [day for day, _tell in QUARTERS]
TIES = {no: Answer.CANNOT_BE_CHECKED if no == 10 else Answer.TIES for no in range(1, 12)}
"""Control 10 needs the accounting system's file."""


@dataclass
class Told:
    """Both years, told once for all tests that read them, with what the controls answered after each quarter."""

    engine: Engine
    story: Story
    answered: dict[date, dict[int, Answer]] = field(default_factory=dict)

    def answers(self, as_of: date | None = None) -> dict[int, Answer]:
        """What each control answers."""
        with read_session(self.engine) as session:
            results = run_controls(session, scope=EVERYTHING, book_id=self.story.book_id, as_of=as_of, known_at=None)
        return {result.no: result.answer for result in results}

    def states(self, kind: str) -> set[str]:
        """The states that the documents of a kind are in."""
        last = (
            select(DocumentState.state)
            .where(DocumentState.document_id == Document.id)
            .order_by(DocumentState.no.desc())
            .limit(1)
            .scalar_subquery()
        )
        with read_session(self.engine) as session:
            return set(session.scalars(select(last).where(Document.kind == kind).order_by(Document.id)))

    def pots(self, as_of: date) -> dict[str, Authority]:
        """Each pot's own authority, by its code."""
        with read_session(self.engine) as session:
            told = statement(
                session,
                scope=EVERYTHING,
                book_id=self.story.book_id,
                agreement=None,
                pot=None,
                as_of=as_of,
                known_at=None,
            )
        return {row.code: row.own.authority for tree in told.trees for row in tree.rows}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest) -> Iterator[Told]:
    databases: SqliteDatabases | PostgresqlDatabases = request.getfixturevalue(f"{request.param}_databases")
    engine = open_engine(databases.new_url())
    with write_session(engine) as session:
        story = tell(session)
    told = Told(engine, story)
    threads = Threads(story)
    for day, quarter in QUARTERS:
        with write_session(engine) as session:
            quarter(session, threads)
        told.answered[day] = told.answers()
    yield told
    engine.dispose()


@pytest.mark.parametrize("day", ENDS)
def test_it_ties_when_each_quarter_has_been_told(told: Told, day: date) -> None:
    assert told.answered[day] == TIES


@pytest.mark.parametrize("day", [date(2021, 3, 31), *ENDS])
def test_it_ties_as_of_the_end_of_each_quarter(told: Told, day: date) -> None:
    assert told.answers(day) == TIES


def test_the_first_year_stands_as_it_ended(told: Told) -> None:
    pots = told.pots(date(2021, 3, 31)).values()
    parts = [sum(getattr(pot, part) for pot in pots) for part in ("available_ore", "committed_ore", "disbursed_ore")]
    assert parts == [kronor(3_422_811), kronor(600_000), kronor(16_660_000)]
    assert sum(pot.used_ore for pot in pots) == kronor(12_740_000)


def test_what_the_year_ends_in(told: Told) -> None:
    pots = told.pots(ENDS[-1])
    first, second = pots["SUICID2020"], pots["SUICID2021"]
    assert (first.available_ore, first.reserved_ore, first.committed_ore, first.returned_ore) == (
        kronor(1_852_811),
        kronor(120_000),
        kronor(53_750),
        kronor(500_000),
    )
    assert (first.carried_ore, second.carried_ore) == (kronor(1_075_000), -kronor(1_075_000))
    assert (second.available_ore, second.committed_ore, second.used_ore) == (
        kronor(8_100_000),
        kronor(887_500),
        kronor(87_500),
    )
    assert pots["DELREG-SIMBA"].used_ore == pots["DELREG-SIMBA"].authorised_ore == kronor(1_048_990)


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        ("invoice", {"registered", "confirmed", "approved", "returned", "paid"}),
        ("use_report", {"draft", "submitted", "confirmed", "approved", "paid", "returned"}),
        ("requisition", {"draft", "paid"}),
        ("reservation", {"active", "closed"}),
        ("commitment", {"active", "carried"}),
        ("unplaced_receipt", {"unplaced", "placed"}),
    ],
)
def test_every_list_has_something_in_every_state(told: Told, kind: str, states: set[str]) -> None:
    assert told.states(kind) >= states


def test_what_can_happen_to_money_and_does_not(told: Told) -> None:
    with read_session(told.engine) as session:
        happened = set(session.scalars(select(Entry.event).distinct().order_by(Entry.event)))
    of_a_handover = {Event.HANDOVER_OUT, Event.HANDOVER_IN, Event.CLEARING_SETTLED}
    of_mistakes = {Event.SENT_BACK, Event.PAYOUT_BOUNCED, Event.PAID_TWICE, Event.SET_OFF, Event.REQUISITION_LOWERED}
    others = {Event.LAPSE, Event.MOVED, Event.COMMITMENT_LOWERED, Event.RECLAIM_WRITTEN_OFF, Event.VAT_RECOVERED}
    assert set(Event) - happened == of_a_handover | of_mistakes | others


def test_something_is_late(told: Told) -> None:
    with read_session(told.engine) as session:
        found = deadlines(
            session,
            scope=EVERYTHING,
            book_id=told.story.book_id,
            agreement=None,
            as_of=date(2022, 4, 4),
            known_at=None,
        )
    assert [one.what for one in found.deadlines if one.days_left < 0]


def test_no_more_is_done_by_the_same_person_and_nothing_out_of_hours(told: Told) -> None:
    with read_session(told.engine) as session:
        found = exceptions(
            session, scope=EVERYTHING, book_id=told.story.book_id, agreement=None, as_of=None, known_at=None
        )
    assert len(found.of(Rule.SAME_PERSON)) == 2
    assert found.of(Rule.OUT_OF_HOURS) == found.of(Rule.BACK_DATED) == ()
    assert [one.document for one in found.of(Rule.CORRECTED)] == ["R-2021-01"]


def test_what_was_carried_over_goes_on_to_the_end_that_was_decided(told: Told) -> None:
    backwards = select(Commitment.name).where(Commitment.ends_on < Commitment.committed_on)
    carried = select(Commitment.ends_on).join(
        MovedCommitment, MovedCommitment.new_commitment_id == Commitment.document_id
    )
    with read_session(told.engine) as session:
        assert session.scalars(backwards.order_by(Commitment.document_id)).all() == []
        assert session.scalars(carried.order_by(Commitment.document_id)).all() == [GOES_ON_TO]


def test_nothing_is_expected_of_a_commitment_that_is_used_up(told: Told) -> None:
    at: Any = {"scope": EVERYTHING, "book_id": told.story.book_id, "agreement": None, "as_of": ENDS[-1]}
    with read_session(told.engine) as session:
        rows = forecasts(session, **at, known_at=None).rows
    first = [row for row in rows if row.spender.number == "U-2020-01"]
    assert {(row.forecast.expected_ore, row.left_ore) for row in first} <= {(kronor(925_000), 0), (None, None)}
    assert [row.left_ore for row in rows if row.left_ore is not None and row.left_ore < 0] == []


def test_there_is_a_file_an_annex_and_a_recommendation_that_was_followed(told: Told) -> None:
    of_decisions = select(Attachment.name).where(Attachment.decision_id.is_not(None)).order_by(Attachment.id)
    of_documents = select(Attachment.name).where(Attachment.document_id.is_not(None)).order_by(Attachment.id)
    followed = select(Decision.title).join(DecisionFollows, DecisionFollows.decision_id == Decision.id)
    with read_session(told.engine) as session:
        assert session.scalars(of_decisions).all() == ["protokoll-2022-03-10.pdf"]
        assert session.scalars(of_documents).all() == ["faktura-20640.pdf"]
        assert session.scalars(followed.order_by(Decision.id)).all() == ["Överföring och återbetalning"]


def test_what_is_not_published_is_marked(told: Told) -> None:
    query = select(Document.kind, func.count()).where(~Document.example).group_by(Document.kind).order_by(Document.kind)
    with read_session(told.engine) as session:
        unmarked = {kind: count for kind, count in session.execute(query) if kind != "bank_match"}
    assert unmarked == {"agreement_amount": 1, "commitment": 1}


def test_it_is_the_same_book_hash_for_hash(told: Told) -> None:
    with read_session(told.engine) as session:
        assert end_of_chain(session, told.story.book_id) == LAST_HASH
