"""The first year: its figures are those of the design, what is not published is marked, and it never changes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import Engine, select

from ledger.db.documents import Document
from ledger.db.session import open_engine, read_session, write_session
from ledger.demo import AGREEMENT, Story, tell
from ledger.domain.scope import Scope
from ledger.domain.shares import Unit, Weight, divide
from ledger.errors import DatabaseNotEmpty
from ledger.money import Ore, kronor
from ledger.reports.burn import burn_rate
from ledger.reports.controls import Answer, run_controls
from ledger.reports.exception_rules import Rule
from ledger.reports.exceptions import exceptions
from ledger.reports.organisations import organisations
from ledger.reports.recipient_statement import recipient_statement
from ledger.reports.statement import Authority, Statement, statement
from tests.support.chain import end_of_chain
from tests.support.databases import PostgresqlDatabases, SqliteDatabases

YEAR_ENDS = date(2021, 3, 31)
EVERYTHING = Scope.everything()


@dataclass(frozen=True)
class Told:
    """The first year, told once for all tests that read it."""

    engine: Engine
    story: Story

    def statement(self) -> Statement:
        """Of the agreement, at the year's end."""
        with read_session(self.engine) as session:
            return statement(
                session,
                scope=EVERYTHING,
                book_id=self.story.book_id,
                agreement=AGREEMENT,
                pot=None,
                as_of=YEAR_ENDS,
                known_at=None,
            )

    def own(self) -> dict[str, Authority]:
        """Each pot's own authority, by its code."""
        return {row.code: row.own.authority for row in self.statement().trees[0].rows}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest) -> Iterator[Told]:
    databases: SqliteDatabases | PostgresqlDatabases = request.getfixturevalue(f"{request.param}_databases")
    engine = open_engine(databases.new_url())
    with write_session(engine) as session:
        story = tell(session)
    yield Told(engine, story)
    engine.dispose()


def test_the_four_parts_make_what_the_state_gave(told: Told) -> None:
    total = told.statement().total.authority
    parts = (total.available_ore, total.committed_ore, total.disbursed_ore, total.used_ore)
    assert parts == (kronor(3_422_811), kronor(600_000), kronor(16_660_000), kronor(12_740_000))
    assert sum(parts) == total.authorised_ore == kronor(33_422_811)
    assert percent(parts) == [10, 2, 50, 38]


def percent(parts: tuple[Ore, ...]) -> list[int]:
    """Whole percent by largest remainder, by the same division as money."""
    weights = [Weight(str(place), "", part) for place, part in enumerate(parts)]
    division = divide(100, weights, unit=Unit.ORE)
    return [share.share_ore for share in division.rows]


def test_what_is_used_is_invoiced_or_reported(told: Told) -> None:
    own = told.own()
    assert own["SUICID2020"].used_ore == kronor(400_000)
    assert own["SUICID2020"].committed_ore == kronor(1_000_000 - 400_000)
    assert sum(row.used_ore for code, row in own.items() if code != "SUICID2020") == kronor(12_340_000)


@pytest.mark.parametrize(
    ("letters", "given", "reported", "left"),
    [
        ("DELREG-", 15_000_000, 6_150_000, 8_850_000),
        ("KF-", 7_000_000, 3_190_000, 3_810_000),
        ("REGION-", 7_000_000, 3_000_000, 4_000_000),
    ],
)
def test_what_lies_with_the_recipients(told: Told, letters: str, given: int, reported: int, left: int) -> None:
    pots = [row for code, row in told.own().items() if code.startswith(letters)]
    assert sum(pot.authorised_ore for pot in pots) == kronor(given)
    assert sum(pot.used_ore for pot in pots) == kronor(reported)
    assert sum(pot.disbursed_ore for pot in pots) == kronor(left)


def test_the_recipients_by_name_come_to_the_same(told: Told) -> None:
    with read_session(told.engine) as session:
        found = recipient_statement(
            session,
            scope=EVERYTHING,
            book_id=told.story.book_id,
            agreement=AGREEMENT,
            as_of=YEAR_ENDS,
            known_at=None,
        )
    assert len(found.recipients) == 11
    assert (found.total.allotted_ore, found.total.reported_ore) == (kronor(29_000_000), kronor(12_340_000))
    assert found.total.held_ore == kronor(16_660_000)


