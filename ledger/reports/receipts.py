"""What came from payers to the bank: what of it is placed on requisitions and what waits, and what it may pay."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CTE, ScalarSelect, Select, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from ledger.db.agreements import Agreement, Purpose
from ledger.db.books import Account
from ledger.db.documents import Document
from ledger.db.organisations import Organisation
from ledger.db.requisitions import BankAccount, Receipt, Requisition
from ledger.db.unplaced_receipts import ReceiptPlacement, UnplacedReceipt
from ledger.domain.chart import Kind
from ledger.domain.periods import entry_name
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.money import Ore
from ledger.reports.moments import Cut, cut
from ledger.reports.names import organisation_name
from ledger.reports.standpoint import holding


@dataclass(frozen=True)
class CameIn:
    """One receipt in force, in öre; `surplus_of` is the receipt that was paid with it, else empty."""

    number: str
    received_on: date
    sender: str
    bank_account: str
    text: str
    surplus_of: str
    amount_ore: Ore
    placed_ore: Ore
    entry: str

    @property
    def unplaced_ore(self) -> Ore:
        """What answers no requisition."""
        return self.amount_ore - self.placed_ore


@dataclass(frozen=True)
class AllReceipts:
    """The receipts of a book by day: received = placed + unplaced."""

    rows: tuple[CameIn, ...]

    @property
    def amount_ore(self) -> Ore:
        """Inbetalt."""
        return sum(row.amount_ore for row in self.rows)

    @property
    def placed_ore(self) -> Ore:
        """Ihopparat."""
        return sum(row.placed_ore for row in self.rows)

    @property
    def unplaced_ore(self) -> Ore:
        """Ej ihopparat: DOMAIN's account `unplaced`."""
        return sum(row.unplaced_ore for row in self.rows)


@dataclass(frozen=True)
class Fitting:
    """An open requisition that an unplaced receipt may pay, and why: the same amount, or words of it in the text."""

    requisition_id: int
    requisition: str
    purpose: str
    payer: str
    claim_ore: Ore
    same_amount: bool
    words: tuple[str, ...]


def all_receipts(
    session: Session, *, scope: Scope, book_id: int, as_of: date | None, known_at: datetime | None
) -> AllReceipts:
    """Every receipt of the book, placed at once or waiting; None for all that is booked, and for now.

    Raises `NotFound` and `MomentInFuture`.
    """
    scope.require_book(book_id)
    at = cut(session, book_id=book_id, as_of=as_of, known_at=known_at)
    force, placing = holding(at), holding(at, "placing")
    came = union_all(_at_once(at), _waiting(placing)).subquery("came")
    surplus_of = aliased(Document)
    query = (
        select(
            Document.number,
            came.c.day,
            came.c.sender,
            BankAccount.name,
            came.c.text,
            surplus_of.number,
            came.c.amount_ore,
            came.c.placed_ore,
            force.c.year,
            force.c.number,
        )
        .join(force, force.c.document_id == Document.id)
        .join(came, came.c.document_id == Document.id)
        .join(BankAccount, BankAccount.document_id == came.c.bank_account_id)
        .outerjoin(surplus_of, surplus_of.id == came.c.surplus_of_id)
        .order_by(came.c.day, Document.id)
    )
    rows = (
        CameIn(number, day, sender, bank, text, surplus or "", amount_ore, int(placed_ore), entry_name(year, serial))
        for number, day, sender, bank, text, surplus, amount_ore, placed_ore, year, serial in session.execute(query)
    )
    return AllReceipts(tuple(rows))


