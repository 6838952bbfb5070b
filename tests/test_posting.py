"""The door: what it books, what it answers the second time, and what it refuses."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import balance, balances_from, entry_to_reverse
from ledger.db.books import Account, Entry, Turnover
from ledger.db.periods import PeriodState
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import EntryDraft, Movement, reversed_movement
from ledger.errors import (
    DateOutOfRange,
    EntryAlreadyReversed,
    EntryBreaksNever,
    EntryIsReversal,
    EntryRefusedByDatabase,
    EntryReversedTooEarly,
    EntrySourceKeyTaken,
    PeriodClosed,
)
from ledger.posting import post_entries, post_entry, rehearsed
from tests.support.books import MOMENT, SmallBook


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
    movement = rules.allocation(parent=book.root, shares=[(book.sibling, 200_00)])
    with pytest.raises(EntryBreaksNever) as refusal, write_session(book.engine) as session:
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


def agreed(book: SmallBook, amount_ore: int = 1_000_00) -> Movement:
    return rules.agreement_amount(root=book.root, amount_ore=amount_ore)


def reversal(session: Session, book: SmallBook, seq: int, booked_on: date) -> EntryDraft:
    original = entry_to_reverse(session, book.book_id, seq)
    return EntryDraft(
        book_id=book.book_id,
        booked_on=booked_on,
        text="Rättelse",
        source_key=f"rättelse:{seq}:{booked_on}",
        actor_id=book.actor_id,
        movement=reversed_movement(original.movement),
        basis=original.basis,
        reverses_seq=seq,
    )


def test_a_closed_month_is_refused_with_the_first_open_day(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        closed = {"book_id": book.book_id, "no": 1, "state": "closed", "reason": "", "actor_id": book.actor_id}
        for month in (date(2020, 11, 1), date(2020, 12, 1)):
            session.execute(
                insert(PeriodState).values(**closed, month=month, changed_on=date(2021, 1, 10), recorded_at=MOMENT)
            )
    with pytest.raises(PeriodClosed) as refusal, write_session(book.engine) as session:
        post_entry(session, book.draft(session, agreed(book), booked_on=date(2020, 11, 30)))
    assert refusal.value.facts() == {
        "month": "2020-11",
        "closed_on": date(2021, 1, 10),
        "first_open": date(2021, 1, 1),
    }
    with write_session(book.engine) as session:
        assert post_entry(session, book.draft(session, agreed(book), booked_on=date(2021, 1, 1))).name == "2021-1"


def test_a_day_before_the_book_was_opened_is_refused(book: SmallBook) -> None:
    with pytest.raises(DateOutOfRange), write_session(book.engine) as session:
        post_entry(session, book.draft(session, agreed(book), booked_on=date(2019, 12, 31)))


def test_recorded_at_never_goes_back(book: SmallBook) -> None:
    moments = []
    for hour in (12, 9, 15):
        with clock.told_at(datetime(2020, 9, 1, hour, tzinfo=UTC)), write_session(book.engine) as session:
            moments.append(post_entry(session, book.draft(session, agreed(book))).recorded_at.hour)
    assert moments == [12, 12, 15]


def test_each_year_has_its_own_numbers(book: SmallBook) -> None:
    days = (date(2020, 9, 1), date(2021, 1, 1), date(2020, 9, 2), date(2021, 2, 1))
    with write_session(book.engine) as session:
        booked = post_entries(session, [book.draft(session, agreed(book), booked_on=day) for day in days])
    assert [entry.name for entry in booked] == ["2020-1", "2021-1", "2020-2", "2021-2"]
    assert [entry.seq for entry in booked] == [1, 2, 3, 4]


def test_a_number_that_was_rolled_back_is_taken_again(book: SmallBook) -> None:
    with pytest.raises(ZeroDivisionError), write_session(book.engine) as session:
        post_entry(session, book.draft(session, agreed(book)))
        _ = 1 / 0
    with write_session(book.engine) as session:
        assert post_entry(session, book.draft(session, agreed(book))).name == "2020-1"


def test_a_large_batch_is_one_chain(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        document = book.document(session)
        drafts = [book.draft(session, agreed(book, 100 + n), document=document) for n in range(2_000)]
        booked = post_entries(session, drafts)
    assert [entry.seq for entry in booked] == list(range(1, 2_001))
    assert [entry.prev_hash for entry in booked[1:]] == [entry.hash for entry in booked[:-1]]
    with read_session(book.engine) as session:
        total = sum(100 + n for n in range(2_000))
        assert balance(session, book.book_id, Kind.AVAILABLE, book.root.pot_id) == total
        assert session.scalars(select(func.count()).select_from(Entry)).one() == 2_000


def test_a_batch_that_breaks_a_never_leaves_nothing(book: SmallBook) -> None:
    with pytest.raises(EntryBreaksNever), write_session(book.engine) as session:
        spending = rules.allocation(parent=book.root, shares=[(book.child, 9_999_99)])
        post_entries(session, [book.draft(session, agreed(book)), book.draft(session, spending)])
    with read_session(book.engine) as session:
        assert session.scalars(select(Entry)).all() == []
        assert session.scalars(select(Turnover)).all() == []


def test_a_reversal_annuls_once_and_never_before(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        post_entry(session, book.draft(session, agreed(book), booked_on=date(2020, 10, 1)))
    with pytest.raises(EntryReversedTooEarly), write_session(book.engine) as session:
        post_entry(session, reversal(session, book, 1, date(2020, 9, 30)))
    with write_session(book.engine) as session:
        post_entry(session, reversal(session, book, 1, date(2020, 10, 1)))
        assert balance(session, book.book_id, Kind.AVAILABLE, book.root.pot_id) == 0
    with pytest.raises(EntryAlreadyReversed), write_session(book.engine) as session:
        reversal(session, book, 1, date(2020, 10, 2))
    with pytest.raises(EntryIsReversal), write_session(book.engine) as session:
        reversal(session, book, 2, date(2020, 10, 2))


def test_what_was_rehearsed_is_what_is_booked(book: SmallBook) -> None:
    with clock.told_at(MOMENT), write_session(book.engine) as session:
        draft = book.draft(session, agreed(book))
        with rehearsed(session):
            before = post_entry(session, draft)
        after = post_entry(session, draft)
    assert before == after


def test_a_fault_of_the_program_is_named_by_its_guard(book: SmallBook) -> None:
    with pytest.raises(EntryRefusedByDatabase) as refusal, write_session(book.engine) as session:
        right = book.draft(session, agreed(book))
        post_entry(session, replace(right, basis=replace(right.basis, decision=None)))
    assert refusal.value.guard == "entry_without_decision"
