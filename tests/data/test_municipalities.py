"""The municipalities' table is whole: 49 rows, four associations, and the sum that the examples are built on."""

from collections import Counter

from ledger.data.municipalities import Municipality, municipalities
from ledger.domain.identifiers import municipality_code


def test_the_49_municipalities() -> None:
    rows = municipalities()
    assert len(rows) == 49
    assert sum(row.demo_population for row in rows) == 1_723_529
    assert Counter(row.association for row in rows) == {
        "Göteborgsregionen (GR)": 12,
        "Boråsregionen Sjuhärads kommunalförbund": 8,
        "Fyrbodals kommunalförbund": 14,
        "Skaraborgs kommunalförbund": 15,
    }


def test_codes_are_their_own_in_order_and_of_the_county() -> None:
    codes = [row.code for row in municipalities()]
    assert codes == sorted(set(codes))
    assert all(municipality_code(code).startswith("14") for code in codes)


def test_a_row() -> None:
    assert municipalities()[30] == Municipality("1480", "Göteborg", "Göteborgsregionen (GR)", 578_327)
