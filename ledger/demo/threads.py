"""What one quarter of the second year leaves for those after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from sqlalchemy.orm import Session

from ledger.demo.cast import Cast
from ledger.demo.story import Story
from ledger.money import Ore, kronor
from ledger.services.agreements import PurposeInfo
from ledger.services.pots import find_pot


class ByBank(TypedDict):
    """The account that money passes, and that it is an example."""

    bank_account_id: int
    example: bool


@dataclass
class Threads:
    """The story so far, and what is not finished, by id: each is there once its quarter has been told.

    `next` is the purpose of the next agreement, with its requisition, its shares in öre by pot, and its coordinator.
    """

    story: Story
    reservation_id: int = field(init=False)
    wrong_report_id: int = field(init=False)
    recalling_id: int = field(init=False)
    next: PurposeInfo = field(init=False)
    requisition_id: int = field(init=False)
    shares: Mapping[int, Ore] = field(init=False)
    coordinating_id: int = field(init=False)

    @property
    def cast(self) -> Cast:
        """Who is there."""
        return self.story.cast

    @property
    def root_id(self) -> int:
        """The root pot of 2020."""
        return self.story.purpose.pot.id

    @property
    def by_bank(self) -> ByBank:
        """What every payment states."""
        return {"bank_account_id": self.story.bank_account_id, "example": True}

    def pot(self, session: Session, code: str) -> int:
        """The id of the pot of that code."""
        return find_pot(session, self.cast.book_id, code).id


def thousands(amount: int) -> Ore:
    """Thousands of kronor as öre."""
    return kronor(1_000 * amount)
