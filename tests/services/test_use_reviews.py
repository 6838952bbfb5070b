"""The review of a use report: what it comes to, two persons' attest, what is booked, and how it is turned back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.books import Entry
from ledger.db.session import read_session
from ledger.db.use_reports import UseReview
from ledger.domain.attests import Step
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AttestNoRight,
    AttestOverLimit,
    AttestSamePerson,
    CommitmentDrawn,
    DateOutOfRange,
    DecisionAfterUse,
    DocumentWrongState,
    LedgerError,
    MandateMissing,
    NotFound,
    PeriodClosed,
    ReasonMissing,
    UseReportAllOwn,
    UseReportDecisionMissing,
    UseReportDisallowed,
    UseReportPaid,
    UseReportSplitChanged,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.allocations import allocate_amounts
from ledger.services.commitments import commit, correct_commitment
from ledger.services.periods import close_month
from ledger.services.persons import grant_attest_right, register_person
from ledger.services.report_payouts import correct_report_payout
from ledger.services.use_disallowances import correct_disallowance
from ledger.services.use_reports import return_use_report
from ledger.services.use_reviews import approve_use_report, confirm_use_report, correct_use_review
from tests.support.held import RECLAIMED_ON, REVIEWED_ON, SEVEN_MILLION, Held
from tests.support.money import REASON
from tests.support.story import AGREED_ON, EVERYTHING, SPLIT_ON, Here

AMOUNT = kronor(400_000)
MORE = kronor(150_000)


def approve(session: Session, held: Held, report_id: int) -> object:
    return approve_use_report(session, **held.money.director, report_id=report_id)


def reviews(held: Held) -> list[tuple[int, str]]:
    with read_session(held.money.story.engine) as session:
        ids = session.scalars(select(UseReview.document_id).order_by(UseReview.document_id)).all()
    return [(review_id, held.money.state(review_id)) for review_id in ids]


def allot(held: Held, amount_ore: int, on: date = SPLIT_ON) -> None:
    """More to the association, not paid out."""
    with held.money.writing() as session:
        allocate_amounts(
            session,
            **held.here,
            pot_id=held.pots["SUICID2020"],
            amounts={held.association: amount_ore},
            decision_id=held.decisions["SPLIT"],
            on=on,
        )


def committed(held: Held, amount_ore: int) -> int:
    """A commitment of the association's out of its own pot."""
    with held.money.writing() as session:
        return commit(
            session,
            **held.here,
            pot_id=held.association,
            performer_id=held.money.story.organisations["SK"],
            name="Processledare",
            amount_ore=amount_ore,
            decision_id=held.decisions["ASSIGNED"],
            on=SPLIT_ON,
        ).document.id


def test_a_report_of_money_held_is_used_on_the_decision_that_gave_it(held: Held) -> None:
    sk, root, report_id = held.association, held.pots["SUICID2020"], held.submitted(held.report(AMOUNT))
    confirmed = held.confirmed(report_id)
    assert held.money.balance(Kind.USED, "SK", report_id) == 0, "a confirmed report has booked nothing"
    with held.money.writing() as session:
        done = approve_use_report(session, **held.money.director, report_id=report_id)
    assert (done.review.number, done.notice) == ("GR-2021-01", "")
    assert held.lines(done.booked) == [
        ("used", sk, report_id, AMOUNT),
        ("grant_debt", root, 0, AMOUNT),
        ("disbursed", sk, 0, -AMOUNT),
        ("advanced", sk, 0, -AMOUNT),
    ]
    assert held.money.balance(Kind.DISBURSED, "SK") == SEVEN_MILLION - AMOUNT
    with read_session(held.money.story.engine) as session:
        entry = session.scalars(select(Entry).order_by(Entry.seq.desc()).limit(1)).one()
    assert (entry.document_id, entry.decision_id, entry.booked_on) == (
        confirmed.review.id,
        held.decisions["SPLIT"],
        REVIEWED_ON,
    )
    assert entry.attest_id == done.attested.id
    assert [held.money.state(one) for one in (report_id, done.review.id)] == ["approved", "approved"]
    held.require_green()


