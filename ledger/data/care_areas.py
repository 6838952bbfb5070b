"""The six areas of sub-regional care collaboration, which follow the hospitals and cut across Göteborgsregionen.

DEMO DATA: which area each municipality belongs to is not published in one place; that Lilla Edet belongs to Fyrbodal is
an example, and so are the populations that make the areas' weights.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
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
    text = files("ledger.data").joinpath("care_areas.csv").read_text(encoding="utf-8")
    area_of = {row["code"]: row["area"] for row in csv.DictReader(text.splitlines())}
    people: dict[str, int] = defaultdict(int)
    for municipality in municipalities():
        people[area_of[municipality.code]] += municipality.demo_population
    return tuple(CareArea(code, NAMES[code], people[code]) for code in sorted(people))
