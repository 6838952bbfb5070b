"""The reconciliation of a bank account as a table: its totals differ as the balances do."""

from typing import Any

import pytest

from ledger.db.session import read_session
from ledger.errors import NotFound
from ledger.reports.bank import bank_reconciliation
from ledger.reports.bank_table import bank_table, find_bank_account
from ledger.reports.table import Table
from ledger.reports.view import view
from ledger.services.bank_accounts import open_bank_account
from ledger.services.bank_statements import StatementRow
from tests.support.banking import FEE, NEXT_DAY, Banking
from tests.support.story import COUNTY_ORE, EVERYTHING


def reconciled(banking: Banking, number: str | None = None) -> tuple[Table, int]:
    """The table, and the difference in öre."""
    book_id = banking.money.story.book_id
    given: dict[str, Any] = {"scope": EVERYTHING, "book_id": book_id, "as_of": NEXT_DAY, "known_at": None}
    with read_session(banking.money.story.engine) as session:
        account = find_bank_account(session, scope=EVERYTHING, book_id=book_id, number=number)
        found = bank_reconciliation(session, **given, bank_account_id=account)
        return bank_table(view(session, agreement=None, **given), found), found.difference_ore


def test_what_only_one_of_them_has(banking: Banking) -> None:
    banking.say_received()
    banking.match_alone()
    banking.move(FEE * 4)
    banking.say(NEXT_DAY, COUNTY_ORE, COUNTY_ORE - FEE, [StatementRow(NEXT_DAY, -FEE, "Bankavgift")])
    table, difference_ore = reconciled(banking)
    start, book, bank = table.rows
    assert (start[0], start[5:]) == ("start", (0, 0))
    assert (book[0], book[2], book[5:]) == ("book", "2020-5", (FEE * 4, None))
    assert (bank[0], bank[4], bank[5:]) == ("bank", "Bankavgift", (None, -FEE))
    assert table.totals is not None
    assert table.totals[5:] == (FEE * 4, -FEE)
    assert difference_ore == FEE * 5


def test_without_a_statement_it_says_so(banking: Banking) -> None:
    table, difference_ore = reconciled(banking, "50525781")
    assert [row[0] for row in table.rows] == ["book"]
    assert difference_ore == COUNTY_ORE
    assert "det finns inget kontoutdrag" in table.notes[1]


def test_of_several_accounts_one_is_chosen(banking: Banking) -> None:
    money = banking.money
    with money.writing() as session:
        open_bank_account(session, **money.story.officer, name="Sparkonto", number="5402-9681")
    with pytest.raises(NotFound):
        reconciled(banking)
    assert "5052-5781" in reconciled(banking, "5052-5781")[0].title
