"""Credit invoices: what a supplier takes back of one invoice, at most what is left of each row, paid or not.

registered → confirmed → approved, or returned. What comes off the debt and what the supplier will owe is said when the
credit is registered, and attested: until it is approved or returned, nobody pays what it takes off the debt.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger.balances import balance, lock_book, lowest_from
from ledger.db.credit_invoices import CreditInvoice, CreditLine
from ledger.db.details import DocumentKind
from ledger.db.documents import Document, DocumentFact
from ledger.db.invoices import Invoice
from ledger.db.pots import Pot
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import PotRef
from ledger.domain.events import FactCode
from ledger.domain.invoices import NOT_STANDING, VatJudgement, require_sums, require_vat
from ledger.domain.rules import CreditRow
from ledger.domain.scope import Scope
from ledger.errors import (
    CreditExceedsRest,
    CreditRowTwice,
    CreditUsed,
    DocumentSourceKeyTaken,
    NotFound,
    SupplierClaimSettled,
)
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.audit import write_audit
from ledger.services.documents import (
    Registered,
    annul,
    register,
    registered_under,
    require_document,
    require_reason,
    require_state,
    set_state,
    state_now,
)
from ledger.services.inputs import require_not_ahead, require_not_before, require_text
from ledger.services.invoice_debts import (
    CREDIT_WAITING,
    claim_by_pot,
    follow,
    resting_on,
    waiting_credits,
)
from ledger.services.invoice_lines import PlacedLine, placed_of
from ledger.services.invoices import require_invoice, require_supplier
from ledger.services.supplier_numbers import refuse_duplicate, take_number


@dataclass(frozen=True)
class CreditLineInput:
    """What is credited of the invoice's row of that number: gross in öre, of which VAT."""

    invoice_row: int
    gross_ore: Ore
    vat_ore: Ore = 0


@dataclass(frozen=True)
class CreditInput:
    """A credit invoice as it is registered: amounts in öre, positive; net + VAT = gross = the lines together.

    `vat_judgement` None is the invoice's own; `reason` is why the supplier credits.
    """

    invoice_id: int
    supplier_number: str
    credited_on: date
    arrived_on: date
    lines: Sequence[CreditLineInput]
    net_ore: Ore
    vat_ore: Ore
    gross_ore: Ore
    reason: str
    vat_judgement: VatJudgement | None = None
    vat_reason: str = ""


@dataclass(frozen=True)
class RegisteredCredit:
    """A registered credit invoice: how much of it comes off the debt, and how much the supplier will owe, in öre."""

    document: Registered
    off_debt_ore: Ore
    claim_ore: Ore


