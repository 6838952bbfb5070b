"""What becomes of a requisition: lowered or withdrawn as far as it is unpaid, sent back where it is paid."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book, lowest_from
from ledger.cash import least_free, least_received
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.requisition_changes import RequisitionLowering, SendingBack
from ledger.db.requisitions import Requisition
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import RequisitionExceedsAuthorised, RequisitionLoweringExceedsUnpaid, SendingBackExceedsReceived
from ledger.money import Ore
from ledger.posting import Booked
from ledger.rooms import least_requisition_room
from ledger.services.bank_accounts import require_bank_holds
from ledger.services.claims import OPEN, Claim, claim_of, follow, requisition_of, root_of
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register_booked,
    require_document,
    require_reason,
    require_state,
)
from ledger.services.inputs import require_not_ahead, require_not_before


@dataclass(frozen=True)
class ChangedRequisition:
    """A booked change of a requisition, its amount in öre, and where the requisition stands today.

    `booked` is None when the same change had been registered before, by its source key.
    """

    document: Registered
    booked: Booked | None
    amount_ore: Ore
    claim: Claim


def lower_requisition(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    requisition_id: int,
    amount_ore: Ore,
    on: date,
    reason: str,
    source_key: str | None = None,
    example: bool = False,
) -> ChangedRequisition:
    """Ask for less than was sent, as far as it is unpaid; what is lowered may be asked for anew.

    Raises `RequisitionLoweringExceedsUnpaid`, `AmountNotPositive`, `ReasonMissing`, `DateBefore` for a day before the
    requisition was sent, `DateOutOfRange`, `DocumentWrongState`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    change = _Change(actor, book_id, requisition_id, on, reason, source_key, example)
    return _lower(session, change, positive(amount_ore))


def withdraw_requisition(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    requisition_id: int,
    on: date,
    reason: str,
    source_key: str | None = None,
    example: bool = False,
) -> ChangedRequisition:
    """Lower a requisition by all that is unpaid: withdrawn if nothing was paid, else paid with what was.

    Raises as `lower_requisition`.
    """
    scope.require_book(book_id)
    return _lower(session, _Change(actor, book_id, requisition_id, on, reason, source_key, example), None)


def send_back(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    requisition_id: int,
    bank_account_id: int,
    amount_ore: Ore,
    on: date,
    reason: str,
    source_key: str | None = None,
    example: bool = False,
) -> ChangedRequisition:
    """Send money that was requisitioned by mistake back to the payer; it may be asked for anew.

    At most what is received on the requisition, and what the purpose has in the bank and owes to nobody. Raises
    `SendingBackExceedsReceived`, `BankInsufficient`, `AmountNotPositive`, `ReasonMissing`, `DateBefore` for a day
    before the requisition was sent, `DateOutOfRange`, `DocumentWrongState`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    change = _Change(actor, book_id, requisition_id, on, reason, source_key, example)
    document, requisition = _changed(session, change)
    require_document(session, book_id=book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=bank_account_id)
    if not is_known(session, book_id, source_key):
        require_state(session, document, *OPEN)
        _require_spare(session, document, requisition, positive(amount_ore), on)
        require_bank_holds(session, book_id, bank_account_id, root_id=requisition.pot_id, wanted_ore=amount_ore, on=on)
    sent, booked = register_booked(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.SENDING_BACK,
        on=on,
        text=f"av rekvisition {document.number}",
        states=("registered", "booked"),
        details={
            SendingBack: [
                {
                    "requisition_id": requisition_id,
                    "bank_account_id": bank_account_id,
                    "payer_id": requisition.payer_id,
                    "sent_back_on": on,
                    "reason": reason.strip(),
                    "amount_ore": amount_ore,
                }
            ]
        },
        movement=lambda _own_id: rules.sent_back(
            root=root_of(requisition), requisition_id=requisition_id, bank_id=bank_account_id, amount_ore=amount_ore
        ),
        source_key=source_key,
        example=example,
    )
    return ChangedRequisition(sent, booked, amount_ore, _followed(session, change, requisition, booked))


def correct_lowering(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a lowering back with a counter-entry: the payer owes the whole again.

    Raises `RequisitionExceedsAuthorised` where the amount has been asked for anew, `DocumentWrongState`,
    `ReasonMissing`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    row = select(RequisitionLowering.requisition_id, RequisitionLowering.amount_ore)
    found = session.execute(row.where(RequisitionLowering.document_id == document_id)).one_or_none()
    change = _Turned(DocumentKind.REQUISITION_LOWERING, document_id, *(found or (0, 0)))
    return _turn_back(session, actor, book_id, change, reason=reason, booked_on=booked_on)


def correct_sending_back(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a sending back back with a counter-entry: the money is in the bank, and asked for, as before.

    Raises as `correct_lowering`.
    """
    scope.require_book(book_id)
    row = select(SendingBack.requisition_id, SendingBack.amount_ore)
    found = session.execute(row.where(SendingBack.document_id == document_id)).one_or_none()
    change = _Turned(DocumentKind.SENDING_BACK, document_id, *(found or (0, 0)))
    return _turn_back(session, actor, book_id, change, reason=reason, booked_on=booked_on)


