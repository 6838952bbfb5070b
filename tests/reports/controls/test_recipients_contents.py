"""Control 9 finds a changed row of what recipients passed on, reported, were paid, and owe back."""

from typing import Final

import pytest
from sqlalchemy import text

from ledger.db import guards
from ledger.db.session import write_session
from ledger.money import kronor
from ledger.posting import rehearsed
from ledger.reports.controls import run_controls
from ledger.services.allocations import allocate_amounts
from tests.support.held import Held
from tests.support.recipients import CHANGES
from tests.support.story import EVERYTHING, SPLIT_ON

MORE_ORE: Final = kronor(70)
"""In arrears: it is owed after the report."""


@pytest.fixture
def changed(held: Held) -> Held:
    """With a row in every table of recipients."""
    with held.money.writing() as session:
        allocate_amounts(
            session,
            **held.here,
            pot_id=held.pots["SUICID2020"],
            amounts={held.pots["GR"]: MORE_ORE},
            decision_id=held.decisions["SPLIT"],
            on=SPLIT_ON,
        )
    held.pass_on([held.child("1444", kronor(1_000))])
    held.recalled(kronor(500))
    held.paid_back(kronor(100))
    held.written_off(kronor(50))
    report_id = held.approved(held.report(kronor(2_000))).report.id
    held.disallowed(report_id, kronor(10))
    owed = held.approved(held.report(MORE_ORE, "GR"), decision_id=held.decisions["USE"])
    held.paid(owed.report.id)
    return held


def test_every_table_is_in_its_documents_digest(changed: Held) -> None:
    engine, book_id = changed.money.story.engine, changed.money.story.book_id
    changed.require_green()
    for table, change in CHANGES.items():
        with write_session(engine) as session, rehearsed(session):
            connection = session.connection()
            guards.remove(connection)
            first = f"(SELECT MIN(document_id) FROM {table})"
            connection.execute(text(f"UPDATE {table} SET {change} WHERE document_id = {first}"))
            guards.install(connection)
            results = run_controls(session, scope=EVERYTHING, book_id=book_id, as_of=None, known_at=None)
            number = connection.execute(text(f"SELECT number FROM document WHERE id = {first}")).scalar_one()
        assert (9, "Handlingen är inte den som registrerades", number) in [
            (result.no, one.what, one.subject) for result in results for one in result.breaks
        ], table
