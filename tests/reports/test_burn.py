"""Burn rate and forecasts: of the story's pots and commitment, with what they rest on."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from ledger.db.session import read_session, write_session
from ledger.domain.pace import Stop
from ledger.money import kronor
from ledger.reports.burn import (
    BurnRate,
    ForecastRow,
    Forecasts,
    burn_rate,
    burn_table,
    forecast_table,
    forecasts,
    rests_on,
)
from ledger.reports.spending import SpenderKind
from ledger.services.allocations import allocate_amounts
from ledger.services.invoices import correct_invoice
from tests.support.committing import ended
from tests.support.money import MILLION, QUARTER, Money
from tests.support.story import AGREED_ON, COUNTY_ORE, EVERYTHING, SPLIT_ON
from tests.support.terms import new_terms

DECEMBER = date(2021, 12, 31)


@pytest.fixture
def spent(money: Money) -> Money:
    """The money with a quarter of a million used in each of January and March 2021."""
    for number, day in (("1", date(2021, 1, 15)), ("2", date(2021, 3, 15))):
        money.approved(money.invoice(number=number, invoiced_on=day, arrived_on=day), on=day)
    return money


def burnt(money: Money, as_of: date, known_at: datetime | None = None) -> BurnRate:
    with read_session(money.story.engine) as session:
        return burn_rate(
            session, scope=EVERYTHING, book_id=money.story.book_id, agreement="PH2020", as_of=as_of, known_at=known_at
        )


def all_foreseen(money: Money, as_of: date) -> Forecasts:
    with read_session(money.story.engine) as session:
        return forecasts(
            session, scope=EVERYTHING, book_id=money.story.book_id, agreement="PH2020", as_of=as_of, known_at=None
        )


def foreseen(money: Money, as_of: date) -> dict[tuple[SpenderKind, int], ForecastRow]:
    return {(row.spender.kind, row.forecast.months): row for row in all_foreseen(money, as_of).rows}


def test_money_and_time_stand_side_by_side(spent: Money) -> None:
    new_terms(spent.story, use_to=date(2021, 10, 1))
    pot, commitment = burnt(spent, date(2021, 4, 2)).rows
    assert (pot.spender.given_ore, pot.spender.used_ore) == (COUNTY_ORE, 2 * QUARTER)
    assert (pot.spender.first, pot.spender.last) == (AGREED_ON, date(2021, 10, 1))
    assert commitment.used_share == Fraction(1, 2)
    assert commitment.time_share == Fraction(183, 365)
    assert commitment.ahead == Fraction(1, 2) - Fraction(183, 365)


def test_without_a_period_there_is_no_share_of_time(spent: Money) -> None:
    pot, commitment = burnt(spent, date(2021, 4, 2)).rows
    assert (pot.time_share, pot.ahead, commitment.time_share) == (None, None, None)
    assert commitment.spender.first == SPLIT_ON
    assert [row[-3:] for row in burn_table(burnt(spent, date(2021, 4, 2))).rows] == [(None, None, None)] * 2


def test_what_was_corrected_was_never_used(spent: Money) -> None:
    invoice = spent.approved(spent.invoice(number="3"), on=date(2021, 3, 16))
    with spent.writing() as session:
        spent.correct(session, correct_invoice, invoice.document.id, date(2021, 6, 1))
    row = foreseen(spent, date(2021, 8, 31))[SpenderKind.COMMITMENT, 3]
    assert row.forecast.used_in_window_ore == 0
    assert row.spender.used_ore == 2 * QUARTER


def test_a_forecast_rests_on_its_window(spent: Money) -> None:
    rows = foreseen(spent, date(2021, 3, 31))
    pot = rows[SpenderKind.POT, 3]
    assert pot.forecast.expected_ore == round(2 * QUARTER + Fraction(2 * QUARTER, 90) * 275)
    assert pot.left_ore == COUNTY_ORE - pot.forecast.expected_ore
    assert rows[SpenderKind.COMMITMENT, 3].left_ore == 0
    assert rows[SpenderKind.COMMITMENT, 6].forecast.missing is not None
    assert rows[SpenderKind.POT, 6].forecast.expected_ore == round(2 * QUARTER + Fraction(2 * QUARTER, 182) * 275)


def test_a_commitments_time_ends_on_the_day_decided_last_as_it_was_known(spent: Money) -> None:
    new_terms(spent.story, use_to=date(2021, 10, 1))
    before = datetime.now(UTC)
    ended(spent, date(2021, 5, 31), on=date(2021, 4, 1))
    at = date(2021, 4, 2)
    lasts = [burnt(spent, *seen).rows[1].spender.last for seen in ((at, None), (at, before), (date(2021, 3, 31), None))]
    assert lasts == [date(2021, 5, 31), date(2021, 10, 1), date(2021, 10, 1)]
    ended(spent, None, on=date(2021, 4, 2))
    assert burnt(spent, at).rows[1].spender.last == date(2021, 10, 1)


def test_nothing_is_expected_after_a_new_end_nor_beyond_what_is_there(spent: Money) -> None:
    ended(spent, date(2021, 4, 30))
    row = foreseen(spent, date(2021, 3, 31))[SpenderKind.COMMITMENT, 3]
    assert row.forecast.expected_ore == round(2 * QUARTER + Fraction(2 * QUARTER, 90) * 30)
    assert row.forecast.stopped is Stop.LAST_DAY
    ended(spent, None)
    for number in ("3", "4"):
        spent.approved(spent.invoice(number=number), on=date(2021, 3, 20))
    used_up = foreseen(spent, date(2021, 3, 31))[SpenderKind.COMMITMENT, 3]
    assert (used_up.forecast.expected_ore, used_up.left_ore) == (MILLION, 0)
    assert rests_on(used_up.forecast).endswith("; räknat tills allt är förbrukat")


def test_the_tables_say_percent_and_what_they_rest_on(spent: Money) -> None:
    new_terms(spent.story, use_to=date(2021, 10, 1))
    table = burn_table(burnt(spent, date(2021, 4, 2)))
    assert table.rows[1] == (
        *("PH2020", "SUICID2020", "U-2020-01", "Länsgemensam samordnare", MILLION, 2 * QUARTER, 50),
        *(SPLIT_ON, date(2021, 10, 1), 50, 0),
    )
    told = [row[-1] for row in forecast_table(all_foreseen(spent, date(2021, 3, 31))).rows]
    assert told[0] == "500\xa0000\xa0kr förbrukat 2021-01-01–2021-03-31; räknat till sista dagen"
    assert told[2] == "Kan inte räknas: medlen fanns inte under alla 12 månaderna"
    lonely = forecast_table(all_foreseen(spent, date(2021, 5, 31)))
    assert lonely.rows[0][-1] == "Kan inte räknas: förbrukning i färre än två av de 3 månaderna"
    assert lonely.rows[0][-3:-1] == (None, None)


def test_a_pot_counts_with_all_under_it(spent: Money) -> None:
    story = spent.story
    with write_session(story.engine) as session:
        allocate_amounts(
            session,
            **story.officer,
            pot_id=story.suicide.pot.id,
            amounts={story.pots["SIMBA"]: kronor(100)},
            decision_id=story.decisions["SPLIT"],
            on=SPLIT_ON,
        )
    rows = burnt(spent, DECEMBER).rows
    assert [(row.spender.pot, row.spender.given_ore) for row in rows] == [
        ("SUICID2020", COUNTY_ORE),
        ("SIMBA", kronor(100)),
        ("SUICID2020", MILLION),
    ]
    assert [row.spender.used_ore for row in rows] == [2 * QUARTER, 0, 2 * QUARTER]
