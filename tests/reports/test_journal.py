"""The journal: every entry with its lines and basis, in order, as of a day and as known at a moment."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import text

from ledger.db import guards
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.canonical import FIRST_HASH, Plain, entry_hash, plain_lines
from ledger.domain.chart import Kind
from ledger.domain.entries import Basis
from ledger.domain.events import Event
from ledger.domain.scope import Scope
from ledger.errors import DateOutOfRange, LedgerError, MomentInFuture, NotFound
from ledger.money import kronor
from ledger.posting import post_entries
from ledger.reports.journal import ROWS_AT_A_TIME, DecisionRef, JournalEntry, JournalLine, journal
from ledger.reports.journal_table import as_document
from tests.support.books import SmallBook, small_book
from tests.support.histories import begun, recorded_at, told
from tests.support.queries import counted

ALL = Scope.everything()


def entries(
    book: SmallBook,
    *,
    from_: date | None = None,
    to: date | None = None,
    known_at: datetime | None = None,
) -> list[JournalEntry]:
    with read_session(book.engine) as session:
        return list(journal(session, scope=ALL, book_id=book.book_id, from_=from_, to=to, known_at=known_at))


def test_an_entry_stands_whole_with_what_it_rests_on(book: SmallBook) -> None:
    history = told(book)
    entry = entries(book)[7]
    assert (entry.seq, entry.number, entry.name, entry.booked_on) == (8, 8, "2020-8", date(2020, 9, 6))
    assert (entry.event, entry.text, entry.actor) == (Event.INVOICE, "Prov invoice", "ekonom@prov.example")
    assert entry.recorded_at == recorded_at(8)
    assert entry.document is not None
    assert (entry.document.id, entry.document.number) == (history.id("invoice"), "invoice-4")
    assert entry.decision == DecisionRef(book.decision[0], "Organet", date(2020, 1, 1), "§ 1", book.decision[1])
    assert str(entry.decision) == "Organet 2020-01-01 § 1"
    assert entry.attest is not None
    assert (entry.reverses, entry.reversed_by) == (None, None)
    assert entry.lines[:3] == (
        JournalLine(1, Kind.USED, 3, "BARN", history.id("invoice"), "invoice-4", kronor(40)),
        JournalLine(2, Kind.COMMITTED, 3, "BARN", history.id("commitment"), "commitment-3", kronor(-40)),
        JournalLine(3, Kind.COST, 3, "BARN", 0, "", kronor(40)),
    )
    assert sum(line.amount_ore for line in entry.lines) == 0


def test_entries_come_in_the_order_they_were_recorded_whatever_day_they_belong_to(book: SmallBook) -> None:
    told(book)
    found = entries(book)
    assert [entry.seq for entry in found] == list(range(1, 18))
    assert found[-1].booked_on == date(2020, 9, 2)
    assert all(entry.attest is None for entry in found if entry.event is not Event.INVOICE and entry.seq != 11)


def test_a_period_has_its_days_both_included(book: SmallBook) -> None:
    told(book)
    assert [entry.seq for entry in entries(book, from_=date(2020, 9, 2), to=date(2020, 9, 4))] == [2, 3, 4, 5, 6, 17]
    assert [entry.seq for entry in entries(book, from_=date(2020, 9, 12))] == [14, 15, 16]
    assert entries(book, to=date(2020, 8, 31)) == []


def test_a_correction_and_its_original_point_at_each_other_once_it_is_known(book: SmallBook) -> None:
    told(book)
    original, reversal = entries(book)[14:16]
    assert (original.reverses, original.reversed_by) == (None, "2020-16")
    assert (reversal.reverses_seq, reversal.reverses, reversal.reversed_by) == (15, "2020-15", None)
    assert entries(book, known_at=recorded_at(15))[-1].reversed_by is None
    assert entries(book, from_=date(2020, 9, 13), to=date(2020, 9, 13))[0].reversed_by == "2020-16"


def test_the_document_holds_all_that_the_hash_covers(book: SmallBook) -> None:
    told(book)
    previous = FIRST_HASH
    for document in map(as_document, entries(book)):
        assert document["prev_hash"] == previous
        previous = recomputed(previous, document)
        assert document["hash"] == previous


def recomputed(previous: str, document: dict[str, Any]) -> str:
    """The hash, from nothing but the JSON and the book's code."""

    def pair(name: str) -> Plain:
        named = document[name]
        return None if named is None else [named["id"], named["digest"]]

    lines = ((line["kind"], line["pot_id"], line["subject_id"], line["amount_ore"]) for line in document["lines"])
    content: dict[str, Plain] = {
        "actor": document["actor"]["id"],
        "attest": pair("attest"),
        "decision": pair("decision"),
        "document": pair("document"),
        "lines": plain_lines(lines),
        "reverses": document["reverses_seq"],
        **{name: document[name] for name in ("booked_on", "event", "source_key", "text")},
    }
    place = {name: document[name] for name in ("seq", "number", "recorded_at")}
    return entry_hash(previous=previous, book="prov", content=content, **place)