def test_shares_are_those_of_the_keys(told: Told) -> None:
    own = told.own()
    assert own["KF-SK"].authorised_ore == kronor(1_090_341)
    assert own["DELREG-GBG"].authorised_ore == kronor(6_409_944)
    assert own["SUICID2020"].allotted_ore == kronor(29_000_000)


def test_the_money_in_the_bank(told: Told) -> None:
    cash = told.statement().total.cash
    assert cash is not None
    assert cash.requisitioned_ore == cash.received_ore == kronor(33_422_811)
    assert cash.bank_ore == kronor(33_422_811 - 29_000_000 - 400_000)


def test_the_pace_of_the_money_and_of_the_time(told: Told) -> None:
    with read_session(told.engine) as session:
        pace = burn_rate(
            session,
            scope=EVERYTHING,
            book_id=told.story.book_id,
            agreement=AGREEMENT,
            as_of=YEAR_ENDS,
            known_at=None,
        )
    shares = pace.rows[0].used_share, pace.rows[0].time_share
    assert shares == (Fraction(12_740_000, 33_422_811), Fraction(217, 492))
    assert [round(share * 100) for share in shares] == [38, 44]


@pytest.mark.parametrize("as_of", [date(2020, 9, 30), date(2020, 12, 31), YEAR_ENDS, None])
def test_every_control_with_evidence_ties(told: Told, as_of: date | None) -> None:
    with read_session(told.engine) as session:
        results = run_controls(session, scope=EVERYTHING, book_id=told.story.book_id, as_of=as_of, known_at=None)
    answers = {result.no: result.answer for result in results}
    assert answers == {no: Answer.CANNOT_BE_CHECKED if no in {7, 10} else Answer.TIES for no in range(1, 12)}


def test_one_invoice_is_registered_and_confirmed_by_the_same_person(told: Told) -> None:
    with read_session(told.engine) as session:
        found = exceptions(
            session, scope=EVERYTHING, book_id=told.story.book_id, agreement=None, as_of=YEAR_ENDS, known_at=None
        )
    assert {one.document for one in found.of(Rule.SAME_PERSON)} == {"L-2021-01", "UB-2021-02"}
    assert found.of(Rule.OUT_OF_HOURS) == found.of(Rule.BACK_DATED) == ()


def test_what_is_not_published_is_marked(told: Told) -> None:
    with read_session(told.engine) as session:
        unmarked = session.scalars(select(Document.kind).where(~Document.example).order_by(Document.id)).all()
    assert unmarked == ["agreement_amount", "commitment"]


def test_it_is_told_in_an_empty_database_only(told: Told) -> None:
    with pytest.raises(DatabaseNotEmpty), write_session(told.engine) as session:
        tell(session)


GOLDEN = "153d7a67181caacdd27ab93039dbdcfad7e10d957170af0c518e4ff127d00b0a"
"""The hash of the year's last entry: on both databases, on any day. It changes only when the story or the bytes do."""


def test_it_is_the_same_book_hash_for_hash(told: Told) -> None:
    with read_session(told.engine) as session:
        assert end_of_chain(session, told.story.book_id) == GOLDEN


def test_every_municipality_is_in_its_association_and_its_area(told: Told) -> None:
    with read_session(told.engine) as session:
        register = organisations(session, scope=EVERYTHING, as_of=date(2020, 10, 2))
    groups = Counter((one.kind, one.group) for row in register for one in row.memberships)
    assert {group: count for (kind, group), count in groups.items() if kind == "municipal_association"} == {
        "FB": 14,
        "GR": 12,
        "SH": 8,
        "SK": 15,
    }
    assert sum(count for (kind, _group), count in groups.items() if kind == "care_area") == 49
    assert groups["adjunct", "SH"] == 1
    simba = [row.code for row in register for one in row.memberships if one.group == "SIMBA"]
    assert {one.group for row in register if row.code in simba for one in row.memberships} == {"GR", "SIMBA"}
