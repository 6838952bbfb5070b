"""The reconciliation workbook where requisitions are lowered and sent back, and receipts placed later, still ties."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from exports.avstamning import export_avstamning
from ledger.db.session import read_session
from ledger.money import kronor
from ledger.services.placements import PlacePart, place_receipt
from tests.support.claims import CAME_ON, Claims
from tests.support.libreoffice import recalculated
from tests.support.story import EVERYTHING


def test_requisitioned_claim_and_received_tie(claims: Claims, tmp_path: Path) -> None:
    claims.lower(kronor(4_000_000))
    came = claims.wait(kronor(2_000_000))
    with claims.money.writing() as session:
        place_receipt(
            session,
            **claims.money.story.officer,
            unplaced_id=came.document.id,
            parts=[PlacePart(claims.requisition_id, kronor(2_000_000))],
            on=CAME_ON,
        )
    claims.send_back(kronor(500_000))
    file = tmp_path / "avstamning.xlsx"
    with read_session(claims.money.story.engine) as session:
        export_avstamning(
            session,
            scope=EVERYTHING,
            book_id=claims.money.story.book_id,
            agreement="PH2020",
            as_of=date(2021, 1, 1),
            known_at=None,
            path=file,
        )
    for path in (file, recalculated(file, tmp_path)):
        workbook = load_workbook(path, data_only=True)
        rows = list(workbook["Rekvisitioner"].iter_rows(values_only=True))
        heading = next(row for row in rows if row[0] == "Rekvisition")
        second = dict(zip(heading, next(row for row in rows if row[0] == "R-2020-02"), strict=True))
        assert [second[one] for one in ("Skickat", "Sänkt", "Tillbakasänt", "Rekvirerat", "Inbetalt", "Fordran")] == [
            *(10_000_000, 4_000_000, 500_000, 5_500_000, 1_500_000, 4_000_000)
        ]
        overview = list(workbook["Översikt"].iter_rows(values_only=True))
        (place,) = {row.index("Skillnad") for row in overview if "Skillnad" in row}
        assert {row[place] for row in overview if isinstance(row[place], int | float)} == {0}
