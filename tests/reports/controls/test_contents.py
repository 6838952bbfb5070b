"""Control 9 finds a changed row of any document's own tables: what was registered is in its digest."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from ledger.db.details import FORMS
from ledger.db.session import open_engine, write_session
from ledger.demo import tell
from tests.support.changed_rows import CHANGED, RECIPIENT_COLUMNS, RECIPIENT_WITHOUT_TEXT, found_after_change
from tests.support.databases import PostgresqlDatabases, SqliteDatabases

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
}
WITHOUT_TEXT = {"payout"}
"""Its columns are days, amounts, and words that the database itself holds to a list."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest) -> Iterator[tuple[Engine, int]]:
    """The demo's story, to be read only, and its book."""
    databases: SqliteDatabases | PostgresqlDatabases = request.getfixturevalue(f"{request.param}_databases")
    engine = open_engine(databases.new_url())
    with write_session(engine) as session:
        book_id = tell(session).book_id
    yield engine, book_id
    engine.dispose()


def test_every_table_is_tried() -> None:
    tried = COLUMNS.keys() | WITHOUT_TEXT | RECIPIENT_COLUMNS.keys() | RECIPIENT_WITHOUT_TEXT
    assert tried == {table.__tablename__ for form in FORMS.values() for table in form.tables}


@pytest.mark.parametrize("table", COLUMNS)
def test_a_changed_row(table: str, told: tuple[Engine, int]) -> None:
    engine, book_id = told
    assert found_after_change(engine, book_id, table, COLUMNS[table]) == CHANGED
