"""The three ways to allocate in the book of the story, and what its pots stand at."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from sqlalchemy.orm import Session

from ledger.balances import balance
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.domain.shares import Weight
from ledger.money import Ore, kronor
from ledger.posting import Booked
from ledger.services.allocations import (
    Allocated,
    allocate_amounts,
    allocate_by_key,
    allocate_fixed_shares,
    correct_allocation,
)
from ledger.services.keys import register_key
from tests.support.story import ASSOCIATIONS, SPLIT_ON, Story

SEVEN_MILLION: Final = kronor(7_000_000)
PEOPLE: Final = {"FB": 273_837, "GR": 955_143, "SH": 226_087, "SK": 268_462}
"""Population by municipal association, as in the worked example of the design."""

REASON: Final = "Fördelningen gällde fel år"


def key_of(story: Story, weights: Mapping[str, int | Fraction] = PEOPLE) -> int:
    with write_session(story.engine) as session:
        return register_key(
            session,
            **story.officer,
            code="BEF",
            name="Befolkning 2019-12-31",
            source="Exempel",
            as_of=date(2019, 12, 31),
            weights=[Weight(code, ASSOCIATIONS.get(code, code), weight) for code, weight in weights.items()],
        ).id


def common(story: Story, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **story.officer,
        "pot_id": story.pots["SUICID2020"],
        "decision_id": story.decisions["SPLIT"],
        "on": SPLIT_ON,
        **given,
    }


def by_amounts(story: Story, amounts: Mapping[str, Ore], **given: Any) -> Allocated:
    pots = {story.pots.get(code, 99): amount for code, amount in amounts.items()}
    with write_session(story.engine) as session:
        return allocate_amounts(session, amounts=pots, **common(story, given))


def by_key(story: Story, key_id: int, amount_ore: Ore = SEVEN_MILLION, **given: Any) -> Allocated:
    pots = given.pop("pots", {code: story.pots[code] for code in PEOPLE})
    with write_session(story.engine) as session:
        return allocate_by_key(session, amount_ore=amount_ore, key_id=key_id, **common(story, {"pots": pots, **given}))


def by_fractions(story: Story, fractions: Mapping[str, Fraction], amount_ore: Ore, **given: Any) -> Allocated:
    pots = {story.pots[code]: fraction for code, fraction in fractions.items()}
    with write_session(story.engine) as session:
        return allocate_fixed_shares(session, amount_ore=amount_ore, fractions=pots, **common(story, given))


def turned_back(story: Story, allocated: Allocated, on: date = SPLIT_ON, **given: Any) -> Booked:
    arguments = {"document_id": allocated.document.id, "reason": REASON, "booked_on": on, **given}
    with write_session(story.engine) as session:
        return correct_allocation(session, **{**story.officer, **arguments})


def standing(session: Session, story: Story, code: str) -> tuple[Ore, Ore, Ore]:
    """What a pot is authorised, has allotted, and has left."""
    authorised, allotted, available = (
        balance(session, story.book_id, kind, story.pots[code])
        for kind in (Kind.AUTHORISED, Kind.ALLOTTED, Kind.AVAILABLE)
    )
    return -authorised, allotted, available


def stands(story: Story, code: str) -> tuple[Ore, Ore, Ore]:
    with read_session(story.engine) as session:
        return standing(session, story, code)


def shares_of(allocated: Allocated) -> dict[str, Ore]:
    return {share.pot.code: share.share_ore for share in allocated.shares}