def test_money_that_was_passed_on_rests_on_the_decision_to_pass_it_on(held: Held) -> None:
    held.pass_on([held.child("1444", AMOUNT)])
    held.approved(held.report(AMOUNT, "SK-1444"))
    with read_session(held.money.story.engine) as session:
        decided = session.scalars(select(Entry.decision_id).order_by(Entry.seq.desc()).limit(1)).one()
    assert decided == held.decisions["PASS"]
    assert held.money.balance(Kind.DISBURSED, "SK-1444") == 0
    held.require_green()


def test_what_is_used_in_arrears_is_owed_and_the_rest_is_the_recipients_own(held: Held) -> None:
    allot(held, kronor(100_000))
    sk, root = held.association, held.pots["SUICID2020"]
    reported = SEVEN_MILLION + MORE
    done = held.approved(held.report(reported), decision_id=held.decisions["USE"])
    report_id = done.report.id
    assert (done.split.held_ore, done.split.arrears_ore, done.split.own_ore) == (
        SEVEN_MILLION,
        kronor(100_000),
        kronor(50_000),
    )
    assert done.notice.replace("\u00a0", " ") == (
        "Rapporten är på 7 150 000 kr; utbetalt är 7 000 000 kr och kvar i potten 100 000 kr. "
        "50 000 kr är mottagarens egna medel och bokförs inte."
    )
    assert held.lines(done.booked) == [
        ("used", sk, report_id, kronor(7_100_000)),
        ("grant_debt", root, 0, kronor(7_100_000)),
        ("disbursed", sk, 0, -SEVEN_MILLION),
        ("advanced", sk, 0, -SEVEN_MILLION),
        ("available", sk, 0, kronor(-100_000)),
        ("payable", sk, report_id, kronor(-100_000)),
    ]
    held.require_green()


def test_arrears_draw_on_the_commitment_that_the_report_names(held: Held) -> None:
    allot(held, kronor(200_000))
    commitment_id = committed(held, kronor(60_000))
    reported = SEVEN_MILLION + kronor(80_000)
    done = held.approved(held.report(reported, commitment_id=commitment_id))
    assert held.lines(done.booked)[-2:] == [
        ("committed", held.association, commitment_id, kronor(-60_000)),
        ("payable", held.association, done.report.id, kronor(-60_000)),
    ]
    assert done.split.own_ore == kronor(20_000)
    assert "kvar av uppdraget 60\u00a0000\u00a0kr" in done.notice
    assert held.money.balance(Kind.AVAILABLE, "SK") == kronor(140_000), "what the commitment lacks is not taken here"
    with read_session(held.money.story.engine) as session:
        decided = session.scalars(select(Entry.decision_id).order_by(Entry.seq.desc()).limit(1)).one()
    assert decided == held.decisions["ASSIGNED"]
    held.require_green()
    with pytest.raises(CommitmentDrawn) as refusal:
        held.corrected(correct_commitment, commitment_id)
    assert refusal.value.invoices == (done.review.number,)


def test_arrears_without_a_commitment_need_a_decision_on_use(held: Held) -> None:
    allot(held, MORE)
    report_id = held.submitted(held.report(SEVEN_MILLION + MORE))
    with pytest.raises(UseReportDecisionMissing) as refusal:
        held.confirmed(report_id)
    assert refusal.value.facts() == {
        "report": "ÅR-2021-01",
        "pot": "Skaraborgs kommunalförbund",
        "arrears_ore": MORE,
    }
    with pytest.raises(MandateMissing):
        held.confirmed(report_id, decision_id=held.decisions["PASS"])
    with pytest.raises(DecisionAfterUse):
        held.confirmed(report_id, decision_id=held.decisions["RECLAIM"])
    assert reviews(held) == []
    held.confirmed(report_id, decision_id=held.decisions["USE"])


