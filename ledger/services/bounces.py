"""Payments that come back: a row of a payout returns to the bank, and what it paid is owed or available again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ledger.balances import entry_to_reverse, last_entry_of, lock_book, lowest_from
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.payouts import Payout, PayoutRow
from ledger.db.pots import Pot
from ledger.db.settlements import Bounce, BounceRow
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import Movement, PotRef
from ledger.domain.scope import Scope
from ledger.errors import BounceExceedsDisbursed, BouncePaidAgain, NotFound, PayoutBounced, PayoutOtherKind
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register_booked,
    require_document,
    require_state,
    state_now,
)
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.invoice_debts import follow, owed_by_pot
from ledger.services.invoices import require_invoice
from ledger.services.pots import pot_info, require_available

_HOLDS: Final = {"invoices": "fakturor", "allotted": "fördelade medel"}


@dataclass(frozen=True)
class Bounced:
    """Booked payments that came back, and their sum in öre; `booked` is None when registered before, by source key."""

    document: Registered
    booked: Booked | None
    amount_ore: Ore


@dataclass(frozen=True)
class _Row:
    """One row of a payout, with its pot."""

    row_no: int
    pot: PotRef
    invoice_id: int | None
    amount_ore: Ore


@dataclass(frozen=True)
class _Return:
    """What a bounce is registered by, whichever sort of payout it comes from."""

    actor: int
    payout: Registered
    head: Payout
    on: date
    text: str
    source_key: str | None
    example: bool


def register_bounced_payment(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    payout_id: int,
    invoice_id: int,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> Bounced:
    """Book that what a payout paid on an invoice came back, whole: the debt stands again and may be paid again.

    `text` is the bank's own. Raises `PayoutBounced`, `PayoutOtherKind`, `DocumentWrongState`, `DateBefore` for a day
    before the payout, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    given = _given(
        session, actor, book_id, payout_id, "invoices", on=on, text=text, source_key=source_key, example=example
    )
    rows = _rows(session, given, PayoutRow.invoice_id == invoice_id, f"faktura {invoice_id}")
    payments = [rules.Payment(row.pot, invoice_id, row.amount_ore) for row in rows]
    movement = rules.payment_bounced(bank_id=given.head.bank_account_id, payments=payments)
    bounced = _book(session, given, rows, movement, decision=None)
    if bounced.booked is not None:
        follow(session, actor=actor, book_id=book_id, invoice_ids=[invoice_id], entry_seq=bounced.booked.seq)
    return bounced


