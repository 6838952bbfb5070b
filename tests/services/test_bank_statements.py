"""Bank statements: what they must say, and how a newer version of a day replaces the older."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.bank import BankMatch, BankMatchRow, BankStatement, BankStatementRow
from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountZero,
    DateBefore,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    NotFound,
    StatementOverlaps,
    StatementRowsDiffer,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.bank_matching import BankRow
from ledger.services.bank_statements import StatementRow
from tests.support.banking import FEE, NEXT_DAY, RECEIPT_VOUCHER, Banking
from tests.support.claims import differing
from tests.support.money import RECEIVED_ON
from tests.support.raw import dump
from tests.support.story import COUNTY_ORE


def test_a_statement_with_its_rows(banking: Banking) -> None:
    said = banking.say_received()
    assert (said.document.number, said.version, said.carried, said.released) == ("KU-2020-01", 1, (), ())
    with read_session(banking.money.story.engine) as session:
        head = session.execute(select(BankStatement)).scalar_one()
        row = session.execute(select(BankStatementRow)).scalar_one()
    assert (head.since, head.day, head.with_rows) == (RECEIVED_ON, RECEIVED_ON, True)
    assert (head.opening_ore, head.closing_ore) == (0, COUNTY_ORE)
    assert (row.row_no, row.day, row.amount_ore, row.text) == (1, RECEIVED_ON, COUNTY_ORE, "SKR")
    assert banking.money.state(said.document.id) == "registered"
    assert differing(banking.money) == []


def test_one_of_several_days_and_one_of_balances_alone(banking: Banking) -> None:
    whole = banking.say(
        date(2020, 12, 31),
        0,
        COUNTY_ORE - FEE,
        [StatementRow(RECEIVED_ON, COUNTY_ORE), StatementRow(NEXT_DAY, -FEE, "Avgift")],
        since=date(2020, 12, 1),
    )
    balances = banking.say(date(2021, 1, 4), COUNTY_ORE - FEE, COUNTY_ORE - FEE)
    still = banking.say(date(2021, 1, 5), COUNTY_ORE - FEE, COUNTY_ORE - FEE, [])
    with read_session(banking.money.story.engine) as session:
        query = select(BankStatement.document_id, BankStatement.with_rows).order_by(BankStatement.day)
        assert [tuple(row) for row in session.execute(query)] == [
            (whole.document.id, True),
            (balances.document.id, False),
            (still.document.id, True),
        ]


def test_rows_lead_from_the_opening_balance_to_the_closing_one(banking: Banking) -> None:
    before = dump(banking.money.story.engine)
    with pytest.raises(StatementRowsDiffer) as refusal:
        banking.say(RECEIVED_ON, kronor(5), COUNTY_ORE, [StatementRow(RECEIVED_ON, COUNTY_ORE - kronor(15))])
    assert refusal.value.off_ore == -kronor(10)
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Ingående saldo 5 kr och rader på 33 422 796 kr ger inte utgående saldo 33 422 811 kr: 10 kr saknas. "
        "Kontrollera raderna mot banken."
    )
    assert dump(banking.money.story.engine) == before
    with pytest.raises(StatementRowsDiffer):
        banking.say(RECEIVED_ON, 0, 1, [])


def test_days_that_another_statement_has(banking: Banking) -> None:
    banking.say(date(2020, 12, 31), 0, COUNTY_ORE, since=date(2020, 12, 1))
    for day, since in ((RECEIVED_ON, None), (date(2021, 1, 31), date(2020, 12, 31))):
        with pytest.raises(StatementOverlaps) as refusal:
            banking.say(day, 0, COUNTY_ORE, since=since)
        assert refusal.value.facts() == {
            "statement": "KU-2020-01",
            "since": date(2020, 12, 1),
            "day": date(2020, 12, 31),
        }
    assert banking.say(date(2021, 1, 1), COUNTY_ORE, COUNTY_ORE).version == 1


def test_what_a_statement_is_asked(banking: Banking) -> None:
    with pytest.raises(DateOutOfRange):
        banking.say(clock.today() + timedelta(days=1), 0, 0)
    with pytest.raises(DateBefore):
        banking.say(RECEIVED_ON, 0, 0, since=NEXT_DAY)
    for day in (RECEIVED_ON - timedelta(days=1), NEXT_DAY):
        with pytest.raises(DateOutOfRange) as refusal:
            banking.say(RECEIVED_ON, 0, 1, [StatementRow(day, 1)])
        assert (refusal.value.earliest, refusal.value.latest) == (RECEIVED_ON, RECEIVED_ON)
    with pytest.raises(AmountZero):
        banking.say(RECEIVED_ON, 0, 0, [StatementRow(RECEIVED_ON, 0)])
    with pytest.raises(NotFound):
        banking.say(RECEIVED_ON, 0, 0, bank_account_id=banking.money.requisition_id)
    with pytest.raises(NotFound):
        banking.say(RECEIVED_ON, 0, 0, scope=Scope.of_books(banking.money.story.book_id + 1))


def test_a_statement_once_however_often_it_is_sent(banking: Banking) -> None:
    rows = [StatementRow(RECEIVED_ON, COUNTY_ORE)]
    first = banking.say(RECEIVED_ON, 0, COUNTY_ORE, rows, source_key="utdrag:1")
    again = banking.say(RECEIVED_ON, 0, COUNTY_ORE, rows, source_key="utdrag:1")
    assert (again.document.id, again.document.is_new, again.version) == (first.document.id, False, 1)
    with pytest.raises(DocumentSourceKeyTaken):
        banking.say(RECEIVED_ON, 0, COUNTY_ORE, source_key="utdrag:1")
    newer = banking.say(RECEIVED_ON, 0, COUNTY_ORE, source_key="utdrag:2")
    assert (newer.version, banking.money.state(first.document.id)) == (2, "replaced")
    assert banking.say(RECEIVED_ON, 0, COUNTY_ORE, rows, source_key="utdrag:1").version == 1


def test_a_newer_version_keeps_the_matches_of_rows_that_stand_in_it_too(banking: Banking) -> None:
    first = banking.say_received()
    match = banking.match([BankRow(first.document.id, 1)], [RECEIPT_VOUCHER])
    rows = [StatementRow(RECEIVED_ON, FEE, "Ränta"), StatementRow(RECEIVED_ON, COUNTY_ORE, "SKR")]
    newer = banking.say(RECEIVED_ON, 0, COUNTY_ORE + FEE, rows)
    assert (newer.version, newer.released, [one.number for one in newer.carried]) == (2, (), ["BA-2020-02"])
    assert [banking.money.state(one) for one in (first.document.id, match.id, newer.carried[0].id)] == [
        "replaced",
        "released",
        "matched",
    ]
    with read_session(banking.money.story.engine) as session:
        kept = select(BankMatchRow, BankMatch.found).join(BankMatch, BankMatch.document_id == BankMatchRow.document_id)
        row, found = session.execute(kept.where(BankMatch.document_id == newer.carried[0].id)).one()
    assert (row.statement_id, row.statement_row_no, found) == (newer.document.id, 2, "carried")
    assert differing(banking.money) == [(7, "Bankgirokonto i boken mot kontoutdrag KU-2020-02 den 2020-12-18")]


def test_a_match_whose_row_is_gone_is_released(banking: Banking) -> None:
    first = banking.say_received()
    match = banking.match([BankRow(first.document.id, 1)], [RECEIPT_VOUCHER])
    newer = banking.say_received("SKR, dnr 19/01701")
    assert (newer.released, newer.carried) == ((match.number,), ())
    assert banking.money.state(match.id) == "released"
    assert banking.match([BankRow(newer.document.id, 1)], [RECEIPT_VOUCHER]).number == "BA-2020-02"
