"""The only wall clock: what time it is, and what day it is in Stockholm."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present moment, in UTC with microseconds."""
    told = _told.get()
    return datetime.now(UTC) if told is None else told


def today() -> date:
    """The present day in Sweden."""
    return now().astimezone(STOCKHOLM).date()


@contextmanager
def told_at(moment: datetime) -> Iterator[None]:
    """Let `now()` answer `moment` inside the block: for the demo, told at the story's own time, and for tests."""
    token = _told.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)
