"""What the exception rules look at: entries, payments and invoices with who registered, booked and attested them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from ledger.db.books import Entry, Line
from ledger.db.documents import Attest, Document, DocumentState
from ledger.db.in_force import last_versions
from ledger.db.invoices import Invoice, InvoiceLine
from ledger.db.organisations import AttestRight, Organisation, Person
from ledger.db.payouts import PayoutRow
from ledger.db.registers import AttestRightVersion
from ledger.db.use_reports import UseReview
from ledger.domain.attests import Step
from ledger.domain.chart import Kind
from ledger.domain.events import Event
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.names import organisation_name
from ledger.reports.standpoint import holding
from ledger.reports.view import PotName, View


@dataclass(frozen=True)
class EntrySeen:
    """One entry; amounts in öre: `amount_ore` is the most it debits one kind of account, `used_ore` what it used.

    `reverses` and `reversed_by` name entries; `registered_by` is who registered the document it rests on. A review of a
    use report is registered by confirming it: there it is who registered the report.
    """

    name: str
    document: str
    document_id: int | None
    event: Event
    booked_on: date
    recorded_at: datetime
    booked_by: str
    registered_by: str
    amount_ore: Ore
    used_ore: Ore
    reverses: str
    reversed_by: str


@dataclass(frozen=True)
class PaymentSeen:
    """One payment in force, by whom it was paid, and the invoice it paid if any; amount in öre."""

    entry: str
    document: str
    row_no: int
    paid_on: date
    paid_by: str
    payee_id: int
    payee: str
    invoice_id: int | None
    invoice: str
    amount_ore: Ore


@dataclass(frozen=True)
class InvoiceSeen:
    """One row of an invoice that stands; the invoice's gross and the row's in öre."""

    document_id: int
    document: str
    arrived_on: date
    registered_by: str
    supplier_id: int
    supplier: str
    row_no: int
    pot: PotName
    text: str
    gross_ore: Ore
    row_ore: Ore


@dataclass(frozen=True)
class LimitSeen:
    """One right to approve up to an amount in öre, over a pot and all under it, between two days."""

    title: str
    pot_id: int
    limit_ore: Ore
    valid_from: date
    valid_to: date | None


def entries_seen(session: Session, at: View) -> tuple[EntrySeen, ...]:
    """The entries with lines in the view's pots, in order of booking."""
    return tuple(_entry(row) for row in session.execute(_entries(at)))


def attests_seen(session: Session, at: View) -> dict[int, dict[str, Step]]:
    """By document: who attested it in the round that was approved, and which step each took."""
    approved, step = aliased(Attest), aliased(Attest)
    query = (
        select(step.document_id, step.step, Person.login)
        .select_from(Entry)
        .join(approved, approved.id == Entry.attest_id)
        .join(step, and_(step.document_id == approved.document_id, step.round == approved.round))
        .join(Person, Person.id == step.person_id)
        .where(Entry.book_id == at.book.id, Entry.seq <= at.cut.until_seq, Entry.reverses_seq.is_(None))
        .order_by(step.document_id, step.id)
    )
    found: dict[int, dict[str, Step]] = {}
    for document_id, taken, login in session.execute(query):
        found.setdefault(document_id, {})[login] = Step(taken)
    return found


def payments_seen(session: Session, at: View) -> tuple[PaymentSeen, ...]:
    """The payments out of the view's pots that hold, by day."""
    force, invoice = holding(at.cut), aliased(Document)
    query = (
        select(Document.number, PayoutRow, force.c.booked_on, force.c.year, force.c.number.label("serial"))
        .add_columns(
            Person.login, organisation_name(at.cut.as_of, at.known_at).label("name"), invoice.number.label("paid")
        )
        .join(force, force.c.document_id == Document.id)
        .join(Entry, and_(Entry.book_id == Document.book_id, Entry.seq == force.c.seq))
        .join(Person, Person.id == Entry.actor_id)
        .join(PayoutRow, PayoutRow.document_id == Document.id)
        .join(Organisation, Organisation.id == PayoutRow.payee_id)
        .outerjoin(invoice, invoice.id == PayoutRow.invoice_id)
        .where(PayoutRow.pot_id.in_(at.pots))
        .order_by(force.c.booked_on, Document.id, PayoutRow.row_no)
    )
    return tuple(_payment(row) for row in session.execute(query))


def invoices_seen(session: Session, at: View, pots: dict[int, PotName]) -> tuple[InvoiceSeen, ...]:
    """The rows over the view's pots of the invoices that stand, in order of registration."""
    query = (
        select(Document, Invoice, InvoiceLine, Person.login, organisation_name(at.cut.as_of, at.known_at))
        .join(Invoice, Invoice.document_id == Document.id)
        .join(InvoiceLine, InvoiceLine.document_id == Document.id)
        .join(Person, Person.id == Document.actor_id)
        .join(Organisation, Organisation.id == Invoice.supplier_id)
        .where(Document.book_id == at.book.id, InvoiceLine.pot_id.in_(at.pots), *_known(at), _stands(at))
        .order_by(Document.id, InvoiceLine.row_no)
    )
    return tuple(
        InvoiceSeen(
            document_id=document.id,
            document=document.number,
            arrived_on=invoice.arrived_on,
            registered_by=login,
            supplier_id=invoice.supplier_id,
            supplier=supplier,
            row_no=line.row_no,
            pot=pots[line.pot_id],
            text=line.text,
            gross_ore=invoice.gross_ore,
            row_ore=line.gross_ore,
        )
        for document, invoice, line, login, supplier in session.execute(query)
    )


