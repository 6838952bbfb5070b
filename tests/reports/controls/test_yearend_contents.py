"""Control 9 finds a changed row of any table of the year's end: what was registered is in its document's digest."""

from typing import Any

import pytest
from sqlalchemy import text

from ledger.db import guards
from ledger.db.session import write_session
from ledger.posting import rehearsed
from ledger.reports.controls import run_controls
from ledger.services.lapses import register_lapse
from ledger.services.repayments import repay
from tests.support.handing import SHARE, Handing, with_takers
from tests.support.money import MILLION, Money
from tests.support.story import EVERYTHING
from tests.support.yearend import CHANGES, NEXT_YEAR, YEAR_END, assert_controls_tie, more_authority, with_year_end


@pytest.fixture
def handing(money: Money) -> Handing:
    """With a row in every table of the year's end: of two documents in the table that several kinds share."""
    more_authority(money)
    ending = with_year_end(money)
    here = money.story.officer
    purpose = money.story.suicide.id
    with money.writing() as session:
        given: dict[str, Any] = {"purpose_id": purpose, "decision_id": ending.decision_id, "amount_ore": MILLION}
        register_lapse(session, **here, **given, on=YEAR_END)
        repay(session, **here, **given, bank_account_id=money.bank_id, on=YEAR_END)
        (carried,) = ending.carry(session, commitment_ids=[money.commitment_id]).commitments
    handing = with_takers(money, decision_id=ending.decision_id)
    (part,) = handing.handed(
        handing.part("SK", 0, pot_id=ending.next.pot.id, commitment_ids=(carried.new_id,)), on=NEXT_YEAR
    ).parts
    handing.settled(None, part.given.id, SHARE)
    return handing


def test_every_table_is_in_its_documents_digest(handing: Handing) -> None:
    engine, book_id = handing.story.engine, handing.story.book_id
    assert_controls_tie(engine, *handing.books)
    for table, change in CHANGES.items():
        with write_session(engine) as session, rehearsed(session):
            connection = session.connection()
            guards.remove(connection)
            first = f"(SELECT MIN(document_id) FROM {table})"
            connection.execute(text(f"UPDATE {table} SET {change} WHERE document_id = {first}"))
            guards.install(connection)
            results = run_controls(session, scope=EVERYTHING, book_id=book_id, as_of=None, known_at=None)
            number = connection.execute(text(f"SELECT number FROM document WHERE id = {first}")).scalar_one()
        assert [(result.no, one.what, one.subject) for result in results for one in result.breaks] == [
            (9, "Handlingen är inte den som registrerades", number)
        ], table
