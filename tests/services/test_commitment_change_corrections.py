"""Changes of a commitment turned back: each with its own lines, the last first, and not what has been used since."""

import pytest

from ledger.domain.chart import Kind
from ledger.errors import (
    CommitmentDrawn,
    CommitmentHasChanges,
    CorrectionExceedsLeft,
    DocumentWrongState,
)
from ledger.services.commitments import commit, correct_commitment
from ledger.services.corrections import correct_entry
from tests.support.committing import AVAILABLE, LATER, changed, corrected, left, ties
from tests.support.money import MILLION, QUARTER, REASON, Money
from tests.support.story import COUNTY_ORE, SPLIT_ON


@pytest.mark.parametrize("how", ["raised", "lowered", "released"])
def test_a_corrected_change_turns_back_its_lines(money: Money, how: str) -> None:
    done = changed(money, how, MILLION)
    counter = corrected(money, done)
    assert money.story.lines(counter) == [(*account, -ore) for *account, ore in money.story.lines(done.booked)]
    assert (left(money), money.balance(Kind.AVAILABLE)) == (MILLION, AVAILABLE)
    assert (money.state(done.document.id), money.state(money.commitment_id)) == ("annulled", "active")
    with pytest.raises(DocumentWrongState):
        corrected(money, done)
    assert ties(money)


def test_a_closed_commitment_is_active_again_whichever_lowering_is_corrected(money: Money) -> None:
    lowered = changed(money, "lowered", QUARTER)
    changed(money, "released")
    assert money.state(money.commitment_id) == "closed"
    corrected(money, lowered)
    assert (left(money), money.state(money.commitment_id)) == (QUARTER, "active")


def test_a_raise_that_is_charged_is_not_turned_back(money: Money) -> None:
    done = changed(money, "raised", QUARTER, on=SPLIT_ON)
    approved = money.approved(money.invoice(MILLION + 100))
    with pytest.raises(CorrectionExceedsLeft) as refusal:
        corrected(money, done)
    assert refusal.value.facts() == {
        "document": "UÄ-2020-01",
        "what": "U-2020-01",
        "wanted_ore": QUARTER,
        "left_ore": QUARTER - 100,
        "day": LATER,
        "later": (approved.document.number,),
    }


def test_a_lowering_whose_money_is_promised_anew_is_not_turned_back(money: Money) -> None:
    lowered = changed(money, "lowered", QUARTER)
    with money.writing() as session:
        other = commit(
            session,
            **money.story.officer,
            pot_id=money.story.suicide.pot.id,
            performer_id=money.performer_id,
            name="Kartläggning",
            amount_ore=AVAILABLE + 100,
            decision_id=money.story.decisions["SPLIT"],
            on=LATER,
        )
    with pytest.raises(CorrectionExceedsLeft) as refusal:
        corrected(money, lowered)
    assert refusal.value.facts() == {
        "document": "UÄ-2021-01",
        "what": "Suicidprevention 2020",
        "wanted_ore": QUARTER,
        "left_ore": QUARTER - 100,
        "day": LATER,
        "later": (other.document.number,),
    }


def test_a_changed_commitment_is_corrected_from_its_end(money: Money) -> None:
    raised, released = changed(money, "raised", QUARTER), changed(money, "released")
    for done, changes in ((released, ("UÄ-2021-01", "UÄ-2021-02")), (raised, ("UÄ-2021-01",))):
        with money.writing() as session, pytest.raises(CommitmentHasChanges) as refusal:
            money.correct(session, correct_commitment, money.commitment_id, LATER)
        assert refusal.value.facts() == {"commitment": "U-2020-01", "changes": changes}
        corrected(money, done)
    with money.writing() as session:
        money.correct(session, correct_commitment, money.commitment_id, LATER)
    assert money.balance(Kind.AVAILABLE) == COUNTY_ORE
    assert ties(money)


def test_a_drawn_commitment_stays_drawn_after_its_changes_are_corrected(money: Money) -> None:
    raised = changed(money, "raised", QUARTER, on=SPLIT_ON)
    money.approved()
    corrected(money, raised)
    with money.writing() as session, pytest.raises(CommitmentDrawn) as refusal:
        money.correct(session, correct_commitment, money.commitment_id, LATER)
    assert (refusal.value.amount_ore, refusal.value.drawn_ore) == (MILLION, QUARTER)


def test_a_change_is_corrected_by_the_vouchers_name(money: Money) -> None:
    done = changed(money, "lowered", QUARTER)
    assert done.booked is not None
    with money.writing() as session:
        correct_entry(
            session,
            **money.story.officer,
            year=done.booked.year,
            number=done.booked.number,
            reason=REASON,
            booked_on=LATER,
        )
    assert left(money) == MILLION
