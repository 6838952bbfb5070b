"""Finding books, agreements and pots by code: what lies outside the scope is not there."""

import pytest
from sqlalchemy import Engine

from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.errors import BookNotChosen, NoBookYet, NotFound
from ledger.reports.books import all_books, choose_book, find_agreement, find_book, find_pot
from tests.support.books import OPENED_ON, SmallBook, small_book

ALL = Scope.everything()


def test_the_only_book_need_not_be_named(book: SmallBook) -> None:
    with read_session(book.engine) as session:
        chosen = choose_book(session, scope=ALL, code=None)
    assert (chosen.id, chosen.code, chosen.name, chosen.opened_on) == (book.book_id, "prov", "Provboken", OPENED_ON)


def test_one_of_several_books_must_be_named_or_be_the_only_one_within_reach(book: SmallBook) -> None:
    other = small_book(book.engine, "andra")
    with read_session(book.engine) as session:
        assert [found.code for found in all_books(session, scope=ALL)] == ["andra", "prov"]
        assert choose_book(session, scope=ALL, code="andra").id == other.book_id
        assert choose_book(session, scope=Scope.of_books(other.book_id), code=None).id == other.book_id
        with pytest.raises(BookNotChosen) as refusal:
            choose_book(session, scope=ALL, code=None)
    assert refusal.value.books == ("andra", "prov")


def test_without_any_book_none_can_be_meant(engine: Engine) -> None:
    with read_session(engine) as session, pytest.raises(NoBookYet):
        choose_book(session, scope=ALL, code=None)


def test_a_book_outside_is_answered_as_one_that_does_not_exist(book: SmallBook) -> None:
    outside = Scope.of_books(book.book_id + 1)
    with read_session(book.engine) as session:
        assert all_books(session, scope=outside) == ()
        with pytest.raises(NotFound) as hidden:
            find_book(session, scope=outside, code="prov")
        with pytest.raises(NotFound) as absent:
            find_book(session, scope=ALL, code="finns-ej")
        for find in (find_agreement, find_pot):
            with pytest.raises(NotFound):
                find(session, scope=outside, book_id=book.book_id, code="PROV")
    assert (hidden.value.what, hidden.value.name) == ("bok", "prov")
    assert (absent.value.what, absent.value.name) == ("bok", "finns-ej")


def test_codes_are_looked_up_in_their_own_book(book: SmallBook) -> None:
    other = small_book(book.engine, "andra")
    with read_session(book.engine) as session:
        first = find_agreement(session, scope=ALL, book_id=book.book_id, code="PROV")
        second = find_agreement(session, scope=ALL, book_id=other.book_id, code="PROV")
        pot = find_pot(session, scope=ALL, book_id=other.book_id, code="BARN")
    assert first.id != second.id
    assert first.roots == second.roots == (2, 5)
    assert (pot.id, pot.root_id, pot.path) == (3, 2, "/2/3/")
