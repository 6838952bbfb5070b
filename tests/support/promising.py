"""What was decided about the commitment of the book with money, and what it and its reservation are told as."""

from datetime import date, datetime
from typing import Final, TypedDict

from ledger.db.session import read_session
from ledger.money import Ore, kronor
from ledger.reports.standpoint import Standpoint, standpoint
from ledger.services.commitment_changes import lower_commitment, raise_commitment, release_commitment, set_end_date
from ledger.services.reservations import reserve
from tests.support.money import Money
from tests.support.story import EVERYTHING

RESERVED_ON: Final = date(2020, 11, 2)
RAISED_ON: Final = date(2020, 12, 1)
LOWERED_ON: Final = date(2021, 4, 15)
ENDS_ON: Final = date(2021, 6, 30)
RESERVED_ORE: Final = kronor(500_000)
RAISED_ORE: Final = kronor(300_000)
LOWERED_ORE: Final = kronor(50_000)


class Changing(TypedDict):
    """Which commitment is changed, and by which decision."""

    commitment_id: int
    decision_id: int


def changing(money: Money) -> Changing:
    """The commitment of a million, and a decision of the steering group about it."""
    return {"commitment_id": money.commitment_id, "decision_id": money.story.decisions["SPLIT"]}


def reserved(money: Money, amount_ore: Ore = RESERVED_ORE, expires_on: date = ENDS_ON) -> int:
    """Set money aside, and commit; the reservation's id."""
    with money.writing() as session:
        return reserve(
            session,
            **money.story.officer,
            pot_id=money.story.suicide.pot.id,
            amount_ore=amount_ore,
            text="Utbildning",
            expires_on=expires_on,
            decision_id=money.story.decisions["SPLIT"],
            on=RESERVED_ON,
        ).document.id


def much_decided(money: Money) -> int:
    """The commitment raised out of a reservation, charged, lowered, ended and released; the reservation's id."""
    aside = reserved(money)
    decided = changing(money)
    with money.writing() as session:
        here = money.story.officer
        raise_commitment(session, **here, **decided, amount_ore=RAISED_ORE, on=RAISED_ON, reservation_id=aside)
        set_end_date(session, **here, **decided, ends_on=ENDS_ON, on=RAISED_ON)
    money.approved()
    with money.writing() as session:
        lower_commitment(session, **here, **decided, amount_ore=LOWERED_ORE, on=LOWERED_ON)
        release_commitment(session, **here, commitment_id=money.commitment_id, on=ENDS_ON)
    return aside


def seen(money: Money, as_of: date, known_at: datetime | None = None) -> Standpoint:
    """The agreement on a day, as it was known."""
    with read_session(money.story.engine) as session:
        return standpoint(
            session,
            scope=EVERYTHING,
            book_id=money.story.book_id,
            agreement="PH2020",
            as_of=as_of,
            known_at=known_at,
        )
