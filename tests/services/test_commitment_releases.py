"""A commitment released: its rest at its end date or by decision, and it is closed when nothing is left."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ledger.db.books import Entry
from ledger.db.commitments import Commitment, CommitmentChange
from ledger.db.session import read_session
from ledger.errors import (
    CommitmentNotEnded,
    CommitmentReleaseExceedsRemaining,
    DateBefore,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    MandateMissing,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.commitment_changes import (
    ends_on,
)
from ledger.services.invoices import correct_invoice, register_invoice, return_invoice
from tests.support.committing import LATER, changed, corrected, ended, left, ties
from tests.support.money import APPROVED_ON, MILLION, QUARTER, REASON, Money
from tests.support.story import SPLIT_ON


def test_the_rest_is_released_and_the_commitment_closed(money: Money) -> None:
    money.approved()
    root, rest = money.story.suicide.pot.id, MILLION - QUARTER
    done = changed(money, "released")
    assert money.story.lines(done.booked) == [
        ("available", root, 0, rest),
        ("committed", root, money.commitment_id, -rest),
    ]
    assert (done.remaining_ore, money.state(money.commitment_id)) == (0, "closed")
    assert ties(money)
    for again in ("raised", "lowered"):
        with pytest.raises(DocumentWrongState) as refusal:
            changed(money, again, 1)
        assert refusal.value.state == "closed"
    with money.writing() as session, pytest.raises(DocumentWrongState):
        register_invoice(session, **money.story.officer, invoice=money.invoice(QUARTER, "20418"))
    with pytest.raises(CommitmentReleaseExceedsRemaining) as nothing:
        changed(money, "released")
    assert explain(nothing.value).endswith("Det finns inget att frisläppa.")


def test_part_of_it_is_released_and_it_stays_active(money: Money) -> None:
    assert changed(money, "released", QUARTER).remaining_ore == MILLION - QUARTER
    assert money.state(money.commitment_id) == "active"
    changed(money, "released", MILLION - QUARTER)
    assert money.state(money.commitment_id) == "closed"


def test_no_more_is_released_than_remains(money: Money) -> None:
    money.approved(money.invoice(kronor(400_000)))
    with pytest.raises(CommitmentReleaseExceedsRemaining) as refusal:
        changed(money, "released", kronor(700_000))
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Du vill frisläppa 700 000 kr; av uppdraget återstår 600 000 kr, resten är fakturerat. "
        "Frisläpp högst 600 000 kr."
    )
    money.registered(money.invoice(kronor(100_000), "20418"))
    with pytest.raises(CommitmentReleaseExceedsRemaining) as waits:
        changed(money, "released")
    assert waits.value.facts() == {
        "commitment": "U-2020-01",
        "wanted_ore": kronor(600_000),
        "remaining_ore": kronor(600_000),
        "charged_ore": kronor(400_000),
        "pending_ore": kronor(100_000),
        "day": LATER,
        "waiting": ("L-2021-02",),
        "left_ore": kronor(500_000),
    }


def test_from_its_end_date_it_is_released_on_its_own_decision(money: Money) -> None:
    with pytest.raises(CommitmentNotEnded) as open_ended:
        changed(money, "released", decision_id=None)
    assert explain(open_ended.value) == ("Uppdrag U-2020-01 gäller tills vidare. Ange beslutet om att frisläppa det.")
    ended(money, LATER)
    with pytest.raises(CommitmentNotEnded) as early:
        changed(money, "released", decision_id=None, on=LATER - timedelta(days=1))
    assert explain(early.value) == (
        "Uppdrag U-2020-01 gäller till 2021-06-30. Ange beslutet om att frisläppa det, eller vänta till 2021-06-30."
    )
    done = changed(money, "released", decision_id=None)
    assert money.state(money.commitment_id) == "closed"
    with read_session(money.story.engine) as session:
        assert session.get_one(CommitmentChange, done.document.id).decision_id == money.story.decisions["ASSIGNED"]
    assert ties(money)


def test_a_closed_commitment_that_gets_money_back_is_released_again(money: Money) -> None:
    invoice_id = money.approved().document.id
    changed(money, "released")
    with money.writing() as session:
        money.correct(session, correct_invoice, invoice_id, LATER)
        return_invoice(session, **money.story.officer, invoice_id=invoice_id, reason=REASON)
    assert left(money) == QUARTER
    assert changed(money, "released").remaining_ore == 0
    assert ties(money)


def test_another_end_date_moves_no_money_and_the_last_decided_holds(money: Money) -> None:
    entries = select(Entry.seq).order_by(Entry.seq)
    with read_session(money.story.engine) as session:
        before = session.scalars(entries).all()
    done = ended(money, LATER)
    assert (done.booked, done.remaining_ore, money.state(done.document.id)) == (None, MILLION, "registered")
    ended(money, date(2021, 12, 31), on=APPROVED_ON)
    with read_session(money.story.engine) as session:
        assert session.scalars(entries).all() == before
        row = session.get_one(Commitment, money.commitment_id)
        asked = (SPLIT_ON - timedelta(days=1), SPLIT_ON, APPROVED_ON)
        assert [ends_on(session, row, day) for day in asked] == [None, LATER, date(2021, 12, 31)]
    ended(money, None, on=APPROVED_ON)
    with read_session(money.story.engine) as session:
        assert ends_on(session, session.get_one(Commitment, money.commitment_id), APPROVED_ON) is None
    assert ties(money)
    with pytest.raises(DateBefore):
        ended(money, SPLIT_ON - timedelta(days=1))
    with pytest.raises(MandateMissing):
        ended(money, LATER, decision_id=money.story.decisions["AGREED"])
    with pytest.raises(DocumentWrongState):
        corrected(money, done)
    changed(money, "released")
    with pytest.raises(DocumentWrongState):
        ended(money, LATER)


def test_the_same_end_date_sent_twice_is_registered_once(money: Money) -> None:
    first = ended(money, LATER, source_key="slut:1")
    assert ended(money, LATER, source_key="slut:1").document.id == first.document.id
    with pytest.raises(DocumentSourceKeyTaken):
        ended(money, None, source_key="slut:1")
