"""The plain-text journals of a real history: beancount and hledger come to the ledger's own balances."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from ledger.db import guards
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.entries import PotRef
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.formats.beancount import beancount
from ledger.formats.hledger import hledger
from ledger.formats.journal_text import PlainJournal
from ledger.money import kronor
from ledger.reports.plain_journal import plain_journal
from tests.support.books import SmallBook, small_book
from tests.support.histories import begun, recorded_at, told
from tests.support.plain_checks import bean_check, hledger_check, hledger_run

PERIODS = [
    (None, None, None),
    (None, date(2020, 9, 6), None),
    (date(2020, 9, 5), None, None),
    (date(2020, 9, 5), date(2020, 9, 9), None),
    (date(2020, 9, 3), date(2020, 9, 12), recorded_at(9)),
    (date(2020, 12, 1), None, None),
    (date(2019, 1, 1), date(2019, 12, 31), None),
]

Writer = Callable[[PlainJournal], Iterator[str]]


def written(
    writer: Writer,
    book: SmallBook,
    from_: date | None = None,
    to: date | None = None,
    known_at: datetime | None = None,
) -> str:
    with read_session(book.engine) as session:
        journal = plain_journal(
            session, scope=Scope.everything(), book_id=book.book_id, from_=from_, to=to, known_at=known_at
        )
        return "".join(writer(journal))


def test_beancount_comes_to_our_balances_in_any_period(book: SmallBook) -> None:
    told(book)
    for period in PERIODS:
        assert bean_check(written(beancount, book, *period)) == []


def test_hledger_comes_to_our_balances_in_any_period(book: SmallBook, tmp_path: Path) -> None:
    told(book)
    for period in PERIODS:
        assert hledger_check(tmp_path, written(hledger, book, *period)) == ""


def test_the_balances_are_those_of_the_accounts_and_not_summed_from_the_entries(book: SmallBook) -> None:
    told(book)
    with write_session(book.engine) as session:
        guards.remove(session.connection())
        session.execute(text("UPDATE turnover SET debit_ore = debit_ore + 1 WHERE kind = 'bank' AND event = 'receipt'"))
    (error,) = bean_check(written(beancount, book))
    assert "Balance failed for 'Assets:Bank:Bank-2--2:ROT': expected 576.06 SEK" in error


def test_a_bank_accounts_balance_is_that_of_all_its_roots(book: SmallBook, tmp_path: Path) -> None:
    told(book)
    answer = hledger_run(tmp_path, written(hledger, book), "balance", "Assets:Bank", "--depth", "2", "-N")
    assert answer.stdout.split() == ["581.05", "SEK", "Assets:Bank"]


def test_a_period_begins_with_what_stood_before_it(book: SmallBook) -> None:
    told(book)
    opened = written(beancount, book, date(2020, 9, 3)).split("\n\n")[2]
    assert opened.splitlines() == [
        '2020-09-03 * "Ingående balanser"',
        "  Equity:Medel:ROT:Tilldelat  -1050.00 SEK",
        "  Equity:Medel:ROT:Kvar  1050.00 SEK",
        "  Assets:Fordran-bidragsgivare:ROT:Requisition-1--1  900.00 SEK",
        "  Liabilities:Ej-utnyttjade-bidrag:ROT  -900.00 SEK",
    ]
    assert "Ingående" not in written(beancount, book, date(2020, 9, 1))


def test_an_entry_carries_its_voucher_basis_and_hash(book: SmallBook) -> None:
    booked = told(book).turn_back("09-30", 17)
    last = written(beancount, book).split("\n\n")[-2]
    assert last.splitlines()[:10] == [
        '2020-09-30 * "Rättelse: Prov agreement_amount"',
        '  verifikation: "2020-18"',
        '  seq: "18"',
        '  recorded_at: "2020-10-18T08:00:00.000000Z"',
        '  event: "agreement_amount"',
        f'  document: "{_document(book)}"',
        '  decision: "Organet 2020-01-01 § 1"',
        '  actor: "ekonom@prov.example"',
        '  reverses: "2020-17"',
        f'  hash: "{booked.hash}"',
    ]


def _document(book: SmallBook) -> str:
    with read_session(book.engine) as session:
        query = "SELECT d.number FROM document d JOIN entry e ON e.document_id = d.id WHERE e.seq = 18"
        number: str = session.execute(text(query)).scalar_one()
    return number


def test_a_parents_own_balance_is_not_its_childrens(book: SmallBook, tmp_path: Path) -> None:
    history = told(book)
    rows = [rules.InvoiceRow(pot, 0, kronor(3), kronor(1)) for pot in (book.root, book.child, book.sibling)]
    history.documents["second"] = _second_invoice(book)
    history.add("09-20", rules.invoice(invoice_id=history.id("second"), rows=rows), document="second")
    history.add("09-21", rules.recall(pot=book.sibling, amount_ore=kronor(5)))
    assert bean_check(written(beancount, book)) == []
    assert hledger_check(tmp_path, written(hledger, book)) == ""


def _second_invoice(book: SmallBook) -> tuple[int, str]:
    with write_session(book.engine) as session:
        return book.document(session, "invoice")


@pytest.mark.parametrize("code", ["Kvar", "Södra Älvsborg", "a:b  c", 'x"y'])
def test_any_pot_has_a_name_that_both_programs_take(book: SmallBook, tmp_path: Path, code: str) -> None:
    history = told(book)
    with write_session(book.engine) as session:
        session.execute(
            text(
                "INSERT INTO pot (book_id, id, code, name, parent_id, root_id, path, opened_on) "
                "VALUES (:book_id, 6, :code, 'Namn', 3, 2, '/2/3/6/', '2020-01-01')"
            ),
            {"book_id": book.book_id, "code": code},
        )
    grandchild = PotRef(6, book.root.pot_id)
    history.add("09-20", rules.allocation(parent=book.child, shares=[(grandchild, kronor(2))]))
    assert bean_check(written(beancount, book)) == []
    assert hledger_check(tmp_path, written(hledger, book)) == ""


def test_the_same_journal_is_the_same_bytes(book: SmallBook) -> None:
    history = told(book)
    before = [written(writer, book, None, date(2020, 9, 30), recorded_at(17)) for writer in (beancount, hledger)]
    history.turn_back("09-29", 17)
    after = [written(writer, book, None, date(2020, 9, 30), recorded_at(17)) for writer in (beancount, hledger)]
    assert after == before


def test_a_second_book_has_accounts_of_its_own(book: SmallBook) -> None:
    told(book)
    other = small_book(book.engine, "andra")
    begun(other).add("09-01", rules.agreement_amount(root=other.root, amount_ore=kronor(77)))
    assert written(beancount, other).count(" balance ") == 2
    with read_session(book.engine) as session, pytest.raises(NotFound):
        plain_journal(
            session, scope=Scope.of_books(book.book_id), book_id=other.book_id, from_=None, to=None, known_at=None
        )
