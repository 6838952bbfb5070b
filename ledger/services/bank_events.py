"""What else passes the bank: interest that the payer shall have, and movements outside agreements."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import highest_from, lock_book
from ledger.db.bank import BankEvent
from ledger.db.details import DocumentKind
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import Movement
from ledger.domain.rules.parts import not_zero, positive
from ledger.domain.scope import Scope
from ledger.errors import InterestExceedsDebt, InterestPaidOn
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.agreements import PurposeInfo, require_purpose
from ledger.services.bank_accounts import require_bank_holds
from ledger.services.books import other_root
from ledger.services.documents import Registered, annul, is_known, register_booked, require_document, require_state
from ledger.services.inputs import require_not_ahead, require_text


@dataclass(frozen=True)
class PassedBank:
    """A booked movement of the bank in öre, positive into it; `booked` is None when its source key was used before."""

    document: Registered
    booked: Booked | None
    amount_ore: Ore


def receive_interest(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    purpose_id: int,
    bank_account_id: int,
    amount_ore: Ore,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> PassedBank:
    """Book interest on a purpose's money that the payer shall have.

    Raises `AmountNotPositive`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    purpose = require_purpose(session, book_id, purpose_id)
    root = purpose.pot.ref
    moved = _Moved(
        actor, book_id, DocumentKind.INTEREST, root.pot_id, bank_account_id, on, text.strip(), purpose.name, example
    )
    return _pass(
        session,
        moved,
        positive(amount_ore),
        lambda: rules.interest_received(root=root, bank_id=bank_account_id, amount_ore=amount_ore),
        source_key,
    )


def pay_interest_on(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    purpose_id: int,
    bank_account_id: int,
    amount_ore: Ore,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> PassedBank:
    """Pay interest on to the payer, at most what it shall have; the amount is given positive.

    Raises `InterestExceedsDebt`, `BankInsufficient`, `AmountNotPositive`, `DateOutOfRange`, `NotFound`, and what the
    door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    purpose = require_purpose(session, book_id, purpose_id)
    root = purpose.pot.ref
    if not is_known(session, book_id, source_key):
        _require_debt(session, book_id, purpose, positive(amount_ore), on)
        require_bank_holds(session, book_id, bank_account_id, root_id=root.pot_id, wanted_ore=amount_ore, on=on)
    moved = _Moved(
        actor,
        book_id,
        DocumentKind.INTEREST_PAYMENT,
        root.pot_id,
        bank_account_id,
        on,
        text.strip(),
        purpose.name,
        example,
    )
    return _pass(
        session,
        moved,
        -amount_ore,
        lambda: rules.interest_paid(root=root, bank_id=bank_account_id, amount_ore=amount_ore),
        source_key,
    )


def register_other_bank_movement(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    bank_account_id: int,
    amount_ore: Ore,
    on: date,
    text: str,
    source_key: str | None = None,
    example: bool = False,
) -> PassedBank:
    """Book a movement that belongs to no agreement at Övrigt: positive into the bank, negative out of it (a fee).

    What the bank has done is booked also where Övrigt has no money there: the control of the bank then shows that it
    has borrowed. Raises `AmountZero`, `TextMissing`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    root = other_root(session, book_id)
    said = require_text("Text", text)
    moved = _Moved(actor, book_id, DocumentKind.BANK_EVENT, root.pot_id, bank_account_id, on, said, said, example)
    return _pass(
        session,
        moved,
        not_zero(amount_ore),
        lambda: rules.bank_other(other_root=root, bank_id=bank_account_id, amount_ore=amount_ore),
        source_key,
    )


def correct_interest(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn received interest back with a counter-entry.

    Raises `InterestPaidOn` where the payer has had it, `DocumentWrongState`, `ReasonMissing`, `NotFound`, and what the
    door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = _in_force(session, book_id, DocumentKind.INTEREST, document_id)
    interest = session.execute(select(BankEvent).where(BankEvent.document_id == document_id)).scalar_one()
    debt_ore = -highest_from(session, book_id, Kind.INTEREST_DEBT, interest.pot_id, booked_on)[0]
    if interest.amount_ore > debt_ore:
        raise InterestPaidOn(interest=document.number, amount_ore=interest.amount_ore, debt_ore=debt_ore)
    return _turned_back(session, actor, document, reason, booked_on)


def correct_interest_payment(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a payment of interest back with a counter-entry: the payer shall have it again.

    Raises `DocumentWrongState`, `ReasonMissing`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = _in_force(session, book_id, DocumentKind.INTEREST_PAYMENT, document_id)
    return _turned_back(session, actor, document, reason, booked_on)


def correct_other_bank_movement(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a movement outside agreements back with a counter-entry.

    Raises `DocumentWrongState`, `ReasonMissing`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = _in_force(session, book_id, DocumentKind.BANK_EVENT, document_id)
    return _turned_back(session, actor, document, reason, booked_on)


@dataclass(frozen=True)
class _Moved:
    """Who registers what of which account and root, and when; `text` is the bank's, `about` what the entry says."""

    actor: int
    book_id: int
    kind: DocumentKind
    root_id: int
    bank_account_id: int
    on: date
    text: str
    about: str
    example: bool


def _pass(
    session: Session, moved: _Moved, amount_ore: Ore, movement: Callable[[], Movement], source_key: str | None
) -> PassedBank:
    """Register and book a movement of the bank, in öre, positive into it."""
    require_document(session, book_id=moved.book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=moved.bank_account_id)
    require_not_ahead("Dagen i banken", moved.on)
    row = {
        "book_id": moved.book_id,
        "pot_id": moved.root_id,
        "bank_account_id": moved.bank_account_id,
        "moved_on": moved.on,
        "text": moved.text,
        "amount_ore": amount_ore,
    }
    document, booked = register_booked(
        session,
        actor=moved.actor,
        book_id=moved.book_id,
        kind=moved.kind,
        on=moved.on,
        text=moved.about,
        states=("registered", "booked"),
        details={BankEvent: [row]},
        movement=lambda _own_id: movement(),
        source_key=source_key,
        example=moved.example,
    )
    return PassedBank(document, booked, amount_ore)


def _require_debt(session: Session, book_id: int, purpose: PurposeInfo, wanted_ore: Ore, on: date) -> None:
    """Refuse to pay on more than the payer shall have, on the day and on every later one."""
    highest_ore, day = highest_from(session, book_id, Kind.INTEREST_DEBT, purpose.pot.id, on)
    if wanted_ore > -highest_ore:
        raise InterestExceedsDebt(purpose=purpose.name, wanted_ore=wanted_ore, debt_ore=-highest_ore, day=day)


def _in_force(session: Session, book_id: int, kind: DocumentKind, document_id: int) -> Registered:
    document = require_document(session, book_id=book_id, kind=kind, document_id=document_id)
    require_state(session, document, "booked")
    return document


def _turned_back(session: Session, actor: int, document: Registered, reason: str, booked_on: date) -> Booked:
    require_not_ahead("Bokföringsdag", booked_on)
    return annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse: {document.number}",
        state="annulled",
    )
