"""Thirty-two clients at once, on both databases: the last krona, one event sent many times, one entry to reverse."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import balance, entry_to_reverse
from ledger.db.books import Entry, Line
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.canonical import FIRST_HASH
from ledger.domain.chart import Kind
from ledger.domain.entries import EntryDraft, reversed_movement
from ledger.domain.scope import Scope
from ledger.errors import EntryAlreadyReversed, EntryBreaksNever
from ledger.posting import Booked, post_entry
from ledger.reports.controls import Answer, run_controls
from tests.support.books import SmallBook, small_book
from tests.support.together import together

CLIENTS = 32


def agree(book: SmallBook, amount_ore: int) -> None:
    with write_session(book.engine) as session:
        post_entry(session, book.draft(session, rules.agreement_amount(root=book.root, amount_ore=amount_ore)))


def assert_whole(book: SmallBook, entries: int) -> None:
    """No gap, no duplicate, every entry's hash on the one before, balances as the lines say, every control ties."""
    with read_session(book.engine) as session:
        found = session.scalars(select(Entry).where(Entry.book_id == book.book_id).order_by(Entry.seq)).all()
        assert [entry.seq for entry in found] == [entry.number for entry in found] == list(range(1, entries + 1))
        assert [entry.prev_hash for entry in found] == [FIRST_HASH, *(entry.hash for entry in found[:-1])]
        assert [entry.recorded_at for entry in found] == sorted(entry.recorded_at for entry in found)
        results = run_controls(session, scope=Scope.everything(), book_id=book.book_id, as_of=None, known_at=None)
    assert [result.no for result in results if result.answer is Answer.DIFFERS] == []


def test_the_last_kronor_of_a_pot(book: SmallBook) -> None:
    agree(book, 10_00)

    def spend(session: Session, _client: int) -> Booked:
        movement = rules.allocation(parent=book.root, shares=[(book.child, 1_00)])
        return post_entry(session, book.draft(session, movement))

    done, refused = together(book.engine, CLIENTS, spend)
    assert (len(done), len(refused)) == (10, CLIENTS - 10)
    assert {(type(refusal), refusal.facts()["balance_ore"]) for refusal in refused} == {(EntryBreaksNever, -1_00)}
    with read_session(book.engine) as session:
        assert balance(session, book.book_id, Kind.AVAILABLE, book.root.pot_id) == 0
        assert balance(session, book.book_id, Kind.AVAILABLE, book.child.pot_id) == 10_00
    assert_whole(book, 11)


def test_one_event_sent_many_times(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        draft = book.draft(
            session, rules.agreement_amount(root=book.root, amount_ore=5_00), source_key="samma händelse"
        )
    done, refused = together(book.engine, CLIENTS, lambda session, _client: post_entry(session, draft))
    assert refused == []
    assert len({booked.hash for booked in done}) == 1
    assert sum(booked.is_new for booked in done) == 1
    assert_whole(book, 1)


def test_one_entry_reversed_by_many(book: SmallBook) -> None:
    agree(book, 5_00)
    done, refused = together(book.engine, CLIENTS, reverses(book, 1))
    assert len(done) == 1
    assert {type(refusal) for refusal in refused} == {EntryAlreadyReversed}
    assert {refusal.facts()["reversed_by"] for refusal in refused} == {"2020-2"}
    assert len(refused) == CLIENTS - 1
    with read_session(book.engine) as session:
        assert balance(session, book.book_id, Kind.AVAILABLE, book.root.pot_id) == 0
    assert_whole(book, 2)


def reverses(book: SmallBook, seq: int) -> Callable[[Session, int], Booked]:
    """An act that reverses an entry, each client under a source key of its own."""

    def reverse(session: Session, client: int) -> Booked:
        original = entry_to_reverse(session, book.book_id, seq)
        draft = EntryDraft(
            book_id=book.book_id,
            booked_on=date(2020, 10, 1),
            text="Rättelse",
            source_key=f"rättelse {client}",
            actor_id=book.actor_id,
            movement=reversed_movement(original.movement),
            basis=original.basis,
            reverses_seq=seq,
        )
        return post_entry(session, draft)

    return reverse


def test_two_books_do_not_mix(book: SmallBook) -> None:
    other = small_book(book.engine, "annan")
    books = (book, other)

    def add(session: Session, client: int) -> Booked:
        one = books[client % 2]
        return post_entry(session, one.draft(session, rules.agreement_amount(root=one.root, amount_ore=1_00)))

    done, refused = together(book.engine, CLIENTS, add)
    assert (len(done), refused) == (CLIENTS, [])
    for one in books:
        assert_whole(one, CLIENTS // 2)
    with read_session(book.engine) as session:
        owners = session.execute(select(Line.book_id, Line.amount_ore).where(Line.amount_ore > 0)).all()
    assert sorted(owner for owner, _ in owners) == [book.book_id] * (CLIENTS // 2) + [other.book_id] * (CLIENTS // 2)
