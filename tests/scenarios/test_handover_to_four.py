"""From 2024 the county-wide work is the associations': a book is handed over to four, whole, and its history kept."""

from datetime import date
from typing import Final

import pytest

from ledger.balances import sums_of_kinds
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.money import Ore, kronor
from ledger.reports.statement import Statement, statement
from ledger.reports.yearend import PurposeYear, year_end
from ledger.services.handovers import HandedOver
from tests.support.handing import HANDED_ON, Handing, with_takers
from tests.support.money import MILLION, Money
from tests.support.story import COUNTY_ORE, EVERYTHING
from tests.support.yearend import assert_controls_tie, with_recipient

PAID: Final = {"FB": 1_100_000, "GR": 3_500_000, "SH": 1_309_659, "SK": 1_090_341}
"""Kronor paid out to each association, and not reported; together seven millions."""
LEFT: Final = {"FB": 6_000_000, "GR": 12_000_000, "SH": 4_000_000, "SK": 3_422_811}
"""Kronor of what the root has left, by the steering group's decision."""
LAST_DAY: Final = date(2023, 12, 31)
EMPTY: Final = (
    Kind.AVAILABLE,
    Kind.RESERVED,
    Kind.COMMITTED,
    Kind.DISBURSED,
    Kind.ADVANCED,
    Kind.CLAIM,
    Kind.GRANT_DEBT,
    Kind.CLEARING,
    Kind.BANK,
)


@pytest.fixture
def handing(money: Money) -> Handing:
    for code, paid in PAID.items():
        with_recipient(money, code, kronor(paid), kronor(paid))
    return with_takers(money)


def handed(handing: Handing) -> HandedOver:
    """Each association takes its share of the root and what it holds; Skaraborg also the coordinator's assignment."""
    commitment = (handing.money.commitment_id,)
    return handing.handed(
        *(
            handing.part(code, kronor(left), commitment_ids=commitment if code == "SK" else ())
            for code, left in LEFT.items()
        ),
        *(
            handing.part(code, 0, pot_id=handing.story.pots[code], disbursed_ore=kronor(paid))
            for code, paid in PAID.items()
        ),
    )


def at(handing: Handing, day: date) -> Statement:
    with read_session(handing.story.engine) as session:
        return statement(
            session,
            scope=EVERYTHING,
            book_id=handing.story.book_id,
            agreement=None,
            pot=None,
            as_of=day,
            known_at=None,
        )


def the_year(handing: Handing, book_id: int) -> PurposeYear:
    with read_session(handing.story.engine) as session:
        return year_end(session, scope=EVERYTHING, book_id=book_id, agreement=None, year=2024, known_at=None).purposes[
            0
        ]


def sums(handing: Handing, book_id: int) -> dict[Kind, Ore]:
    with read_session(handing.story.engine) as session:
        return {kind: ore for (_, kind), ore in sums_of_kinds(session, [book_id], EMPTY).items()}


def test_the_figures_are_the_whole_of_it(handing: Handing) -> None:
    assert sum(PAID.values()) == 7_000_000
    left = COUNTY_ORE - MILLION - kronor(7_000_000)
    assert kronor(sum(LEFT.values())) == handing.money.balance(Kind.AVAILABLE) == left


def test_the_book_is_empty_and_the_four_have_everything(handing: Handing) -> None:
    before = at(handing, LAST_DAY)
    done = handed(handing)
    for (code, left), part in zip(LEFT.items(), done.parts[: len(LEFT)], strict=True):
        committed = MILLION if code == "SK" else 0
        handing.settled(None, part.given.id, kronor(left) + committed)
        handing.settled(code, part.taken.id, kronor(left) + committed)
        assert sums(handing, handing.takers[code].book_id) == {
            **dict.fromkeys(EMPTY, 0),
            Kind.AVAILABLE: kronor(left),
            Kind.COMMITTED: committed,
            Kind.DISBURSED: kronor(PAID[code]),
            Kind.ADVANCED: kronor(PAID[code]),
            Kind.GRANT_DEBT: -kronor(left) - committed - kronor(PAID[code]),
            Kind.BANK: kronor(left) + committed,
        }
    assert sums(handing, handing.story.book_id) == dict.fromkeys(EMPTY, 0)
    after = at(handing, LAST_DAY)
    assert (after.trees, after.total) == (before.trees, before.total), "what was, stands as it was"
    assert_controls_tie(handing.story.engine, *handing.books)


def test_the_year_of_every_book_says_what_was_handed(handing: Handing) -> None:
    handed(handing)
    given = the_year(handing, handing.story.book_id)
    taken = [the_year(handing, taker.book_id) for taker in handing.takers.values()]
    assert (given.opening.total_ore, given.moves.handed_out_ore, given.closing.total_ore) == (COUNTY_ORE, COUNTY_ORE, 0)
    assert sum(year.moves.handed_in_ore for year in taken) == COUNTY_ORE
    assert [year.closing.total_ore for year in taken] == [
        kronor(LEFT[code] + PAID[code]) + (MILLION if code == "SK" else 0) for code in LEFT
    ]
    assert at(handing, HANDED_ON).total.authority.handed_ore == COUNTY_ORE
