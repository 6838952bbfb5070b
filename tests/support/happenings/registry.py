"""What may happen, by name: a service, and what it is called with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy.orm import Session

from ledger.money import Ore
from tests.support.happenings.picks import Pick
from tests.support.story import Here

Given: TypeAlias = dict[str, Any]
Service: TypeAlias = Callable[..., object]
Giving: TypeAlias = Callable[[Pick], Given]


@dataclass(frozen=True)
class Happening:
    """A service and what it is called with; `key` names what may be sent twice."""

    service: Service
    here: Here
    given: Given

    def do(self, session: Session, key: str | None = None) -> object:
        """Call the service."""
        more = {} if key is None else {"source_key": key}
        return self.service(session, **self.here, **self.given, **more)


Making: TypeAlias = Callable[[Pick], Happening]

HAPPENINGS: Final[dict[str, Making]] = {}
"""By name: what may happen."""
NEXT: Final[dict[str, tuple[str, ...]]] = {}
"""What often comes after what."""
NEEDS: Final[dict[str, tuple[str, ...]]] = {}
"""What often has to come first, when something has been refused."""
SENT_ONCE: Final[set[str]] = set()
"""What has no source key of its own: a second time is another event."""


def happens(
    name: str,
    service: Service,
    given: Giving,
    *,
    who: Callable[[Pick], Here] = lambda pick: pick.officer,
    keyed: bool = True,
    then: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
) -> None:
    """Let a service happen: with what it is given, by whom, what often comes after it, and what has to come first."""
    HAPPENINGS[name] = lambda pick: Happening(service, who(pick), given(pick))
    if then:
        NEXT[name] = then
    if needs:
        NEEDS[name] = needs
    if not keyed:
        SENT_ONCE.add(name)


def decided(pick: Pick, code: str, amount_ore: Ore | None = None) -> Given:
    """An amount, the decision on it and the day."""
    return {
        "amount_ore": pick.amount() if amount_ore is None else amount_ore,
        "decision_id": pick.decision(code),
        "on": pick.day(),
    }


def banked(pick: Pick, amount_ore: Ore | None = None) -> Given:
    """An amount at the bank, and the day."""
    return {
        "amount_ore": pick.amount() if amount_ore is None else amount_ore,
        "bank_account_id": pick.money.bank_id,
        "on": pick.day(),
    }
