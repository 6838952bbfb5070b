"""What an invoice's lines draw on: commitments and pots, what each has left, and the one decision they rest on."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from ledger.balances import balance, lowest_from
from ledger.db.commitments import Commitment
from ledger.db.decisions import Decision
from ledger.db.details import FORMS, DocumentKind
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
    DocumentWrongState,
    InvoiceDecisionMissing,
    InvoiceExceedsCommitment,
    InvoiceLineWithoutTarget,
    InvoiceOtherSupplier,
    InvoiceSeveralDecisions,
    NotFound,
)
from ledger.money import Ore
from ledger.services.decisions import require_decision
from ledger.services.documents import state_now
from ledger.services.pots import pot_info, require_available

WAITING: Final = ("registered", "confirmed")
"""The states of an invoice that is not approved, but may come to be."""


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
    """A line with the pot it charges; without a commitment, `commitment_id` and the `decision_id` of it are None."""

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
    """What an invoice charges a commitment, or a pot without one, beside what is left and what others will charge.

    `pending_ore` is what invoices that are registered and not approved will charge it; `remaining_ore` still has it.
    """

    commitment_id: int | None
    pot_id: int
    charge_ore: Ore
    remaining_ore: Ore
    pending_ore: Ore

    @property
    def promised_twice(self) -> bool:
        """Whether the invoices that wait are together more than there is left: a warning."""
        return self.charge_ore + self.pending_ore > self.remaining_ore


def placed(
    session: Session, book_id: int, supplier: Organisation, lines: Sequence[InvoiceLineInput]
) -> list[PlacedLine]:
    """The lines with their pots.

    Raises `InvoiceLineWithoutTarget`, `InvoiceOtherSupplier`, `DocumentWrongState` for a commitment that is not in
    force, and `NotFound` for what is not in the book.
    """
    named = {line.commitment_id for line in lines if line.commitment_id is not None}
    commitments = _commitments(session, book_id, supplier, named)
    targets = [_target(row, line, commitments) for row, line in enumerate(lines, start=1)]
    pots = _pots(session, book_id, {pot_id for pot_id, _ in targets})
    return [_placed(line, pots[pot_id], drawn) for line, (pot_id, drawn) in zip(lines, targets, strict=True)]


def placed_of(session: Session, invoice_id: int) -> list[PlacedLine]:
    """The lines of a registered invoice, in order, with their pots."""
    query = (
        select(InvoiceLine, Pot, Commitment)
        .join(Pot, (Pot.book_id == InvoiceLine.book_id) & (Pot.id == InvoiceLine.pot_id))
        .outerjoin(Commitment, Commitment.document_id == InvoiceLine.commitment_id)
        .where(InvoiceLine.document_id == invoice_id)
        .order_by(InvoiceLine.row_no)
    )
    return [_placed(line, pot, commitment) for line, pot, commitment in session.execute(query)]


def require_room(
    session: Session, book_id: int, charges: Iterable[InvoiceRow], on: date, *, invoice_id: int | None = None
) -> None:
    """Refuse, with `InvoiceExceedsCommitment` or `PotInsufficient`, a charge that a commitment or pot does not hold.

    It must be held on the day and on every later one. What other waiting invoices will charge is told with the refusal;
    `invoice_id` is the invoice itself, once it is one of them.
    """
    for (commitment_id, pot_id), charge_ore in _charged(charges).items():
        if commitment_id == 0:
            require_available(session, book_id, pot_info(session, book_id, pot_id), charge_ore, on)
            continue
        remaining_ore, day = lowest_from(session, book_id, Kind.COMMITTED, pot_id, on, subject_id=commitment_id)
        if charge_ore > remaining_ore:
            raise InvoiceExceedsCommitment(
                commitment=_number(session, commitment_id),
                charge_ore=charge_ore,
                remaining_ore=remaining_ore,
                pending_ore=pending(session, commitment_id, but=invoice_id),
                day=day,
            )


def drawn_by(session: Session, book_id: int, charges: Iterable[InvoiceRow], invoice_id: int) -> tuple[Drawn, ...]:
    """What a registered invoice will draw on commitments and pots, beside what is left and what others will draw."""
    return tuple(
        Drawn(
            commitment_id or None,
            pot_id,
            charge_ore,
            balance(session, book_id, Kind.COMMITTED, pot_id, commitment_id)
            if commitment_id
            else balance(session, book_id, Kind.AVAILABLE, pot_id),
            pending(session, commitment_id, but=invoice_id)
            if commitment_id
            else pending_of_pot(session, book_id, pot_id, but=invoice_id),
        )
        for (commitment_id, pot_id), charge_ore in _charged(charges).items()
    )


def pending(session: Session, commitment_id: int, *, but: int | None = None) -> Ore:
    """What waiting invoices will charge a commitment, in öre, all but the one named."""
    return _waiting(session, InvoiceLine.commitment_id == commitment_id, but)


def pending_of_pot(session: Session, book_id: int, pot_id: int, *, but: int | None = None) -> Ore:
    """What waiting invoices will take straight out of a pot, without a commitment, in öre, all but the one named."""
    of_pot = and_(InvoiceLine.book_id == book_id, InvoiceLine.pot_id == pot_id, InvoiceLine.commitment_id.is_(None))
    return _waiting(session, of_pot, but)


def _waiting(session: Session, drawn: ColumnElement[bool], but: int | None) -> Ore:
    recovered = case((Invoice.vat_recoverable, InvoiceLine.vat_ore), else_=0)
    query = (
        select(func.sum(InvoiceLine.gross_ore - recovered))
        .join(Invoice, Invoice.document_id == InvoiceLine.document_id)
        .where(
            drawn,
            InvoiceLine.document_id != (but or 0),
            state_now(InvoiceLine.document_id).in_(WAITING),
        )
    )
    return int(session.execute(query).scalar_one() or 0)


def require_one_decision(
    session: Session, book_id: int, lines: Sequence[PlacedLine], decision_id: int | None, on: date
) -> tuple[int, str]:
    """The id and digest of the one decision that all lines rest on: an entry names one.

    A line on a commitment rests on the commitment's; another on the invoice's own, which must have the power of use
    over its pot. Raises `InvoiceDecisionMissing`, `InvoiceSeveralDecisions`, `NotFound`, and what the mandate raises.
    """
    named = {line.decision_id for line in lines if line.decision_id is not None}
    for row, line in enumerate(lines, start=1):
        if line.commitment_id is None and decision_id is None:
            raise InvoiceDecisionMissing(row=row, pot=line.attested.name)
    if decision_id is not None:
        named.add(decision_id)
    query = select(Decision).where(Decision.id.in_(named), Decision.book_id == book_id)
    decisions = session.scalars(query.order_by(Decision.decided_on, Decision.id)).all()
    if len(decisions) < len(named):
        raise NotFound(what="beslut", name=str(decision_id))
    if len(decisions) > 1:
        raise InvoiceSeveralDecisions(decisions=tuple(f"{one.decided_on} {one.paragraph}" for one in decisions))
    decision = decisions[0]
    for pot_id in sorted({line.pot.pot_id for line in lines if line.commitment_id is None}):
        require_decision(session, book_id=book_id, decision_id=decision.id, power=Power.USE, pot_id=pot_id, on=on)
    return decision.id, decision.digest


def _target(row: int, line: InvoiceLineInput, commitments: Mapping[int, Commitment]) -> tuple[int, Commitment | None]:
    """The pot of a line, and its commitment; `InvoiceLineWithoutTarget` unless it names one of the two."""
    if line.commitment_id is None and line.pot_id is not None:
        return line.pot_id, None
    if line.commitment_id is not None and line.pot_id is None:
        drawn = commitments[line.commitment_id]
        return drawn.pot_id, drawn
    raise InvoiceLineWithoutTarget(row=row)


def _commitments(
    session: Session, book_id: int, supplier: Organisation, named: Collection[int]
) -> Mapping[int, Commitment]:
    """The commitments in force of these ids, which the supplier performs."""
    query = (
        select(Commitment, Document.number, state_now(Document.id), Organisation.name)
        .join(Document, Document.id == Commitment.document_id)
        .join(Organisation, Organisation.id == Commitment.performer_id)
        .where(Commitment.document_id.in_(named), Commitment.book_id == book_id)
        .order_by(Commitment.document_id)
    )
    found: dict[int, Commitment] = {}
    for commitment, number, state, performer in session.execute(query):
        if state != "active":
            raise DocumentWrongState(document=number, state=state, wanted="active")
        if commitment.performer_id != supplier.id:
            raise InvoiceOtherSupplier(commitment=number, performer=performer, supplier=supplier.name)
        found[commitment.document_id] = commitment
    _require_all(named, found, FORMS[DocumentKind.COMMITMENT].name)
    return found


def _pots(session: Session, book_id: int, named: Collection[int]) -> Mapping[int, Pot]:
    query = select(Pot).where(Pot.book_id == book_id, Pot.id.in_(sorted(named))).order_by(Pot.id)
    found = {pot.id: pot for pot in session.scalars(query)}
    _require_all(named, found, "medelspott")
    return found


def _require_all(named: Collection[int], found: Collection[int], what: str) -> None:
    for one in sorted(named):
        if one not in found:
            raise NotFound(what=what, name=str(one))


def _placed(line: InvoiceLineInput | InvoiceLine, pot: Pot, commitment: Commitment | None) -> PlacedLine:
    path = tuple(int(pot_id) for pot_id in pot.path.strip("/").split("/"))
    return PlacedLine(
        pot=PotRef(pot.id, pot.root_id),
        attested=AttestedPot(pot.name, path),
        commitment_id=line.commitment_id,
        decision_id=None if commitment is None else commitment.decision_id,
        text=line.text,
        gross_ore=line.gross_ore,
        vat_ore=line.vat_ore,
    )


def _charged(charges: Iterable[InvoiceRow]) -> dict[tuple[int, int], Ore]:
    """The charge of each commitment (0: none) and pot."""
    wanted: dict[tuple[int, int], Ore] = defaultdict(int)
    for charge in charges:
        wanted[charge.commitment_id, charge.pot.pot_id] += charge.charge_ore
    return wanted


def _number(session: Session, document_id: int) -> str:
    return session.execute(select(Document.number).where(Document.id == document_id)).scalar_one()
