"""The register as of a day and as known at a moment, with every organisation's history."""

from datetime import date, timedelta

import pytest

from ledger import clock
from ledger.db.session import read_session, write_session
from ledger.domain.payees import AccountKind, PayeeAccounts
from ledger.domain.scope import Scope
from ledger.errors import MomentInFuture, NotFound
from ledger.reports.organisations import OrganisationRow, organisation_history, organisations
from ledger.services.memberships import MembershipKind, join_membership
from ledger.services.organisations import (
    OrganisationChange,
    OrganisationKind,
    change_organisation,
    register_organisation,
)
from ledger.services.payees import confirm_payee_account, propose_payee_account
from tests.support.queries import counted
from tests.support.story import EVERYTHING, Story

NEW_YEAR = date(2022, 1, 1)
NEW_NAME = "Göteborgsregionens kommunalförbund"


def rename(story: Story) -> None:
    with write_session(story.engine) as session:
        change_organisation(
            session,
            actor=story.approver_id,
            scope=EVERYTHING,
            organisation_id=story.organisations["GR"],
            change=OrganisationChange(name=NEW_NAME, town="Göteborg", municipality_code="1480"),
            valid_from=NEW_YEAR,
        )


def row(story: Story, as_of: date, known_at: object = None, code: str = "GR") -> OrganisationRow:
    with read_session(story.engine) as session:
        rows = organisations(session, scope=EVERYTHING, as_of=as_of, known_at=known_at)  # type: ignore[arg-type]
    return next(one for one in rows if one.code == code)


def test_the_register_stands_at_a_day_and_a_moment(story: Story) -> None:
    before = clock.now()
    rename(story)
    assert row(story, NEW_YEAR) == OrganisationRow(
        code="GR",
        name=NEW_NAME,
        kind="association",
        number="222000-0265",
        accounts=PayeeAccounts(bankgiro="1234-5633"),
        municipality_code="1480",
        town="Göteborg",
        country="SE",
        memberships=(),
    )
    assert row(story, date(2021, 12, 31)).name == "Göteborgsregionen"
    assert row(story, NEW_YEAR, before).name == "Göteborgsregionen"
    assert "222000" not in repr(row(story, NEW_YEAR))


def test_it_is_in_order_of_code_and_knows_nothing_too_early(story: Story) -> None:
    before = clock.now()
    with write_session(story.engine) as session:
        register_organisation(
            session, actor=story.officer_id, scope=EVERYTHING, code="A", name="A", kind=OrganisationKind.SUPPLIER
        )
    with read_session(story.engine) as session:
        now = [one.code for one in organisations(session, scope=EVERYTHING, as_of=NEW_YEAR)]
        then = [one.code for one in organisations(session, scope=EVERYTHING, as_of=NEW_YEAR, known_at=before)]
    assert now == ["A", "FB", "FYRBODAL", "GR", "SH", "SIMBA", "SK", "SKR", "VASTKOM"]
    assert then == now[1:]


def test_only_confirmed_accounts_are_shown(story: Story) -> None:
    with write_session(story.engine) as session:
        proposal = propose_payee_account(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            organisation_id=story.organisations["SIMBA"],
            kind=AccountKind.PLUSGIRO,
            number="902003-3",
            reason="Uppgift från ekonomichefen.",
            valid_from=NEW_YEAR,
        )
    proposed = clock.now()
    assert row(story, NEW_YEAR, code="SIMBA").accounts == PayeeAccounts()
    with write_session(story.engine) as session:
        confirm_payee_account(
            session,
            actor=story.approver_id,
            scope=EVERYTHING,
            organisation_id=proposal.organisation_id,
            no=proposal.no,
        )
    assert row(story, NEW_YEAR, code="SIMBA").accounts == PayeeAccounts(plusgiro="902003-3")
    assert row(story, NEW_YEAR, proposed, code="SIMBA").accounts == PayeeAccounts()
    assert row(story, date(2021, 12, 31), code="SIMBA").accounts == PayeeAccounts()


def test_a_history_has_every_version_and_who_wrote_it(story: Story) -> None:
    before = clock.now()
    rename(story)
    with read_session(story.engine) as session:
        told = organisation_history(session, scope=EVERYTHING, code="GR")
        known = organisation_history(session, scope=EVERYTHING, code="GR", known_at=before)
    assert [(one.no, one.name, one.valid_from, one.recorded_by) for one in told] == [
        (1, "Göteborgsregionen", None, "ekonom@prov.example"),
        (2, NEW_NAME, NEW_YEAR, "attestant@prov.example"),
    ]
    assert known == told[:1]


def test_what_cannot_be_read(story: Story) -> None:
    future = clock.now() + timedelta(hours=1)
    with read_session(story.engine) as session:
        with pytest.raises(NotFound):
            organisations(session, scope=Scope.of_books(), as_of=NEW_YEAR)
        with pytest.raises(NotFound):
            organisation_history(session, scope=EVERYTHING, code="SAKNAS")
        with pytest.raises(MomentInFuture):
            organisations(session, scope=EVERYTHING, as_of=NEW_YEAR, known_at=future)
        with pytest.raises(MomentInFuture):
            organisation_history(session, scope=EVERYTHING, code="GR", known_at=future)


def test_the_number_of_queries_does_not_grow(story: Story) -> None:
    with counted(story.engine) as few:
        row(story, NEW_YEAR)
    with write_session(story.engine) as session:
        for place in range(10):
            made = register_organisation(
                session,
                actor=story.officer_id,
                scope=EVERYTHING,
                code=f"14{place:02d}",
                name=f"Kommun {place}",
                kind=OrganisationKind.MUNICIPALITY,
            )
            join_membership(
                session,
                actor=story.officer_id,
                scope=EVERYTHING,
                member_id=made.id,
                group_id=story.organisations["GR"],
                kind=MembershipKind.MUNICIPAL_ASSOCIATION,
                valid_from=NEW_YEAR,
            )
    with counted(story.engine) as many:
        row(story, NEW_YEAR)
    assert len(many) == len(few)
