"""iCalendar: RFC 5545's own examples, and files that any calendar reads."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.formats.icalendar import CalendarDay, calendar, escaped, folded

STAMP = datetime(2021, 3, 1, 8, 30, 15, 999_999, tzinfo=timezone(timedelta(hours=1)))


def unfolded(file: bytes) -> list[str]:
    return file.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def test_a_file_to_the_byte() -> None:
    day = CalendarDay("report-PH2020@vastkom.medelsboken", date(2021, 3, 31), "Redovisa", "Till SKR", ("Medelsboken",))
    assert calendar("Sista dagar", [day], stamp=STAMP) == (
        b"BEGIN:VCALENDAR\r\n"
        b"VERSION:2.0\r\n"
        b"PRODID:-//Medelsboken//Sista dagar//SV\r\n"
        b"CALSCALE:GREGORIAN\r\n"
        b"METHOD:PUBLISH\r\n"
        b"NAME:Sista dagar\r\n"
        b"X-WR-CALNAME:Sista dagar\r\n"
        b"BEGIN:VEVENT\r\n"
        b"UID:report-PH2020@vastkom.medelsboken\r\n"
        b"DTSTAMP:20210301T073015Z\r\n"
        b"DTSTART;VALUE=DATE:20210331\r\n"
        b"SUMMARY:Redovisa\r\n"
        b"DESCRIPTION:Till SKR\r\n"
        b"CATEGORIES:Medelsboken\r\n"
        b"TRANSP:TRANSPARENT\r\n"
        b"END:VEVENT\r\n"
        b"END:VCALENDAR\r\n"
    )


def test_the_example_of_a_text_value() -> None:
    """RFC 5545 §3.3.11."""
    told = "Project XYZ Final Review\nConference Room - 3B\nCome Prepared."
    assert escaped(told) == r"Project XYZ Final Review\nConference Room - 3B\nCome Prepared."


@pytest.mark.parametrize(
    ("given_", "written"),
    [
        ("RFC 5545; del 3, punkt 1", r"RFC 5545\; del 3\, punkt 1"),
        ("c:\\n", r"c:\\n"),
        ("två\r\nrader\roch\nen", r"två\nrader\noch\nen"),
        ("ring\x07 \x00\x7f\ttabb", "ring \ttabb"),
        ('"citat": så', '"citat": så'),
    ],
)
def test_text_is_escaped(given_: str, written: str) -> None:
    assert escaped(given_) == written


def test_the_example_of_a_folded_line() -> None:
    """RFC 5545 §3.1: a long line may be split between any two characters by CRLF and a space."""
    line = "DESCRIPTION:This is a long description that exists on a long line, longer than seventy-five."
    assert folded(line) == (
        b"DESCRIPTION:This is a long description that exists on a long line, longer t\r\n han seventy-five.\r\n"
    )


def test_a_line_of_seventy_five_octets_is_not_folded() -> None:
    assert folded("x" * 75) == b"x" * 75 + b"\r\n"
    assert folded("x" * 76) == b"x" * 75 + b"\r\n x\r\n"


def test_a_character_of_several_octets_is_never_split() -> None:
    assert folded("x" * 74 + "å") == b"x" * 74 + b"\r\n " + "å".encode() + b"\r\n"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=400))
def test_whatever_is_folded_is_within_the_limit_and_unfolds_to_itself(line: str) -> None:
    file = folded(line)
    assert all(len(part) <= 75 for part in file.split(b"\r\n"))
    assert unfolded(file) == [line]


def test_a_summary_cannot_begin_a_line_of_its_own() -> None:
    file = calendar("Namn", [CalendarDay("1@x", date(2021, 1, 1), "A\r\nEND:VCALENDAR")], stamp=STAMP)
    assert [line for line in unfolded(file) if line.startswith("END:")] == ["END:VEVENT", "END:VCALENDAR"]


def test_no_days_are_a_calendar_too_and_no_text_is_no_line() -> None:
    assert unfolded(calendar("Tom", [], stamp=STAMP.astimezone(UTC)))[-1] == "END:VCALENDAR"
    file = calendar("Namn", [CalendarDay("1@x", date(999, 1, 2), "A")], stamp=STAMP)
    assert "DTSTART;VALUE=DATE:09990102" in unfolded(file)
    assert not [line for line in unfolded(file) if line.startswith(("DESCRIPTION", "CATEGORIES"))]
