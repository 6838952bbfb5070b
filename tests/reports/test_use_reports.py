"""The list of use reports: every state as it stood, on any day and as it was known."""

from datetime import date, datetime

from ledger import clock
from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.money import kronor
from ledger.reports.standpoint import standpoint
from ledger.reports.use_reports import UseReportRow, use_reports
from ledger.services.use_reports import change_use_report, draft_use_report, return_use_report
from ledger.services.use_reviews import correct_use_review
from tests.support.held import RECLAIMED_ON, REPORTED_ON, REVIEWED_ON, Held
from tests.support.money import REASON

AMOUNT = kronor(400_000)


def told(held: Held, as_of: date = RECLAIMED_ON, known_at: datetime | None = None) -> tuple[UseReportRow, ...]:
    with read_session(held.money.story.engine) as session:
        at = standpoint(
            session,
            scope=Scope.everything(),
            book_id=held.here["book_id"],
            agreement="PH2020",
            as_of=as_of,
            known_at=known_at,
        )
        return use_reports(session, at)


def test_drafts_and_returned_reports_are_listed_and_replaced_ones_not(held: Held) -> None:
    returned = held.submitted(held.report(AMOUNT))
    replaced = held.submitted(held.report(AMOUNT + 1))
    with held.money.writing() as session:
        return_use_report(session, **held.here, report_id=returned, reason=REASON)
        change_use_report(session, **held.here, report_id=replaced, report=held.report(AMOUNT + 2))
        draft_use_report(session, **held.here, report=held.report(AMOUNT, reported_on=RECLAIMED_ON))
    submitted = held.submitted(held.report(AMOUNT))
    held.confirmed(submitted)
    assert [(row.number, row.state, row.amount_ore) for row in told(held)] == [
        ("ÅR-2021-01", "returned", AMOUNT),
        ("ÅR-2021-03", "draft", AMOUNT + 2),
        ("ÅR-2021-04", "draft", AMOUNT),
        ("ÅR-2021-05", "confirmed", AMOUNT),
    ]
    assert {(row.held_ore, row.arrears_ore, row.own_ore, row.entry) for row in told(held)} == {(0, 0, 0, None)}
    assert len(told(held, REPORTED_ON)) == 3
    assert told(held, date(2021, 1, 1)) == ()


def test_what_was_known_then_is_told_again(held: Held) -> None:
    before = clock.now()
    done = held.approved(held.report(AMOUNT))
    approved = clock.now()
    held.disallowed(done.report.id, AMOUNT)
    disallowed = clock.now()
    (row,) = told(held)
    assert (row.state, row.disallowed_ore, row.held_ore) == ("disallowed", AMOUNT, AMOUNT)
    assert told(held, known_at=before) == ()
    (row,) = told(held, known_at=approved)
    assert (row.state, row.disallowed_ore) == ("approved", 0)
    (row,) = told(held, REVIEWED_ON, known_at=disallowed)
    assert (row.state, row.disallowed_ore) == ("approved", 0), "it was disallowed on a later day"


def test_a_report_that_was_turned_back_waits_again(held: Held) -> None:
    done = held.approved(held.report(AMOUNT))
    held.corrected(correct_use_review, done.review.id)
    (row,) = told(held)
    assert (row.state, row.review) == ("submitted", None)
    (row,) = told(held, REVIEWED_ON)
    assert row.review is not None, "it was in force until the day of the correction"
