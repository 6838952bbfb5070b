"""What an import did, or would do: every fact before and after, the pots' amounts, and all that was refused."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from ledger.domain.chart import Kind
from ledger.errors import ImportFault, LedgerError
from ledger.imports.rows import Placed
from ledger.money import Ore
from ledger.services.changes import Change


@dataclass(frozen=True)
class Effect:
    """One fact that a row changed: what it is about, which fact, and what it was and is; new has no before."""

    row: int
    what: str
    fact: str
    before: str
    after: str


@dataclass
class Outcome:
    """Grows while rows are written.

    `same` counts the rows that were in already, `documents` the numbers of what was booked; `before` and `after` are
    what each pot has left to decide about, in öre by the pot's number.
    """

    effects: list[Effect] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    faults: list[ImportFault] = field(default_factory=list)
    before: dict[int, Ore] = field(default_factory=dict)
    after: dict[int, Ore] = field(default_factory=dict)
    same: int = 0

    @contextmanager
    def collecting(self, session: Session, placed: Placed[object], field_name: str | None = None) -> Iterator[None]:
        """A block that is undone where it is refused; the refusal is told with the others, at the row."""
        try:
            with session.begin_nested():
                yield
        except LedgerError as error:
            self.faults.append(placed.fault(error, field_name))

    def moved(self, changes: Iterable[Change]) -> None:
        """Add what an event did to the pots: the first before and the last after hold."""
        for change in changes:
            if change.kind is Kind.AVAILABLE:
                self.before.setdefault(change.pot_id, change.before_ore)
                self.after[change.pot_id] = change.after_ore
