"""Payouts: what leaves the bank in one batch, for approved invoices or as allotted money to the pots' recipients."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.payouts import Payout, PayoutRow
from ledger.db.settlements import Bounce
from ledger.domain import rules
from ledger.domain.entries import Movement
from ledger.domain.events import FactCode
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import DocumentSourceKeyTaken, PayoutEmpty, PayoutHasLater
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.document_rows import Details
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register_booked,
    registered_under,
    require_document,
    require_state,
    state_now,
)
from ledger.services.held import refuse_held_used
from ledger.services.inputs import require_not_ahead
from ledger.services.invoice_debts import follow, resting_on
from ledger.services.payout_rows import Due, owed, payments_of, recipients, require_bank, require_left


@dataclass(frozen=True)
class AllottedPayment:
    """What a recipient's pot is to be paid, in öre."""

    pot_id: int
    amount_ore: Ore


@dataclass(frozen=True)
class PaidOut:
    """One booked batch and its sum in öre; `booked` is None when it had been paid before, by its source key."""

    document: Registered
    booked: Booked | None
    amount_ore: Ore


@dataclass(frozen=True)
class _Batch:
    """What the payments of one call have in common."""

    actor: int
    book_id: int
    kind: str
    bank_account_id: int
    on: date
    example: bool


def pay_invoices(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    invoice_ids: Sequence[int],
    bank_account_id: int,
    on: date,
    amounts: Mapping[int, Ore] | None = None,
    source_key: str | None = None,
    example: bool = False,
) -> PaidOut:
    """Pay approved invoices in one batch, to the account each was registered with.

    Each is paid whole, what is owed on it, or in part where `amounts` says how much, in öre. It is paid once nothing is
    owed. Raises `PayoutEmpty`, `PayoutRowTwice`, `DocumentWrongState` for an invoice that is not approved or is paid,
    `InvoiceExceedsDebt`, `InvoiceCreditWaits`, `AmountNotPositive`, `BankInsufficient`, `DateBefore` for a day before
    the debt last changed, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    batch = _Batch(actor, book_id, "invoices", bank_account_id, on, example)
    _require_batch(session, batch, invoice_ids)
    earlier = registered_under(session, book_id, source_key)
    if earlier is None:
        dues = owed(session, book_id, invoice_ids, amounts or {}, on)
        require_bank(session, book_id, bank_account_id, dues, on)
    else:
        dues = _paid_before(session, earlier, invoice_ids, amounts or {}, source_key)
    payments = [rules.Payment(due.pot, due.invoice_id or 0, due.amount_ore) for due in dues]
    movement = rules.invoice_paid(bank_id=bank_account_id, payments=payments)
    paid = _pay(session, batch, dues, movement, text="fakturor", decision=None, source_key=source_key)
    if paid.booked is not None:
        follow(session, actor=actor, book_id=book_id, invoice_ids=invoice_ids, entry_seq=paid.booked.seq)
    return paid


def pay_out_allotted(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    rows: Sequence[AllottedPayment],
    bank_account_id: int,
    on: date,
    source_key: str | None = None,
    example: bool = False,
) -> tuple[PaidOut, ...]:
    """Pay allotted money to the recipients of pots: one batch and entry for each decision that allotted it.

    An entry names one decision: the latest in force that gave the pot its money. A `source_key` gets a number after it
    from the second batch on. Raises `PayoutEmpty`, `PayoutRowTwice`, `PayoutExceedsAvailable`, `PayoutNotAllotted`,
    `BankInsufficient`, `PayeeMissing`, `PayeeAccountMissing`, `AmountNotPositive`, `DateOutOfRange`, `NotFound`, and
    what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    batch = _Batch(actor, book_id, "allotted", bank_account_id, on, example)
    _require_batch(session, batch, rows)
    paid = recipients(session, book_id, [row.pot_id for row in rows], on)
    groups: dict[tuple[int, str], list[Due]] = {}
    for row in rows:
        to = paid[row.pot_id]
        due = Due(to.pot, None, to.payee_id, to.payee_account, positive(row.amount_ore))
        groups.setdefault(to.decision, []).append(due)
    if not is_known(session, book_id, source_key):
        for row in rows:
            require_left(session, book_id, paid[row.pot_id], row.amount_ore, on)
        require_bank(session, book_id, bank_account_id, [due for group in groups.values() for due in group], on)
    return tuple(
        _pay(
            session,
            batch,
            dues,
            rules.paid_out(bank_id=bank_account_id, payouts=[(due.pot, due.amount_ore) for due in dues]),
            text="fördelade medel",
            decision=decision,
            source_key=source_key if source_key is None or no == 1 else f"{source_key}:{no}",
        )
        for no, (decision, dues) in enumerate(groups.items(), start=1)
    )


