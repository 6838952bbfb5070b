"""The year's account: from opening to closing by what moved, per purpose and pot, net of corrections."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from ledger import clock
from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.money import kronor
from ledger.reports.yearend import Left, Moves, PurposeYear, YearEndReport, year_end
from ledger.services.carry_overs import correct_carry_over
from ledger.services.lapses import register_lapse
from ledger.services.repayments import repay
from tests.support.kept import two_books
from tests.support.money import MILLION, Money
from tests.support.queries import counted
from tests.support.story import COUNTY_ORE, EVERYTHING, Story
from tests.support.yearend import NEXT_YEAR, YEAR_END, YearEnd, more_authority, with_recipient, with_year_end

QUARTER = kronor(250_000)
ALLOTTED = kronor(7_000_000)
PAID_OUT = kronor(5_000_000)
NOTHING = Moves(**dict.fromkeys(Moves.__dataclass_fields__, 0))


@pytest.fixture
def ending(money: Money) -> YearEnd:
    money.approved()
    with_recipient(money, "FB", ALLOTTED, PAID_OUT)
    more_authority(money)
    return with_year_end(money)


def report(
    story: Story, year: int, *, agreement: str | None = "PH2020", known_at: datetime | None = None
) -> YearEndReport:
    with read_session(story.engine) as session:
        return year_end(
            session, scope=EVERYTHING, book_id=story.book_id, agreement=agreement, year=year, known_at=known_at
        )


def purpose(ending: YearEnd, year: int, agreement: str = "PH2020") -> PurposeYear:
    (found,) = report(ending.story, year, agreement=agreement).purposes
    return found


def test_from_opening_to_closing(ending: YearEnd) -> None:
    first, second = purpose(ending, 2020), purpose(ending, 2021)
    assert first.opening == Left(0, 0, 0, 0)
    assert first.moves == Moves(**{**vars(NOTHING), "authorised_ore": COUNTY_ORE})
    assert (first.asked.requisitioned_ore, first.asked.received_ore) == (COUNTY_ORE, COUNTY_ORE)
    assert first.closing == second.opening == Left(COUNTY_ORE - MILLION, 0, MILLION, 0)
    assert second.moves == Moves(**{**vars(NOTHING), "authorised_ore": MILLION, "used_ore": QUARTER})
    assert second.closing == Left(COUNTY_ORE - PAID_OUT, 0, MILLION - QUARTER, PAID_OUT)
    assert (second.asked.requisitioned_ore, second.asked.received_ore, second.asked.closing_claim_ore) == (0, 0, 0)
    assert (second.opening_bank_ore, second.closing_bank_ore) == (COUNTY_ORE, COUNTY_ORE - PAID_OUT)


def test_each_pots_own_year(ending: YearEnd) -> None:
    root, fb = purpose(ending, 2021).pots
    assert (root.pot.code, root.pot.depth, fb.pot.code, fb.pot.depth) == ("SUICID2020", 0, "FB", 1)
    assert (root.moves.authorised_ore, root.moves.allotted_ore) == (MILLION, ALLOTTED)
    assert (fb.opening.total_ore, fb.moves.authorised_ore, fb.closing) == (
        0,
        ALLOTTED,
        Left(ALLOTTED - PAID_OUT, 0, 0, PAID_OUT),
    )


def test_what_lapsed_was_repaid_and_carried(ending: YearEnd) -> None:
    given: dict[str, Any] = {"purpose_id": ending.story.suicide.id, "decision_id": ending.decision_id}
    with ending.money.writing() as session:
        here = ending.story.officer
        register_lapse(session, **here, **given, amount_ore=MILLION, on=YEAR_END)
        repay(session, **here, **given, bank_account_id=ending.money.bank_id, amount_ore=QUARTER, on=YEAR_END)
        ending.carry(session, available_ore=kronor(3), commitment_ids=[ending.money.commitment_id])
    old, new = purpose(ending, 2021), purpose(ending, 2021, "PH2022")
    rest = MILLION - QUARTER
    assert (old.moves.lapsed_ore, old.moves.returned_ore) == (MILLION, QUARTER)
    assert (old.moves.carried_out_ore, old.moves.carried_in_ore) == (kronor(3) + rest, 0)
    assert (new.moves.carried_out_ore, new.moves.carried_in_ore) == (0, kronor(3) + rest)
    assert new.closing == Left(kronor(3), 0, rest, 0)
    assert new.closing_bank_ore == kronor(3) + rest
    assert purpose(ending, 2022, "PH2022").opening == new.closing


def test_out_and_in_are_told_apart_and_net_of_corrections(ending: YearEnd) -> None:
    with ending.money.writing() as session:
        ending.carry(session, available_ore=5)
        ending.carry(session, old_pot_id=ending.next.pot.id, new_pot_id=ending.root_id, available_ore=2)
        mistaken = ending.carry(session, available_ore=70)
        ending.money.correct(session, correct_carry_over, mistaken.document.id, YEAR_END)
    old = purpose(ending, 2021).moves
    assert (old.carried_out_ore, old.carried_in_ore) == (5, 2)


def test_a_correction_of_the_next_year_is_that_years(ending: YearEnd) -> None:
    with ending.money.writing() as session:
        done = ending.carry(session, available_ore=5)
        known = clock.now()
        ending.money.correct(session, correct_carry_over, done.document.id, NEXT_YEAR)
    assert purpose(ending, 2021).moves.carried_out_ore == 5
    assert purpose(ending, 2022).moves.carried_out_ore == -5
    (then,) = report(ending.story, 2022, known_at=known).purposes
    assert then.moves == NOTHING


def test_a_purpose_that_nothing_was_booked_on_is_not_there(ending: YearEnd) -> None:
    assert [found.name for found in report(ending.story, 2021, agreement=None).purposes] == ["Suicidprevention 2020"]
    assert report(ending.story, 2019).purposes == ()
    with pytest.raises(NotFound):
        report(ending.story, 2021, agreement="PH1999")
    with read_session(ending.story.engine) as session, pytest.raises(NotFound):
        year_end(
            session,
            scope=Scope.of_books(),
            book_id=ending.story.book_id,
            agreement=None,
            year=2021,
            known_at=None,
        )


def test_the_number_of_statements_does_not_grow(ending: YearEnd) -> None:
    with counted(ending.story.engine) as few:
        report(ending.story, 2021)
    with_recipient(ending.money, "GR", MILLION, MILLION)
    with ending.money.writing() as session:
        for _ in range(3):
            ending.carry(session, available_ore=1)
    with counted(ending.story.engine) as more:
        assert purpose(ending, 2021).moves.carried_out_ore == 3
    assert len(more) == len(few)


def test_every_event_of_the_posting_table_has_its_place(engine: Engine) -> None:
    """Two years where everything has happened once: every pot's moves lead from its opening to its closing."""
    kept, taker = two_books(engine)
    with read_session(kept.engine) as session:
        for book in (kept.book, taker.book):
            for year in (2020, 2021):
                told = year_end(
                    session, scope=EVERYTHING, book_id=book.book_id, agreement=None, year=year, known_at=None
                )
                assert all(one.closing.total_ore == one.opening.total_ore + one.moves.net_ore for one in told.purposes)
        last = year_end(session, scope=EVERYTHING, book_id=kept.book.book_id, agreement=None, year=2021, known_at=None)
    assert sum(one.moves.handed_out_ore for one in last.purposes) == 60_00
