"""Control 9 finds a changed row of the tables about money that comes in."""

import pytest
from sqlalchemy import text

from ledger.db import guards
from ledger.db.session import write_session
from ledger.posting import rehearsed
from ledger.reports.controls import run_controls
from tests.support.claims import Claims, differing
from tests.support.money_in import CHANGES, fill
from tests.support.story import EVERYTHING


@pytest.fixture
def filled(claims: Claims) -> Claims:
    """Claims with rows of every table."""
    fill(claims)
    return claims


def test_all_of_it_ties(filled: Claims) -> None:
    assert differing(filled.money) == []


@pytest.mark.parametrize("table", CHANGES)
def test_a_changed_row(table: str, filled: Claims) -> None:
    story = filled.money.story
    with write_session(story.engine) as session, rehearsed(session):
        connection = session.connection()
        guards.remove(connection)
        first = f"(SELECT MIN(document_id) FROM {table})"
        connection.execute(text(f"UPDATE {table} SET {CHANGES[table]} WHERE document_id = {first}"))
        guards.install(connection)
        results = run_controls(session, scope=EVERYTHING, book_id=story.book_id, as_of=None, known_at=None)
        number = connection.execute(text(f"SELECT number FROM document WHERE id = {first}")).scalar_one()
    assert [(one.what, one.subject) for one in results[8].breaks] == [
        ("Handlingen är inte den som registrerades", number)
    ]
