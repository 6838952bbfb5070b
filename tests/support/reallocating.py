"""Taking back and moving in the book of the story, and money that reached a pot without being allotted."""

from datetime import date
from typing import Any, Final

from ledger.db.details import DocumentKind
from ledger.db.session import write_session
from ledger.domain import rules
from ledger.domain.entries import PotRef
from ledger.domain.mandates import Power
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.allocation_changes import (
    AllocationChanged,
    correct_pot_move,
    correct_take_back,
    move_between_pots,
    take_back,
)
from ledger.services.decisions import require_decision
from ledger.services.documents import register_booked
from tests.support.allocating import REASON, by_amounts
from tests.support.controlling import differing
from tests.support.story import SPLIT_ON, Story

LATER: Final = date(2020, 11, 1)
TABLES: Final = frozenset({"take_back", "pot_move", "reservation", "reservation_release", "commitment_change"})
"""Whose rows are changed in `test_given_contents`."""


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


def carried(story: Story, source: str, target: str, amount_ore: Ore) -> None:
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