def limits_seen(session: Session, at: View) -> tuple[LimitSeen, ...]:
    """The book's rights to approve up to an amount, the lowest first."""
    held = last_versions(AttestRightVersion, at.known_at)
    query = (
        select(AttestRight.pot_id, AttestRight.limit_ore, held.valid_from, held.valid_to, Person.title)
        .join(held, held.of_id == AttestRight.id)
        .join(Person, Person.id == AttestRight.person_id)
        .where(AttestRight.book_id == at.book.id, AttestRight.step == Step.APPROVE.value)
        .order_by(AttestRight.limit_ore, AttestRight.id)
    )
    return tuple(
        LimitSeen(row.title, row.pot_id, row.limit_ore, row.valid_from, row.valid_to)
        for row in session.execute(query)
        if row.limit_ore is not None
    )


def _entries(at: View) -> Select[*tuple[Any, ...]]:
    sums = _amounts(at)
    actor, registrar, original, reversing = aliased(Person), aliased(Person), aliased(Entry), aliased(Entry)
    report = aliased(Document)
    turns_back = [
        reversing.book_id == Entry.book_id,
        reversing.reverses_seq == Entry.seq,
        reversing.seq <= at.cut.until_seq,
    ]
    query = (
        select(Entry, Document.number.label("document"), sums.c.amount_ore, sums.c.used_ore)
        .add_columns(actor.login.label("booked_by"), registrar.login.label("registered_by"))
        .add_columns(original.year.label("original_year"), original.number.label("original_number"))
        .add_columns(reversing.year.label("reversing_year"), reversing.number.label("reversing_number"))
        .join(sums, sums.c.seq == Entry.seq)
        .join(actor, actor.id == Entry.actor_id)
        .outerjoin(Document, Document.id == Entry.document_id)
        .outerjoin(UseReview, UseReview.document_id == Document.id)
        .outerjoin(report, report.id == UseReview.report_id)
        .outerjoin(registrar, registrar.id == func.coalesce(report.actor_id, Document.actor_id))
        .outerjoin(original, and_(original.book_id == Entry.book_id, original.seq == Entry.reverses_seq))
        .outerjoin(reversing, and_(*turns_back))
        .where(Entry.book_id == at.book.id, Entry.seq <= at.cut.until_seq)
        .order_by(Entry.seq)
    )
    return query if at.cut.as_of is None else query.where(Entry.booked_on <= at.cut.as_of)


def _amounts(at: View) -> Any:
    """By entry, over the view's pots: the most it debits one kind of account, and what it debits what is used."""
    debits = (
        select(Line.seq, Line.kind, func.sum(Line.amount_ore).label("amount_ore"))
        .where(Line.book_id == at.book.id, Line.pot_id.in_(at.pots), Line.amount_ore > 0)
        .group_by(Line.seq, Line.kind)
        .subquery()
    )
    used = case((debits.c.kind == Kind.USED.value, debits.c.amount_ore), else_=0)
    return (
        select(debits.c.seq, func.max(debits.c.amount_ore).label("amount_ore"), func.max(used).label("used_ore"))
        .group_by(debits.c.seq)
        .subquery()
    )


def _entry(row: Any) -> EntrySeen:
    entry: Entry = row.Entry
    return EntrySeen(
        name=entry_name(entry.year, entry.number),
        document=row.document or "",
        document_id=entry.document_id,
        event=Event(entry.event),
        booked_on=entry.booked_on,
        recorded_at=entry.recorded_at,
        booked_by=row.booked_by,
        registered_by=row.registered_by or "",
        amount_ore=int(row.amount_ore),
        used_ore=int(row.used_ore),
        reverses=_name(row.original_year, row.original_number),
        reversed_by=_name(row.reversing_year, row.reversing_number),
    )


def _payment(row: Any) -> PaymentSeen:
    paid: PayoutRow = row.PayoutRow
    return PaymentSeen(
        entry=entry_name(row.year, row.serial),
        document=row.number,
        row_no=paid.row_no,
        paid_on=row.booked_on,
        paid_by=row.login,
        payee_id=paid.payee_id,
        payee=row.name,
        invoice_id=paid.invoice_id,
        invoice=row.paid or "",
        amount_ore=paid.amount_ore,
    )


def _name(year: int | None, number: int | None) -> str:
    return "" if year is None or number is None else entry_name(year, number)


def _known(at: View) -> Iterator[ColumnElement[bool]]:
    if at.cut.as_of is not None:
        yield Invoice.arrived_on <= at.cut.as_of
    if at.known_at is not None:
        yield Document.recorded_at <= at.known_at


def _stands(at: View) -> ColumnElement[bool]:
    """Neither annulled, refused nor returned, as it was known."""
    query = select(DocumentState.state).where(DocumentState.document_id == Document.id)
    if at.known_at is not None:
        query = query.where(DocumentState.recorded_at <= at.known_at)
    state = query.order_by(DocumentState.no.desc()).limit(1).scalar_subquery()
    return func.coalesce(state, "").not_in(["annulled", "refused", "returned"])
