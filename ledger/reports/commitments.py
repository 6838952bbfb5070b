"""Commitments: what is promised, raised and lowered since, what has been charged, and what remains."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from ledger.db.commitments import Commitment, CommitmentChange
from ledger.db.decisions import Body, Decision
from ledger.db.documents import Document, DocumentFact
from ledger.db.in_force import end_of_commitment
from ledger.db.organisations import Organisation
from ledger.db.pots import Pot
from ledger.domain.events import FactCode
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.moved_commitments import moved_on, promised
from ledger.reports.names import body_name, organisation_name
from ledger.reports.pending import pending
from ledger.reports.standpoint import Standpoint, in_force

DRAWS = (FactCode.INVOICE, FactCode.USE_REPORT_ARREARS)
"""The facts that charge a commitment."""


@dataclass(frozen=True)
class CommitmentRow:
    """One commitment in force; in öre: decided + raised − lowered + credited = charged + moved on + remaining.

    `lowered_ore` is what was lowered or released, `pending_ore` what invoices that are registered and not approved will
    charge: what remains still has it. `ends_on` is the end date as it was last decided, `entry` the one that brought it
    there, where it goes on from another pot or book.
    """

    number: str
    name: str
    performer: str
    pot: str
    decision: str
    committed_on: date
    ends_on: date | None
    decided_ore: Ore
    raised_ore: Ore
    lowered_ore: Ore
    charged_ore: Ore
    moved_ore: Ore
    credited_ore: Ore
    pending_ore: Ore
    entry: str

    @property
    def remaining_ore(self) -> Ore:
        """What may still be charged."""
        given_ore = self.decided_ore + self.raised_ore - self.lowered_ore + self.credited_ore
        return given_ore - self.charged_ore - self.moved_ore


def commitments(session: Session, at: Standpoint) -> tuple[CommitmentRow, ...]:
    """The agreement's commitments, in order of registration."""
    changes = _changes(session, at)
    force = promised(at)
    moved = moved_on(session, at)
    waiting = {row.commitment: row.pending_ore for row in pending(session, at) if row.commitment}
    query = (
        select(
            Document.number,
            Commitment,
            end_of_commitment(at.as_of, at.known_at),
            organisation_name(at.as_of, at.known_at),
            Pot.code,
            body_name(at.known_at),
            Decision.decided_on,
            Decision.paragraph,
            _stated(at, "drawing", DRAWS),
            _stated(at, "crediting", (FactCode.CREDIT_INVOICE,)),
            force.c.year,
            force.c.number,
        )
        .join(force, force.c.document_id == Document.id)
        .join(Commitment, Commitment.document_id == Document.id)
        .join(Organisation, Organisation.id == Commitment.performer_id)
        .join(Pot, (Pot.book_id == Commitment.book_id) & (Pot.id == Commitment.pot_id))
        .join(Decision, Decision.id == Commitment.decision_id)
        .join(Body, Body.id == Decision.body_id)
        .where(Pot.root_id.in_(at.roots))
        .order_by(Document.id)
    )
    return tuple(
        CommitmentRow(
            number=number,
            name=found.name,
            performer=performer,
            pot=pot,
            decision=f"{body} {decided_on} {paragraph}",
            committed_on=found.committed_on,
            ends_on=ends_on,
            decided_ore=found.amount_ore,
            raised_ore=changes.get((found.document_id, "raised"), 0),
            lowered_ore=sum(changes.get((found.document_id, kind), 0) for kind in ("lowered", "released")),
            charged_ore=int(charged_ore),
            moved_ore=moved.get(found.document_id, 0),
            credited_ore=int(credited_ore),
            pending_ore=waiting.get(number, 0),
            entry=entry_name(year, serial),
        )
        for (
            number,
            found,
            ends_on,
            performer,
            pot,
            body,
            decided_on,
            paragraph,
            charged_ore,
            credited_ore,
            year,
            serial,
        ) in session.execute(query)
    )


def _stated(at: Standpoint, name: str, codes: Collection[FactCode]) -> ScalarSelect[int]:
    """What facts of these codes in force state of the commitment, in öre."""
    stating = in_force(at, name)
    return (
        select(func.coalesce(func.sum(DocumentFact.amount_ore), 0))
        .join(stating, stating.c.document_id == DocumentFact.document_id)
        .where(
            DocumentFact.other_subject_id == Document.id,
            DocumentFact.code.in_([code.value for code in codes]),
        )
        .scalar_subquery()
    )


def _changes(session: Session, at: Standpoint) -> dict[tuple[int, str], Ore]:
    """By commitment and kind of change, the sum of the changes in force."""
    force = in_force(at)
    query = (
        select(CommitmentChange.commitment_id, CommitmentChange.kind, func.sum(CommitmentChange.amount_ore))
        .join(force, force.c.document_id == CommitmentChange.document_id)
        .group_by(CommitmentChange.commitment_id, CommitmentChange.kind)
        .order_by(CommitmentChange.commitment_id, CommitmentChange.kind)
    )
    return {(commitment_id, kind): int(amount_ore) for commitment_id, kind, amount_ore in session.execute(query)}
