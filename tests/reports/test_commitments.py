"""The register of commitments: decided + raised − lowered = charged + remaining, on any day and as it was known."""

from datetime import date

import pytest

from ledger import clock
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.money import Ore
from ledger.reports.commitments import CommitmentRow, commitments
from ledger.services.commitment_changes import correct_commitment_change, raise_commitment, set_end_date
from tests.support.controlling import differing
from tests.support.money import APPROVED_ON, MILLION, QUARTER, Money
from tests.support.promising import (
    ENDS_ON,
    LOWERED_ON,
    LOWERED_ORE,
    RAISED_ON,
    RAISED_ORE,
    changing,
    much_decided,
    seen,
)
from tests.support.queries import counted
from tests.support.story import SPLIT_ON

REST = MILLION + RAISED_ORE - LOWERED_ORE - QUARTER


def told(money: Money, as_of: date) -> CommitmentRow:
    at = seen(money, as_of)
    with read_session(money.story.engine) as session:
        (row,) = commitments(session, at)
    return row


@pytest.mark.parametrize(
    ("as_of", "ends_on", "amounts"),
    [
        (SPLIT_ON, None, (0, 0, 0, MILLION)),
        (RAISED_ON, ENDS_ON, (RAISED_ORE, 0, 0, MILLION + RAISED_ORE)),
        (APPROVED_ON, ENDS_ON, (RAISED_ORE, 0, QUARTER, MILLION + RAISED_ORE - QUARTER)),
        (LOWERED_ON, ENDS_ON, (RAISED_ORE, LOWERED_ORE, QUARTER, REST)),
        (ENDS_ON, ENDS_ON, (RAISED_ORE, LOWERED_ORE + REST, QUARTER, 0)),
    ],
    ids=["decided", "raised", "charged", "lowered", "released"],
)
def test_every_day_ties(money: Money, as_of: date, ends_on: date | None, amounts: tuple[Ore, Ore, Ore, Ore]) -> None:
    much_decided(money)
    row = told(money, as_of)
    assert (row.decided_ore, row.ends_on) == (MILLION, ends_on)
    assert (row.raised_ore, row.lowered_ore, row.charged_ore, row.remaining_ore) == amounts
    assert differing(money.story.engine, money.story.book_id) == {}


def test_what_is_told_to_remain_is_what_the_book_has(money: Money) -> None:
    much_decided(money)
    assert told(money, ENDS_ON).remaining_ore == money.balance(Kind.COMMITTED, subject_id=money.commitment_id) == 0


def test_a_corrected_change_is_not_counted(money: Money) -> None:
    with money.writing() as session:
        done = raise_commitment(session, **money.story.officer, **changing(money), amount_ore=RAISED_ORE, on=RAISED_ON)
        money.correct(session, correct_commitment_change, done.document.id, LOWERED_ON)
    assert told(money, RAISED_ON).raised_ore == RAISED_ORE, "it stood until it was corrected"
    assert (told(money, LOWERED_ON).raised_ore, told(money, LOWERED_ON).remaining_ore) == (0, MILLION)


def test_what_was_decided_later_was_not_known(money: Money) -> None:
    before = clock.now()
    much_decided(money)
    at = seen(money, ENDS_ON, before)
    with read_session(money.story.engine) as session:
        (row,) = commitments(session, at)
    assert (row.raised_ore, row.lowered_ore, row.charged_ore, row.ends_on) == (0, 0, 0, None)


def test_of_two_end_dates_the_last_decided_is_told(money: Money) -> None:
    with money.writing() as session:
        for on, ends_on in ((RAISED_ON, None), (SPLIT_ON, ENDS_ON)):
            set_end_date(session, **money.story.officer, **changing(money), ends_on=ends_on, on=on)
    assert (told(money, SPLIT_ON).ends_on, told(money, RAISED_ON).ends_on) == (ENDS_ON, None)


def test_the_number_of_statements_does_not_grow_with_the_changes(money: Money) -> None:
    def sent() -> int:
        with counted(money.story.engine) as statements:
            told(money, ENDS_ON)
        return len(statements)

    before = sent()
    much_decided(money)
    assert sent() == before
