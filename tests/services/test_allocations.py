"""Allocations of amounts by hand, and what all allocations hold: none loses or makes an öre, or books half of it."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import clock
from ledger.db.allocations import Allocation
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.domain.shares import Rule, Unit, Weight
from ledger.errors import (
    AmountNotPositive,
    DateBefore,
    DateOutOfRange,
    DecisionAfterUse,
    DecisionIsRecommendation,
    DocumentSourceKeyTaken,
    LedgerError,
    MandateOtherPot,
    NotFound,
    PotInsufficient,
    PotNotChild,
    PotOfOtherAgreement,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.posting import rehearsed
from ledger.services.allocations import (
    allocate_amounts,
    allocate_by_key,
)
from ledger.services.documents import state_of
from ledger.services.keys import register_key
from ledger.services.pots import open_pot
from tests.support.allocating import (
    PEOPLE,
    by_amounts,
    common,
    shares_of,
    standing,
    stands,
)
from tests.support.queries import counted
from tests.support.story import AGREED_ON, COUNTY_ORE, SPLIT_ON, Story


def test_amounts_move_authority_from_the_parent_to_each_child(story: Story) -> None:
    allocated = by_amounts(story, {"SK": 200, "FB": 100}, text=" Första delen ")
    root, fb, sk = (story.pots[code] for code in ("SUICID2020", "FB", "SK"))
    assert story.lines(allocated.booked) == [
        ("allotted", root, 0, 300),
        ("available", root, 0, -300),
        ("available", fb, 0, 100),
        ("authorised", fb, 0, -100),
        ("available", sk, 0, 200),
        ("authorised", sk, 0, -200),
    ]
    assert (allocated.document.number, allocated.proof, allocated.left_ore) == ("F-2020-01", None, 0)
    assert stands(story, "SUICID2020") == (COUNTY_ORE, 300, COUNTY_ORE - 300)
    assert stands(story, "FB") == (100, 0, 100)
    with read_session(story.engine) as session:
        kept = session.get_one(Allocation, allocated.document.id)
        assert (kept.pot_id, kept.decision_id, kept.allocated_on) == (root, story.decisions["SPLIT"], SPLIT_ON)
        assert (kept.method, kept.amount_ore, kept.base_ore, kept.unit_ore) == ("amounts", 300, 0, 1)
        assert (kept.key_id, kept.residual, kept.text) == (None, "", "Första delen")
        assert state_of(session, allocated.document.id) == "booked"


def test_the_result_says_what_it_changed(story: Story) -> None:
    by_amounts(story, {"SK": 1_000})
    changes = by_amounts(story, {"SK": 200, "FB": 100}).changes
    root, fb, sk = (story.pots[code] for code in ("SUICID2020", "FB", "SK"))
    assert [(change.kind, change.pot_id, change.before_ore, change.after_ore) for change in changes] == [
        (Kind.ALLOTTED, root, 1_000, 1_300),
        (Kind.AVAILABLE, root, COUNTY_ORE - 1_000, COUNTY_ORE - 1_300),
        (Kind.AVAILABLE, fb, 0, 100),
        (Kind.AUTHORISED, fb, 0, -100),
        (Kind.AVAILABLE, sk, 1_000, 1_200),
        (Kind.AUTHORISED, sk, -1_000, -1_200),
    ]


def test_a_child_splits_what_it_was_given_by_its_own_steering_group(story: Story) -> None:
    by_amounts(story, {"SIMBA": 1_000})
    by_amounts(story, {"SIMBA-SKOLA": 1_000}, pot_id=story.pots["SIMBA"], decision_id=story.decisions["SIMBA"])
    assert stands(story, "SIMBA") == (1_000, 1_000, 0)
    assert stands(story, "SIMBA-SKOLA") == (1_000, 0, 1_000)
    with pytest.raises(PotInsufficient):
        by_amounts(story, {"SIMBA-SKOLA": 1}, pot_id=story.pots["SIMBA"], decision_id=story.decisions["SIMBA"])


def test_all_may_be_given_and_not_an_ore_more(story: Story) -> None:
    with pytest.raises(PotInsufficient) as refusal:
        by_amounts(story, {"SK": COUNTY_ORE, "FB": kronor(577_189)})
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Du vill ta 34 000 000 kr ur Suicidprevention 2020; den 2020-10-02 finns 33 422 811 kr kvar. "
        "Minska med 577 189 kr, eller ta först tillbaka en fördelning."
    )
    by_amounts(story, {"SK": COUNTY_ORE})
    assert stands(story, "SUICID2020") == (COUNTY_ORE, COUNTY_ORE, 0)


def test_a_back_dated_allocation_leaves_later_days_what_they_have_used(story: Story) -> None:
    by_amounts(story, {"SK": COUNTY_ORE - 10}, on=date(2020, 11, 1))
    with pytest.raises(PotInsufficient) as refusal:
        by_amounts(story, {"FB": 11})
    assert (refusal.value.available_ore, refusal.value.day) == (10, date(2020, 11, 1))


@pytest.mark.parametrize(
    ("amounts", "given", "refusal"),
    [
        ({"SK": 0}, {}, AmountNotPositive),
        ({"SK": 100, "FB": -1}, {}, AmountNotPositive),
        ({}, {}, AmountNotPositive),
        ({"SAKNAS": 1}, {}, NotFound),
        ({"SIMBA-SKOLA": 1}, {}, PotNotChild),
        ({"SUICID2020": 1}, {}, PotNotChild),
        ({"UNGDOM2020": 1}, {}, PotOfOtherAgreement),
        ({"SK": 1}, {"pot_id": 99}, NotFound),
        ({"SK": 1}, {"decision_id": 99}, NotFound),
        ({"SK": 1}, {"on": clock.today() + timedelta(days=2)}, DateOutOfRange),
        ({"SK": 1}, {"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=[
        "zero",
        "negative",
        "nobody",
        "no pot",
        "grandchild",
        "itself",
        "other purpose",
        "parent",
        "decision",
        "ahead",
        "scope",
    ],
)
def test_what_an_allocation_may_not_be(
    story: Story, amounts: dict[str, Ore], given: dict[str, Any], refusal: type[LedgerError]
) -> None:
    with pytest.raises(refusal):
        by_amounts(story, amounts, **given)
    assert stands(story, "SUICID2020") == (COUNTY_ORE, 0, COUNTY_ORE)


def test_an_allocation_rests_on_a_decision_of_who_may_split_the_pot(story: Story) -> None:
    with pytest.raises(DecisionIsRecommendation):
        by_amounts(story, {"SK": 1}, decision_id=story.decisions["ADVICE"])
    with pytest.raises(MandateOtherPot):
        by_amounts(story, {"SK": 1}, decision_id=story.decisions["SIMBA"])
    with pytest.raises(DecisionAfterUse):
        by_amounts(story, {"SK": 1}, on=date(2020, 10, 1))


def test_a_pot_gets_nothing_before_it_was_opened(story: Story) -> None:
    with pytest.raises(DateBefore) as refusal:
        by_amounts(story, {"SK": 1}, on=AGREED_ON, decision_id=story.decisions["USE"])
    assert refusal.value.other_day == SPLIT_ON


def test_the_same_allocation_sent_twice_is_booked_once(story: Story) -> None:
    first = by_amounts(story, {"SK": COUNTY_ORE}, source_key="protokoll § 4")
    again = by_amounts(story, {"SK": COUNTY_ORE}, source_key="protokoll § 4")
    assert (again.document.id, again.document.is_new, again.booked) == (first.document.id, False, None)
    assert all(change.before_ore == change.after_ore for change in again.changes)
    with pytest.raises(DocumentSourceKeyTaken) as refusal:
        by_amounts(story, {"SK": COUNTY_ORE - 1}, source_key="protokoll § 4")
    assert refusal.value.document == "F-2020-01"


def test_a_pot_opened_later_joins_from_its_own_day(story: Story) -> None:
    with write_session(story.engine) as session:
        late = open_pot(
            session,
            **story.officer,
            parent_id=story.pots["SUICID2020"],
            code="SEN",
            name="Sen",
            holder_id=None,
            opened_on=date(2021, 1, 1),
        )
    story.pots["SEN"] = late.id
    with pytest.raises(DateBefore):
        by_amounts(story, {"SEN": 1})
    by_amounts(story, {"SEN": 1}, on=date(2021, 1, 1))
    assert stands(story, "SEN") == (1, 0, 1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_ore_is_lost_or_made(story: Story, data: st.DataObject) -> None:
    """Rolled back after each example, so that all begin with the same book."""
    codes = data.draw(st.lists(st.sampled_from(sorted(PEOPLE)), min_size=1, unique=True))
    unit = data.draw(st.sampled_from(Unit))
    base_ore = data.draw(st.integers(0, 1_000)) * unit
    amount_ore = base_ore * len(codes) + data.draw(st.integers(1, 1_000_000)) * unit
    weights = [
        Weight(code, code, data.draw(st.fractions(Fraction(1, 1_000), 1_000_000, max_denominator=1_000)))
        for code in codes
    ]
    residual = data.draw(st.sampled_from([Rule.LARGEST_REMAINDER, Rule.LARGEST_SHARE]))
    with write_session(story.engine) as session, rehearsed(session):
        before = {code: standing(session, story, code) for code in ("SUICID2020", *PEOPLE)}
        key = register_key(
            session,
            **story.officer,
            code="PROV",
            name="Prov",
            source="Prov",
            as_of=SPLIT_ON,
            weights=weights,
        )
        allocated = allocate_by_key(
            session,
            key_id=key.id,
            pots={code: story.pots[code] for code in codes},
            amount_ore=amount_ore,
            **common(story, {"unit": unit, "base_ore": base_ore, "residual": residual}),
        )
        after = {code: standing(session, story, code) for code in before}
    assert sum(share.share_ore for share in allocated.shares) == amount_ore
    given_ore = {code: after[code][0] - before[code][0] for code in PEOPLE}
    assert given_ore == {code: shares_of(allocated).get(code, 0) for code in PEOPLE}
    assert after["SUICID2020"] == (COUNTY_ORE, amount_ore, COUNTY_ORE - amount_ore)
    assert sum(given_ore.values()) + after["SUICID2020"][2] == before["SUICID2020"][2]


def test_a_rehearsal_tells_everything_and_leaves_nothing(story: Story) -> None:
    with write_session(story.engine) as session, rehearsed(session):
        told = allocate_amounts(session, amounts={story.pots["SK"]: kronor(5)}, **common(story, {"source_key": "prov"}))
    assert told.document.number == "F-2020-01"
    assert stands(story, "SUICID2020") == (COUNTY_ORE, 0, COUNTY_ORE)
    booked = by_amounts(story, {"SK": kronor(5)}, source_key="prov")
    assert (booked.document.number, booked.document.digest) == (told.document.number, told.document.digest)
    assert (booked.shares, booked.changes) == (told.shares, told.changes)


def test_the_number_of_statements_does_not_grow_with_the_recipients(story: Story) -> None:
    def sent(codes: list[str]) -> int:
        with counted(story.engine) as statements:
            by_amounts(story, dict.fromkeys(codes, 100))
        return len(statements)

    assert sent(["SK"]) == sent(list(PEOPLE))
