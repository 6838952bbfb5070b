"""Every use case of the registers and the allocation leaves its row in the audit log: ids, days and codes only."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.audit import Audit
from ledger.db.session import read_session, write_session
from ledger.services.agreement_amounts import correct_amount, decide_amount
from ledger.services.audit import write_audit
from tests.support.allocating import REASON, by_amounts, key_of, turned_back
from tests.support.story import SPLIT_ON, Story

AuditRow: TypeAlias = tuple[str, str, int | None, str]
"""Verb, what it concerned, its book and the facts."""


def rows(story: Story, verb: str, what: str) -> list[AuditRow]:
    query = (
        select(Audit.verb, Audit.what, Audit.book_id, Audit.facts, Audit.actor_id, Audit.what_id)
        .where(Audit.verb == verb, Audit.what == what)
        .order_by(Audit.id)
    )
    with read_session(story.engine) as session:
        found = session.execute(query).all()
    assert {row.actor_id for row in found} <= {story.officer_id}
    assert all(row.what_id is not None for row in found)
    return [(row.verb, row.what, row.book_id, row.facts) for row in found]


@pytest.mark.parametrize(
    ("verb", "what", "times", "facts"),
    [
        ("register", "person", 2, "{}"),
        ("register", "organisation", 8, '{"kind":"association"}'),
        ("open", "book", 1, '{"code":"vastkom","opened_on":"2020-01-01"}'),
        ("open", "pot", 10, '{"code":"SIMBA-SKOLA","holder_id":null,"opened_on":"2020-10-02"}'),
        ("register", "agreement", 1, '{"code":"PH2020"}'),
        ("add", "purpose", 2, '{"agreement_id":1,"code":"UNGDOM","pot_id":3}'),
        ("set", "terms", 1, '{"agreement_id":1,"valid_from":"2020-08-27","version":1}'),
        ("register", "body", 4, '{"advisory":true}'),
        (
            "grant",
            "mandate",
            6,
            '{"body_id":3,"pot_id":4,"power":"allocation","valid_from":"2020-08-27","valid_to":null}',
        ),
        (
            "grant",
            "attest_right",
            2,
            (
                '{"limit_ore":50000000,"person_id":2,"pot_id":2,"step":"approve",'
                '"valid_from":"2020-08-27","valid_to":null}'
            ),
        ),
        ("register", "decision", 5, '{"body_id":3,"decided_on":"2020-10-02"}'),
        ("register", "recommendation", 1, '{"body_id":4,"decided_on":"2020-08-27"}'),
        ("register", "agreement_amount", 1, "{}"),
        ("book", "agreement_amount", 1, '{"entry":"2020-1"}'),
    ],
)
def test_the_story_left_its_rows(story: Story, verb: str, what: str, times: int, facts: str) -> None:
    found = rows(story, verb, what)
    of_no_book = what in {"person", "organisation", "body"}
    assert len(found) == times
    assert found[-1] == (verb, what, None if of_no_book else story.book_id, facts)


def _key(story: Story) -> None:
    key_of(story)


def _allocation(story: Story) -> None:
    by_amounts(story, {"SK": 100})


def _correction(story: Story) -> None:
    turned_back(story, by_amounts(story, {"SK": 100}))


def _amount_corrected(story: Story) -> None:
    with write_session(story.engine) as session:
        raised = decide_amount(
            session,
            **story.officer,
            purpose_id=story.suicide.id,
            amount_ore=100,
            decision_id=story.decisions["AGREED"],
            on=SPLIT_ON,
        )
        correct_amount(session, **story.officer, document_id=raised.document.id, reason=REASON, booked_on=SPLIT_ON)


@pytest.mark.parametrize(
    ("does", "verb", "what", "facts"),
    [
        (_key, "register", "allocation_key", '{"as_of":"2019-12-31","code":"BEF","weights":4}'),
        (_allocation, "register", "allocation", "{}"),
        (_allocation, "book", "allocation", '{"entry":"2020-2"}'),
        (_correction, "annul", "allocation", '{"entry":"2020-3","reverses":"2020-2"}'),
        (_amount_corrected, "annul", "agreement_amount", '{"entry":"2020-3","reverses":"2020-2"}'),
    ],
    ids=["key", "allocation", "booked", "taken back", "amount turned back"],
)
def test_each_use_case_leaves_its_row(
    story: Story, does: Callable[[Story], None], verb: str, what: str, facts: str
) -> None:
    does(story)
    assert rows(story, verb, what)[-1] == (verb, what, story.book_id, facts)


def test_a_row_says_when(story: Story) -> None:
    before = clock.now()
    with write_session(story.engine) as session:
        write_audit(session, actor=story.officer_id, book_id=None, verb="download", what="avstamning", what_id=None)
    with read_session(story.engine) as session:
        recorded = session.scalars(select(Audit.recorded_at).order_by(Audit.id)).all()
    assert recorded == sorted(recorded)
    assert before <= recorded[-1] <= clock.now()
