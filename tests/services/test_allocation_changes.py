"""Taken back and moved: what is left and was given, by who decides over the pot above, in one entry each."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.allocation_changes import PotMove, TakeBack
from ledger.db.details import DocumentKind
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import PotRef
from ledger.domain.mandates import Power
from ledger.domain.scope import Scope
from ledger.errors import (
    AllocationUsed,
    AmountNotPositive,
    CorrectionExceedsLeft,
    DateBefore,
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
    PotInsufficient,
    PotMovedToItself,
    PotOfOtherAgreement,
    ReasonMissing,
    TakeBackExceedsGiven,
    TakeBackExceedsLeft,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.posting import Booked
from ledger.services.allocation_changes import (
    AllocationChanged,
    correct_pot_move,
    correct_take_back,
    move_between_pots,
    take_back,
)
from ledger.services.changes import previewed
from ledger.services.corrections import correct_entry
from ledger.services.decisions import require_decision
from ledger.services.documents import register_booked, state_of
from ledger.services.payouts import AllottedPayment, pay_out_allotted
from ledger.services.periods import close_month
from ledger.services.pots import open_pot
from tests.support.allocating import REASON, by_amounts, stands, turned_back
from tests.support.controlling import differing
from tests.support.money import PAID_ON, RECEIVED_ON, Money
from tests.support.story import AGREED_ON, COUNTY_ORE, SPLIT_ON, Story
from tests.support.together import together

LATER = date(2020, 11, 1)


def back_arguments(story: Story, pot: str, amount_ore: Ore, **given: Any) -> dict[str, Any]:
    return {
        **story.officer,
        "pot_id": story.pots[pot],
        "amount_ore": amount_ore,
        "decision_id": story.decisions["SPLIT"],
        "on": LATER,
        **given,
    }


def taken(story: Story, pot: str, amount_ore: Ore, **given: Any) -> AllocationChanged:
    with write_session(story.engine) as session:
        return take_back(session, **back_arguments(story, pot, amount_ore, **given))


def move_arguments(story: Story, source: str, target: str, amount_ore: Ore, **given: Any) -> dict[str, Any]:
    return {
        **story.officer,
        "from_pot_id": story.pots[source],
        "to_pot_id": story.pots[target],
        "amount_ore": amount_ore,
        "decision_id": story.decisions["SPLIT"],
        "on": LATER,
        **given,
    }


def moved(story: Story, source: str, target: str, amount_ore: Ore, **given: Any) -> AllocationChanged:
    with write_session(story.engine) as session:
        return move_between_pots(session, **move_arguments(story, source, target, amount_ore, **given))


def corrected(story: Story, changed: AllocationChanged, **given: Any) -> Booked:
    corrector = correct_take_back if changed.document.number.startswith("ÅT") else correct_pot_move
    arguments = {"document_id": changed.document.id, "reason": REASON, "booked_on": LATER, **given}
    with write_session(story.engine) as session:
        return corrector(session, **{**story.officer, **arguments})


def ties(story: Story) -> bool:
    return differing(story.engine, story.book_id) == {}


def to_the_school(story: Story, amount_ore: Ore, **given: Any) -> None:
    """SIMBA's own steering group allots to the pot under it."""
    simba = {"pot_id": story.pots["SIMBA"], "decision_id": story.decisions["SIMBA"], **given}
    by_amounts(story, {"SIMBA-SKOLA": amount_ore}, **simba)


# --- taken back --------------------------------------------------------------------------------------------------


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


def test_a_back_dated_take_back_leaves_later_days_what_they_have_used(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    to_the_school(story, 900, on=date(2020, 12, 1))
    with pytest.raises(TakeBackExceedsLeft) as refusal:
        taken(story, "SIMBA", 101)
    assert (refusal.value.left_ore, refusal.value.day) == (100, date(2020, 12, 1))


def test_no_more_is_taken_back_than_was_given_by_allocation(story: Story) -> None:
    """A child may have money that its parent never gave: here, what was carried over into it."""
    by_amounts(story, {"SIMBA": 1_000})
    _carried(story, "SK", "SIMBA", 500)
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


def _carried(story: Story, source: str, target: str, amount_ore: Ore) -> None:
    """Authority that reached a pot by carrying over, booked through the door."""
    by_amounts(story, {source: amount_ore})
    root = story.suicide.pot.id
    old, new = PotRef(story.pots[source], root), PotRef(story.pots[target], root)
    with write_session(story.engine) as session:
        register_booked(
            session,
            actor=story.officer_id,
            book_id=story.book_id,
            kind=DocumentKind.AGREEMENT_AMOUNT,
            on=SPLIT_ON,
            text="Överfört",
            states=("registered", "booked"),
            details={},
            movement=lambda _own_id: rules.carry_over(old=old, new=new, available_ore=amount_ore),
            decision=require_decision(
                session,
                book_id=story.book_id,
                decision_id=story.decisions["SPLIT"],
                power=Power.ALLOCATION,
                pot_id=root,
                on=SPLIT_ON,
            ),
        )


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
    _close_until(story, date(2020, 12, 1))
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


# --- moved -------------------------------------------------------------------------------------------------------


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
    _carried(story, "FB", "SIMBA", 500)
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


def _close_until(story: Story, day: date) -> None:
    month = date(2020, 1, 1)
    with write_session(story.engine) as session:
        while month < day:
            close_month(session, **story.officer, month=month)
            month = (month + timedelta(days=31)).replace(day=1)


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
