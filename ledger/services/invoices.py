"""Invoices: registered once under the supplier's number, and then returned to the supplier, or attested and corrected.

registered → confirmed → approved → paid. A correction of an approved invoice begins a new round of attests, both
steps: the invoice is registered again, not confirmed, so that four eyes are always two persons of the same round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import lock_book
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.invoices import Invoice, InvoiceLine
from ledger.db.organisations import Organisation
from ledger.db.payouts import PayoutRow
from ledger.domain import rules
from ledger.domain.invoices import VatJudgement, folded_number, require_sums, require_vat
from ledger.domain.payees import PayeeAccounts
from ledger.domain.scope import Scope
from ledger.errors import InvoiceDuplicateNumber, InvoicePaid, NotFound, PayeeAccountMissing
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.audit import write_audit
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register,
    registered_under,
    require_document,
    require_reason,
    require_state,
    set_state,
    state_now,
)
from ledger.services.inputs import require_not_ahead, require_not_before, require_text
from ledger.services.invoice_lines import (
    WAITING,
    Drawn,
    InvoiceLineInput,
    PlacedLine,
    drawn_by,
    placed,
    require_one_decision,
    require_room,
)
from ledger.services.payee_accounts import accounts_on


@dataclass(frozen=True)
class InvoiceInput:
    """An invoice as it is registered, amounts in öre: net + VAT = gross = the lines together.

    `payee_account` is what the invoice says, None for the register's; `payment_reference` is the supplier's number
    where it is empty. `vat_reason` says why the VAT is judged so. `vat_recoverable` is whether the book recovers it:
    then only the net is charged. `decision_id` is the standing decision of the lines without a commitment.
    """

    supplier_id: int
    supplier_number: str
    invoiced_on: date
    arrived_on: date
    due_on: date
    lines: Sequence[InvoiceLineInput]
    net_ore: Ore
    vat_ore: Ore
    gross_ore: Ore
    vat_judgement: VatJudgement
    vat_reason: str = ""
    vat_recoverable: bool = False
    payee_account: str | None = None
    payment_reference: str = ""
    decision_id: int | None = None


@dataclass(frozen=True)
class RegisteredInvoice:
    """A registered invoice, what it will draw on commitments, and whether its payee is another than the register's."""

    document: Registered
    drawn: tuple[Drawn, ...]
    payee_differs: bool


