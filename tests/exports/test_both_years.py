"""The workbooks of both demo years: everything that can happen to money is in them, and nothing differs."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from exports.arsavslut import export_arsavslut
from exports.avstamning import export_avstamning
from ledger.db.session import read_session
from ledger.demo import Story
from ledger.domain.scope import Scope
from tests.support.libreoffice import recalculated
from tests.support.sheets import column, differences


@pytest.mark.parametrize(("agreement", "given"), [("PH2020", 33_422_811), ("PH2021", 20_000_000)])
def test_the_reconciliation_ties_and_recalculates_to_itself(
    engine: Engine, both_years: Story, tmp_path: Path, agreement: str, given: int
) -> None:
    file = tmp_path / "avstamning.xlsx"
    with read_session(engine) as session:
        export_avstamning(
            session,
            scope=Scope.everything(),
            book_id=both_years.book_id,
            agreement=agreement,
            as_of=date(2022, 3, 31),
            known_at=None,
            path=file,
        )
    carried = load_workbook(file, data_only=True)
    assert column(carried["Potter"], "Tilldelat")[-1] == given
    assert set(column(carried["Översikt"], "Skillnad")) == {0, "Skillnad"}
    again = load_workbook(recalculated(file, tmp_path), data_only=True)
    assert list(differences(file, carried, again)) == []


@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_the_years_end_recalculates_to_itself(engine: Engine, both_years: Story, tmp_path: Path, year: int) -> None:
    file = tmp_path / "arsavslut.xlsx"
    with read_session(engine) as session:
        export_arsavslut(
            session,
            scope=Scope.everything(),
            book_id=both_years.book_id,
            agreement="PH2020",
            year=year,
            known_at=None,
            path=file,
        )
    carried = load_workbook(file, data_only=True)
    again = load_workbook(recalculated(file, tmp_path), data_only=True)
    assert list(differences(file, carried, again)) == []
