"""The periods of a book: who closed and opened what when, on which explanations, now and as it was known."""

from datetime import date, datetime
from typing import Final

import pytest

from ledger import clock, closing
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import MomentInFuture, NotFound
from ledger.reports.period_tables import explanation_table, history_table, month_table, year_table
from ledger.reports.periods import Periods, explanations_of, periods
from ledger.services.persons import change_title
from ledger.services.reopening import reopen_month
from tests.support.banking import NEXT_DAY, Banking
from tests.support.closing import WHY, close_months, let_stand
from tests.support.money import Money
from tests.support.queries import counted
from tests.support.story import COUNTY_ORE, EVERYTHING, OPENED_ON, Story

DECEMBER, JANUARY = date(2020, 12, 1), date(2021, 1, 1)
FEE: Final = 5_00
REOPENED: Final = "Inbetalningen hör till ett annat ändamål"


@pytest.fixture
def closed(banking: Banking) -> Story:
    """December is closed on the bank's difference of five kronor and on the missing file of the accounting system."""
    story = banking.money.story
    close_months(story, DECEMBER)
    banking.say(NEXT_DAY, COUNTY_ORE, COUNTY_ORE - FEE)
    with write_session(story.engine) as session:
        let_stand(session, story.officer, story.approver, DECEMBER)
        closing.close_month(session, **story.officer, month=DECEMBER, reason="Avstämd")
    return story


def told(story: Story, known_at: datetime | None = None) -> Periods:
    with read_session(story.engine) as session:
        return periods(session, scope=EVERYTHING, book_id=story.book_id, known_at=known_at)


def test_a_book_where_nothing_is_closed(money: Money) -> None:
    found = told(money.story)
    today = clock.today()
    assert found.months[0].month == OPENED_ON
    assert found.months[-1].month == today.replace(day=1)
    assert {row.state for row in found.months} == {"open"}
    assert [row.year for row in found.years] == list(range(OPENED_ON.year, today.year + 1))
    assert (found.history, found.explanations) == ((), ())


def test_who_closed_what_on_which_explanations(closed: Story) -> None:
    found = told(closed)
    december = found.months[11].change
    assert december is not None
    assert (december.month, december.no, december.state, december.reason) == (DECEMBER, 1, "closed", "Avstämd")
    assert december.by.who == f"Ekonom ({closed.officer_id})"
    about = {one.control: one for one in december.explanations}
    bank = about["bank"]
    assert (bank.difference_ore, bank.ledger_ore, bank.expected_ore) == (FEE, COUNTY_ORE, COUNTY_ORE - FEE)
    assert (bank.reason, bank.explained.title, bank.subject) == (WHY, "Ekonom", "KU-2020-01")
    assert bank.accepted is not None
    assert (bank.accepted.person_id, bank.accepted.title) == (closed.approver_id, "Beslutsattestant")
    assert bank.explained.at <= bank.accepted.at <= december.by.at
    assert about.keys() == {"bank", "accounts"}
    assert found.months[12].state == "open"


def test_opened_and_closed_anew_stays_in_the_history(closed: Story) -> None:
    with write_session(closed.engine) as session:
        reopen_month(session, **closed.approver, month=DECEMBER, reason=REOPENED)
    opened = told(closed)
    assert (opened.months[11].state, opened.history[-1].reason) == ("open", REOPENED)
    assert opened.history[-1].by.person_id == closed.approver_id
    with write_session(closed.engine) as session:
        closing.close_month(session, **closed.officer, month=DECEMBER)
    found = told(closed)
    of_december = [(one.no, one.state, len(one.explanations)) for one in found.history if one.month == DECEMBER]
    assert of_december == [(1, "closed", 2), (2, "open", 0), (3, "closed", 2)]
    assert [one.by.at for one in found.history] == sorted(one.by.at for one in found.history)


