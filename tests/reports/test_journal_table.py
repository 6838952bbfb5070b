"""The journal drawn: its columns to the letter, and CSV that is the same streamed as whole."""

import csv
from datetime import date
from io import StringIO

import pytest

from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.scope import Scope
from ledger.money import kronor
from ledger.posting import post_entries
from ledger.reports.journal import JournalEntry, journal
from ledger.reports.journal_table import ENTRIES_AT_A_TIME, journal_csv, journal_table
from ledger.reports.table_text import as_csv
from tests.support.books import SmallBook
from tests.support.histories import told
from tests.support.tellings import Copy, Tellings


@pytest.fixture
def copy(sqlite_tellings: Tellings) -> Copy:
    """One dialect is enough: what is drawn is a value."""
    return sqlite_tellings.copy([])


def entries(book: SmallBook, *, day: date | None = None) -> list[JournalEntry]:
    with read_session(book.engine) as session:
        return list(journal(session, scope=Scope.everything(), book_id=book.book_id, from_=day, to=day, known_at=None))


def test_csv_has_a_row_for_every_line(book: SmallBook) -> None:
    told(book)
    (entry,) = entries(book, day=date(2020, 9, 7))
    assert entry.document is not None
    start = (
        "9,2020-9,2020-09-07,2020-10-09T08:00:00.000000Z,invoice_paid,Faktura betald,Prov invoice_paid,"
        f"{entry.document.number},Organet 2020-01-01 § 1,ekonom@prov.example,,,"
    )
    head, rows = journal_csv([entry])
    assert head == (
        "seq,entry,booked_on,recorded_at,event,event_name,text,document,decision,actor,reverses,reversed_by,"
        "line,side,kind,kind_name,pot,subject,debit,credit,hash\r\n"
    )
    assert rows == (
        f"{start}1,Pengar,payable,Skuld till leverantör eller mottagare,BARN,invoice-4,40,,{entry.hash}\r\n"
        f"{start}2,Pengar,bank,Bank,ROT,bank-2,,40,{entry.hash}\r\n"
    )


def test_debit_and_credit_come_to_the_same(book: SmallBook) -> None:
    told(book)
    table = journal_table(entries(book))
    totals = dict(zip([column.key for column in table.columns], table.totals or (), strict=True))
    assert totals["entry"] == "Summa"
    assert totals["debit"] == totals["credit"]
    assert totals["debit"] == sum(
        line.amount_ore for entry in entries(book) for line in entry.lines if line.amount_ore > 0
    )


def test_a_long_journal_is_the_same_in_parts_as_whole(book: SmallBook) -> None:
    history = told(book)
    movement = rules.bank_other(other_root=book.other, bank_id=history.id("bank"), amount_ore=kronor(0, 1))
    with write_session(book.engine) as session:
        document = book.document(session)
        post_entries(session, [book.draft(session, movement, document=document) for _ in range(ENTRIES_AT_A_TIME)])
    found = entries(book)
    streamed = "".join(journal_csv(found))
    assert streamed == as_csv(journal_table(found))
    assert len(list(csv.reader(StringIO(streamed, newline="")))) == 1 + sum(len(entry.lines) for entry in found)


def test_an_empty_journal_is_its_headings() -> None:
    assert "".join(journal_csv([])).count("\r\n") == 1
