"""Authority from pot to pot within one purpose: allotted, taken back, moved."""

from collections.abc import Sequence
from itertools import pairwise

from ledger.domain.chart import Kind
from ledger.domain.entries import Line, Movement, PotRef, credit, debit
from ledger.domain.events import Event, Fact, FactCode
from ledger.domain.rules.parts import Part, Shares, each_once, movement, positive, shares_given, within_one_root
from ledger.money import Ore


def allocation(*, parent: PotRef, shares: Shares) -> Movement:
    """A pot is divided among its children; a share of zero is neither booked nor stated.

    Raises `AmountNegative`, `AmountNotPositive` when nothing is divided, `EntryPotTwice`, `EntryAcrossRoots`.
    """
    given = shares_given(shares)
    children = [child for child, _ in given]
    each_once((parent, *children))
    within_one_root(parent, children)
    return movement(Event.ALLOCATION, *(_given(parent, child, share) for child, share in given))


def taken_back(*, parent: PotRef, child: PotRef, amount_ore: Ore) -> Movement:
    """What a child has left is taken back to its parent. Raises `EntryPotTwice`, `EntryAcrossRoots`."""
    each_once((parent, child))
    within_one_root(parent, (child,))
    return movement(Event.TAKEN_BACK, _taken(parent, child, positive(amount_ore)))


def moved(*, up: Sequence[PotRef], ancestor: PotRef, down: Sequence[PotRef], amount_ore: Ore) -> Movement:
    """Authority moves between two pots through their nearest common ancestor, in one entry.

    `up` runs from the source to just below the ancestor, `down` from just below it to the target; one of them is empty
    when the ancestor itself gives or gets. Raises `EntryWithoutLines` when both are, `EntryPotTwice` for a way that
    turns back on itself (the ancestor is not the nearest), `EntryAcrossRoots`.
    """
    amount = positive(amount_ore)
    each_once((*up, ancestor, *down))
    within_one_root(ancestor, (*up, *down))
    return movement(
        Event.MOVED,
        *(_taken(parent, child, amount) for child, parent in pairwise((*up, ancestor))),
        *(_given(parent, child, amount) for parent, child in pairwise((ancestor, *down))),
    )


def _given(parent: PotRef, child: PotRef, amount: Ore) -> Part:
    fact = Fact(FactCode.ALLOCATION, parent.pot_id, amount, other_pot_id=child.pot_id)
    return Part(fact, _allotted(parent, child, amount))


def _taken(parent: PotRef, child: PotRef, amount: Ore) -> Part:
    fact = Fact(FactCode.TAKEN_BACK, parent.pot_id, amount, other_pot_id=child.pot_id)
    return Part(fact, _allotted(parent, child, -amount))


def _allotted(parent: PotRef, child: PotRef, amount: Ore) -> tuple[Line, ...]:
    return (
        debit(Kind.ALLOTTED, parent, amount),
        credit(Kind.AVAILABLE, parent, amount),
        debit(Kind.AVAILABLE, child, amount),
        credit(Kind.AUTHORISED, child, amount),
    )
