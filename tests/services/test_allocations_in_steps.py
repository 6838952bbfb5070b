"""Allocations one on another: at any depth, a base amount before the key, supplements, and the preview of each."""

from datetime import date
from fractions import Fraction

import pytest

from ledger.db.session import write_session
from ledger.domain.chart import Kind
from ledger.domain.mandates import Power
from ledger.errors import MandateOtherPot, PotInsufficient
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.allocations import allocate_by_key
from ledger.services.changes import previewed
from ledger.services.decisions import DecisionKind, grant_mandate, register_body, register_decision
from ledger.services.pots import open_pot
from tests.support.allocating import PEOPLE, SEVEN_MILLION, by_amounts, by_key, common, key_of, shares_of, stands
from tests.support.controlling import differing
from tests.support.story import COUNTY_ORE, EVERYTHING, SPLIT_ON, Story

LATER = date(2021, 2, 5)


def below(story: Story, parent: str, code: str) -> None:
    """A pot under another, with a steering group of its own that may split it."""
    with write_session(story.engine) as session:
        pot = open_pot(
            session,
            **story.officer,
            parent_id=story.pots[parent],
            code=code,
            name=code.title(),
            holder_id=None,
            opened_on=SPLIT_ON,
        )
        body = register_body(
            session, actor=story.officer_id, scope=EVERYTHING, code=code, name=f"Styrgruppen för {code}", advisory=False
        )
        grant_mandate(
            session, **story.officer, body_id=body, power=Power.ALLOCATION, pot_id=pot.id, valid_from=SPLIT_ON
        )
        story.decisions[code] = register_decision(
            session,
            **story.officer,
            body_id=body,
            kind=DecisionKind.DECISION,
            decided_on=SPLIT_ON,
            paragraph="§ 1",
            reference="",
            title="Fördelning",
        ).id
    story.pots[code] = pot.id


def test_money_is_split_three_levels_down_by_three_bodies(story: Story) -> None:
    below(story, "SIMBA-SKOLA", "ELEVHÄLSA")
    below(story, "ELEVHÄLSA", "KURATOR")
    steps = [("SUICID2020", "SIMBA", 900, "SPLIT"), ("SIMBA", "SIMBA-SKOLA", 800, "SIMBA")]
    steps += [("SIMBA-SKOLA", "ELEVHÄLSA", 700, "SIMBA"), ("ELEVHÄLSA", "KURATOR", 600, "ELEVHÄLSA")]
    for parent, child, amount_ore, decision in steps:
        by_amounts(story, {child: amount_ore}, pot_id=story.pots[parent], decision_id=story.decisions[decision])
    assert [stands(story, code) for _, code, *_ in steps] == [
        (900, 800, 100),
        (800, 700, 100),
        (700, 600, 100),
        (600, 0, 600),
    ]
    assert differing(story.engine, story.book_id) == {}
    with pytest.raises(MandateOtherPot):
        by_amounts(story, {"ELEVHÄLSA": 1}, pot_id=story.pots["SIMBA-SKOLA"], decision_id=story.decisions["ELEVHÄLSA"])
    with pytest.raises(PotInsufficient) as refusal:
        by_amounts(story, {"KURATOR": 101}, pot_id=story.pots["ELEVHÄLSA"], decision_id=story.decisions["ELEVHÄLSA"])
    assert refusal.value.available_ore == 100


def test_everyone_gets_the_base_amount_and_the_rest_goes_by_key(story: Story) -> None:
    base_ore = kronor(500_000)
    allocated = by_key(story, key_of(story), base_ore=base_ore)
    rest, people = SEVEN_MILLION - 4 * base_ore, sum(PEOPLE.values())
    for share in allocated.shares:
        exact = Fraction(rest * PEOPLE[share.pot.code], people)
        assert Fraction(share.quota) * 100 == exact
        assert 0 <= exact - (share.floor_ore) < 100
        assert share.share_ore == base_ore + share.floor_ore + share.extra_ore
    assert sum(shares_of(allocated).values()) == SEVEN_MILLION
    assert differing(story.engine, story.book_id) == {}


def test_a_supplement_is_split_by_itself_and_added(story: Story) -> None:
    """1 kr and then 1 kr more among four: two divisions of one krona, not one division of two."""
    key_id = key_of(story)
    first, supplement = by_key(story, key_id, kronor(1)), by_key(story, key_id, kronor(1), on=LATER)
    assert first.document.number != supplement.document.number
    assert shares_of(supplement) == shares_of(first) == {"FB": 0, "GR": kronor(1), "SH": 0, "SK": 0}
    assert stands(story, "GR") == (kronor(2), 0, kronor(2))
    whole = previewed_shares(story, key_id, 2)
    assert whole == {"FB": kronor(1), "GR": kronor(1), "SH": 0, "SK": 0}
    assert stands(story, "SUICID2020") == (COUNTY_ORE, kronor(2), COUNTY_ORE - kronor(2))
    assert differing(story.engine, story.book_id) == {}


def previewed_shares(story: Story, key_id: int, amount: int) -> dict[str, int]:
    pots = {code: story.pots[code] for code in PEOPLE}
    arguments = common(story, {"pots": pots, "key_id": key_id, "amount_ore": kronor(amount)})
    with write_session(story.engine) as session:
        return shares_of(previewed(session, allocate_by_key, **arguments))


def test_a_preview_shows_the_proof_and_what_each_pot_would_stand_at(story: Story) -> None:
    by_amounts(story, {"FB": kronor(100)})
    pots = {code: story.pots[code] for code in PEOPLE}
    key_id = key_of(story)
    arguments = common(story, {"pots": pots, "key_id": key_id, "amount_ore": SEVEN_MILLION, "on": LATER})
    with write_session(story.engine) as session:
        told = previewed(session, allocate_by_key, **arguments)
    assert told.proof is not None
    assert [row.computed.code for row in told.proof.rows] == list(PEOPLE)
    of_fb = {change.kind: change for change in told.changes if change.pot_id == story.pots["FB"]}
    assert (of_fb[Kind.AVAILABLE].before_ore, of_fb[Kind.AVAILABLE].after_ore) == (kronor(100), kronor(1_112_271))
    assert stands(story, "FB") == (kronor(100), 0, kronor(100))
    booked = by_key(story, key_id, on=LATER)
    assert (booked.shares, booked.proof, booked.changes) == (told.shares, told.proof, told.changes)
    with write_session(story.engine) as session, pytest.raises(PotInsufficient) as refusal:
        previewed(session, allocate_by_key, **{**arguments, "amount_ore": COUNTY_ORE})
    assert "ta först tillbaka en fördelning" in explain(refusal.value)