@dataclass(frozen=True)
class _Change:
    """Who changes which requisition, when and why."""

    actor: int
    book_id: int
    requisition_id: int
    on: date
    reason: str
    source_key: str | None
    example: bool


@dataclass(frozen=True)
class _Turned:
    """A change that is turned back: its document, its requisition and its öre."""

    kind: DocumentKind
    document_id: int
    requisition_id: int
    amount_ore: Ore


def _changed(session: Session, change: _Change) -> tuple[Registered, Requisition]:
    """The requisition that is changed, under the lock, with what is asked of every change."""
    lock_book(session, change.book_id)
    document = require_document(
        session, book_id=change.book_id, kind=DocumentKind.REQUISITION, document_id=change.requisition_id
    )
    requisition = requisition_of(session, change.requisition_id)
    require_reason(change.reason)
    require_not_ahead("Ändringens dag", change.on)
    require_not_before(
        "Ändringens dag", change.on, f"dagen då rekvisition {document.number} skickades,", requisition.sent_on
    )
    return document, requisition


def _lower(session: Session, change: _Change, amount_ore: Ore | None) -> ChangedRequisition:
    """Lower by the amount, None for all that is unpaid."""
    document, requisition = _changed(session, change)
    earlier_ore = _amount_lowered(session, change)
    if earlier_ore is None:
        require_state(session, document, "sent", "partly_paid")
        wanted_ore = claim_of(session, requisition).left_ore if amount_ore is None else amount_ore
        _require_unpaid(session, document, requisition, wanted_ore, change.on)
    else:
        wanted_ore = earlier_ore if amount_ore is None else amount_ore
    lowered, booked = register_booked(
        session,
        actor=change.actor,
        book_id=change.book_id,
        kind=DocumentKind.REQUISITION_LOWERING,
        on=change.on,
        text=document.number,
        states=("registered", "booked"),
        details={
            RequisitionLowering: [
                {
                    "requisition_id": change.requisition_id,
                    "lowered_on": change.on,
                    "reason": change.reason.strip(),
                    "amount_ore": wanted_ore,
                }
            ]
        },
        movement=lambda _own_id: rules.requisition_lowered(
            root=root_of(requisition), requisition_id=change.requisition_id, amount_ore=wanted_ore
        ),
        source_key=change.source_key,
        example=change.example,
    )
    return ChangedRequisition(lowered, booked, wanted_ore, _followed(session, change, requisition, booked))


def _followed(session: Session, change: _Change, requisition: Requisition, booked: Booked | None) -> Claim:
    if booked is None:
        return claim_of(session, requisition)
    return follow(session, change.actor, requisition, booked)


def _amount_lowered(session: Session, change: _Change) -> Ore | None:
    """What was lowered under the source key before, None for nothing."""
    query = (
        select(RequisitionLowering.amount_ore)
        .join(Document, Document.id == RequisitionLowering.document_id)
        .where(Document.book_id == change.book_id, Document.source_key == change.source_key)
    )
    return session.execute(query).scalar_one_or_none()


def _require_unpaid(
    session: Session, document: Registered, requisition: Requisition, wanted_ore: Ore, on: date
) -> None:
    unpaid_ore, day = lowest_from(session, document.book_id, Kind.CLAIM, requisition.pot_id, on, subject_id=document.id)
    if wanted_ore > unpaid_ore:
        raise RequisitionLoweringExceedsUnpaid(
            requisition=document.number, wanted_ore=wanted_ore, unpaid_ore=unpaid_ore, day=day
        )


def _require_spare(session: Session, document: Registered, requisition: Requisition, wanted_ore: Ore, on: date) -> None:
    """Refuse more than is received on the requisition and not sent back, or than the purpose can spare."""
    received_ore = least_received(session, document.book_id, requisition.pot_id, document.id, on)
    received_ore -= claim_of(session, requisition).sent_back_ore
    free_ore, day = least_free(session, document.book_id, requisition.pot_id, on)
    if wanted_ore > min(received_ore, free_ore):
        raise SendingBackExceedsReceived(
            requisition=document.number, wanted_ore=wanted_ore, received_ore=received_ore, free_ore=free_ore, day=day
        )


def _turn_back(session: Session, actor: int, book_id: int, change: _Turned, *, reason: str, booked_on: date) -> Booked:
    """Turn a change back, if what it took away from the requisitions may be asked for again."""
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=change.kind, document_id=change.document_id)
    require_state(session, document, "booked")
    require_not_ahead("Bokföringsdag", booked_on)
    requisition = requisition_of(session, change.requisition_id)
    room = least_requisition_room(session, book_id, requisition.pot_id, booked_on)
    if change.amount_ore > room.left_ore:
        raise RequisitionExceedsAuthorised(
            wanted_ore=change.amount_ore,
            authorised_ore=room.authorised_ore,
            lapsed_ore=room.lapsed_ore,
            requisitioned_ore=room.requisitioned_ore,
            left_ore=room.left_ore,
            day=room.day,
        )
    booked = annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse: {document.number}",
        state="annulled",
    )
    follow(session, actor, requisition, booked)
    return booked
