"""The workbook of a year's end: what is on it, that it ties, and that it recalculates to itself."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.arsavslut import export_arsavslut
from ledger import clock
from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.money import kronor
from ledger.services.agreements import CarryOver
from ledger.services.lapses import register_lapse
from tests.support.libreoffice import recalculated
from tests.support.money import MILLION, Money
from tests.support.sheets import column, differences
from tests.support.story import EVERYTHING
from tests.support.yearend import YEAR_END, YearEnd, more_authority, with_recipient, with_year_end

SHEETS = ["Översikt", "Ändamål", "Att återbetala", "Villkor", "Potter", "Fordran och bank"]


@pytest.fixture
def ending(money: Money) -> YearEnd:
    """An invoice, money with a recipient, a lapse, and a commitment that was carried over."""
    money.approved()
    with_recipient(money, "FB", kronor(7_000_000), kronor(5_000_000))
    more_authority(money)
    ending = with_year_end(money, CarryOver.BY_DECISION)
    with money.writing() as session:
        register_lapse(
            session,
            **money.story.officer,
            purpose_id=money.story.suicide.id,
            amount_ore=MILLION,
            decision_id=ending.decision_id,
            on=YEAR_END,
        )
        ending.carry(session, available_ore=kronor(3), commitment_ids=[money.commitment_id])
    return ending


def write(ending: YearEnd, path: Path, agreement: str = "PH2020", year: int = 2021) -> Path:
    with read_session(ending.story.engine) as session:
        export_arsavslut(
            session,
            scope=EVERYTHING,
            book_id=ending.story.book_id,
            agreement=agreement,
            year=year,
            known_at=None,
            path=path,
        )
    return path


def has(sheet: Worksheet, heading: str) -> bool:
    return any(heading in row for row in sheet.iter_rows(values_only=True))


@pytest.fixture
def file(ending: YearEnd, tmp_path: Path) -> Path:
    return write(ending, tmp_path / "arsavslut.xlsx")


def test_the_sheets_and_what_they_carry(file: Path) -> None:
    carried = load_workbook(file, data_only=True)
    assert carried.sheetnames == SHEETS
    years, pots, repaying = carried["Ändamål"], carried["Potter"], carried["Att återbetala"]
    left = 33_422_811 - 250_000 - 750_003
    assert column(years, "Ingående")[0] == 33_422_811
    assert column(years, "Tilldelat")[0] == 1_000_000
    assert column(years, "Förbrukat")[0] == 250_000
    assert column(years, "Förfallet")[0] == 1_000_000
    assert column(years, "Överfört ut")[0] == 750_003
    assert column(years, "Utgående")[0] == left
    assert not has(years, "Övertaget"), "nothing was taken over"
    assert column(pots, "Kod") == ["SUICID2020", "FB"]
    assert column(pots, "Utgående") == [left - 7_000_000, 7_000_000, left]
    assert column(repaying, "Inbetalt och ej förbrukat")[0] == left
    assert column(repaying, "Kan betalas tillbaka")[0] == left - 7_000_000
    assert column(carried["Villkor"], "Det oförbrukade") == ["Får sparas efter beslut"]
    assert column(carried["Villkor"], "Ange diarienummer") == ["19/01701"]
    for sheet in ("Översikt", "Ändamål", "Potter", "Fordran och bank"):
        assert set(column(carried[sheet], "Skillnad")[:6]) == {0}, sheet


def test_the_next_purpose_has_what_was_carried(ending: YearEnd, tmp_path: Path) -> None:
    carried = load_workbook(write(ending, tmp_path / "ny.xlsx", "PH2022"), data_only=True)
    assert column(carried["Ändamål"], "Överfört in")[0] == 750_003
    assert column(carried["Ändamål"], "Intecknat")[0] == 750_000


def test_a_year_before_anything_is_empty(ending: YearEnd, tmp_path: Path) -> None:
    carried = load_workbook(write(ending, tmp_path / "tom.xlsx", year=2019), data_only=True)
    assert column(carried["Potter"], "Kod") == []


def test_libreoffice_recalculates_every_formula_to_what_it_carries(file: Path, tmp_path: Path) -> None:
    carried = load_workbook(file, data_only=True)
    again = load_workbook(recalculated(file, tmp_path), data_only=True)
    assert list(differences(file, carried, again)) == []


def test_the_same_question_gives_the_same_bytes_on_any_day(ending: YearEnd, file: Path, tmp_path: Path) -> None:
    with clock.told_at(datetime(2031, 5, 5, 12, tzinfo=UTC)):
        later = write(ending, tmp_path / "senare.xlsx")
    assert later.read_bytes() == file.read_bytes()


def test_an_agreement_out_of_reach(ending: YearEnd, tmp_path: Path) -> None:
    with pytest.raises(NotFound), read_session(ending.story.engine) as session:
        export_arsavslut(
            session,
            scope=Scope.of_books(ending.story.book_id + 1),
            book_id=ending.story.book_id,
            agreement="PH2020",
            year=2021,
            known_at=None,
            path=tmp_path / "x.xlsx",
        )
    assert list(tmp_path.iterdir()) == []
