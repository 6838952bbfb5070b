"""Words that a guesser tries first in this part of the world: everyday Swedish, the calendar, the places, the work."""

import csv
from functools import cache
from importlib.resources import files

from ledger.data.municipalities import municipalities


@cache
def guessed_words() -> frozenset[str]:
    """Each word as it is written, in small letters; the municipalities and their associations among them."""
    table = files("ledger.data").joinpath("guessed_words.csv").read_text(encoding="utf-8")
    common = (row["word"] for row in csv.DictReader(table.splitlines()))
    places = (part for one in municipalities() for part in (one.name, *one.name.split(), *one.association.split()))
    return frozenset(word.casefold() for word in (*common, *places))
