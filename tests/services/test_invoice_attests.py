"""The two attests: two persons with the right, within their limit, in order; the second books."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from ledger import clock
from ledger.db.audit import Audit
from ledger.db.documents import Attest
from ledger.db.session import read_session
from ledger.domain.attests import Step
from ledger.domain.chart import Kind
from ledger.domain.contents import attest_digest
from ledger.errors import (
    AttestNoRight,
    AttestNotInForce,
    AttestOverLimit,
    AttestSamePerson,
    DateOutOfRange,
    DecisionAfterUse,
    DocumentWrongState,
    InvoiceExceedsCommitment,
    NotFound,
    PotInsufficient,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.decisions import DecisionKind, register_decision
from ledger.services.invoice_attests import approve_invoice, confirm_invoice
from ledger.services.invoices import correct_invoice
from ledger.services.persons import grant_attest_right, register_person
from ledger.services.vat import set_vat_recovery
from tests.support.money import APPROVED_ON, MILLION, QUARTER, REASON, Money
from tests.support.story import AGREED_ON, EVERYTHING, SPLIT_ON, Here

HALF_LIMIT = kronor(500_000)


def a_person(money: Money, title: str = "Vikarie") -> Here:
    """A registered person without any right, in the book."""
    with money.writing() as session:
        person = register_person(
            session, actor=money.story.officer_id, scope=EVERYTHING, login=f"{title}@prov.example", title=title
        )
    return {**money.story.officer, "actor": person}


def grant(money: Money, who: Here, step: Step, valid_from: date, valid_to: date | None = None) -> None:
    with money.writing() as session:
        grant_attest_right(
            session,
            **money.story.officer,
            person_id=who["actor"],
            pot_id=money.story.suicide.pot.id,
            step=step,
            limit_ore=None,
            valid_from=valid_from,
            valid_to=valid_to,
        )


def test_the_second_attest_books_what_the_invoice_says(money: Money) -> None:
    root, invoice_id = money.story.suicide.pot.id, money.confirmed()
    assert money.state(invoice_id) == "confirmed"
    with money.writing() as session:
        done = approve_invoice(session, **money.story.approver, invoice_id=invoice_id, on=APPROVED_ON)
    assert money.story.lines(done.booked) == [
        ("used", root, invoice_id, QUARTER),
        ("committed", root, money.commitment_id, -QUARTER),
        ("cost", root, 0, QUARTER),
        ("grant_debt", root, 0, QUARTER),
        ("grant_income", root, 0, -QUARTER),
        ("payable", root, invoice_id, -QUARTER),
    ]
    assert money.state(invoice_id) == "approved"
    assert money.balance(Kind.COMMITTED, subject_id=money.commitment_id) == MILLION - QUARTER


def test_vat_that_the_book_recovers_is_a_claim_beside_the_charge(money: Money) -> None:
    root = money.story.suicide.pot.id
    with money.writing() as session:
        set_vat_recovery(session, **money.story.officer, recovers=True, valid_from=AGREED_ON, reason=REASON)
    done = money.approved()
    net, vat = kronor(200_000), kronor(50_000)
    assert money.story.lines(done.booked) == [
        ("used", root, done.document.id, net),
        ("committed", root, money.commitment_id, -net),
        ("cost", root, 0, net),
        ("vat_claim", root, done.document.id, vat),
        ("grant_debt", root, 0, net),
        ("grant_income", root, 0, -net),
        ("payable", root, done.document.id, -QUARTER),
    ]


def test_a_line_without_a_commitment_draws_on_the_pot(money: Money) -> None:
    root = money.story.suicide.pot.id
    invoice = money.invoice(
        lines=[money.line(QUARTER, QUARTER // 5, pot_id=root)], decision_id=money.story.decisions["USE"]
    )
    done = money.approved(invoice)
    assert money.story.lines(done.booked)[:2] == [
        ("used", root, done.document.id, QUARTER),
        ("available", root, 0, -QUARTER),
    ]


def test_the_entry_rests_on_decision_document_and_both_attests(money: Money) -> None:
    done = money.approved()
    attests = select(*Attest.__table__.columns).order_by(Attest.id)
    with read_session(money.story.engine) as session:
        confirm, approve = (
            {str(name): value for name, value in row.items()} for row in session.execute(attests).mappings()
        )
    assert (confirm["step"], approve["step"], confirm["round"], approve["round"]) == ("confirm", "approve", 1, 1)
    assert confirm["digest"] == attest_digest(confirm, done.document.digest, "")
    assert approve["digest"] == attest_digest(approve, done.document.digest, confirm["digest"])
    assert done.attested.basis == (approve["id"], approve["digest"])


def test_nobody_takes_both_steps(money: Money) -> None:
    invoice_id = money.registered()
    with money.writing() as session:
        confirm_invoice(session, **money.director, invoice_id=invoice_id)
        with pytest.raises(AttestSamePerson) as refusal:
            approve_invoice(session, **money.director, invoice_id=invoice_id, on=APPROVED_ON)
    assert explain(refusal.value) == (
        "Du har sakattesterat fakturan. Beslutsattesten ska göras av någon annan. "
        "Fakturan ligger i listan hos dem som får beslutsattestera."
    )


def test_the_database_holds_four_eyes_by_itself(money: Money) -> None:
    invoice_id = money.confirmed()
    row = {"document_id": invoice_id, "round": 1, "recorded_at": datetime(2021, 3, 15, tzinfo=UTC), "digest": "0" * 64}
    with pytest.raises(IntegrityError), money.writing() as session:
        session.execute(insert(Attest).values(**row, step="approve", person_id=money.story.officer_id))
    with pytest.raises(IntegrityError), money.writing() as session:
        session.execute(insert(Attest).values(**row, step="confirm", person_id=money.director_id))


def test_an_amount_over_the_limit_names_those_who_may(money: Money) -> None:
    invoice_id = money.confirmed(money.invoice(kronor(750_000)))
    with money.writing() as session, pytest.raises(AttestOverLimit) as refusal:
        approve_invoice(session, **money.story.approver, invoice_id=invoice_id, on=APPROVED_ON)
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Fakturan är på 750 000 kr; din attesträtt räcker till 500 000 kr. "
        "Skicka den till någon med högre gräns: Ekonomidirektör."
    )


def test_the_limit_itself_is_within(money: Money) -> None:
    invoice_id = money.confirmed(money.invoice(HALF_LIMIT))
    with money.writing() as session:
        done = approve_invoice(session, **money.story.approver, invoice_id=invoice_id, on=APPROVED_ON)
    assert done.booked.is_new


def test_a_step_is_a_right_of_its_own(money: Money) -> None:
    invoice_id = money.registered()
    with money.writing() as session, pytest.raises(AttestNoRight) as refusal:
        confirm_invoice(session, **money.story.approver, invoice_id=invoice_id)
    assert explain(refusal.value) == (
        "Du får inte sakattestera för Suicidprevention 2020. Be administratören om attesträtt, "
        "eller skicka fakturan vidare: Ekonom och Ekonomidirektör."
    )
    with money.writing() as session, pytest.raises(AttestNoRight):
        confirm_invoice(session, **a_person(money), invoice_id=invoice_id)


def test_a_right_is_held_on_the_day_of_the_attest(money: Money) -> None:
    before, after = a_person(money, "Avgången"), a_person(money, "Kommande")
    grant(money, before, Step.CONFIRM, AGREED_ON, date(2020, 12, 31))
    grant(money, after, Step.CONFIRM, date(2021, 7, 1))
    invoice_id = money.registered()
    with clock.told_at(datetime(2021, 3, 15, 12, tzinfo=UTC)), money.writing() as session:
        with pytest.raises(AttestNotInForce) as ended:
            confirm_invoice(session, **before, invoice_id=invoice_id)
        with pytest.raises(AttestNotInForce) as not_begun:
            confirm_invoice(session, **after, invoice_id=invoice_id)
    assert explain(ended.value) == (
        "Din attesträtt för Suicidprevention 2020 gällde till 2020-12-31. Be administratören förlänga den, "
        "eller skicka fakturan vidare: Ekonom och Ekonomidirektör."
    )
    assert not_begun.value.begins_on == date(2021, 7, 1)


def test_the_steps_come_in_order_and_once(money: Money) -> None:
    invoice_id = money.registered()
    with money.writing() as session:
        with pytest.raises(DocumentWrongState):
            approve_invoice(session, **money.director, invoice_id=invoice_id, on=APPROVED_ON)
        confirm_invoice(session, **money.story.officer, invoice_id=invoice_id)
        with pytest.raises(DocumentWrongState):
            confirm_invoice(session, **money.director, invoice_id=invoice_id)
        approve_invoice(session, **money.director, invoice_id=invoice_id, on=APPROVED_ON)
        with pytest.raises(DocumentWrongState):
            approve_invoice(session, **money.story.approver, invoice_id=invoice_id, on=APPROVED_ON)
        with pytest.raises(NotFound):
            confirm_invoice(session, **money.story.officer, invoice_id=money.commitment_id)


def test_a_correction_asks_for_both_attests_anew(money: Money) -> None:
    first = money.approved()
    invoice_id = first.document.id
    with money.writing() as session:
        money.correct(session, correct_invoice, invoice_id, APPROVED_ON)
        assert money.state(invoice_id) == "approved"
    assert money.state(invoice_id) == "registered"
    assert money.balance(Kind.COMMITTED, subject_id=money.commitment_id) == MILLION
    with money.writing() as session:
        with pytest.raises(DocumentWrongState):
            approve_invoice(session, **money.story.approver, invoice_id=invoice_id, on=APPROVED_ON)
        confirm_invoice(session, **money.director, invoice_id=invoice_id)
        with pytest.raises(AttestSamePerson):
            approve_invoice(session, **money.director, invoice_id=invoice_id, on=APPROVED_ON)
        again = approve_invoice(session, **money.story.approver, invoice_id=invoice_id, on=APPROVED_ON)
    assert again.attested.round == 2
    assert money.story.lines(again.booked) == money.story.lines(first.booked)
    assert money.balance(Kind.COMMITTED, subject_id=money.commitment_id) == MILLION - QUARTER


def test_what_was_left_at_registration_may_be_gone_at_the_decision(money: Money) -> None:
    first, second = (money.confirmed(money.invoice(kronor(600_000), str(number))) for number in (1, 2))
    with money.writing() as session:
        approve_invoice(session, **money.director, invoice_id=first, on=APPROVED_ON)
    with pytest.raises(InvoiceExceedsCommitment) as refusal, money.writing() as session:
        approve_invoice(session, **money.director, invoice_id=second, on=APPROVED_ON)
    assert (refusal.value.remaining_ore, refusal.value.pending_ore) == (kronor(400_000), 0)
    assert money.state(second) == "confirmed"


def test_a_decision_covers_the_day_that_is_booked(money: Money) -> None:
    invoice_id = money.confirmed()
    with money.writing() as session, pytest.raises(InvoiceExceedsCommitment) as refusal:
        approve_invoice(session, **money.director, invoice_id=invoice_id, on=SPLIT_ON - timedelta(days=1))
    assert refusal.value.remaining_ore == 0
    root = money.story.suicide.pot.id
    early = money.invoice(
        number="2", lines=[money.line(QUARTER, QUARTER // 5, pot_id=root)], decision_id=money.story.decisions["USE"]
    )
    on_pot = money.confirmed(early)
    with money.writing() as session:
        with pytest.raises(PotInsufficient):
            approve_invoice(session, **money.director, invoice_id=on_pot, on=AGREED_ON - timedelta(days=1))
        with pytest.raises(DateOutOfRange):
            approve_invoice(session, **money.director, invoice_id=on_pot, on=clock.today() + timedelta(days=1))


def test_a_standing_decision_taken_later_covers_no_earlier_day(money: Money) -> None:
    with money.writing() as session:
        later = register_decision(
            session,
            **money.story.officer,
            body_id=money.story.bodies["STYRGRUPP"],
            kind=DecisionKind.DECISION,
            decided_on=date(2021, 3, 1),
            paragraph="§ 9",
            reference="19/01701",
            title="Omkostnader utan uppdrag",
        )
    lines = [money.line(QUARTER, QUARTER // 5, pot_id=money.story.suicide.pot.id)]
    invoice_id = money.confirmed(money.invoice(lines=lines, decision_id=later.id))
    with pytest.raises(DecisionAfterUse), money.writing() as session:
        approve_invoice(session, **money.director, invoice_id=invoice_id, on=date(2021, 2, 28))
    with money.writing() as session:
        assert approve_invoice(session, **money.director, invoice_id=invoice_id, on=date(2021, 3, 1)).booked.is_new


def test_each_step_is_in_the_log(money: Money) -> None:
    done = money.approved()
    told = select(Audit.verb, Audit.actor_id).where(Audit.what == "invoice", Audit.what_id == done.document.id)
    with read_session(money.story.engine) as session:
        rows = session.execute(told.order_by(Audit.id)).all()
    assert [tuple(row) for row in rows] == [
        ("register", money.story.officer_id),
        ("confirm", money.story.officer_id),
        ("approve", money.director_id),
        ("book", money.director_id),
    ]
