"""What is booked: lines, movements and drafts that cannot exist unbalanced per pot and per root."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ledger.domain.chart import CHART, Keyed, Kind, Side
from ledger.domain.events import Event, Fact
from ledger.errors import EntryLineWrongKey, EntryUnbalanced, EntryWithoutLines
from ledger.money import Ore, bounded


@dataclass(frozen=True, order=True)
class PotRef:
    """A pot by its number in the book, with the number of its root; a root is its own root."""

    pot_id: int
    root_id: int

    @property
    def root(self) -> "PotRef":
        """The root, as a pot."""
        return PotRef(self.root_id, self.root_id)


@dataclass(frozen=True)
class Line:
    """One line: an account (kind, pot, subject; 0 where it has no subject) and an amount, debit +, credit −."""

    kind: Kind
    pot: PotRef
    subject_id: int
    amount_ore: Ore


def debit(kind: Kind, pot: PotRef, amount_ore: Ore, subject_id: int = 0) -> Line:
    """A debit line."""
    return Line(kind, pot, subject_id, amount_ore)


def credit(kind: Kind, pot: PotRef, amount_ore: Ore, subject_id: int = 0) -> Line:
    """A credit line."""
    return Line(kind, pot, subject_id, -amount_ore)


@dataclass(frozen=True)
class Movement:
    """What an event moves: its lines, one per account and none zero, and the facts its document states.

    Raises `EntryWithoutLines`, `EntryLineWrongKey`, `EntryUnbalanced` or `AmountTooLarge`: an unbalanced movement
    cannot exist.
    """

    event: Event
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...] = ()

    def __post_init__(self) -> None:
        """Merge the lines of one account, drop the zeros, and prove the rest."""
        lines = _merged(self.lines)
        if not lines:
            raise EntryWithoutLines
        for line in lines:
            _check_key(line)
        _check_balance(lines)
        object.__setattr__(self, "lines", lines)


@dataclass(frozen=True)
class Basis:
    """What an entry rests on: the id and the digest of its decision, attest and document; None where it has none."""

    document: tuple[int, str] | None = None
    decision: tuple[int, str] | None = None
    attest: tuple[int, str] | None = None


@dataclass(frozen=True)
class EntryDraft:
    """A movement with what the door needs to book it.

    `booked_on` is the day it belongs to, `source_key` names the business event once per book, `actor_id` is the person
    who books it, `reverses_seq` the sequence number in the book of the entry it turns back.
    """

    book_id: int
    booked_on: date
    text: str
    source_key: str
    actor_id: int
    movement: Movement
    basis: Basis = field(default_factory=Basis)
    reverses_seq: int | None = None


def reversed_movement(movement: Movement) -> Movement:
    """The same movement with every line's sign turned; the facts stay those of the document it annuls."""
    turned = tuple(Line(line.kind, line.pot, line.subject_id, -line.amount_ore) for line in movement.lines)
    return Movement(movement.event, turned, movement.facts)


def joined_movements(movements: Sequence[Movement]) -> Movement:
    """Several movements of one event as one, for a document that says several at once; raises as `Movement`."""
    lines = tuple(line for movement in movements for line in movement.lines)
    return Movement(movements[0].event, lines, tuple(fact for movement in movements for fact in movement.facts))


def _merged(lines: Iterable[Line]) -> tuple[Line, ...]:
    sums: dict[tuple[Kind, PotRef, int], Ore] = defaultdict(int)
    for line in lines:
        sums[line.kind, line.pot, line.subject_id] += line.amount_ore
    return tuple(
        Line(kind, pot, subject_id, bounded(amount)) for (kind, pot, subject_id), amount in sums.items() if amount != 0
    )


def _check_key(line: Line) -> None:
    rule = CHART[line.kind]
    at_root = line.pot.pot_id == line.pot.root_id
    if (rule.keyed is Keyed.ROOT and not at_root) or rule.has_subject != (line.subject_id != 0):
        raise EntryLineWrongKey(kind=line.kind, pot_id=line.pot.pot_id, subject_id=line.subject_id)


def _check_balance(lines: tuple[Line, ...]) -> None:
    sums: dict[tuple[Side, int], Ore] = defaultdict(int)
    for line in lines:
        side = CHART[line.kind].side
        sums[side, line.pot.pot_id if side is Side.AUTHORITY else line.pot.root_id] += line.amount_ore
    for (side, pot_id), difference in sums.items():
        if difference != 0:
            raise EntryUnbalanced(side=side, pot_id=pot_id, difference_ore=difference)
