"""Organisations: registered under one code and one number, whose check digits hold."""

import pytest
from sqlalchemy import func, select

from ledger.db.audit import Audit
from ledger.db.organisations import Organisation
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import (
    AlreadyExists,
    IdentifierCheckDigit,
    IdentifierMalformed,
    LedgerError,
    NotFound,
    OrganisationCheckDigit,
    TextMissing,
)
from ledger.services.organisations import (
    OrganisationInfo,
    OrganisationKind,
    find_organisation,
    register_organisation,
    require_organisation,
)
from tests.support.story import EVERYTHING, Story

SOLE_TRADER = "811228-9874"


def registered(
    story: Story,
    *,
    code: str = "NY",
    name: str = "Nya leverantören",
    kind: OrganisationKind = OrganisationKind.SUPPLIER,
    number: str | None = None,
    bankgiro: str | None = None,
    plusgiro: str | None = None,
    scope: Scope = EVERYTHING,
) -> OrganisationInfo:
    with write_session(story.engine) as session:
        return register_organisation(
            session,
            actor=story.officer_id,
            scope=scope,
            code=code,
            name=name,
            kind=kind,
            number=number,
            bankgiro_number=bankgiro,
            plusgiro_number=plusgiro,
        )


def test_numbers_are_kept_in_one_form(story: Story) -> None:
    made = registered(story, code=" NY ", number="16232100 0131", bankgiro="50525781", plusgiro="90 20 03-3")
    assert made == OrganisationInfo(
        made.id, "NY", "Nya leverantören", OrganisationKind.SUPPLIER, "232100-0131", "5052-5781", "902003-3"
    )
    with read_session(story.engine) as session:
        assert find_organisation(session, "NY") == made
        require_organisation(session, made.id)


def test_several_may_have_no_number(story: Story) -> None:
    first, second = registered(story, code="ETT"), registered(story, code="TVA")
    assert first.number is None
    assert second.id > first.id


def test_every_kind_is_one_the_table_takes(story: Story) -> None:
    made = [registered(story, code=f"148{place}", kind=kind).kind for place, kind in enumerate(OrganisationKind)]
    assert made == list(OrganisationKind)


def test_a_municipality_goes_by_its_four_digits(story: Story) -> None:
    assert registered(story, code=" 0114 ", kind=OrganisationKind.MUNICIPALITY).code == "0114"
    with pytest.raises(IdentifierMalformed) as refusal:
        registered(story, code="GBG", kind=OrganisationKind.MUNICIPALITY)
    assert refusal.value.given == "GBG"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"number": "222000-0256"}, OrganisationCheckDigit),
        ({"number": "2220"}, IdentifierMalformed),
        ({"bankgiro": "5052-5782"}, IdentifierCheckDigit),
        ({"plusgiro": "902003-4"}, IdentifierCheckDigit),
        ({"code": ""}, TextMissing),
        ({"name": " "}, TextMissing),
    ],
    ids=["check digit", "form", "bankgiro", "plusgiro", "code", "name"],
)
def test_what_is_wrong_is_refused_and_nothing_is_kept(
    story: Story, wrong: dict[str, str], refusal: type[LedgerError]
) -> None:
    with pytest.raises(refusal):
        registered(story, **wrong)  # type: ignore[arg-type]
    with read_session(story.engine) as session:
        assert session.execute(select(func.count()).select_from(Organisation)).scalar_one() == len(story.organisations)


def test_a_code_is_taken_once(story: Story) -> None:
    with pytest.raises(AlreadyExists) as refusal:
        registered(story, code="SK")
    assert refusal.value.facts() == {"what": "organisation", "name": "SK"}


def test_a_number_is_taken_once_and_told_by_the_code_of_its_organisation(story: Story) -> None:
    with pytest.raises(AlreadyExists) as refusal:
        registered(story, number="2220002188")
    assert refusal.value.facts() == {"what": "organisation", "name": "SK"}


def test_a_personal_number_is_neither_logged_nor_shown_in_passing(story: Story) -> None:
    made = registered(story, number=SOLE_TRADER)
    assert made.number == SOLE_TRADER
    assert SOLE_TRADER not in repr(made)
    with read_session(story.engine) as session:
        told = session.scalars(select(Audit.facts).where(Audit.what == "organisation").order_by(Audit.id)).all()
    assert told[-1] == '{"kind":"supplier"}'


def test_who_has_no_book_registers_nothing(story: Story) -> None:
    with pytest.raises(NotFound):
        registered(story, scope=Scope.of_books())
    assert registered(story, scope=Scope.of_books(story.book_id)).code == "NY"


def test_what_is_not_there_is_not_found(story: Story) -> None:
    with read_session(story.engine) as session:
        with pytest.raises(NotFound):
            find_organisation(session, "SAKNAS")
        with pytest.raises(NotFound):
            require_organisation(session, 99)
