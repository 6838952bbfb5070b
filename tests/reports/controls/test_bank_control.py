"""Control 7: every account of the bank against its last statement, on the statement's day, over all roots."""

from datetime import date

from sqlalchemy import select, text

from ledger import clock
from ledger.db import guards
from ledger.db.documents import Document
from ledger.db.session import read_session, write_session
from ledger.money import kronor
from ledger.reports.controls import Answer
from ledger.services.bank_accounts import open_bank_account
from tests.support.banking import FEE, NEXT_DAY, Banking
from tests.support.money import RECEIVED_ON
from tests.support.story import COUNTY_ORE


def test_without_a_statement_it_says_of_which_account(banking: Banking) -> None:
    result = banking.control()
    assert (result.answer, result.missing) == (Answer.CANNOT_BE_CHECKED, "kontoutdrag för Bankgirokonto")


def test_the_book_is_what_the_statement_says(banking: Banking) -> None:
    banking.say_received()
    result = banking.control()
    assert (result.answer, result.missing) == (Answer.TIES, "")
    assert [one.sentence.replace("\u00a0", " ") for one in result.evidence] == [
        "Banken i boken 2020-12-18 33 422 811 = kontoutdrag KU-2020-01 33 422 811"
    ]


def test_a_difference_is_signed_and_points_at_the_entries(banking: Banking) -> None:
    banking.move(FEE)
    banking.say(NEXT_DAY, COUNTY_ORE, COUNTY_ORE - kronor(5))
    result = banking.control()
    assert result.answer is Answer.DIFFERS
    (found,) = result.breaks
    assert (found.difference_ore, found.subject, found.entries) == (FEE + kronor(5), "KU-2020-01", ("2020-5", "2020-3"))
    assert found.what == "Bankgirokonto i boken mot kontoutdrag KU-2020-01 den 2020-12-21"


def test_it_is_the_balance_of_the_statements_day_over_all_roots(banking: Banking) -> None:
    banking.move(FEE, on=RECEIVED_ON)
    banking.move(FEE * 7, on=NEXT_DAY)
    banking.say(RECEIVED_ON, 0, COUNTY_ORE + FEE)
    assert banking.control().answer is Answer.TIES


def test_the_last_day_and_its_newest_version_count(banking: Banking) -> None:
    banking.say(RECEIVED_ON, 0, kronor(1))
    assert banking.control().answer is Answer.DIFFERS
    banking.say(RECEIVED_ON, 0, COUNTY_ORE)
    assert banking.control().answer is Answer.TIES
    banking.say(NEXT_DAY, COUNTY_ORE, COUNTY_ORE + 1)
    assert banking.control().difference_ore == -1
    assert banking.control(as_of=RECEIVED_ON).answer is Answer.TIES
    assert banking.control(as_of=date(2020, 12, 17)).answer is Answer.CANNOT_BE_CHECKED


def test_what_was_not_known_then_is_not_held_against_the_book(banking: Banking) -> None:
    banking.say_received()
    with read_session(banking.money.story.engine) as session:
        known_at = session.execute(select(Document.recorded_at).where(Document.number == "KU-2020-01")).scalar_one()
    banking.move(FEE, on=RECEIVED_ON)
    banking.say(RECEIVED_ON, 0, kronor(1))
    assert banking.control().answer is Answer.DIFFERS
    assert banking.control(known_at=known_at).answer is Answer.TIES
    assert banking.control(known_at=clock.now()).answer is Answer.DIFFERS


def test_one_account_without_a_statement_is_enough(banking: Banking) -> None:
    banking.say_received()
    with banking.money.writing() as session:
        open_bank_account(session, **banking.money.story.officer, name="Sparkonto", number="1")
    result = banking.control()
    assert (result.answer, result.missing) == (Answer.CANNOT_BE_CHECKED, "kontoutdrag för Sparkonto")
    banking.say(NEXT_DAY, COUNTY_ORE, 0)
    assert banking.control().answer is Answer.DIFFERS


def test_a_turnover_that_somebody_wrote_over_is_found(banking: Banking) -> None:
    banking.say_received()
    with write_session(banking.money.story.engine) as session:
        connection = session.connection()
        guards.remove(connection)
        connection.execute(
            text("UPDATE turnover SET debit_ore = debit_ore + 7 WHERE kind = 'bank' AND event = 'receipt'")
        )
        guards.install(connection)
    result = banking.control()
    assert (result.answer, result.difference_ore, result.breaks[0].entries) == (Answer.DIFFERS, 7, ("2020-3",))
