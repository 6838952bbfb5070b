"""The two times of every report: the day it stands at, and the moment whose knowledge it shows."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.clock import STOCKHOLM
from ledger.db.books import Entry
from ledger.domain.periods import entry_name, parse_day
from ledger.errors import DateMalformed, MomentInFuture, MomentMalformed

_MOMENT: Final = re.compile(
    r"(?P<day>[12]\d{3}-\d{2}-\d{2})(?:T|\s+(?:kl\.\s*)?)"
    r"(?P<hour>\d{2})(?P<mark>[:.])(?P<minute>\d{2})(?:(?P=mark)(?P<second>\d{2})(?:\.(?P<fraction>\d{1,6}))?)?"
    r"\s*(?P<zone>Z|(?P<sign>[+-])(?P<zone_hours>\d{2}):?(?P<zone_minutes>\d{2}))?",
    re.ASCII,
)
_END_OF_DAY: Final = time(23, 59, 59, 999999)
_FIRST_YEAR: Final = 1000
"""Moments are compared as text on SQLite, and a year has four digits there."""


@dataclass(frozen=True)
class Cut:
    """Which entries count: the first `until_seq` of the book, booked by `as_of` (None: on any day).

    `last_seq` is the book's last entry: what lies between them was recorded later. `known_at` is the moment that was
    asked for (None: now), for what the registers knew then.
    """

    book_id: int
    as_of: date | None
    until_seq: int
    last_seq: int
    known_at: datetime | None = None


def cut(session: Session, *, book_id: int, as_of: date | None, known_at: datetime | None) -> Cut:
    """The cut of a day and a moment, None for everything booked and for now; raises `MomentInFuture`."""
    last_seq = known_until(session, book_id, None)
    until_seq = last_seq if known_at is None else known_until(session, book_id, known_at)
    return Cut(book_id, as_of, until_seq, last_seq, known_at)


def known_until(session: Session, book_id: int, known_at: datetime | None) -> int:
    """The number in the book of the last entry recorded by then, that moment included; 0 before the first.

    None is now. Raises `MomentInFuture`: what the book will know cannot be shown, nor shown again.
    """
    if known_at is None:
        return session.execute(select(func.max(Entry.seq)).where(Entry.book_id == book_id)).scalar_one() or 0
    require_past(known_at)
    last_known = (
        select(Entry.seq)
        .where(Entry.book_id == book_id, Entry.recorded_at <= known_at)
        .order_by(Entry.recorded_at.desc(), Entry.seq.desc())
        .limit(1)
    )
    return session.execute(last_known).scalar_one_or_none() or 0


def require_past(known_at: datetime | None) -> None:
    """Raise `MomentInFuture` for a moment that has not come; None is now."""
    if known_at is not None and known_at > clock.now():
        raise MomentInFuture(given=known_at)


def parse_moment(text: str) -> datetime:
    """A moment in UTC: `2021-01-15 09:00`, `2021-01-15 kl. 09.00`, ISO 8601 with seconds and zone, or a day alone.

    Without a zone it is Swedish time; an hour that came twice when summer time ended is the first of the two. A day
    alone is its end, and today is now. Raises `MomentMalformed`, also for an hour that never was.
    """
    stripped = text.strip()
    match = _MOMENT.fullmatch(stripped)
    try:
        if match is None:
            return _end_of(parse_day(stripped))
        return _moment(match)
    except (DateMalformed, ValueError, OverflowError) as error:
        raise MomentMalformed(given=text) from error


def _end_of(day: date) -> datetime:
    if day.year < _FIRST_YEAR:
        raise ValueError(f"{day} would not sort as a moment")
    end = datetime.combine(day, _END_OF_DAY, STOCKHOLM).astimezone(UTC)
    return clock.now() if day == clock.today() else end


def _moment(match: re.Match[str]) -> datetime:
    told = time(
        int(match["hour"]),
        int(match["minute"]),
        int(match["second"] or 0),
        int((match["fraction"] or "").ljust(6, "0")),
        tzinfo=_zone(match),
    )
    moment = datetime.combine(parse_day(match["day"]), told)
    in_utc = moment.astimezone(UTC)
    if in_utc.astimezone(moment.tzinfo).time() != told.replace(tzinfo=None):
        raise ValueError(f"{moment} was skipped when summer time began")
    return in_utc


def _zone(match: re.Match[str]) -> tzinfo:
    if match["zone"] is None:
        return STOCKHOLM
    if match["zone"] == "Z":
        return UTC
    offset = timedelta(hours=int(match["zone_hours"]), minutes=int(match["zone_minutes"]))
    return timezone(-offset if match["sign"] == "-" else offset)


def last_entry_of_book(session: Session, book_id: int) -> str | None:
    """The name of the book's last entry (`2021-131`); None for an empty book."""
    last = select(func.max(Entry.seq)).where(Entry.book_id == book_id).scalar_subquery()
    found = session.execute(
        select(Entry.year, Entry.number).where(Entry.book_id == book_id, Entry.seq == last)
    ).one_or_none()
    return None if found is None else entry_name(found.year, found.number)