def register_bounced_payout(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    payout_id: int,
    pot_id: int,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> Bounced:
    """Book that allotted money paid out to a pot's recipient came back, whole: the pot has it available again.

    It rests on the decision of the payout. Raises `BounceExceedsDisbursed` when the recipient has reported or passed
    it on, and as `register_bounced_payment`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    given = _given(
        session, actor, book_id, payout_id, "allotted", on=on, text=text, source_key=source_key, example=example
    )
    rows = _rows(session, given, PayoutRow.pot_id == pot_id, f"pott {pot_id}")
    if not is_known(session, book_id, source_key):
        _require_disbursed(session, book_id, pot_id, sum(row.amount_ore for row in rows), on)
    payouts = [(row.pot, row.amount_ore) for row in rows]
    movement = rules.payout_bounced(bank_id=given.head.bank_account_id, payouts=payouts)
    return _book(session, given, rows, movement, decision=_decision_of(session, given.payout))


def correct_bounce(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a bounce back with a counter-entry: the payment stands, and its invoice is paid, or its pot has paid out.

    Raises `BouncePaidAgain` when the invoice's debt has been paid since, `PotInsufficient` when the pot's money is
    used, `DocumentWrongState`, `ReasonMissing`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.BOUNCE, document_id=document_id)
    require_state(session, document, "booked")
    require_not_ahead("Bokföringsdag", booked_on)
    rows = _rows_of(session, document_id)
    invoices = sorted({row.invoice_id for row in rows if row.invoice_id is not None})
    for invoice_id in invoices:
        _require_owed(session, document, invoice_id, rows, booked_on)
    for row in rows:
        if row.invoice_id is None:
            require_available(session, book_id, pot_info(session, book_id, row.pot.pot_id), row.amount_ore, booked_on)
    booked = annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av retur {document.number}",
        state="annulled",
    )
    if invoices:
        follow(session, actor=actor, book_id=book_id, invoice_ids=invoices, entry_seq=booked.seq)
    return booked


def _given(
    session: Session,
    actor: int,
    book_id: int,
    payout_id: int,
    kind: str,
    *,
    on: date,
    text: str,
    source_key: str | None,
    example: bool,
) -> _Return:
    """The payout that something came back of, in force, of that kind and not later than the day."""
    payout = require_document(session, book_id=book_id, kind=DocumentKind.PAYOUT, document_id=payout_id)
    head = session.get_one(Payout, payout_id)
    if head.kind != kind:
        raise PayoutOtherKind(payout=payout.number, holds=_HOLDS[head.kind])
    if not is_known(session, book_id, source_key):
        require_state(session, payout, "booked")
    require_not_ahead("Returens dag", on)
    require_not_before("Returens dag", on, "utbetalningens dag", head.paid_on)
    return _Return(actor, payout, head, on, text.strip(), source_key, example)


def _rows(session: Session, given: _Return, which: ColumnElement[bool], named: str) -> list[_Row]:
    """The rows of the payout that come back, none of which has; raises `NotFound`, `PayoutBounced`."""
    rows = _payout_rows(session, (PayoutRow.document_id == given.payout.id) & which)
    if not rows:
        raise NotFound(what=f"betalning i {given.payout.number} för", name=named)
    if not is_known(session, given.payout.book_id, given.source_key):
        query = (
            select(Document.number)
            .join(BounceRow, BounceRow.document_id == Document.id)
            .where(
                BounceRow.payout_id == given.payout.id,
                BounceRow.payout_row.in_([row.row_no for row in rows]),
                state_now(Document.id) == "booked",
            )
            .distinct()
            .order_by(Document.number)
        )
        earlier = tuple(session.scalars(query))
        if earlier:
            raise PayoutBounced(payout=given.payout.number, documents=earlier)
    return rows


def _payout_rows(session: Session, which: ColumnElement[bool]) -> list[_Row]:
    query = (
        select(PayoutRow, Pot.root_id)
        .join(Pot, (Pot.book_id == PayoutRow.book_id) & (Pot.id == PayoutRow.pot_id))
        .where(which)
        .order_by(PayoutRow.document_id, PayoutRow.row_no)
    )
    return [
        _Row(row.row_no, PotRef(row.pot_id, root_id), row.invoice_id, row.amount_ore)
        for row, root_id in session.execute(query)
    ]


def _rows_of(session: Session, bounce_id: int) -> list[_Row]:
    came_back = (
        select(BounceRow.row_no)
        .where(
            BounceRow.document_id == bounce_id,
            BounceRow.payout_id == PayoutRow.document_id,
            BounceRow.payout_row == PayoutRow.row_no,
        )
        .exists()
    )
    return _payout_rows(session, came_back)


def _book(
    session: Session, given: _Return, rows: Sequence[_Row], movement: Movement, *, decision: tuple[int, str] | None
) -> Bounced:
    amount_ore = sum(row.amount_ore for row in rows)
    payout_id = given.payout.id
    head = {"payout_id": payout_id, "bounced_on": given.on, "text": given.text, "amount_ore": amount_ore}
    document, booked = register_booked(
        session,
        actor=given.actor,
        book_id=given.payout.book_id,
        kind=DocumentKind.BOUNCE,
        on=given.on,
        text=f"av utbetalning {given.payout.number}",
        states=("registered", "booked"),
        details={
            Bounce: [head],
            BounceRow: [
                {"row_no": no, "payout_id": payout_id, "payout_row": row.row_no} for no, row in enumerate(rows, start=1)
            ],
        },
        movement=lambda _own_id: movement,
        decision=decision,
        source_key=given.source_key,
        example=given.example,
    )
    return Bounced(document, booked, amount_ore)


def _decision_of(session: Session, payout: Registered) -> tuple[int, str] | None:
    """The decision that the payout's entry in force names; None once the payout has been turned back."""
    seq = last_entry_of(session, payout.book_id, payout.id)
    return None if seq is None else entry_to_reverse(session, payout.book_id, seq).basis.decision


def _require_disbursed(session: Session, book_id: int, pot_id: int, amount_ore: Ore, on: date) -> None:
    disbursed_ore, day = lowest_from(session, book_id, Kind.DISBURSED, pot_id, on)
    if amount_ore > disbursed_ore:
        raise BounceExceedsDisbursed(
            pot=pot_info(session, book_id, pot_id).name, amount_ore=amount_ore, disbursed_ore=disbursed_ore, day=day
        )


def _require_owed(session: Session, bounce: Registered, invoice_id: int, rows: Sequence[_Row], on: date) -> None:
    owed, _ = owed_by_pot(session, bounce.book_id, invoice_id, on)
    came_back = {row.pot: row.amount_ore for row in rows if row.invoice_id == invoice_id}
    if any(amount_ore > owed[pot] for pot, amount_ore in came_back.items()):
        raise BouncePaidAgain(
            bounce=bounce.number,
            invoice=require_invoice(session, bounce.book_id, invoice_id).number,
            amount_ore=sum(came_back.values()),
            owed_ore=sum(owed.values()),
        )
