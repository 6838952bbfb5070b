"""Closing the months of the book of the story, from its first."""

from datetime import date, timedelta

from ledger.db.session import write_session
from ledger.services.periods import close_month
from tests.support.story import OPENED_ON, Story


def close_months(story: Story, first_open: date) -> None:
    """Close every month before that of the day."""
    month = OPENED_ON
    with write_session(story.engine) as session:
        while month < first_open:
            close_month(session, **story.officer, month=month)
            month = (month + timedelta(days=31)).replace(day=1)
