"""The register of reservations: reserved = committed + released + left, and which have expired with money in them."""

from datetime import date, timedelta

import pytest

from ledger import clock
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.money import kronor
from ledger.reports.reservations import ReservationRow, expired_with_money, reservations, totals_of
from ledger.services.reservations import correct_reservation, release_reservation
from tests.support.money import Money
from tests.support.promising import (
    ENDS_ON,
    RAISED_ON,
    RAISED_ORE,
    RESERVED_ON,
    RESERVED_ORE,
    much_decided,
    reserved,
    seen,
)
from tests.support.queries import counted

HALF = kronor(100_000)


def told(money: Money, as_of: date) -> tuple[ReservationRow, ...]:
    at = seen(money, as_of)
    with read_session(money.story.engine) as session:
        return reservations(session, at)


def released(money: Money, reservation_id: int) -> None:
    with money.writing() as session:
        release_reservation(session, **money.story.officer, reservation_id=reservation_id, amount_ore=HALF, on=ENDS_ON)


@pytest.mark.parametrize(
    ("as_of", "committed", "freed", "days_left", "expired"),
    [
        (RESERVED_ON, 0, 0, (ENDS_ON - RESERVED_ON).days, False),
        (RAISED_ON, RAISED_ORE, 0, (ENDS_ON - RAISED_ON).days, False),
        (ENDS_ON, RAISED_ORE, HALF, 0, True),
        (ENDS_ON + timedelta(days=9), RAISED_ORE, HALF, -9, True),
    ],
    ids=["reserved", "taken", "expired", "later"],
)
def test_every_day_ties(
    money: Money, as_of: date, committed: int, freed: int, days_left: int, *, expired: bool
) -> None:
    released(money, much_decided(money))
    (row,) = told(money, as_of)
    assert (row.number, row.pot, row.text) == ("RE-2020-01", "SUICID2020", "Utbildning")
    assert row.decision == "Styrgrupp handlingsplan psykisk hälsa 2020-10-02 § 4"
    assert (row.reserved_ore, row.committed_ore, row.released_ore) == (RESERVED_ORE, committed, freed)
    assert row.left_ore == RESERVED_ORE - committed - freed
    assert (row.days_left, row.expired) == (days_left, expired)


def test_what_is_told_to_be_left_is_what_the_book_has(money: Money) -> None:
    aside = much_decided(money)
    released(money, aside)
    (row,) = told(money, clock.today())
    assert row.left_ore == money.balance(Kind.RESERVED, subject_id=aside) == RESERVED_ORE - RAISED_ORE - HALF


def test_those_that_expired_with_money_are_listed_the_longest_expired_first(money: Money) -> None:
    late, emptied, early = (reserved(money, HALF, ENDS_ON - timedelta(days=days)) for days in (1, 5, 9))
    reserved(money, HALF, ENDS_ON + timedelta(days=1))
    released(money, emptied)
    rows = told(money, ENDS_ON)
    assert [row.number for row in expired_with_money(rows)] == ["RE-2020-03", "RE-2020-01"]
    totals = totals_of(rows)
    assert (totals.reserved_ore, totals.released_ore, totals.left_ore) == (4 * HALF, HALF, 3 * HALF)
    assert totals_of(expired_with_money(rows)).left_ore == 2 * HALF
    assert {late, early}.isdisjoint({emptied})


def test_a_corrected_reservation_is_not_told_and_an_earlier_moment_is(money: Money) -> None:
    aside = reserved(money)
    before = clock.now()
    with money.writing() as session:
        money.correct(session, correct_reservation, aside, RESERVED_ON)
    assert told(money, ENDS_ON) == ()
    at = seen(money, ENDS_ON, before)
    with read_session(money.story.engine) as session:
        assert [row.left_ore for row in reservations(session, at)] == [RESERVED_ORE]


def test_the_number_of_statements_does_not_grow_with_the_reservations(money: Money) -> None:
    def sent() -> int:
        with counted(money.story.engine) as statements:
            told(money, ENDS_ON)
        return len(statements)

    reserved(money, HALF)
    before = sent()
    released(money, reserved(money, HALF))
    assert sent() == before
