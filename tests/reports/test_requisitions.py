"""Requisitions as they stood: requisitioned = sent − lowered − sent back = received + claim, as in the statement."""

from datetime import date
from typing import Any

from ledger.db.session import read_session
from ledger.money import kronor
from ledger.reports.requisitions import ReceiptKind, ReceiptRow, RequisitionRow, receipts, requisitions
from ledger.reports.standpoint import standpoint
from ledger.reports.statement import statement
from ledger.services.placements import PlacePart, place_receipt
from ledger.services.requisition_changes import correct_sending_back
from tests.support.claims import CAME_ON, CHANGED_ON, RAISED, Claims
from tests.support.story import COUNTY_ORE, EVERYTHING

NEW_YEAR = date(2021, 1, 1)
ONE, TWO, FOUR = (kronor(million * 1_000_000) for million in (1, 2, 4))


def told(claims: Claims, as_of: date = NEW_YEAR) -> tuple[tuple[RequisitionRow, ...], tuple[ReceiptRow, ...]]:
    """The registers of the agreement, which tie to its statement."""
    here: dict[str, Any] = {
        "scope": EVERYTHING,
        "book_id": claims.money.story.book_id,
        "agreement": "PH2020",
        "as_of": as_of,
    }
    with read_session(claims.money.story.engine) as session:
        at = standpoint(session, **here, known_at=None)
        asked, came = requisitions(session, at), receipts(session, at)
        cash = statement(session, **here, pot=None, known_at=None).total.cash
    assert cash is not None
    assert sum(row.requisitioned_ore for row in asked) == cash.requisitioned_ore
    assert sum(row.received_ore for row in asked) == sum(row.amount_ore for row in came) == cash.received_ore
    assert sum(row.claim_ore for row in asked) == cash.claim_ore
    return asked, came


def change(claims: Claims) -> int:
    """Lower by four of ten million, receive two, place one more that waited, send one back; its id."""
    claims.lower(FOUR)
    claims.receive(TWO)
    came = claims.wait(TWO, sender="SKR", text="dnr 19/01701")
    with claims.money.writing() as session:
        place_receipt(
            session,
            **claims.money.story.officer,
            unplaced_id=came.document.id,
            parts=[PlacePart(claims.requisition_id, ONE)],
            on=CAME_ON,
        )
    return claims.send_back(ONE).document.id


def test_a_requisition_with_all_that_became_of_it(claims: Claims) -> None:
    change(claims)
    row = told(claims)[0][1]
    assert (row.sent_ore, row.lowered_ore, row.sent_back_ore) == (RAISED, FOUR, ONE)
    assert (row.requisitioned_ore, row.received_ore, row.claim_ore) == (kronor(5_000_000), TWO, kronor(3_000_000))


def test_what_came_at_once_or_later_and_what_went_back(claims: Claims) -> None:
    change(claims)
    assert [(row.number, row.kind, row.amount_ore, row.sent_back_ore) for row in told(claims)[1]] == [
        ("I-2020-01", ReceiptKind.RECEIPT, COUNTY_ORE, 0),
        ("I-2020-02", ReceiptKind.RECEIPT, TWO, 0),
        ("IP-2020-01", ReceiptKind.PLACEMENT, ONE, 0),
        ("TB-2020-01", ReceiptKind.SENT_BACK, -ONE, ONE),
    ]


def test_on_an_earlier_day_and_after_a_correction(claims: Claims) -> None:
    sent_back = change(claims)
    before = told(claims, CHANGED_ON)[0][1]
    assert (before.lowered_ore, before.received_ore, before.sent_back_ore) == (FOUR, 0, 0)
    with claims.money.writing() as session:
        claims.money.correct(session, correct_sending_back, sent_back, CAME_ON)
    assert told(claims)[0][1].sent_back_ore == 0
