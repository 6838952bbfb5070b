"""Books: opened with Övrigt, once, by whoever sees them all, and found within one's scope."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.pots import Pot
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import AlreadyExists, DateOutOfRange, NotFound, TextMissing
from ledger.services.books import BookInfo, find_book, open_book
from tests.support.story import EVERYTHING, OPENED_ON, Story


def opened(
    story: Story,
    *,
    code: str = "gr",
    name: str = "Göteborgsregionen",
    on: date = OPENED_ON,
    organisation_id: int | None = None,
    scope: Scope = EVERYTHING,
) -> BookInfo:
    with write_session(story.engine) as session:
        return open_book(
            session,
            actor=story.officer_id,
            scope=scope,
            code=code,
            name=name,
            organisation_id=organisation_id or story.organisations["GR"],
            opened_on=on,
        )


def test_a_book_begins_with_the_pot_that_belongs_to_no_agreement(story: Story) -> None:
    book = opened(story)
    with read_session(story.engine) as session:
        columns = (Pot.id, Pot.code, Pot.name, Pot.path, Pot.parent_id, Pot.root_id)
        pots = [tuple(row) for row in session.execute(select(*columns).where(Pot.book_id == book.id))]
        assert find_book(session, EVERYTHING, "gr") == book
    assert pots == [(1, "OVRIGT", "Övrigt", "/1/", None, 1)]
    assert (book.organisation_id, book.opened_on) == (story.organisations["GR"], OPENED_ON)


def test_a_code_is_taken_once(story: Story) -> None:
    with pytest.raises(AlreadyExists) as refusal:
        opened(story, code=" vastkom ")
    assert (refusal.value.what, refusal.value.name) == ("bok", "vastkom")


@pytest.mark.parametrize("field", ["code", "name"])
def test_a_book_has_a_code_and_a_name(story: Story, field: str) -> None:
    with pytest.raises(TextMissing) as refusal:
        opened(story, **{field: " \u00a0"})  # type: ignore[arg-type]
    assert refusal.value.field == {"code": "Kod", "name": "Namn"}[field]


def test_a_book_is_not_opened_ahead_of_time(story: Story) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(DateOutOfRange) as refusal:
        opened(story, on=tomorrow)
    assert (refusal.value.given, refusal.value.latest) == (tomorrow, clock.today())


def test_a_book_is_kept_by_an_organisation(story: Story) -> None:
    with pytest.raises(NotFound) as refusal:
        opened(story, organisation_id=99)
    assert refusal.value.what == "organisation"


def test_only_who_sees_all_books_opens_one(story: Story) -> None:
    with pytest.raises(NotFound):
        opened(story, scope=Scope.of_books(story.book_id))


def test_a_book_out_of_scope_is_as_if_it_did_not_exist(story: Story) -> None:
    with read_session(story.engine) as session:
        assert find_book(session, Scope.of_books(story.book_id), "vastkom").id == story.book_id
        with pytest.raises(NotFound) as hidden:
            find_book(session, Scope.of_books(story.book_id + 1), "vastkom")
        with pytest.raises(NotFound) as absent:
            find_book(session, EVERYTHING, "saknas")
    assert hidden.value.facts() == {"what": "bok", "name": "vastkom"}
    assert absent.value.facts() == {"what": "bok", "name": "saknas"}
