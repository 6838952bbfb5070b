"""Many entries at once: however they are divided into batches, the same is booked, or refused for the same reason."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import entry_to_reverse
from ledger.db.books import Entry, Line
from ledger.db.session import write_session
from ledger.domain import rules
from ledger.domain.entries import EntryDraft, Movement, reversed_movement
from ledger.errors import EntryAlreadyReversed, EntryBreaksNever, NotFound
from ledger.posting import Booked, post_entries, post_entry, rehearsed
from tests.support.books import MOMENT, SmallBook, small_book
from tests.support.queries import counted


def agreed(book: SmallBook, amount_ore: int) -> Movement:
    return rules.agreement_amount(root=book.root, amount_ore=amount_ore)


def given_to_child(book: SmallBook, amount_ore: int) -> Movement:
    return rules.allocation(parent=book.root, shares=[(book.child, amount_ore)])


def taken_back(book: SmallBook, amount_ore: int) -> Movement:
    return rules.taken_back(parent=book.root, child=book.child, amount_ore=amount_ore)


def used_by_child(book: SmallBook, amount_ore: int) -> Movement:
    return rules.reservation(pot=book.child, reservation_id=7, amount_ore=amount_ore)


MOVEMENTS: tuple[Callable[[SmallBook, int], Movement], ...] = (agreed, given_to_child, taken_back, used_by_child)


def test_nothing_is_booked_of_nothing(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        assert post_entries(session, []) == []


def test_a_book_that_is_not_there(book: SmallBook) -> None:
    with pytest.raises(NotFound), write_session(book.engine) as session:
        post_entry(session, replace(book.draft(session, agreed(book, 1)), book_id=99))


def test_entries_of_two_books_are_never_one_batch(book: SmallBook) -> None:
    other = small_book(book.engine, "annan")
    with pytest.raises(ValueError, match="of one book"), write_session(book.engine) as session:
        post_entries(session, [book.draft(session, agreed(book, 1)), other.draft(session, agreed(other, 1))])


def test_an_entry_is_reversed_once_in_a_batch_too(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        post_entry(session, book.draft(session, agreed(book, 1_00)))
    with pytest.raises(EntryAlreadyReversed) as refusal, write_session(book.engine) as session:
        original = entry_to_reverse(session, book.book_id, 1)
        right = book.draft(session, reversed_movement(original.movement))
        right = replace(right, basis=original.basis, reverses_seq=1)
        post_entries(session, [right, replace(right, source_key="en gång till")])
    assert (refusal.value.entry, refusal.value.reversed_by) == ("2020-1", "2020-2")


def test_money_that_comes_later_in_the_batch_is_not_there_yet(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        post_entry(session, book.draft(session, agreed(book, 5_00)))
    with pytest.raises(EntryBreaksNever) as refusal, write_session(book.engine) as session:
        movements = (agreed(book, 1_00), given_to_child(book, 6_01), agreed(book, 1_00))
        post_entries(session, [book.draft(session, movement) for movement in movements])
    assert refusal.value.facts() == {
        "kind": "available",
        "pot_id": book.root.pot_id,
        "subject_id": 0,
        "day": date(2020, 9, 1),
        "balance_ore": -1,
    }
    with write_session(book.engine) as session:
        assert session.execute(select(func.count()).select_from(Line)).scalar_one() == 2


def test_many_entries_go_as_few_statements(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        document = book.document(session)
        drafts = [book.draft(session, agreed(book, 1_00), document=document) for _ in range(2_500)]
        with counted(book.engine) as sent:
            post_entries(session, drafts)
    inserts = [statement for statement in sent if statement.startswith("INSERT")]
    assert len(inserts) == 6  # lines and entries of a thousand, a thousand and five hundred
    assert len(sent) < 15


Step = tuple[int, int, int]
"""Which movement, how many öre, and on which day of the year."""

steps = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9), st.integers(0, 3)), min_size=1, max_size=12)
names = count(1)


@settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, cuts=st.sets(st.integers(1, 11)))
def test_batches_may_be_cut_anywhere(engine: Engine, steps: Sequence[Step], cuts: set[int]) -> None:
    """All at once, cut by chance, or one by one: the same places and hashes, or the same refusal."""
    book = small_book(engine, f"prov-{next(names)}")
    with clock.told_at(MOMENT), write_session(engine) as session:
        post_entry(session, book.draft(session, agreed(book, 20)))
        drafts = [_draft(session, book, step) for step in steps]
        whole = _outcome(session, drafts, set())
        assert _outcome(session, drafts, cuts) == whole
        assert _outcome(session, drafts, set(range(1, len(drafts)))) == whole


def _draft(session: Session, book: SmallBook, step: Step) -> EntryDraft:
    which, amount_ore, day = step
    movement = MOVEMENTS[which](book, amount_ore)
    return book.draft(session, movement, booked_on=date(2020, 9, 1) + timedelta(days=day))


def _outcome(session: Session, drafts: Sequence[EntryDraft], cuts: set[int]) -> list[Booked] | dict[str, object]:
    """What becomes of the drafts, cut into batches there, in a rehearsal."""
    booked: list[Booked] = []
    try:
        with rehearsed(session):
            for batch in _cut(drafts, cuts):
                booked += post_entries(session, batch)
    except EntryBreaksNever as refusal:
        return refusal.facts()
    assert session.execute(select(func.count()).where(Entry.book_id == drafts[0].book_id)).scalar_one() == 1
    return booked


def _cut(drafts: Sequence[EntryDraft], cuts: set[int]) -> Iterator[Sequence[EntryDraft]]:
    at = [0, *sorted(cut for cut in cuts if cut < len(drafts)), len(drafts)]
    return (drafts[start:end] for start, end in pairwise(at))
