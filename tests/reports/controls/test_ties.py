"""A book where everything has happened ties, on every day and at every moment; what lacks evidence never does."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.reports.controls import Answer, ControlResult, run_controls
from tests.support.kept import Kept

CANNOT = {7, 10}


def differing(results: tuple[ControlResult, ...]) -> list[tuple[int, str]]:
    return [(result.no, one.what) for result in results for one in result.breaks]


def test_everything_ties(books: tuple[Kept, Kept]) -> None:
    for kept in books:
        with read_session(kept.engine) as session:
            results = run_controls(
                session, scope=Scope.everything(), book_id=kept.book.book_id, as_of=None, known_at=None
            )
        assert differing(results) == []
        assert [(result.no, result.answer) for result in results] == [
            (no, Answer.CANNOT_BE_CHECKED if no in CANNOT else Answer.TIES) for no in range(1, 12)
        ]


def test_it_ties_on_every_day(session: Session, kept: Kept) -> None:
    for day in {date(2020, 1, 1), date(2020, 12, 30), date(2021, 1, 31), date(2021, 3, 1), date(2030, 1, 1)}:
        results = run_controls(session, scope=Scope.everything(), book_id=kept.book.book_id, as_of=day, known_at=None)
        assert differing(results) == [], day


def test_it_ties_as_it_was_known_at_every_moment(session: Session, kept: Kept) -> None:
    handed_out = kept.booked[-2].seq
    for booked in kept.booked:
        results = run_controls(
            session,
            scope=Scope.everything(),
            book_id=kept.book.book_id,
            as_of=None,
            known_at=booked.recorded_at,
        )
        # Between the two books' entries something had left the one and not yet come to the other.
        between = [(2, "Överlämnat summerar inte till noll över alla böcker")] if booked.seq == handed_out else []
        assert differing(results) == between, booked.name


def test_the_evidence_is_equations_that_hold(session: Session, kept: Kept) -> None:
    results = run_controls(session, scope=Scope.everything(), book_id=kept.book.book_id, as_of=None, known_at=None)
    evidence = {result.no: result.evidence for result in results}
    assert {no for no, told in evidence.items() if told} == {1, 2, 3, 4, 5, 6, 8, 9}
    assert all(one.left_ore == one.right_ore for told in evidence.values() for one in told)
    sentences = [one.sentence.replace("\u00a0", " ") for one in evidence[3]]
    assert sentences == ["Rekvirerat 7 400 = inbetalt 5 400 − tillbakasänt 100 + fordran 2 100"]
    assert evidence[3][0].right_label == "inbetalt − tillbakasänt + fordran"


def test_a_control_without_its_evidence_says_what_it_lacks(session: Session, kept: Kept) -> None:
    results = run_controls(session, scope=Scope.everything(), book_id=kept.book.book_id, as_of=None, known_at=None)
    assert {result.no: result.missing for result in results if result.missing} == {
        7: "kontoutdrag för bank-1",
        10: "SIE-fil från ekonomisystemet",
    }


def test_a_book_outside_the_scope_is_not_there(session: Session, kept: Kept) -> None:
    with pytest.raises(NotFound):
        run_controls(session, scope=Scope.of_books(-1), book_id=kept.book.book_id, as_of=None, known_at=None)
