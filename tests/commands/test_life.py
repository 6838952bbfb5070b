"""From an empty database through the whole life by commands alone: every one of them done, corrected, and tied."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from ledger.closing import month_findings
from ledger.commands.batches import Done, run_lines
from ledger.commands.catalogue import COMMANDS
from ledger.commands.permission import Caller
from ledger.commands.running import run, undone
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import CommandLineRefused, LedgerError
from ledger.messages import explain
from ledger.reports.books import all_books
from ledger.reports.controls import Answer, run_controls
from ledger.services.persons import find_person
from tests.support.commanding import OFFICER, REASON, SECOND, Line, line
from tests.support.commanding_end import all_there_is

BOOKS = {1: "vastkom", 2: "skaraborg"}

Chapters = Iterable[tuple[str | None, tuple[Line, ...]]]


def tell(engine: Engine, chapters: Chapters) -> Iterator[str]:
    """Run every chapter as the file that its person would run, and commit it; gives the names of what was done."""
    for login, lines in chapters:
        with write_session(engine) as session:
            who = Caller(None if login is None else find_person(session, login), login or "", at_machine=True)
            try:
                for done in run_lines(session, who, [json.dumps(one) for one in lines], book="vastkom"):
                    yield done.command
                    yield from corrected(session, done, lines[done.line - 1])
            except CommandLineRefused as refusal:
                told = explain(refusal.__cause__) if isinstance(refusal.__cause__, LedgerError) else ""
                raise AssertionError(f"{login} {lines[refusal.line - 1]}: {told}") from refusal


def corrected(session: Session, done: Done, line: Line) -> Iterator[str]:
    """What was just booked can be turned back, both as its document and as its voucher; then it is left as it was."""
    said = {"reason": REASON, "booked_on": line.get("on", "2022-04-30")}
    for document, entry in booked(done.answer):
        officer = Caller(find_person(session, OFFICER), OFFICER, at_machine=True)
        for command, which in (
            (f"{document['kind']}.correct", {"document": document["number"]}),
            ("entry.correct", {"year": entry["year"], "number": entry["number"]}),
        ):
            with undone(session, when=True):
                run(session, officer, command, {**which, **said}, book=BOOKS[document["book_id"]])
            yield command


def booked(answer: Any) -> Iterator[tuple[Any, Any]]:
    """The documents of an answer that an entry came of, each with its entry."""
    for one in answer.get("results", (*answer.get("parts", ()), answer)):
        for document, entry in (
            (one, one.get("entry")),
            (one.get("review"), one.get("entry")),
            (one.get("given"), one.get("given_booked")),
            (one.get("taken"), one.get("taken_booked")),
        ):
            if document and entry and f"{document.get('kind')}.correct" in COMMANDS:
                yield document, entry


def closed(engine: Engine) -> Chapters:
    """The first month of the other book, explained by one and accepted by another, opened again, and its year."""
    month = {"book": BOOKS[2], "month": "2021-12"}
    with read_session(engine) as session:
        found = month_findings(session, scope=Scope.everything(), book_id=2, month=date(2021, 12, 1))
    keys = [one.finding.key for one in found]
    yield (
        OFFICER,
        tuple(line("book.explain", finding=key, reason="Boken är ny, inget är bokfört", **month) for key in keys),
    )
    yield SECOND, tuple(line("book.accept", finding=key, **month) for key in keys)
    yield (
        OFFICER,
        (
            line("book.close_month", **month),
            line("book.reopen_month", reason="En faktura kom sent", **month),
            line("book.close_month", **month),
            line("book.close_year", year=2021, book=BOOKS[2]),
        ),
    )


def test_every_command_in_a_life_that_ties(engine: Engine) -> None:
    done = set(tell(engine, chain(all_there_is(), closed(engine))))
    assert done == set(COMMANDS)
    with read_session(engine) as session:
        for book in all_books(session, scope=Scope.everything()):
            results = run_controls(session, scope=Scope.everything(), book_id=book.id, as_of=None, known_at=None)
            assert {result.answer for result in results} <= {Answer.TIES, Answer.CANNOT_BE_CHECKED}
