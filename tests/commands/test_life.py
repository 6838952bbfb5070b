"""From an empty database to the end of the year through commands alone: what the book says then, and that it ties."""

import json
from collections.abc import Iterable

from sqlalchemy import Engine

from ledger.commands.batches import Done, run_lines
from ledger.commands.permission import Caller
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import CommandLineRefused, LedgerError
from ledger.messages import explain
from ledger.reports.books import find_book
from ledger.reports.controls import Answer, run_controls
from ledger.services.persons import find_person
from tests.support.commanding import Line, life


def tell(engine: Engine, chapters: Iterable[tuple[str | None, tuple[Line, ...]]], book: str = "vastkom") -> list[Done]:
    """Run every chapter as the file that its person would run, and commit it."""
    done: list[Done] = []
    for login, lines in chapters:
        with write_session(engine) as session:
            who = Caller(None if login is None else find_person(session, login), login or "", at_machine=True)
            try:
                done += run_lines(session, who, [json.dumps(one) for one in lines], book=book)
            except CommandLineRefused as refusal:
                told = explain(refusal.__cause__) if isinstance(refusal.__cause__, LedgerError) else ""
                raise AssertionError(f"{login} {lines[refusal.line - 1]}: {told}") from refusal
    return done


def test_a_life(engine: Engine) -> None:
    done = tell(engine, life())
    with read_session(engine) as session:
        book = find_book(session, scope=Scope.everything(), code="vastkom")
        results = run_controls(session, scope=Scope.everything(), book_id=book.id, as_of=None, known_at=None)
    assert {result.answer for result in results} <= {Answer.TIES, Answer.CANNOT_BE_CHECKED}
    assert done
