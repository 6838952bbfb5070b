"""The door: what it books, what it answers the second time, and what it refuses."""

from datetime import date

import pytest
from sqlalchemy import select

from ledger.balances import balance, balances_from
from ledger.db.books import Account, Entry, Turnover
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.errors import EntryBreaksNever, EntrySourceKeyTaken
from ledger.posting import post_entries, post_entry, rehearsed
from tests.support.books import SmallBook


def test_an_entry_moves_the_balances_and_turnovers(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        draft = book.draft(session, rules.agreement_amount(root=book.root, amount_ore=1_000_00))
        booked = post_entry(session, draft)
    assert (booked.seq, booked.name) == (1, "2020-1")
    with read_session(book.engine) as session:
        assert balance(session, book.book_id, Kind.AVAILABLE, book.root.pot_id) == 1_000_00
        assert balance(session, book.book_id, Kind.AUTHORISED, book.root.pot_id) == -1_000_00


def test_spending_more_than_there_is_breaks_a_never(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        post_entry(session, book.draft(session, rules.agreement_amount(root=book.root, amount_ore=1_000_00)))
    with pytest.raises(EntryBreaksNever) as refusal, write_session(book.engine) as session:
        post_entry(session, book.draft(session, rules.allocation(parent=book.root, shares=[(book.child, 1_000_01)])))
    assert refusal.value.balance_ore == -1
    assert refusal.value.kind == "available"


def test_a_back_dated_entry_may_not_starve_a_later_day(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        post_entry(session, book.draft(session, rules.agreement_amount(root=book.root, amount_ore=1_000_00)))
        post_entry(
            session,
            book.draft(
                session, rules.allocation(parent=book.root, shares=[(book.child, 900_00)]), booked_on=date(2020, 10, 1)
            ),
        )
        post_entry(
            session,
            book.draft(session, rules.agreement_amount(root=book.root, amount_ore=500_00), booked_on=date(2020, 11, 1)),
        )
        assert [ore for _, ore in balances_from(session, book.book_id, Kind.AVAILABLE, 2, date(2020, 9, 15))] == [
            1_000_00,
            100_00,
            600_00,
        ]
    with pytest.raises(EntryBreaksNever) as refusal, write_session(book.engine) as session:
        movement = rules.allocation(parent=book.root, shares=[(book.sibling, 200_00)])
        post_entry(session, book.draft(session, movement, booked_on=date(2020, 9, 15)))
    assert refusal.value.day == date(2020, 10, 1)
    assert refusal.value.balance_ore == -100_00


def test_the_same_event_is_booked_once(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        draft = book.draft(session, rules.agreement_amount(root=book.root, amount_ore=1_000_00), source_key="en gång")
        first, second = post_entries(session, [draft, draft])
        again = post_entry(session, draft)
        other = book.draft(session, rules.agreement_amount(root=book.root, amount_ore=2_000_00), source_key="en gång")
        with pytest.raises(EntrySourceKeyTaken):
            post_entry(session, other)
    assert (first.is_new, second.is_new, again.is_new) == (True, False, False)
    assert first.hash == second.hash == again.hash


def test_a_rehearsal_leaves_no_trace(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        with rehearsed(session):
            post_entry(session, book.draft(session, rules.agreement_amount(root=book.root, amount_ore=1_000_00)))
            assert balance(session, book.book_id, Kind.AVAILABLE, 2) == 1_000_00
        assert session.scalars(select(Entry)).all() == []
        assert session.scalars(select(Account)).all() == []
        assert session.scalars(select(Turnover)).all() == []
