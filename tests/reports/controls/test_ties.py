"""A book where everything has happened ties, with its evidence; what has no evidence never does."""

from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.reports.controls import Answer, run_controls
from tests.support.kept import Kept

CANNOT = {7, 10}


def test_everything_ties(books: tuple[Kept, Kept]) -> None:
    for kept in books:
        with read_session(kept.engine) as session:
            results = run_controls(
                session, scope=Scope.everything(), book_id=kept.book.book_id, as_of=None, known_at=None
            )
        assert [(r.no, r.breaks) for r in results if r.answer is Answer.DIFFERS] == []
        assert [r.no for r in results] == list(range(1, 12))
