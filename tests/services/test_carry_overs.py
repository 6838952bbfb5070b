"""Carry-overs: by the terms and one decision over both pots, with commitments and money, and turned back whole."""

from datetime import timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.db.commitments import Commitment
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNegative,
    AmountNotPositive,
    BankInsufficient,
    CarryOverBankMissing,
    CarryOverNotAllowed,
    CommitmentInvoicesWaiting,
    CommitmentOtherPot,
    CommitmentRestNotThere,
    CommitmentTwice,
    DateBefore,
    DateOutOfRange,
    DisbursedInsufficient,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    EntryPotTwice,
    MandateMissing,
    MandateOtherPot,
    MovedUsed,
    NotFound,
    PotInsufficient,
    ReasonMissing,
    UnusedInsufficient,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.agreements import CarryOver, set_terms
from ledger.services.bank_accounts import open_bank_account
from ledger.services.carry_overs import CarriedOver, correct_carry_over
from ledger.services.commitments import commit
from ledger.services.corrections import correct_entry
from ledger.services.invoices import correct_invoice, register_invoice
from tests.support.committing import ended
from tests.support.money import MILLION, QUARTER, REASON, Money
from tests.support.story import COUNTY_ORE
from tests.support.yearend import (
    DECIDED_ON,
    NEXT_YEAR,
    REPORT_BY,
    YEAR_END,
    YearEnd,
    assert_controls_tie,
    more_authority,
    terms,
    with_recipient,
    with_year_end,
    written,
    year_end_decision,
)

HUNDRED = kronor(100)


@pytest.fixture
def ending(money: Money) -> YearEnd:
    return with_year_end(money)


def carry(ending: YearEnd, **given: Any) -> CarriedOver:
    with ending.money.writing() as session:
        return ending.carry(session, **given)


def everything(ending: YearEnd) -> dict[str, Any]:
    return {"available_ore": HUNDRED, "commitment_ids": [ending.money.commitment_id]}


def test_available_money_and_a_commitment_go_on_with_their_money(ending: YearEnd) -> None:
    done = carry(ending, **everything(ending))
    (moved,) = done.commitments
    old, new, bank = ending.root_id, ending.next.pot.id, ending.money.bank_id
    assert done.document.number == "ÖF-2021-01"
    assert sorted(ending.story.lines(done.booked)) == sorted(
        [
            ("carried", old, 0, HUNDRED + MILLION),
            ("available", old, 0, -HUNDRED),
            ("committed", old, ending.money.commitment_id, -MILLION),
            ("carried", new, 0, -HUNDRED - MILLION),
            ("available", new, 0, HUNDRED),
            ("committed", new, moved.new_id, MILLION),
            ("grant_debt", old, 0, HUNDRED + MILLION),
            ("bank", old, bank, -HUNDRED - MILLION),
            ("grant_debt", new, 0, -HUNDRED - MILLION),
            ("bank", new, bank, HUNDRED + MILLION),
        ]
    )
    assert [ending.money.state(one) for one in (done.document.id, moved.old_id, moved.new_id)] == [
        *("booked", "carried", "active")
    ]
    assert_controls_tie(ending.story.engine, ending.story.book_id)


def test_the_new_commitment_ends_on_the_day_decided_last_by_then(ending: YearEnd) -> None:
    ended(ending.money, YEAR_END, on=DECIDED_ON)
    ended(ending.money, REPORT_BY, on=NEXT_YEAR)
    (moved,) = carry(ending, **everything(ending)).commitments
    with read_session(ending.story.engine) as session:
        assert session.get_one(Commitment, moved.new_id).ends_on == YEAR_END


def test_the_new_commitment_is_the_old_ones_rest(ending: YearEnd) -> None:
    ending.money.approved()
    (moved,) = carry(ending, commitment_ids=[ending.money.commitment_id]).commitments
    assert moved.rest_ore == MILLION - QUARTER
    with read_session(ending.story.engine) as session:
        old = session.get_one(Commitment, ending.money.commitment_id)
        new = session.get_one(Commitment, moved.new_id)
        assert (new.name, new.performer_id, new.ends_on) == (old.name, old.performer_id, old.ends_on)
        assert (new.pot_id, new.amount_ore, new.committed_on) == (ending.next.pot.id, MILLION - QUARTER, YEAR_END)
        assert new.decision_id == ending.decision_id
    assert_controls_tie(ending.story.engine, ending.story.book_id)


