"""Payers that pay by themselves: the notice is the requisition, and the receipt answers it."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from ledger.db.requisitions import Requisition
from ledger.db.session import read_session
from ledger.errors import (
    AmountNotPositive,
    NotFound,
    RequisitionExceedsAuthorised,
    RequisitionPayerPaysByItself,
    RequisitionPayerWaits,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.services.agreements import Instrument, NewTerms, set_terms
from ledger.services.requisitions import SentRequisition, correct_requisition, register_payment_notice
from tests.support.claims import CHANGED_ON, RAISED, Claims, differing

NOTICED_ON = date(2021, 1, 8)


@pytest.fixture
def given(claims: Claims) -> Claims:
    """From 2021 on the payer pays by itself, and ten million are left to be paid."""
    story = claims.money.story
    claims.withdraw()
    with claims.money.writing() as session:
        set_terms(
            session,
            **story.officer,
            agreement_id=story.agreement_id,
            terms=NewTerms(
                valid_from=date(2021, 1, 1),
                payer_id=story.organisations["SKR"],
                instrument=Instrument.PAYS_BY_ITSELF,
                requisitioner_id=story.organisations["VASTKOM"],
                requisition_reference="19/01701",
                requisition_text="Utbetalning utan rekvisition",
                requisition_by=date(2020, 12, 31),
                certificate_required=True,
            ),
        )
    return claims


def notice(claims: Claims, amount_ore: Ore = RAISED, on: date = NOTICED_ON, **said: Any) -> SentRequisition:
    story = claims.money.story
    with claims.money.writing() as session:
        return register_payment_notice(
            session, **story.officer, purpose_id=story.suicide.id, amount_ore=amount_ore, on=on, **said
        )


def test_a_notice_is_a_requisition_of_that_kind_without_certificate_or_deadline(given: Claims) -> None:
    money = given.money
    sent = notice(given, reference="Besked 7")
    assert (sent.document.number, sent.due_on, sent.late) == ("R-2021-01", None, False)
    assert money.story.lines(sent.booked) == [
        ("claim", given.root, sent.document.id, RAISED),
        ("grant_debt", given.root, 0, -RAISED),
    ]
    with read_session(money.story.engine) as session:
        row = session.execute(select(Requisition).where(Requisition.document_id == sent.document.id)).scalar_one()
    assert (row.instrument, row.reference, row.certificate_id) == ("pays_by_itself", "Besked 7", None)
    paid = Claims(money, sent.document.id)
    assert paid.receive(RAISED, on=NOTICED_ON).claim_ore == 0
    assert paid.state() == "paid"
    assert differing(money) == []


def test_without_a_reference_of_its_own_it_has_that_of_the_terms(given: Claims) -> None:
    sent = notice(given)
    with read_session(given.money.story.engine) as session:
        query = select(Requisition.reference).where(Requisition.document_id == sent.document.id)
        assert session.scalars(query).one() == "19/01701"


def test_it_comes_in_parts_and_never_above_what_is_authorised(given: Claims) -> None:
    notice(given, kronor(6_000_000))
    with pytest.raises(RequisitionExceedsAuthorised) as refusal:
        notice(given, kronor(4_000_000) + 1)
    assert refusal.value.left_ore == kronor(4_000_000)
    assert notice(given, kronor(4_000_000)).amount_ore == kronor(4_000_000)


def test_such_a_payer_is_not_asked(given: Claims) -> None:
    with pytest.raises(RequisitionPayerPaysByItself) as refusal:
        given.send(RAISED, on=NOTICED_ON)
    assert explain(refusal.value) == (
        "Enligt villkoren för PH2020 den 2021-01-08 betalar bidragsgivaren utan rekvisition. "
        "Registrera i stället bidragsgivarens besked om utbetalning."
    )


def test_another_payer_gives_no_notice(given: Claims) -> None:
    with pytest.raises(RequisitionPayerWaits) as refusal:
        notice(given, on=CHANGED_ON)
    assert refusal.value.facts() == {"agreement": "PH2020", "day": CHANGED_ON}


def test_what_a_notice_is_asked(given: Claims) -> None:
    with pytest.raises(AmountNotPositive):
        notice(given, 0)
    story = given.money.story
    with given.money.writing() as session, pytest.raises(NotFound):
        register_payment_notice(session, **story.officer, purpose_id=4711, amount_ore=1, on=NOTICED_ON)


def test_a_notice_once_however_often_it_is_sent_and_corrected_to_a_draft(given: Claims) -> None:
    money = given.money
    first = notice(given, source_key="besked:7")
    again = notice(given, source_key="besked:7")
    assert (again.document.id, again.booked) == (first.document.id, None)
    with money.writing() as session:
        money.correct(session, correct_requisition, first.document.id, NOTICED_ON)
    assert money.state(first.document.id) == "draft"
    assert differing(money) == []
