"""The second year, quarter by quarter: everything that can happen to money, and something left of each to be done."""

from collections.abc import Callable
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger.demo.autumn import autumn
from ledger.demo.spring import spring
from ledger.demo.story import Story
from ledger.demo.summer import summer
from ledger.demo.threads import Threads
from ledger.demo.winter import winter

QUARTERS: Final[tuple[tuple[date, Callable[[Session, Threads], None]], ...]] = (
    (date(2021, 6, 30), spring),
    (date(2021, 9, 30), summer),
    (date(2021, 12, 31), autumn),
    (date(2022, 3, 31), winter),
)
"""The quarters by their last days."""


def tell_on(session: Session, story: Story) -> None:
    """Tell the second year after the first. The caller commits."""
    threads = Threads(story)
    for _ends_on, quarter in QUARTERS:
        quarter(session, threads)
