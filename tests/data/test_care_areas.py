"""The demo's care areas hold every municipality once, and their populations are those of the municipalities."""

from ledger.data.care_areas import care_areas
from ledger.data.municipalities import municipalities


def test_the_areas_hold_everybody() -> None:
    people = {area.code: area.demo_population for area in care_areas()}
    assert people == {
        "FYRBODAL": 287_946,
        "GBG": 736_515,
        "SALV": 204_813,
        "SAMLA": 105_262,
        "SIMBA": 120_531,
        "SKARABORG": 268_462,
    }
    assert sum(people.values()) == sum(municipality.demo_population for municipality in municipalities())
