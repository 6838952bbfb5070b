"""Commitments: what is promised, what has been charged, and what remains."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from ledger.db.commitments import Commitment
from ledger.db.decisions import Body, Decision
from ledger.db.documents import Document, DocumentFact
from ledger.db.organisations import Organisation
from ledger.db.pots import Pot
from ledger.domain.events import FactCode
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.pending import pending
from ledger.reports.standpoint import Standpoint, in_force

DRAWS = (FactCode.INVOICE, FactCode.USE_REPORT_ARREARS)
"""The facts that charge a commitment."""


@dataclass(frozen=True)
class CommitmentRow:
    """One commitment in force; amounts in öre, `remaining_ore` is decided less charged, with what was credited back.

    `pending_ore` is what invoices that are registered and not approved will charge: what remains still has it.
    """

    number: str
    name: str
    performer: str
    pot: str
    decision: str
    committed_on: date
    ends_on: date | None
    decided_ore: Ore
    charged_ore: Ore
    credited_ore: Ore
    pending_ore: Ore
    entry: str

    @property
    def remaining_ore(self) -> Ore:
        """What may still be charged."""
        return self.decided_ore - self.charged_ore + self.credited_ore


def commitments(session: Session, at: Standpoint) -> tuple[CommitmentRow, ...]:
    """The agreement's commitments, in order of registration."""
    force = in_force(at)
    waiting = {row.commitment: row.pending_ore for row in pending(session, at) if row.commitment}
    query = (
        select(
            Document.number,
            Commitment,
            Organisation.name,
            Pot.code,
            Body.name,
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
            ends_on=found.ends_on,
            decided_ore=found.amount_ore,
            charged_ore=int(charged_ore),
            credited_ore=int(credited_ore),
            pending_ore=waiting.get(number, 0),
            entry=entry_name(year, serial),
        )
        for (
            number,
            found,
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
