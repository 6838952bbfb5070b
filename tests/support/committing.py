"""Changes of the commitment of a million, by decisions of the steering group."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from ledger.db.session import write_session
from ledger.domain.chart import Kind
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.commitment_changes import (
    CommitmentChanged,
    correct_commitment_change,
    lower_commitment,
    raise_commitment,
    release_commitment,
    set_end_date,
)
from tests.support.controlling import differing
from tests.support.money import MILLION, Money
from tests.support.story import COUNTY_ORE, SPLIT_ON

LATER: Final = date(2021, 6, 30)
AVAILABLE: Final = COUNTY_ORE - MILLION
CHANGES: Final[dict[str, Callable[..., CommitmentChanged]]] = {
    "raised": raise_commitment,
    "lowered": lower_commitment,
    "released": release_commitment,
}


def changed(money: Money, how: str, amount_ore: Ore | None = None, **given: Any) -> CommitmentChanged:
    """A change of the commitment of a million, by a decision of the steering group."""
    arguments = {
        "commitment_id": money.commitment_id,
        "amount_ore": amount_ore,
        "decision_id": money.story.decisions["SPLIT"],
        "on": LATER,
        **given,
    }
    with write_session(money.story.engine) as session:
        return CHANGES[how](session, **{**money.story.officer, **arguments})


def ended(money: Money, new_end: date | None, **given: Any) -> CommitmentChanged:
    arguments = {
        "commitment_id": money.commitment_id,
        "ends_on": new_end,
        "decision_id": money.story.decisions["SPLIT"],
        "on": SPLIT_ON,
        **given,
    }
    with write_session(money.story.engine) as session:
        return set_end_date(session, **{**money.story.officer, **arguments})


def corrected(money: Money, done: CommitmentChanged, on: date = LATER) -> Booked:
    with money.writing() as session:
        return money.correct(session, correct_commitment_change, done.document.id, on)


def left(money: Money) -> Ore:
    return money.balance(Kind.COMMITTED, subject_id=money.commitment_id)


def ties(money: Money) -> bool:
    return differing(money.story.engine, money.story.book_id) == {}
