"""The municipalities of Västra Götaland as typed rows; the populations are example data, the codes official."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Municipality:
    """One municipality: four-digit code, name, municipal association, and a population for examples only."""

    code: str
    name: str
    association: str
    demo_population: int


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All 49, in order of their codes."""
    table = files("ledger.data").joinpath("vg_municipalities.csv").read_text(encoding="utf-8")
    return tuple(
        Municipality(row["code"], row["name"], row["municipal_association"], int(row["demo_population"]))
        for row in csv.DictReader(table.splitlines())
    )
