"""Control 9 finds a changed row of any document's own tables: what was registered is in its digest."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from ledger.db import guards
from ledger.db.details import FORMS
from ledger.db.session import open_engine, write_session
from ledger.demo import tell
from ledger.domain.scope import Scope
from ledger.posting import rehearsed
from ledger.reports.controls import run_controls
from tests.support import money_in, reallocating, yearend
from tests.support.databases import PostgresqlDatabases, SqliteDatabases
from tests.support.recipient_rows import fill_recipients

COLUMNS = {
    "allocation": "text",
    "allocation_share": "weight",
    "bank_account": "number",
    "certificate": "reference",
    "commitment": "name",
    "invoice": "payee_account",
    "invoice_line": "text",
    "payout_row": "payee_account",
    "receipt": "text",
    "requisition": "reference",
    "passing_on": "text",
    "recall": "reason",
    "report_payout_row": "payee_account",
    "paid_back": "text",
    "use_disallowance": "reason",
    "use_report": "text",
    "use_report_cost": "cost_type",
    "write_off": "reason",
}
WITHOUT_TEXT = {"payout", "passing_on_share", "report_payout", "use_review"}
"""Their columns are days, amounts, ids, and words that the database itself holds to a list."""
TRIED_ELSEWHERE = {*money_in.CHANGES, *yearend.CHANGES, *reallocating.TABLES}
"""The story of the demo has no rows of theirs."""

AFTER_INVOICES = {
    "bounce",
    "bounce_row",
    "credit_invoice",
    "credit_line",
    "invoice_replacement",
    "settlement",
    "settlement_row",
}
"""Tried in `test_contents_after_invoices`: the demo's story has none of them."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest) -> Iterator[tuple[Engine, int]]:
    """The demo's story with a row in every table, to be read only, and its book."""
    databases: SqliteDatabases | PostgresqlDatabases = request.getfixturevalue(f"{request.param}_databases")
    engine = open_engine(databases.new_url())
    with write_session(engine) as session:
        story = tell(session)
        fill_recipients(session, story)
    yield engine, story.book_id
    engine.dispose()


def test_every_table_is_tried() -> None:
    assert COLUMNS.keys() | WITHOUT_TEXT | TRIED_ELSEWHERE | AFTER_INVOICES == {
        table.__tablename__ for form in FORMS.values() for table in form.tables
    }


@pytest.mark.parametrize("table", COLUMNS)
def test_a_changed_row(table: str, told: tuple[Engine, int]) -> None:
    engine, book_id = told
    column = COLUMNS[table]
    with write_session(engine) as session, rehearsed(session):
        connection = session.connection()
        guards.remove(connection)
        first = f"(SELECT MIN(document_id) FROM {table})"
        connection.execute(text(f"UPDATE {table} SET {column} = 'något annat' WHERE document_id = {first}"))
        guards.install(connection)
        results = run_controls(session, scope=Scope.everything(), book_id=book_id, as_of=None, known_at=None)
        number = connection.execute(text(f"SELECT number FROM document WHERE id = {first}")).scalar_one()
    assert [(result.no, one.what, one.subject) for result in results for one in result.breaks] == [
        (9, "Handlingen är inte den som registrerades", number)
    ]
