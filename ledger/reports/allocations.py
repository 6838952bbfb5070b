"""Allocations with the proof of every share, as they stood."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ledger.db.allocations import Allocation, AllocationShare
from ledger.db.decisions import Body, Decision
from ledger.db.documents import Document
from ledger.db.keys import AllocationKey
from ledger.db.pots import Pot
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.names import body_name
from ledger.reports.standpoint import Standpoint, in_force


@dataclass(frozen=True)
class ShareRow:
    """One recipient's share with its proof; amounts in öre, `quota` and `weight` as exact text."""

    pot: str
    name: str
    weight: str
    quota: str
    floor_ore: Ore
    extra_ore: Ore
    computed_ore: Ore
    official_ore: Ore | None
    share_ore: Ore


@dataclass(frozen=True)
class AllocationRow:
    """One allocation in force; `amount_ore` is what was to be split, the shares what was given."""

    number: str
    allocated_on: date
    decision: str
    pot: str
    method: str
    key: str
    key_source: str
    key_as_of: date | None
    residual: str
    amount_ore: Ore
    base_ore: Ore
    unit_ore: Ore
    text: str
    example: bool
    entry: str
    shares: tuple[ShareRow, ...]


def allocations(session: Session, at: Standpoint) -> tuple[AllocationRow, ...]:
    """The agreement's allocations, in order of registration."""
    shares = _shares(session, at)
    force = in_force(at)
    query = (
        select(
            Document,
            Allocation,
            Pot.code,
            body_name(at.known_at),
            Decision.decided_on,
            Decision.paragraph,
            AllocationKey,
            force.c.year,
            force.c.number,
        )
        .join(force, force.c.document_id == Document.id)
        .join(Allocation, Allocation.document_id == Document.id)
        .join(Pot, (Pot.book_id == Allocation.book_id) & (Pot.id == Allocation.pot_id))
        .join(Decision, Decision.id == Allocation.decision_id)
        .join(Body, Body.id == Decision.body_id)
        .outerjoin(AllocationKey, AllocationKey.id == Allocation.key_id)
        .where(Pot.root_id.in_(at.roots))
        .order_by(Document.id)
    )
    return tuple(
        AllocationRow(
            number=document.number,
            allocated_on=found.allocated_on,
            decision=f"{body} {decided_on} {paragraph}",
            pot=pot,
            method=found.method,
            key="" if key is None else key.name,
            key_source="" if key is None else key.source,
            key_as_of=None if key is None else key.as_of,
            residual=found.residual,
            amount_ore=found.amount_ore,
            base_ore=found.base_ore,
            unit_ore=found.unit_ore,
            text=found.text,
            example=document.example,
            entry=entry_name(year, serial),
            shares=tuple(shares.get(document.id, ())),
        )
        for document, found, pot, body, decided_on, paragraph, key, year, serial in session.execute(query)
    )


def _shares(session: Session, at: Standpoint) -> dict[int, list[ShareRow]]:
    force = in_force(at)
    pot = aliased(Pot)
    query = (
        select(AllocationShare, pot.code, pot.name)
        .join(force, force.c.document_id == AllocationShare.document_id)
        .join(pot, (pot.book_id == AllocationShare.book_id) & (pot.id == AllocationShare.pot_id))
        .where(pot.root_id.in_(at.roots))
        .order_by(AllocationShare.document_id, AllocationShare.row_no)
    )
    found: dict[int, list[ShareRow]] = {}
    for share, code, name in session.execute(query):
        found.setdefault(share.document_id, []).append(
            ShareRow(
                pot=code,
                name=name,
                weight=share.weight,
                quota=share.quota,
                floor_ore=share.floor_ore,
                extra_ore=share.extra_ore,
                computed_ore=share.computed_ore,
                official_ore=share.official_ore,
                share_ore=share.share_ore,
            )
        )
    return found
