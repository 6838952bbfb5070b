"""Roles: what a person may do in a book, between days; who signs in gets those that hold."""

from datetime import date

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.audit import Audit
from ledger.db.session import read_session, write_session
from ledger.domain.roles import Role
from ledger.domain.scope import Scope
from ledger.errors import (
    DateBefore,
    EndsEarlier,
    LedgerError,
    NotFound,
    PeriodOverlaps,
    ReasonMissing,
    RoleBodyMissing,
    RoleBodyUnwanted,
)
from ledger.services.roles import HeldRole, end_role, grant_role, roles_on
from tests.support.raw import DRIVER_ERRORS, raw
from tests.support.story import OPENED_ON, Story

LAST_DAY = date(2021, 6, 30)
REASON = "Slutar sin anställning."


def granted(story: Story, role: Role = Role.OFFICER, **given: object) -> int:
    arguments = {**story.officer, "person_id": story.approver_id, "role": role, "valid_from": OPENED_ON, **given}
    with write_session(story.engine) as session:
        return grant_role(session, **arguments)  # type: ignore[arg-type]


def ended(story: Story, role_id: int, **given: object) -> int:
    arguments = {**story.officer, "role_id": role_id, "last_day": LAST_DAY, "reason": REASON, **given}
    with write_session(story.engine) as session:
        return end_role(session, **arguments)  # type: ignore[arg-type]


def held(story: Story, day: date, known_at: object = None) -> list[Role]:
    with read_session(story.engine) as session:
        return [one.role for one in roles_on(session, story.approver_id, day, known_at)]  # type: ignore[arg-type]


def test_a_person_has_several_roles(story: Story) -> None:
    first = granted(story)
    steering = granted(story, Role.STEERING, body_id=story.bodies["STYRGRUPP"], valid_to=LAST_DAY)
    granted(story, Role.STEERING, body_id=story.bodies["SIMBA-SG"], valid_from=date(2022, 1, 1))
    with read_session(story.engine) as session:
        assert roles_on(session, story.approver_id, LAST_DAY) == (
            HeldRole(first, story.book_id, Role.OFFICER, None, OPENED_ON, None),
            HeldRole(steering, story.book_id, Role.STEERING, story.bodies["STYRGRUPP"], OPENED_ON, LAST_DAY),
        )
        assert roles_on(session, story.officer_id, LAST_DAY) == ()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.STEERING])
def test_every_role_is_one_the_table_takes(story: Story, role: Role) -> None:
    granted(story, role)
    assert held(story, OPENED_ON) == [role]


def test_an_ended_role_holds_through_its_last_day(story: Story) -> None:
    role_id, before = granted(story), clock.now()
    assert ended(story, role_id) == 2
    assert held(story, LAST_DAY) == [Role.OFFICER]
    assert held(story, date(2021, 7, 1)) == []
    assert held(story, date(2021, 7, 1), before) == [Role.OFFICER]
    with pytest.raises(EndsEarlier) as refusal:
        ended(story, role_id)
    assert refusal.value.what == "rollen ekonom"
    granted(story, valid_from=date(2021, 7, 1))


def test_the_same_role_does_not_overlap(story: Story) -> None:
    granted(story)
    with pytest.raises(PeriodOverlaps) as refusal:
        granted(story, valid_from=date(2022, 1, 1))
    assert (refusal.value.what, refusal.value.valid_from) == ("rollen ekonom", OPENED_ON)
    granted(story, person_id=story.officer_id)


@pytest.mark.parametrize(
    ("role", "given", "refusal"),
    [
        (Role.STEERING, {}, RoleBodyMissing),
        (Role.AUDITOR, {"body_id": 1}, RoleBodyUnwanted),
        (Role.STEERING, {"body_id": 99}, NotFound),
        (Role.OFFICER, {"person_id": 99}, NotFound),
        (Role.OFFICER, {"scope": Scope.of_books(99)}, NotFound),
        (Role.OFFICER, {"valid_to": date(2019, 12, 31)}, DateBefore),
    ],
    ids=["no body", "a body", "unknown body", "person", "scope", "days"],
)
def test_what_is_wrong_is_not_granted(
    story: Story, role: Role, given: dict[str, object], refusal: type[LedgerError]
) -> None:
    with pytest.raises(refusal):
        granted(story, role, **given)
    assert held(story, OPENED_ON) == []


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"last_day": date(2019, 12, 31)}, DateBefore),
        ({"reason": "slut"}, ReasonMissing),
        ({"scope": Scope.of_books(99)}, NotFound),
        ({"role_id": 99}, NotFound),
    ],
    ids=["days", "reason", "scope", "role"],
)
def test_a_role_that_cannot_be_ended_holds(story: Story, given: dict[str, object], refusal: type[LedgerError]) -> None:
    role_id = granted(story)
    with pytest.raises(refusal):
        ended(story, role_id, **given) if "role_id" not in given else ended(story, 99)
    assert held(story, date(2030, 1, 1)) == [Role.OFFICER]


def test_grants_and_ends_are_audited(story: Story) -> None:
    role_id = granted(story)
    ended(story, role_id)
    with read_session(story.engine) as session:
        query = select(Audit.verb, Audit.what_id, Audit.facts).where(Audit.what == "role").order_by(Audit.id)
        told = [tuple(row) for row in session.execute(query)]
    assert told == [
        (
            "grant",
            role_id,
            (
                f'{{"body_id":null,"person_id":{story.approver_id},"role":"ekonom",'
                '"valid_from":"2020-01-01","valid_to":null}'
            ),
        ),
        ("end", role_id, '{"last_day":"2021-06-30","no":2}'),
    ]


def test_the_database_holds_that_a_steering_group_is_a_body(story: Story) -> None:
    insert = "INSERT INTO person_role (person_id, book_id, role, body_id) VALUES (?, ?, 'styrgrupp', NULL)"
    with raw(story.engine) as connection, pytest.raises(DRIVER_ERRORS):
        connection.run(insert, [story.approver_id, story.book_id])
