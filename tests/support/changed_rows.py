"""Changes a row past the guards, and tells what the controls say of it; nothing of it remains."""

from sqlalchemy import Engine, text

from ledger.db import guards
from ledger.db.session import write_session
from ledger.domain.scope import Scope
from ledger.posting import rehearsed
from ledger.reports.controls import run_controls


def found_after_change(engine: Engine, book_id: int, table: str, column: str) -> list[tuple[int, str, str | None]]:
    """The breaks that the controls find when a text of the table's first document is another: number, what, subject.

    The subject is told as empty when it is the document's own number.
    """
    with write_session(engine) as session, rehearsed(session):
        connection = session.connection()
        guards.remove(connection)
        first = f"(SELECT MIN(document_id) FROM {table})"
        connection.execute(text(f"UPDATE {table} SET {column} = 'något annat' WHERE document_id = {first}"))
        guards.install(connection)
        results = run_controls(session, scope=Scope.everything(), book_id=book_id, as_of=None, known_at=None)
        number = connection.execute(text(f"SELECT number FROM document WHERE id = {first}")).scalar_one()
    breaks = [(result.no, one.what, one.subject) for result in results for one in result.breaks]
    return [(no, what, "" if subject == number else subject) for no, what, subject in breaks]


CHANGED = [(9, "Handlingen är inte den som registrerades", "")]
"""What a changed row of a document's own tables is found as."""

RECIPIENT_COLUMNS = {
    "passing_on": "text",
    "recall": "reason",
    "report_payout_row": "payee_account",
    "paid_back": "text",
    "use_disallowance": "reason",
    "use_report": "text",
    "use_report_cost": "cost_type",
    "write_off": "reason",
}
"""A text of every table about recipients that has one; the others hold days, amounts and ids."""
RECIPIENT_WITHOUT_TEXT = {"passing_on_share", "report_payout", "use_review"}
