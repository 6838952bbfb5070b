"""Moved between pots: through the nearest common pot, by who decides over it, in one entry."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.allocation_changes import PotMove
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    CorrectionExceedsLeft,
    DateBefore,
    DateOutOfRange,
    DecisionAfterUse,
    LedgerError,
    MandateOtherPot,
    NotFound,
    PotInsufficient,
    PotMovedToItself,
    PotOfOtherAgreement,
    TakeBackExceedsGiven,
    TakeBackExceedsLeft,
)
from ledger.money import Ore, kronor
from ledger.services.allocation_changes import (
    AllocationChanged,
    move_between_pots,
    take_back,
)
from ledger.services.changes import previewed
from ledger.services.corrections import correct_entry
from ledger.services.payouts import AllottedPayment, pay_out_allotted
from ledger.services.pots import open_pot
from tests.support.allocating import REASON, by_amounts, stands
from tests.support.money import RECEIVED_ON, Money
from tests.support.reallocating import (
    LATER,
    back_arguments,
    carried,
    corrected,
    move_arguments,
    moved,
    taken,
    ties,
    to_the_school,
)
from tests.support.story import AGREED_ON, COUNTY_ORE, SPLIT_ON, Story
from tests.support.together import together


def test_money_moves_through_the_nearest_common_pot_in_one_entry(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    to_the_school(story, 700, on=SPLIT_ON)
    done = moved(story, "SIMBA-SKOLA", "SK", 300)
    root, simba, school, sk = (story.pots[code] for code in ("SUICID2020", "SIMBA", "SIMBA-SKOLA", "SK"))
    # In the root nothing is left over: what SIMBA gave back, SK got.
    assert story.lines(done.booked) == [
        ("allotted", simba, 0, -300),
        ("available", school, 0, -300),
        ("authorised", school, 0, 300),
        ("authorised", simba, 0, 300),
        ("available", sk, 0, 300),
        ("authorised", sk, 0, -300),
    ]
    assert done.document.number == "OM-2020-01"
    assert stands(story, "SIMBA") == (700, 400, 300)
    assert stands(story, "SIMBA-SKOLA") == (400, 0, 400)
    assert stands(story, "SK") == (300, 0, 300)
    assert stands(story, "SUICID2020") == (COUNTY_ORE, 1_000, COUNTY_ORE - 1_000)
    with read_session(story.engine) as session:
        kept = session.get_one(PotMove, done.document.id)
        assert (kept.from_pot_id, kept.ancestor_pot_id, kept.to_pot_id) == (school, root, sk)
    assert ties(story)


def test_between_siblings_it_is_their_own_parent_that_decides(story: Story) -> None:
    with write_session(story.engine) as session:
        elders = open_pot(
            session,
            **story.officer,
            parent_id=story.pots["SIMBA"],
            code="SIMBA-ÄLDRE",
            name="SIMBA, äldre",
            holder_id=None,
            opened_on=date(2020, 11, 15),
        )
    story.pots[elders.code] = elders.id
    by_amounts(story, {"SIMBA": 1_000})
    to_the_school(story, 700, on=SPLIT_ON)
    simba = {"decision_id": story.decisions["SIMBA"]}
    with pytest.raises(DateBefore):
        moved(story, "SIMBA-SKOLA", "SIMBA-ÄLDRE", 300, **simba)
    done = moved(story, "SIMBA-SKOLA", "SIMBA-ÄLDRE", 300, on=date(2020, 12, 1), **simba)
    school = story.pots["SIMBA-SKOLA"]
    assert story.lines(done.booked) == [
        ("available", school, 0, -300),
        ("authorised", school, 0, 300),
        ("available", elders.id, 0, 300),
        ("authorised", elders.id, 0, -300),
    ]
    with pytest.raises(MandateOtherPot):
        moved(story, "SIMBA-SKOLA", "SK", 1, on=date(2020, 12, 1), **simba)
    assert stands(story, "SIMBA") == (1_000, 700, 300)
    assert ties(story)


def test_money_moves_straight_down_and_straight_up(story: Story) -> None:
    down = moved(story, "SUICID2020", "SIMBA-SKOLA", 500)
    root, simba, school = (story.pots[code] for code in ("SUICID2020", "SIMBA", "SIMBA-SKOLA"))
    assert story.lines(down.booked) == [
        ("allotted", root, 0, 500),
        ("available", root, 0, -500),
        ("authorised", simba, 0, -500),
        ("allotted", simba, 0, 500),
        ("available", school, 0, 500),
        ("authorised", school, 0, -500),
    ]
    up = moved(story, "SIMBA-SKOLA", "SUICID2020", 200)
    assert up.booked is not None
    assert stands(story, "SIMBA") == (300, 300, 0)
    assert stands(story, "SUICID2020") == (COUNTY_ORE, 300, COUNTY_ORE - 300)
    with pytest.raises(PotInsufficient):
        moved(story, "SUICID2020", "SK", COUNTY_ORE)
    assert ties(story)


def test_a_move_takes_no_more_than_is_left_and_than_every_step_was_given(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    to_the_school(story, 700, on=SPLIT_ON)
    with pytest.raises(TakeBackExceedsLeft) as left:
        moved(story, "SIMBA-SKOLA", "SK", 701)
    assert (left.value.pot, left.value.left_ore) == ("SIMBA, skolan", 700)
    carried(story, "FB", "SIMBA", 500)
    to_the_school(story, 800, on=LATER)
    with pytest.raises(TakeBackExceedsGiven) as given:
        moved(story, "SIMBA-SKOLA", "SK", 1_001)
    assert (given.value.pot, given.value.given_ore) == ("SIMBA", 1_000)
    moved(story, "SIMBA-SKOLA", "SK", 1_000)
    assert stands(story, "SIMBA-SKOLA") == (500, 0, 500)
    assert ties(story)


def test_a_preview_of_a_move_names_every_pot_it_touches(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    with write_session(story.engine) as session:
        told = previewed(session, move_between_pots, **move_arguments(story, "SIMBA", "SK", 400))
    simba, sk = story.pots["SIMBA"], story.pots["SK"]
    assert [(change.kind, change.pot_id, change.before_ore, change.after_ore) for change in told.changes] == [
        (Kind.AVAILABLE, simba, 1_000, 600),
        (Kind.AUTHORISED, simba, -1_000, -600),
        (Kind.AVAILABLE, sk, 0, 400),
        (Kind.AUTHORISED, sk, 0, -400),
    ]
    assert stands(story, "SK") == (0, 0, 0)


@pytest.mark.parametrize(
    ("target", "amount_ore", "given", "refusal"),
    [
        ("SK", 0, {}, AmountNotPositive),
        ("SIMBA", 1, {}, PotMovedToItself),
        ("UNGDOM2020", 1, {}, PotOfOtherAgreement),
        ("SK", 1, {"to_pot_id": 99}, NotFound),
        ("SK", 1, {"decision_id": 99}, NotFound),
        ("SK", 1, {"on": clock.today() + timedelta(days=2)}, DateOutOfRange),
        ("SK", 1, {"on": AGREED_ON}, DecisionAfterUse),
        ("SK", 1, {"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=["zero", "itself", "other purpose", "pot", "decision", "ahead", "undecided", "scope"],
)
def test_what_a_move_may_not_be(
    story: Story, target: str, amount_ore: Ore, given: dict[str, Any], refusal: type[LedgerError]
) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    with pytest.raises(refusal):
        moved(story, "SIMBA", target, amount_ore, **given)
    assert stands(story, "SIMBA") == (1_000, 0, 1_000)


def test_a_corrected_move_goes_back_the_way_it_came(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    done = moved(story, "SIMBA", "SK", 400)
    again = moved(story, "SK", "FB", 100)
    with pytest.raises(CorrectionExceedsLeft) as refusal:
        corrected(story, done)
    assert (refusal.value.what, refusal.value.left_ore) == ("Skaraborgs kommunalförbund", 300)
    assert refusal.value.later == (again.document.number,)
    corrected(story, again)
    counter = corrected(story, done)
    assert story.lines(counter) == [(*account, -ore) for *account, ore in story.lines(done.booked)]
    assert stands(story, "SIMBA") == (1_000, 0, 1_000)
    assert ties(story)


def test_both_are_corrected_by_the_vouchers_name(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    for done in (taken(story, "SIMBA", 400), moved(story, "SIMBA", "SK", 300)):
        assert done.booked is not None
        with write_session(story.engine) as session:
            correct_entry(
                session,
                **story.officer,
                year=done.booked.year,
                number=done.booked.number,
                reason=REASON,
                booked_on=LATER,
            )
    assert stands(story, "SIMBA") == (1_000, 0, 1_000)


def test_money_that_was_moved_to_a_recipient_may_be_paid_out(money: Money) -> None:
    story = money.story
    by_amounts(story, {"SIMBA": kronor(10)})
    moved(story, "SIMBA", "SK", kronor(10))
    with money.writing() as session:
        paid = pay_out_allotted(
            session,
            **story.officer,
            rows=[AllottedPayment(story.pots["SK"], kronor(10))],
            bank_account_id=money.bank_id,
            on=RECEIVED_ON,
        )
    assert [one.booked is not None for one in paid] == [True]
    assert ties(story)


def test_of_many_at_once_no_more_is_taken_than_there_is(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})

    def take(session: Session, client: int) -> AllocationChanged:
        if client % 2:
            return take_back(session, **back_arguments(story, "SIMBA", 300))
        return move_between_pots(session, **move_arguments(story, "SIMBA", "SK", 300))

    done, refused = together(story.engine, 8, take)
    assert len(done) == 3
    assert {type(refusal) for refusal in refused} == {TakeBackExceedsLeft}
    assert stands(story, "SIMBA") == (100, 0, 100)
    assert ties(story)