def fitting_requisitions(session: Session, *, scope: Scope, book_id: int, unplaced_id: int) -> tuple[Fitting, ...]:
    """The requisitions that a receipt may pay, as they stand now: those that fit in most ways first.

    One fits when its claim is what is left of the receipt, or when the bank's text or sender has its number, its
    reference or its agreement's diary number in it. Raises `NotFound`.
    """
    scope.require_book(book_id)
    left_ore, said = _left(session, book_id, unplaced_id)
    found = [
        Fitting(own_id, number, purpose, payer, claim_ore, claim_ore == left_ore, tuple(_in_text(said, words)))
        for own_id, number, purpose, payer, claim_ore, *words in session.execute(_open_claims(book_id))
    ]
    fitting = [one for one in found if one.same_amount or one.words]
    return tuple(sorted(fitting, key=lambda one: (-one.same_amount - len(one.words), one.requisition_id)))


def _at_once(at: Cut) -> Select[*tuple[Any, ...]]:
    return select(
        Receipt.document_id,
        Receipt.bank_account_id,
        literal(None, UnplacedReceipt.surplus_of_id.type).label("surplus_of_id"),
        Receipt.received_on.label("day"),
        organisation_name(at.as_of, at.known_at).label("sender"),
        Receipt.text,
        Receipt.amount_ore,
        Receipt.amount_ore.label("placed_ore"),
    ).join(Organisation, Organisation.id == Receipt.payer_id)


def _waiting(placing: CTE) -> Select[*tuple[Any, ...]]:
    return select(
        UnplacedReceipt.document_id,
        UnplacedReceipt.bank_account_id,
        UnplacedReceipt.surplus_of_id,
        UnplacedReceipt.received_on,
        UnplacedReceipt.sender,
        UnplacedReceipt.text,
        UnplacedReceipt.amount_ore,
        _placed(placing),
    )


def _placed(placing: CTE) -> ScalarSelect[Any]:
    """What of the row's unplaced receipt is placed by entries in force."""
    return (
        select(func.coalesce(func.sum(ReceiptPlacement.amount_ore), 0))
        .join(placing, placing.c.document_id == ReceiptPlacement.document_id)
        .where(ReceiptPlacement.unplaced_id == UnplacedReceipt.document_id)
        .scalar_subquery()
    )


def _left(session: Session, book_id: int, unplaced_id: int) -> tuple[Ore, str]:
    """What is left of an unplaced receipt, and what the bank said of it."""
    placing = holding(cut(session, book_id=book_id, as_of=None, known_at=None), "placing")
    query = (
        select(UnplacedReceipt, _placed(placing))
        .join(Document, Document.id == UnplacedReceipt.document_id)
        .where(Document.book_id == book_id, UnplacedReceipt.document_id == unplaced_id)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(what="ej ihopparad inbetalning", name=str(unplaced_id))
    receipt, placed_ore = found
    return receipt.amount_ore - int(placed_ore), f"{receipt.sender} {receipt.text}"


def _open_claims(book_id: int) -> Select[*tuple[Any, ...]]:
    """The requisitions that something is owed on, with the words that a payment of each may name it by."""
    return (
        select(
            Document.id,
            Document.number,
            Purpose.name,
            organisation_name(None, None),
            Account.balance_ore,
            Document.number.label("own_number"),
            Requisition.reference,
            Agreement.reference.label("diary_number"),
        )
        .join(Requisition, Requisition.document_id == Document.id)
        .join(
            Account,
            (Account.book_id == Requisition.book_id)
            & (Account.kind == Kind.CLAIM.value)
            & (Account.pot_id == Requisition.pot_id)
            & (Account.subject_id == Document.id),
        )
        .join(Purpose, (Purpose.book_id == Requisition.book_id) & (Purpose.pot_id == Requisition.pot_id))
        .join(Agreement, Agreement.id == Purpose.agreement_id)
        .join(Organisation, Organisation.id == Requisition.payer_id)
        .where(Document.book_id == book_id, Account.balance_ore > 0)
        .order_by(Document.id)
    )


def _in_text(said: str, words: list[str]) -> Iterator[str]:
    """The words that stand in the text whole, each once: `3500` does not stand in 13500."""
    for word in dict.fromkeys(words):
        if word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said, re.IGNORECASE):
            yield word
