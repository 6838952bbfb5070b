"""The proof of a handover: what every book had before and has after, and that nothing changed of their sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ledger.domain.chart import Kind
from ledger.money import Ore

PROVEN: Final = (
    Kind.AVAILABLE,
    Kind.COMMITTED,
    Kind.DISBURSED,
    Kind.HANDED,
    Kind.ADVANCED,
    Kind.GRANT_DEBT,
    Kind.CLEARING,
)
"""The kinds of account that a handover moves: over all its books each has the same sum after as before."""


@dataclass(frozen=True)
class BookChange:
    """The sum of one kind of account over one whole book, in öre, debit +, before and after the handover."""

    book_id: int
    kind: Kind
    before_ore: Ore
    after_ore: Ore


class HandoverDoesNotTie(AssertionError):
    """The books together have more or less than before: a fault of the program, never of the person."""


def proof_of(before: Mapping[tuple[int, Kind], Ore], after: Mapping[tuple[int, Kind], Ore]) -> tuple[BookChange, ...]:
    """The changes by book and kind; raises `HandoverDoesNotTie` where the books together have more or less."""
    for kind in PROVEN:
        changed_ore = sum(after[key] - before[key] for key in before if key[1] is kind)
        if changed_ore != 0:
            raise HandoverDoesNotTie(f"{kind}: the books together changed by {changed_ore} öre")
    return tuple(BookChange(book_id, kind, ore, after[book_id, kind]) for (book_id, kind), ore in before.items())
