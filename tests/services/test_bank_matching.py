"""Matching the bank's rows with the book: by hand, alone of its day and amount, and what that holds fast."""

import pytest

from ledger.domain.scope import Scope
from ledger.errors import (
    DocumentWrongState,
    EntryMatched,
    MatchEmpty,
    MatchSumsDiffer,
    MatchTaken,
    NotFound,
    ReasonMissing,
    StatementReplaced,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.bank_accounts import open_bank_account
from ledger.services.bank_events import correct_other_bank_movement
from ledger.services.bank_matching import BankRow, match_rows, release_match
from ledger.services.bank_statements import StatementRow
from ledger.services.corrections import correct_entry
from ledger.services.receipts import correct_receipt
from ledger.services.unplaced_receipts import register_receipt_with_surplus
from tests.support.banking import FEE, NEXT_DAY, RECEIPT_VOUCHER, Banking
from tests.support.claims import CAME_ON, RAISED, Claims, differing
from tests.support.money import REASON, RECEIVED_ON
from tests.support.raw import dump
from tests.support.story import COUNTY_ORE


def test_a_row_and_an_entry_are_matched_by_hand(banking: Banking) -> None:
    said = banking.say_received()
    match = banking.match([BankRow(said.document.id, 1)] * 2, [RECEIPT_VOUCHER] * 2)
    assert (match.number, banking.money.state(match.id)) == ("BA-2020-01", "matched")
    assert differing(banking.money) == []


def test_one_row_may_be_several_entries(claims: Claims) -> None:
    """A payment above its claim is one row of the bank, and in the book a receipt and a surplus."""
    banking = Banking(claims.money)
    with claims.money.writing() as session:
        register_receipt_with_surplus(
            session,
            **claims.money.story.officer,
            requisition_id=claims.requisition_id,
            bank_account_id=claims.money.bank_id,
            amount_ore=RAISED + kronor(100),
            on=CAME_ON,
        )
    rows = [StatementRow(CAME_ON, RAISED + kronor(100))]
    said = banking.say(CAME_ON, COUNTY_ORE, COUNTY_ORE + RAISED + kronor(100), rows)
    assert banking.match_alone() == ()
    match = banking.match([BankRow(said.document.id, 1)], [(2020, 7), (2020, 8)])
    assert claims.money.state(match.id) == "matched"
    assert differing(claims.money) == []


def test_what_is_alone_of_its_day_and_amount_is_matched_by_itself(banking: Banking) -> None:
    banking.move(FEE * 5)
    for _ in range(2):
        banking.move(-FEE)
    banking.move(-FEE * 2, on=CAME_ON)
    banking.say_received()
    rows = [StatementRow(NEXT_DAY, ore) for ore in (FEE * 5, -FEE, -FEE, -FEE * 2)]
    said = banking.say(NEXT_DAY, COUNTY_ORE, COUNTY_ORE + FEE, rows)
    assert [one.number for one in banking.match_alone()] == ["BA-2020-01", "BA-2020-02"]
    assert banking.match_alone() == ()
    # The two alike, and the one of another day, are for a person to tell apart.
    for row_no, number in ((2, 6), (3, 7), (4, 8)):
        banking.match([BankRow(said.document.id, row_no)], [(2020, number)])
    # What the book has on a later day than the bank is matched, and the day's balance differs by it all the same.
    assert banking.control().difference_ore == FEE * 2


def test_sums_are_the_same(banking: Banking) -> None:
    said = banking.say(RECEIVED_ON, 0, FEE, [StatementRow(RECEIVED_ON, FEE)])
    before = dump(banking.money.story.engine)
    with pytest.raises(MatchSumsDiffer) as refusal:
        banking.match([BankRow(said.document.id, 1)], [RECEIPT_VOUCHER])
    assert refusal.value.facts() == {"rows_ore": FEE, "entries_ore": COUNTY_ORE}
    assert dump(banking.money.story.engine) == before


def test_nothing_is_matched_twice(banking: Banking) -> None:
    said = banking.say_received()
    banking.match([BankRow(said.document.id, 1)], [RECEIPT_VOUCHER])
    with pytest.raises(MatchTaken) as refusal:
        banking.match([BankRow(said.document.id, 1)], [RECEIPT_VOUCHER])
    assert refusal.value.facts() == {
        "taken": ("rad 1 på KU-2020-01", "verifikation 2020-3"),
        "matches": ("BA-2020-01",),
    }


def test_a_match_is_of_one_account_and_of_what_stands(banking: Banking) -> None:
    money = banking.money
    said = banking.say_received()
    row = BankRow(said.document.id, 1)
    with money.writing() as session:
        other = open_bank_account(session, **money.story.officer, name="Sparkonto", number="1").id
    for rows, vouchers in (([], [RECEIPT_VOUCHER]), ([row], [])):
        with pytest.raises(MatchEmpty):
            banking.match(rows, vouchers)
    with pytest.raises(NotFound):
        banking.match([row], [RECEIPT_VOUCHER], bank_account_id=other)
    with pytest.raises(NotFound):
        banking.match([BankRow(said.document.id, 2)], [RECEIPT_VOUCHER])
    with pytest.raises(NotFound) as unknown:
        banking.match([row], [(2020, 2)])
    assert unknown.value.name == "2020-2"
    with pytest.raises(NotFound):
        banking.match([row], [RECEIPT_VOUCHER], scope=Scope.of_books(money.story.book_id + 1))
    with money.writing() as session:
        money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
    for turned_back in (RECEIPT_VOUCHER, (2020, 5)):
        with pytest.raises(NotFound):
            banking.match([row], [turned_back])
    assert banking.match_alone() == ()


def test_a_row_of_a_replaced_statement_is_not_matched(banking: Banking) -> None:
    old = banking.say_received()
    banking.say_received()
    with pytest.raises(StatementReplaced) as refusal:
        banking.match([BankRow(old.document.id, 1)], [RECEIPT_VOUCHER])
    assert refusal.value.facts() == {"statement": "KU-2020-01", "replaced_by": "KU-2020-02"}
    assert len(banking.match_alone()) == 1


def test_a_matched_movement_is_not_corrected_before_its_match_is_released(banking: Banking) -> None:
    money = banking.money
    said = banking.say_received()
    match = banking.match([BankRow(said.document.id, 1)], [RECEIPT_VOUCHER])
    before = dump(money.story.engine)
    with money.writing() as session:
        with pytest.raises(EntryMatched) as refusal:
            money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
        with pytest.raises(EntryMatched):
            correct_entry(session, **money.story.officer, year=2020, number=3, reason=REASON, booked_on=RECEIVED_ON)
    assert refusal.value.facts() == {
        "entry": "2020-3",
        "match": "BA-2020-01",
        "statements": ("KU-2020-01",),
    }
    assert explain(refusal.value).startswith("Verifikation 2020-3 är avstämd mot kontoutdrag KU-2020-01:")
    assert dump(money.story.engine) == before
    with money.writing() as session:
        release_match(session, **money.story.officer, match_id=match.id, reason=REASON)
        money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
    assert money.state(match.id) == "released"


def test_what_is_not_matched_is_corrected_as_before(banking: Banking) -> None:
    money = banking.money
    moved = banking.move(FEE)
    said = banking.say_received()
    banking.match([BankRow(said.document.id, 1)], [RECEIPT_VOUCHER])
    with money.writing() as session:
        money.correct(session, correct_other_bank_movement, moved.document.id, NEXT_DAY)
    assert money.state(moved.document.id) == "annulled"


def test_a_match_is_released_once_and_says_why(banking: Banking) -> None:
    story = banking.money.story
    said = banking.say_received()
    match = banking.match([BankRow(said.document.id, 1)], [RECEIPT_VOUCHER])
    with banking.money.writing() as session:
        with pytest.raises(ReasonMissing):
            release_match(session, **story.officer, match_id=match.id, reason="fel")
        with pytest.raises(NotFound):
            release_match(session, **story.officer, match_id=said.document.id, reason=REASON)
        release_match(session, **story.officer, match_id=match.id, reason=REASON)
        with pytest.raises(DocumentWrongState):
            release_match(session, **story.officer, match_id=match.id, reason=REASON)
    again = banking.match([BankRow(said.document.id, 1)], [RECEIPT_VOUCHER])
    assert again.number == "BA-2020-02"


def test_an_account_of_no_book_has_no_rows(banking: Banking) -> None:
    with banking.money.writing() as session, pytest.raises(NotFound):
        match_rows(
            session,
            **banking.money.story.officer,
            bank_account_id=4711,
            rows=[BankRow(1, 1)],
            vouchers=[RECEIPT_VOUCHER],
        )
