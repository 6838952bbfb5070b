"""Decisions: only a body with the mandate decides, on the day it decides, and nothing moves before it has."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.decisions import Body, Decision, Mandate
from ledger.db.session import read_session, write_session
from ledger.domain.contents import decision_digest
from ledger.domain.mandates import Power
from ledger.domain.scope import Scope
from ledger.errors import (
    AlreadyExists,
    DateBefore,
    DateOutOfRange,
    DecisionAfterUse,
    DecisionIsRecommendation,
    LedgerError,
    MandateAdvisoryBody,
    MandateMissing,
    MandateNotInForce,
    MandateOtherPot,
    MandateOverlaps,
    NotFound,
    TextMissing,
)
from ledger.messages import explain
from ledger.services.books import open_book
from ledger.services.decisions import (
    DecisionKind,
    RegisteredDecision,
    find_body,
    grant_mandate,
    register_body,
    register_decision,
    require_decision,
)
from tests.support.story import AGREED_ON, EVERYTHING, OPENED_ON, SPLIT_ON, Story

STATE = "Staten och Sveriges Kommuner och Regioner"
STEERING = "Styrgrupp handlingsplan psykisk hälsa"
SIMBA_STEERING = "Styrgruppen för SIMBA"
ADVISORY = "Politiskt samrådsorgan (SRO)"


def decided(story: Story, body: str = "STYRGRUPP", **given: Any) -> RegisteredDecision:
    arguments: dict[str, Any] = {
        "kind": DecisionKind.DECISION,
        "decided_on": SPLIT_ON,
        "paragraph": "§ 9",
        "reference": "19/01701",
        "title": "Rubriken",
        "text": "Så här beslutades.",
    }
    with write_session(story.engine) as session:
        return register_decision(
            session, **{**story.officer, "body_id": story.bodies.get(body, 99), **arguments, **given}
        )


def required(
    story: Story, decision: str, *, power: Power = Power.ALLOCATION, pot: str = "SUICID2020", on: date = SPLIT_ON
) -> tuple[int, str]:
    with read_session(story.engine) as session:
        return require_decision(
            session,
            book_id=story.book_id,
            decision_id=story.decisions[decision],
            power=power,
            pot_id=story.pots[pot],
            on=on,
        )


def granted(
    story: Story,
    valid_from: date,
    valid_to: date | None = None,
    *,
    body: str = "STYRGRUPP",
    power: Power = Power.ALLOCATION,
    pot: str = "SUICID2020",
    scope: Scope = EVERYTHING,
) -> int:
    with write_session(story.engine) as session:
        return grant_mandate(
            session,
            actor=story.officer_id,
            scope=scope,
            book_id=story.book_id,
            body_id=story.bodies.get(body, 99),
            power=power,
            pot_id=story.pots.get(pot, 99),
            valid_from=valid_from,
            valid_to=valid_to,
        )


# --- bodies ------------------------------------------------------------------------------------------------------


def test_a_body_is_found_by_its_code(story: Story) -> None:
    with write_session(story.engine) as session:
        made = register_body(
            session, actor=story.officer_id, scope=EVERYTHING, code=" VVG ", name="Vårdsamverkan", advisory=False
        )
    with read_session(story.engine) as session:
        assert find_body(session, "VVG") == made
        body = session.get_one(Body, made)
        assert (body.code, body.name, body.advisory) == ("VVG", "Vårdsamverkan", False)
        with pytest.raises(NotFound):
            find_body(session, "SAKNAS")


@pytest.mark.parametrize(
    ("code", "name", "scope", "refusal"),
    [
        ("SRO", "Annat", EVERYTHING, AlreadyExists),
        ("", "Annat", EVERYTHING, TextMissing),
        ("NY", " ", EVERYTHING, TextMissing),
        ("NY", "Nytt", Scope.of_books(), NotFound),
    ],
    ids=["taken", "code", "name", "scope"],
)
def test_what_a_body_may_not_be(story: Story, code: str, name: str, scope: Scope, refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal), write_session(story.engine) as session:
        register_body(session, actor=story.officer_id, scope=scope, code=code, name=name, advisory=True)


# --- mandates ----------------------------------------------------------------------------------------------------


def test_a_mandate_is_kept_as_granted(story: Story) -> None:
    mandate_id = granted(story, date(2020, 1, 1), date(2020, 12, 31), power=Power.YEAR_END)
    with read_session(story.engine) as session:
        mandate = session.get_one(Mandate, mandate_id)
        assert (mandate.body_id, mandate.pot_id) == (story.bodies["STYRGRUPP"], story.pots["SUICID2020"])
        assert (mandate.power, mandate.valid_from, mandate.valid_to) == (
            "year_end",
            date(2020, 1, 1),
            date(2020, 12, 31),
        )


def test_an_advisory_body_gets_no_mandate_and_those_who_can_are_named(story: Story) -> None:
    with pytest.raises(MandateAdvisoryBody) as refusal:
        granted(story, SPLIT_ON, body="SRO", pot="SIMBA")
    assert refusal.value.facts() == {"body": ADVISORY, "able": (STEERING, SIMBA_STEERING)}
    assert explain(refusal.value) == (
        "Politiskt samrådsorgan (SRO) får rekommendera men inte besluta om pengar. Registrera det som rekommendation, "
        "eller välj ett organ med mandat: Styrgrupp handlingsplan psykisk hälsa och Styrgruppen för SIMBA."
    )


def test_a_mandate_does_not_end_before_it_begins(story: Story) -> None:
    with pytest.raises(DateBefore) as refusal:
        granted(story, SPLIT_ON, AGREED_ON, power=Power.YEAR_END)
    assert (refusal.value.given, refusal.value.other_day) == (AGREED_ON, SPLIT_ON)


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [
        (date(2021, 1, 1), date(2021, 6, 30)),
        (date(2021, 6, 30), None),
        (date(2020, 12, 31), date(2021, 1, 1)),
        (date(2020, 1, 1), None),
        (date(2021, 2, 1), date(2021, 2, 1)),
    ],
    ids=["same", "last day", "first day", "around", "within"],
)
def test_mandates_for_the_same_do_not_overlap(story: Story, valid_from: date, valid_to: date | None) -> None:
    granted(story, date(2021, 1, 1), date(2021, 6, 30), power=Power.YEAR_END)
    with pytest.raises(MandateOverlaps) as refusal:
        granted(story, valid_from, valid_to, power=Power.YEAR_END)
    assert refusal.value.facts() == {
        "body": STEERING,
        "power": "återbetalning och överföring",
        "pot": "Suicidprevention 2020",
        "valid_from": date(2021, 1, 1),
        "valid_to": date(2021, 6, 30),
        "given_from": valid_from,
        "given_to": valid_to,
    }


def test_mandates_may_follow_each_other_and_be_for_other_things(story: Story) -> None:
    first = granted(story, date(2021, 1, 1), date(2021, 6, 30), power=Power.YEAR_END)
    others = [
        granted(story, date(2021, 7, 1), power=Power.YEAR_END),
        granted(story, date(2020, 1, 1), date(2020, 12, 31), power=Power.YEAR_END),
        granted(story, date(2021, 1, 1), power=Power.YEAR_END, pot="SIMBA"),
        granted(story, date(2021, 1, 1), power=Power.YEAR_END, body="STATEN"),
        granted(story, date(2021, 1, 1), power=Power.AGREEMENT),
    ]
    assert others == [first + place for place in range(1, 6)]


def test_a_mandate_is_a_bodys_over_a_pot_of_the_book(story: Story) -> None:
    with pytest.raises(NotFound) as nobody:
        granted(story, SPLIT_ON, body="SAKNAS")
    with pytest.raises(NotFound) as nowhere:
        granted(story, SPLIT_ON, pot="SAKNAS")
    with pytest.raises(NotFound) as unseen:
        granted(story, SPLIT_ON, scope=Scope.of_books(99))
    assert [refusal.value.what for refusal in (nobody, nowhere, unseen)] == ["organ", "medelspott", "bok"]


# --- registering -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"),
    [("§ 9", "§ 9"), ("§9", "§ 9"), (" 9 ", "§ 9"), ("9 b", "§ 9 b"), ("uppdragshandling", "uppdragshandling")],
)
def test_a_decision_is_kept_with_the_digest_of_what_it_says(story: Story, given: str, kept: str) -> None:
    made = decided(story, paragraph=given, title="  Rubriken ", reference=" 19/01701 ")
    assert made.name == f"{STEERING} 2020-10-02 {kept}"
    row = {
        "book_id": story.book_id,
        "body_id": story.bodies["STYRGRUPP"],
        "kind": "decision",
        "decided_on": SPLIT_ON,
        "paragraph": kept,
        "reference": "19/01701",
        "title": "Rubriken",
        "text": "Så här beslutades.",
    }
    with read_session(story.engine) as session:
        decision = session.get_one(Decision, made.id)
        assert {column: getattr(decision, column) for column in row} == row
        assert decision.digest == made.digest == decision_digest(row)
        assert decision.actor_id == story.officer_id


def test_an_advisory_body_recommends_and_does_not_decide(story: Story) -> None:
    with pytest.raises(MandateAdvisoryBody) as refusal:
        decided(story, "SRO")
    assert refusal.value.facts() == {"body": ADVISORY, "able": (STATE, STEERING, SIMBA_STEERING)}
    assert decided(story, "SRO", kind=DecisionKind.RECOMMENDATION).name == f"{ADVISORY} 2020-10-02 § 9"


def test_only_those_whose_mandate_held_are_named(story: Story) -> None:
    with pytest.raises(MandateAdvisoryBody) as refusal:
        decided(story, "SRO", decided_on=date(2020, 8, 26))
    assert refusal.value.able == ()


def test_a_paragraph_is_registered_once(story: Story) -> None:
    with pytest.raises(AlreadyExists) as refusal:
        decided(story, paragraph="4")
    assert refusal.value.facts() == {"what": "beslut", "name": f"{STEERING} 2020-10-02 § 4"}
    assert decided(story, "SIMBA-SG", paragraph="4").name == f"{SIMBA_STEERING} 2020-10-02 § 4"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"paragraph": " "}, TextMissing),
        ({"title": ""}, TextMissing),
        ({"body_id": 99}, NotFound),
        ({"scope": Scope.of_books(99)}, NotFound),
        ({"book_id": 99}, NotFound),
        ({"decided_on": clock.today() + timedelta(days=2)}, DateOutOfRange),
    ],
    ids=["paragraph", "title", "body", "scope", "book", "day"],
)
def test_what_a_decision_may_not_be(story: Story, given: dict[str, Any], refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        decided(story, **given)


# --- using -------------------------------------------------------------------------------------------------------


def test_a_decision_moves_money_in_the_pot_and_all_under_it(story: Story) -> None:
    decision_id, digest = required(story, "SPLIT")
    with read_session(story.engine) as session:
        kept = session.execute(select(Decision.digest).where(Decision.id == decision_id)).scalar_one()
    assert (decision_id, digest) == (story.decisions["SPLIT"], kept)
    assert required(story, "SPLIT", pot="SIMBA-SKOLA") == (decision_id, digest)
    assert required(story, "SPLIT", on=date(2021, 6, 1)) == (decision_id, digest)
    assert required(story, "SIMBA", pot="SIMBA-SKOLA")[0] == story.decisions["SIMBA"]


def test_a_recommendation_moves_no_money(story: Story) -> None:
    with pytest.raises(DecisionIsRecommendation) as refusal:
        required(story, "ADVICE")
    assert refusal.value.decision == f"{ADVISORY} 2020-08-27 § 12"


def test_a_body_without_the_power_is_refused_and_those_with_it_are_named(story: Story) -> None:
    with pytest.raises(MandateMissing) as refusal:
        required(story, "SIMBA", power=Power.COMMITMENT, pot="SIMBA")
    assert refusal.value.facts() == {"body": SIMBA_STEERING, "power": "uppdrag", "able": (STEERING,)}


def test_a_body_decides_over_its_own_pot_only(story: Story) -> None:
    with pytest.raises(MandateOtherPot) as refusal:
        required(story, "SIMBA", pot="FYRBODAL")
    assert explain(refusal.value) == (
        "Styrgruppen för SIMBA får besluta om SIMBA, inte om Fyrbodal. "
        "Välj en pott som organet får besluta om, eller ett beslut av ett organ med mandat för Fyrbodal."
    )
    with pytest.raises(MandateOtherPot):
        required(story, "SIMBA", pot="SUICID2020")


def test_a_mandate_has_to_hold_on_the_day_of_the_decision(story: Story) -> None:
    early = decided(story, decided_on=date(2020, 8, 26))
    story.decisions["EARLY"] = early.id
    with pytest.raises(MandateNotInForce) as refusal:
        required(story, "EARLY")
    assert refusal.value.facts() == {
        "body": STEERING,
        "wanted": "Suicidprevention 2020",
        "day": date(2020, 8, 26),
        "valid_from": AGREED_ON,
        "valid_to": None,
    }


def test_a_mandate_that_has_ended_still_carries_what_was_decided_before(story: Story) -> None:
    granted(story, date(2020, 1, 1), date(2020, 6, 30), body="SIMBA-SG", pot="FYRBODAL")
    last_day = decided(story, "SIMBA-SG", decided_on=date(2020, 6, 30))
    after = decided(story, "SIMBA-SG", decided_on=date(2020, 7, 1))
    story.decisions.update(LAST=last_day.id, AFTER=after.id)
    assert required(story, "LAST", pot="FYRBODAL", on=SPLIT_ON)[0] == last_day.id
    with pytest.raises(MandateNotInForce) as refusal:
        required(story, "AFTER", pot="FYRBODAL", on=SPLIT_ON)
    assert refusal.value.valid_to == date(2020, 6, 30)


def test_nothing_moves_before_it_is_decided(story: Story) -> None:
    with pytest.raises(DecisionAfterUse) as refusal:
        required(story, "SPLIT", on=date(2020, 10, 1))
    assert refusal.value.facts() == {
        "decision": f"{STEERING} 2020-10-02 § 4",
        "decided_on": SPLIT_ON,
        "day": date(2020, 10, 1),
    }


def test_another_books_decision_is_not_found(story: Story) -> None:
    with write_session(story.engine) as session:
        other = open_book(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            code="gr",
            name="GR",
            organisation_id=story.organisations["GR"],
            opened_on=OPENED_ON,
        )
    with pytest.raises(NotFound) as refusal, read_session(story.engine) as session:
        require_decision(
            session,
            book_id=other.id,
            decision_id=story.decisions["SPLIT"],
            power=Power.ALLOCATION,
            pot_id=1,
            on=SPLIT_ON,
        )
    assert refusal.value.what == "beslut"


def test_no_mandate_reaches_the_pot_of_no_agreement(story: Story) -> None:
    story.pots["OVRIGT"] = 1
    with pytest.raises(MandateOtherPot) as refusal:
        required(story, "SPLIT", pot="OVRIGT")
    assert refusal.value.wanted == "Övrigt"
