"""Agreements: their purposes each open a root, and the terms in force on a day are those recorded last for it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.agreements import Agreement, Purpose, Terms
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import (
    AlreadyExists,
    AmountNotPositive,
    DateBefore,
    DateOutOfRange,
    LedgerError,
    NotFound,
    TermsMissing,
    TextMissing,
)
from ledger.money import kronor
from ledger.services.agreements import (
    CarryOver,
    Instrument,
    NewTerms,
    PurposeInfo,
    add_purpose,
    find_agreement,
    register_agreement,
    require_agreement,
    require_purpose,
    set_terms,
    terms_as_set,
    terms_on,
)
from tests.support.story import AGREED_ON, OPENED_ON, Story


def registered(story: Story, **given: Any) -> int:
    arguments = {"code": "PH2021", "name": "Psykisk hälsa 2021", "reference": "20/01", **given}
    with write_session(story.engine) as session:
        return register_agreement(session, **{**story.officer, **arguments})


def added(story: Story, **given: Any) -> PurposeInfo:
    arguments = {
        "agreement_id": story.agreement_id,
        "code": "BRUKARE",
        "name": "Brukarmedverkan 2020",
        "pot_code": "BRUKARE2020",
        "opened_on": AGREED_ON,
        **given,
    }
    with write_session(story.engine) as session:
        return add_purpose(session, **{**story.officer, **arguments})


def test_an_agreement_is_kept_as_registered(story: Story) -> None:
    made = registered(story, signed_on=date(2020, 12, 1), national_amount_ore=kronor(1_000))
    with read_session(story.engine) as session:
        assert find_agreement(session, story.book_id, "PH2021") == made
        require_agreement(session, story.book_id, made)
        agreement = session.get_one(Agreement, made)
        assert (agreement.book_id, agreement.name, agreement.reference) == (
            story.book_id,
            "Psykisk hälsa 2021",
            "20/01",
        )
        assert (agreement.signed_on, agreement.national_amount_ore) == (date(2020, 12, 1), kronor(1_000))


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"code": "PH2020"}, AlreadyExists),
        ({"code": ""}, TextMissing),
        ({"name": " "}, TextMissing),
        ({"national_amount_ore": 0}, AmountNotPositive),
        ({"signed_on": clock.today() + timedelta(days=2)}, DateOutOfRange),
        ({"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=["taken", "code", "name", "amount", "day", "scope"],
)
def test_what_an_agreement_may_not_be(story: Story, given: dict[str, Any], refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        registered(story, **given)


def test_a_purpose_opens_the_root_of_a_tree(story: Story) -> None:
    purpose = added(story)
    assert (purpose.code, purpose.name, purpose.agreement_id) == (
        "BRUKARE",
        "Brukarmedverkan 2020",
        story.agreement_id,
    )
    assert (purpose.pot.code, purpose.pot.name, purpose.pot.parent_id) == ("BRUKARE2020", "Brukarmedverkan 2020", None)
    assert (purpose.pot.agreement, purpose.pot.purpose) == ("PH2020", "BRUKARE")
    with read_session(story.engine) as session:
        assert require_purpose(session, story.book_id, purpose.id) == purpose


@pytest.mark.parametrize(
    ("given", "refusal", "fact"),
    [
        ({"code": "SUICID"}, AlreadyExists, {"what": "ändamål"}),
        ({"pot_code": "SIMBA"}, AlreadyExists, {"what": "medelspott"}),
        ({"code": " "}, TextMissing, {"field": "Kod"}),
        ({"name": ""}, TextMissing, {"field": "Namn"}),
        ({"agreement_id": 99}, NotFound, {"what": "överenskommelse"}),
        ({"opened_on": date(2019, 12, 31)}, DateBefore, {"other_day": OPENED_ON}),
        ({"scope": Scope.of_books(99)}, NotFound, {"what": "bok"}),
    ],
    ids=["taken", "pot taken", "code", "name", "agreement", "day", "scope"],
)
def test_what_a_purpose_may_not_be(
    story: Story, given: dict[str, Any], refusal: type[LedgerError], fact: dict[str, object]
) -> None:
    with pytest.raises(refusal) as refused:
        added(story, **given)
    assert fact.items() <= refused.value.facts().items()
    with read_session(story.engine) as session:
        codes = session.scalars(select(Purpose.code).order_by(Purpose.id)).all()
    assert codes == ["SUICID", "UNGDOM"]


def test_the_same_purpose_may_return_in_another_agreement(story: Story) -> None:
    later = registered(story)
    assert added(story, agreement_id=later, code="SUICID", pot_code="SUICID2021").pot.agreement == "PH2021"


def test_what_is_not_there_is_not_found(story: Story) -> None:
    with read_session(story.engine) as session:
        with pytest.raises(NotFound) as by_code:
            find_agreement(session, story.book_id, "SAKNAS")
        with pytest.raises(NotFound) as by_id:
            require_purpose(session, story.book_id, 99)
        with pytest.raises(NotFound) as elsewhere:
            require_agreement(session, story.book_id + 1, story.agreement_id)
    assert [refusal.value.what for refusal in (by_code, by_id, elsewhere)] == [
        "överenskommelse",
        "ändamål",
        "överenskommelse",
    ]


# --- terms -------------------------------------------------------------------------------------------------------


def new_terms(story: Story, valid_from: date, **given: Any) -> NewTerms:
    base = NewTerms(
        valid_from=valid_from,
        payer_id=story.organisations["SKR"],
        instrument=Instrument.FORM,
        requisitioner_id=story.organisations["VASTKOM"],
    )
    return replace(base, **given)


def set_in(story: Story, terms: NewTerms) -> int:
    with write_session(story.engine) as session:
        return set_terms(session, **story.officer, agreement_id=story.agreement_id, terms=terms)


def in_force(story: Story, day: date) -> tuple[date, int, str]:
    with read_session(story.engine) as session:
        terms = terms_on(session, story.agreement_id, day)
        return terms.valid_from, terms.version, terms.requisition_reference


def test_terms_hold_from_their_day_until_the_next(story: Story) -> None:
    new_year = date(2021, 1, 1)
    set_in(story, new_terms(story, new_year, requisition_reference="ny"))
    assert in_force(story, AGREED_ON) == (AGREED_ON, 1, "3500")
    assert in_force(story, date(2020, 12, 31)) == (AGREED_ON, 1, "3500")
    assert in_force(story, new_year) == (new_year, 1, "ny")


def test_terms_recorded_anew_hold_instead_and_the_first_stay(story: Story) -> None:
    set_in(story, new_terms(story, AGREED_ON, requisition_reference="rättad"))
    assert in_force(story, date(2020, 9, 1)) == (AGREED_ON, 2, "rättad")
    with read_session(story.engine) as session:
        kept = session.scalars(select(Terms.requisition_reference).order_by(Terms.id)).all()
    assert kept == ["3500", "rättad"]


def test_terms_are_kept_as_set(story: Story) -> None:
    given = new_terms(
        story,
        date(2021, 1, 1),
        requisition_reference="3500",
        requisition_text="Stimulansmedel",
        requisition_by=date(2021, 12, 1),
        certificate_required=True,
        report_to_id=story.organisations["SKR"],
        report_by=date(2022, 3, 31),
        use_from=date(2021, 1, 1),
        use_to=date(2021, 12, 31),
        carry_over=CarryOver.BY_DECISION,
        repayment_address="bankgiro 5052-5781",
    )
    terms_id = set_in(story, given)
    with read_session(story.engine) as session:
        terms = session.get_one(Terms, terms_id)
        assert terms_as_set(session, terms) == given
        assert terms.actor_id == story.officer_id


def test_every_word_is_one_the_table_takes(story: Story) -> None:
    day = date(2021, 1, 1)
    given = [new_terms(story, day, instrument=word) for word in Instrument]
    given += [new_terms(story, day, carry_over=word) for word in CarryOver]
    for terms in given:
        set_in(story, terms)
        with read_session(story.engine) as session:
            kept = terms_on(session, story.agreement_id, day)
            assert (kept.instrument, kept.carry_over) == (terms.instrument, terms.carry_over)


def test_before_the_first_terms_there_are_none(story: Story) -> None:
    with pytest.raises(TermsMissing) as refusal:
        in_force(story, date(2020, 8, 26))
    assert refusal.value.facts() == {"agreement": "PH2020", "day": date(2020, 8, 26)}


@pytest.mark.parametrize("role", ["payer_id", "requisitioner_id", "report_to_id"])
def test_terms_name_organisations_that_are_there(story: Story, role: str) -> None:
    with pytest.raises(NotFound) as refusal:
        set_in(story, new_terms(story, AGREED_ON, **{role: 99}))
    assert refusal.value.what == "organisation"


def test_the_use_does_not_end_before_it_begins(story: Story) -> None:
    with pytest.raises(DateBefore):
        set_in(story, new_terms(story, AGREED_ON, use_from=date(2020, 9, 2), use_to=date(2020, 9, 1)))


def test_terms_are_set_for_an_agreement_of_the_book_within_scope(story: Story) -> None:
    terms = new_terms(story, AGREED_ON)
    with pytest.raises(NotFound) as absent, write_session(story.engine) as session:
        set_terms(session, **story.officer, agreement_id=99, terms=terms)
    unseen = {**story.officer, "scope": Scope.of_books(99)}
    with pytest.raises(NotFound) as hidden, write_session(story.engine) as session:
        set_terms(session, **unseen, agreement_id=story.agreement_id, terms=terms)  # type: ignore[arg-type]
    assert [refusal.value.what for refusal in (absent, hidden)] == ["överenskommelse", "bok"]
