"""Exact division of an amount by weights: shares that always sum to the amount, with every step kept as proof.

DOMAIN: allocation keys. Quotas are fractions, amounts integer öre; nothing here is ever a float.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Final, TypeAlias

from ledger.errors import (
    AllocationOfficialUnknown,
    AllocationSumDiffers,
    AmountNegative,
    BadRow,
    KeyBadWeights,
    KeyEmpty,
    ResidualReceiverNegative,
    ResidualReceiverUnknown,
    ShareAmountNegative,
    ShareBaseExceedsAmount,
    ShareUnitTooCoarse,
)
from ledger.money import Ore, bounded

_HALF: Final = Fraction(1, 2)
_CODE_PREFIX: Final = "code:"


class Unit(IntEnum):
    """What shares are whole numbers of; the value is öre."""

    ORE = 1
    KRONA = 100


class Rule(StrEnum):
    """Who gets what rounding leaves over or short."""

    LARGEST_REMAINDER = "largest-remainder"
    LARGEST_SHARE = "largest-share"
    LAST = "last"


@dataclass(frozen=True)
class Receiver:
    """A named recipient that bears the whole residual."""

    code: str

    def __str__(self) -> str:
        """The text that `parse_method` reads back."""
        return f"{_CODE_PREFIX}{self.code}"


Method: TypeAlias = Rule | Receiver
"""Floor every quota and give one unit each to the largest remainders, or round to nearest and let one receiver bear."""


@dataclass(frozen=True)
class Weight:
    """One recipient of a key: a code of its own, a name, and an exact weight above zero."""

    code: str
    name: str
    weight: int | Decimal | Fraction

    def __post_init__(self) -> None:
        """Refuse a float: it is not the number that somebody wrote."""
        if type(self.weight) not in {int, Decimal, Fraction}:
            raise TypeError(f"a weight is an int, a Decimal or a Fraction, not {type(self.weight).__name__}")


@dataclass(frozen=True)
class Share:
    """One recipient's share and how it came about: `share_ore` = `base_ore` + `floor_ore` + `extra_ore`.

    `quota` is exact, in units, of what is divided by key (the amount less all base amounts). `floor_ore` is what the
    quota gives at first: rounded down by largest remainder, to the nearest unit where a receiver bears the residual.
    `remainder` is the quota less that, in units; `extra_ore` the part of the residual that this recipient gets.
    """

    code: str
    name: str
    weight: Fraction
    quota: Fraction
    floor_ore: Ore
    remainder: Fraction
    extra_ore: Ore
    base_ore: Ore
    share_ore: Ore


@dataclass(frozen=True)
class Division:
    """An amount divided in full: the shares, in the order of the key, sum to it."""

    amount_ore: Ore
    unit: Unit
    base_ore: Ore
    method: Method
    receiver: str | None
    """The code of who bears the residual; None by largest remainder."""
    rows: tuple[Share, ...]

    def __post_init__(self) -> None:
        """Prove the sum: a division that loses or makes an öre cannot exist."""
        if sum(row.share_ore for row in self.rows) != self.amount_ore:
            raise ArithmeticError(f"shares do not sum to {self.amount_ore}")

    @cached_property
    def total_weight(self) -> Fraction:
        """All weights together."""
        return sum((row.weight for row in self.rows), Fraction())

    @property
    def bases_ore(self) -> Ore:
        """All base amounts together."""
        return self.base_ore * len(self.rows)

    @property
    def keyed_ore(self) -> Ore:
        """What is divided by key: the amount less the base amounts."""
        return self.amount_ore - self.bases_ore

    @property
    def residual_ore(self) -> Ore:
        """What the first rounding left over (positive) or took too much (negative)."""
        return sum(row.extra_ore for row in self.rows)

    @property
    def nearest_ore(self) -> Ore:
        """What the shares would have summed to, had every quota been rounded to the nearest unit and no more."""
        return self.bases_ore + sum(_nearest(row.quota) for row in self.rows) * self.unit


@dataclass(frozen=True)
class SettledShare:
    """A computed share, and the official amount that goes before it where one was published."""

    computed: Share
    official_ore: Ore | None

    @property
    def share_ore(self) -> Ore:
        """What the recipient gets."""
        return self.computed.share_ore if self.official_ore is None else self.official_ore

    @property
    def difference_ore(self) -> Ore:
        """The official amount less the computed; 0 where none was published."""
        return self.share_ore - self.computed.share_ore


@dataclass(frozen=True)
class OfficialDivision:
    """A division beside official amounts: every difference is kept and nothing is spread to make it disappear."""

    division: Division
    rows: tuple[SettledShare, ...]

    @property
    def shares_ore(self) -> Ore:
        """What the recipients get together."""
        return sum(row.share_ore for row in self.rows)

    @property
    def left_ore(self) -> Ore:
        """What is left in the parent; negative where the official amounts are more than there is to divide."""
        return self.division.amount_ore - self.shares_ore


def divide(
    amount_ore: Ore,
    weights: Sequence[Weight],
    *,
    unit: Unit = Unit.KRONA,
    base_ore: Ore = 0,
    method: Method = Rule.LARGEST_REMAINDER,
) -> Division:
    """Divide `amount_ore` by the weights into whole units: first `base_ore` to each recipient, the rest by key.

    The order of the weights changes no share: ties go to the lowest code (by code point). Raises `KeyEmpty`,
    `KeyBadWeights`, `ShareAmountNegative`, `AmountNegative` (the base), `AmountTooLarge`, `ShareUnitTooCoarse`,
    `ShareBaseExceedsAmount`, `ResidualReceiverUnknown` or `ResidualReceiverNegative`.
    """
    _check_key(weights)
    _check_amounts(amount_ore, base_ore, len(weights), unit)
    exact = {weight.code: Fraction(weight.weight) for weight in weights}
    quotas = _quotas((amount_ore - base_ore * len(weights)) // unit, exact)
    receiver = _receiver(exact, method)
    first, extra = _largest_remainder(quotas) if receiver is None else _borne_by(receiver, quotas, unit)
    rows = tuple(
        Share(
            code=weight.code,
            name=weight.name,
            weight=exact[weight.code],
            quota=quotas[weight.code],
            floor_ore=first[weight.code] * unit,
            remainder=quotas[weight.code] - first[weight.code],
            extra_ore=extra[weight.code] * unit,
            base_ore=base_ore,
            share_ore=base_ore + (first[weight.code] + extra[weight.code]) * unit,
        )
        for weight in weights
    )
    return Division(amount_ore, unit, base_ore, method, receiver, rows)


def parse_method(text: str) -> Method:
    """The method of its text: a rule's own name, `code:XX`, or any other text as the code of the receiver."""
    if text in set(Rule):
        return Rule(text)
    return Receiver(text.removeprefix(_CODE_PREFIX))