def test_next_years_invoice_draws_on_the_new_commitment_and_not_on_the_old(ending: YearEnd) -> None:
    money = ending.money
    (moved,) = carry(ending, commitment_ids=[money.commitment_id]).commitments
    with money.writing() as session, pytest.raises(DocumentWrongState) as refusal:
        register_invoice(session, **money.story.officer, invoice=money.invoice())
    assert refusal.value.state == "carried"
    line = money.line(QUARTER, QUARTER // 5, commitment_id=moved.new_id)
    with money.writing() as session:
        waiting = register_invoice(session, **money.story.officer, invoice=money.invoice(lines=[line]))
    assert money.state(waiting.document.id) == "registered"


def test_what_recipients_hold_goes_on_without_touching_the_bank(ending: YearEnd) -> None:
    old = with_recipient(ending.money, "FB", MILLION, MILLION)
    done = carry(ending, old_pot_id=old, disbursed_ore=MILLION, bank_account_id=None)
    new = ending.next.pot.id
    assert sorted(ending.story.lines(done.booked)) == sorted(
        [
            ("carried", old, 0, MILLION),
            ("disbursed", old, 0, -MILLION),
            ("carried", new, 0, -MILLION),
            ("disbursed", new, 0, MILLION),
            ("grant_debt", ending.root_id, 0, MILLION),
            ("advanced", old, 0, -MILLION),
            ("grant_debt", new, 0, -MILLION),
            ("advanced", new, 0, MILLION),
        ]
    )
    assert_controls_tie(ending.story.engine, ending.story.book_id)


def test_within_one_purpose_no_money_moves(ending: YearEnd) -> None:
    old = with_recipient(ending.money, "FB", MILLION, 0)
    done = carry(ending, old_pot_id=old, new_pot_id=ending.story.pots["GR"], available_ore=HUNDRED)
    assert sorted(ending.story.lines(done.booked)) == sorted(
        [
            ("carried", old, 0, HUNDRED),
            ("available", old, 0, -HUNDRED),
            ("carried", ending.story.pots["GR"], 0, -HUNDRED),
            ("available", ending.story.pots["GR"], 0, HUNDRED),
        ]
    )
    assert_controls_tie(ending.story.engine, ending.story.book_id)


def test_terms_that_let_nothing_be_kept(ending: YearEnd) -> None:
    with ending.money.writing() as session:
        changed = terms(ending.story, CarryOver.NO)
        set_terms(session, **ending.story.officer, agreement_id=ending.story.agreement_id, terms=changed)
    before = written(ending.story.engine)
    with pytest.raises(CarryOverNotAllowed) as refusal:
        carry(ending, available_ore=HUNDRED)
    assert refusal.value.facts() == {"agreement": "PH2020", "report_by": REPORT_BY}
    assert "betalas tillbaka, senast 2022-03-31." in explain(refusal.value)
    assert written(ending.story.engine) == before


def test_terms_that_let_a_decision_keep_it(ending: YearEnd) -> None:
    with ending.money.writing() as session:
        changed = terms(ending.story, CarryOver.BY_DECISION)
        set_terms(session, **ending.story.officer, agreement_id=ending.story.agreement_id, terms=changed)
    assert carry(ending, available_ore=HUNDRED).booked is not None


def test_one_decision_with_the_power_over_both_pots(ending: YearEnd, money: Money) -> None:
    with pytest.raises(MandateMissing):
        carry(ending, available_ore=HUNDRED, decision_id=ending.story.decisions["SPLIT"])
    for missing, pot in ((ending.next.pot.name, ending.root_id), ("Suicidprevention 2020", ending.next.pot.id)):
        with money.writing() as session:
            narrow = year_end_decision(session, money.story.officer, pot, body=f"BARA-{pot}")
        with pytest.raises(MandateOtherPot) as refusal:
            carry(ending, available_ore=HUNDRED, decision_id=narrow)
        assert refusal.value.wanted == missing


def test_not_more_than_is_received_and_unused(ending: YearEnd) -> None:
    more_authority(ending.money)
    available = ending.money.balance(Kind.AVAILABLE)
    assert available == COUNTY_ORE
    with pytest.raises(UnusedInsufficient) as refusal:
        carry(ending, available_ore=available, commitment_ids=[ending.money.commitment_id])
    assert (refusal.value.wanted_ore, refusal.value.left_ore) == (COUNTY_ORE + MILLION, COUNTY_ORE)


def test_money_moves_at_a_bank_account_that_has_it(ending: YearEnd) -> None:
    with pytest.raises(CarryOverBankMissing) as refusal:
        carry(ending, available_ore=HUNDRED, bank_account_id=None)
    assert refusal.value.facts() == {"old": "Suicidprevention 2020", "new": "Suicidprevention 2022"}
    with pytest.raises(NotFound):
        carry(ending, available_ore=HUNDRED, bank_account_id=4711)
    with ending.money.writing() as session:
        empty = open_bank_account(session, **ending.story.officer, name="Sparkonto", number="5050-1055").id
    with pytest.raises(BankInsufficient) as nothing:
        carry(ending, available_ore=HUNDRED, bank_account_id=empty)
    assert (nothing.value.bank_ore, nothing.value.wanted_ore) == (0, HUNDRED)


def test_more_than_the_pot_has(ending: YearEnd) -> None:
    pot = with_recipient(ending.money, "FB", 3 * HUNDRED, HUNDRED)
    with pytest.raises(PotInsufficient) as available:
        carry(ending, old_pot_id=pot, available_ore=2 * HUNDRED + 1)
    assert available.value.available_ore == 2 * HUNDRED
    with pytest.raises(DisbursedInsufficient) as disbursed:
        carry(ending, old_pot_id=pot, disbursed_ore=HUNDRED + 1)
    assert disbursed.value.facts() == {
        "pot": "Fyrbodals kommunalförbund",
        "wanted_ore": HUNDRED + 1,
        "disbursed_ore": HUNDRED,
        "day": YEAR_END,
    }


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({}, AmountNotPositive),
        ({"available_ore": -1}, AmountNegative),
        ({"disbursed_ore": -1}, AmountNegative),
        ({"available_ore": 1, "scope": Scope.of_books()}, NotFound),
        ({"available_ore": 1, "new_pot_id": 4711}, NotFound),
        ({"available_ore": 1, "new_pot_id": 2}, EntryPotTwice),
        ({"available_ore": 1, "on": DECIDED_ON - timedelta(days=1)}, DateBefore),
        ({"available_ore": 1, "on": clock.today() + timedelta(days=1)}, DateOutOfRange),
        ({"commitment_ids": [4711]}, NotFound),
    ],
)
def test_what_every_carry_over_must_say(ending: YearEnd, given: dict[str, Any], refusal: type[Exception]) -> None:
    assert ending.root_id == 2
    before = written(ending.story.engine)
    with ending.money.writing() as session, pytest.raises(refusal):
        ending.carry(session, **given)
    assert written(ending.story.engine) == before


