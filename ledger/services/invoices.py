"""Invoices: registered once under the supplier's number, and then returned, changed, or attested and corrected.

registered → confirmed → approved → paid, or credited when all of it is. A correction of an approved invoice begins a
new round of attests, both steps: the invoice is registered again, not confirmed, so that four eyes are always two
persons of the same round. What is changed is another invoice, registered anew: the one it replaces stays as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import lock_book
from ledger.db.base import Base
from ledger.db.details import DocumentKind
from ledger.db.invoices import Invoice, InvoiceLine, InvoiceReplacement
from ledger.db.organisations import Organisation
from ledger.domain import rules
from ledger.domain.invoices import VatJudgement, require_sums, require_vat
from ledger.domain.payees import PayeeAccounts
from ledger.domain.rules import InvoiceRow
from ledger.domain.scope import Scope
from ledger.errors import NotFound, PayeeAccountMissing
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
)
from ledger.services.inputs import require_not_ahead, require_not_before, require_text
from ledger.services.invoice_debts import require_nothing_later
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
from ledger.services.supplier_numbers import SameCost, refuse_duplicate, same_cost, take_number
from ledger.services.vat import recovers_vat


@dataclass(frozen=True)
class InvoiceInput:
    """An invoice as it is registered, amounts in öre: net + VAT = gross = the lines together.

    `payee_account` is what the invoice says, None for the register's; `payment_reference` is the supplier's number
    where it is empty. `vat_judgement` is that of the person who registers, `vat_reason` says why. Whether the VAT is
    recovered, so that only the net is charged, is the book's setting on the day of the invoice. `decision_id` is the
    standing decision of the lines without a commitment.
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
    payee_account: str | None = None
    payment_reference: str = ""
    decision_id: int | None = None


@dataclass(frozen=True)
class RegisteredInvoice:
    """A registered invoice, what it will draw on commitments and pots, and what to look at before it is attested.

    `payee_differs` is whether its payee's account is another than the register's; `warnings` are invoices that may be
    the same cost.
    """

    document: Registered
    drawn: tuple[Drawn, ...]
    payee_differs: bool
    warnings: tuple[SameCost, ...] = ()


@dataclass(frozen=True)
class _Written:
    """A registered invoice before it is told: what it charges, and whether its payee is another than the register's."""

    document: Registered
    charges: tuple[InvoiceRow, ...]
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
    return _told(session, _register(session, actor, book_id, invoice, source_key=source_key, example=example), invoice)


def change_invoice(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    invoice_id: int,
    invoice: InvoiceInput,
    reason: str,
    source_key: str | None = None,
    example: bool = False,
) -> RegisteredInvoice:
    """Register a returned or waiting invoice anew, changed: it replaces the old one and is attested from the start.

    Raises `DocumentWrongState` for an invoice that is approved or replaced, `ReasonMissing`, and what
    `register_invoice` raises.
    """
    scope.require_book(book_id)
    require_reason(reason)
    lock_book(session, book_id)
    replaced = require_invoice(session, book_id, invoice_id)
    if not is_known(session, book_id, source_key):
        require_state(session, replaced, *WAITING, "returned")
    changed = _register(
        session, actor, book_id, invoice, source_key=source_key, example=example, replaces_id=invoice_id
    )
    if changed.document.is_new:
        set_state(session, actor=actor, document_id=invoice_id, state="replaced", reason=reason.strip())
        write_audit(
            session,
            actor=actor,
            book_id=book_id,
            verb="replace",
            what=replaced.kind.value,
            what_id=invoice_id,
            by=changed.document.id,
        )
    return _told(session, changed, invoice)


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

    Raises `InvoicePaid` until its payout is corrected, `InvoiceHasLater` for what else rests on it,
    `DocumentWrongState`, `ReasonMissing`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_invoice(session, book_id, document_id)
    require_state(session, document, "approved", "paid", "credited")
    require_nothing_later(session, document)
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


def _register(
    session: Session,
    actor: int,
    book_id: int,
    invoice: InvoiceInput,
    *,
    source_key: str | None,
    example: bool,
    replaces_id: int | None = None,
) -> _Written:
    _require_form(invoice)
    supplier = require_supplier(session, invoice.supplier_id)
    lines = placed(session, book_id, supplier, invoice.lines)
    recovered = invoice.vat_ore > 0 and recovers_vat(session, book_id, invoice.invoiced_on)
    charges = [line.charge(vat_recoverable=recovered) for line in lines]
    if not is_known(session, book_id, source_key):
        refuse_duplicate(session, book_id, supplier, invoice.supplier_number, but=replaces_id)
        require_one_decision(session, book_id, lines, invoice.decision_id, clock.today())
        require_room(session, book_id, charges, clock.today())
    accounts = accounts_on(session, [supplier.id], clock.today())[supplier.id]
    kept = (invoice.payee_account or "").strip() or _account_kept(session, book_id, source_key)
    account = kept or _payee_account(supplier, accounts)
    details = invoice_details(book_id, invoice, lines, account, recovered=recovered)
    if replaces_id is not None:
        details[InvoiceReplacement] = [{"replaces_id": replaces_id}]
    document = register(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.INVOICE,
        on=invoice.arrived_on,
        state="registered",
        details=details,
        movement=lambda own_id: rules.invoice(invoice_id=own_id, rows=charges),
        source_key=source_key,
        example=example,
    )
    if document.is_new:
        take_number(session, document.id, supplier.id, invoice.supplier_number)
    return _Written(document, tuple(charges), not accounts.has(account))


def _told(session: Session, written: _Written, invoice: InvoiceInput) -> RegisteredInvoice:
    """What to look at, once what it replaces is no longer counted."""
    document = written.document
    return RegisteredInvoice(
        document,
        drawn_by(session, document.book_id, written.charges, document.id),
        written.payee_differs,
        same_cost(
            session, document.book_id, invoice.supplier_id, invoice.gross_ore, invoice.invoiced_on, but=document.id
        ),
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


def require_supplier(session: Session, supplier_id: int) -> Organisation:
    """The organisation of that id, as a supplier; raises `NotFound`."""
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


def invoice_details(
    book_id: int, invoice: InvoiceInput, lines: Sequence[PlacedLine], account: str, *, recovered: bool
) -> dict[type[Base], list[dict[str, object]]]:
    """The rows of an invoice whose lines are placed, paid to `account`; `recovered` is whether its VAT will be."""
    return {
        Invoice: [_row(invoice, account, recovered=recovered)],
        InvoiceLine: [_line_row(book_id, row_no, line) for row_no, line in enumerate(lines, start=1)],
    }


def _row(invoice: InvoiceInput, account: str, *, recovered: bool) -> dict[str, object]:
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
        "vat_recoverable": recovered,
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