def compare_official(division: Division, official: Mapping[str, Ore]) -> OfficialDivision:
    """Set official amounts, by code, beside the computed shares, also where they are too much together.

    Raises `AllocationOfficialUnknown`, `AmountNegative` or `AmountTooLarge`.
    """
    codes = tuple(row.code for row in division.rows)
    unknown = tuple(code for code in official if code not in codes)
    if unknown:
        raise AllocationOfficialUnknown(unknown=unknown, codes=codes)
    for code, official_ore in official.items():
        if bounded(official_ore) < 0:
            raise AmountNegative(what=f"Fastställt belopp för {code}", amount_ore=official_ore)
    return OfficialDivision(division, tuple(SettledShare(row, official.get(row.code)) for row in division.rows))


def with_official(division: Division, official: Mapping[str, Ore]) -> OfficialDivision:
    """Let official amounts, by code, go before the computed shares; what they leave stays in the parent.

    Raises as `compare_official`, and `AllocationSumDiffers` where there is less to divide than the shares need.
    """
    settled = compare_official(division, official)
    if settled.left_ore < 0:
        raise AllocationSumDiffers(shares_ore=settled.shares_ore, amount_ore=division.amount_ore)
    return settled


def _check_key(weights: Sequence[Weight]) -> None:
    if not weights:
        raise KeyEmpty
    bad = tuple(_bad_weights(weights))
    if bad:
        raise KeyBadWeights(rows=bad)


