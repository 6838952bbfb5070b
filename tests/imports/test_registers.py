"""Organisations and memberships read in: new, changed and equal rows, and what a file may not change."""

from datetime import date

import pytest

from ledger.db.session import read_session, write_session
from ledger.errors import ImportDayMissing, ImportNumberFixed, ImportPayeeFixed, ImportRefused, ImportRowTwice
from ledger.imports.outcome import Effect
from ledger.services.memberships import MembershipKind, join_membership
from ledger.services.organisations import OrganisationInfo, OrganisationKind, find_organisation
from tests.support.importing import counts, fault_at, faults, filled, read_in, told, workbook
from tests.support.story import EVERYTHING, Story

ORGANISATIONS = "organisationer"
HEADINGS = ["kod", "namn", "slag", "organisationsnummer", "gäller från"]


def organisation(story: Story, code: str, day: date | None = None) -> OrganisationInfo:
    with read_session(story.engine) as session:
        return find_organisation(session, code, day)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_template_filled_in_is_read_in_once(story: Story, form: str) -> None:
    rows = [
        {"kod": "0114", "namn": "Öckerö", "slag": "kommun", "ort": "Öckerö"},
        {"kod": "1495", "namn": "Skara", "slag": "Kommun", "organisationsnummer": "212000-1702", "land": "SE"},
    ]
    content = filled(ORGANISATIONS, rows, form)
    imported = read_in(story, ORGANISATIONS, content)
    assert (imported.rows, imported.same) == (2, 0)
    assert [(one.what, one.fact, one.after) for one in imported.effects] == [
        ("0114", "ny organisation", "Öckerö, kommun"),
        ("1495", "ny organisation", "Skara, kommun"),
    ]
    made = organisation(story, "0114")
    assert (made.name, made.kind, made.municipality_code, made.country) == (
        "Öckerö",
        OrganisationKind.MUNICIPALITY,
        "0114",
        "SE",
    )
    before = counts(story.engine)
    again = read_in(story, ORGANISATIONS, content)
    assert (again.rows, again.same, again.effects) == (2, 2, ())
    assert counts(story.engine) == before


def test_a_changed_row_is_a_new_version_from_its_day(story: Story) -> None:
    row = ["GR", "Göteborgsregionens kommunalförbund", "kommunalförbund", "", "2021-07-01"]
    imported = read_in(story, ORGANISATIONS, workbook([HEADINGS, row]))
    assert imported.effects == (Effect(2, "GR", "namn", "Göteborgsregionen", "Göteborgsregionens kommunalförbund"),)
    assert organisation(story, "GR", date(2021, 6, 30)).name == "Göteborgsregionen"
    assert organisation(story, "GR", date(2021, 7, 1)).name == "Göteborgsregionens kommunalförbund"
    assert organisation(story, "GR").number == "222000-0265"


def test_what_a_file_may_not_change(story: Story) -> None:
    content = workbook(
        [
            [*HEADINGS, "bankgiro", "plusgiro"],
            ["GR", "GR", "kommunalförbund", "222000-2188", "", "5052-5781", "902003-3"],
            ["SK", "Skaraborg", "kommunalförbund", "", "", "", ""],
        ]
    )
    with pytest.raises(ImportRefused) as refused:
        read_in(story, ORGANISATIONS, content)
    assert [type(fault.error) for fault in refused.value.faults] == [
        ImportNumberFixed,
        ImportPayeeFixed,
        ImportPayeeFixed,
        ImportDayMissing,
    ]
    assert [fault.cell for fault in refused.value.faults] == ["D2", "F2", "G2", "E3"]


def test_every_fault_is_told_at_once_and_nothing_is_kept(story: Story) -> None:
    before = counts(story.engine)
    content = workbook(
        [
            HEADINGS,
            ["1480", "Göteborg", "kommun", "212000-1355"],
            ["1480", "Göteborg igen", "kommun"],
            ["148", "Mölndal", "kommun"],
            ["NY", "Ny", "stad", "212000-1356"],
            ["GR2", "Samma nummer", "kommunalförbund", "222000-0265"],
        ]
    )
    with pytest.raises(ImportRefused) as refused:
        read_in(story, ORGANISATIONS, content)
    assert faults(refused.value) == [
        ("A3", "import.row_twice"),
        ("A4", "identifier.malformed"),
        ("C5", "import.choice_unknown"),
        ("D5", "organisation.check_digit"),
        ("A6", "already_exists"),
    ]
    assert refused.value.count == 5
    error = fault_at(refused.value, "A3")
    assert isinstance(error, ImportRowTwice)
    assert error.first_row == 2
    assert counts(story.engine) == before


def test_memberships_begin_end_and_stay(story: Story) -> None:
    kind = "medlemskap"
    read_in(story, ORGANISATIONS, workbook([HEADINGS, ["1495", "Skara", "kommun"], ["1480", "Göteborg", "kommun"]]))
    rows = [
        {"medlem": "1495", "grupp": "SK", "slag": "kommunalförbund", "från": "2007-01-01"},
        {"medlem": "1480", "grupp": "GR", "slag": "kommunalförbund", "från": "2007-01-01"},
    ]
    first = read_in(story, kind, filled(kind, rows, "csv"))
    assert [one.after for one in first.effects] == ["kommunalförbund, 2007-01-01 tills vidare"] * 2
    rows[0]["till"] = "2023-12-31"
    ended = read_in(story, kind, filled(kind, rows, "xlsx"))
    assert ended.same == 1
    assert [(one.what, one.fact, one.before, one.after) for one in ended.effects] == [
        ("1495 i SK", "till", "tills vidare", "till 2023-12-31")
    ]
    assert read_in(story, kind, filled(kind, rows, "xlsx")).same == 2


def test_memberships_that_cannot_be(story: Story) -> None:
    with write_session(story.engine) as session:
        join_membership(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            member_id=story.organisations["FYRBODAL"],
            group_id=story.organisations["FB"],
            kind=MembershipKind.MUNICIPAL_ASSOCIATION,
            valid_from=date(2020, 1, 1),
        )
    headings = ["medlem", "grupp", "slag", "från", "till"]
    content = workbook(
        [
            headings,
            ["NIX", "NUX", "kommunalförbund", "2020-01-01"],
            ["SIMBA", "FYRBODAL", "kommunalförbund", "2020-01-01"],
            ["FYRBODAL", "FB", "kommunalförbund", "2021-01-01"],
            ["SIMBA", "GR", "kommunalförbund", "2021-01-01", "2020-01-01"],
            ["SIMBA", "FB", "adjungerad", "2021-01-01"],
            ["SIMBA", "FB", "adjungerad", "2021-01-01"],
        ]
    )
    with pytest.raises(ImportRefused) as refused, write_session(story.engine) as session:
        told(session, story, "medlemskap", content)
    assert faults(refused.value) == [
        ("A2", "not_found"),
        ("B2", "not_found"),
        ("A3", "membership.wrong_group"),
        ("A4", "period.overlaps"),
        ("A5", "date.before"),
        ("A7", "import.row_twice"),
    ]