def register_credit_invoice(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    credit: CreditInput,
    source_key: str | None = None,
    example: bool = False,
) -> RegisteredCredit:
    """Register a credit invoice of one approved or paid invoice for attest; nothing is booked.

    Raises `CreditExceedsRest`, `CreditRowTwice`, `InvoiceDuplicateNumber`, `DocumentWrongState`, `ReasonMissing`,
    `DateBefore`, `DateOutOfRange`, `TextMissing`, `NotFound`, and what `require_sums` and `require_vat` raise.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_invoice(session, book_id, credit.invoice_id)
    invoice = session.get_one(Invoice, credit.invoice_id)
    judgement = _require_form(credit, invoice)
    earlier = registered_under(session, book_id, source_key)
    if earlier is None:
        require_state(session, document, "approved", "paid", "credited")
        refuse_duplicate(session, book_id, require_supplier(session, invoice.supplier_id), credit.supplier_number)
        rows = _rows(session, book_id, invoice, _credited_lines(session, document, credit.lines), credit.lines)
    elif earlier.kind is DocumentKind.CREDIT_INVOICE:
        rows = rows_of(session, earlier.id)
    else:
        raise DocumentSourceKeyTaken(source_key=source_key or "", document=earlier.number)
    registered = register(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.CREDIT_INVOICE,
        on=credit.arrived_on,
        state="registered",
        details={
            CreditInvoice: [_head(credit, judgement)],
            CreditLine: [{"row_no": no, **vars(line)} for no, line in enumerate(credit.lines, start=1)],
        },
        movement=lambda _own_id: rules.credit_invoice(invoice_id=invoice.document_id, rows=rows),
        source_key=source_key,
        example=example,
    )
    if registered.is_new:
        take_number(session, registered.id, invoice.supplier_id, credit.supplier_number)
    claim_ore = sum(row.claim_ore for row in rows)
    return RegisteredCredit(registered, credit.gross_ore - claim_ore, claim_ore)


def return_credit_invoice(
    session: Session, *, actor: int, scope: Scope, book_id: int, credit_id: int, reason: str
) -> Registered:
    """Send a credit invoice that is not approved back to its supplier; its number may then be registered anew.

    Raises `DocumentWrongState`, `ReasonMissing`, `NotFound`.
    """
    scope.require_book(book_id)
    require_reason(reason)
    lock_book(session, book_id)
    document = require_credit(session, book_id, credit_id)
    require_state(session, document, *CREDIT_WAITING)
    set_state(session, actor=actor, document_id=credit_id, state="returned", reason=reason.strip())
    write_audit(session, actor=actor, book_id=book_id, verb="return", what=document.kind.value, what_id=credit_id)
    return document


def correct_credit_invoice(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn an approved credit invoice back with a counter-entry: it waits for both attests anew, and may be returned.

    Raises `SupplierClaimSettled` when the supplier has refunded or set off what it owed by it, `CreditUsed` when what
    it gave back has been used, `DocumentWrongState`, `ReasonMissing`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_credit(session, book_id, document_id)
    require_state(session, document, "approved")
    require_not_ahead("Bokföringsdag", booked_on)
    rows, invoice_id = rows_of(session, document_id), session.get_one(CreditInvoice, document_id).invoice_id
    claims = [(row.pot, row.claim_ore) for row in rows]
    require_claim_left(session, document, invoice_id, claims, booked_on)
    _require_unused(session, document, rows, booked_on)
    booked = annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av kreditfaktura {document.number}",
        state="registered",
    )
    follow(session, actor=actor, book_id=book_id, invoice_ids=[invoice_id], entry_seq=booked.seq)
    return booked


def _require_unused(session: Session, credit: Registered, rows: Iterable[CreditRow], on: date) -> None:
    """Refuse, with `CreditUsed`, to take back what a commitment or a pot no longer has, on the day or on a later."""
    given: dict[tuple[PotRef, int], Ore] = defaultdict(int)
    for row in rows:
        given[row.pot, row.commitment_id] += row.charge_ore
    for (pot, commitment_id), given_ore in given.items():
        kind = Kind.COMMITTED if commitment_id else Kind.AVAILABLE
        left_ore, day = lowest_from(session, credit.book_id, kind, pot.pot_id, on, subject_id=commitment_id)
        if given_ore > left_ore:
            number = select(Document.number).where(Document.id == commitment_id)
            name = select(Pot.name).where(Pot.book_id == credit.book_id, Pot.id == pot.pot_id)
            target = f"uppdrag {session.scalar(number)}" if commitment_id else session.scalars(name).one()
            raise CreditUsed(credit=credit.number, target=target, given_ore=given_ore, left_ore=left_ore, day=day)


def require_credit(session: Session, book_id: int, credit_id: int) -> Registered:
    """The credit invoice of that id in the book; raises `NotFound`."""
    return require_document(session, book_id=book_id, kind=DocumentKind.CREDIT_INVOICE, document_id=credit_id)


def require_claim_left(
    session: Session, document: Registered, invoice_id: int, claims: Iterable[tuple[PotRef, Ore]], on: date
) -> None:
    """Refuse, with `SupplierClaimSettled`, to take back a claim on the supplier that has been refunded or set off."""
    made: dict[PotRef, Ore] = defaultdict(int)
    for pot, claim_ore in claims:
        made[pot] += claim_ore
    left, _ = claim_by_pot(session, document.book_id, Kind.SUPPLIER_CLAIM, invoice_id, on)
    if any(claim_ore > left[pot] for pot, claim_ore in made.items()):
        settled_by = (FactCode.SUPPLIER_REFUND, FactCode.SET_OFF)
        raise SupplierClaimSettled(
            document=document.number,
            amount_ore=sum(made.values()),
            claim_ore=sum(left.values()),
            documents=resting_on(session, document.book_id, [invoice_id], settled_by, as_paid=False),
        )


def rows_of(session: Session, credit_id: int) -> list[CreditRow]:
    """What a registered credit invoice states, row by row: where its money goes, and what the supplier will owe."""
    query = (
        select(DocumentFact, Pot.root_id)
        .join(Pot, (Pot.book_id == DocumentFact.book_id) & (Pot.id == DocumentFact.pot_id))
        .where(DocumentFact.document_id == credit_id)
        .order_by(DocumentFact.row_no)
    )
    return [
        CreditRow(PotRef(fact.pot_id, root_id), fact.other_subject_id, fact.amount_ore, fact.vat_ore, fact.claim_ore)
        for fact, root_id in session.execute(query)
    ]


def _require_form(credit: CreditInput, invoice: Invoice) -> VatJudgement:
    """Refuse a credit that is wrong in itself, or before its invoice; answers with how its VAT is judged."""
    require_text("Fakturanummer", credit.supplier_number)
    require_reason(credit.reason)
    require_not_before("Kreditfakturans datum", credit.credited_on, "fakturadatum", invoice.invoiced_on)
    require_not_before("Ankomstdatum", credit.arrived_on, "kreditfakturans datum", credit.credited_on)
    require_not_ahead("Ankomstdatum", credit.arrived_on)
    require_sums(
        net_ore=credit.net_ore,
        vat_ore=credit.vat_ore,
        gross_ore=credit.gross_ore,
        lines=[(line.gross_ore, line.vat_ore) for line in credit.lines],
    )
    judgement = credit.vat_judgement or VatJudgement(invoice.vat_judgement)
    reason = credit.vat_reason if credit.vat_judgement is not None else invoice.vat_reason
    require_vat(judgement, net_ore=credit.net_ore, vat_ore=credit.vat_ore, reason=reason)
    return judgement


def _credited_lines(session: Session, invoice: Registered, lines: Sequence[CreditLineInput]) -> dict[int, PlacedLine]:
    """The invoice's rows, by number, if they have left what the lines credit.

    What other credits have taken counts from their registration, so that two that wait never take the same.
    """
    known = dict(enumerate(placed_of(session, invoice.id), start=1))
    taken = _taken(session, invoice.id)
    for row, times in Counter(line.invoice_row for line in lines).items():
        if times > 1:
            raise CreditRowTwice(row=row)
    for line in lines:
        if line.invoice_row not in known:
            raise NotFound(what=f"rad på faktura {invoice.number}", name=str(line.invoice_row))
        of, (gross_ore, vat_ore) = known[line.invoice_row], taken.get(line.invoice_row, (0, 0))
        for part, wanted_ore, rest_ore in (
            ("brutto", line.gross_ore, of.gross_ore - gross_ore),
            ("moms", line.vat_ore, of.vat_ore - vat_ore),
            ("netto", line.gross_ore - line.vat_ore, of.gross_ore - of.vat_ore - gross_ore + vat_ore),
        ):
            if wanted_ore > rest_ore:
                raise CreditExceedsRest(
                    invoice=invoice.number, row=line.invoice_row, part=part, wanted_ore=wanted_ore, rest_ore=rest_ore
                )
    return known


def _taken(session: Session, invoice_id: int) -> dict[int, tuple[Ore, Ore]]:
    """Gross and VAT that stand credited of each row of an invoice, in öre."""
    query = (
        select(CreditLine.invoice_row, func.sum(CreditLine.gross_ore), func.sum(CreditLine.vat_ore))
        .join(CreditInvoice, CreditInvoice.document_id == CreditLine.document_id)
        .where(CreditInvoice.invoice_id == invoice_id, state_now(CreditInvoice.document_id).not_in(NOT_STANDING))
        .group_by(CreditLine.invoice_row)
        .order_by(CreditLine.invoice_row)
    )
    return {row: (int(gross_ore), int(vat_ore)) for row, gross_ore, vat_ore in session.execute(query)}


def _rows(
    session: Session, book_id: int, invoice: Invoice, known: Mapping[int, PlacedLine], lines: Sequence[CreditLineInput]
) -> list[CreditRow]:
    """Where each line's money goes: off the debt as far as it is unpaid, in the order of the lines, else a claim."""
    active = _active(session, {one.commitment_id for one in known.values() if one.commitment_id is not None})
    unpaid = _unpaid(session, book_id, invoice, known.values())
    rows: list[CreditRow] = []
    for line in lines:
        of = known[line.invoice_row]
        off_debt_ore = min(line.gross_ore, unpaid[of.pot])
        unpaid[of.pot] -= off_debt_ore
        vat_ore = line.vat_ore if invoice.vat_recoverable else 0
        commitment_id = of.commitment_id if of.commitment_id in active else 0
        rows.append(
            CreditRow(of.pot, commitment_id or 0, line.gross_ore - vat_ore, vat_ore, line.gross_ore - off_debt_ore)
        )
    return rows


