"""What was taken back and what was moved between pots, after it was allocated."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from ledger.db.allocation_changes import PotMove, TakeBack
from ledger.db.decisions import Body, Decision
from ledger.db.documents import Document
from ledger.db.pots import Pot
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.names import body_name
from ledger.reports.standpoint import Standpoint, in_force

Value = TypeVar("Value")


@dataclass(frozen=True)
class AllocationChangeRow:
    """One change in force, of an amount in öre; `kind` is `take_back` or `pot_move`, `over` whose body decided it."""

    number: str
    kind: str
    changed_on: date
    decision: str
    from_pot: str
    from_name: str
    to_pot: str
    to_name: str
    over: str
    amount_ore: Ore
    text: str
    example: bool
    entry: str


def allocation_changes(session: Session, at: Standpoint) -> tuple[AllocationChangeRow, ...]:
    """The agreement's changes of allocations, in order of registration."""
    return tuple(
        AllocationChangeRow(
            number=row.number,
            kind=row.kind,
            changed_on=row.changed_on,
            decision=f"{row.body} {row.decided_on} {row.paragraph}",
            from_pot=row.from_pot,
            from_name=row.from_name,
            to_pot=row.to_pot,
            to_name=row.to_name,
            over=row.over,
            amount_ore=row.amount_ore,
            text=row.text,
            example=row.example,
            entry=entry_name(row.year, row.serial),
        )
        for row in session.execute(_query(at))
    )


def _query(at: Standpoint) -> Select[Any]:
    force = in_force(at)
    source, target, over = aliased(Pot), aliased(Pot), aliased(Pot)

    def either(taken: InstrumentedAttribute[Value], moved: InstrumentedAttribute[Value]) -> ColumnElement[Value]:
        """Each document is one or the other: what one table lacks, the other has."""
        return func.coalesce(taken, moved)

    def pot(which: type[Pot], pot_id: ColumnElement[int]) -> ColumnElement[bool]:
        return and_(which.book_id == Document.book_id, which.id == pot_id)

    return (
        select(Document.number, Document.kind, Document.example)
        .add_columns(
            either(TakeBack.taken_on, PotMove.moved_on).label("changed_on"),
            either(TakeBack.amount_ore, PotMove.amount_ore).label("amount_ore"),
            either(TakeBack.text, PotMove.text).label("text"),
            source.code.label("from_pot"),
            source.name.label("from_name"),
            target.code.label("to_pot"),
            target.name.label("to_name"),
            over.code.label("over"),
            body_name(at.known_at).label("body"),
            Decision.decided_on,
            Decision.paragraph,
            force.c.year,
            force.c.number.label("serial"),
        )
        .join(force, force.c.document_id == Document.id)
        .outerjoin(TakeBack, TakeBack.document_id == Document.id)
        .outerjoin(PotMove, PotMove.document_id == Document.id)
        .join(source, pot(source, either(TakeBack.pot_id, PotMove.from_pot_id)))
        .join(target, pot(target, either(TakeBack.parent_pot_id, PotMove.to_pot_id)))
        .join(over, pot(over, either(TakeBack.parent_pot_id, PotMove.ancestor_pot_id)))
        .join(Decision, Decision.id == either(TakeBack.decision_id, PotMove.decision_id))
        .join(Body, Body.id == Decision.body_id)
        .where(source.root_id.in_(at.roots))
        .order_by(Document.id)
    )
