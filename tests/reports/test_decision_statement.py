"""Decisions: what each moved with all that was done in its name, net of corrections, and to the öre the accounts."""

from datetime import date

import pytest
from sqlalchemy import text

from ledger.db import guards
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.domain.events import Event
from ledger.reports.decision_statement import DecisionStatement, decision_statement, decision_table
from ledger.reports.statement import StatementDoesNotTie
from ledger.services.invoices import correct_invoice
from tests.support.asked import Asked
from tests.support.books import SmallBook
from tests.support.histories import told
from tests.support.money import APPROVED_ON, MILLION, PAID_ON, QUARTER, Money
from tests.support.story import COUNTY_ORE, EVERYTHING


def of_money(money: Money, as_of: date | None = None, agreement: str | None = "PH2020") -> DecisionStatement:
    with read_session(money.story.engine) as session:
        return decision_statement(
            session, scope=EVERYTHING, book_id=money.story.book_id, agreement=agreement, as_of=as_of, known_at=None
        )


def test_each_decision_with_what_was_done_in_its_name(money: Money) -> None:
    money.approved()
    agreed, assigned = of_money(money).decisions
    assert (agreed.body, agreed.paragraph) == ("Staten och Sveriges Kommuner och Regioner", "§ 1")
    assert (agreed.moved[Kind.AUTHORISED], agreed.moved[Kind.AVAILABLE]) == (COUNTY_ORE, COUNTY_ORE)
    assert assigned.decision_id == money.story.decisions["ASSIGNED"]
    assert (assigned.events, assigned.entries) == ((Event.COMMITMENT, Event.INVOICE), 2)
    moved = {kind: amount for kind, amount in assigned.moved.items() if amount}
    assert moved == {Kind.AVAILABLE: -MILLION, Kind.COMMITTED: MILLION - QUARTER, Kind.USED: QUARTER}


def test_a_correction_counts_against_its_original(money: Money) -> None:
    invoice = money.approved()
    with money.writing() as session:
        money.correct(session, correct_invoice, invoice.document.id, PAID_ON)
    assigned = of_money(money).decisions[1]
    assert (assigned.moved[Kind.COMMITTED], assigned.moved[Kind.USED], assigned.entries) == (MILLION, 0, 3)
    assert of_money(money, APPROVED_ON).decisions[1].moved[Kind.USED] == QUARTER


def test_the_table_names_events_in_words_and_sums(money: Money) -> None:
    money.approved()
    table = decision_table(of_money(money))
    assert table.rows[1][4] == "Uppdrag, Faktura"
    assert table.totals is not None
    totals = dict(zip((column.key for column in table.columns), table.totals, strict=True))
    assert (totals["authorised"], totals["used"], totals["entries"]) == (COUNTY_ORE, QUARTER, 3)


def test_another_agreements_pots_are_not_among_them(book: SmallBook) -> None:
    told(book)
    with read_session(book.engine) as session:
        asked = Asked(scope=EVERYTHING, book_id=book.book_id, agreement=None, as_of=None, known_at=None)
        whole = decision_statement(session, **asked)
        asked["agreement"] = "PROV"
        only = decision_statement(session, **asked)
    assert whole.total == only.total
    (row,) = only.decisions
    assert row.moved[Kind.AUTHORISED] == 1_050_00 + 500_50
    assert row.moved[Kind.ALLOTTED] == 500_50


def test_lines_that_are_not_what_the_accounts_turned_over_are_never_shown(book: SmallBook) -> None:
    told(book)
    with write_session(book.engine) as session:
        guards.remove(session.connection())
        session.execute(text("UPDATE turnover SET debit_ore = debit_ore + 1 WHERE kind = 'used' AND event = 'invoice'"))
    with pytest.raises(StatementDoesNotTie, match="used = turned over"), read_session(book.engine) as session:
        decision_statement(session, scope=EVERYTHING, book_id=book.book_id, agreement=None, as_of=None, known_at=None)
