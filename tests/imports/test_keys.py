"""Allocation keys read in: whole keys with their source, exact weights, and never another key under the same code."""

from datetime import date
from fractions import Fraction

import pytest

from ledger.db.session import read_session
from ledger.errors import ImportKeyThere, ImportRefused
from ledger.services.keys import find_key
from tests.support.importing import counts, fault_at, faults, filled, read_in, workbook
from tests.support.story import Story

HEADINGS = ["nyckel", "nyckelns namn", "källa", "per datum", "kod", "namn", "vikt"]
POPULATION = ["FOLK", "Folkmängd", "Exempel", "2019-12-31"]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_template_filled_in_is_a_key(story: Story, form: str) -> None:
    weights = (("0114", "Öckerö", "12 916"), ("1495", "Skara", "18580,5"))
    shared = dict(zip(HEADINGS, POPULATION, strict=False))
    rows = [{**shared, "kod": code, "namn": name, "vikt": weight} for code, name, weight in weights]
    content = filled("nyckeltal", rows, form)
    imported = read_in(story, "nyckeltal", content)
    assert [(one.what, one.after) for one in imported.effects] == [
        ("FOLK 0114 Öckerö", "12\u00a0916"),
        ("FOLK 1495 Skara", "18\u00a0580,5"),
    ]
    with read_session(story.engine) as session:
        key = find_key(session, story.book_id, "FOLK").snapshot
    assert (key.name, key.source, key.as_of) == ("Folkmängd", "Exempel", date(2019, 12, 31))
    assert [(one.code, one.weight) for one in key.weights] == [("0114", 12_916), ("1495", Fraction(37_161, 2))]
    before = counts(story.engine)
    assert read_in(story, "nyckeltal", content).same == 2
    assert counts(story.engine) == before


def test_a_key_is_never_another_one(story: Story) -> None:
    read_in(story, "nyckeltal", workbook([HEADINGS, [*POPULATION, "A", "Alfa", 5]]))
    with pytest.raises(ImportRefused) as refused:
        read_in(story, "nyckeltal", workbook([HEADINGS, [*POPULATION, "A", "Alfa", 6]]))
    assert isinstance(fault_at(refused.value, "A2"), ImportKeyThere)


def test_rows_of_one_key_hold_together(story: Story) -> None:
    content = workbook(
        [
            HEADINGS,
            [*POPULATION, "A", "Alfa", 5],
            ["FOLK", "Folkmängd", "En annan", "2020-12-31", "B", "Beta", 5],
            [*POPULATION, "A", "Alfa igen", 5],
            [*POPULATION, "C", "Ceta", 0],
        ]
    )
    with pytest.raises(ImportRefused) as refused:
        read_in(story, "nyckeltal", content)
    assert faults(refused.value) == [
        ("C3", "import.rows_disagree"),
        ("D3", "import.rows_disagree"),
        ("E4", "import.row_twice"),
        ("G5", "import.value_malformed"),
    ]
