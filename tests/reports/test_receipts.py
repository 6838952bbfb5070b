"""Receipts of a book: received = placed + unplaced, and what a receipt that waits may pay."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.balances import balance
from ledger.db.documents import Document
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import MomentInFuture, NotFound
from ledger.money import kronor
from ledger.reports.receipts import AllReceipts, Fitting, all_receipts, fitting_requisitions
from ledger.services.books import other_root
from ledger.services.placements import PlacePart, correct_placement, place_receipt
from ledger.services.unplaced_receipts import correct_unplaced_receipt, register_receipt_with_surplus
from tests.support.claims import CAME_ON, CHANGED_ON, RAISED, Claims
from tests.support.money import RECEIVED_ON
from tests.support.story import COUNTY_ORE, EVERYTHING

FOUR = kronor(4_000_000)


def received(claims: Claims, as_of: date | None = None, **said: Any) -> AllReceipts:
    given = {"scope": EVERYTHING, "book_id": claims.money.story.book_id, "as_of": as_of, "known_at": None}
    with read_session(claims.money.story.engine) as session:
        told = all_receipts(session, **{**given, **said})
    assert told.amount_ore == told.placed_ore + told.unplaced_ore
    return told


def place(claims: Claims, unplaced_id: int, amount_ore: int, on: date = CAME_ON) -> int:
    with claims.money.writing() as session:
        placed = place_receipt(
            session,
            **claims.money.story.officer,
            unplaced_id=unplaced_id,
            parts=[PlacePart(claims.requisition_id, amount_ore)],
            on=on,
        )
    return placed[0].document.id


def fitting(claims: Claims, unplaced_id: int, scope: Scope = EVERYTHING) -> tuple[Fitting, ...]:
    with read_session(claims.money.story.engine) as session:
        return fitting_requisitions(session, scope=scope, book_id=claims.money.story.book_id, unplaced_id=unplaced_id)


def test_received_is_placed_and_unplaced(claims: Claims) -> None:
    came = claims.wait(FOUR, sender="SKR", text="Bg 1")
    place(claims, came.document.id, kronor(1_000_000))
    told = received(claims)
    assert [(row.number, row.sender, row.amount_ore, row.placed_ore, row.entry) for row in told.rows] == [
        ("I-2020-01", "Sveriges Kommuner och Regioner", COUNTY_ORE, COUNTY_ORE, "2020-3"),
        ("EI-2020-01", "SKR", FOUR, kronor(1_000_000), "2020-7"),
    ]
    assert (told.amount_ore, told.unplaced_ore) == (COUNTY_ORE + FOUR, kronor(3_000_000))
    with read_session(claims.money.story.engine) as session:
        other = other_root(session, claims.money.story.book_id)
        assert told.unplaced_ore == -balance(session, claims.money.story.book_id, Kind.UNPLACED, other.pot_id)


def test_a_surplus_names_its_receipt(claims: Claims) -> None:
    with claims.money.writing() as session:
        register_receipt_with_surplus(
            session,
            **claims.money.story.officer,
            requisition_id=claims.requisition_id,
            bank_account_id=claims.money.bank_id,
            amount_ore=RAISED + 1,
            on=CAME_ON,
        )
    assert [(row.number, row.surplus_of, row.unplaced_ore) for row in received(claims).rows[1:]] == [
        ("I-2020-02", "", 0),
        ("EI-2020-01", "I-2020-02", 1),
    ]


def test_on_an_earlier_day_and_as_it_was_known(claims: Claims) -> None:
    came = claims.wait(FOUR)
    with read_session(claims.money.story.engine) as session:
        known_at = session.scalars(select(Document.recorded_at).where(Document.id == came.document.id)).one()
    placed = place(claims, came.document.id, FOUR)
    assert received(claims, as_of=RECEIVED_ON).amount_ore == COUNTY_ORE
    assert received(claims, as_of=CHANGED_ON).unplaced_ore == FOUR
    assert received(claims, as_of=CAME_ON).unplaced_ore == 0
    assert received(claims, known_at=clock.now()).unplaced_ore == 0
    # The document is recorded just before the entry that books it.
    assert received(claims, known_at=known_at).amount_ore == COUNTY_ORE
    with claims.money.writing() as session:
        claims.money.correct(session, correct_placement, placed, CAME_ON)
        claims.money.correct(session, correct_unplaced_receipt, came.document.id, CAME_ON)
    assert received(claims).amount_ore == COUNTY_ORE


def test_the_same_amount_and_words_of_the_text_say_what_it_may_pay(claims: Claims) -> None:
    claims.lower(FOUR)
    second = claims.send(FOUR, on=CHANGED_ON).document
    both = fitting(claims, claims.wait(FOUR, sender="SKR", text="Avser DNR 19/01701, ert nr r-2020-03").document.id)
    assert [(one.requisition, one.claim_ore, one.same_amount, one.words) for one in both] == [
        ("R-2020-03", FOUR, True, ("R-2020-03", "19/01701")),
        ("R-2020-02", RAISED - FOUR, False, ("19/01701",)),
    ]
    assert (both[0].requisition_id, both[0].purpose, both[0].payer) == (
        second.id,
        "Suicidprevention 2020",
        "Sveriges Kommuner och Regioner",
    )


def test_what_is_left_of_it_is_compared_and_a_paid_requisition_is_not_among_them(claims: Claims) -> None:
    came = claims.wait(RAISED + kronor(6_000_000), text="13500 35001")
    assert fitting(claims, came.document.id) == ()
    place(claims, came.document.id, FOUR)
    place(claims, came.document.id, kronor(3_000_000))
    assert fitting(claims, came.document.id) == ()
    other = claims.wait(kronor(3_000_000), text="ref 3500")
    (one,) = fitting(claims, other.document.id)
    assert (one.same_amount, one.words) == (True, ("3500",))
    place(claims, other.document.id, kronor(3_000_000))
    assert fitting(claims, came.document.id) == ()


def test_what_lies_outside_is_not_there(claims: Claims) -> None:
    came = claims.wait(FOUR)
    outside = Scope.of_books(claims.money.story.book_id + 1)
    with pytest.raises(NotFound):
        received(claims, scope=outside)
    with pytest.raises(MomentInFuture):
        received(claims, known_at=clock.now() + timedelta(days=1))
    for scope, unplaced_id in ((outside, came.document.id), (EVERYTHING, claims.money.receipt_id)):
        with pytest.raises(NotFound):
            fitting(claims, unplaced_id, scope)
