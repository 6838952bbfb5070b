"""A commitment raised, lowered and released: never below what invoices have charged or wait to charge."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.books import Entry
from ledger.db.commitments import Commitment, CommitmentChange
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    CommitmentDrawn,
    CommitmentHasChanges,
    CommitmentLowerExceedsRemaining,
    CommitmentNotEnded,
    CommitmentReleaseExceedsRemaining,
    CorrectionExceedsLeft,
    DateBefore,
    DateOutOfRange,
    DecisionAfterUse,
    DecisionIsRecommendation,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    LedgerError,
    MandateMissing,
    NotFound,
    PeriodClosed,
    PotInsufficient,
    ReservationExceedsLeft,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.posting import Booked
from ledger.services.commitment_changes import (
    CommitmentChanged,
    correct_commitment_change,
    ends_on,
    lower_commitment,
    raise_commitment,
    release_commitment,
    set_end_date,
)
from ledger.services.commitments import commit, correct_commitment
from ledger.services.corrections import correct_entry
from ledger.services.invoices import correct_invoice, register_invoice, return_invoice
from ledger.services.periods import close_month
from ledger.services.reservations import reserve
from tests.support.controlling import differing
from tests.support.money import APPROVED_ON, MILLION, QUARTER, REASON, Money
from tests.support.story import COUNTY_ORE, SPLIT_ON

LATER = date(2021, 6, 30)
AVAILABLE = COUNTY_ORE - MILLION
CHANGES: dict[str, Callable[..., CommitmentChanged]] = {
    "raised": raise_commitment,
    "lowered": lower_commitment,
    "released": release_commitment,
}


def changed(money: Money, how: str, amount_ore: Ore | None = None, **given: Any) -> CommitmentChanged:
    """A change of the commitment of a million, by a decision of the steering group."""
    arguments = {
        "commitment_id": money.commitment_id,
        "amount_ore": amount_ore,
        "decision_id": money.story.decisions["SPLIT"],
        "on": LATER,
        **given,
    }
    with write_session(money.story.engine) as session:
        return CHANGES[how](session, **{**money.story.officer, **arguments})


def ended(money: Money, new_end: date | None, **given: Any) -> CommitmentChanged:
    arguments = {
        "commitment_id": money.commitment_id,
        "ends_on": new_end,
        "decision_id": money.story.decisions["SPLIT"],
        "on": SPLIT_ON,
        **given,
    }
    with write_session(money.story.engine) as session:
        return set_end_date(session, **{**money.story.officer, **arguments})


def corrected(money: Money, done: CommitmentChanged, on: date = LATER) -> Booked:
    with money.writing() as session:
        return money.correct(session, correct_commitment_change, done.document.id, on)


def left(money: Money) -> Ore:
    return money.balance(Kind.COMMITTED, subject_id=money.commitment_id)


def ties(money: Money) -> bool:
    return differing(money.story.engine, money.story.book_id) == {}


# --- raised ------------------------------------------------------------------------------------------------------


def test_a_raise_is_promised_out_of_the_pot(money: Money) -> None:
    root = money.story.suicide.pot.id
    done = changed(money, "raised", AVAILABLE, text=" Två samordnare ")
    assert done.document.number == "UÄ-2021-01"
    assert money.story.lines(done.booked) == [
        ("committed", root, money.commitment_id, AVAILABLE),
        ("available", root, 0, -AVAILABLE),
    ]
    assert (done.remaining_ore, money.state(money.commitment_id)) == (COUNTY_ORE, "active")
    with read_session(money.story.engine) as session:
        kept = session.get_one(CommitmentChange, done.document.id)
        assert (kept.kind, kept.amount_ore, kept.ends_on, kept.text) == ("raised", AVAILABLE, None, "Två samordnare")
        assert (kept.decision_id, kept.changed_on) == (money.story.decisions["SPLIT"], LATER)
        assert done.booked is not None
        entry = session.get_one(Entry, (money.story.book_id, done.booked.seq))
        assert entry.text == "Ändring av uppdrag UÄ-2021-01: U-2020-01 höjt"
    assert ties(money)


def test_a_raise_is_no_more_than_the_pot_has_left(money: Money) -> None:
    with pytest.raises(PotInsufficient) as refusal:
        changed(money, "raised", AVAILABLE + 1)
    assert refusal.value.available_ore == AVAILABLE
    changed(money, "raised", AVAILABLE - 10)
    with pytest.raises(PotInsufficient) as later:
        changed(money, "raised", 11, on=SPLIT_ON)
    assert (later.value.available_ore, later.value.day) == (10, LATER)


def test_a_raised_commitment_is_invoiced_beyond_what_it_was(money: Money) -> None:
    with pytest.raises(LedgerError):
        money.approved(money.invoice(MILLION + QUARTER))
    changed(money, "raised", QUARTER, on=SPLIT_ON)
    money.approved(money.invoice(MILLION + QUARTER))
    assert (left(money), ties(money)) == (0, True)


def test_a_raise_may_be_taken_out_of_a_reservation(money: Money) -> None:
    root = money.story.suicide.pot.id
    with money.writing() as session:
        aside = reserve(
            session,
            **money.story.officer,
            pot_id=root,
            amount_ore=500,
            text="Utbildning",
            expires_on=LATER,
            decision_id=money.story.decisions["ASSIGNED"],
            on=SPLIT_ON,
        ).document.id
    with pytest.raises(ReservationExceedsLeft):
        changed(money, "raised", 501, reservation_id=aside)
    done = changed(money, "raised", 500, reservation_id=aside)
    assert money.story.lines(done.booked) == [
        ("committed", root, money.commitment_id, 500),
        ("reserved", root, aside, -500),
    ]
    assert money.state(aside) == "closed"
    assert ties(money)
    corrected(money, done)
    assert (money.state(aside), money.balance(Kind.RESERVED, subject_id=aside)) == ("active", 500)
    assert ties(money)


# --- lowered -----------------------------------------------------------------------------------------------------


def test_a_lowering_gives_the_pot_its_money_back(money: Money) -> None:
    root = money.story.suicide.pot.id
    done = changed(money, "lowered", MILLION)
    assert money.story.lines(done.booked) == [
        ("available", root, 0, MILLION),
        ("committed", root, money.commitment_id, -MILLION),
    ]
    assert (done.remaining_ore, money.state(money.commitment_id)) == (0, "active"), "it may be raised again"
    assert changed(money, "raised", 100).remaining_ore == 100
    assert ties(money)


def test_it_is_not_lowered_below_what_is_charged_and_what_waits(money: Money) -> None:
    money.approved(money.invoice(kronor(400_000)))
    waiting = money.confirmed(money.invoice(kronor(100_000), "20418"))
    with pytest.raises(CommitmentLowerExceedsRemaining) as refusal:
        changed(money, "lowered", kronor(500_001))
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Du vill sänka uppdraget med 500 001 kr; av uppdraget återstår 600 000 kr, resten är fakturerat; "
        "100 000 kr väntar på attest. Sänk med högst 500 000 kr. Attestera eller returnera först L-2021-02."
    )
    assert changed(money, "lowered", kronor(500_000)).remaining_ore == kronor(100_000)
    with money.writing() as session:
        return_invoice(session, **money.story.officer, invoice_id=waiting, reason=REASON)
    assert changed(money, "lowered", kronor(100_000)).remaining_ore == 0
    assert ties(money)


def test_a_back_dated_lowering_leaves_later_days_what_they_charged(money: Money) -> None:
    money.approved()
    with pytest.raises(CommitmentLowerExceedsRemaining) as refusal:
        changed(money, "lowered", MILLION - QUARTER + 1, on=SPLIT_ON)
    assert (refusal.value.left_ore, refusal.value.day) == (MILLION - QUARTER, APPROVED_ON)


# --- released ----------------------------------------------------------------------------------------------------


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


# --- the end date ------------------------------------------------------------------------------------------------


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


# --- what all of them hold ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["raised", "lowered", "released"])
def test_the_same_change_twice_is_booked_once(money: Money, how: str) -> None:
    first = changed(money, how, MILLION, source_key="ändring:1")
    again = changed(money, how, MILLION, source_key="ändring:1")
    assert (again.document.id, again.booked, again.remaining_ore) == (first.document.id, None, first.remaining_ore)
    with pytest.raises(DocumentSourceKeyTaken):
        changed(money, how, MILLION - 1, source_key="ändring:1")
    if how == "released":
        assert changed(money, how, source_key="ändring:1").document.id == first.document.id


@pytest.mark.parametrize("how", ["raised", "lowered", "released"])
@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"on": clock.today() + timedelta(days=2)}, DateOutOfRange),
        ({"on": SPLIT_ON - timedelta(days=1), "use": "ASSIGNED"}, DateBefore),
        ({"on": SPLIT_ON - timedelta(days=1)}, DecisionAfterUse),
        ({"commitment_id": 99}, NotFound),
        ({"decision_id": 99}, NotFound),
        ({"scope": Scope.of_books(99)}, NotFound),
        ({"use": "AGREED"}, MandateMissing),
        ({"use": "ADVICE"}, DecisionIsRecommendation),
    ],
    ids=["ahead", "before", "undecided", "commitment", "decision", "scope", "mandate", "advice"],
)
def test_what_a_change_may_not_be(money: Money, how: str, given: dict[str, Any], refusal: type[LedgerError]) -> None:
    arguments = dict(given)
    if "use" in arguments:
        arguments["decision_id"] = money.story.decisions[arguments.pop("use")]
    with pytest.raises(refusal):
        changed(money, how, 1, **arguments)
    assert left(money) == MILLION


def test_a_change_is_of_more_than_nothing(money: Money) -> None:
    for amount_ore in (0, -1):
        for how in ("raised", "lowered"):
            with pytest.raises(AmountNotPositive):
                changed(money, how, amount_ore)
        with pytest.raises(CommitmentReleaseExceedsRemaining):
            changed(money, "released", amount_ore)
    assert left(money) == MILLION


def test_a_closed_month_takes_no_change(money: Money) -> None:
    month = date(2020, 1, 1)
    with money.writing() as session:
        while month <= LATER:
            close_month(session, **money.story.officer, month=month)
            month = (month + timedelta(days=31)).replace(day=1)
    for how in CHANGES:
        with pytest.raises(PeriodClosed):
            changed(money, how, 1)


# --- corrected ---------------------------------------------------------------------------------------------------


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
