"""How the rows of a register are written: each by itself, found by what it names, begun, changed or left as it is."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from sqlalchemy.orm import Session

from ledger.errors import ImportRowTwice
from ledger.imports.outcome import Effect, Outcome
from ledger.imports.rows import Desk, Placed

R = TypeVar("R")

Ids: TypeAlias = Mapping[str, int]
"""The ids of what a row names, by the field that names it."""
Fact: TypeAlias = tuple[str, str, str]
"""Which fact changed, what it was, and what it is."""


@dataclass(frozen=True)
class Register(Generic[R]):
    """What a register's rows are: `told` names one in its effects, `known_as` in a refusal of a second one.

    `finders` find what a row names, by its field, and raise where there is none. `write` does what a row says, and
    answers with what changed: nothing where the register says so already.
    """

    key: Callable[[R], Hashable]
    told: Callable[[R], str]
    known_as: Callable[[R], str]
    write: Callable[[Session, Desk, R, Ids], Sequence[Fact]]
    finders: Mapping[str, Callable[[Session, Desk, R], int]]

    def write_rows(self, session: Session, desk: Desk, rows: Sequence[Placed[R]]) -> Outcome:
        """Write every row that can be written, and tell what is wrong with the others."""
        outcome = Outcome()
        first: dict[Hashable, int] = {}
        for placed in rows:
            ids = self._found(session, desk, placed, outcome)
            if len(ids) < len(self.finders):
                continue
            with outcome.collecting(session, placed):
                earlier = first.setdefault(self.key(placed.row), placed.no)
                if earlier != placed.no:
                    raise ImportRowTwice(what=self.known_as(placed.row), first_row=earlier)
                facts = self.write(session, desk, placed.row, ids)
                outcome.effects += [Effect(placed.no, self.told(placed.row), *fact) for fact in facts]
                outcome.same += not facts
        return outcome

    def _found(self, session: Session, desk: Desk, placed: Placed[R], outcome: Outcome) -> Ids:
        """What the row names, as far as it is there; the rest is told at its cells."""
        ids: dict[str, int] = {}
        for field, find in self.finders.items():
            with outcome.collecting(session, placed, field):
                ids[field] = find(session, desk, placed.row)
        return ids


def until(day: object | None) -> str:
    """How a last day is told."""
    return "tills vidare" if day is None else f"till {day}"
