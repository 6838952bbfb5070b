"""What the database itself refuses of periods, past the program: one person alone, a broken book, a closed year."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import pytest
from sqlalchemy import Engine

from ledger.db.session import write_session
from tests.support.closing import LAST_MONTH, close_a_year
from tests.support.raw import DRIVER_ERRORS, dump, raw
from tests.support.story import Story

MOMENT = "2021-04-01T00:00:00.000000Z"
MONTH = LAST_MONTH.isoformat()
KEY = {"month": MONTH, "digest": "d" * 64}

Statement: TypeAlias = tuple[str, list[object]]


@dataclass
class Closed:
    """An empty book whose year 2019 is closed, with one more explanation of its last month, by the officer."""

    engine: Engine
    book_id: int
    officer_id: int
    approver_id: int


@pytest.fixture
def closed(story: Story) -> Closed:
    with write_session(story.engine) as session:
        book_id = close_a_year(session, story.officer_id, story.approver_id)
    made = Closed(story.engine, book_id, story.officer_id, story.approver_id)
    with raw(made.engine) as connection:
        connection.run(*explanation(made))
        connection.commit()
    return made


def row(table: str, **values: object) -> Statement:
    return f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", list(values.values())


def explanation(closed: Closed, control: str = "bank", no: int = 1) -> Statement:
    told = dict.fromkeys(("what", "pot_code", "subject", "reason"), "något")
    amounts = {"ledger_ore": 0, "expected_ore": 0}
    by = {"recorded_at": MOMENT, "actor_id": closed.officer_id}
    return row("explanation", **KEY, book_id=closed.book_id, no=no, control=control, **told, **amounts, **by)


def acceptance(closed: Closed, explained_by: int, actor_id: int, no: int = 1) -> Statement:
    by = {"explained_by": explained_by, "recorded_at": MOMENT, "actor_id": actor_id}
    return row("explanation_acceptance", **KEY, book_id=closed.book_id, no=no, **by)


def finding(closed: Closed) -> Statement:
    return row("closing_finding", **KEY, book_id=closed.book_id, no=1, explanation_no=1)


def state(closed: Closed, said: str, no: int) -> Statement:
    month = {"month": MONTH, "no": no, "state": said, "changed_on": "2021-04-01", "reason": "skäl"}
    return row("period_state", book_id=closed.book_id, **month, recorded_at=MOMENT, actor_id=closed.officer_id)


def year(closed: Closed, number: int) -> Statement:
    closing = {"year": number, "closed_on": "2021-04-01", "reason": ""}
    return row("year_closing", book_id=closed.book_id, **closing, recorded_at=MOMENT, actor_id=closed.officer_id)


def refused(closed: Closed, statement: Statement, *names: str) -> None:
    before = dump(closed.engine)
    with pytest.raises(DRIVER_ERRORS) as refusal, raw(closed.engine) as connection:
        connection.run(*statement)
        connection.commit()
    assert any(name in str(refusal.value) for name in names), str(refusal.value)
    assert dump(closed.engine) == before


def test_the_right_rows_are_taken(closed: Closed) -> None:
    """Else every refusal below might be for another reason."""
    with raw(closed.engine) as connection:
        connection.run(*acceptance(closed, closed.officer_id, closed.approver_id))
        connection.run(*finding(closed))
        connection.run(*state(closed, "closed", 2))
        connection.commit()


def lone(closed: Closed) -> Iterator[Statement]:
    """One person alone: saying so, or saying that somebody else explained; and what nobody has explained."""
    yield acceptance(closed, closed.officer_id, closed.officer_id)
    yield acceptance(closed, closed.approver_id, closed.officer_id)
    yield acceptance(closed, closed.officer_id, closed.approver_id, no=2)


def test_one_person_never_explains_and_accepts(closed: Closed) -> None:
    for statement in lone(closed):
        refused(closed, statement, "guard:explanation_same_person", "ck_explanation_acceptance_two_persons")


def test_a_broken_book_is_never_explained(closed: Closed) -> None:
    for control in ("integrity", "balanced", "authority", "twice"):
        refused(closed, explanation(closed, control, 2), "guard:explanation_of_integrity", "ck_explanation_control")


def test_no_month_is_closed_on_what_nobody_accepted(closed: Closed) -> None:
    refused(closed, finding(closed), "guard:finding_not_accepted")


def test_no_month_of_a_closed_year_is_opened(closed: Closed) -> None:
    refused(closed, state(closed, "open", 2), "guard:year_closed")


def test_no_year_is_closed_before_its_last_month(closed: Closed) -> None:
    refused(closed, year(closed, 2020), "guard:year_months_open")
