"""Allocations read in: booked once whatever the file is saved as, told before and after, corrected, read in again."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from ledger.db.documents import Document
from ledger.db.session import read_session, write_session
from ledger.errors import ImportAllocationThere, ImportRefused
from ledger.imports.importing import PotChange, preview_file
from ledger.money import kronor
from ledger.services.allocations import correct_allocation
from ledger.services.documents import registered_under
from tests.support.controlling import differing
from tests.support.importing import counts, fault_at, faults, filled, read_in, text, workbook
from tests.support.story import COUNTY_ORE, Story

KIND = "fordelning"
HEADINGS = ["organ", "beslutsdatum", "paragraf", "fördelas den", "från pott", "till pott", "belopp"]
UNDER = ["STYRGRUPP", "2020-10-02", "4", "2020-10-02", "SUICID2020"]


def rows(*amounts: tuple[str, Any]) -> list[list[Any]]:
    return [HEADINGS, *([*UNDER, pot, amount] for pot, amount in amounts)]


TWO = rows(("SIMBA", "3 000 000"), ("SK", "1 500 000,50"))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_template_filled_in_is_one_allocation(story: Story, form: str) -> None:
    given = [dict(zip(HEADINGS, row, strict=True)) for row in TWO[1:]]
    imported = read_in(story, KIND, filled(KIND, given, form))
    assert imported.documents == ("F-2020-01",)
    left = COUNTY_ORE - kronor(4_500_000, 50)
    assert imported.pots == (
        PotChange("SUICID2020", "Suicidprevention 2020", COUNTY_ORE, left),
        PotChange("SIMBA", "SIMBA", 0, kronor(3_000_000)),
        PotChange("SK", "Skaraborgs kommunalförbund", 0, kronor(1_500_000, 50)),
    )
    assert differing(story.engine, story.book_id) == {}


def test_the_same_table_is_never_booked_twice_however_it_is_saved(story: Story) -> None:
    read_in(story, KIND, workbook(TWO))
    before = counts(story.engine)
    for content in (workbook(TWO), text(TWO, encoding="cp1252"), text([TWO[0], *reversed(TWO[1:])])):
        again = read_in(story, KIND, content)
        assert (again.rows, again.same, again.documents, again.pots) == (2, 2, (), ())
    assert counts(story.engine) == before


def test_a_file_that_was_changed_after_it_was_read_in(story: Story) -> None:
    read_in(story, KIND, workbook(TWO))
    with pytest.raises(ImportRefused) as refused:
        read_in(story, KIND, workbook(rows(("SIMBA", 3_000_000), ("SK", 1_600_000))))
    error = fault_at(refused.value, "A2")
    assert isinstance(error, ImportAllocationThere)
    assert (error.allocation, error.day) == ("F-2020-01", "2020-10-02")


def test_what_was_corrected_may_be_read_in_again(story: Story) -> None:
    first = read_in(story, KIND, workbook(TWO))
    correct(story, first.documents[0])
    again = read_in(story, KIND, workbook(TWO))
    assert again.documents == ("F-2020-02",)
    assert read_in(story, KIND, workbook(TWO)).same == 2
    correct(story, again.documents[0])
    other = read_in(story, KIND, workbook(rows(("SIMBA", 1), ("SK", 2))))
    assert other.documents == ("F-2020-03",)
    assert differing(story.engine, story.book_id) == {}


def correct(story: Story, number: str) -> None:
    with write_session(story.engine) as session:
        found = registered_under(session, story.book_id, source_key_of(story, number))
        assert found is not None
        correct_allocation(
            session,
            **story.officer,
            document_id=found.id,
            reason="Fel fil var inläst",
            booked_on=date(2020, 10, 2),
        )


def source_key_of(story: Story, number: str) -> str:
    with read_session(story.engine) as session:
        return session.execute(select(Document.source_key).where(Document.number == number)).scalar_one()


def test_a_preview_tells_all_of_it_and_writes_nothing(story: Story) -> None:
    before = counts(story.engine)
    with write_session(story.engine) as session:
        seen = preview_file(session, **story.officer, kind=KIND, content=workbook(TWO), file="fil.xlsx")
    assert counts(story.engine) == before
    done = read_in(story, KIND, workbook(TWO))
    assert (seen.pots, seen.effects, seen.documents) == (done.pots, done.effects, done.documents)


def test_several_allocations_in_one_file(story: Story) -> None:
    content = workbook(
        [
            HEADINGS,
            [*UNDER, "SIMBA", 3_000_000],
            ["SIMBA-SG", "2020-10-02", "§ 7", "2020-10-05", "SIMBA", "SIMBA-SKOLA", 1_000_000],
        ]
    )
    imported = read_in(story, KIND, content)
    assert imported.documents == ("F-2020-01", "F-2020-02")
    by_code = {pot.code: (pot.before_ore, pot.after_ore) for pot in imported.pots}
    assert by_code["SIMBA"] == (0, kronor(2_000_000))
    assert by_code["SIMBA-SKOLA"] == (0, kronor(1_000_000))


def test_every_fault_at_once_and_nothing_is_kept(story: Story) -> None:
    before = counts(story.engine)
    content = workbook(
        [
            HEADINGS,
            [*UNDER, "SIMBA", 3_000_000],
            [*UNDER, "SIMBA", 5],
            [*UNDER, "NIX", 1.005],
            ["SRO", "2020-08-27", "§ 12", "2020-10-02", "SUICID2020", "SK", 7],
            ["NEJ", "2020-08-27", "§ 1", "2020-10-02", "INTE", "SK", 7],
            ["STYRGRUPP", "2020-10-02", "§ 99", "2020-10-02", "SUICID2020", "SK", 7],
            ["SIMBA-SG", "2020-10-02", "§ 7", "2020-10-02", "SUICID2020", "SK", 7],
        ]
    )
    with pytest.raises(ImportRefused) as refused:
        read_in(story, KIND, content)
    assert faults(refused.value) == [
        ("F3", "import.row_twice"),
        ("G4", "import.amount_inexact"),
        ("A5", "decision.is_recommendation"),
        ("A6", "not_found"),
        ("E6", "not_found"),
        ("A7", "not_found"),
        ("A8", "mandate.other_pot"),
    ]
    assert counts(story.engine) == before


def test_more_than_the_pot_has_left(story: Story) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_in(story, KIND, workbook(rows(("SIMBA", 33_422_812))))
    assert faults(refused.value) == [("A2", "pot.insufficient")]