def test_an_entry_may_rest_on_nothing_but_its_text(book: SmallBook) -> None:
    movement = rules.bank_other(other_root=book.other, bank_id=7, amount_ore=1)
    with write_session(book.engine) as session:
        post_entries(session, [replace(book.draft(session, movement), basis=Basis())])
    (entry,) = entries(book)
    assert (entry.document, entry.decision, entry.attest) == (None, None, None)
    assert [line.subject for line in entry.lines] == ["", ""]
    assert as_document(entry)["decision"] is None


def test_a_journal_may_be_left_before_its_end(book: SmallBook) -> None:
    told(book)
    with read_session(book.engine) as session:
        whole = journal(session, scope=ALL, book_id=book.book_id, from_=None, to=None, known_at=None)
        assert next(whole).seq == 1


def test_lines_that_are_gone_are_noticed(book: SmallBook) -> None:
    told(book)
    with write_session(book.engine) as session:
        guards.remove(session.connection())
        session.execute(text("DELETE FROM line WHERE seq = 3"))
    with pytest.raises(AssertionError, match="entry 3 meets the lines of 4"):
        entries(book)


def test_a_second_book_is_another_journal(book: SmallBook) -> None:
    told(book)
    other = small_book(book.engine, "andra")
    begun(other).add("09-01", rules.agreement_amount(root=other.root, amount_ore=kronor(77)))
    assert len(entries(book)) == 17
    assert [entry.actor for entry in entries(other)] == ["ekonom@andra.example"]


@pytest.mark.parametrize(
    ("refusal", "asked"),
    [
        (NotFound, {"scope": Scope.of_books()}),
        (MomentInFuture, {"known_at": datetime.fromisoformat("2999-01-01T00:00Z")}),
        (DateOutOfRange, {"from_": date(2020, 9, 2), "to": date(2020, 9, 1)}),
    ],
)
def test_what_cannot_be_shown_is_refused_before_anything_is_read(
    book: SmallBook, refusal: type[LedgerError], asked: dict[str, Any]
) -> None:
    whole: dict[str, Any] = {"scope": ALL, "from_": None, "to": None, "known_at": None}
    with read_session(book.engine) as session, pytest.raises(refusal):
        journal(session, book_id=book.book_id, **{**whole, **asked})


def test_a_journal_longer_than_one_reading_is_whole_and_asks_no_more(book: SmallBook) -> None:
    history = told(book)
    with counted(book.engine) as few:
        entries(book)
    count = ROWS_AT_A_TIME + 1
    movement = rules.bank_other(other_root=book.other, bank_id=history.id("bank"), amount_ore=1)
    with write_session(book.engine) as session:
        document = book.document(session)
        post_entries(session, [book.draft(session, movement, document=document) for _ in range(count)])
    with counted(book.engine) as many:
        found = entries(book)
    assert [entry.seq for entry in found] == list(range(1, 17 + count + 1))
    assert {len(entry.lines) for entry in found[17:]} == {2}
    assert len(many) == len(few)
