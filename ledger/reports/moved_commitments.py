"""Commitments that went on in another pot or book: which are in force by what brought them, and what has left each."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import CTE, func, select, union_all
from sqlalchemy.orm import Session

from ledger.db.commitments import Commitment
from ledger.db.yearend import MovedCommitment
from ledger.domain.events import Event
from ledger.money import Ore
from ledger.reports.standpoint import Standpoint, in_force

_BRINGING: Final = (Event.CARRY_OVER, Event.HANDOVER_IN)
_TAKING: Final = (Event.CARRY_OVER, Event.HANDOVER_OUT)


def promised(at: Standpoint) -> CTE:
    """The commitments in force from the standpoint, each with its entry: its own, or of what brought it there."""
    own, bringing = in_force(at, "own"), in_force(at, "bringing")
    decided = select(own.c.document_id, own.c.year, own.c.number).join(
        Commitment, Commitment.document_id == own.c.document_id
    )
    brought = (
        select(MovedCommitment.new_commitment_id, bringing.c.year, bringing.c.number)
        .join(bringing, bringing.c.document_id == MovedCommitment.document_id)
        .where(bringing.c.event.in_(_BRINGING))
    )
    return union_all(decided, brought).cte("promised")


def moved_on(session: Session, at: Standpoint) -> Mapping[int, Ore]:
    """By commitment, what has gone on in another pot or book, in öre."""
    taking = in_force(at, "taking")
    query = (
        select(MovedCommitment.old_commitment_id, func.sum(MovedCommitment.amount_ore))
        .join(taking, taking.c.document_id == MovedCommitment.document_id)
        .where(taking.c.event.in_(_TAKING))
        .group_by(MovedCommitment.old_commitment_id)
        .order_by(MovedCommitment.old_commitment_id)
    )
    return {commitment_id: int(amount_ore) for commitment_id, amount_ore in session.execute(query)}
