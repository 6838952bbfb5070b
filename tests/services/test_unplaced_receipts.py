"""Receipts that wait at Övrigt, from an unknown sender or above a claim, and how they are placed."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    BankInsufficient,
    DateBefore,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    NotFound,
    PeriodClosed,
    PlacementEmpty,
    PlacementExceedsUnplaced,
    ReceiptExceedsClaim,
    ReceiptPlaced,
    ReceiptSentBack,
    RequisitionHasReceipts,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.services.bank_events import register_other_bank_movement
from ledger.services.books import other_root
from ledger.services.periods import close_month
from ledger.services.placements import Placed, PlacePart, correct_placement, place_receipt
from ledger.services.receipts import RegisteredReceipt, correct_receipt
from ledger.services.requisitions import correct_requisition
from ledger.services.unplaced_receipts import (
    UnplacedMoney,
    correct_unplaced_receipt,
    register_receipt_with_surplus,
    register_unplaced_receipt,
)
from tests.support.claims import ASKED_ON, CAME_ON, CHANGED_ON, RAISED, Claims, differing
from tests.support.raw import dump
from tests.support.story import COUNTY_ORE, Here

FOUR = kronor(4_000_000)
SIX = kronor(6_000_000)


def other(claims: Claims) -> int:
    """The number of the pot Övrigt."""
    with read_session(claims.money.story.engine) as session:
        return other_root(session, claims.money.story.book_id).pot_id


def place(claims: Claims, unplaced_id: int, *parts: PlacePart, on: date = CAME_ON, **said: Any) -> tuple[Placed, ...]:
    with claims.money.writing() as session:
        return place_receipt(session, **claims.money.story.officer, unplaced_id=unplaced_id, parts=parts, on=on, **said)


def receive(
    claims: Claims, amount_ore: Ore, source_key: str | None = None
) -> tuple[RegisteredReceipt, UnplacedMoney | None]:
    with claims.money.writing() as session:
        return register_receipt_with_surplus(
            session,
            **claims.money.story.officer,
            requisition_id=claims.requisition_id,
            bank_account_id=claims.money.bank_id,
            amount_ore=amount_ore,
            on=CAME_ON,
            text="SKR",
            source_key=source_key,
        )


def test_money_from_an_unknown_sender_waits_at_ovrigt(claims: Claims) -> None:
    money = claims.money
    came = claims.wait(FOUR, sender="Okänd", text="Bg 123")
    assert came.document.number == "EI-2020-01"
    assert money.story.lines(came.booked) == [
        ("bank", other(claims), money.bank_id, FOUR),
        ("unplaced", other(claims), 0, -FOUR),
    ]
    assert money.state(came.document.id) == "unplaced"
    assert claims.claim() == RAISED
    assert differing(money) == []


def test_a_payment_above_the_claim_is_placed_as_far_as_it_goes(claims: Claims) -> None:
    money = claims.money
    received, surplus = receive(claims, RAISED + kronor(100))
    assert surplus is not None
    assert money.story.lines(received.booked) == [
        ("bank", claims.root, money.bank_id, RAISED),
        ("claim", claims.root, claims.requisition_id, -RAISED),
    ]
    assert money.story.lines(surplus.booked) == [
        ("bank", other(claims), money.bank_id, kronor(100)),
        ("unplaced", other(claims), 0, -kronor(100)),
    ]
    assert (received.claim_ore, claims.state(), money.state(surplus.document.id)) == (0, "paid", "unplaced")
    assert differing(money) == []


def test_a_payment_within_the_claim_has_no_surplus(claims: Claims) -> None:
    received, surplus = receive(claims, RAISED)
    assert (received.claim_ore, surplus) == (0, None)


def test_where_nothing_is_owed_there_is_no_claim_to_place_on(claims: Claims) -> None:
    claims.receive(RAISED)
    with pytest.raises(ReceiptExceedsClaim) as refusal:
        receive(claims, FOUR)
    assert (refusal.value.claim_ore, refusal.value.over_ore) == (0, FOUR)


def test_a_payment_with_a_surplus_once_however_often_it_is_sent(claims: Claims) -> None:
    first, surplus = receive(claims, RAISED + 1, source_key="bank:7")
    again, same = receive(claims, RAISED + 1, source_key="bank:7")
    assert surplus is not None
    assert same is not None
    assert (again.booked, same.booked) == (None, None)
    assert (again.document.id, same.document.id) == (first.document.id, surplus.document.id)
    for amount_ore in (RAISED, RAISED + 2):
        with pytest.raises(DocumentSourceKeyTaken):
            receive(claims, amount_ore, source_key="bank:7")


def test_another_amount_under_the_key_of_a_payment_without_surplus(claims: Claims) -> None:
    receive(claims, FOUR, source_key="bank:7")
    before = dump(claims.money.story.engine)
    with pytest.raises(DocumentSourceKeyTaken):
        receive(claims, SIX, source_key="bank:7")
    assert dump(claims.money.story.engine) == before


def test_it_is_placed_on_a_requisition_and_the_bank_holds_as_much_as_before(claims: Claims) -> None:
    money = claims.money
    came = claims.wait(FOUR)
    (placed,) = place(claims, came.document.id, PlacePart(claims.requisition_id, FOUR))
    assert placed.document.number == "IP-2020-01"
    assert money.story.lines(placed.booked) == [
        ("unplaced", other(claims), 0, FOUR),
        ("bank", other(claims), money.bank_id, -FOUR),
        ("bank", claims.root, money.bank_id, FOUR),
        ("claim", claims.root, claims.requisition_id, -FOUR),
    ]
    assert (money.state(came.document.id), claims.state(), claims.claim()) == ("placed", "partly_paid", SIX)
    assert money.balance(Kind.BANK, subject_id=money.bank_id) == COUNTY_ORE + FOUR
    assert differing(money) == []


def test_it_is_split_over_several_requisitions_and_days(claims: Claims) -> None:
    money = claims.money
    claims.lower(FOUR)
    second = claims.send(FOUR, on=CHANGED_ON).document.id
    came = claims.wait(RAISED)
    place(claims, came.document.id, PlacePart(claims.requisition_id, kronor(1_000_000)), on=CHANGED_ON)
    assert money.state(came.document.id) == "partly_placed"
    rest = place(
        claims,
        came.document.id,
        PlacePart(claims.requisition_id, kronor(5_000_000)),
        PlacePart(second, FOUR),
    )
    assert [one.document.number for one in rest] == ["IP-2020-02", "IP-2020-03"]
    assert [money.state(one) for one in (came.document.id, claims.requisition_id, second)] == ["placed", "paid", "paid"]
    assert differing(money) == []


def test_a_part_that_is_refused_takes_the_others_with_it(claims: Claims) -> None:
    came = claims.wait(RAISED)
    before = dump(claims.money.story.engine)
    with claims.money.writing() as session, pytest.raises(ReceiptExceedsClaim):
        place_receipt(
            session,
            **claims.money.story.officer,
            unplaced_id=came.document.id,
            parts=[PlacePart(claims.requisition_id, FOUR), PlacePart(claims.money.requisition_id, 1)],
            on=CAME_ON,
        )
    assert dump(claims.money.story.engine) == before


def test_no_more_is_placed_than_came(claims: Claims) -> None:
    came = claims.wait(FOUR)
    place(claims, came.document.id, PlacePart(claims.requisition_id, kronor(3_000_000)))
    with pytest.raises(PlacementExceedsUnplaced) as refusal:
        place(claims, came.document.id, PlacePart(claims.requisition_id, kronor(1_000_000) + 1))
    assert refusal.value.facts() == {
        "receipt": "EI-2020-01",
        "wanted_ore": kronor(1_000_000) + 1,
        "left_ore": kronor(1_000_000),
    }
    assert explain(refusal.value).startswith(
        "Du vill para ihop 1\u00a0000\u00a0000,01\u00a0kr av inbetalning EI-2020-01;"
    )


def test_what_left_ovrigt_again_is_not_placed(claims: Claims) -> None:
    came = claims.wait(FOUR)
    with claims.money.writing() as session:
        register_other_bank_movement(
            session,
            **claims.money.story.officer,
            bank_account_id=claims.money.bank_id,
            amount_ore=-FOUR,
            on=CAME_ON,
            text="Åter till avsändaren",
        )
    with pytest.raises(BankInsufficient) as refusal:
        place(claims, came.document.id, PlacePart(claims.requisition_id, FOUR))
    assert (refusal.value.purpose, refusal.value.bank_ore) == ("Övrigt", 0)


def test_a_placement_once_however_often_it_is_sent(claims: Claims) -> None:
    came = claims.wait(RAISED)
    parts = (PlacePart(claims.requisition_id, FOUR), PlacePart(claims.requisition_id, SIX))
    first = place(claims, came.document.id, *parts, source_key="para:1")
    again = place(claims, came.document.id, *parts, source_key="para:1")
    assert [one.document.id for one in again] == [one.document.id for one in first]
    assert [one.booked for one in again] == [None, None]
    for others in (parts[:1], (*parts, PlacePart(claims.requisition_id, 1)), parts[::-1]):
        with pytest.raises(DocumentSourceKeyTaken):
            place(claims, came.document.id, *others, source_key="para:1")


def test_a_corrected_placement_waits_again_and_the_claim_stands(claims: Claims) -> None:
    money = claims.money
    came = claims.wait(FOUR)
    (placed,) = place(claims, came.document.id, PlacePart(claims.requisition_id, FOUR))
    with money.writing() as session:
        corrected = money.correct(session, correct_placement, placed.document.id, CAME_ON)
    assert money.story.lines(corrected) == [
        ("unplaced", other(claims), 0, -FOUR),
        ("bank", other(claims), money.bank_id, FOUR),
        ("bank", claims.root, money.bank_id, -FOUR),
        ("claim", claims.root, claims.requisition_id, FOUR),
    ]
    assert [money.state(one) for one in (placed.document.id, came.document.id, claims.requisition_id)] == [
        "annulled",
        "unplaced",
        "sent",
    ]
    assert differing(money) == []
    with money.writing() as session, pytest.raises(DocumentWrongState):
        money.correct(session, correct_placement, placed.document.id, CAME_ON)


def test_what_is_placed_is_corrected_from_its_end(claims: Claims) -> None:
    money = claims.money
    came = claims.wait(FOUR)
    (placed,) = place(claims, came.document.id, PlacePart(claims.requisition_id, FOUR))
    claims.send_back(FOUR)
    with money.writing() as session:
        with pytest.raises(ReceiptPlaced) as refusal:
            money.correct(session, correct_unplaced_receipt, came.document.id, CAME_ON)
        with pytest.raises(RequisitionHasReceipts) as paid:
            money.correct(session, correct_requisition, claims.requisition_id, CAME_ON)
        with pytest.raises(ReceiptSentBack):
            money.correct(session, correct_placement, placed.document.id, CAME_ON)
    assert (refusal.value.placed_ore, refusal.value.placements) == (FOUR, ("IP-2020-01",))
    assert (paid.value.received_ore, paid.value.receipts) == (FOUR, ("IP-2020-01",))


def test_a_corrected_unplaced_receipt_is_as_if_it_never_came(claims: Claims) -> None:
    money = claims.money
    came = claims.wait(FOUR)
    with money.writing() as session:
        corrected = money.correct(session, correct_unplaced_receipt, came.document.id, CHANGED_ON)
    assert money.story.lines(corrected) == [
        ("bank", other(claims), money.bank_id, -FOUR),
        ("unplaced", other(claims), 0, FOUR),
    ]
    assert money.state(came.document.id) == "annulled"
    with pytest.raises(DocumentWrongState):
        place(claims, came.document.id, PlacePart(claims.requisition_id, FOUR))
    assert differing(money) == []


def test_a_surplus_stays_when_its_receipt_is_corrected(claims: Claims) -> None:
    money = claims.money
    received, surplus = receive(claims, RAISED + 1)
    assert surplus is not None
    with money.writing() as session:
        money.correct(session, correct_receipt, received.document.id, CAME_ON)
    assert money.state(surplus.document.id) == "unplaced"
    assert differing(money) == []


def test_what_a_receipt_that_waits_is_asked(claims: Claims) -> None:
    story = claims.money.story
    with pytest.raises(AmountNotPositive):
        claims.wait(0)
    with pytest.raises(DateOutOfRange):
        claims.wait(1, on=clock.today() + timedelta(days=1))
    outside: Here = {**story.officer, "scope": Scope.of_books(story.book_id + 1)}
    with claims.money.writing() as session:
        for here, bank_id in ((story.officer, claims.requisition_id), (outside, claims.money.bank_id)):
            with pytest.raises(NotFound):
                register_unplaced_receipt(session, **here, bank_account_id=bank_id, amount_ore=1, on=CAME_ON)


def test_what_a_placement_is_asked(claims: Claims) -> None:
    came = claims.wait(FOUR).document.id
    with pytest.raises(PlacementEmpty):
        place(claims, came)
    with pytest.raises(AmountNotPositive):
        place(claims, came, PlacePart(claims.requisition_id, 0))
    with pytest.raises(DateBefore):
        place(claims, came, PlacePart(claims.requisition_id, 1), on=ASKED_ON)
    with pytest.raises(DateOutOfRange):
        place(claims, came, PlacePart(claims.requisition_id, 1), on=clock.today() + timedelta(days=1))
    for unplaced_id, requisition_id in ((4711, claims.requisition_id), (came, 4711)):
        with pytest.raises(NotFound):
            place(claims, unplaced_id, PlacePart(requisition_id, 1))


def test_another_books_receipts_are_not_there(claims: Claims) -> None:
    came = claims.wait(FOUR).document.id
    outside: Here = {**claims.money.story.officer, "scope": Scope.of_books(claims.money.story.book_id + 1)}
    with claims.money.writing() as session:
        with pytest.raises(NotFound):
            place_receipt(session, **outside, unplaced_id=came, parts=[PlacePart(claims.requisition_id, 1)], on=CAME_ON)
        with pytest.raises(NotFound):
            register_receipt_with_surplus(
                session,
                **outside,
                requisition_id=claims.requisition_id,
                bank_account_id=claims.money.bank_id,
                amount_ore=1,
                on=CAME_ON,
            )
        for corrector, document_id in ((correct_placement, came), (correct_unplaced_receipt, claims.requisition_id)):
            with pytest.raises(NotFound):
                claims.money.correct(session, corrector, document_id, CAME_ON)


def test_a_closed_month_takes_neither_half_of_a_payment(claims: Claims) -> None:
    story = claims.money.story
    came = claims.wait(FOUR).document.id
    with claims.money.writing() as session:
        for month in range(1, 13):
            close_month(session, **story.officer, month=date(2020, month, 1))
    before = dump(story.engine)
    with pytest.raises(PeriodClosed):
        receive(claims, RAISED + 1)
    with pytest.raises(PeriodClosed):
        claims.wait(1)
    with pytest.raises(PeriodClosed):
        place(claims, came, PlacePart(claims.requisition_id, 1))
    assert dump(story.engine) == before
    assert place(claims, came, PlacePart(claims.requisition_id, 1), on=date(2021, 1, 1))[0].booked is not None
