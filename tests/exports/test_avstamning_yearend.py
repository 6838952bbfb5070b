"""The reconciliation workbook of a year that was carried over or handed over: every tie holds, commitments too."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from exports.avstamning import export_avstamning
from ledger.db.session import read_session
from ledger.services.agreements import CarryOver
from ledger.services.carry_overs import correct_carry_over
from tests.support.handing import HANDED_ON, SHARE, with_takers
from tests.support.money import Money
from tests.support.sheets import column
from tests.support.story import EVERYTHING
from tests.support.yearend import YEAR_END, with_year_end


def commitments(
    money: Money, path: Path, agreement: str, on: date, book_id: int | None = None
) -> list[tuple[object, ...]]:
    """Write the workbook, hold its ties, and give what stands on each commitment: decided, charged, moved, left."""
    with read_session(money.story.engine) as session:
        export_avstamning(
            session,
            scope=EVERYTHING,
            book_id=money.story.book_id if book_id is None else book_id,
            agreement=agreement,
            as_of=on,
            known_at=None,
            path=path,
        )
    file = load_workbook(path, data_only=True)
    assert set(column(file["Översikt"], "Skillnad")) == {0, "Skillnad"}
    headings = ("Beslutat", "Fakturerat", "Överfört", "Kvar")
    return list(zip(*(column(file["Uppdrag"], heading)[:-1] for heading in headings), strict=True))


def test_a_commitment_that_was_carried_over(money: Money, tmp_path: Path) -> None:
    money.approved()
    ending = with_year_end(money, CarryOver.YES)
    with money.writing() as session:
        done = ending.carry(session, available_ore=SHARE, commitment_ids=[money.commitment_id])
    path = tmp_path / "avstamning.xlsx"
    assert commitments(money, path, "PH2020", YEAR_END) == [(1_000_000, 250_000, 750_000, 0)]
    assert commitments(money, path, "PH2022", YEAR_END) == [(750_000, 0, 0, 750_000)]
    with money.writing() as session:
        money.correct(session, correct_carry_over, done.document.id, YEAR_END)
    assert commitments(money, path, "PH2020", YEAR_END) == [(1_000_000, 250_000, 0, 750_000)]
    assert commitments(money, path, "PH2022", YEAR_END) == []


def test_a_commitment_that_was_handed_over(money: Money, tmp_path: Path) -> None:
    handing = with_takers(money)
    handing.handed(handing.part("SK", commitment_ids=(money.commitment_id,)))
    path = tmp_path / "avstamning.xlsx"
    assert commitments(money, path, "PH2020", HANDED_ON) == [(1_000_000, 0, 1_000_000, 0)]
    there = handing.takers["SK"].book_id
    assert commitments(money, path, "PH2020", HANDED_ON, there) == [(1_000_000, 0, 0, 1_000_000)]
    assert commitments(money, path, "PH2020", YEAR_END) == [(1_000_000, 0, 0, 1_000_000)]