def test_a_pot_of_no_agreement_has_no_terms(ending: YearEnd) -> None:
    with pytest.raises(NotFound) as refusal:
        carry(ending, old_pot_id=1, available_ore=1)
    assert (refusal.value.what, refusal.value.name) == ("ändamål", "Övrigt")


def test_a_commitment_moves_once_and_out_of_its_own_pot(ending: YearEnd) -> None:
    twice = [ending.money.commitment_id, ending.money.commitment_id]
    before = written(ending.story.engine)
    with ending.money.writing() as session:
        with pytest.raises(CommitmentTwice):
            ending.carry(session, commitment_ids=twice)
        with pytest.raises(CommitmentOtherPot) as refusal:
            ending.carry(session, old_pot_id=ending.story.pots["FB"], commitment_ids=twice[:1])
    assert (refusal.value.belongs_to, refusal.value.wanted) == ("Suicidprevention 2020", "Fyrbodals kommunalförbund")
    assert written(ending.story.engine) == before
    carry(ending, commitment_ids=twice[:1])
    with pytest.raises(CommitmentRestNotThere) as empty:
        carry(ending, commitment_ids=twice[:1])
    assert empty.value.facts() == {
        "commitment": "U-2020-01",
        "remaining_ore": 0,
        "left_ore": 0,
        "day": YEAR_END,
    }