def test_nothing_held_and_nothing_left_is_not_confirmed(held: Held) -> None:
    held.approved(held.report(SEVEN_MILLION))
    second = held.submitted(held.report(5))
    with pytest.raises(UseReportAllOwn) as refusal:
        held.confirmed(second)
    assert refusal.value.facts() == {
        "report": "ÅR-2021-02",
        "pot": "Skaraborgs kommunalförbund",
        "reported_ore": 5,
        "day": REVIEWED_ON,
    }
    assert "Allt är mottagarens egna medel och bokförs inte." in explain(refusal.value)


def test_a_later_day_is_not_left_without(held: Held) -> None:
    later = REVIEWED_ON + timedelta(days=9)
    held.pass_on([held.child("1444", SEVEN_MILLION - kronor(1))], on=later)
    done = held.approved(held.report(kronor(3)))
    assert (done.split.held_ore, done.split.own_ore) == (kronor(1), kronor(2))


def test_two_persons_review_and_both_may(held: Held) -> None:
    report_id = held.submitted(held.report(AMOUNT))
    with held.money.writing() as session:
        with pytest.raises(AttestNoRight) as no_right:
            confirm_use_report(session, **held.money.story.approver, report_id=report_id, on=REVIEWED_ON)
        with pytest.raises(DocumentWrongState):
            approve(session, held, report_id)
    assert explain(no_right.value) == (
        "Du får inte sakattestera för Skaraborgs kommunalförbund. Be administratören om attesträtt, "
        "eller skicka rapporten vidare: Ekonom och Ekonomidirektör."
    )
    assert reviews(held) == [], "a step that is refused leaves no review"
    with held.money.writing() as session:
        confirm_use_report(session, **held.money.director, report_id=report_id, on=REVIEWED_ON)
        with pytest.raises(AttestSamePerson) as same:
            approve(session, held, report_id)
        with pytest.raises(AttestNoRight):
            approve_use_report(session, **held.here, report_id=report_id)
        approve_use_report(session, **held.money.story.approver, report_id=report_id)
    assert explain(same.value) == (
        "Du har sakattesterat rapporten. Beslutsattesten ska göras av någon annan. "
        "Rapporten ligger i listan hos dem som får beslutsattestera."
    )


def test_the_limit_is_held_against_what_is_booked(held: Held) -> None:
    report_id = held.submitted(held.report(kronor(600_000)))
    held.confirmed(report_id)
    with held.money.writing() as session:
        with pytest.raises(AttestOverLimit) as refusal:
            approve_use_report(session, **held.money.story.approver, report_id=report_id)
        approve(session, held, report_id)
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Rapporten är på 600 000 kr; din attesträtt räcker till 500 000 kr. "
        "Skicka den till någon med högre gräns: Ekonomidirektör."
    )


def test_the_right_is_over_the_pot_reported(held: Held) -> None:
    with held.money.writing() as session:
        other = register_person(
            session, actor=held.here["actor"], scope=EVERYTHING, login="gr@prov.example", title="Ekonom i GR"
        )
        grant_attest_right(
            session,
            **held.here,
            person_id=other,
            pot_id=held.pots["GR"],
            step=Step.CONFIRM,
            limit_ore=None,
            valid_from=AGREED_ON,
        )
    report_id = held.submitted(held.report(AMOUNT))
    there: Here = {**held.here, "actor": other}
    with held.money.writing() as session, pytest.raises(AttestNoRight):
        confirm_use_report(session, **there, report_id=report_id, on=REVIEWED_ON)


def test_figures_that_no_longer_hold_are_confirmed_anew(held: Held) -> None:
    report_id = held.submitted(held.report(SEVEN_MILLION))
    first = held.confirmed(report_id).review.id
    held.pass_on([held.child("1444", kronor(10))])
    with held.money.writing() as session, pytest.raises(UseReportSplitChanged) as refusal:
        approve(session, held, report_id)
    assert refusal.value.facts() == {
        "report": "ÅR-2021-01",
        "held_ore": SEVEN_MILLION,
        "arrears_ore": 0,
        "own_ore": 0,
        "held_now_ore": SEVEN_MILLION - kronor(10),
        "arrears_now_ore": 0,
        "own_now_ore": kronor(10),
    }
    second = held.confirmed(report_id)
    with held.money.writing() as session:
        approve(session, held, report_id)
    assert reviews(held) == [(first, "replaced"), (second.review.id, "approved")]
    assert second.split.own_ore == kronor(10)
    held.require_green()


