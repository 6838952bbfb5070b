"""The story of 2020: its figures tie, what is not published is marked, and it is the same book whenever it is told."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import Engine, select

from ledger.db.documents import Document
from ledger.db.session import read_session, write_session
from ledger.demo import AGREEMENT, tell
from ledger.domain.scope import Scope
from ledger.errors import DatabaseNotEmpty
from ledger.money import kronor
from ledger.reports.organisations import organisations
from ledger.reports.statement import statement
from tests.support.chain import end_of_chain


def test_the_story_ends_where_its_figures_say(engine: Engine) -> None:
    with write_session(engine) as session:
        story = tell(session)
    with read_session(engine) as session:
        told = statement(
            session,
            scope=Scope.everything(),
            book_id=story.book_id,
            agreement=AGREEMENT,
            pot=None,
            as_of=date(2021, 3, 31),
            known_at=None,
        )
    total = told.total.authority
    assert total.authorised_ore == kronor(33_422_811)
    assert total.available_ore == kronor(3_422_811)
    assert total.committed_ore == kronor(600_000)
    assert total.disbursed_ore == kronor(29_000_000)
    assert total.used_ore == kronor(400_000)
    assert told.total.cash is not None
    assert told.total.cash.requisitioned_ore == told.total.cash.received_ore == kronor(33_422_811)
    assert told.total.cash.bank_ore == kronor(33_422_811 - 29_000_000 - 400_000)
    shares = {row.code: row.own.authority.authorised_ore for row in told.trees[0].rows}
    assert shares["KF-SK"] == kronor(1_090_341)
    assert shares["DELREG-GBG"] == kronor(6_409_944)


def test_what_is_not_published_is_marked(engine: Engine) -> None:
    with write_session(engine) as session:
        tell(session)
    with read_session(engine) as session:
        unmarked = session.scalars(select(Document.kind).where(~Document.example).order_by(Document.id)).all()
    assert unmarked == ["agreement_amount", "commitment"]


def test_it_is_told_in_an_empty_database_only(engine: Engine) -> None:
    with write_session(engine) as session:
        tell(session)
    with pytest.raises(DatabaseNotEmpty), write_session(engine) as session:
        tell(session)


GOLDEN = "e3785e00b29fe654d816143763d7504216371dd7edc4e86948d99b6db1bc5678"
"""The hash of the story's last entry: on both databases, on any day. It changes only when the story or the bytes do."""


def test_it_is_the_same_book_hash_for_hash(engine: Engine) -> None:
    with write_session(engine) as session:
        story = tell(session)
    with read_session(engine) as session:
        assert end_of_chain(session, story.book_id) == GOLDEN


def test_every_municipality_is_in_its_association_and_its_area(engine: Engine) -> None:
    with write_session(engine) as session:
        tell(session)
    with read_session(engine) as session:
        register = organisations(session, scope=Scope.everything(), as_of=date(2020, 10, 2))
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