def _bad_weights(weights: Sequence[Weight]) -> Iterator[BadRow]:
    first_place: dict[str, int] = {}
    for place, weight in enumerate(weights, start=1):
        reason = _weight_fault(weight)
        first = first_place.setdefault(weight.code, place)
        if reason is not None:
            yield BadRow(place, reason, weight.code, weight.name, str(weight.weight))
        elif first != place:
            yield BadRow(place, "duplicate_code", weight.code, weight.name, first_line=first)


def _weight_fault(weight: Weight) -> str | None:
    if not weight.code:
        return "missing_code"
    if isinstance(weight.weight, Decimal) and not weight.weight.is_finite():
        return "not_a_number"
    if weight.weight <= 0:
        return "zero" if weight.weight == 0 else "negative"
    return None


def _check_amounts(amount_ore: Ore, base_ore: Ore, recipients: int, unit: Unit) -> None:
    if bounded(amount_ore) < 0:
        raise ShareAmountNegative(amount_ore=amount_ore)
    if bounded(base_ore) < 0:
        raise AmountNegative(what="Grundbeloppet", amount_ore=base_ore)
    for each_ore in (amount_ore, base_ore):
        if each_ore % unit != 0:
            raise ShareUnitTooCoarse(amount_ore=each_ore)
    if base_ore * recipients > amount_ore:
        raise ShareBaseExceedsAmount(base_ore=base_ore, recipients=recipients, amount_ore=amount_ore)


def _quotas(units: int, exact: Mapping[str, Fraction]) -> dict[str, Fraction]:
    total = sum(exact.values(), Fraction())
    return {code: units * weight / total for code, weight in exact.items()}


def _receiver(exact: Mapping[str, Fraction], method: Method) -> str | None:
    """The code of who bears the residual, None where the largest remainders do."""
    if isinstance(method, Receiver):
        if method.code not in exact:
            raise ResidualReceiverUnknown(receiver=method.code, codes=tuple(sorted(exact)))
        return method.code
    if method is Rule.LARGEST_SHARE:
        return min(exact, key=lambda code: (-exact[code], code))
    return max(exact) if method is Rule.LAST else None


def _largest_remainder(quotas: Mapping[str, Fraction]) -> tuple[dict[str, int], Counter[str]]:
    """Units by code before the residual, and the residual's: one each to the largest remainders."""
    floors = {code: floor(quota) for code, quota in quotas.items()}
    residual = int(sum(quotas.values())) - sum(floors.values())
    by_remainder = sorted(quotas, key=lambda code: (floors[code] - quotas[code], code))
    return floors, Counter(by_remainder[:residual])


def _borne_by(receiver: str, quotas: Mapping[str, Fraction], unit: Unit) -> tuple[dict[str, int], Counter[str]]:
    """Units by code before the residual, and the residual's: all of it to the receiver, who keeps at least its base."""
    nearest = {code: _nearest(quota) for code, quota in quotas.items()}
    residual = int(sum(quotas.values())) - sum(nearest.values())
    units = nearest[receiver] + residual
    if units < 0:
        raise ResidualReceiverNegative(receiver=receiver, share_ore=units * unit, residual_ore=residual * unit)
    return nearest, Counter({receiver: residual})


def _nearest(quota: Fraction) -> int:
    """The nearest whole number, half up."""
    return floor(quota + _HALF)
