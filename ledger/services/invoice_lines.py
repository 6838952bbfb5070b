"""What an invoice's lines draw on: commitments and pots, what each has left, and the one decision they rest on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger.balances import lowest_from
from ledger.db.commitments import Commitment
from ledger.db.decisions import Decision
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.invoices import Invoice, InvoiceLine
from ledger.db.organisations import Organisation
from ledger.db.pots import Pot
from ledger.domain.attests import AttestedPot
from ledger.domain.chart import Kind
from ledger.domain.entries import PotRef
from ledger.domain.mandates import Power
from ledger.domain.rules import InvoiceRow
from ledger.errors import (
    InvoiceDecisionMissing,
    InvoiceExceedsCommitment,
    InvoiceLineWithoutTarget,
    InvoiceOtherSupplier,
    InvoiceSeveralDecisions,
    NotFound,
)
from ledger.money import Ore
from ledger.services.commitments import require_available
from ledger.services.decisions import require_decision
from ledger.services.documents import Registered, require_state, state_now

WAITING = ("registered", "confirmed")
"""The states of an invoice that is not approved yet, but may be."""


@dataclass(frozen=True)
class InvoiceLineInput:
    """One line as it is registered: what it is for, gross in öre of which VAT, and a commitment or else a pot."""

    text: str
    gross_ore: Ore
    vat_ore: Ore = 0
    pot_id: int | None = None
    commitment_id: int | None = None


@dataclass(frozen=True)
class PlacedLine:
    """A line with the pot it charges; `commitment_id` and the commitment's `decision_id` are None without one."""

    pot: PotRef
    attested: AttestedPot
    commitment_id: int | None
    decision_id: int | None
    text: str
    gross_ore: Ore
    vat_ore: Ore

    def charge(self, *, vat_recoverable: bool) -> InvoiceRow:
        """What the line charges: its gross, or its net where the book recovers VAT."""
        vat_ore = self.vat_ore if vat_recoverable else 0
        return InvoiceRow(self.pot, self.commitment_id or 0, self.gross_ore - vat_ore, vat_ore)


@dataclass(frozen=True)
class Drawn:
    """What an invoice charges one commitment, beside what is left of it and what other waiting invoices will charge."""

    commitment_id: int
    charge_ore: Ore
    remaining_ore: Ore
    pending_ore: Ore

    @property
    def promised_twice(self) -> bool:
        """Whether the invoices that wait are together more than the commitment has left."""
        return self.charge_ore + self.pending_ore > self.remaining_ore


def placed(
    session: Session, book_id: int, supplier: Organisation, lines: Sequence[InvoiceLineInput]
) -> list[PlacedLine]:
    """The lines with their pots.

    Raises `InvoiceLineWithoutTarget`, `InvoiceOtherSupplier`, `DocumentWrongState` for a commitment that is not in
    force, and `NotFound` for what is not in the book.
    """
    for row, line in enumerate(lines, start=1):
        if (line.pot_id is None) == (line.commitment_id is None):
            raise InvoiceLineWithoutTarget(row=row)
    drawn = {
        commitment_id: _require_commitment(session, book_id, supplier, commitment_id)
        for commitment_id in sorted({line.commitment_id for line in lines if line.commitment_id is not None})
    }
    pots = _pots(session, book_id, {line.pot_id for line in lines if line.pot_id is not None}, drawn.values())
    return [_placed(pots, drawn, line) for line in lines]


def placed_of(session: Session, invoice_id: int) -> list[PlacedLine]:
    """The lines of a registered invoice, in order, with their pots."""
    query = (
        select(InvoiceLine, Pot, Commitment.decision_id)
        .join(Pot, (Pot.book_id == InvoiceLine.book_id) & (Pot.id == InvoiceLine.pot_id))
        .outerjoin(Commitment, Commitment.document_id == InvoiceLine.commitment_id)
        .where(InvoiceLine.document_id == invoice_id)
        .order_by(InvoiceLine.row_no)
    )
    return [
        PlacedLine(
            PotRef(pot.id, pot.root_id), _attested(pot), line.commitment_id, decision_id, line.text, line.gross_ore,
            line.vat_ore,
        )
        for line, pot, decision_id in session.execute(query).tuples()
    ]


def require_room(
    session: Session, book_id: int, charges: Iterable[InvoiceRow], on: date, *, invoice_id: int | None = None
) -> tuple[Drawn, ...]:
    """Refuse, with `InvoiceExceedsCommitment` or `PotInsufficient`, a charge that a commitment or pot does not hold.

    It is held on the day and on every later one. What other waiting invoices will charge is told, not refused.
    """
    wanted: dict[tuple[int, int], Ore] = defaultdict(int)
    for charge in charges:
        wanted[charge.commitment_id, charge.pot.pot_id] += charge.charge_ore
    drawn = []
    for (commitment_id, pot_id), charge_ore in wanted.items():
        if commitment_id:
            drawn.append(_require_left(session, book_id, commitment_id, pot_id, charge_ore, on, invoice_id))
        else:
            require_available(session, book_id, pot_id, charge_ore, on)
    return tuple(drawn)


def require_one_decision(
    session: Session, book_id: int, lines: Sequence[PlacedLine], decision_id: int | None, on: date
) -> tuple[int, str]:
    """The id and digest of the one decision that all lines rest on; an entry names one.

    A line on a commitment rests on the commitment's, another on the invoice's own, which must have the power of use
    over its pot. Raises `InvoiceDecisionMissing`, `InvoiceSeveralDecisions`, and what the mandate raises.
    """
    named = {line.decision_id for line in lines if line.decision_id is not None}
    for row, line in enumerate(lines, start=1):
        if line.commitment_id is None and decision_id is None:
            raise InvoiceDecisionMissing(row=row, pot=line.attested.name)
    if decision_id is not None:
        named.add(decision_id)
    decisions = session.scalars(select(Decision).where(Decision.id.in_(named)).order_by(Decision.id)).all()
    if len(named) > 1:
        raise InvoiceSeveralDecisions(decisions=tuple(f"{one.decided_on} {one.paragraph}" for one in decisions))
    for pot_id in sorted({line.pot.pot_id for line in lines if line.commitment_id is None}):
        require_decision(
            session, book_id=book_id, decision_id=named_one(named), power=Power.USE, pot_id=pot_id, on=on
        )
    return decisions[0].id, decisions[0].digest


def pending(session: Session, commitment_id: int, *, but_invoice_id: int | None = None) -> Ore:
    """What waiting invoices, registered but not approved, will charge a commitment, in öre, all but one of them."""
    vat_kept = case((Invoice.vat_recoverable, InvoiceLine.vat_ore), else_=0)
    query = (
        select(func.sum(InvoiceLine.gross_ore - vat_kept))
        .join(Invoice, Invoice.document_id == InvoiceLine.document_id)
        .where(
            InvoiceLine.commitment_id == commitment_id,
            InvoiceLine.document_id != (but_invoice_id or 0),
            state_now(InvoiceLine.document_id).in_(WAITING),
        )
    )
    return int(session.execute(query).scalar_one() or 0)