def test_a_commitment_that_was_not_there_yet(ending: YearEnd) -> None:
    story = ending.story
    with ending.money.writing() as session:
        later = commit(
            session,
            **story.officer,
            pot_id=ending.root_id,
            performer_id=story.organisations["SK"],
            name="Utbildning",
            amount_ore=HUNDRED,
            decision_id=story.decisions["ASSIGNED"],
            on=NEXT_YEAR,
        )
    with pytest.raises(CommitmentRestNotThere) as refusal:
        carry(ending, commitment_ids=[later.document.id])
    assert (refusal.value.remaining_ore, refusal.value.left_ore, refusal.value.day) == (HUNDRED, 0, YEAR_END)


def test_invoices_that_wait_are_settled_first(ending: YearEnd) -> None:
    ending.money.registered()
    with pytest.raises(CommitmentInvoicesWaiting) as refusal:
        carry(ending, commitment_ids=[ending.money.commitment_id])
    assert refusal.value.facts() == {"commitment": "U-2020-01", "pending_ore": QUARTER}


def test_the_same_carry_over_is_booked_once(ending: YearEnd) -> None:
    given = {**everything(ending), "source_key": "över 2021"}
    first, again = carry(ending, **given), carry(ending, **given)
    assert (again.document.id, again.booked, again.commitments) == (first.document.id, None, first.commitments)
    others: list[dict[str, Any]] = [
        {"available_ore": 1},
        {"commitment_ids": []},
        {"on": NEXT_YEAR},
        {"new_pot_id": ending.story.youth.pot.id},
    ]
    for changed in others:
        with pytest.raises(DocumentSourceKeyTaken):
            carry(ending, **{**given, **changed})


def test_turned_back_everything_is_the_old_pots_again(ending: YearEnd) -> None:
    done = carry(ending, **everything(ending))
    (moved,) = done.commitments
    assert done.booked is not None
    year, number = (int(part) for part in done.booked.name.split("-"))
    with ending.money.writing() as session:
        with pytest.raises(ReasonMissing):
            ending.money.correct(session, correct_carry_over, done.document.id, YEAR_END, reason="fel")
        correct_entry(session, **ending.story.officer, year=year, number=number, reason=REASON, booked_on=YEAR_END)
        with pytest.raises(DocumentWrongState):
            ending.money.correct(session, correct_carry_over, done.document.id, YEAR_END)
    assert [ending.money.state(one) for one in (done.document.id, moved.old_id, moved.new_id)] == [
        *("annulled", "active", "annulled")
    ]
    assert ending.money.balance(Kind.COMMITTED, subject_id=moved.old_id) == MILLION
    assert ending.money.balance(Kind.CARRIED) == 0
    assert_controls_tie(ending.story.engine, ending.story.book_id)
    assert carry(ending, **everything(ending)).booked is not None


def test_what_the_new_pot_has_used_is_not_taken_back(ending: YearEnd) -> None:
    done = carry(ending, **everything(ending))
    (moved,) = done.commitments
    following = carry(
        ending,
        old_pot_id=ending.next.pot.id,
        new_pot_id=ending.root_id,
        available_ore=1,
        on=NEXT_YEAR,
    )
    with ending.money.writing() as session:
        with pytest.raises(MovedUsed) as refusal:
            ending.money.correct(session, correct_carry_over, done.document.id, YEAR_END)
        assert refusal.value.facts() == {
            "document": done.document.number,
            "what": "kvar att disponera",
            "pot": "Suicidprevention 2022",
            "moved_ore": HUNDRED,
            "left_ore": HUNDRED - 1,
            "day": NEXT_YEAR,
        }
        ending.money.correct(session, correct_carry_over, following.document.id, NEXT_YEAR)
    line = ending.money.line(QUARTER, QUARTER // 5, commitment_id=moved.new_id)
    ending.money.registered(ending.money.invoice(lines=[line]))
    with ending.money.writing() as session, pytest.raises(CommitmentInvoicesWaiting):
        ending.money.correct(session, correct_carry_over, done.document.id, NEXT_YEAR)


def test_a_rest_that_came_back_later_may_follow(ending: YearEnd) -> None:
    """An invoice is corrected after its commitment was carried over: what it gives back goes the same way."""
    invoice = ending.money.approved().document.id
    carry(ending, commitment_ids=[ending.money.commitment_id])
    with ending.money.writing() as session:
        ending.money.correct(session, correct_invoice, invoice, NEXT_YEAR)
    with pytest.raises(CommitmentInvoicesWaiting):
        carry(ending, commitment_ids=[ending.money.commitment_id], on=NEXT_YEAR)
