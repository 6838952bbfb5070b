"""Allocations read in: pot and amount on each row, booked as one allocation for each decision, pot above and day.

The source key is made of what the rows say, not of the file's bytes: the same table saved again, or as CSV, is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.allocations import Allocation
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.domain.canonical import Plain
from ledger.errors import ImportAllocationThere, ImportRowTwice
from ledger.imports.forms import AMOUNT, CODE, DAY, TEXT
from ledger.imports.grounds import decided, free_key
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.outcome import Effect, Outcome
from ledger.imports.rows import Desk, Placed
from ledger.money import Ore, format_kronor
from ledger.services.allocations import allocate_amounts
from ledger.services.documents import registered_under, state_now
from ledger.services.pots import PotInfo, find_pot


@dataclass(frozen=True)
class AllocationRow:
    """One row: the decision by its body, day and paragraph, the day of the allocation, from which pot to which."""

    body: str
    decided_on: date
    paragraph: str
    on: date
    parent: str
    child: str
    amount_ore: Ore

    @property
    def group(self) -> tuple[str, date, str, date, str]:
        """What the rows of one allocation have in common."""
        return self.body, self.decided_on, self.paragraph, self.on, self.parent


def write_allocations(session: Session, desk: Desk, rows: Sequence[Placed[AllocationRow]]) -> Outcome:
    """Book each allocation, or leave it where the same is booked already."""
    outcome = Outcome()
    groups: dict[tuple[str, date, str, date, str], list[Placed[AllocationRow]]] = {}
    for placed in rows:
        groups.setdefault(placed.row.group, []).append(placed)
    for own in groups.values():
        _write(session, desk, own, outcome)
    return outcome


def _write(session: Session, desk: Desk, rows: Sequence[Placed[AllocationRow]], outcome: Outcome) -> None:
    head = rows[0]
    amounts = _amounts(session, desk, rows, outcome)
    decision_ids: list[int] = []
    with outcome.collecting(session, head, "body"):
        row = head.row
        decision_ids.append(decided(session, desk, body=row.body, on=row.decided_on, paragraph=row.paragraph))
    parents: list[PotInfo] = []
    with outcome.collecting(session, head, "parent"):
        parents.append(find_pot(session, desk.book_id, head.row.parent))
    if amounts is not None and decision_ids and parents:
        with outcome.collecting(session, head):
            _allocate(
                session,
                desk,
                rows,
                parent=parents[0],
                decision_id=decision_ids[0],
                amounts=amounts,
                outcome=outcome,
            )


def _amounts(
    session: Session, desk: Desk, rows: Sequence[Placed[AllocationRow]], outcome: Outcome
) -> dict[int, Ore] | None:
    """Each recipient's amount by its pot's number; None, and the faults added, where a pot is not there or twice."""
    faults = len(outcome.faults)
    amounts: dict[int, Ore] = {}
    first: dict[int, int] = {}
    for placed in rows:
        with outcome.collecting(session, placed, "child"):
            pot = find_pot(session, desk.book_id, placed.row.child)
            if first.setdefault(pot.id, placed.no) != placed.no:
                raise ImportRowTwice(what=f"pott {pot.code}", first_row=first[pot.id])
            amounts[pot.id] = placed.row.amount_ore
    return amounts if len(outcome.faults) == faults else None


def _allocate(
    session: Session,
    desk: Desk,
    rows: Sequence[Placed[AllocationRow]],
    *,
    parent: PotInfo,
    decision_id: int,
    amounts: dict[int, Ore],
    outcome: Outcome,
) -> None:
    head = rows[0].row
    said: list[Plain] = [DocumentKind.ALLOCATION.value, decision_id, parent.id, head.on.isoformat()]
    said += [[pot_id, ore] for pot_id, ore in sorted(amounts.items())]
    key = free_key(session, desk.book_id, said)
    if registered_under(session, desk.book_id, key) is None:
        _refuse_other(session, desk, parent, decision_id, head.on)
    allocated = allocate_amounts(
        session,
        **desk.here,
        pot_id=parent.id,
        amounts=amounts,
        decision_id=decision_id,
        on=head.on,
        text=f"Inläst ur {desk.file}",
        source_key=key,
    )
    if allocated.booked is None:
        outcome.same += len(rows)
        return
    outcome.documents.append(allocated.document.number)
    outcome.moved(allocated.changes)
    for placed in rows:
        what = f"{parent.code} till {placed.row.child}"
        outcome.effects.append(Effect(placed.no, what, "fördelat", "", format_kronor(placed.row.amount_ore)))


def _refuse_other(session: Session, desk: Desk, parent: PotInfo, decision_id: int, on: date) -> None:
    """Refuse, with `ImportAllocationThere`, what looks like a file that was changed after it was read in."""
    query = (
        select(Document.number)
        .join(Allocation, Allocation.document_id == Document.id)
        .where(
            Allocation.book_id == desk.book_id,
            Allocation.pot_id == parent.id,
            Allocation.decision_id == decision_id,
            Allocation.allocated_on == on,
            Document.source_key.startswith("import:"),
            state_now(Document.id) == "booked",
        )
        .order_by(Document.id)
        .limit(1)
    )
    found = session.scalars(query).first()
    if found is not None:
        raise ImportAllocationThere(allocation=found, pot=parent.name, day=on.isoformat())


ALLOCATIONS: Final = ImportKind(
    name="fordelning",
    title="Fördelning",
    about="En fördelning efter ett beslut: från vilken pott, till vilka och hur mycket. Raderna med samma beslut, dag "
    "och pott blir en fördelning. Beslutet och potterna ska finnas.",
    columns=(
        Column("organ", "body", CODE, "Koden för det organ som har beslutat.", "STYRGRUPP"),
        Column("beslutsdatum", "decided_on", DAY, "Beslutets dag.", "2020-10-02"),
        Column("paragraf", "paragraph", TEXT, "Beslutets paragraf.", "§ 4"),
        Column("fördelas den", "on", DAY, "Den dag fördelningen bokförs.", "2020-10-02"),
        Column("från pott", "parent", CODE, "Koden för potten som delas.", "SUICID2020"),
        Column("till pott", "child", CODE, "Koden för en pott direkt under den.", "SK"),
        Column("belopp", "amount_ore", AMOUNT, "Det som potten får, i kronor.", "1 000 000"),
    ),
    row=AllocationRow,
    write=write_allocations,
    commands=("allocation.decide",),
)
