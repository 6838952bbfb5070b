"""Moments: how a person writes them, and the last entry that was known then."""

from datetime import UTC, datetime, timedelta

import pytest

from ledger import clock
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.errors import MomentInFuture, MomentMalformed
from ledger.posting import post_entries
from ledger.reports.moments import known_until, parse_moment
from tests.support.books import SmallBook, small_book
from tests.support.histories import recorded_at, told


@pytest.mark.parametrize(
    ("text", "in_utc"),
    [
        ("2021-01-15", "2021-01-15T22:59:59.999999"),
        ("2021-07-15", "2021-07-15T21:59:59.999999"),
        ("20210115", "2021-01-15T22:59:59.999999"),
        ("2021-01-15 09:00", "2021-01-15T08:00:00"),
        ("2021-07-15 09:00", "2021-07-15T07:00:00"),
        (" 2021-01-15 kl. 09.00 ", "2021-01-15T08:00:00"),
        ("2021-01-15T09:00:07.25", "2021-01-15T08:00:07.250000"),
        ("2021-01-15T09:00:07.123456Z", "2021-01-15T09:00:07.123456"),
        ("2021-01-15 09:00 +02:00", "2021-01-15T07:00:00"),
        ("2021-01-15T09:00-0330", "2021-01-15T12:30:00"),
        ("2021-10-31 02:30", "2021-10-31T00:30:00"),
        ("2021-10-31 02:30+01:00", "2021-10-31T01:30:00"),
    ],
)
def test_a_moment_is_swedish_time_unless_it_has_a_zone_and_a_day_is_its_end(text: str, in_utc: str) -> None:
    assert parse_moment(text) == datetime.fromisoformat(f"{in_utc}+00:00")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "i går",
        "2021-02-29",
        "2021-02-29 09:00",
        "2021-01-15 24:00",
        "2021-01-15 9",
        "2021-01-15 09:00.30",
        "2021-01-15T09:00:07.1234567",
        "2021-01-15 09:00+99:00",
        "2021-03-28 02:30",
        "0999-12-31",
        "9999-12-31T23:59:00-12:00",
        "2021-01-15 09:00 CET",
    ],
)
def test_what_is_no_moment_is_refused_as_it_was_written(text: str) -> None:
    with pytest.raises(MomentMalformed) as refusal:
        parse_moment(text)
    assert refusal.value.given == text


def test_today_is_known_until_now() -> None:
    now = datetime(2021, 1, 15, 9, 0, tzinfo=UTC)
    with clock.told_at(now):
        assert parse_moment("2021-01-15") == now
        assert parse_moment("2021-01-14") < now < parse_moment("2021-01-16")


def test_an_entry_is_known_from_the_microsecond_it_was_recorded(book: SmallBook) -> None:
    told(book)
    with read_session(book.engine) as session:
        assert known_until(session, book.book_id, recorded_at(3)) == 3
        assert known_until(session, book.book_id, recorded_at(3) - timedelta(microseconds=1)) == 2
        assert known_until(session, book.book_id, recorded_at(1) - timedelta(days=1)) == 0
        assert known_until(session, book.book_id, None) == 17


def test_entries_recorded_in_the_same_microsecond_are_known_together(book: SmallBook) -> None:
    movement = rules.agreement_amount(root=book.root, amount_ore=1)
    with clock.told_at(recorded_at(1)), write_session(book.engine) as session:
        post_entries(session, [book.draft(session, movement) for _ in range(3)])
    with read_session(book.engine) as session:
        assert known_until(session, book.book_id, recorded_at(1)) == 3


def test_each_book_has_its_own_memory(book: SmallBook) -> None:
    told(book)
    other = small_book(book.engine, "andra")
    with read_session(book.engine) as session:
        assert known_until(session, other.book_id, None) == 0
        assert known_until(session, other.book_id, recorded_at(3)) == 0


def test_the_future_is_not_known(book: SmallBook) -> None:
    with read_session(book.engine) as session, pytest.raises(MomentInFuture):
        known_until(session, book.book_id, clock.now() + timedelta(minutes=1))