def test_what_was_known_then(closed: Story) -> None:
    december = told(closed).months[11].change
    assert december is not None
    at = december.by.at
    with write_session(closed.engine) as session:
        reopen_month(session, **closed.officer, month=DECEMBER, reason=REOPENED)
        (key, _) = sorted(one.key for one in december.explanations)
        closing.explain(session, **closed.officer, month=DECEMBER, finding=key, reason="Nu vet vi mer om saken")
    then, now = told(closed, at), told(closed)
    assert (then.months[11].change, then.months[11].state) == (december, "closed")
    assert [one.no for one in then.explanations] == [1, 1]
    assert sorted((one.no, one.accepted is None) for one in now.explanations) == [(1, False), (2, True)]
    accepted = max(one.accepted.at for one in december.explanations if one.accepted is not None)
    before = told(closed, accepted).months[11]
    assert before.change is None, "it was explained and accepted, and not closed yet"
    with pytest.raises(MomentInFuture):
        told(closed, datetime.max.replace(tzinfo=at.tzinfo))


def test_an_explanation_is_known_before_its_acceptance(closed: Story) -> None:
    every = sorted(told(closed).explanations, key=lambda one: one.explained.at)
    first = every[0]
    (then,) = told(closed, first.explained.at).explanations
    assert (then.digest, then.explained, then.accepted) == (first.digest, first.explained, None)


def test_titles_are_those_of_the_day(closed: Story) -> None:
    known_at = clock.now()
    with write_session(closed.engine) as session:
        change_title(
            session,
            actor=closed.approver_id,
            scope=EVERYTHING,
            person_id=closed.officer_id,
            title="Ekonomichef",
            valid_from=clock.today(),
        )
    assert {change.by.title for change in told(closed).history} == {"Ekonomichef"}
    assert {change.by.title for change in told(closed, known_at).history} == {"Ekonom"}


def test_a_closed_year_says_by_whom(closed: Story) -> None:
    with write_session(closed.engine) as session:
        closing.close_year(session, **closed.officer, year=2020, reason="Årsbokslut")
    first, second, *_ = told(closed).years
    assert first.closed is not None
    assert (first.year, first.state, first.reason, first.closed.title) == (2020, "closed", "Årsbokslut", "Ekonom")
    assert (second.year, second.state, second.closed) == (2021, "open", None)
    assert month_table(told(closed)).notes[:2] == ("2020: stängd.", "2021: öppen.")
    rows = year_table(told(closed)).rows
    assert rows[0][:3] == ("2020", "closed", "Stängd")
    assert rows[1] == ("2021", "open", "Öppen", None, None, None, None)


def test_the_tables(closed: Story) -> None:
    found = told(closed)
    months = month_table(found)
    december, january = months.rows[11], months.rows[12]
    assert december[:3] == ("2020-12", "closed", "Stängd")
    assert december[4:] == (str(closed.officer_id), "Ekonom", "Avstämd", 2, FEE)
    assert january == ("2021-01", "open", "Öppen", None, None, None, None, None, None)
    assert len(history_table(found).rows) == 12
    assert {row[0]: row[5] for row in explanation_table(found).rows if row[2] == "bank"} == {"2020-12": FEE}


def test_explanations_of_one_month(closed: Story) -> None:
    with read_session(closed.engine) as session:
        december, january = (
            explanations_of(session, scope=EVERYTHING, book_id=closed.book_id, month=month, known_at=None)
            for month in (DECEMBER, JANUARY)
        )
    assert january == ()
    assert {one.control for one in december} == {"bank", "accounts"}


def test_as_many_questions_however_many_months(closed: Story) -> None:
    with counted(closed.engine) as few:
        told(closed)
    close_months(closed, date(2021, 6, 1), JANUARY)
    with counted(closed.engine) as many:
        told(closed)
    assert len(many) == len(few)


@pytest.mark.parametrize("pots_alone", [True, False])
def test_a_book_out_of_scope_has_no_periods(money: Money, *, pots_alone: bool) -> None:
    story = money.story
    pots = frozenset({(story.book_id, "/")}) if pots_alone else frozenset[tuple[int, str]]()
    scope = Scope(books=frozenset(), pots=pots)
    with read_session(story.engine) as session:
        with pytest.raises(NotFound):
            periods(session, scope=scope, book_id=story.book_id, known_at=None)
        with pytest.raises(NotFound):
            explanations_of(session, scope=scope, book_id=story.book_id, month=DECEMBER, known_at=None)