def _unpaid(session: Session, book_id: int, invoice: Invoice, lines: Iterable[PlacedLine]) -> dict[PotRef, Ore]:
    """What is owed on the invoice today, by pot, and not taken by credits that wait."""
    waiting = waiting_credits(session, [invoice.document_id])
    return {
        pot: -balance(session, book_id, Kind.PAYABLE, pot.pot_id, invoice.document_id)
        - waiting.get((pot.pot_id, invoice.document_id), 0)
        for pot in dict.fromkeys(line.pot for line in lines)
    }


def _active(session: Session, commitment_ids: Iterable[int]) -> set[int]:
    """Those of the commitments that are in force."""
    query = (
        select(Document.id)
        .where(Document.id.in_(sorted(commitment_ids)), state_now(Document.id) == "active")
        .order_by(Document.id)
    )
    return set(session.scalars(query))


def _head(credit: CreditInput, judgement: VatJudgement) -> dict[str, object]:
    return {
        "invoice_id": credit.invoice_id,
        "supplier_number": " ".join(credit.supplier_number.split()),
        "credited_on": credit.credited_on,
        "arrived_on": credit.arrived_on,
        "net_ore": credit.net_ore,
        "vat_ore": credit.vat_ore,
        "gross_ore": credit.gross_ore,
        "vat_judgement": judgement.value,
        "vat_reason": credit.vat_reason.strip(),
        "reason": credit.reason.strip(),
    }
