"""Every change of a register leaves its row in the audit log: ids, days and codes, never names or numbers."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.audit import Audit
from ledger.db.session import read_session, write_session
from ledger.services.decision_links import add_receiver, follow_recommendation
from ledger.services.decisions import rename_body
from ledger.services.memberships import MembershipKind, end_membership, join_membership
from ledger.services.organisations import OrganisationChange, change_organisation
from ledger.services.parties import PartyRole, add_party, end_party
from ledger.services.persons import change_title
from tests.support.story import EVERYTHING, Story

DAY, LAST_DAY = date(2021, 1, 1), date(2021, 12, 31)
REASON = "Enligt beslut i direktionen."
SHARED = {"organisation", "body", "person", "membership"}
"""What all books have in common."""
Does = Callable[[Session, Story], object]


def _change(session: Session, story: Story) -> None:
    change_organisation(
        session,
        actor=story.approver_id,
        scope=EVERYTHING,
        organisation_id=story.organisations["GR"],
        change=OrganisationChange(name="Nytt namn"),
        valid_from=DAY,
    )


def _rename(session: Session, story: Story) -> None:
    rename_body(
        session,
        actor=story.approver_id,
        scope=EVERYTHING,
        body_id=story.bodies["SRO"],
        name="Nytt namn",
        valid_from=DAY,
    )


def _title(session: Session, story: Story) -> None:
    change_title(
        session,
        actor=story.approver_id,
        scope=EVERYTHING,
        person_id=story.officer_id,
        title="Controller",
        valid_from=DAY,
    )


def _join(session: Session, story: Story) -> int:
    return join_membership(
        session,
        actor=story.approver_id,
        scope=EVERYTHING,
        member_id=story.organisations["VASTKOM"],
        group_id=story.organisations["GR"],
        kind=MembershipKind.ADJUNCT,
        valid_from=DAY,
    )


def _leave(session: Session, story: Story) -> None:
    end_membership(
        session,
        actor=story.approver_id,
        scope=EVERYTHING,
        membership_id=_join(session, story),
        last_day=LAST_DAY,
        reason=REASON,
    )


def _party(session: Session, story: Story) -> int:
    return add_party(
        session,
        **story.approver,
        agreement_id=story.agreement_id,
        organisation_id=story.organisations["SKR"],
        role=PartyRole.SIGNATORY,
        valid_from=DAY,
    )


def _party_ended(session: Session, story: Story) -> None:
    end_party(session, **story.approver, party_id=_party(session, story), last_day=LAST_DAY, reason=REASON)


def _receiver(session: Session, story: Story) -> None:
    add_receiver(session, **story.approver, decision_id=story.decisions["SPLIT"], name="Direktionen")


def _follow(session: Session, story: Story) -> None:
    follow_recommendation(
        session,
        **story.approver,
        decision_id=story.decisions["SPLIT"],
        recommendation_id=story.decisions["ADVICE"],
    )


@pytest.mark.parametrize(
    ("does", "verb", "what", "facts"),
    [
        (_change, "change", "organisation", '{"no":2,"valid_from":"2021-01-01"}'),
        (_rename, "rename", "body", '{"no":2,"valid_from":"2021-01-01"}'),
        (_title, "change_title", "person", '{"no":2,"valid_from":"2021-01-01"}'),
        (
            _join,
            "join",
            "membership",
            '{"group_id":6,"kind":"adjunct","member_id":1,"valid_from":"2021-01-01","valid_to":null}',
        ),
        (_leave, "end", "membership", '{"last_day":"2021-12-31","no":2}'),
        (_party, "add", "party", '{"agreement_id":1,"organisation_id":2,"role":"signatory"}'),
        (_party_ended, "end", "party", '{"last_day":"2021-12-31","no":2}'),
        (_receiver, "add", "decision_receiver", '{"decision_id":4,"organisation_id":null}'),
        (_follow, "follow", "decision", '{"decision_id":4,"recommendation_id":6}'),
    ],
)
def test_each_leaves_its_row(story: Story, does: Does, verb: str, what: str, facts: str) -> None:
    with write_session(story.engine) as session:
        does(session, story)
    query = select(Audit.actor_id, Audit.book_id, Audit.facts).where(Audit.verb == verb, Audit.what == what)
    with read_session(story.engine) as session:
        told = [tuple(row) for row in session.execute(query.order_by(Audit.id))]
    assert told == [(story.approver_id, None if what in SHARED else story.book_id, facts)]
