"""Clearing: what a handover left to be paid is settled at the bank, in each book by itself and never more than that."""

from datetime import timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    BankInsufficient,
    ClearingExceeded,
    DateBefore,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    NotFound,
)
from ledger.services.bank_accounts import open_bank_account
from ledger.services.clearings import Settled, correct_clearing
from ledger.services.corrections import correct_entry
from ledger.services.handovers import HandedPart, correct_handover
from tests.support.handing import HANDED_ON, SETTLED_ON, SHARE, Handing, lines_of, with_takers
from tests.support.money import MILLION, REASON, Money
from tests.support.yearend import assert_controls_tie, with_recipient, written


@pytest.fixture
def handing(money: Money) -> Handing:
    return with_takers(money)


@pytest.fixture
def part(handing: Handing) -> HandedPart:
    """A hundred thousand and the commitment of a million, handed over to Skaraborg."""
    return handing.handed(handing.part("SK", commitment_ids=(handing.money.commitment_id,))).parts[0]


def test_money_leaves_one_bank_and_reaches_the_other(handing: Handing, part: HandedPart) -> None:
    out = handing.settled(None, part.given.id, SHARE + MILLION)
    root, there, bank = handing.root_id, handing.takers["SK"].pot_id, handing.takers["SK"].bank_id
    assert (out.document.number, out.left_ore) == ("AV-2024-01", 0)
    assert lines_of(handing.story, out.booked) == [
        ("bank", root, handing.money.bank_id, -SHARE - MILLION),
        ("clearing", root, 0, SHARE + MILLION),
    ]
    arrived = handing.settled("SK", part.taken.id, MILLION)
    assert arrived.left_ore == SHARE
    assert lines_of(handing.story, arrived.booked) == [
        ("bank", there, bank, MILLION),
        ("clearing", there, 0, -MILLION),
    ]
    assert handing.settled("SK", part.taken.id, SHARE).left_ore == 0
    assert handing.balance_there("SK", Kind.CLEARING) == 0 == handing.money.balance(Kind.CLEARING)
    assert handing.balance_there("SK", Kind.BANK, bank) == SHARE + MILLION
    assert_controls_tie(handing.story.engine, *handing.books)


def test_not_more_than_is_left_of_the_handover(handing: Handing, part: HandedPart) -> None:
    handing.settled(None, part.given.id, MILLION)
    before = written(handing.story.engine)
    with pytest.raises(ClearingExceeded) as refusal:
        handing.settled(None, part.given.id, SHARE + 1)
    assert refusal.value.facts() == {
        "handover": part.given.number,
        "wanted_ore": SHARE + 1,
        "handed_ore": SHARE + MILLION,
        "left_ore": SHARE,
    }
    assert written(handing.story.engine) == before


def test_what_went_with_recipients_is_never_settled(handing: Handing) -> None:
    pot = with_recipient(handing.money, "FB", MILLION, MILLION)
    (part,) = handing.handed(handing.part("FB", 0, pot_id=pot, disbursed_ore=MILLION)).parts
    with pytest.raises(ClearingExceeded) as refusal:
        handing.settled(None, part.given.id, 1)
    assert refusal.value.left_ore == 0


def test_money_that_is_not_in_the_bank_does_not_leave(handing: Handing, part: HandedPart) -> None:
    with handing.money.writing() as session:
        empty = open_bank_account(session, **handing.story.officer, name="Sparkonto", number="5050-1055").id
    with pytest.raises(BankInsufficient):
        handing.settled(None, part.given.id, 1, bank_account_id=empty)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"amount_ore": 0}, AmountNotPositive),
        ({"amount_ore": -1}, AmountNotPositive),
        ({"handover_id": 4711}, NotFound),
        ({"bank_account_id": 4711}, NotFound),
        ({"scope": Scope.of_books()}, NotFound),
        ({"on": HANDED_ON - timedelta(days=1)}, DateBefore),
        ({"on": clock.today() + timedelta(days=1)}, DateOutOfRange),
    ],
)
def test_what_every_settlement_must_say(
    handing: Handing, part: HandedPart, given: dict[str, Any], refusal: type[Exception]
) -> None:
    before = written(handing.story.engine)
    with pytest.raises(refusal):
        handing.settled(None, **{"handover_id": part.given.id, "amount_ore": 1, **given})
    assert written(handing.story.engine) == before


def test_the_other_books_side_is_not_this_books(handing: Handing, part: HandedPart) -> None:
    with pytest.raises(NotFound) as refusal:
        handing.settled(None, part.taken.id, 1)
    assert refusal.value.what == "överlämnande"


def test_the_same_settlement_is_booked_once(handing: Handing, part: HandedPart) -> None:
    def settle(amount_ore: int) -> Settled:
        return handing.settled(None, part.given.id, amount_ore, source_key="bank 2024-01-15")

    first, again = settle(SHARE + MILLION), settle(SHARE + MILLION)
    assert (again.document.id, again.booked, again.left_ore) == (first.document.id, None, 0)
    with pytest.raises(DocumentSourceKeyTaken):
        settle(1)


def test_turned_back_it_may_be_settled_again_and_the_handover_turned_back(handing: Handing, part: HandedPart) -> None:
    done = handing.settled(None, part.given.id, MILLION)
    assert done.booked is not None
    year, number = (int(one) for one in done.booked.name.split("-"))
    here = handing.story.officer
    with handing.money.writing() as session:
        correct_entry(session, **here, year=year, number=number, reason=REASON, booked_on=SETTLED_ON)
        with pytest.raises(DocumentWrongState):
            correct_clearing(session, **here, document_id=done.document.id, reason=REASON, booked_on=SETTLED_ON)
    assert handing.money.balance(Kind.CLEARING) == -SHARE - MILLION
    assert handing.settled(None, part.given.id, 1).left_ore == SHARE + MILLION - 1
    assert_controls_tie(handing.story.engine, *handing.books)


def test_a_handover_that_is_turned_back_is_not_settled(handing: Handing, part: HandedPart) -> None:
    with handing.money.writing() as session:
        correct_handover(
            session, **handing.story.officer, document_id=part.given.id, reason=REASON, booked_on=SETTLED_ON
        )
    for code, handover_id in ((None, part.given.id), ("SK", part.taken.id)):
        with pytest.raises(DocumentWrongState):
            handing.settled(code, handover_id, 1)