def correct_payout(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a payout back with a counter-entry: its invoices are approved and unpaid again, its pots have their money.

    Raises `PayoutHasLater` when one of its payments has bounced, or an invoice was paid twice or credited since,
    `HeldUsed` when a recipient no longer holds what it was paid, `DocumentWrongState`, `ReasonMissing`, `NotFound`, and
    what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.PAYOUT, document_id=document_id)
    require_state(session, document, "booked")
    query = select(PayoutRow.invoice_id).where(PayoutRow.document_id == document_id, PayoutRow.invoice_id.is_not(None))
    paid = [one for one in session.scalars(query.distinct().order_by(PayoutRow.invoice_id)) if one is not None]
    _refuse_later(session, document, paid)
    refuse_held_used(session, document, booked_on)
    require_not_ahead("Bokföringsdag", booked_on)
    booked = annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av utbetalning {document.number}",
        state="annulled",
    )
    if paid:
        follow(session, actor=actor, book_id=book_id, invoice_ids=paid, entry_seq=booked.seq)
    return booked


def _refuse_later(session: Session, payout: Registered, invoice_ids: Sequence[int]) -> None:
    bounced = select(Document.number).join(Bounce, Bounce.document_id == Document.id)
    bounced = bounced.where(Bounce.payout_id == payout.id, state_now(Document.id) == "booked").order_by(Document.id)
    on_payment = (FactCode.PAID_TWICE, FactCode.CREDIT_INVOICE)
    later = (
        *session.scalars(bounced),
        *resting_on(session, payout.book_id, invoice_ids, on_payment, claims_only=True),
    )
    if later:
        raise PayoutHasLater(payout=payout.number, documents=later)


def _paid_before(
    session: Session,
    earlier: Registered,
    invoice_ids: Sequence[int],
    amounts: Mapping[int, Ore],
    source_key: str | None,
) -> list[Due]:
    """The payments of the payout under the source key, which must be of the same invoices and amounts."""
    dues = payments_of(session, earlier.id)
    paid: dict[int, Ore] = defaultdict(int)
    for due in dues:
        paid[due.invoice_id or 0] += due.amount_ore
    if paid.keys() != set(invoice_ids) or any(paid[one] != amount_ore for one, amount_ore in amounts.items()):
        raise DocumentSourceKeyTaken(source_key=source_key or "", document=earlier.number)
    return dues


def _require_batch(session: Session, batch: _Batch, rows: Sequence[object]) -> None:
    """Refuse an empty batch, a bank account of another book, and a day that has not come."""
    if not rows:
        raise PayoutEmpty
    require_document(session, book_id=batch.book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=batch.bank_account_id)
    require_not_ahead("Utbetalningens dag", batch.on)


def _accounts_kept(session: Session, book_id: int, source_key: str | None) -> dict[int, str]:
    """The numbers by pot that a batch sent anew was paid to, whatever the register says since."""
    earlier = registered_under(session, book_id, source_key)
    if earlier is None:
        return {}
    return {due.pot.pot_id: due.payee_account for due in payments_of(session, earlier.id) if due.invoice_id is None}


def _pay(
    session: Session,
    batch: _Batch,
    dues: Sequence[Due],
    movement: Movement,
    *,
    text: str,
    decision: tuple[int, str] | None,
    source_key: str | None,
) -> PaidOut:
    amount_ore = sum(due.amount_ore for due in dues)
    kept = _accounts_kept(session, batch.book_id, source_key)
    dues = [replace(due, payee_account=kept.get(due.pot.pot_id, due.payee_account)) for due in dues]
    document, booked = register_booked(
        session,
        actor=batch.actor,
        book_id=batch.book_id,
        kind=DocumentKind.PAYOUT,
        on=batch.on,
        text=text,
        states=("registered", "booked"),
        details=payout_details(batch.book_id, batch.kind, batch.bank_account_id, batch.on, dues),
        movement=lambda _own_id: movement,
        decision=decision,
        source_key=source_key,
        example=batch.example,
    )
    return PaidOut(document, booked, amount_ore)


def payout_details(book_id: int, kind: str, bank_account_id: int, on: date, dues: Sequence[Due]) -> Details:
    """The rows of a payout of one kind, `invoices` or `allotted`."""
    amount_ore = sum(due.amount_ore for due in dues)
    head = {"kind": kind, "bank_account_id": bank_account_id, "paid_on": on, "amount_ore": amount_ore}
    rows = [
        {
            "row_no": row_no,
            "book_id": book_id,
            "pot_id": due.pot.pot_id,
            "invoice_id": due.invoice_id,
            "payee_id": due.payee_id,
            "payee_account": due.payee_account,
            "amount_ore": due.amount_ore,
        }
        for row_no, due in enumerate(dues, start=1)
    ]
    return {Payout: [head], PayoutRow: rows}
