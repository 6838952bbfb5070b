"""Days to remember as an iCalendar file (RFC 5545), which every calendar can subscribe to or take in.

Each day is an event of the whole day that takes no time; its UID is the caller's, so that a file that is taken in again
changes what is there and adds no copy.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

MOST_OCTETS: Final = 75
"""RFC 5545 §3.1: a line is folded beyond this, its line break not counted."""

PRODUCT: Final = "-//Medelsboken//Sista dagar//SV"


@dataclass(frozen=True)
class CalendarDay:
    """One day to remember; `uid` is the same for the same thing in every file, and for nothing else in the world."""

    uid: str
    day: date
    summary: str
    description: str = ""
    categories: tuple[str, ...] = ()


def calendar(name: str, days: Iterable[CalendarDay], *, stamp: datetime) -> bytes:
    """The file in UTF-8. `stamp` is when it was made (DTSTAMP), a moment with a zone, told in UTC and whole seconds.

    The same arguments give the same bytes. A file of no days holds no event, which readers take as an empty calendar
    although the standard asks for one at least.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for day in days for line in _event(day, stamp)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    r"""A TEXT value (RFC 5545 §3.3.11): `\\`, `\;`, `\,` and `\n`; other control characters may not stand in it."""
    broken = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(char for char in broken if char in "\n\t" or not _is_control(char))
    for char in ("\\", ";", ","):
        seen = seen.replace(char, f"\\{char}")
    return seen.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A content line in UTF-8 with its CRLF, folded so that no line is over 75 octets and no character is split."""
    out, width = bytearray(), 0
    for char in line:
        octets = char.encode()
        if width + len(octets) > MOST_OCTETS:
            out += b"\r\n "
            width = 1
        out += octets
        width += len(octets)
    return bytes(out) + b"\r\n"


def _event(of: CalendarDay, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(of.uid)}"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    # Without an end it lasts its day (RFC 5545 §3.6.1). strftime writes early years without zeros on some systems.
    yield f"DTSTART;VALUE=DATE:{of.day.isoformat().replace('-', '')}"
    yield f"SUMMARY:{escaped(of.summary)}"
    if of.description:
        yield f"DESCRIPTION:{escaped(of.description)}"
    if of.categories:
        yield f"CATEGORIES:{','.join(map(escaped, of.categories))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _is_control(char: str) -> bool:
    return ord(char) < 0x20 or ord(char) == 0x7F
