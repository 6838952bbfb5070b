"""Invoices with their lines, their attests and what is paid, as they stood."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from ledger.db.commitments import Commitment
from ledger.db.documents import Attest, Document, DocumentState
from ledger.db.invoices import Invoice, InvoiceLine, InvoiceReplacement
from ledger.db.organisations import Organisation, Person
from ledger.db.pots import Pot
from ledger.domain.events import FactCode
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.invoice_facts import invoice_facts
from ledger.reports.names import organisation_name
from ledger.reports.standpoint import END_OF_TIME, Standpoint, in_force


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
    """One registered invoice; amounts in öre. `entry` is None while nothing is booked on it.

    The book's figures are those of the agreement's pots: `approved_ore` is the gross that was booked, `credited_ore`
    what credit invoices took off the debt, `set_off_ore` what claims on the supplier paid, `paid_ore` what payouts paid
    and `bounced_ore` what came back of it. `vat_judged_by` is who registered it; `replaces` is the number of the
    invoice that it was registered in the place of, empty for none.
    """

    number: str
    supplier: str
    supplier_number: str
    invoiced_on: date
    arrived_on: date
    due_on: date
    payee_account: str
    vat_judgement: str
    vat_reason: str
    vat_judged_by: str
    net_ore: Ore
    vat_ore: Ore
    gross_ore: Ore
    approved_ore: Ore
    credited_ore: Ore
    set_off_ore: Ore
    paid_ore: Ore
    bounced_ore: Ore
    state: str
    replaces: str
    entry: str | None
    attests: tuple[AttestRow, ...]

    @property
    def payable_ore(self) -> Ore:
        """What is owed: gross − credited − set off − paid + bounced (DOMAIN §4, control 5)."""
        return self.approved_ore - self.credited_ore - self.set_off_ore - self.paid_ore + self.bounced_ore


def invoices(session: Session, at: Standpoint) -> tuple[InvoiceRow, ...]:
    """Every invoice with a row over the agreement's pots, registered by then, in order of registration."""
    attests = _attests(session, at)
    figures = _figures(session, at)
    force = in_force(at)
    replaced = aliased(Document)
    query = (
        select(
            Document.id,
            Document.number,
            Invoice,
            organisation_name(at.as_of, at.known_at),
            Person.login,
            replaced.number,
            _state(at),
            force.c.year,
            force.c.number,
        )
        .join(Invoice, Invoice.document_id == Document.id)
        .join(Organisation, Organisation.id == Invoice.supplier_id)
        .join(Person, Person.id == Document.actor_id)
        .outerjoin(InvoiceReplacement, InvoiceReplacement.document_id == Document.id)
        .outerjoin(replaced, replaced.id == InvoiceReplacement.replaces_id)
        .outerjoin(force, force.c.document_id == Document.id)
        .where(Document.book_id == at.book_id, *_registered(at), _over_agreement(at))
        .order_by(Document.id)
    )
    return tuple(
        _row(
            _Head(number, found, supplier, login, replaces or ""),
            figures.get(number, _Figures()),
            state=state,
            entry=_voucher(year, serial),
            attests=attests.get(document_id, ()),
        )
        for document_id, number, found, supplier, login, replaces, state, year, serial in session.execute(query)
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


@dataclass
class _Figures:
    """What the facts in force make of one invoice, in öre; `taken_back_ore` is credited in all, off the debt or not."""

    approved_ore: Ore = 0
    credited_ore: Ore = 0
    taken_back_ore: Ore = 0
    set_off_ore: Ore = 0
    paid_ore: Ore = 0
    bounced_ore: Ore = 0


def _figures(session: Session, at: Standpoint) -> dict[str, _Figures]:
    """The figures by the number of the invoice whose debt each fact moves."""
    figures: dict[str, _Figures] = defaultdict(_Figures)
    for fact in invoice_facts(session, at):
        of = figures[fact.debtor]
        match fact.code:
            case FactCode.INVOICE:
                of.approved_ore += fact.gross_ore
            case FactCode.CREDIT_INVOICE:
                of.credited_ore += fact.gross_ore - fact.claim_ore
                of.taken_back_ore += fact.gross_ore
            case FactCode.SET_OFF:
                of.set_off_ore += fact.amount_ore
            case FactCode.INVOICE_PAID:
                of.paid_ore += fact.amount_ore
            case FactCode.PAYMENT_BOUNCED:
                of.bounced_ore += fact.amount_ore
            case _:
                """What is a claim, on the supplier or of VAT, moves no debt."""
    return figures


class _Head(NamedTuple):
    number: str
    found: Invoice
    supplier: str
    registered_by: str
    replaces: str


def _row(head: _Head, figures: _Figures, *, state: str, entry: str | None, attests: Sequence[AttestRow]) -> InvoiceRow:
    found = head.found
    row = InvoiceRow(
        number=head.number,
        supplier=head.supplier,
        supplier_number=found.supplier_number,
        invoiced_on=found.invoiced_on,
        arrived_on=found.arrived_on,
        due_on=found.due_on,
        payee_account=found.payee_account,
        vat_judgement=found.vat_judgement,
        vat_reason=found.vat_reason,
        vat_judged_by=head.registered_by,
        net_ore=found.net_ore,
        vat_ore=found.vat_ore,
        gross_ore=found.gross_ore,
        approved_ore=figures.approved_ore,
        credited_ore=figures.credited_ore,
        set_off_ore=figures.set_off_ore,
        paid_ore=figures.paid_ore,
        bounced_ore=figures.bounced_ore,
        state=state,
        replaces=head.replaces,
        entry=entry,
        attests=tuple(attests),
    )
    return replace(row, state=_shown(row, taken_back_ore=figures.taken_back_ore))


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


def _shown(row: InvoiceRow, *, taken_back_ore: Ore) -> str:
    """The state on the day asked for: what was approved, paid or credited after it is not so yet."""
    if row.entry is None:
        return "confirmed" if row.state in {"approved", "paid", "credited"} else row.state
    if row.payable_ore != 0:
        return "approved"
    return "credited" if taken_back_ore == row.approved_ore else "paid"


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
