"""The proof of a division in words: what rounding left, who got it and why, as it stands under the table of shares."""

from fractions import Fraction
from typing import Final

from ledger.domain.shares import Division, Share, Unit
from ledger.money import Ore, format_kronor
from ledger.wording import count_word, format_decimals, listed

_MOST_NAMED: Final = 6
"""More recipients than this are told by the first and the last, so that the proof stays readable."""


def prove(division: Division) -> str:
    """The proof in Swedish, in sentences; amounts as on screen, remainders with three decimals of a unit."""
    steps = _remainders(division) if division.receiver is None else _bearer(division, division.receiver)
    return " ".join(([_bases(division)] if division.base_ore else []) + steps)


def _bases(division: Division) -> str:
    return (
        f"Först får var och en {format_kronor(division.base_ore)}, tillsammans {format_kronor(division.bases_ore)}. "
        f"De återstående {format_kronor(division.keyed_ore)} delas efter nyckeln."
    )


def _remainders(division: Division) -> list[str]:
    favoured = sorted((row for row in division.rows if row.extra_ore), key=lambda row: (-row.remainder, row.code))
    if not favoured:
        whole = "kronor" if division.unit is Unit.KRONA else "ören"
        return [f"Alla kvoter är hela {whole}. Ingenting blir över."]
    left = f"Nedrundningen lämnar {_units(division, division.residual_ore)}."
    sentences = [left, _favoured(division, favoured), _tie(division, favoured[-1]), _nearest(division)]
    return [sentence for sentence in sentences if sentence]


def _favoured(division: Division, rows: list[Share]) -> str:
    told = [f"{_name(row)} ({_remainder(division, row.remainder)})" for row in rows]
    if len(told) == 1:
        return f"Den går till den största resten: {told[0]}."
    if len(told) > _MOST_NAMED:
        return f"De går till de {count_word(len(told))} största resterna, från {told[0]} till {told[-1]}."
    return f"De går till de {count_word(len(told))} största resterna: {listed(told)}."


def _tie(division: Division, last: Share) -> str:
    """Who lost on the code alone, where the last favoured remainder is equal to one that got nothing."""
    equal = [row for row in division.rows if not row.extra_ore and row.remainder == last.remainder]
    if not equal:
        return ""
    next_in_line = min(equal, key=lambda row: row.code)
    return f"{_name(next_in_line)} har lika stor rest som {_name(last)}; den lägre koden går före."


def _nearest(division: Division) -> str:
    nearest = format_kronor(division.nearest_ore)
    difference_ore = division.nearest_ore - division.amount_ore
    if difference_ore == 0:
        return f"Vanlig avrundning hade också gett {nearest}."
    return f"Vanlig avrundning hade gett {nearest}, {_off(division, difference_ore)}."


def _bearer(division: Division, receiver: str) -> list[str]:
    nearest = format_kronor(division.nearest_ore)
    if division.residual_ore == 0:
        return [f"Avrundningen ger {nearest}. Det finns ingen skillnad att bära."]
    row = next(row for row in division.rows if row.code == receiver)
    before, after = format_kronor(row.share_ore - row.extra_ore), format_kronor(row.share_ore)
    return [
        f"Avrundningen ger {nearest}, {_off(division, -division.residual_ore)}.",
        f"{_name(row)} bär skillnaden: {before} blir {after}.",
    ]


def _off(division: Division, difference_ore: Ore) -> str:
    return f"{_units(division, abs(difference_ore))} för {'mycket' if difference_ore > 0 else 'lite'}"


def _units(division: Division, amount_ore: Ore) -> str:
    return format_kronor(amount_ore) if division.unit is Unit.KRONA else f"{amount_ore} öre"


def _remainder(division: Division, remainder: Fraction) -> str:
    return format_decimals(remainder, 3) + ("" if division.unit is Unit.KRONA else " öre")


def _name(row: Share) -> str:
    return row.name or row.code
