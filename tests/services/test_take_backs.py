"""Taken back: what is left and was given by allocation, by who decides over the pot above."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.db.allocation_changes import TakeBack
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AllocationUsed,
    AmountNotPositive,
    CorrectionExceedsLeft,
    DateOutOfRange,
    DecisionAfterUse,
    DecisionIsRecommendation,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    EntryReversedTooEarly,
    LedgerError,
    MandateOtherPot,
    NotFound,
    PeriodClosed,
    PotHasNoParent,
    ReasonMissing,
    TakeBackExceedsGiven,
    TakeBackExceedsLeft,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.services.allocation_changes import (
    take_back,
)
from ledger.services.changes import previewed
from ledger.services.documents import state_of
from ledger.services.payouts import AllottedPayment, pay_out_allotted
from ledger.services.reservations import reserve
from tests.support.allocating import by_amounts, stands, turned_back
from tests.support.closing import close_months
from tests.support.money import PAID_ON, RECEIVED_ON, Money
from tests.support.reallocating import (
    LATER,
    back_arguments,
    carried,
    corrected,
    moved,
    taken,
    ties,
    to_the_school,
)
from tests.support.story import AGREED_ON, COUNTY_ORE, SPLIT_ON, Story


def test_what_is_taken_back_is_the_parents_again(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    done = taken(story, "SIMBA", 400, text=" Återtas enligt § 4 ")
    root, simba = story.pots["SUICID2020"], story.pots["SIMBA"]
    assert story.lines(done.booked) == [
        ("allotted", root, 0, -400),
        ("available", root, 0, 400),
        ("available", simba, 0, -400),
        ("authorised", simba, 0, 400),
    ]
    assert done.document.number == "ÅT-2020-01"
    assert stands(story, "SIMBA") == (600, 0, 600)
    assert stands(story, "SUICID2020") == (COUNTY_ORE, 600, COUNTY_ORE - 600)
    with read_session(story.engine) as session:
        kept = session.get_one(TakeBack, done.document.id)
        assert (kept.parent_pot_id, kept.pot_id, kept.amount_ore) == (root, simba, 400)
        assert (kept.decision_id, kept.taken_on, kept.text) == (story.decisions["SPLIT"], LATER, "Återtas enligt § 4")
        assert state_of(session, done.document.id) == "booked"
    assert ties(story)


def test_a_preview_tells_what_every_pot_would_stand_at_and_leaves_nothing(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    with write_session(story.engine) as session:
        told = previewed(session, take_back, **back_arguments(story, "SIMBA", 400))
    root, simba = story.pots["SUICID2020"], story.pots["SIMBA"]
    assert [(change.kind, change.pot_id, change.before_ore, change.after_ore) for change in told.changes] == [
        (Kind.ALLOTTED, root, 1_000, 600),
        (Kind.AVAILABLE, root, COUNTY_ORE - 1_000, COUNTY_ORE - 600),
        (Kind.AVAILABLE, simba, 1_000, 600),
        (Kind.AUTHORISED, simba, -1_000, -600),
    ]
    assert stands(story, "SIMBA") == (1_000, 0, 1_000)
    with write_session(story.engine) as session, pytest.raises(TakeBackExceedsLeft):
        previewed(session, take_back, **back_arguments(story, "SIMBA", 1_001))
    assert taken(story, "SIMBA", 400).changes == told.changes


def test_all_that_is_left_may_be_taken_back_and_not_an_ore_more(story: Story) -> None:
    by_amounts(story, {"SIMBA": kronor(1_000_000)})
    to_the_school(story, kronor(600_000), on=SPLIT_ON)
    with pytest.raises(TakeBackExceedsLeft) as refusal:
        taken(story, "SIMBA", kronor(500_000))
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "SIMBA har 400 000 kr kvar; högst det kan tas tillbaka. Du vill ta 500 000 kr. "
        "600 000 kr är fördelat vidare; ta först tillbaka det."
    )
    assert refusal.value.day == LATER
    taken(story, "SIMBA", kronor(400_000))
    assert stands(story, "SIMBA") == (kronor(600_000), kronor(600_000), 0)


def test_what_was_paid_out_must_be_recalled_first(money: Money) -> None:
    story = money.story
    by_amounts(story, {"SK": kronor(1_000_000)})
    with money.writing() as session:
        pay_out_allotted(
            session,
            **story.officer,
            rows=[AllottedPayment(story.pots["SK"], kronor(600_000))],
            bank_account_id=money.bank_id,
            on=RECEIVED_ON,
        )
    with pytest.raises(TakeBackExceedsLeft) as refusal:
        taken(story, "SK", kronor(500_000), on=PAID_ON)
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Skaraborgs kommunalförbund har 400 000 kr kvar; högst det kan tas tillbaka. Du vill ta 500 000 kr. "
        "600 000 kr är utbetalt; återkräv det först."
    )
    assert (refusal.value.disbursed_ore, refusal.value.allotted_ore) == (kronor(600_000), 0)
    taken(story, "SK", kronor(400_000), on=PAID_ON)
    assert ties(story)


def test_what_is_promised_must_be_released_first(story: Story) -> None:
    by_amounts(story, {"SIMBA": kronor(1_000)})
    with write_session(story.engine) as session:
        reserve(
            session,
            **story.officer,
            pot_id=story.pots["SIMBA"],
            amount_ore=kronor(200),
            text="Utbildning",
            expires_on=LATER,
            decision_id=story.decisions["SPLIT"],
            on=SPLIT_ON,
        )
    with pytest.raises(TakeBackExceedsLeft) as refusal:
        taken(story, "SIMBA", kronor(801))
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "SIMBA har 800 kr kvar; högst det kan tas tillbaka. Du vill ta 801 kr. "
        "200 kr är reserverat eller intecknat; frisläpp det först."
    )


def test_a_back_dated_take_back_leaves_later_days_what_they_have_used(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    to_the_school(story, 900, on=date(2020, 12, 1))
    with pytest.raises(TakeBackExceedsLeft) as refusal:
        taken(story, "SIMBA", 101)
    assert (refusal.value.left_ore, refusal.value.day) == (100, date(2020, 12, 1))


def test_no_more_is_taken_back_than_was_given_by_allocation(story: Story) -> None:
    """A child may have money that its parent never gave: here, what was carried over into it."""
    by_amounts(story, {"SIMBA": 1_000})
    carried(story, "SK", "SIMBA", 500)
    with pytest.raises(TakeBackExceedsGiven) as refusal:
        taken(story, "SIMBA", 1_100)
    assert refusal.value.facts() == {
        "pot": "SIMBA",
        "wanted_ore": 1_100,
        "given_ore": 1_000,
        "day": LATER,
        "over_ore": 100,
    }
    taken(story, "SIMBA", 900, on=date(2020, 12, 1))
    with pytest.raises(TakeBackExceedsGiven) as refusal:
        taken(story, "SIMBA", 101)
    assert (refusal.value.given_ore, refusal.value.day) == (100, date(2020, 12, 1))
    assert stands(story, "SIMBA") == (100, 0, 600)


@pytest.mark.parametrize(
    ("pot", "amount_ore", "given", "refusal"),
    [
        ("SIMBA", 0, {}, AmountNotPositive),
        ("SIMBA", -1, {}, AmountNotPositive),
        ("SUICID2020", 1, {}, PotHasNoParent),
        ("SIMBA", 1, {"pot_id": 99}, NotFound),
        ("SIMBA", 1, {"decision_id": 99}, NotFound),
        ("SIMBA", 1, {"on": clock.today() + timedelta(days=2)}, DateOutOfRange),
        ("SIMBA", 1, {"scope": Scope.of_books(99)}, NotFound),
        ("SIMBA", 1, {"on": AGREED_ON}, DecisionAfterUse),
    ],
    ids=["zero", "negative", "root", "pot", "decision", "ahead", "scope", "undecided"],
)
def test_what_a_take_back_may_not_be(
    story: Story, pot: str, amount_ore: Ore, given: dict[str, Any], refusal: type[LedgerError]
) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    with pytest.raises(refusal):
        taken(story, pot, amount_ore, **given)
    assert stands(story, "SIMBA") == (1_000, 0, 1_000)


def test_it_is_decided_by_who_decides_over_the_pot_above(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    to_the_school(story, 500, on=SPLIT_ON)
    with pytest.raises(MandateOtherPot):
        taken(story, "SIMBA", 1, decision_id=story.decisions["SIMBA"])
    with pytest.raises(DecisionIsRecommendation):
        taken(story, "SIMBA", 1, decision_id=story.decisions["ADVICE"])
    assert taken(story, "SIMBA-SKOLA", 500, decision_id=story.decisions["SIMBA"]).booked is not None
    assert stands(story, "SIMBA") == (1_000, 0, 1_000)


def test_a_closed_month_takes_none(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    close_months(story, date(2020, 12, 1))
    with pytest.raises(PeriodClosed):
        taken(story, "SIMBA", 1)


def test_the_same_sent_twice_is_booked_once(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000, "SK": 1_000})
    first = taken(story, "SIMBA", 1_000, source_key="protokoll § 9")
    again = taken(story, "SIMBA", 1_000, source_key="protokoll § 9")
    assert (again.document.id, again.booked) == (first.document.id, None)
    assert all(change.before_ore == change.after_ore for change in again.changes)
    with pytest.raises(DocumentSourceKeyTaken):
        taken(story, "SIMBA", 999, source_key="protokoll § 9")
    there = moved(story, "SK", "FB", 1_000, source_key="protokoll § 10")
    assert moved(story, "SK", "FB", 1_000, source_key="protokoll § 10").document.id == there.document.id


def test_a_corrected_take_back_is_given_again(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    done = taken(story, "SIMBA", 400)
    counter = corrected(story, done)
    assert story.lines(counter) == [(*account, -ore) for *account, ore in story.lines(done.booked)]
    assert stands(story, "SIMBA") == (1_000, 0, 1_000)
    with read_session(story.engine) as session:
        assert state_of(session, done.document.id) == "annulled"
    with pytest.raises(DocumentWrongState):
        corrected(story, done)
    assert ties(story)


def test_what_the_parent_has_given_away_since_is_not_taken_from_it(story: Story) -> None:
    by_amounts(story, {"SIMBA": COUNTY_ORE})
    done = taken(story, "SIMBA", 400)
    given = by_amounts(story, {"SK": 300}, on=LATER)
    with pytest.raises(CorrectionExceedsLeft) as refusal:
        corrected(story, done)
    assert refusal.value.facts() == {
        "document": "ÅT-2020-01",
        "what": "Suicidprevention 2020",
        "wanted_ore": 400,
        "left_ore": 100,
        "day": LATER,
        "later": (given.document.number,),
    }
    turned_back(story, given, LATER)
    assert corrected(story, done).is_new


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"reason": "för kort"}, ReasonMissing),
        ({"booked_on": AGREED_ON}, EntryReversedTooEarly),
        ({"booked_on": clock.today() + timedelta(days=2)}, DateOutOfRange),
        ({"document_id": 99}, NotFound),
        ({"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=["reason", "before", "ahead", "document", "scope"],
)
def test_what_a_correction_may_not_be(story: Story, given: dict[str, Any], refusal: type[LedgerError]) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    changes = taken(story, "SIMBA", 400), moved(story, "SIMBA", "SK", 100)
    for changed in changes:
        with pytest.raises(refusal):
            corrected(story, changed, **given)
    assert stands(story, "SIMBA") == (500, 0, 500)


def test_an_allocation_is_turned_back_only_with_what_was_taken_back_from_it(story: Story) -> None:
    allocated = by_amounts(story, {"SIMBA": 1_000})
    done = taken(story, "SIMBA", 400)
    with pytest.raises(AllocationUsed) as refusal:
        turned_back(story, allocated, LATER)
    assert refusal.value.later == (done.document.number,)
    corrected(story, done)
    turned_back(story, allocated, LATER)
    assert stands(story, "SUICID2020") == (COUNTY_ORE, 0, COUNTY_ORE)
    assert ties(story)
