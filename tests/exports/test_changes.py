"""The reconciliation workbook after what changes allotted and promised money: every sheet ties and recalculates."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.avstamning import export_avstamning
from ledger.db.session import read_session, write_session
from ledger.services.allocation_changes import move_between_pots, take_back
from ledger.services.reservations import release_reservation
from tests.support.allocating import by_amounts
from tests.support.libreoffice import recalculated
from tests.support.money import Money
from tests.support.promising import ENDS_ON, much_decided, reserved
from tests.support.story import EVERYTHING


@pytest.fixture
def file(money: Money, tmp_path: Path) -> Path:
    """Exported after a commitment and a reservation have run their course, and an allocation was changed twice."""
    story = money.story
    much_decided(money)
    expired = reserved(money)
    by_amounts(story, {"SIMBA": 100_000})
    decided: dict[str, Any] = {**story.officer, "decision_id": story.decisions["SPLIT"], "on": ENDS_ON}
    with write_session(story.engine) as session:
        release_reservation(session, **story.officer, reservation_id=expired, amount_ore=100, on=ENDS_ON)
        take_back(session, **decided, pot_id=story.pots["SIMBA"], amount_ore=30_000, text="Används inte")
        move_between_pots(
            session, **decided, from_pot_id=story.pots["SIMBA"], to_pot_id=story.pots["SK"], amount_ore=20_000
        )
    path = tmp_path / "avstamning.xlsx"
    with read_session(story.engine) as session:
        export_avstamning(
            session,
            scope=EVERYTHING,
            book_id=story.book_id,
            agreement="PH2020",
            as_of=date(2021, 7, 9),
            known_at=None,
            path=path,
        )
    return path


def row_of(sheet: Worksheet, number: str) -> dict[object, object]:
    """The row of a number, by the headings over it; the first of two headings alike."""
    headings: tuple[object, ...] = ()
    for row in sheet.iter_rows(values_only=True):
        if row[0] == number:
            return dict(reversed(list(zip(headings, row, strict=True))))
        if "Verifikation" in row:
            headings = row
    raise AssertionError(f"no {number} on {sheet.title}")


def test_what_was_raised_and_lowered_ties_with_what_remains(file: Path) -> None:
    carried = load_workbook(file, data_only=True)
    commitment = row_of(carried["Uppdrag"], "U-2020-01")
    amounts = [commitment[heading] for heading in ("Beslutat", "Höjt", "Sänkt och frisläppt", "Fakturerat", "Kvar")]
    assert amounts == [1_000_000, 300_000, 1_050_000, 250_000, 0]
    assert set(_differences(carried["Översikt"])) == {0}


def _differences(sheet: Worksheet) -> Iterator[object]:
    """What stands under the ties' heading of differences."""
    rows = list(sheet.iter_rows(values_only=True))
    first = next(place for place, row in enumerate(rows) if "Ena ledet" in row)
    at = rows[first].index("Skillnad")
    for row in rows[first + 1 :]:
        if not isinstance(row[at], int | float):
            return
        yield row[at]


def test_reservations_are_told_with_what_is_left_and_for_how_long(file: Path) -> None:
    sheet = load_workbook(file, data_only=True)["Reservationer"]
    taken, freed = row_of(sheet, "RE-2020-01"), row_of(sheet, "RE-2020-02")
    wanted = ("Reserverat", "Till uppdrag", "Upplöst", "Kvar", "Dagar kvar")
    assert [taken[heading] for heading in wanted] == [500_000, 300_000, 0, 200_000, -9]
    assert [freed[heading] for heading in wanted] == [500_000, 0, 1, 499_999, -9]


def test_what_was_taken_back_and_moved_is_told_with_who_decides(file: Path) -> None:
    sheet = load_workbook(file, data_only=True)["Omfördelningar"]
    back, move = row_of(sheet, "ÅT-2021-01"), row_of(sheet, "OM-2021-01")
    wanted = ("Vad", "Från pott", "Till pott", "Beslutat över pott", "Belopp", "Text")
    assert [back[heading] for heading in wanted] == [
        "Återtagande",
        "SIMBA",
        "SUICID2020",
        "SUICID2020",
        300,
        "Används inte",
    ]
    assert [move[heading] for heading in wanted] == ["Omfördelning", "SIMBA", "SK", "SUICID2020", 200, None]


def test_libreoffice_recalculates_every_formula_to_what_it_carries(file: Path, tmp_path: Path) -> None:
    carried, again = load_workbook(file, data_only=True), load_workbook(recalculated(file, tmp_path), data_only=True)
    assert list(_otherwise(load_workbook(file), carried, again)) == []


def _otherwise(live: Workbook, carried: Workbook, again: Workbook) -> Iterator[str]:
    for sheet in live:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    before, after = (book[sheet.title][cell.coordinate].value for book in (carried, again))
                    if _in_ore(before) != _in_ore(after):
                        yield f"{sheet.title}!{cell.coordinate}: {before} != {after}"


def _in_ore(value: object) -> object:
    return round(value * 100) if isinstance(value, int | float) else value
