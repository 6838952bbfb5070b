"""What an organisation is changes from a day on: earlier days and earlier knowledge are answered as they were."""

from datetime import date

import pytest

from ledger import clock
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import IdentifierMalformed, LedgerError, NotFound, NothingChanged, TextMissing
from ledger.services.organisations import (
    OrganisationChange,
    OrganisationInfo,
    OrganisationKind,
    change_organisation,
    find_organisation,
    organisation_on,
    register_organisation,
)
from tests.support.story import EVERYTHING, Story

NEW_YEAR = date(2022, 1, 1)
OLD_NAME = "Göteborgsregionen"


def changed(
    story: Story, valid_from: date = NEW_YEAR, code: str = "GR", scope: Scope = EVERYTHING, **facts: object
) -> OrganisationInfo:
    with write_session(story.engine) as session:
        return change_organisation(
            session,
            actor=story.officer_id,
            scope=scope,
            organisation_id=story.organisations.get(code, 99),
            change=OrganisationChange(**facts),  # type: ignore[arg-type]
            valid_from=valid_from,
        )


def test_a_name_holds_from_its_day(story: Story) -> None:
    made = changed(story, name=" Göteborgsregionens  kommunalförbund ")
    assert (made.name, made.kind) == ("Göteborgsregionens kommunalförbund", OrganisationKind.ASSOCIATION)
    assert (made.number, made.bankgiro) == ("222000-0265", "1234-5633")
    with read_session(story.engine) as session:
        assert find_organisation(session, "GR") == made
        assert find_organisation(session, "GR", date(2021, 12, 31)).name == OLD_NAME
        assert find_organisation(session, "GR", NEW_YEAR).name == made.name


def test_a_back_dated_change_reaches_until_the_next_one(story: Story) -> None:
    changed(story, name="Andra namnet")
    before = clock.now()
    changed(story, date(2021, 1, 1), name="Första namnet", town="Göteborg")
    with read_session(story.engine) as session:
        told = [find_organisation(session, "GR", day).name for day in (date(2020, 1, 1), date(2021, 1, 1), NEW_YEAR)]
        assert told == [OLD_NAME, "Första namnet", "Andra namnet"]
        assert find_organisation(session, "GR", NEW_YEAR).town == ""
        assert find_organisation(session, "GR", date(2021, 6, 1), before).name == OLD_NAME


def test_the_same_day_changed_again_holds_as_recorded_last(story: Story) -> None:
    changed(story, name="Fel namn")
    before = clock.now()
    changed(story, name="Rätt namn")
    with read_session(story.engine) as session:
        assert find_organisation(session, "GR").name == "Rätt namn"
        assert find_organisation(session, "GR", NEW_YEAR, before).name == "Fel namn"


def test_seat_and_country_are_kept_in_one_form(story: Story) -> None:
    made = changed(story, municipality_code=" 1480 ", town=" Göteborg ", country="se", kind=OrganisationKind.KEEPER)
    assert (made.municipality_code, made.town, made.country) == ("1480", "Göteborg", "SE")
    assert made.kind is OrganisationKind.KEEPER
    assert changed(story, date(2023, 1, 1), municipality_code="").municipality_code is None


def test_a_municipality_has_its_seat_in_itself(story: Story) -> None:
    with write_session(story.engine) as session:
        made = register_organisation(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            code="1444",
            name="Grästorp",
            kind=OrganisationKind.MUNICIPALITY,
            town="Grästorp",
        )
    assert (made.municipality_code, made.town, made.country) == ("1444", "Grästorp", "SE")
    with pytest.raises(IdentifierMalformed):
        changed(story, kind=OrganisationKind.MUNICIPALITY)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, NothingChanged),
        ({"name": OLD_NAME}, NothingChanged),
        ({"name": " "}, TextMissing),
        ({"municipality_code": "148"}, IdentifierMalformed),
        ({"country": "Sverige"}, IdentifierMalformed),
        ({"code": "SAKNAS", "name": "Ny"}, NotFound),
        ({"scope": Scope.of_books(), "name": "Ny"}, NotFound),
    ],
    ids=["nothing", "same", "name", "municipality", "country", "organisation", "scope"],
)
def test_what_is_wrong_changes_nothing(story: Story, facts: dict[str, object], refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        changed(story, **facts)  # type: ignore[arg-type]
    with read_session(story.engine) as session:
        assert find_organisation(session, "GR").name == OLD_NAME


def test_what_was_not_registered_was_not_known(story: Story) -> None:
    before = clock.now()
    with write_session(story.engine) as session:
        made = register_organisation(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            code="NY",
            name="Nya",
            kind=OrganisationKind.SUPPLIER,
        )
    with read_session(story.engine) as session:
        assert organisation_on(session, made.id, date(1999, 1, 1)).name == "Nya"
        with pytest.raises(NotFound):
            organisation_on(session, made.id, clock.today(), before)
