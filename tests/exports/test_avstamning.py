"""The reconciliation workbook of the demo story: what is on it, that it ties, and that it recalculates to itself."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from exports.avstamning import export_avstamning
from ledger import clock
from ledger.db.session import read_session
from ledger.demo import AGREEMENT, Story
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from tests.support.libreoffice import recalculated
from tests.support.sheets import column, differences

SHEETS = [
    "Översikt",
    "Skillnader",
    "Belägg",
    "Potter",
    "Fördelningar",
    "Andelar",
    "Omfördelningar",
    "Rekvisitioner",
    "Inbetalningar",
    "Reservationer",
    "Uppdrag",
    "Fakturor",
    "Fakturarader",
    "Utbetalningar",
    "Efter fakturan",
    "Leverantörsfordringar",
    "Återrapporter",
    "Återrapportering",
    "Konton",
    "Verifikationer",
    "Om filen",
]


@pytest.fixture
def story(demo: Story) -> Story:
    return demo


def write(engine: Engine, story: Story, path: Path, *, as_of: date, known_at: datetime | None = None) -> Path:
    with read_session(engine) as session:
        export_avstamning(
            session,
            scope=Scope.everything(),
            book_id=story.book_id,
            agreement=AGREEMENT,
            as_of=as_of,
            known_at=known_at,
            path=path,
        )
    return path


@pytest.fixture
def file(engine: Engine, story: Story, tmp_path: Path) -> Path:
    return write(engine, story, tmp_path / "avstamning.xlsx", as_of=date(2021, 3, 31))


def test_the_sheets_and_what_they_carry(file: Path) -> None:
    carried = load_workbook(file, data_only=True)
    assert carried.sheetnames == SHEETS
    assert column(carried["Potter"], "Tilldelat")[0] == 33_422_811
    assert column(carried["Potter"], "Tilldelat")[-1] == 33_422_811
    assert column(carried["Uppdrag"], "Kvar") == [600_000, 600_000]
    assert column(carried["Fakturor"], "Status") == ["Betald", "Betald", "Registrerad"]
    assert column(carried["Fakturor"], "Beslutsattest av") == ["attestant@vastkom.example"] * 2
    assert set(column(carried["Översikt"], "Skillnad")) == {0, "Skillnad"}


def test_totals_and_differences_are_formulas(file: Path) -> None:
    live = load_workbook(file)
    formulas = [
        cell.value
        for sheet in live
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.data_type == "f"
    ]
    assert len(formulas) > 300
    assert not [formula for formula in formulas if "XLOOKUP" in formula or "[" in formula]


def test_libreoffice_recalculates_every_formula_to_what_it_carries(file: Path, tmp_path: Path) -> None:
    carried = load_workbook(file, data_only=True)
    again = load_workbook(recalculated(file, tmp_path), data_only=True)
    assert list(differences(file, carried, again)) == []


def test_the_same_question_gives_the_same_bytes_on_any_day(
    engine: Engine, story: Story, file: Path, tmp_path: Path
) -> None:
    with clock.told_at(datetime(2031, 5, 5, 12, tzinfo=UTC)):
        later = write(engine, story, tmp_path / "senare.xlsx", as_of=date(2021, 3, 31))
    assert later.read_bytes() == file.read_bytes()


def test_an_earlier_day_and_an_earlier_moment(engine: Engine, story: Story, tmp_path: Path) -> None:
    december = load_workbook(write(engine, story, tmp_path / "a.xlsx", as_of=date(2020, 12, 31)), data_only=True)
    assert column(december["Potter"], "Bank")[0] == 33_422_811
    assert column(december["Fakturor"], "Status") == []
    known = datetime(2021, 3, 1, tzinfo=UTC)
    march = load_workbook(
        write(engine, story, tmp_path / "b.xlsx", as_of=date(2021, 3, 31), known_at=known), data_only=True
    )
    assert column(march["Fakturor"], "Status") == ["Beslutsattesterad"]
    assert set(column(march["Översikt"], "Skillnad")) == {0, "Skillnad"}


def test_an_agreement_that_is_not_there(engine: Engine, story: Story, tmp_path: Path) -> None:
    with pytest.raises(NotFound), read_session(engine) as session:
        export_avstamning(
            session,
            scope=Scope.of_books(story.book_id + 1),
            book_id=story.book_id,
            agreement=AGREEMENT,
            as_of=date(2021, 3, 31),
            known_at=None,
            path=tmp_path / "x.xlsx",
        )
    assert list(tmp_path.iterdir()) == []
