"""Whether a book's controls find nothing wrong, asked after each event of a test."""

from sqlalchemy import Engine

from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.reports.controls import Answer, run_controls


def differing(engine: Engine, book_id: int) -> dict[int, object]:
    """The controls that differ, by number, with what breaks them; empty for a book that ties."""
    with read_session(engine) as session:
        results = run_controls(session, scope=Scope.everything(), book_id=book_id, as_of=None, known_at=None)
    return {result.no: result.breaks for result in results if result.answer is Answer.DIFFERS}
