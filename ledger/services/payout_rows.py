"""What a payout may consist of: the debts of approved invoices, what recipients' pots have left, money in the bank."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from ledger.balances import balance, balances_of_subjects, last_moved, lowest_from, turned_over
from ledger.db.allocation_changes import PotMove
from ledger.db.allocations import Allocation, AllocationShare
from ledger.db.decisions import Decision
from ledger.db.documents import Document
from ledger.db.invoices import Invoice
from ledger.db.organisations import Organisation
from ledger.db.payouts import PayoutRow
from ledger.db.pots import Pot
from ledger.domain.chart import Kind
from ledger.domain.entries import PotRef
from ledger.domain.events import Event
from ledger.domain.payees import PayeeAccounts
from ledger.domain.rules.parts import positive
from ledger.errors import (
    DocumentWrongState,
    InvoiceCreditWaits,
    InvoiceExceedsDebt,
    NotFound,
    PayeeAccountMissing,
    PayeeMissing,
    PayoutExceedsAvailable,
    PayoutNotAllotted,
    PayoutRowTwice,
)
from ledger.money import Ore
from ledger.services.bank_accounts import require_bank_holds
from ledger.services.documents import state_now
from ledger.services.inputs import require_not_before
from ledger.services.invoice_debts import charged_pots, numbers_waiting, spread, waiting_credits
from ledger.services.payee_accounts import accounts_on


@dataclass(frozen=True)
class Due:
    """One payment: out of which pot, for which invoice (None for allotted money), to whom and where, in öre."""

    pot: PotRef
    invoice_id: int | None
    payee_id: int
    payee_account: str
    amount_ore: Ore


@dataclass(frozen=True)
class Recipient:
    """A pot with the organisation that is paid, and the decision that allotted its money, by id and digest."""

    pot: PotRef
    name: str
    payee_id: int
    payee_account: str
    decision: tuple[int, str]


def owed(session: Session, book_id: int, invoice_ids: Sequence[int], amounts: Mapping[int, Ore], on: date) -> list[Due]:
    """What is paid on approved invoices, in the order given, one payment per invoice and pot.

    All that is owed, or as much as `amounts` says of an invoice, laid on its pots in their order. Raises
    `PayoutRowTwice`, `DocumentWrongState`, `InvoiceExceedsDebt`, `InvoiceCreditWaits`, `AmountNotPositive`,
    `DateBefore` for a day before a debt last changed, `NotFound`.
    """
    invoices = _approved(session, book_id, invoice_ids)
    for invoice_id in sorted(amounts.keys() - invoices.keys()):
        raise NotFound(what="faktura i utbetalningen", name=str(invoice_id))
    pots = charged_pots(session, invoices)
    pot_ids = {pot.pot_id for charged in pots.values() for pot in charged}
    booked_on = last_moved(session, book_id, Kind.PAYABLE, pot_ids, invoices)
    if booked_on is not None:
        require_not_before("Utbetalningens dag", on, "dagen då skulden bokfördes,", booked_on)
    debts = balances_of_subjects(session, book_id, Kind.PAYABLE, pot_ids, invoices)
    waiting = waiting_credits(session, invoices)
    dues: list[Due] = []
    for invoice_id, (invoice, number) in invoices.items():
        room = {pot: -debts.get((pot.pot_id, invoice_id), 0) for pot in pots[invoice_id]}
        free = {pot: owed_ore - waiting.get((pot.pot_id, invoice_id), 0) for pot, owed_ore in room.items()}
        wanted_ore = positive(amounts.get(invoice_id, sum(room.values())))
        if wanted_ore > sum(room.values()):
            raise InvoiceExceedsDebt(invoice=number, wanted_ore=wanted_ore, owed_ore=sum(room.values()), day=on)
        if wanted_ore > sum(free.values()):
            raise InvoiceCreditWaits(
                invoice=number,
                credits=numbers_waiting(session, invoice_id),
                wanted_ore=wanted_ore,
                left_ore=sum(free.values()),
            )
        dues += [
            Due(pot, invoice_id, invoice.supplier_id, invoice.payee_account, part_ore)
            for pot, part_ore in spread(free, wanted_ore)
        ]
    return dues


def payments_of(session: Session, payout_id: int) -> list[Due]:
    """The payments of a registered payout, in order."""
    query = (
        select(PayoutRow, Pot.root_id)
        .join(Pot, (Pot.book_id == PayoutRow.book_id) & (Pot.id == PayoutRow.pot_id))
        .where(PayoutRow.document_id == payout_id)
        .order_by(PayoutRow.row_no)
    )
    return [
        Due(PotRef(row.pot_id, root_id), row.invoice_id, row.payee_id, row.payee_account, row.amount_ore)
        for row, root_id in session.execute(query)
    ]


def recipients(session: Session, book_id: int, pot_ids: Sequence[int], on: date) -> Mapping[int, Recipient]:
    """The recipients of the pots, by pot, with the latest decision in force on the day that gave each its money.

    Raises `PayoutRowTwice`, `PayeeMissing`, `PayeeAccountMissing`, `PayoutNotAllotted`, `NotFound`.
    """
    query = (
        select(Pot, Organisation)
        .outerjoin(Organisation, Organisation.id == Pot.holder_id)
        .where(Pot.book_id == book_id, Pot.id.in_(pot_ids))
        .order_by(Pot.id)
    )
    found = {pot.id: (pot, holder) for pot, holder in session.execute(query)}
    accounts = accounts_on(session, [pot.holder_id for pot, _holder in found.values() if pot.holder_id is not None], on)
    decisions = _allotting_decisions(session, book_id, pot_ids, on)
    paid: dict[int, Recipient] = {}
    for pot_id in pot_ids:
        if pot_id not in found:
            raise NotFound(what="medelspott", name=str(pot_id))
        pot, holder = found[pot_id]
        if pot_id in paid:
            raise PayoutRowTwice(what="pott", name=pot.name)
        paid[pot_id] = _recipient(pot, holder, accounts, decisions.get(pot_id))
    return paid


def require_left(session: Session, book_id: int, recipient: Recipient, wanted_ore: Ore, on: date) -> None:
    """Refuse, with `PayoutExceedsAvailable`, more than the recipient's pot has left, on the day and on later ones."""
    pot_id = recipient.pot.pot_id
    available_ore, day = lowest_from(session, book_id, Kind.AVAILABLE, pot_id, on)
    if wanted_ore > available_ore:
        paid = (Event.PAID_OUT, Event.PAYOUT_BOUNCED)
        raise PayoutExceedsAvailable(
            payee=recipient.name,
            authorised_ore=-balance(session, book_id, Kind.AUTHORISED, pot_id),
            paid_ore=turned_over(session, book_id, Kind.DISBURSED, pot_id, paid),
            available_ore=available_ore,
            wanted_ore=wanted_ore,
            day=day,
        )


