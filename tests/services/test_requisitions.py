"""Requisitions: by the terms of their day, never too much, with their certificate, and drafts again when corrected."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.requisitions import Requisition
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    CertificateAfterSending,
    CertificateOtherAgreement,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    NotFound,
    ReasonMissing,
    RequisitionCertificateMissing,
    RequisitionExceedsAuthorised,
    RequisitionHasReceipts,
    TermsMissing,
    TextMissing,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.services.agreement_amounts import decide_amount
from ledger.services.agreements import Instrument, NewTerms, register_agreement, set_terms
from ledger.services.documents import state_of
from ledger.services.requisitions import (
    SentRequisition,
    correct_requisition,
    register_certificate,
    send_requisition,
)
from tests.support.money import CERTIFIED_ON, REASON, RECEIVED_ON, SENT_ON, Money
from tests.support.story import AGREED_ON, COUNTY_ORE, Here, Story


def certify(session: Session, story: Story, on: date = CERTIFIED_ON) -> int:
    return register_certificate(
        session,
        **story.officer,
        agreement_id=story.agreement_id,
        certified_on=on,
        certified_by="Ekonomidirektör",
        reference="19/01701",
    ).id


@dataclass(frozen=True)
class Asking:
    """The story with a certificate, asking for money."""

    story: Story
    certificate_id: int

    def send(
        self, session: Session, amount_ore: Ore | None = None, on: date = SENT_ON, source_key: str | None = None
    ) -> SentRequisition:
        return send_requisition(
            session,
            **self.story.officer,
            purpose_id=self.story.suicide.id,
            amount_ore=amount_ore,
            on=on,
            certificate_id=self.certificate_id,
            source_key=source_key,
        )


@pytest.fixture
def asking(story: Story) -> Asking:
    with write_session(story.engine) as session:
        return Asking(story, certify(session, story))


def test_all_that_is_left_is_asked_for_by_the_terms_of_the_day(asking: Asking) -> None:
    story = asking.story
    with write_session(story.engine) as session:
        sent = asking.send(session)
    root = story.suicide.pot.id
    assert (sent.document.number, sent.amount_ore, sent.late) == ("R-2020-01", COUNTY_ORE, False)
    assert story.lines(sent.booked) == [
        ("claim", root, sent.document.id, COUNTY_ORE),
        ("grant_debt", root, 0, -COUNTY_ORE),
    ]
    with read_session(story.engine) as session:
        row = session.execute(select(Requisition)).scalar_one()
        assert (row.payer_id, row.instrument) == (story.organisations["SKR"], "invoice")
        assert (row.reference, row.text) == ("3500", "Stimulansmedel för suicidprevention, dnr 19/01701")
        assert (row.due_on, row.certificate_id) == (date(2020, 12, 31), asking.certificate_id)
        assert state_of(session, sent.document.id) == "sent"


def test_after_the_deadline_it_is_sent_and_says_so(asking: Asking) -> None:
    with write_session(asking.story.engine) as session:
        assert asking.send(session, kronor(1), on=date(2020, 12, 31)).late is False
        assert asking.send(session, kronor(1), on=date(2021, 1, 1)).late is True


def test_more_than_is_authorised_is_refused_with_the_figures(asking: Asking) -> None:
    with write_session(asking.story.engine) as session, pytest.raises(RequisitionExceedsAuthorised) as refusal:
        asking.send(session, kronor(34_000_000))
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Du vill rekvirera 34 000 000 kr; tilldelat är 33 422 811 kr och inget är rekvirerat. "
        "Sänk till högst 33 422 811 kr."
    )


def test_what_is_requisitioned_already_is_not_asked_for_again(asking: Asking) -> None:
    with write_session(asking.story.engine) as session:
        asking.send(session, kronor(30_000_000))
        with pytest.raises(RequisitionExceedsAuthorised) as refusal:
            asking.send(session, kronor(3_422_811) + 1)
        assert (refusal.value.requisitioned_ore, refusal.value.left_ore) == (kronor(30_000_000), kronor(3_422_811))
        assert asking.send(session).amount_ore == kronor(3_422_811)
        with pytest.raises(RequisitionExceedsAuthorised) as nothing:
            asking.send(session)
        assert explain(nothing.value).endswith("Inget mer kan rekvireras.")


def test_a_receipt_gives_no_new_room(money: Money) -> None:
    asking = Asking(money.story, money.certificate_id)
    with money.writing() as session, pytest.raises(RequisitionExceedsAuthorised):
        asking.send(session, 1, on=RECEIVED_ON)


def test_a_back_dated_requisition_leaves_every_later_day_its_room(asking: Asking) -> None:
    story = asking.story
    with write_session(story.engine) as session:
        asking.send(session, kronor(30_000_000), on=date(2020, 12, 10))
        with pytest.raises(RequisitionExceedsAuthorised) as refusal:
            asking.send(session, kronor(4_000_000), on=SENT_ON)
        assert (refusal.value.left_ore, refusal.value.day) == (kronor(3_422_811), date(2020, 12, 10))
        decide_amount(
            session,
            **story.officer,
            purpose_id=story.suicide.id,
            amount_ore=kronor(1_000_000),
            decision_id=story.decisions["AGREED"],
            on=date(2020, 12, 20),
        )
        with pytest.raises(RequisitionExceedsAuthorised) as before:
            asking.send(session, kronor(4_000_000), on=SENT_ON)
        assert before.value.authorised_ore == COUNTY_ORE
        assert asking.send(session, None, on=date(2020, 12, 20)).amount_ore == kronor(4_422_811)


def test_the_certificate_that_the_terms_demand(story: Story) -> None:
    with write_session(story.engine) as session, pytest.raises(RequisitionCertificateMissing) as refusal:
        send_requisition(
            session, **story.officer, purpose_id=story.suicide.id, amount_ore=None, on=SENT_ON, certificate_id=None
        )
    assert refusal.value.agreement == "PH2020"


def test_terms_without_that_demand_need_none(story: Story) -> None:
    terms = NewTerms(
        valid_from=date(2020, 12, 1),
        payer_id=story.organisations["SKR"],
        instrument=Instrument.FORM,
        requisitioner_id=story.organisations["VASTKOM"],
    )
    with write_session(story.engine) as session:
        set_terms(session, **story.officer, agreement_id=story.agreement_id, terms=terms)
        sent = send_requisition(session, **story.officer, purpose_id=story.suicide.id, amount_ore=None, on=SENT_ON)
    assert (sent.due_on, sent.late) == (None, False)


def test_a_certificate_of_another_agreement_or_of_a_later_day(asking: Asking) -> None:
    story = asking.story
    with write_session(story.engine) as session:
        other = register_agreement(
            session, **story.officer, code="PH2021", name="Psykisk hälsa 2021", reference="20/01702"
        )
        wrong = register_certificate(
            session,
            **story.officer,
            agreement_id=other,
            certified_on=CERTIFIED_ON,
            certified_by="Ekonomidirektör",
            reference="",
        )
        with pytest.raises(CertificateOtherAgreement) as refusal:
            Asking(story, wrong.id).send(session)
        assert (refusal.value.belongs_to, refusal.value.wanted) == ("PH2021", "PH2020")
        late = certify(session, story, SENT_ON + timedelta(days=1))
        with pytest.raises(CertificateAfterSending):
            Asking(story, late).send(session)
        with pytest.raises(NotFound):
            Asking(story, 4711).send(session)


@pytest.mark.parametrize("amount_ore", [0, -1])
def test_an_amount_is_positive(asking: Asking, amount_ore: Ore) -> None:
    with write_session(asking.story.engine) as session, pytest.raises(AmountNotPositive):
        asking.send(session, amount_ore)


def test_days_without_terms_or_ahead_of_today(asking: Asking) -> None:
    story = asking.story
    with write_session(story.engine) as session:
        with pytest.raises(TermsMissing):
            asking.send(session, on=AGREED_ON - timedelta(days=1))
        with pytest.raises(DateOutOfRange):
            asking.send(session, on=clock.today() + timedelta(days=1))
        with pytest.raises(DateOutOfRange):
            certify(session, story, clock.today() + timedelta(days=1))


def test_what_is_not_in_the_book_is_not_found(asking: Asking) -> None:
    story = asking.story
    outside: Here = {**story.officer, "scope": Scope.of_books(story.book_id + 1)}
    with write_session(story.engine) as session:
        for here, purpose_id in ((story.officer, 4711), (outside, story.suicide.id)):
            with pytest.raises(NotFound):
                send_requisition(session, **here, purpose_id=purpose_id, amount_ore=None, on=SENT_ON)
        with pytest.raises(NotFound):
            register_certificate(
                session,
                **story.officer,
                agreement_id=4711,
                certified_on=CERTIFIED_ON,
                certified_by="Ekonomidirektör",
                reference="",
            )
        with pytest.raises(TextMissing):
            register_certificate(
                session,
                **story.officer,
                agreement_id=story.agreement_id,
                certified_on=CERTIFIED_ON,
                certified_by=" ",
                reference="",
            )


def test_the_same_requisition_twice_is_sent_once(asking: Asking) -> None:
    with write_session(asking.story.engine) as session:
        first = asking.send(session, source_key="rekv:1")
        again = asking.send(session, source_key="rekv:1")
        assert (again.document.id, again.booked, again.amount_ore) == (first.document.id, None, COUNTY_ORE)
        with pytest.raises(DocumentSourceKeyTaken):
            asking.send(session, kronor(5), source_key="rekv:1")


def test_a_corrected_requisition_is_a_draft_and_may_be_sent_anew(asking: Asking) -> None:
    story = asking.story
    with write_session(story.engine) as session:
        sent = asking.send(session, source_key="rekv:1")
        corrected = correct_requisition(
            session, **story.officer, document_id=sent.document.id, reason=REASON, booked_on=SENT_ON
        )
        assert state_of(session, sent.document.id) == "draft"
        assert asking.send(session, source_key="rekv:1").booked is None
        assert asking.send(session).document.number == "R-2020-02"
        with pytest.raises(DocumentWrongState):
            correct_requisition(
                session, **story.officer, document_id=sent.document.id, reason=REASON, booked_on=SENT_ON
            )
    root = story.suicide.pot.id
    assert story.lines(corrected) == [
        ("claim", root, sent.document.id, -COUNTY_ORE),
        ("grant_debt", root, 0, COUNTY_ORE),
    ]


def test_nothing_that_is_paid_on_is_corrected(money: Money) -> None:
    with money.writing() as session, pytest.raises(RequisitionHasReceipts) as refusal:
        correct_requisition(
            session, **money.story.officer, document_id=money.requisition_id, reason=REASON, booked_on=RECEIVED_ON
        )
    assert (refusal.value.received_ore, refusal.value.receipts) == (COUNTY_ORE, ("I-2020-01",))


def test_a_correction_says_why_and_when(asking: Asking) -> None:
    story = asking.story
    with write_session(story.engine) as session:
        sent = asking.send(session)
        with pytest.raises(ReasonMissing):
            correct_requisition(session, **story.officer, document_id=sent.document.id, reason="fel", booked_on=SENT_ON)
        with pytest.raises(DateOutOfRange):
            correct_requisition(
                session,
                **story.officer,
                document_id=sent.document.id,
                reason=REASON,
                booked_on=clock.today() + timedelta(days=1),
            )
