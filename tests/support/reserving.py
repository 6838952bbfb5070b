"""Reserving, releasing and promising out of a reservation, in the book with money."""

from datetime import date
from typing import Any, Final

from ledger.db.session import write_session
from ledger.domain.chart import Kind
from ledger.money import Ore
from ledger.services.commitments import Committed, commit
from ledger.services.reservations import (
    Reserved,
    release_reservation,
    reserve,
)
from tests.support.controlling import differing
from tests.support.money import MILLION, Money
from tests.support.story import COUNTY_ORE, SPLIT_ON

EXPIRES_ON: Final = date(2021, 1, 31)
LEFT: Final = COUNTY_ORE - MILLION


def set_aside(money: Money, amount_ore: Ore = 1_000, **given: Any) -> Reserved:
    arguments = {
        "pot_id": money.story.suicide.pot.id,
        "amount_ore": amount_ore,
        "text": "Utbildning",
        "expires_on": EXPIRES_ON,
        "decision_id": money.story.decisions["ASSIGNED"],
        "on": SPLIT_ON,
        **given,
    }
    with write_session(money.story.engine) as session:
        return reserve(session, **{**money.story.officer, **arguments})


def released(money: Money, reservation: Reserved, amount_ore: Ore | None = None, **given: Any) -> Reserved:
    arguments = {"reservation_id": reservation.document.id, "amount_ore": amount_ore, "on": EXPIRES_ON, **given}
    with write_session(money.story.engine) as session:
        return release_reservation(session, **{**money.story.officer, **arguments})


def promised(money: Money, reservation: Reserved, amount_ore: Ore, **given: Any) -> Committed:
    arguments = {
        "pot_id": money.story.suicide.pot.id,
        "performer_id": money.performer_id,
        "name": "Utbildning",
        "amount_ore": amount_ore,
        "decision_id": money.story.decisions["SPLIT"],
        "on": SPLIT_ON,
        "reservation_id": reservation.document.id,
        **given,
    }
    with write_session(money.story.engine) as session:
        return commit(session, **{**money.story.officer, **arguments})


def in_it(money: Money, reservation: Reserved) -> Ore:
    return money.balance(Kind.RESERVED, subject_id=reservation.document.id)


def ties(money: Money) -> bool:
    return differing(money.story.engine, money.story.book_id) == {}
