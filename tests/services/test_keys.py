"""Allocation keys: frozen snapshots, exact, in order of code on every database."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ledger import clock
from ledger.db.session import read_session, write_session
from ledger.domain.keys import KeySnapshot
from ledger.domain.scope import Scope
from ledger.domain.shares import Weight
from ledger.errors import AlreadyExists, DateOutOfRange, KeyBadWeights, KeyEmpty, LedgerError, NotFound, TextMissing
from ledger.services.keys import KeyInfo, find_key, load_key, register_key
from tests.support.story import Story

AS_OF = date(2019, 12, 31)


def registered(story: Story, **given: Any) -> KeyInfo:
    arguments = {
        "code": "BEF",
        "name": "Befolkning",
        "source": "SCB",
        "as_of": AS_OF,
        "weights": [Weight("B", "Beta", 2), Weight("A", "Alfa", 1)],
        **given,
    }
    with write_session(story.engine) as session:
        return register_key(session, **{**story.officer, **arguments})


def test_a_key_is_loaded_as_it_was_registered(story: Story) -> None:
    weights = (Weight("B", "Beta", Decimal("2.50")), Weight("a", "Alfa", 10**17), Weight("Å", "Åke", Fraction(1, 3)))
    made = registered(story, code=" BEF ", weights=weights, example=True)
    exact = tuple(Weight(weight.code, weight.name, Fraction(weight.weight)) for weight in weights)
    assert made.snapshot == KeySnapshot("BEF", "Befolkning", "SCB", AS_OF, exact)
    assert [weight.code for weight in made.snapshot.weights] == ["B", "a", "Å"]
    assert made.digest == made.snapshot.digest()
    assert made.example
    with read_session(story.engine) as session:
        assert load_key(session, book_id=story.book_id, key_id=made.id) == made
        assert find_key(session, story.book_id, "BEF") == made


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"weights": []}, KeyEmpty),
        ({"weights": [Weight("A", "Alfa", 0)]}, KeyBadWeights),
        ({"weights": [Weight("A", "Alfa", 1), Weight("A", "Alfa", 1)]}, KeyBadWeights),
        ({"weights": [Weight("A", "Alfa", 10**18)]}, KeyBadWeights),
        ({"code": ""}, TextMissing),
        ({"name": " "}, TextMissing),
        ({"source": ""}, TextMissing),
        ({"as_of": clock.today() + timedelta(days=2)}, DateOutOfRange),
        ({"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=["empty", "zero", "twice", "long", "code", "name", "source", "day", "scope"],
)
def test_what_a_key_may_not_be(story: Story, given: dict[str, Any], refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        registered(story, **given)
    with pytest.raises(NotFound), read_session(story.engine) as session:
        find_key(session, story.book_id, "BEF")


def test_a_code_is_taken_once(story: Story) -> None:
    first = registered(story)
    with pytest.raises(AlreadyExists) as refusal:
        registered(story, weights=[Weight("A", "Alfa", 9)])
    assert refusal.value.facts() == {"what": "fördelningsnyckel", "name": "BEF"}
    with read_session(story.engine) as session:
        assert find_key(session, story.book_id, "BEF") == first


def test_another_books_key_is_not_found(story: Story) -> None:
    key = registered(story)
    with pytest.raises(NotFound), read_session(story.engine) as session:
        load_key(session, book_id=story.book_id + 1, key_id=key.id)
