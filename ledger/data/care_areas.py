"""The six areas of sub-regional care collaboration, which follow the hospitals and cut across Göteborgsregionen.

DEMO DATA: which area each municipality belongs to is not published in one place; that Lilla Edet belongs to Fyrbodal is
an example, and so are the populations that make the areas' weights.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ledger.data.municipalities import municipalities

NAMES = {
    "FYRBODAL": "Vårdsamverkan Fyrbodal",
    "GBG": "Vårdsamverkan Göteborgsområdet",
    "SALV": "Vårdsamverkan Södra Älvsborg",
    "SAMLA": "Vårdsamverkan SAMLA",
    "SIMBA": "Vårdsamverkan SIMBA",
    "SKARABORG": "Vårdsamverkan Skaraborg",
}


@dataclass(frozen=True)
class CareArea:
    """An area with its demo population."""

    code: str
    name: str
    demo_population: int


def care_areas() -> tuple[CareArea, ...]:
    """The six areas, in order of code."""
    of_municipality = area_of()
    people: dict[str, int] = defaultdict(int)
    for municipality in municipalities():
        people[of_municipality[municipality.code]] += municipality.demo_population
    return tuple(CareArea(code, NAMES[code], people[code]) for code in sorted(people))


@cache
def area_of() -> dict[str, str]:
    """The code of the area that each municipality belongs to, by the municipality's own."""
    text = files("ledger.data").joinpath("care_areas.csv").read_text(encoding="utf-8")
    return {row["code"]: row["area"] for row in csv.DictReader(text.splitlines())}
