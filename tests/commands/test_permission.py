"""Who may do what: roles hold from the first one given, four eyes hold always, and a steering group decides its own."""

from datetime import date
from typing import Any

import pytest

from ledger.commands.permission import Caller
from ledger.commands.running import run
from ledger.db.session import write_session
from ledger.domain.roles import Role
from ledger.errors import (
    AttestSamePerson,
    CommandActorMissing,
    CommandInputRefused,
    CommandOfOtherBody,
    CommandOfOtherRoles,
    CommandWithoutRole,
    NotFound,
)
from ledger.services.roles import grant_role
from tests.support.money import Money
from tests.support.story import Here, Story

SINCE = date(2020, 1, 1)
DECISION: dict[str, Any] = {
    "kind": "decision",
    "decided_on": "2020-11-01",
    "paragraph": "5",
    "reference": "",
    "title": "Ny fördelning",
}
ORGANISATION: dict[str, Any] = {"code": "NY", "name": "Ny", "kind": "supplier"}


def given(story: Story, person_id: int, role: Role, body: str | None = None) -> None:
    body_id = None if body is None else story.bodies[body]
    with write_session(story.engine) as session:
        grant_role(session, **story.officer, person_id=person_id, role=role, valid_from=SINCE, body_id=body_id)


def do(story: Story, person_id: int | None, command: str, /, *, at_machine: bool = True, **said: Any) -> dict[str, Any]:
    with write_session(story.engine) as session:
        return run(session, Caller(person_id, "någon@prov.example", at_machine=at_machine), command, said)


def test_before_the_first_role_whoever_is_at_the_machine_sets_the_book_up(story: Story) -> None:
    assert do(story, story.approver_id, "organisation.register", **ORGANISATION)["code"] == "NY"
    with pytest.raises(CommandWithoutRole):
        do(story, story.approver_id, "organisation.register", at_machine=False, **{**ORGANISATION, "code": "NY2"})


def test_from_the_first_role_on_roles_hold_at_the_machine_too(story: Story) -> None:
    given(story, story.officer_id, Role.OFFICER)
    with pytest.raises(CommandWithoutRole) as refusal:
        do(story, story.approver_id, "organisation.register", **ORGANISATION)
    assert (refusal.value.login, refusal.value.roles) == ("någon@prov.example", ("admin", "ekonom"))
    assert do(story, story.officer_id, "organisation.register", **ORGANISATION)["code"] == "NY"


@pytest.mark.parametrize(
    ("role", "name", "said"),
    [
        (Role.AUDITOR, "organisation.register", ORGANISATION),
        (Role.ADMINISTRATOR, "requisition.send", {}),
        (Role.ADMINISTRATOR, "bank_account.open", {}),
        (Role.OFFICER, "person.register", {}),
        (Role.OFFICER, "attest_right.grant", {}),
        (Role.OFFICER, "invoice.approve", {}),
        (Role.ATTESTER, "invoice.register", {}),
    ],
)
def test_another_role_is_told_which_it_takes(story: Story, role: Role, name: str, said: dict[str, Any]) -> None:
    given(story, story.approver_id, role)
    with pytest.raises(CommandOfOtherRoles) as refusal:
        do(story, story.approver_id, name, **said)
    assert refusal.value.held == (role.value,)


def test_a_role_that_has_ended_opens_nothing(story: Story) -> None:
    role_id = do(
        story, story.officer_id, "role.grant", person=story.approver_id, role="ekonom", valid_from="2020-01-01"
    )
    given(story, story.officer_id, Role.ADMINISTRATOR)
    do(story, story.officer_id, "role.end", role=role_id["id"], last_day="2021-01-01", reason="Slutade under våren")
    with pytest.raises(CommandWithoutRole):
        do(story, story.approver_id, "organisation.register", **ORGANISATION)


def test_the_administrator_needs_no_sight_of_money_to_give_roles(story: Story) -> None:
    given(story, story.officer_id, Role.ADMINISTRATOR)
    said: dict[str, Any] = {"person": "attestant@prov.example", "role": "attestant", "valid_from": "2020-01-01"}
    assert do(story, story.officer_id, "role.grant", **said)["id"]


def test_nobody_acts_only_as_the_first_person(story: Story) -> None:
    with pytest.raises(CommandActorMissing):
        do(story, None, "organisation.register", **ORGANISATION)
    given(story, story.officer_id, Role.OFFICER)
    with pytest.raises(CommandActorMissing):
        do(story, None, "person.register", login="x@prov.example", title="X")


def test_a_member_of_a_steering_group_registers_its_decisions_and_no_others(story: Story) -> None:
    given(story, story.approver_id, Role.STEERING, "STYRGRUPP")
    assert do(story, story.approver_id, "decision.register", body="STYRGRUPP", **DECISION)["id"]
    with pytest.raises(CommandOfOtherBody) as refusal:
        do(story, story.approver_id, "decision.register", body="SIMBA-SG", **DECISION)
    assert refusal.value.bodies == ("Styrgrupp handlingsplan psykisk hälsa",)
    own, others = story.decisions["SPLIT"], story.decisions["SIMBA"]
    assert do(story, story.approver_id, "decision.add_receiver", decision=own, name="SRO")["id"]
    with pytest.raises(CommandOfOtherBody):
        do(story, story.approver_id, "decision.add_receiver", decision=others, name="SRO")


def test_an_officer_who_also_sits_in_a_body_registers_any_decision(story: Story) -> None:
    given(story, story.officer_id, Role.OFFICER)
    given(story, story.officer_id, Role.STEERING, "STYRGRUPP")
    assert do(story, story.officer_id, "decision.register", body="SIMBA-SG", **DECISION)["id"]


def test_both_roles_of_one_person_are_not_four_eyes(money: Money) -> None:
    story = money.story
    given(story, money.director_id, Role.OFFICER)
    given(story, money.director_id, Role.ATTESTER)
    invoice_id = money.registered()
    do(story, money.director_id, "invoice.confirm", invoice=invoice_id)
    with pytest.raises(AttestSamePerson):
        do(story, money.director_id, "invoice.approve", invoice=invoice_id, on="2021-03-15")


def test_a_role_in_one_book_reaches_nothing_in_another(story: Story) -> None:
    do(story, story.officer_id, "book.open", code="sk", name="SK", organisation="SK", opened_on="2020-01-01")
    given(story, story.officer_id, Role.OFFICER)
    with write_session(story.engine) as session:
        here: Here = {**story.officer, "book_id": 2}
        grant_role(session, **here, person_id=story.approver_id, role=Role.OFFICER, valid_from=SINCE)
    caller = Caller(story.approver_id, "någon@prov.example", at_machine=True)
    said = {"code": "A", "name": "A", "parent": "SUICID2020", "holder": None, "opened_on": "2021-01-01"}
    with write_session(story.engine) as session:
        with pytest.raises(CommandWithoutRole):
            run(session, caller, "pot.open", said, book="vastkom")
        with pytest.raises(CommandInputRefused) as refusal:
            run(session, caller, "pot.open", said, book="sk")
    assert [fault.path for fault in refusal.value.faults] == ["parent"]


def test_elsewhere_a_book_without_a_role_does_not_exist(story: Story) -> None:
    given(story, story.officer_id, Role.OFFICER)
    caller = Caller(story.approver_id, "någon@prov.example")
    with write_session(story.engine) as session, pytest.raises(NotFound):
        run(session, caller, "pot.open", {}, book="vastkom")
