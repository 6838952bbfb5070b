"""What a service may ask under the lock: what may be requisitioned, sums by event, and where an entry stands."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from ledger.balances import (
    balances_of_subjects,
    end_of_chain,
    entry_rests_on,
    first_day,
    last_moved,
    least_owed_from,
    turned_over,
)
from ledger.db.session import write_session
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import Movement, reversed_movement
from ledger.domain.events import Event
from ledger.errors import NotFound
from ledger.posting import Booked, post_entry
from ledger.rooms import least_requisition_room
from tests.support.books import OPENED_ON, SmallBook

DAY, NEXT, LAST = date(2020, 9, 1), date(2020, 9, 2), date(2020, 9, 3)
CLAIM, BANK = 77, 5


def post(session: Session, book: SmallBook, movement: Movement, on: date = DAY) -> Booked:
    return post_entry(session, book.draft(session, movement, booked_on=on))


def asked(book: SmallBook, amount_ore: int, requisition_id: int = CLAIM) -> Movement:
    return rules.requisition(root=book.root, requisition_id=requisition_id, amount_ore=amount_ore)


def test_the_room_for_requisitions_is_net_of_all_that_changes_it(book: SmallBook) -> None:
    root = book.root
    with write_session(book.engine) as session:
        post(session, book, rules.agreement_amount(root=root, amount_ore=100_00))
        post(session, book, rules.lapse(root=root, amount_ore=10_00))
        post(session, book, asked(book, 50_00))
        post(session, book, rules.requisition_lowered(root=root, requisition_id=CLAIM, amount_ore=5_00))
        received = rules.receipt(bank_id=BANK, placements=[rules.Placement(root, CLAIM, 30_00)])
        post(session, book, received)
        post(session, book, rules.sent_back(root=root, requisition_id=CLAIM, bank_id=BANK, amount_ore=4_00))
        post(session, book, rules.repayment(root=root, bank_id=BANK, amount_ore=3_00))
        room = least_requisition_room(session, book.book_id, root.pot_id, DAY)
    assert (room.authorised_ore, room.lapsed_ore, room.requisitioned_ore) == (100_00, 10_00, 41_00)
    assert room.left_ore == 49_00


def test_the_room_is_that_of_the_day_that_leaves_least(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        post(session, book, rules.agreement_amount(root=book.root, amount_ore=100_00), NEXT)
        post(session, book, asked(book, 70_00), NEXT)
        post(session, book, rules.agreement_amount(root=book.root, amount_ore=50_00), LAST)
        room = {day: least_requisition_room(session, book.book_id, book.root.pot_id, day) for day in (DAY, NEXT, LAST)}
        later = least_requisition_room(session, book.book_id, book.root.pot_id, date(2021, 1, 1))
    assert [(one.left_ore, one.day) for one in room.values()] == [(0, DAY), (30_00, NEXT), (80_00, LAST)]
    assert (later.left_ore, later.day) == (80_00, date(2021, 1, 1))


def test_a_purpose_without_any_entry_has_no_room(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        assert least_requisition_room(session, book.book_id, book.second_root.pot_id, DAY).left_ore == 0


def test_sums_by_event_are_net_of_corrections(book: SmallBook) -> None:
    events = (Event.REQUISITION, Event.REQUISITION_LOWERED)
    with write_session(book.engine) as session:
        post(session, book, rules.agreement_amount(root=book.root, amount_ore=100_00))
        post(session, book, asked(book, 30_00))
        document = book.document(session, "requisition")
        first = post_entry(session, book.draft(session, asked(book, 20_00), document=document))
        back = book.draft(session, reversed_movement(asked(book, 20_00)), booked_on=NEXT, document=document)
        assert turned_over(session, book.book_id, Kind.CLAIM, book.root.pot_id, events) == 50_00
        post_entry(session, replace(back, reverses_seq=first.seq))
        assert turned_over(session, book.book_id, Kind.CLAIM, book.root.pot_id, events) == 30_00
        assert turned_over(session, book.book_id, Kind.CLAIM, book.root.pot_id, [Event.RECEIPT]) == 0


def test_balances_and_days_of_several_subjects(book: SmallBook) -> None:
    pots, subjects = {book.root.pot_id, book.child.pot_id}, {CLAIM, CLAIM + 1}
    with write_session(book.engine) as session:
        assert last_moved(session, book.book_id, Kind.CLAIM, pots, subjects) is None
        post(session, book, asked(book, 1_00), DAY)
        post(session, book, asked(book, 2_00, CLAIM + 1), NEXT)
        post(session, book, asked(book, 4_00, CLAIM + 2), LAST)
        found = balances_of_subjects(session, book.book_id, Kind.CLAIM, pots, subjects)
        assert found == {(book.root.pot_id, CLAIM): 1_00, (book.root.pot_id, CLAIM + 1): 2_00}
        assert last_moved(session, book.book_id, Kind.CLAIM, pots, subjects) == NEXT


def test_where_an_entry_stands(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        assert end_of_chain(session, book.book_id) is None
        assert first_day(session, book.book_id) == OPENED_ON
        document = book.document(session)
        booked = post_entry(session, book.draft(session, asked(book, 1_00), document=document))
        assert entry_rests_on(session, book.book_id, 2020, 1) == (booked.seq, document[0])
        assert end_of_chain(session, book.book_id) == (booked.seq, booked.hash)
        with pytest.raises(NotFound) as refusal:
            entry_rests_on(session, book.book_id, 2020, 2)
    assert refusal.value.name == "2020-2"


def test_what_is_owed_is_what_the_least_day_leaves(book: SmallBook) -> None:
    bill, root = 31, book.root.pot_id
    with write_session(book.engine) as session:
        post(session, book, rules.agreement_amount(root=book.root, amount_ore=100_00))
        charged = rules.invoice(invoice_id=bill, rows=[rules.InvoiceRow(book.root, 0, 80_00, 0)])
        post_entry(session, book.draft(session, charged, booked_on=DAY, attested=True))
        paid = rules.invoice_paid(bank_id=BANK, payments=[rules.Payment(book.root, bill, 30_00)])
        post(session, book, paid, LAST)
        days = (OPENED_ON, DAY, NEXT, LAST)
        owed = [least_owed_from(session, book.book_id, Kind.PAYABLE, root, day, subject_id=bill) for day in days]
    assert owed == [(0, OPENED_ON), (50_00, LAST), (50_00, LAST), (50_00, LAST)]