def register_invoice(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    invoice: InvoiceInput,
    source_key: str | None = None,
    example: bool = False,
) -> RegisteredInvoice:
    """Register an invoice for attest; nothing is booked.

    Raises `InvoiceDuplicateNumber`, `InvoiceExceedsCommitment`, `PotInsufficient` and what else `require_sums`,
    `require_vat`, `placed`, `require_room` and `require_one_decision` raise; `DateBefore`, `DateOutOfRange`,
    `TextMissing`, `PayeeAccountMissing`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    _require_form(invoice)
    supplier = _require_supplier(session, invoice.supplier_id)
    lines = placed(session, book_id, supplier, invoice.lines)
    charges = [line.charge(vat_recoverable=invoice.vat_recoverable) for line in lines]
    if not is_known(session, book_id, source_key):
        _refuse_duplicate(session, book_id, supplier, invoice.supplier_number)
        require_one_decision(session, book_id, lines, invoice.decision_id, clock.today())
        require_room(session, book_id, charges, clock.today())
    accounts = accounts_on(session, [supplier.id], clock.today())[supplier.id]
    kept = (invoice.payee_account or "").strip() or _account_kept(session, book_id, source_key)
    account = kept or _payee_account(supplier, accounts)
    document = register(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.INVOICE,
        on=invoice.arrived_on,
        state="registered",
        details={
            Invoice: [_row(invoice, account)],
            InvoiceLine: [_line_row(book_id, row_no, line) for row_no, line in enumerate(lines, start=1)],
        },
        movement=lambda own_id: rules.invoice(invoice_id=own_id, rows=charges),
        source_key=source_key,
        example=example,
    )
    drawn = drawn_by(session, book_id, charges, document.id)
    return RegisteredInvoice(document, drawn, not accounts.has(account))


def return_invoice(
    session: Session, *, actor: int, scope: Scope, book_id: int, invoice_id: int, reason: str
) -> Registered:
    """Send an invoice that is not approved back to its supplier; its number may then be registered anew.

    Raises `DocumentWrongState`, `ReasonMissing`, `NotFound`.
    """
    scope.require_book(book_id)
    require_reason(reason)
    lock_book(session, book_id)
    document = require_invoice(session, book_id, invoice_id)
    require_state(session, document, *WAITING)
    set_state(session, actor=actor, document_id=invoice_id, state="returned", reason=reason.strip())
    write_audit(session, actor=actor, book_id=book_id, verb="return", what=document.kind.value, what_id=invoice_id)
    return document


def correct_invoice(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn an approved invoice back with a counter-entry: it is registered again and waits for both attests anew.

    Raises `InvoicePaid` until its payout is corrected, `DocumentWrongState`, `ReasonMissing`, `NotFound`, and what the
    door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_invoice(session, book_id, document_id)
    if require_state(session, document, "approved", "paid") == "paid":
        raise InvoicePaid(invoice=document.number, payout=_payout(session, document_id))
    require_not_ahead("Bokföringsdag", booked_on)
    return annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av faktura {document.number}",
        state="registered",
    )


def _require_form(invoice: InvoiceInput) -> None:
    """Refuse an invoice that is wrong in itself, whatever the book says."""
    require_text("Fakturanummer", invoice.supplier_number)
    require_not_ahead("Fakturadatum", invoice.invoiced_on)
    require_not_before("Förfallodatum", invoice.due_on, "fakturadatum", invoice.invoiced_on)
    require_not_before("Ankomstdatum", invoice.arrived_on, "fakturadatum", invoice.invoiced_on)
    require_not_ahead("Ankomstdatum", invoice.arrived_on)
    require_sums(
        net_ore=invoice.net_ore,
        vat_ore=invoice.vat_ore,
        gross_ore=invoice.gross_ore,
        lines=[(line.gross_ore, line.vat_ore) for line in invoice.lines],
    )
    require_vat(invoice.vat_judgement, net_ore=invoice.net_ore, vat_ore=invoice.vat_ore, reason=invoice.vat_reason)


def _require_supplier(session: Session, supplier_id: int) -> Organisation:
    supplier = session.get(Organisation, supplier_id)
    if supplier is None:
        raise NotFound(what="leverantör", name=str(supplier_id))
    return supplier


def _account_kept(session: Session, book_id: int, source_key: str | None) -> str | None:
    """The number that an invoice sent anew was registered with, whatever the register says since."""
    earlier = registered_under(session, book_id, source_key)
    if earlier is None:
        return None
    query = select(Invoice.payee_account).where(Invoice.document_id == earlier.id)
    return session.execute(query).scalar_one_or_none()


def _payee_account(supplier: Organisation, accounts: PayeeAccounts) -> str:
    if accounts.first is None:
        raise PayeeAccountMissing(payee=supplier.name)
    return accounts.first


def _refuse_duplicate(session: Session, book_id: int, supplier: Organisation, number: str) -> None:
    """Refuse a number that stands on another of the supplier's invoices, unless that was returned."""
    state = state_now(Document.id)
    folded = func.ltrim(func.lower(func.replace(Invoice.supplier_number, " ", "")), "0")
    query = (
        select(Document.number, Document.recorded_at, Invoice.supplier_number, state.label("state"))
        .join(Invoice, Invoice.document_id == Document.id)
        .where(
            Document.book_id == book_id,
            Invoice.supplier_id == supplier.id,
            folded == folded_number(number),
            state != "returned",
        )
        .order_by(Document.id)
        .limit(1)
    )
    taken = session.execute(query).first()
    if taken is not None:
        raise InvoiceDuplicateNumber(
            supplier_number=taken.supplier_number,
            supplier=supplier.name,
            registered_on=taken.recorded_at.astimezone(clock.STOCKHOLM).date(),
            state=taken.state,
            document=taken.number,
        )


def _row(invoice: InvoiceInput, account: str) -> dict[str, object]:
    number = " ".join(invoice.supplier_number.split())
    return {
        "supplier_id": invoice.supplier_id,
        "supplier_number": number,
        "invoiced_on": invoice.invoiced_on,
        "arrived_on": invoice.arrived_on,
        "due_on": invoice.due_on,
        "payment_reference": invoice.payment_reference.strip() or number,
        "payee_account": account,
        "net_ore": invoice.net_ore,
        "vat_ore": invoice.vat_ore,
        "gross_ore": invoice.gross_ore,
        "vat_judgement": invoice.vat_judgement.value,
        "vat_reason": invoice.vat_reason.strip(),
        "vat_recoverable": invoice.vat_recoverable,
        "decision_id": invoice.decision_id,
    }


def _line_row(book_id: int, row_no: int, line: PlacedLine) -> dict[str, object]:
    return {
        "row_no": row_no,
        "book_id": book_id,
        "pot_id": line.pot.pot_id,
        "commitment_id": line.commitment_id,
        "text": line.text.strip(),
        "gross_ore": line.gross_ore,
        "vat_ore": line.vat_ore,
    }


def require_invoice(session: Session, book_id: int, invoice_id: int) -> Registered:
    """The invoice of that id in the book; raises `NotFound`."""
    return require_document(session, book_id=book_id, kind=DocumentKind.INVOICE, document_id=invoice_id)


def _payout(session: Session, invoice_id: int) -> str:
    """The number of the payout in force that paid the invoice."""
    query = (
        select(Document.number)
        .join(PayoutRow, PayoutRow.document_id == Document.id)
        .where(PayoutRow.invoice_id == invoice_id, state_now(Document.id) == "booked")
        .order_by(Document.id.desc())
        .limit(1)
    )
    return session.execute(query).scalar_one()
