"""What a use case did to the accounts of pots, before and after, and the same told in advance by a rehearsal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeAlias, TypeVar

from sqlalchemy.orm import Session

from ledger.balances import balances_of_subjects
from ledger.domain.chart import Kind
from ledger.domain.entries import Movement
from ledger.money import Ore
from ledger.posting import rehearsed

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

Standing: TypeAlias = dict[tuple[Kind, int], Ore]
"""Balances in öre, debit +, by kind and pot."""


@dataclass(frozen=True)
class Change:
    """What was done to one account of a pot: today's balance in öre before and after, debit +."""

    kind: Kind
    pot_id: int
    before_ore: Ore
    after_ore: Ore


def standing_of(session: Session, book_id: int, movement: Movement) -> Standing:
    """Today's balances of the pots' own accounts (without subject) that a movement names, in the order of its lines."""
    pots = {line.pot.pot_id for line in movement.lines}
    kinds = {line.kind for line in movement.lines}
    known = {kind: balances_of_subjects(session, book_id, kind, pots, (0,)) for kind in sorted(kinds)}
    accounts = [(line.kind, line.pot.pot_id) for line in movement.lines if line.subject_id == 0]
    return {(kind, pot_id): known[kind].get((pot_id, 0), 0) for kind, pot_id in accounts}


def changes_since(session: Session, book_id: int, movement: Movement, before: Standing) -> tuple[Change, ...]:
    """What has happened to the accounts of a movement since they stood as `before`."""
    after = standing_of(session, book_id, movement)
    return tuple(Change(kind, pot_id, before[kind, pot_id], after[kind, pot_id]) for kind, pot_id in before)


def previewed(
    session: Session,
    use_case: Callable[Concatenate[Session, Given], Answer],
    *args: Given.args,
    **given: Given.kwargs,
) -> Answer:
    """What a use case would answer, or refuse: it is done for real, and rolled back."""
    with rehearsed(session):
        return use_case(session, *args, **given)
