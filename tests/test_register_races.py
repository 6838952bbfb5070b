"""Many who register the same code, answer the same proposal or change the same thing at once: one gets it."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger.db.files import FileContent
from ledger.db.payees import PayeeAccountAnswer
from ledger.db.registers import OrganisationVersion
from ledger.db.session import read_session, write_session
from ledger.domain.payees import AccountKind
from ledger.errors import AlreadyExists, PayeeAnswered
from ledger.services.books import open_book
from ledger.services.decisions import register_body
from ledger.services.files import Thing, ThingKind, attach_file
from ledger.services.organisations import (
    OrganisationChange,
    OrganisationKind,
    change_organisation,
    register_organisation,
)
from ledger.services.payees import confirm_payee_account, propose_payee_account, refuse_payee_account
from ledger.services.persons import register_person
from tests.support.story import EVERYTHING, OPENED_ON, Story
from tests.support.together import together

CLIENTS = 12
Act = Callable[[Session, Story, int], object]


def _organisation(session: Session, story: Story, _client: int) -> object:
    return register_organisation(
        session,
        actor=story.officer_id,
        scope=EVERYTHING,
        code="NY",
        name="Nya",
        kind=OrganisationKind.SUPPLIER,
    )


def _number(session: Session, story: Story, client: int) -> object:
    return register_organisation(
        session,
        actor=story.officer_id,
        scope=EVERYTHING,
        code=f"NY{client}",
        name="Nya",
        kind=OrganisationKind.SUPPLIER,
        number="212000-1355",
    )


def _person(session: Session, story: Story, _client: int) -> object:
    return register_person(session, actor=story.officer_id, scope=EVERYTHING, login="ny@prov.example", title="Ny")


def _body(session: Session, story: Story, _client: int) -> object:
    return register_body(session, actor=story.officer_id, scope=EVERYTHING, code="NY", name="Nytt", advisory=False)


def _book(session: Session, story: Story, _client: int) -> object:
    return open_book(
        session,
        actor=story.officer_id,
        scope=EVERYTHING,
        code="ny",
        name="Ny",
        organisation_id=story.organisations["GR"],
        opened_on=OPENED_ON,
    )


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (_organisation, "organisation"),
        (_number, "organisation"),
        (_person, "person"),
        (_body, "organ"),
        (_book, "bok"),
    ],
    ids=["organisation", "number", "person", "body", "book"],
)
def test_one_gets_the_code_and_the_others_are_told(story: Story, act: Act, what: str) -> None:
    done, refused = together(story.engine, CLIENTS, lambda session, client: act(session, story, client))
    assert (len(done), len(refused)) == (1, CLIENTS - 1)
    assert {(type(refusal), refusal.facts()["what"]) for refusal in refused} == {(AlreadyExists, what)}


def test_a_number_is_told_by_the_code_that_got_it(story: Story) -> None:
    done, refused = together(story.engine, CLIENTS, lambda session, client: _number(session, story, client))
    assert {refusal.facts()["name"] for refusal in refused} == {getattr(done[0], "code", None)}


def test_changes_at_once_are_numbered_one_after_another(story: Story) -> None:
    def change(session: Session, client: int) -> object:
        return change_organisation(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            organisation_id=story.organisations["GR"],
            change=OrganisationChange(name=f"Namn {client}"),
            valid_from=date(2022, 1, 1),
        )

    done, refused = together(story.engine, CLIENTS, change)
    assert (len(done), refused) == (CLIENTS, [])
    query = select(OrganisationVersion.no).where(OrganisationVersion.of_id == story.organisations["GR"])
    with read_session(story.engine) as session:
        numbers = session.scalars(query.order_by(OrganisationVersion.no)).all()
    assert numbers == list(range(1, CLIENTS + 2))


def test_a_proposal_is_answered_once(story: Story) -> None:
    with write_session(story.engine) as session:
        proposal = propose_payee_account(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            organisation_id=story.organisations["SK"],
            kind=AccountKind.BANKGIRO,
            number="5052-5781",
            reason="Brev från förbundet.",
        )

    def answer(session: Session, client: int) -> None:
        given = {
            "actor": story.approver_id,
            "scope": EVERYTHING,
            "organisation_id": proposal.organisation_id,
            "no": proposal.no,
        }
        if client % 2:
            confirm_payee_account(session, **given)  # type: ignore[arg-type]
        else:
            refuse_payee_account(session, **given, reason="Okänd ändring.")  # type: ignore[arg-type]

    done, refused = together(story.engine, CLIENTS, answer)
    assert (len(done), len(refused)) == (1, CLIENTS - 1)
    assert {type(refusal) for refusal in refused} == {PayeeAnswered}
    with read_session(story.engine) as session:
        assert session.execute(select(func.count()).select_from(PayeeAccountAnswer)).scalar_one() == 1


def test_the_same_content_sent_by_many_is_kept_once(story: Story) -> None:
    things = [Thing(ThingKind.ORGANISATION, organisation) for organisation in story.organisations.values()]

    def attach(session: Session, client: int) -> object:
        return attach_file(
            session, **story.officer, to=things[client % len(things)], name="a.pdf", content=b"%PDF-1.7 samma"
        )

    done, refused = together(story.engine, len(things), attach)
    assert (len(done), refused) == (len(things), [])
    assert sum(not getattr(one, "kept_before", True) for one in done) == 1
    with read_session(story.engine) as session:
        assert session.execute(select(func.count()).select_from(FileContent)).scalar_one() == 1


def test_a_code_that_was_rolled_back_can_be_taken(story: Story) -> None:
    with pytest.raises(AlreadyExists), write_session(story.engine) as session:
        _organisation(session, story, 0)
        _organisation(session, story, 0)
    with write_session(story.engine) as session:
        _organisation(session, story, 0)
