"""What a body or a person may do can be ended from a day: what was done by then stands, and history remembers both."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.audit import Audit
from ledger.db.decisions import Mandate
from ledger.db.in_force import last_versions
from ledger.db.organisations import AttestRight
from ledger.db.registers import AttestRightVersion, MandateVersion
from ledger.db.session import read_session, write_session
from ledger.domain.attests import Step
from ledger.domain.mandates import Power
from ledger.domain.scope import Scope
from ledger.errors import (
    AttestNotInForce,
    DateBefore,
    EndsEarlier,
    LedgerError,
    MandateNotInForce,
    MandateOverlaps,
    NotFound,
    NothingChanged,
    ReasonMissing,
    TextMissing,
)
from ledger.messages import explain
from ledger.services.decisions import (
    DecisionKind,
    end_mandate,
    grant_mandate,
    register_decision,
    rename_body,
    require_decision,
)
from ledger.services.invoice_attests import approve_invoice, confirm_invoice
from ledger.services.persons import change_title, end_attest_right, grant_attest_right, title_on
from tests.support.money import Money
from tests.support.story import AGREED_ON, EVERYTHING, SPLIT_ON, Story

REASON = "Organet avvecklas enligt beslut."
LAST_DAY = date(2020, 10, 1)
STEERING = "Styrgrupp handlingsplan psykisk hälsa"


def mandate_of(story: Story, power: Power = Power.ALLOCATION, body: str = "STYRGRUPP") -> int:
    query = select(Mandate.id).where(Mandate.body_id == story.bodies[body], Mandate.power == power.value)
    with read_session(story.engine) as session:
        return session.execute(query).scalar_one()


def end_it(story: Story, mandate_id: int, last_day: date = LAST_DAY, reason: str = REASON) -> int:
    with write_session(story.engine) as session:
        return end_mandate(session, **story.officer, mandate_id=mandate_id, last_day=last_day, reason=reason)


def required(story: Story, decision_id: int) -> int:
    with read_session(story.engine) as session:
        return require_decision(
            session,
            book_id=story.book_id,
            decision_id=decision_id,
            power=Power.ALLOCATION,
            pot_id=story.pots["SUICID2020"],
            on=SPLIT_ON,
        )[0]


def decided_on(story: Story, day: date) -> int:
    with write_session(story.engine) as session:
        return register_decision(
            session,
            **story.officer,
            body_id=story.bodies["STYRGRUPP"],
            kind=DecisionKind.DECISION,
            decided_on=day,
            paragraph="§ 30",
            reference="",
            title="Sent beslut",
        ).id


def test_an_ended_mandate_carries_its_last_day_and_no_later_one(story: Story) -> None:
    last, after = decided_on(story, LAST_DAY), decided_on(story, SPLIT_ON)
    assert end_it(story, mandate_of(story)) == 2
    assert required(story, last) == last
    with pytest.raises(MandateNotInForce) as refusal:
        required(story, after)
    assert refusal.value.facts() == {
        "body": STEERING,
        "wanted": "Suicidprevention 2020",
        "day": SPLIT_ON,
        "valid_from": AGREED_ON,
        "valid_to": LAST_DAY,
    }


def test_history_remembers_what_was_known_of_a_mandate(story: Story) -> None:
    mandate_id, before = mandate_of(story), clock.now()
    end_it(story, mandate_id)
    end_it(story, mandate_id, date(2020, 9, 1), "Rättad: det var redan i september.")
    with read_session(story.engine) as session:
        held = session.execute(
            select(MandateVersion.no, MandateVersion.valid_from, MandateVersion.valid_to, MandateVersion.reason)
            .where(MandateVersion.of_id == mandate_id)
            .order_by(MandateVersion.no)
        ).all()
        then, now = last_versions(MandateVersion, before), last_versions(MandateVersion)
        known = session.execute(select(then.valid_to).where(then.of_id == mandate_id)).scalar_one()
        holds = session.execute(select(now.valid_to).where(now.of_id == mandate_id)).scalar_one()
    assert [tuple(row) for row in held] == [
        (1, AGREED_ON, None, ""),
        (2, AGREED_ON, LAST_DAY, REASON),
        (3, AGREED_ON, date(2020, 9, 1), "Rättad: det var redan i september."),
    ]
    assert (known, holds) == (None, date(2020, 9, 1))


def test_an_end_is_only_brought_forward(story: Story) -> None:
    mandate_id = mandate_of(story)
    end_it(story, mandate_id)
    with pytest.raises(EndsEarlier) as refusal:
        end_it(story, mandate_id)
    assert explain(refusal.value) == (
        "Mandatet för fördelning som Styrgrupp handlingsplan psykisk hälsa har upphör redan 2020-10-01; du angav "
        "2020-10-01. Välj en tidigare dag, eller lägg till på nytt från dagen efter."
    )


def test_a_new_mandate_follows_the_day_after(story: Story) -> None:
    end_it(story, mandate_of(story))

    def again(valid_from: date) -> int:
        with write_session(story.engine) as session:
            return grant_mandate(
                session,
                **story.officer,
                body_id=story.bodies["STYRGRUPP"],
                power=Power.ALLOCATION,
                pot_id=story.pots["SUICID2020"],
                valid_from=valid_from,
            )

    with pytest.raises(MandateOverlaps) as refusal:
        again(LAST_DAY)
    assert refusal.value.valid_to == LAST_DAY
    again(SPLIT_ON)
    assert required(story, story.decisions["SPLIT"]) == story.decisions["SPLIT"]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"last_day": date(2020, 8, 26)}, DateBefore),
        ({"reason": "kort"}, ReasonMissing),
        ({"mandate_id": 99}, NotFound),
        ({"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=["before it begins", "reason", "mandate", "scope"],
)
def test_a_mandate_that_cannot_be_ended_holds(
    story: Story, changed: dict[str, object], refusal: type[LedgerError]
) -> None:
    given = {**story.officer, "mandate_id": mandate_of(story), "last_day": LAST_DAY, "reason": REASON, **changed}
    with pytest.raises(refusal), write_session(story.engine) as session:
        end_mandate(session, **given)  # type: ignore[arg-type]
    assert required(story, story.decisions["SPLIT"]) == story.decisions["SPLIT"]


def test_who_ended_what_is_in_the_audit_log(story: Story) -> None:
    mandate_id = mandate_of(story)
    end_it(story, mandate_id)
    with read_session(story.engine) as session:
        told = session.execute(select(Audit.what_id, Audit.facts).where(Audit.verb == "end")).one()
    assert tuple(told) == (mandate_id, '{"last_day":"2020-10-01","no":2}')


# --- rights to attest --------------------------------------------------------------------------------------------


def right_of(story: Story, person_id: int) -> int:
    query = select(AttestRight.id).where(AttestRight.person_id == person_id, AttestRight.step == "approve")
    with read_session(story.engine) as session:
        return session.execute(query).scalar_one()


def test_an_ended_right_attests_no_more_and_a_new_one_does(money: Money) -> None:
    story, yesterday = money.story, clock.today() - timedelta(days=1)
    invoice_id = money.confirmed()
    with write_session(story.engine) as session:
        right_id = right_of(story, story.approver_id)
        end_attest_right(session, **story.officer, right_id=right_id, last_day=yesterday, reason=REASON)
    with pytest.raises(AttestNotInForce) as refusal, write_session(story.engine) as session:
        approve_invoice(session, **story.approver, invoice_id=invoice_id, on=date(2021, 3, 15))
    assert refusal.value.ended_on == yesterday
    assert refusal.value.able == ("Ekonomidirektör",)
    with write_session(story.engine) as session:
        grant_attest_right(
            session,
            **story.officer,
            person_id=story.approver_id,
            pot_id=story.suicide.pot.id,
            step=Step.APPROVE,
            limit_ore=None,
            valid_from=clock.today(),
        )
        approve_invoice(session, **story.approver, invoice_id=invoice_id, on=date(2021, 3, 15))
    assert money.state(invoice_id) == "approved"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"last_day": date(2020, 8, 26)}, DateBefore),
        ({"reason": " "}, ReasonMissing),
        ({"right_id": 99}, NotFound),
        ({"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=["before it begins", "reason", "right", "scope"],
)
def test_a_right_that_cannot_be_ended_holds(
    story: Story, changed: dict[str, object], refusal: type[LedgerError]
) -> None:
    right_id = right_of(story, story.approver_id)
    given = {**story.officer, "right_id": right_id, "last_day": LAST_DAY, "reason": REASON, **changed}
    with pytest.raises(refusal), write_session(story.engine) as session:
        end_attest_right(session, **given)  # type: ignore[arg-type]
    with read_session(story.engine) as session:
        held = session.scalars(select(AttestRightVersion.no).where(AttestRightVersion.of_id == right_id)).all()
    assert held == [1]


def test_a_right_is_ended_once(story: Story) -> None:
    right_id = right_of(story, story.approver_id)
    with write_session(story.engine) as session:
        end_attest_right(session, **story.officer, right_id=right_id, last_day=LAST_DAY, reason=REASON)
    with pytest.raises(EndsEarlier) as refusal, write_session(story.engine) as session:
        end_attest_right(session, **story.officer, right_id=right_id, last_day=SPLIT_ON, reason=REASON)
    assert refusal.value.facts() == {"what": "rätten att beslutsattestera", "ends_on": LAST_DAY, "given": SPLIT_ON}


# --- names and titles --------------------------------------------------------------------------------------------


def renamed(story: Story, name: str, valid_from: date, body: str = "STYRGRUPP") -> int:
    with write_session(story.engine) as session:
        return rename_body(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            body_id=story.bodies.get(body, 99),
            name=name,
            valid_from=valid_from,
        )


def test_a_body_is_told_by_its_name_on_the_day_it_decided(story: Story) -> None:
    assert renamed(story, " Styrgrupp psykisk  hälsa ", LAST_DAY) == 2

    def name_of(day: date, paragraph: str) -> str:
        with write_session(story.engine) as session:
            return register_decision(
                session,
                **story.officer,
                body_id=story.bodies["STYRGRUPP"],
                kind=DecisionKind.DECISION,
                decided_on=day,
                paragraph=paragraph,
                reference="",
                title="Beslut",
            ).name

    assert name_of(date(2020, 9, 30), "31") == f"{STEERING} 2020-09-30 § 31"
    assert name_of(LAST_DAY, "32") == "Styrgrupp psykisk hälsa 2020-10-01 § 32"
    assert required(story, story.decisions["SPLIT"]) == story.decisions["SPLIT"]


@pytest.mark.parametrize(
    ("name", "body", "refusal"),
    [(STEERING, "STYRGRUPP", NothingChanged), (" ", "STYRGRUPP", TextMissing), ("Nytt", "SAKNAS", NotFound)],
    ids=["same", "empty", "body"],
)
def test_a_name_that_is_none_is_refused(story: Story, name: str, body: str, refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        renamed(story, name, LAST_DAY, body)


def retitled(story: Story, title: str, valid_from: date) -> int:
    with write_session(story.engine) as session:
        return change_title(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            person_id=story.approver_id,
            title=title,
            valid_from=valid_from,
        )


def test_a_title_holds_from_its_day_and_history_remembers(story: Story) -> None:
    before = clock.now()
    retitled(story, "Förbundsdirektör", SPLIT_ON)
    middle = clock.now()
    retitled(story, "Tillförordnad direktör", LAST_DAY)
    with read_session(story.engine) as session:
        told = [title_on(session, story.approver_id, day) for day in (AGREED_ON, LAST_DAY, SPLIT_ON)]
        assert told == ["Beslutsattestant", "Tillförordnad direktör", "Förbundsdirektör"]
        assert title_on(session, story.approver_id, SPLIT_ON, before) == "Beslutsattestant"
        assert title_on(session, story.approver_id, LAST_DAY, middle) == "Beslutsattestant"
        with pytest.raises(NotFound):
            title_on(session, 99, SPLIT_ON)


def test_a_title_that_holds_is_not_set_again(story: Story) -> None:
    with pytest.raises(NothingChanged) as refusal:
        retitled(story, "Beslutsattestant", SPLIT_ON)
    assert refusal.value.facts() == {"what": "titeln Beslutsattestant", "day": SPLIT_ON}


def test_who_may_instead_is_told_by_the_title_of_today(money: Money) -> None:
    story = money.story
    with write_session(story.engine) as session:
        change_title(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            person_id=money.director_id,
            title="Finansdirektör",
            valid_from=AGREED_ON,
        )
    large = money.registered(money.invoice(gross_ore=600_000_00))
    with write_session(story.engine) as session:
        confirm_invoice(session, **story.officer, invoice_id=large)
    with pytest.raises(LedgerError) as refusal, write_session(story.engine) as session:
        approve_invoice(session, **story.approver, invoice_id=large, on=date(2021, 3, 15))
    assert refusal.value.facts()["able"] == ("Finansdirektör",)
