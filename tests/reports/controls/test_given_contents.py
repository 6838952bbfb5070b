"""Control 9 finds a changed row of what was taken back, moved, reserved and decided about commitments since."""

import pytest
from sqlalchemy import text

from ledger.db import guards
from ledger.db.session import write_session
from ledger.posting import rehearsed
from ledger.reports.controls import run_controls
from tests.support import reallocating
from tests.support.allocating import by_amounts
from tests.support.controlling import differing
from tests.support.money import Money
from tests.support.promising import much_decided
from tests.support.reserving import released, set_aside
from tests.support.story import EVERYTHING


@pytest.fixture
def changed(money: Money) -> Money:
    """With a row in every table of those changes."""
    by_amounts(money.story, {"SIMBA": 10_000, "GR": 10_000})
    reallocating.taken(money.story, "SIMBA", 1_000)
    reallocating.moved(money.story, "GR", "SIMBA", 1_000)
    much_decided(money)
    released(money, set_aside(money))
    return money


def test_every_table_is_in_its_documents_digest(changed: Money) -> None:
    engine, book_id = changed.story.engine, changed.story.book_id
    assert differing(engine, book_id) == {}
    for table in sorted(reallocating.TABLES):
        with write_session(engine) as session, rehearsed(session):
            connection = session.connection()
            guards.remove(connection)
            first = f"(SELECT MIN(document_id) FROM {table})"
            connection.execute(text(f"UPDATE {table} SET text = 'något annat' WHERE document_id = {first}"))
            guards.install(connection)
            results = run_controls(session, scope=EVERYTHING, book_id=book_id, as_of=None, known_at=None)
            number = connection.execute(text(f"SELECT number FROM document WHERE id = {first}")).scalar_one()
        assert [(result.no, one.what, one.subject) for result in results for one in result.breaks] == [
            (9, "Handlingen är inte den som registrerades", number)
        ], table