def require_bank(session: Session, book_id: int, bank_account_id: int, dues: Iterable[Due], on: date) -> None:
    """Refuse, with `BankInsufficient`, payments that take more than each purpose has in the bank."""
    wanted: dict[int, Ore] = defaultdict(int)
    for due in dues:
        wanted[due.pot.root_id] += due.amount_ore
    for root_id, wanted_ore in wanted.items():
        require_bank_holds(session, book_id, bank_account_id, root_id=root_id, wanted_ore=wanted_ore, on=on)


def _approved(session: Session, book_id: int, invoice_ids: Sequence[int]) -> dict[int, tuple[Invoice, str]]:
    """The invoices in the order given, each with its number."""
    query = (
        select(Invoice, Document.number, state_now(Document.id))
        .join(Document, Document.id == Invoice.document_id)
        .where(Document.book_id == book_id, Document.id.in_(invoice_ids))
        .order_by(Document.id)
    )
    found = {invoice.document_id: (invoice, number, state) for invoice, number, state in session.execute(query)}
    approved: dict[int, tuple[Invoice, str]] = {}
    for invoice_id in invoice_ids:
        if invoice_id not in found:
            raise NotFound(what="faktura", name=str(invoice_id))
        invoice, number, state = found[invoice_id]
        if invoice_id in approved:
            raise PayoutRowTwice(what="faktura", name=number)
        if state != "approved":
            raise DocumentWrongState(document=number, state=state, wanted="approved")
        approved[invoice_id] = (invoice, number)
    return approved


def _allotting_decisions(
    session: Session, book_id: int, pot_ids: Sequence[int], on: date
) -> dict[int, tuple[int, str]]:
    """By pot, the last decision in force on the day that allotted it money, or moved money to it."""
    allotted = (
        select(
            AllocationShare.pot_id.label("pot_id"),
            Allocation.decision_id.label("decision_id"),
            Allocation.allocated_on.label("given_on"),
            Allocation.document_id.label("document_id"),
        )
        .join(Allocation, Allocation.document_id == AllocationShare.document_id)
        .where(AllocationShare.book_id == book_id, AllocationShare.pot_id.in_(pot_ids), AllocationShare.share_ore > 0)
    )
    moved = select(PotMove.to_pot_id, PotMove.decision_id, PotMove.moved_on, PotMove.document_id).where(
        PotMove.book_id == book_id, PotMove.to_pot_id.in_(pot_ids)
    )
    given = union_all(allotted, moved).subquery("given")
    query = (
        select(given.c.pot_id, Decision.id, Decision.digest)
        .join(Decision, Decision.id == given.c.decision_id)
        .where(given.c.given_on <= on, state_now(given.c.document_id) == "booked")
        .order_by(given.c.given_on, given.c.document_id)
    )
    return {pot_id: (decision_id, digest) for pot_id, decision_id, digest in session.execute(query)}


def _recipient(
    pot: Pot, holder: Organisation | None, accounts: Mapping[int, PayeeAccounts], decision: tuple[int, str] | None
) -> Recipient:
    if holder is None:
        raise PayeeMissing(pot=pot.name)
    account = accounts[holder.id].first
    if account is None:
        raise PayeeAccountMissing(payee=holder.name)
    if decision is None:
        raise PayoutNotAllotted(pot=pot.name)
    return Recipient(PotRef(pot.id, pot.root_id), holder.name, holder.id, account, decision)
