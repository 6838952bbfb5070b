"""Control 8: an entry or a turnover on the wrong side of a new year is found, and so is a cost that no income meets."""

from tests.reports.controls.conftest import Plant
from tests.support.kept import Kept


def test_an_entry_in_another_year_than_its_day(kept: Kept, plant: Plant) -> None:
    """The receipt of 5 000 kr is of 2020 by its day and turnover, of 2021 by its lines."""
    found = plant("UPDATE entry SET year = 2021, number = 99 WHERE book_id = 1 AND seq = 5")[8].breaks
    assert [(one.what, one.pot_code, one.subject, one.difference_ore, one.entries) for one in found] == [
        ("Bank: ingående 2021 mot utgående 2020", "ROT", "bank-1", -5_000_00, ("2021-99",)),
        ("Fordran på bidragsgivaren: ingående 2021 mot utgående 2020", "ROT", "requisition-2", 5_000_00, ("2021-99",)),
    ]
    assert len(kept.booked) > 40


def test_turnover_in_another_year_than_its_lines(plant: Plant) -> None:
    found = plant(
        "UPDATE turnover SET day = '2020-11-01' WHERE book_id = 1 AND kind = 'interest_debt' "
        "AND event = 'interest_paid'"
    )[8].breaks
    assert [(one.what, one.pot_code, one.difference_ore, one.entries) for one in found] == [
        ("Ränta att betala till bidragsgivaren: ingående 2021 mot utgående 2020", "ROT", -2_00, ())
    ]


def test_a_cost_that_no_income_meets_when_the_year_opens(plant: Plant) -> None:
    found = plant(
        "UPDATE turnover SET debit_ore = debit_ore + 400 WHERE book_id = 1 AND kind = 'cost' AND pot_id = 3 "
        "AND event = 'invoice'"
    )[8].breaks
    assert [(one.what, one.pot_code, one.difference_ore) for one in found] == [
        ("Kostnad: ingående 2021 mot utgående 2020", "BARN", -4_00),
        ("Kostnad och bidragsintäkt är inte noll när 2021 börjar", "ROT", 4_00),
    ]


def test_the_evidence_is_the_openings(plant: Plant) -> None:
    told = [(one.label, one.left_label, one.left_ore, one.right_ore) for one in plant()[8].evidence]
    assert told == [
        ("Ingående 2021", "Bank, ingående 2021", 3_570_00, 3_570_00),
        ("Ingående 2021", "Skuld, ej utnyttjade bidrag, ingående 2021", 6_395_00, 6_395_00),
        ("Ingående 2021", "Kvar att disponera, ingående 2021", 7_655_00, 7_655_00),
    ]
