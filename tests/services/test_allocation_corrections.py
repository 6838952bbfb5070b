"""Allocations taken back: whole, once, and never from a recipient that has used its share."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.errors import (
    AllocationUsed,
    DateOutOfRange,
    DocumentWrongState,
    EntryReversedTooEarly,
    LedgerError,
    NotFound,
    ReasonMissing,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.documents import state_of
from tests.support.allocating import (
    PEOPLE,
    by_amounts,
    by_key,
    key_of,
    stands,
    turned_back,
)
from tests.support.story import AGREED_ON, COUNTY_ORE, SPLIT_ON, Story


def test_a_correction_gives_the_parent_everything_back(story: Story) -> None:
    allocated = by_key(story, key_of(story), official={"SH": 0})
    counter = turned_back(story, allocated, SPLIT_ON + timedelta(days=3))
    assert story.lines(counter) == [(*account, -ore) for *account, ore in story.lines(allocated.booked)]
    assert stands(story, "SUICID2020") == (COUNTY_ORE, 0, COUNTY_ORE)
    assert all(stands(story, code) == (0, 0, 0) for code in PEOPLE)
    with read_session(story.engine) as session:
        assert state_of(session, allocated.document.id) == "annulled"
    with pytest.raises(DocumentWrongState):
        turned_back(story, allocated)


def test_what_a_recipient_has_passed_on_is_not_taken_back(story: Story) -> None:
    allocated = by_amounts(story, {"SIMBA": kronor(1_000_000), "SK": kronor(1)})
    by_amounts(
        story,
        {"SIMBA-SKOLA": kronor(600_000)},
        pot_id=story.pots["SIMBA"],
        decision_id=story.decisions["SIMBA"],
        on=date(2020, 11, 1),
    )
    with pytest.raises(AllocationUsed) as refusal:
        turned_back(story, allocated)
    assert refusal.value.facts() == {
        "allocation": "F-2020-01",
        "pot": "SIMBA",
        "share_ore": kronor(1_000_000),
        "left_ore": kronor(400_000),
        "day": date(2020, 11, 1),
        "later": ("F-2020-02",),
    }
    assert (
        explain(refusal.value)
        .replace("\u00a0", " ")
        .startswith("SIMBA har 400 000 kr kvar; högst det kan tas tillbaka.")
    )
    assert stands(story, "SK") == (kronor(1), 0, kronor(1))


def test_what_another_allocation_gave_may_be_taken_instead(story: Story) -> None:
    first = by_amounts(story, {"SIMBA": 1_000})
    by_amounts(story, {"SIMBA": 1_000})
    by_amounts(story, {"SIMBA-SKOLA": 1_000}, pot_id=story.pots["SIMBA"], decision_id=story.decisions["SIMBA"])
    turned_back(story, first)
    assert stands(story, "SIMBA") == (1_000, 1_000, 0)


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
    allocated = by_amounts(story, {"SK": 100})
    with pytest.raises(refusal):
        turned_back(story, allocated, **given)
    assert stands(story, "SK") == (100, 0, 100)
