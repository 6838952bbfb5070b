"""What a supplier owes back: an invoice paid twice, a refund, and a claim set off against another invoice."""

from datetime import date

from sqlalchemy.orm import Session

from ledger.db.details import DocumentKind
from ledger.db.invoices import Invoice
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import PotRef
from ledger.domain.scope import Scope
from ledger.errors import (
    DoublePaymentExceedsInvoice,
    InvoiceCreditWaits,
    InvoiceExceedsDebt,
    SetOffOtherPurpose,
    SetOffOtherSupplier,
    SupplierClaimExceeded,
)
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.credits import require_claim_left
from ledger.services.documents import Registered, require_state
from ledger.services.inputs import require_not_before
from ledger.services.invoice_debts import (
    booked_entry,
    claim_by_pot,
    follow,
    numbers_waiting,
    owed_by_pot,
    spread,
    waiting_credits,
)
from ledger.services.invoice_lines import placed_of
from ledger.services.invoices import require_invoice, require_supplier
from ledger.services.settlements import (
    Asked,
    Part,
    Settled,
    annul_settlement,
    begin,
    book_parts,
    known_parts,
    laid,
    parts_of,
    require_settlement,
)


def register_double_payment(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    invoice_id: int,
    bank_account_id: int,
    amount_ore: Ore,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> Settled:
    """Book that an invoice on which nothing was owed was paid once more: the supplier owes the money.

    It has left the bank, so it is booked also where the purpose has less there. Raises `DoublePaymentExceedsInvoice`,
    `DocumentWrongState` for an invoice that is not paid or credited, `AmountNotPositive`, `DateBefore` for a day before
    the invoice was booked, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    asked = Asked(
        kind=DocumentKind.DOUBLE_PAYMENT,
        actor=actor,
        scope=scope,
        book_id=book_id,
        invoice_id=invoice_id,
        amount_ore=amount_ore,
        on=on,
        text=text,
        source_key=source_key,
        example=example,
        bank_account_id=bank_account_id,
    )
    invoice = begin(session, asked)
    parts = known_parts(session, asked) or _doubled(session, invoice, amount_ore, on)
    movements = [
        rules.paid_twice(pot=part.pot, invoice_id=invoice_id, bank_id=bank_account_id, amount_ore=part.amount_ore)
        for part in parts
    ]
    return book_parts(session, asked, parts, movements, text=f"faktura {invoice.number}")


def register_supplier_refund(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    invoice_id: int,
    bank_account_id: int,
    amount_ore: Ore,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> Settled:
    """Book that a supplier has paid back what it owes on an invoice, whole or in part.

    Raises `SupplierClaimExceeded`, `AmountNotPositive`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    asked = Asked(
        kind=DocumentKind.SUPPLIER_REFUND,
        actor=actor,
        scope=scope,
        book_id=book_id,
        invoice_id=invoice_id,
        amount_ore=amount_ore,
        on=on,
        text=text,
        source_key=source_key,
        example=example,
        bank_account_id=bank_account_id,
    )
    invoice = begin(session, asked)
    parts = known_parts(session, asked) or laid(invoice, _claims(session, invoice, amount_ore, on), amount_ore)
    movements = [
        rules.supplier_refund(pot=part.pot, invoice_id=invoice_id, bank_id=bank_account_id, amount_ore=part.amount_ore)
        for part in parts
    ]
    return book_parts(session, asked, parts, movements, text=f"faktura {invoice.number}")


def set_off(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    claim_invoice_id: int,
    invoice_id: int,
    on: date,
    amount_ore: Ore | None = None,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> Settled:
    """Let what a supplier owes on one invoice pay another of its invoices: as much as both hold, or the amount given.

    The two meet within each purpose (root): between purposes the money has to pass the bank. Raises
    `SetOffOtherSupplier`, `SetOffOtherPurpose`, `SupplierClaimExceeded`, `InvoiceExceedsDebt`, `InvoiceCreditWaits`,
    `DocumentWrongState` for an invoice on which nothing is owed, `AmountNotPositive`, `DateOutOfRange`, `NotFound`, and
    what the door raises.
    """
    asked = Asked(
        kind=DocumentKind.SET_OFF,
        actor=actor,
        scope=scope,
        book_id=book_id,
        invoice_id=claim_invoice_id,
        amount_ore=amount_ore,
        on=on,
        text=text,
        source_key=source_key,
        example=example,
        other_invoice_id=invoice_id,
    )
    invoice = begin(session, asked)
    other = require_invoice(session, book_id, invoice_id)
    parts = known_parts(session, asked) or _meeting(session, invoice, other, amount_ore, on)
    movements = [
        rules.set_off(
            pot=part.pot,
            invoice_id=claim_invoice_id,
            other_invoice_id=invoice_id,
            amount_ore=part.amount_ore,
            other_pot=part.other_pot,
        )
        for part in parts
    ]
    text_of_entry = f"fordran på faktura {invoice.number} mot faktura {other.number}"
    settled = book_parts(session, asked, parts, movements, text=text_of_entry)
    if settled.booked is not None:
        follow(session, actor=actor, book_id=book_id, invoice_ids=[invoice_id], entry_seq=settled.booked.seq)
    return settled


def correct_double_payment(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a double payment back with a counter-entry; raises `SupplierClaimSettled` when it was refunded or set off.

    Raises also `DocumentWrongState`, `ReasonMissing`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    document = require_settlement(session, book_id, DocumentKind.DOUBLE_PAYMENT, document_id)
    parts = parts_of(session, document_id)
    claims = [(part.pot, part.amount_ore) for part in parts]
    require_claim_left(session, document, parts[0].invoice_id, claims, booked_on)
    return annul_settlement(session, actor=actor, document=document, reason=reason, booked_on=booked_on)


def correct_supplier_refund(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a supplier's refund back with a counter-entry: the supplier owes it again.

    Allowed also where the bank has been drawn on since, as of a receipt. Raises `DocumentWrongState`, `ReasonMissing`,
    `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    document = require_settlement(session, book_id, DocumentKind.SUPPLIER_REFUND, document_id)
    return annul_settlement(session, actor=actor, document=document, reason=reason, booked_on=booked_on)


def correct_set_off(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a set-off back with a counter-entry: the supplier owes again, and the other invoice is owed on again.

    Raises as `correct_supplier_refund`.
    """
    scope.require_book(book_id)
    document = require_settlement(session, book_id, DocumentKind.SET_OFF, document_id)
    paid = {part.other_invoice_id for part in parts_of(session, document_id) if part.other_invoice_id is not None}
    booked = annul_settlement(session, actor=actor, document=document, reason=reason, booked_on=booked_on)
    follow(session, actor=actor, book_id=book_id, invoice_ids=paid, entry_seq=booked.seq)
    return booked


def _doubled(session: Session, invoice: Registered, amount_ore: Ore, on: date) -> list[Part]:
    require_state(session, invoice, "paid", "credited")
    booked_on = booked_entry(session, invoice).booked_on
    require_not_before("Dagen", on, f"dagen då faktura {invoice.number} bokfördes,", booked_on)
    gross: dict[PotRef, Ore] = {}
    for line in placed_of(session, invoice.id):
        gross[line.pot] = gross.get(line.pot, 0) + line.gross_ore
    if amount_ore > sum(gross.values()):
        raise DoublePaymentExceedsInvoice(invoice=invoice.number, wanted_ore=amount_ore, gross_ore=sum(gross.values()))
    return laid(invoice, gross, amount_ore)


def _claims(session: Session, invoice: Registered, amount_ore: Ore, on: date) -> dict[PotRef, Ore]:
    """What the supplier owes on the invoice, by pot; raises `SupplierClaimExceeded` where that is less."""
    claims, day = claim_by_pot(session, invoice.book_id, Kind.SUPPLIER_CLAIM, invoice.id, on)
    if amount_ore > sum(claims.values()):
        raise SupplierClaimExceeded(
            invoice=invoice.number, wanted_ore=amount_ore, claim_ore=sum(claims.values()), day=day
        )
    return claims


def _meeting(session: Session, invoice: Registered, other: Registered, amount_ore: Ore | None, on: date) -> list[Part]:
    """Where the claim and the other invoice's debt meet, pot by pot within each root, up to the amount."""
    _require_same_supplier(session, invoice, other)
    require_state(session, other, "approved")
    least_ore = 1 if amount_ore is None else amount_ore
    claims = _claims(session, invoice, least_ore, on)
    owed = _free(session, other, least_ore, on)
    left_ore = sum(claims.values()) if amount_ore is None else amount_ore
    parts: list[Part] = []
    for pot, claim_ore in claims.items():
        near = {one: owed_ore for one, owed_ore in owed.items() if one.root_id == pot.root_id}
        for one, part_ore in spread(near, min(claim_ore, left_ore)):
            parts.append(Part(pot, invoice.id, part_ore, one, other.id))
            owed[one] -= part_ore
            left_ore -= part_ore
    meets_ore = sum(part.amount_ore for part in parts)
    if meets_ore < least_ore:
        raise SetOffOtherPurpose(
            invoice=invoice.number, other_invoice=other.number, wanted_ore=least_ore, meets_ore=meets_ore
        )
    return parts


def _free(session: Session, other: Registered, least_ore: Ore, on: date) -> dict[PotRef, Ore]:
    """What is owed on the invoice that is paid, by pot, and not taken by credits that wait."""
    owed, day = owed_by_pot(session, other.book_id, other.id, on)
    if least_ore > sum(owed.values()):
        raise InvoiceExceedsDebt(invoice=other.number, wanted_ore=least_ore, owed_ore=sum(owed.values()), day=day)
    waiting = waiting_credits(session, [other.id])
    free = {pot: owed_ore - waiting.get((pot.pot_id, other.id), 0) for pot, owed_ore in owed.items()}
    if least_ore > sum(free.values()):
        raise InvoiceCreditWaits(
            invoice=other.number,
            credits=numbers_waiting(session, other.id),
            wanted_ore=least_ore,
            left_ore=sum(free.values()),
        )
    return free


def _require_same_supplier(session: Session, invoice: Registered, other: Registered) -> None:
    one, another = (session.get_one(Invoice, document.id).supplier_id for document in (invoice, other))
    if one != another:
        raise SetOffOtherSupplier(
            supplier=require_supplier(session, one).name, other_supplier=require_supplier(session, another).name
        )
