"""The book's own bank accounts."""

import pytest

from ledger.db.session import write_session
from ledger.domain.scope import Scope
from ledger.errors import AlreadyExists, NotFound, TextMissing
from ledger.services.bank_accounts import open_bank_account
from tests.support.money import Money
from tests.support.story import Here, Story


def test_an_account_is_a_document_with_a_number_of_its_own(story: Story) -> None:
    with write_session(story.engine) as session:
        first = open_bank_account(session, **story.officer, name=" Bankgirokonto ", number="5052-5781")
        second = open_bank_account(session, **story.officer, name="Plusgirokonto", number="90 20 03-3")
    assert first.number.startswith("B-")
    assert first.number[:-1] + "2" == second.number


def test_a_number_the_book_has_is_refused(story: Story) -> None:
    with write_session(story.engine) as session:
        open_bank_account(session, **story.officer, name="Bankgirokonto", number="5052-5781")
        with pytest.raises(AlreadyExists):
            open_bank_account(session, **story.officer, name="Ett till", number=" 5052-5781 ")


@pytest.mark.parametrize(("name", "number", "field"), [(" ", "5052-5781", "Namn"), ("Konto", "", "Kontonummer")])
def test_name_and_number_are_asked_for(story: Story, name: str, number: str, field: str) -> None:
    with write_session(story.engine) as session, pytest.raises(TextMissing) as refusal:
        open_bank_account(session, **story.officer, name=name, number=number)
    assert refusal.value.field == field


def test_the_same_call_twice_is_one_account(story: Story) -> None:
    with write_session(story.engine) as session:
        first, second = (
            open_bank_account(session, **story.officer, name="Konto", number="5052-5781", source_key="konto:1")
            for _ in range(2)
        )
    assert first.id == second.id
    assert (first.is_new, second.is_new) == (True, False)


def test_a_book_out_of_scope_has_no_accounts_to_open(money: Money) -> None:
    outside: Here = {**money.story.officer, "scope": Scope.of_books(money.story.book_id + 1)}
    with money.writing() as session, pytest.raises(NotFound):
        open_bank_account(session, **outside, name="Konto", number="1")
