"""The reconciliation of a bank account: the difference is what is listed, to the öre, on any day and as then known."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.documents import Document
from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.errors import MomentInFuture, NotFound
from ledger.money import kronor
from ledger.reports.bank import GAP, BankReconciliation, bank_reconciliation
from ledger.services.bank_events import correct_other_bank_movement
from ledger.services.bank_matching import BankRow
from ledger.services.bank_statements import StatementRow
from tests.support.banking import FEE, NEXT_DAY, Banking
from tests.support.claims import CAME_ON
from tests.support.money import RECEIVED_ON
from tests.support.queries import counted
from tests.support.story import COUNTY_ORE, EVERYTHING


def reconciled(banking: Banking, as_of: date | None = None, **said: Any) -> BankReconciliation:
    given = {"scope": EVERYTHING, "book_id": banking.money.story.book_id, "bank_account_id": banking.money.bank_id}
    with read_session(banking.money.story.engine) as session:
        told = bank_reconciliation(session, **{**given, "as_of": as_of, "known_at": None, **said})
    assert told.unexplained_ore == 0
    return told


def test_without_a_statement_all_is_in_the_book_alone(banking: Banking) -> None:
    told = reconciled(banking)
    assert (told.account, told.number, told.statement_day, told.start) == ("Bankgirokonto", "5052-5781", None, None)
    assert (told.book_ore, told.statement_ore, told.difference_ore) == (COUNTY_ORE, 0, COUNTY_ORE)
    assert [(item.entry, item.amount_ore) for item in told.in_book] == [("2020-3", COUNTY_ORE)]


def test_what_is_matched_is_in_both(banking: Banking) -> None:
    banking.say_received()
    apart = reconciled(banking)
    assert (apart.difference_ore, len(apart.in_book), len(apart.in_bank)) == (0, 1, 1)
    banking.match_alone()
    told = reconciled(banking)
    assert (told.statement, told.statement_day) == ("KU-2020-01", RECEIVED_ON)
    assert (told.difference_ore, told.in_book, told.in_bank) == (0, (), ())


def test_what_is_in_one_and_not_in_the_other(banking: Banking) -> None:
    banking.say_received()
    banking.match_alone()
    banking.move(FEE * 4)
    banking.say(NEXT_DAY, COUNTY_ORE, COUNTY_ORE - FEE, [StatementRow(NEXT_DAY, -FEE, "Bankavgift")])
    told = reconciled(banking)
    assert (told.book_ore, told.statement_ore) == (COUNTY_ORE + FEE * 4, COUNTY_ORE - FEE)
    assert told.difference_ore == told.explained_ore == FEE * 5
    assert [(item.entry, item.booked_on, item.amount_ore) for item in told.in_book] == [("2020-5", NEXT_DAY, FEE * 4)]
    assert [(item.statement, item.day, item.text, item.amount_ore) for item in told.in_bank] == [
        ("KU-2020-02", NEXT_DAY, "Bankavgift", -FEE)
    ]


def test_a_leap_between_two_statements_is_told(banking: Banking) -> None:
    banking.say_received()
    banking.match_alone()
    banking.say(NEXT_DAY, COUNTY_ORE + kronor(9), COUNTY_ORE + kronor(9), [])
    told = reconciled(banking)
    assert [(item.text, item.amount_ore) for item in told.in_bank] == [(GAP, kronor(9))]
    assert told.difference_ore == -kronor(9)


def test_where_the_bank_says_a_balance_alone_it_starts_there(banking: Banking) -> None:
    banking.move(FEE)
    banking.say(NEXT_DAY, 0, COUNTY_ORE)
    banking.move(FEE * 2, on=CAME_ON)
    told = reconciled(banking)
    assert told.start is not None
    assert (told.start.day, told.start.difference_ore) == (NEXT_DAY, FEE)
    assert [item.amount_ore for item in told.in_book] == [FEE * 2]
    assert told.difference_ore == FEE * 3


def test_what_was_there_before_the_first_statement_is_its_opening(banking: Banking) -> None:
    banking.say(NEXT_DAY, COUNTY_ORE, COUNTY_ORE, [])
    told = reconciled(banking)
    assert told.start is not None
    assert (told.start.day, told.start.book_ore) == (NEXT_DAY - timedelta(days=1), COUNTY_ORE)
    assert (told.in_book, told.in_bank) == ((), ())


def test_a_match_over_the_day_is_in_one_only(banking: Banking) -> None:
    """Booked on the 21st and on the bank's account two days later: on the days between the book alone has it."""
    banking.say_received()
    banking.match_alone()
    banking.move(FEE)
    banking.say(NEXT_DAY, COUNTY_ORE, COUNTY_ORE, [])
    said = banking.say(CAME_ON, COUNTY_ORE, COUNTY_ORE + FEE, [StatementRow(CAME_ON, FEE)])
    banking.match([BankRow(said.document.id, 1)], [(2020, 5)])
    between = reconciled(banking, as_of=NEXT_DAY)
    assert ([item.amount_ore for item in between.in_book], between.in_bank) == ([FEE], ())
    after = reconciled(banking, as_of=CAME_ON)
    assert (after.difference_ore, after.in_book, after.in_bank) == (0, (), ())


def test_a_correction_of_a_later_day_leaves_the_days_between(banking: Banking) -> None:
    money = banking.money
    moved = banking.move(FEE)
    with money.writing() as session:
        money.correct(session, correct_other_bank_movement, moved.document.id, CAME_ON)
    banking.say_received()
    banking.match_alone()
    assert [item.amount_ore for item in reconciled(banking, as_of=NEXT_DAY).in_book] == [FEE]
    assert reconciled(banking, as_of=CAME_ON).in_book == ()


def test_as_it_was_known(banking: Banking) -> None:
    banking.say_received()
    with read_session(banking.money.story.engine) as session:
        query = select(Document.recorded_at).where(Document.number == "KU-2020-01")
        known_at = session.execute(query).scalar_one()
    banking.match_alone()
    banking.move(FEE, on=RECEIVED_ON)
    banking.say(RECEIVED_ON, 0, kronor(1), [StatementRow(RECEIVED_ON, kronor(1))])
    then = reconciled(banking, known_at=known_at)
    assert (then.book_ore, then.statement, len(then.in_book), len(then.in_bank)) == (COUNTY_ORE, "KU-2020-01", 1, 1)
    now = reconciled(banking, known_at=clock.now())
    assert (now.book_ore, now.statement, now.statement_ore) == (COUNTY_ORE + FEE, "KU-2020-02", kronor(1))


def test_the_number_of_queries_does_not_grow(banking: Banking) -> None:
    engine = banking.money.story.engine
    banking.say_received()
    with counted(engine) as few:
        reconciled(banking)
    for day in range(3):
        banking.move(FEE, on=NEXT_DAY + timedelta(days=day))
        on = NEXT_DAY + timedelta(days=day)
        banking.say(on, COUNTY_ORE + FEE * day, COUNTY_ORE + FEE * (day + 1), [StatementRow(on, FEE)])
    banking.match_alone()
    with counted(engine) as many:
        assert reconciled(banking).in_book == ()
    assert len(many) == len(few)


def test_what_lies_outside_is_not_there(banking: Banking) -> None:
    for said in ({"scope": Scope.of_books(-1)}, {"bank_account_id": banking.money.requisition_id}):
        with pytest.raises(NotFound):
            reconciled(banking, **said)
    with pytest.raises(MomentInFuture):
        reconciled(banking, known_at=clock.now() + timedelta(days=1))
