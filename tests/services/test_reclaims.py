"""Reclaims: recalled or disallowed by decision, paid back or written off, never more than is owed, and turned back."""

from datetime import timedelta
from typing import Any, TypeAlias

import pytest

from ledger import clock
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    DateBefore,
    DateOutOfRange,
    DecisionAfterUse,
    DisallowedExceedsUse,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    HeldInsufficient,
    LedgerError,
    MandateMissing,
    MandateOtherPot,
    NotFound,
    PotInsufficient,
    ReasonMissing,
    ReclaimedUsed,
    ReclaimExceeded,
    ReclaimSettled,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.allocations import allocate_amounts
from ledger.services.payouts import AllottedPayment, pay_out_allotted
from ledger.services.recalls import correct_recall
from ledger.services.reclaims import correct_paid_back, correct_write_off
from ledger.services.use_disallowances import correct_disallowance
from tests.support.held import RECLAIMED_ON, REVIEWED_ON, SEVEN_MILLION, Held
from tests.support.story import SPLIT_ON

AMOUNT = kronor(400_000)
PART = kronor(150_000)
Cases: TypeAlias = tuple[tuple[type[LedgerError], dict[str, Any]], ...]
"""Refusals, each with what is changed to get it."""

NEXT_DAY = RECLAIMED_ON + timedelta(days=1)


@pytest.fixture
def report_id(held: Held) -> int:
    """An approved report of 400 000 kr."""
    return held.approved(held.report(AMOUNT)).report.id


def again_paid_out(held: Held, amount_ore: int) -> None:
    """What was recalled is paid out anew, the day after."""
    with held.money.writing() as session:
        pay_out_allotted(
            session,
            **held.here,
            rows=[AllottedPayment(held.association, amount_ore)],
            bank_account_id=held.money.bank_id,
            on=NEXT_DAY,
        )


def test_unused_money_is_recalled_and_is_the_pots_again_while_it_is_owed(held: Held) -> None:
    sk = held.association
    done = held.recalled(AMOUNT, due_on=RECLAIMED_ON + timedelta(days=30))
    assert (done.document.number, done.left_ore) == ("ÅK-2021-01", AMOUNT)
    assert held.lines(done.booked) == [
        ("available", sk, 0, AMOUNT),
        ("disbursed", sk, 0, -AMOUNT),
        ("reclaim", sk, 0, AMOUNT),
        ("advanced", sk, 0, -AMOUNT),
    ]
    assert held.money.state(done.document.id) == "booked"
    held.require_green()


@pytest.mark.usefixtures("report_id")
def test_no_more_is_recalled_than_is_held(held: Held) -> None:
    with pytest.raises(HeldInsufficient) as refusal:
        held.recalled(SEVEN_MILLION - AMOUNT + 1)
    assert refusal.value.facts() == {
        "pot": "Skaraborgs kommunalförbund",
        "wanted_ore": SEVEN_MILLION - AMOUNT + 1,
        "held_ore": SEVEN_MILLION - AMOUNT,
        "day": RECLAIMED_ON,
        "over_ore": 1,
    }
    held.recalled(SEVEN_MILLION - AMOUNT, on=NEXT_DAY)
    with pytest.raises(HeldInsufficient) as later:
        held.recalled(1)
    assert later.value.day == NEXT_DAY


def test_what_is_asked_of_a_recall(held: Held) -> None:
    cases: Cases = (
        (AmountNotPositive, {"amount_ore": 0}),
        (ReasonMissing, {"reason": "vill"}),
        (DateBefore, {"due_on": RECLAIMED_ON - timedelta(days=1)}),
        (DateOutOfRange, {"on": clock.today() + timedelta(days=1)}),
        (DecisionAfterUse, {"on": REVIEWED_ON}),
        (MandateMissing, {"decision_id": held.decisions["AGREED"]}),
        (MandateOtherPot, {"decision_id": held.decisions["SIMBA"]}),
        (NotFound, {"pot_id": 4711}),
        (NotFound, {"scope": Scope.of_books(held.here["book_id"] + 1)}),
    )
    for refusal, changed in cases:
        with pytest.raises(refusal):
            held.recalled(**{"amount_ore": AMOUNT, **changed})
    assert held.money.balance(Kind.RECLAIM, "SK") == 0


def test_a_recall_is_turned_back(held: Held) -> None:
    done = held.recalled(AMOUNT)
    corrected = held.corrected(correct_recall, done.document.id)
    assert held.lines(corrected) == [(*account, -ore) for *account, ore in held.lines(done.booked)]
    assert held.money.state(done.document.id) == "annulled"
    held.require_green()
    with pytest.raises(DocumentWrongState):
        held.corrected(correct_recall, done.document.id)


