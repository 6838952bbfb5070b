"""May this person take this step of the attest, over these pots, for this amount, on this day? Four eyes, always."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from ledger.errors import AttestNoRight, AttestNotInForce, AttestOverLimit
from ledger.money import Ore


class Step(StrEnum):
    """The two steps of a round: one confirms what was delivered, another decides."""

    CONFIRM = "confirm"
    APPROVE = "approve"


STEP_NAMES = {Step.CONFIRM: "sakattestera", Step.APPROVE: "beslutsattestera"}


@dataclass(frozen=True)
class GrantedRight:
    """One person's right to one step: over which pot and all under it, up to what amount (None: any), from–to."""

    person_id: int
    title: str
    pot_id: int
    limit_ore: Ore | None
    valid_from: date
    valid_to: date | None

    def in_force(self, day: date) -> bool:
        """Whether the right holds that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def reaches(self, amount_ore: Ore) -> bool:
        """Whether the amount is within the limit."""
        return self.limit_ore is None or amount_ore <= self.limit_ore


@dataclass(frozen=True)
class AttestedPot:
    """A pot that is charged: its name, and its number with those above it."""

    name: str
    path: tuple[int, ...]


@dataclass(frozen=True)
class Attesting:
    """What is attested: the step, the pots charged, the whole amount, the day, and what it is called."""

    step: Step
    pots: Sequence[AttestedPot]
    amount_ore: Ore
    day: date
    what: str = "fakturan"


Refusal: TypeAlias = AttestNoRight | AttestNotInForce | AttestOverLimit


def require_right(
    attesting: Attesting, *, person_id: int, rights: Sequence[GrantedRight], barred: Collection[int] = ()
) -> None:
    """Refuse a person whose rights do not cover every pot, on the day, for the amount: DOMAIN §6.

    `rights` are everybody's to this step, so that a refusal can name the titles of those who may; `barred` are the
    persons who have taken part in the round. Raises `AttestNoRight`, `AttestNotInForce` or `AttestOverLimit`.
    """
    refusal = _refusal(attesting, person_id, rights)
    if refusal is not None:
        others = {right.person_id: right.title for right in rights if right.person_id not in barred}
        able = [title for other, title in others.items() if _refusal(attesting, other, rights) is None]
        refusal.able = tuple(dict.fromkeys(able))
        refusal.what = attesting.what
        raise refusal


def _refusal(attesting: Attesting, person_id: int, rights: Sequence[GrantedRight]) -> Refusal | None:
    own = [right for right in rights if right.person_id == person_id]
    for pot in attesting.pots:
        refusal = _refusal_over(attesting, pot, [right for right in own if right.pot_id in pot.path])
        if refusal is not None:
            return refusal
    return None


def _refusal_over(attesting: Attesting, pot: AttestedPot, over: Sequence[GrantedRight]) -> Refusal | None:
    """The refusal of one pot, by the person's rights over it or over a pot above it."""
    if not over:
        return AttestNoRight(step=STEP_NAMES[attesting.step], pot=pot.name, able=())
    in_force = [right for right in over if right.in_force(attesting.day)]
    if not in_force:
        return _not_in_force(pot, attesting.day, over)
    if not any(right.reaches(attesting.amount_ore) for right in in_force):
        limit_ore = max(right.limit_ore for right in in_force if right.limit_ore is not None)
        return AttestOverLimit(amount_ore=attesting.amount_ore, limit_ore=limit_ore, able=())
    return None


def _not_in_force(pot: AttestedPot, day: date, over: Sequence[GrantedRight]) -> AttestNotInForce:
    ended = [right.valid_to for right in over if right.valid_to is not None and right.valid_to < day]
    if ended:
        return AttestNotInForce(pot=pot.name, ended_on=max(ended), begins_on=None, able=())
    begins_on = min(right.valid_from for right in over)
    return AttestNotInForce(pot=pot.name, ended_on=None, begins_on=begins_on, able=())
