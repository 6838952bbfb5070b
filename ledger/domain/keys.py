"""Allocation keys: a dated snapshot of weights with its source, and the digest that shows it was never edited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from ledger.domain.canonical import Plain, digest
from ledger.domain.shares import Unit, Weight, divide
from ledger.errors import BadRow, KeyBadWeights
from ledger.wording import exact_fraction

_LARGEST: Final = 10**18
"""Numerators and denominators stay below, so that a database keeps them exactly; a key file's always do."""


@dataclass(frozen=True)
class KeySnapshot:
    """A key as it stood `as_of` a date according to its source; its weights are in order of code, by code point."""

    code: str
    name: str
    source: str
    as_of: date
    weights: tuple[Weight, ...]

    def __post_init__(self) -> None:
        """Put the weights in order: the order they came in says nothing, and a database's follows its locale."""
        object.__setattr__(self, "weights", tuple(sorted(self.weights, key=lambda weight: weight.code)))

    def digest(self) -> str:
        """What the key says, as 64 hex digits: the same for weights in any order, written in any way."""
        weights: list[Plain] = [
            [weight.code, weight.name, exact_fraction(Fraction(weight.weight))] for weight in self.weights
        ]
        content: dict[str, Plain] = {
            "as_of": self.as_of.isoformat(),
            "code": self.code,
            "name": self.name,
            "source": self.source,
            "weights": weights,
        }
        return digest("allocation_key", content)


def require_weights(weights: Sequence[Weight]) -> None:
    """Refuse weights that cannot divide anything, as `divide` does, and those too long to be kept exactly.

    Raises `KeyEmpty`, or `KeyBadWeights` with all bad rows of one reason.
    """
    divide(0, weights, unit=Unit.ORE)
    too_long = tuple(_too_long(weights))
    if too_long:
        raise KeyBadWeights(rows=too_long)


def _too_long(weights: Sequence[Weight]) -> Iterator[BadRow]:
    for place, weight in enumerate(weights, start=1):
        exact = Fraction(weight.weight)
        if max(exact.numerator, exact.denominator) >= _LARGEST:
            yield BadRow(place, "too_long", weight.code, weight.name, str(weight.weight))