def test_a_recall_that_is_settled_or_used_is_not_turned_back_first(held: Held) -> None:
    done = held.recalled(AMOUNT)
    back = held.paid_back(PART, on=NEXT_DAY)
    with pytest.raises(ReclaimSettled) as refusal:
        held.corrected(correct_recall, done.document.id)
    assert refusal.value.facts() == {
        "document": "ÅK-2021-01",
        "amount_ore": AMOUNT,
        "left_ore": AMOUNT - PART,
        "settled_by": ("IM-2021-01",),
    }
    held.corrected(correct_paid_back, back.document.id, NEXT_DAY)
    again_paid_out(held, PART)
    with pytest.raises(ReclaimedUsed) as used:
        held.corrected(correct_recall, done.document.id, NEXT_DAY)
    assert used.value.facts() == {
        "document": "ÅK-2021-01",
        "pot": "Skaraborgs kommunalförbund",
        "amount_ore": AMOUNT,
        "left_ore": AMOUNT - PART,
        "day": NEXT_DAY,
    }


def test_reported_use_is_disallowed_in_part_and_whole(held: Held, report_id: int) -> None:
    sk, root = held.association, held.pots["SUICID2020"]
    done = held.disallowed(report_id, PART)
    assert (done.document.number, done.left_ore) == ("UK-2021-01", PART)
    assert held.lines(done.booked) == [
        ("available", sk, 0, PART),
        ("used", sk, report_id, -PART),
        ("reclaim", sk, 0, PART),
        ("grant_debt", root, 0, -PART),
    ]
    assert held.money.state(report_id) == "partly_disallowed"
    held.require_green()
    rest = held.disallowed(report_id, AMOUNT - PART)
    assert (held.money.state(report_id), rest.left_ore) == ("disallowed", AMOUNT)
    with pytest.raises(DocumentWrongState):
        held.disallowed(report_id, 1)
    held.corrected(correct_disallowance, rest.document.id)
    assert held.money.state(report_id) == "partly_disallowed"
    held.corrected(correct_disallowance, done.document.id)
    assert held.money.state(report_id) == "approved"
    held.require_green()


def test_no_more_is_disallowed_than_is_used_and_paid(held: Held) -> None:
    with held.money.writing() as session:
        allocate_amounts(
            session,
            **held.here,
            pot_id=held.pots["SUICID2020"],
            amounts={held.association: PART},
            decision_id=held.decisions["SPLIT"],
            on=SPLIT_ON,
        )
    reported = SEVEN_MILLION + PART
    report_id = held.approved(held.report(reported), decision_id=held.decisions["USE"]).report.id
    with pytest.raises(DisallowedExceedsUse) as refusal:
        held.disallowed(report_id, SEVEN_MILLION + 1)
    assert refusal.value.facts() == {
        "report": "ÅR-2021-01",
        "wanted_ore": SEVEN_MILLION + 1,
        "used_ore": reported,
        "unpaid_ore": PART,
        "day": RECLAIMED_ON,
        "most_ore": SEVEN_MILLION,
    }
    assert "Underkänn högst 7\u00a0000\u00a0000\u00a0kr" in explain(refusal.value)
    part = held.disallowed(report_id, 1)
    held.paid(report_id)
    assert held.money.state(report_id) == "partly_disallowed", "paid or not, that is what a person should see"
    held.disallowed(report_id, reported - 1)
    assert held.money.state(report_id) == "disallowed"
    with pytest.raises(ReasonMissing), held.money.writing() as session:
        held.money.correct(session, correct_disallowance, part.document.id, RECLAIMED_ON, reason="fel")
    held.require_green()


def test_what_is_asked_of_a_disallowance(held: Held, report_id: int) -> None:
    drafted = held.submitted(held.report(AMOUNT))
    cases: Cases = (
        (AmountNotPositive, {"amount_ore": -1}),
        (ReasonMissing, {"reason": ""}),
        (DateBefore, {"due_on": RECLAIMED_ON - timedelta(days=1)}),
        (DateOutOfRange, {"on": clock.today() + timedelta(days=1)}),
        (MandateMissing, {"decision_id": held.decisions["PASS"]}),
        (DocumentWrongState, {"report_id": drafted}),
        (NotFound, {"report_id": held.money.receipt_id}),
        (NotFound, {"scope": Scope.of_books(held.here["book_id"] + 1)}),
    )
    for refusal, changed in cases:
        with pytest.raises(refusal):
            held.disallowed(**{"report_id": report_id, "amount_ore": PART, **changed})
    assert held.money.balance(Kind.USED, "SK", report_id) == AMOUNT


