"""What every rule is made of: a fact with the lines that book it, and the refusals of what cannot be booked."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from ledger.domain.entries import Line, Movement, PotRef
from ledger.domain.events import Event, Fact
from ledger.errors import AmountNegative, AmountNotPositive, AmountZero, EntryAcrossRoots, EntryPotTwice
from ledger.money import Ore

Shares: TypeAlias = Sequence[tuple[PotRef, Ore]]
"""What each pot gets, in öre; a pot that gets nothing may be listed."""


class Part(NamedTuple):
    """A fact and the lines that book it: what a document states and what the accounts say are made together."""

    fact: Fact
    lines: tuple[Line, ...]


def movement(event: Event, *parts: Part) -> Movement:
    """The movement of an event: the lines and the facts of all its parts. Raises as `Movement` does."""
    return Movement(event, tuple(line for part in parts for line in part.lines), tuple(part.fact for part in parts))


def positive(amount_ore: Ore, what: str = "Beloppet") -> Ore:
    """The amount itself; `AmountNotPositive` at zero and below."""
    if amount_ore <= 0:
        raise AmountNotPositive(what=what, amount_ore=amount_ore)
    return amount_ore


def not_negative(amount_ore: Ore, what: str) -> Ore:
    """The amount itself; `AmountNegative` below zero."""
    if amount_ore < 0:
        raise AmountNegative(what=what, amount_ore=amount_ore)
    return amount_ore


def not_zero(amount_ore: Ore, what: str = "Beloppet") -> Ore:
    """The signed amount itself; `AmountZero` at zero."""
    if amount_ore == 0:
        raise AmountZero(what=what)
    return amount_ore


def shares_given(shares: Shares) -> tuple[tuple[PotRef, Ore], ...]:
    """The shares that are not zero; `AmountNegative` for one below zero, `AmountNotPositive` when none is left."""
    positive(sum(not_negative(share_ore, "Andelen") for _, share_ore in shares), "Summan av andelarna")
    return tuple((pot, share_ore) for pot, share_ore in shares if share_ore != 0)


def within_one_root(pot: PotRef, others: Iterable[PotRef]) -> None:
    """Refuse, with `EntryAcrossRoots`, pots of another root: authority alone would not show it in the balance."""
    for other in others:
        if other.root_id != pot.root_id:
            raise EntryAcrossRoots(pot_id=pot.pot_id, other_pot_id=other.pot_id)


def each_once(pots: Iterable[PotRef]) -> None:
    """Refuse, with `EntryPotTwice`, a pot that stands twice on the way."""
    seen: set[PotRef] = set()
    for pot in pots:
        if pot in seen:
            raise EntryPotTwice(pot_id=pot.pot_id)
        seen.add(pot)
