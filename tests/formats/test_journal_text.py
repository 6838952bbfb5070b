"""Names and amounts in plain-text journals."""

import pytest

from ledger.formats.journal_text import amount_text, component, one_line


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SIMBA", "SIMBA"),
        ("Göteborgsområdet", "Göteborgsområdet"),
        ("ÖVRIGT-2020", "ÖVRIGT-2020"),
        ("1480", "1480"),
        ("R-2020-01", "R-2020-01"),
        ("simba", "Simba--7"),
        ("Södra Älvsborg", "Södra-Älvsborg--7"),
        ("A.B/C:D", "A-B-C-D--7"),
        ("A--B", "A-B--7"),
        ("-A-", "A--7"),
        ("Zürich", "Z-rich--7"),
        ("", "X--7"),
        ("§", "X--7"),
        ("Kvar", "Kvar--7"),
    ],
)
def test_a_name_is_kept_where_it_can_be_and_numbered_where_it_is_changed(text: str, name: str) -> None:
    assert component(text, 7, taken=("Kvar",)) == name


@pytest.mark.parametrize(
    ("amount_ore", "text"),
    [(0, "0.00"), (1, "0.01"), (-5, "-0.05"), (100, "1.00"), (-123450, "-1234.50"), (10**15 - 1, "9999999999999.99")],
)
def test_an_amount_has_two_decimals_exactly(amount_ore: int, text: str) -> None:
    assert amount_text(amount_ore) == text


def test_a_text_stays_on_its_line() -> None:
    assert one_line("  två\r\nrader\x00och\u2028en\u00a0till ") == "två rader och en till"
