"""A purpose's amount: decided, raised, lowered and turned back, never below what has been asked for or given of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.balances import balance
from ledger.db.details import DocumentKind
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AgreementBelowRequisitioned,
    AmountZero,
    DateOutOfRange,
    DecisionAfterUse,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    EntryReversedTooEarly,
    LedgerError,
    MandateMissing,
    NotFound,
    PotInsufficient,
    ReasonMissing,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.posting import Booked
from ledger.services.agreement_amounts import DecidedAmount, correct_amount, decide_amount
from ledger.services.allocations import allocate_amounts
from ledger.services.documents import register_booked, require_document, state_of
from tests.support.story import AGREED_ON, COUNTY_ORE, SPLIT_ON, Story

REASON = "Beloppet var fel i skrivelsen"


def decided(story: Story, amount_ore: Ore, **given: Any) -> DecidedAmount:
    arguments = {
        "purpose_id": story.suicide.id,
        "amount_ore": amount_ore,
        "decision_id": story.decisions["AGREED"],
        "on": SPLIT_ON,
        **given,
    }
    with write_session(story.engine) as session:
        return decide_amount(session, **{**story.officer, **arguments})


def corrected(story: Story, document_id: int, on: date = SPLIT_ON, **given: Any) -> Booked:
    arguments = {"document_id": document_id, "reason": REASON, "booked_on": on, **given}
    with write_session(story.engine) as session:
        return correct_amount(session, **{**story.officer, **arguments})


def left(story: Story, pot: str = "SUICID2020") -> tuple[Ore, Ore]:
    """What the pot is authorised, and has left."""
    with read_session(story.engine) as session:
        pot_id = story.pots[pot]
        authorised = balance(session, story.book_id, Kind.AUTHORISED, pot_id)
        return -authorised, balance(session, story.book_id, Kind.AVAILABLE, pot_id)


def requisitioned(story: Story, amount_ore: Ore) -> None:
    """A requisition of the suicide prevention, as the book has it."""
    with write_session(story.engine) as session:
        register_booked(
            session,
            actor=story.officer_id,
            book_id=story.book_id,
            kind=DocumentKind.REQUISITION,
            on=SPLIT_ON,
            text="prov",
            states=("draft", "sent"),
            details={},
            movement=lambda own_id: rules.requisition(
                root=story.suicide.pot.ref, requisition_id=own_id, amount_ore=amount_ore
            ),
        )


def test_an_amount_is_authority_of_its_root(story: Story) -> None:
    amount = decided(story, kronor(5_000), purpose_id=story.youth.id)
    root = story.pots["UNGDOM2020"]
    assert amount.document.number == "Ö-2020-02"
    assert story.lines(amount.booked) == [
        ("available", root, 0, kronor(5_000)),
        ("authorised", root, 0, -kronor(5_000)),
    ]
    assert left(story, "UNGDOM2020") == (kronor(5_000), kronor(5_000))
    with read_session(story.engine) as session:
        assert state_of(session, amount.document.id) == "booked"


def test_an_amount_is_raised_and_lowered(story: Story) -> None:
    decided(story, kronor(100))
    assert left(story) == (COUNTY_ORE + kronor(100),) * 2
    lowered = decided(story, -COUNTY_ORE)
    assert left(story) == (kronor(100),) * 2
    assert [ore for *_, ore in story.lines(lowered.booked)] == [-COUNTY_ORE, COUNTY_ORE]


def test_it_is_not_lowered_below_what_is_requisitioned(story: Story) -> None:
    requisitioned(story, kronor(30_000_000))
    decided(story, -kronor(3_422_811))
    with pytest.raises(AgreementBelowRequisitioned) as refusal:
        decided(story, -1)
    assert refusal.value.facts() == {
        "pot": "Suicidprevention 2020",
        "less_ore": 1,
        "authorised_ore": kronor(30_000_000),
        "requisitioned_ore": kronor(30_000_000),
        "lapsed_ore": 0,
        "left_ore": 0,
        "day": SPLIT_ON,
    }


def test_a_later_requisition_holds_a_back_dated_lowering(story: Story) -> None:
    requisitioned(story, kronor(33_000_000))
    with pytest.raises(AgreementBelowRequisitioned) as refusal:
        decided(story, -kronor(1_000_000), on=AGREED_ON)
    assert (refusal.value.day, refusal.value.left_ore) == (SPLIT_ON, kronor(422_811))
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Du vill sänka Suicidprevention 2020 med 1 000 000 kr. Tilldelat är 33 422 811 kr; rekvirerat är "
        "33 000 000 kr och förfallet 0 kr. Sänk med högst 422 811 kr, eller återkalla först en rekvisition."
    )


def test_it_is_not_lowered_below_what_is_allocated(story: Story) -> None:
    _allocated(story, kronor(30_000_000))
    with pytest.raises(PotInsufficient) as refusal:
        decided(story, -kronor(3_422_812))
    assert (refusal.value.available_ore, refusal.value.over_ore) == (kronor(3_422_811), kronor(1))
    decided(story, -kronor(3_422_811))
    assert left(story) == (kronor(30_000_000), 0)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"amount_ore": 0}, AmountZero),
        ({"purpose_id": 99}, NotFound),
        ({"decision_id": 99}, NotFound),
        ({"on": date(2020, 8, 26)}, DecisionAfterUse),
        ({"on": clock.today() + timedelta(days=2)}, DateOutOfRange),
        ({"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=["zero", "purpose", "decision", "before", "ahead", "scope"],
)
def test_what_an_amount_may_not_be(story: Story, given: dict[str, Any], refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        decided(story, **{"amount_ore": kronor(1), **given})
    assert left(story) == (COUNTY_ORE, COUNTY_ORE)


def test_only_who_has_the_mandate_decides_the_amount(story: Story) -> None:
    with pytest.raises(MandateMissing) as refusal:
        decided(story, kronor(1), decision_id=story.decisions["SPLIT"])
    assert refusal.value.able == ("Staten och Sveriges Kommuner och Regioner",)


def test_the_same_amount_sent_twice_is_booked_once(story: Story) -> None:
    first = decided(story, -COUNTY_ORE, source_key="skrivelse 1")
    again = decided(story, -COUNTY_ORE, source_key="skrivelse 1")
    assert (again.document.id, again.document.is_new, again.booked) == (first.document.id, False, None)
    assert left(story) == (0, 0)
    with pytest.raises(DocumentSourceKeyTaken):
        decided(story, kronor(1), source_key="skrivelse 1")


def test_a_correction_turns_the_amount_back(story: Story) -> None:
    raised = decided(story, kronor(100))
    counter = corrected(story, raised.document.id, SPLIT_ON + timedelta(days=1))
    assert story.lines(counter) == [(*account, -ore) for *account, ore in story.lines(raised.booked)]
    assert left(story) == (COUNTY_ORE, COUNTY_ORE)
    with read_session(story.engine) as session:
        assert state_of(session, raised.document.id) == "annulled"
    with pytest.raises(DocumentWrongState):
        corrected(story, raised.document.id)


def test_a_lowering_turned_back_needs_no_room(story: Story) -> None:
    lowered = decided(story, -COUNTY_ORE)
    corrected(story, lowered.document.id)
    assert left(story) == (COUNTY_ORE, COUNTY_ORE)


def test_an_amount_that_has_been_asked_for_or_given_is_not_turned_back(story: Story) -> None:
    raised = decided(story, kronor(100))
    requisitioned(story, COUNTY_ORE + kronor(1))
    with pytest.raises(AgreementBelowRequisitioned) as asked:
        corrected(story, raised.document.id)
    assert (asked.value.less_ore, asked.value.left_ore) == (kronor(100), kronor(99))


def test_an_amount_that_has_been_given_on_is_not_turned_back(story: Story) -> None:
    raised = decided(story, kronor(100))
    _allocated(story, COUNTY_ORE + kronor(1))
    with pytest.raises(PotInsufficient) as refusal:
        corrected(story, raised.document.id)
    assert refusal.value.available_ore == kronor(99)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"reason": "för kort"}, ReasonMissing),
        ({"booked_on": AGREED_ON}, EntryReversedTooEarly),
        ({"booked_on": clock.today() + timedelta(days=2)}, DateOutOfRange),
        ({"document_id": 99}, NotFound),
        ({"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=["reason", "before", "ahead", "document", "scope"],
)
def test_what_a_correction_may_not_be(story: Story, given: dict[str, Any], refusal: type[LedgerError]) -> None:
    raised = decided(story, kronor(100))
    with pytest.raises(refusal):
        corrected(story, **{"document_id": raised.document.id, **given})
    with read_session(story.engine) as session:
        document = require_document(
            session, book_id=story.book_id, kind=DocumentKind.AGREEMENT_AMOUNT, document_id=raised.document.id
        )
        assert state_of(session, document.id) == "booked"


def _allocated(story: Story, amount_ore: Ore) -> None:
    with write_session(story.engine) as session:
        allocate_amounts(
            session,
            **story.officer,
            pot_id=story.pots["SUICID2020"],
            amounts={story.pots["SIMBA"]: amount_ore},
            decision_id=story.decisions["SPLIT"],
            on=SPLIT_ON,
        )
