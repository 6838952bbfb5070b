"""Persons and their rights to attest: the first registers itself, everybody else is registered by somebody."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from ledger.db.audit import Audit
from ledger.db.organisations import AttestRight
from ledger.db.session import read_session, write_session
from ledger.domain.attests import Step
from ledger.domain.scope import Scope
from ledger.errors import ActorMissing, AlreadyExists, AmountNotPositive, DateBefore, LedgerError, NotFound, TextMissing
from ledger.money import kronor
from ledger.services.persons import find_person, grant_attest_right, register_person
from tests.support.story import AGREED_ON, EVERYTHING, Story


def test_the_first_person_registers_itself(engine: Engine) -> None:
    with write_session(engine) as session:
        first = register_person(session, actor=None, scope=EVERYTHING, login="ekonom@prov.example", title="Ekonom")
        second = register_person(session, actor=first, scope=EVERYTHING, login="b@prov.example", title="Attestant")
    with read_session(engine) as session:
        told = session.execute(select(Audit.actor_id, Audit.what_id).order_by(Audit.id)).all()
        assert find_person(session, "b@prov.example") == second
    assert [tuple(row) for row in told] == [(first, first), (first, second)]


def test_nobody_registers_a_second_person(story: Story) -> None:
    with pytest.raises(ActorMissing), write_session(story.engine) as session:
        register_person(session, actor=None, scope=EVERYTHING, login="ny@prov.example", title="Ekonom")


@pytest.mark.parametrize(
    ("login", "title", "refusal"),
    [
        ("ekonom@prov.example", "Annan", AlreadyExists),
        (" ", "Ekonom", TextMissing),
        ("ny@prov.example", "", TextMissing),
    ],
    ids=["taken", "login", "title"],
)
def test_a_person_has_a_login_of_its_own_and_a_title(
    story: Story, login: str, title: str, refusal: type[LedgerError]
) -> None:
    with pytest.raises(refusal), write_session(story.engine) as session:
        register_person(session, actor=story.officer_id, scope=EVERYTHING, login=login, title=title)


def test_who_has_no_book_registers_nobody(story: Story) -> None:
    with pytest.raises(NotFound), write_session(story.engine) as session:
        register_person(session, actor=story.officer_id, scope=Scope.of_books(), login="ny@prov.example", title="Ny")


def test_a_login_that_is_not_there_is_not_found(story: Story) -> None:
    with pytest.raises(NotFound), read_session(story.engine) as session:
        find_person(session, "ny@prov.example")


def granted(
    story: Story,
    *,
    person_id: int | None = None,
    pot: int | None = None,
    limit_ore: int | None = kronor(100_000),
    valid_to: date | None = None,
    scope: Scope = EVERYTHING,
) -> int:
    with write_session(story.engine) as session:
        return grant_attest_right(
            session,
            actor=story.officer_id,
            scope=scope,
            book_id=story.book_id,
            person_id=person_id or story.approver_id,
            pot_id=pot or story.pots["SIMBA"],
            step=Step.CONFIRM,
            limit_ore=limit_ore,
            valid_from=AGREED_ON,
            valid_to=valid_to,
        )


@pytest.mark.parametrize("limit_ore", [kronor(100_000), None])
def test_a_right_is_kept_as_granted(story: Story, limit_ore: int | None) -> None:
    right_id = granted(story, limit_ore=limit_ore, valid_to=AGREED_ON)
    with read_session(story.engine) as session:
        right = session.get_one(AttestRight, right_id)
        assert (right.person_id, right.book_id, right.pot_id) == (story.approver_id, story.book_id, story.pots["SIMBA"])
        assert (right.step, right.limit_ore) == ("confirm", limit_ore)
        assert (right.valid_from, right.valid_to) == (AGREED_ON, AGREED_ON)


def test_a_right_does_not_end_before_it_begins(story: Story) -> None:
    with pytest.raises(DateBefore) as refusal:
        granted(story, valid_to=date(2020, 8, 26))
    assert (refusal.value.given, refusal.value.other_day) == (date(2020, 8, 26), AGREED_ON)


@pytest.mark.parametrize("limit_ore", [0, -1])
def test_a_limit_is_more_than_nothing(story: Story, limit_ore: int) -> None:
    with pytest.raises(AmountNotPositive) as refusal:
        granted(story, limit_ore=limit_ore)
    assert refusal.value.what == "Beloppsgränsen"


def test_a_right_is_somebodys_over_a_pot_of_the_book(story: Story) -> None:
    with pytest.raises(NotFound) as nobody:
        granted(story, person_id=99)
    with pytest.raises(NotFound) as nowhere:
        granted(story, pot=99)
    with pytest.raises(NotFound) as unseen:
        granted(story, scope=Scope.of_books(99))
    assert [refusal.value.what for refusal in (nobody, nowhere, unseen)] == ["person", "medelspott", "bok"]