def test_a_disallowance_that_is_settled_is_not_turned_back_first(held: Held, report_id: int) -> None:
    done = held.disallowed(report_id, PART)
    held.paid_back(1)
    off = held.written_off(PART - 1)
    with pytest.raises(ReclaimSettled) as refusal:
        held.corrected(correct_disallowance, done.document.id)
    assert refusal.value.settled_by == ("IM-2021-01", "AS-2021-01")
    held.corrected(correct_write_off, off.document.id)


def test_a_reclaim_is_paid_back_to_the_bank(held: Held) -> None:
    sk, root, bank = held.association, held.pots["SUICID2020"], held.money.bank_id
    held.recalled(AMOUNT)
    back = held.paid_back(PART, text="Skaraborg återbetalning")
    assert (back.document.number, back.left_ore) == ("IM-2021-01", AMOUNT - PART)
    assert held.lines(back.booked) == [("bank", root, bank, PART), ("reclaim", sk, 0, -PART)]
    held.require_green()
    with pytest.raises(ReclaimExceeded) as refusal:
        held.paid_back(AMOUNT - PART + 1)
    assert refusal.value.facts() == {
        "pot": "Skaraborgs kommunalförbund",
        "wanted_ore": AMOUNT - PART + 1,
        "reclaim_ore": AMOUNT - PART,
        "day": RECLAIMED_ON,
    }
    corrected = held.corrected(correct_paid_back, back.document.id)
    assert held.lines(corrected) == [(*account, -ore) for *account, ore in held.lines(back.booked)]
    assert held.money.balance(Kind.RECLAIM, "SK") == AMOUNT
    with pytest.raises(DocumentWrongState):
        held.corrected(correct_paid_back, back.document.id)
    held.require_green()


def test_a_reclaim_is_written_off_by_decision(held: Held) -> None:
    sk, root = held.association, held.pots["SUICID2020"]
    held.recalled(AMOUNT)
    off = held.written_off(PART)
    own_id = off.document.id
    assert (off.document.number, off.left_ore) == ("AS-2021-01", AMOUNT - PART)
    assert held.lines(off.booked) == [
        ("used", sk, own_id, PART),
        ("available", sk, 0, -PART),
        ("grant_debt", root, 0, PART),
        ("reclaim", sk, 0, -PART),
    ]
    held.require_green()
    corrected = held.corrected(correct_write_off, own_id)
    assert held.lines(corrected) == [(*account, -ore) for *account, ore in held.lines(off.booked)]
    assert held.money.state(own_id) == "annulled"
    held.require_green()


def test_what_is_asked_of_settling(held: Held) -> None:
    held.recalled(AMOUNT)
    outside = {"scope": Scope.of_books(held.here["book_id"] + 1)}
    ahead: dict[str, Any] = {"on": clock.today() + timedelta(days=1)}
    cases: Cases = (
        (AmountNotPositive, {"amount_ore": 0}),
        (NotFound, {"bank_account_id": held.money.receipt_id}),
        (NotFound, {"pot_id": 4711}),
        (NotFound, outside),
        (DateOutOfRange, ahead),
        (ReclaimExceeded, {"on": RECLAIMED_ON - timedelta(days=1)}),
        (ReclaimExceeded, {"pot": "GR"}),
    )
    for refusal, changed in cases:
        with pytest.raises(refusal):
            held.paid_back(**{"amount_ore": PART, **changed})
    written_off: Cases = (
        (AmountNotPositive, {"amount_ore": 0}),
        (ReclaimExceeded, {"amount_ore": AMOUNT + 1}),
        (ReasonMissing, {"reason": "glömt"}),
        (MandateMissing, {"decision_id": held.decisions["PASS"]}),
        (NotFound, outside),
        (DateOutOfRange, ahead),
    )
    for refusal, changed in written_off:
        with pytest.raises(refusal):
            held.written_off(**{"amount_ore": PART, **changed})
    again_paid_out(held, AMOUNT)
    with pytest.raises(PotInsufficient) as short:
        held.written_off(PART, on=NEXT_DAY)
    assert short.value.available_ore == 0
    assert held.money.balance(Kind.RECLAIM, "SK") == AMOUNT


def test_the_same_twice_is_done_once(held: Held, report_id: int) -> None:
    disallowed = [held.disallowed(report_id, AMOUNT, source_key="u:1") for _ in range(2)]
    recalled = [held.recalled(SEVEN_MILLION - AMOUNT, source_key="k:1") for _ in range(2)]
    back = [held.paid_back(SEVEN_MILLION - 1, source_key="b:1") for _ in range(2)]
    off = [held.written_off(1, source_key="a:1") for _ in range(2)]
    for first, again in (disallowed, recalled, back, off):
        assert (again.document.id, again.booked) == (first.document.id, None)
    with pytest.raises(DocumentSourceKeyTaken):
        held.written_off(2, source_key="a:1")
    assert held.money.balance(Kind.RECLAIM, "SK") == 0
    held.require_green()