def test_a_returned_report_sets_its_review_aside(held: Held) -> None:
    report_id = held.submitted(held.report(AMOUNT))
    review_id = held.confirmed(report_id).review.id
    with held.money.writing() as session:
        return_use_report(session, **held.here, report_id=report_id, reason=REASON)
        with pytest.raises(DocumentWrongState):
            approve(session, held, report_id)
        with pytest.raises(DocumentWrongState):
            confirm_use_report(session, **held.here, report_id=report_id, on=REVIEWED_ON)
    assert reviews(held) == [(review_id, "replaced")]


def test_day_scope_and_closed_month(held: Held) -> None:
    report_id = held.submitted(held.report(AMOUNT))
    outside: Here = {**held.here, "scope": Scope.of_books(held.here["book_id"] + 1)}
    with held.money.writing() as session:
        with pytest.raises(DateOutOfRange):
            tomorrow = clock.today() + timedelta(days=1)
            confirm_use_report(session, **held.here, report_id=report_id, on=tomorrow)
        with pytest.raises(NotFound):
            confirm_use_report(session, **outside, report_id=report_id, on=REVIEWED_ON)
        with pytest.raises(NotFound):
            confirm_use_report(session, **held.here, report_id=held.money.receipt_id, on=REVIEWED_ON)
        confirm_use_report(session, **held.here, report_id=report_id, on=REVIEWED_ON)
        month = date(2020, 1, 1)
        while month <= REVIEWED_ON:
            close_month(session, **held.here, month=month)
            month = (month + timedelta(days=31)).replace(day=1)
    with pytest.raises(PeriodClosed), held.money.writing() as session:
        approve(session, held, report_id)
    held.confirmed(report_id, on=date(2021, 5, 3))
    with held.money.writing() as session:
        approve(session, held, report_id)


def test_a_correction_waits_for_both_attests_anew(held: Held) -> None:
    done = held.approved(held.report(AMOUNT))
    with held.money.writing() as session, pytest.raises(ReasonMissing):
        held.money.correct(session, correct_use_review, done.review.id, REVIEWED_ON, reason="fel")
    corrected = held.corrected(correct_use_review, done.review.id)
    assert held.lines(corrected) == [(*account, -ore) for *account, ore in held.lines(done.booked)]
    assert [held.money.state(one) for one in (done.report.id, done.review.id)] == ["submitted", "annulled"]
    assert held.money.balance(Kind.DISBURSED, "SK") == SEVEN_MILLION
    held.require_green()
    with pytest.raises(DocumentWrongState):
        held.corrected(correct_use_review, done.review.id)
    held.pass_on([held.child("1444", SEVEN_MILLION - kronor(1))], on=RECLAIMED_ON)
    again = held.confirmed(done.report.id)
    with held.money.writing() as session:
        approve(session, held, done.report.id)
    assert (again.split.held_ore, again.split.own_ore) == (kronor(1), AMOUNT - kronor(1))
    held.require_green()


def test_what_others_rest_on_is_not_turned_back_first(held: Held) -> None:
    allot(held, MORE)
    done = held.approved(held.report(SEVEN_MILLION + MORE), decision_id=held.decisions["USE"])
    payout = held.paid(done.report.id).document
    disallowance = held.disallowed(done.report.id, kronor(1)).document

    def refused(refusal: type[LedgerError]) -> dict[str, object]:
        with pytest.raises(refusal) as told:
            held.corrected(correct_use_review, done.review.id)
        return told.value.facts()

    assert refused(UseReportDisallowed) == {"report": "ÅR-2021-01", "disallowances": (disallowance.number,)}
    held.corrected(correct_disallowance, disallowance.id)
    assert refused(UseReportPaid) == {"report": "ÅR-2021-01", "payout": payout.number}
    held.corrected(correct_report_payout, payout.id)
    held.corrected(correct_use_review, done.review.id)
    assert held.money.state(done.report.id) == "submitted"
    held.require_green()
