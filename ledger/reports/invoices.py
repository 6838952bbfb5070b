"""Invoices with their lines, their attests and what is paid, as they stood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from ledger.db.commitments import Commitment
from ledger.db.documents import Attest, Document, DocumentState
from ledger.db.invoices import Invoice, InvoiceLine
from ledger.db.organisations import Organisation, Person
from ledger.db.payouts import PayoutRow
from ledger.db.pots import Pot
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.names import organisation_name
from ledger.reports.standpoint import Standpoint, in_force

END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class InvoiceLineRow:
    """One row of an invoice; gross in öre, of which VAT, and what it charges the pot or commitment."""

    invoice: str
    supplier: str
    supplier_number: str
    row_no: int
    pot: str
    commitment: str
    text: str
    gross_ore: Ore
    vat_ore: Ore
    charge_ore: Ore


@dataclass(frozen=True)
class AttestRow:
    """One step of an attest: who by login and when."""

    step: str
    round: int
    login: str
    at: datetime


@dataclass(frozen=True)
class InvoiceRow:
    """One registered invoice; amounts in öre. `entry` is None while nothing is booked on it."""

    number: str
    supplier: str
    supplier_number: str
    invoiced_on: date
    arrived_on: date
    due_on: date
    payee_account: str
    vat_judgement: str
    net_ore: Ore
    vat_ore: Ore
    gross_ore: Ore
    approved_ore: Ore
    paid_ore: Ore
    state: str
    entry: str | None
    attests: tuple[AttestRow, ...]

    @property
    def payable_ore(self) -> Ore:
        """What is approved and not paid."""
        return self.approved_ore - self.paid_ore


def invoices(session: Session, at: Standpoint) -> tuple[InvoiceRow, ...]:
    """Every invoice with a row over the agreement's pots, registered by then, in order of registration."""
    attests = _attests(session, at)
    force = in_force(at)
    paying = in_force(at, "paying")
    paid = (
        select(func.coalesce(func.sum(PayoutRow.amount_ore), 0))
        .join(paying, paying.c.document_id == PayoutRow.document_id)
        .where(PayoutRow.invoice_id == Document.id)
        .scalar_subquery()
    )
    query = (
        select(
            Document.id,
            Document.number,
            Invoice,
            organisation_name(at.as_of, at.known_at),
            _state(at),
            paid,
            force.c.year,
            force.c.number,
        )
        .join(Invoice, Invoice.document_id == Document.id)
        .join(Organisation, Organisation.id == Invoice.supplier_id)
        .outerjoin(force, force.c.document_id == Document.id)
        .where(Document.book_id == at.book_id, *_registered(at), _over_agreement(at))
        .order_by(Document.id)
    )
    return tuple(
        _row(
            number,
            found,
            supplier,
            state=state,
            paid_ore=int(paid_ore),
            entry=_voucher(year, serial),
            attests=attests.get(document_id, ()),
        )
        for document_id, number, found, supplier, state, paid_ore, year, serial in session.execute(query)
    )


def invoice_lines(session: Session, at: Standpoint) -> tuple[InvoiceLineRow, ...]:
    """The rows of those invoices that lie over the agreement's pots."""
    commitment = aliased(Document)
    query = (
        select(
            Document.number,
            organisation_name(at.as_of, at.known_at),
            Invoice.supplier_number,
            Invoice.vat_recoverable,
            InvoiceLine,
            Pot.code,
            commitment.number,
            Commitment.name,
        )
        .join(Invoice, Invoice.document_id == Document.id)
        .join(Organisation, Organisation.id == Invoice.supplier_id)
        .join(InvoiceLine, InvoiceLine.document_id == Document.id)
        .join(Pot, (Pot.book_id == InvoiceLine.book_id) & (Pot.id == InvoiceLine.pot_id))
        .outerjoin(commitment, commitment.id == InvoiceLine.commitment_id)
        .outerjoin(Commitment, Commitment.document_id == InvoiceLine.commitment_id)
        .where(Document.book_id == at.book_id, *_registered(at), Pot.root_id.in_(at.roots))
        .order_by(Document.id, InvoiceLine.row_no)
    )
    return tuple(
        InvoiceLineRow(
            invoice=number,
            supplier=supplier,
            supplier_number=supplier_number,
            row_no=line.row_no,
            pot=pot,
            commitment=_promise(promised, name),
            text=line.text,
            gross_ore=line.gross_ore,
            vat_ore=line.vat_ore,
            charge_ore=line.gross_ore - line.vat_ore if recoverable else line.gross_ore,
        )
        for number, supplier, supplier_number, recoverable, line, pot, promised, name in session.execute(query)
    )


def _promise(number: str | None, name: str | None) -> str:
    return "" if number is None else f"{number} {name}"


def _voucher(year: int | None, number: int | None) -> str | None:
    return None if year is None or number is None else entry_name(year, number)


def _row(
    number: str,
    found: Invoice,
    supplier: str,
    *,
    state: str,
    paid_ore: Ore,
    entry: str | None,
    attests: Sequence[AttestRow],
) -> InvoiceRow:
    return InvoiceRow(
        number=number,
        supplier=supplier,
        supplier_number=found.supplier_number,
        invoiced_on=found.invoiced_on,
        arrived_on=found.arrived_on,
        due_on=found.due_on,
        payee_account=found.payee_account,
        vat_judgement=found.vat_judgement,
        net_ore=found.net_ore,
        vat_ore=found.vat_ore,
        gross_ore=found.gross_ore,
        approved_ore=0 if entry is None else found.gross_ore,
        paid_ore=paid_ore,
        state=_shown(state, booked=entry is not None, unpaid=found.gross_ore - paid_ore),
        entry=entry,
        attests=tuple(attests),
    )


def _known_at(at: Standpoint) -> datetime:
    return END_OF_TIME if at.known_at is None else at.known_at


def _registered(at: Standpoint) -> tuple[ColumnElement[bool], ...]:
    return Invoice.arrived_on <= at.as_of, Document.recorded_at <= _known_at(at)


def _over_agreement(at: Standpoint) -> ColumnElement[bool]:
    return (
        select(InvoiceLine.row_no)
        .join(Pot, (Pot.book_id == InvoiceLine.book_id) & (Pot.id == InvoiceLine.pot_id))
        .where(InvoiceLine.document_id == Document.id, Pot.root_id.in_(at.roots))
        .exists()
    )


def _state(at: Standpoint) -> ColumnElement[str]:
    return (
        select(DocumentState.state)
        .where(DocumentState.document_id == Document.id, DocumentState.recorded_at <= _known_at(at))
        .order_by(DocumentState.no.desc())
        .limit(1)
        .scalar_subquery()
    )


def _shown(state: str, *, booked: bool, unpaid: Ore) -> str:
    """The state on the day asked for: what was approved or paid after it is not so yet."""
    if booked:
        return "paid" if unpaid == 0 else "approved"
    return "confirmed" if state in {"approved", "paid"} else state


def _attests(session: Session, at: Standpoint) -> dict[int, list[AttestRow]]:
    query = (
        select(Attest.document_id, Attest.step, Attest.round, Person.login, Attest.recorded_at)
        .join(Person, Person.id == Attest.person_id)
        .join(Document, Document.id == Attest.document_id)
        .where(Document.book_id == at.book_id, Attest.recorded_at <= _known_at(at))
        .order_by(Attest.document_id, Attest.round, Attest.id)
    )
    found: dict[int, list[AttestRow]] = {}
    for document_id, step, attest_round, login, recorded_at in session.execute(query):
        found.setdefault(document_id, []).append(AttestRow(step, attest_round, login, recorded_at))
    return found
