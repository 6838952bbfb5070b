"""Placing what waits at Övrigt on the requisitions it pays, at once or in parts; the bank's total does not change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.details import DocumentKind
from ledger.db.unplaced_receipts import ReceiptPlacement, UnplacedReceipt
from ledger.domain import rules
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import DocumentSourceKeyTaken, PlacementEmpty, PlacementExceedsUnplaced
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.bank_accounts import require_bank_holds
from ledger.services.books import other_root
from ledger.services.claims import follow, refuse_sent_back, require_claim, requisition_of, root_of
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register_booked,
    registered_under,
    require_document,
    require_state,
    set_state,
)
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.unplaced_receipts import placements_of


@dataclass(frozen=True)
class PlacePart:
    """What a receipt pays of one requisition, in öre."""

    requisition_id: int
    amount_ore: Ore


@dataclass(frozen=True)
class Placed:
    """One booked placement; `booked` is None when it was registered before, by its source key."""

    document: Registered
    booked: Booked | None
    part: PlacePart


def place_receipt(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    unplaced_id: int,
    parts: Sequence[PlacePart],
    on: date,
    source_key: str | None = None,
    example: bool = False,
) -> tuple[Placed, ...]:
    """Place an unplaced receipt, wholly or in part, on one requisition or several: a document and an entry for each.

    The bank's total does not change: the money leaves Övrigt for the purpose's root. A `source_key` gets a number after
    it from the second part on; a part that is refused takes the others with it. Raises `PlacementEmpty`,
    `PlacementExceedsUnplaced`, `ReceiptExceedsClaim`, `BankInsufficient`, `AmountNotPositive`, `DateBefore` for a day
    before the receipt or a requisition, `DateOutOfRange`, `DocumentWrongState`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.UNPLACED_RECEIPT, document_id=unplaced_id)
    if not parts:
        raise PlacementEmpty(receipt=document.number)
    require_not_ahead("Ihopparningens dag", on)
    placing = _Placing(actor, document, _unplaced(session, unplaced_id), on, example)
    keys = _keys(session, book_id, source_key, len(parts))
    if keys[0] is None or not is_known(session, book_id, keys[0]):
        _require_left(session, placing, sum(positive(part.amount_ore) for part in parts))
    with session.begin_nested():
        return tuple(_place(session, placing, part, key) for part, key in zip(parts, keys, strict=True))


def correct_placement(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a placement back with a counter-entry: the money waits at Övrigt again, and the claim stands.

    Raises `ReceiptSentBack` where the money has been sent back, `DocumentWrongState`, `ReasonMissing`, `NotFound`, and
    what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.RECEIPT_PLACEMENT, document_id=document_id)
    require_state(session, document, "booked")
    require_not_ahead("Bokföringsdag", booked_on)
    placement = session.execute(
        select(ReceiptPlacement).where(ReceiptPlacement.document_id == document_id)
    ).scalar_one()
    requisition = requisition_of(session, placement.requisition_id)
    refuse_sent_back(session, document, requisition, placement.amount_ore)
    booked = annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av ihopparning {document.number}",
        state="annulled",
    )
    follow(session, actor, requisition, booked)
    _follow_placed(session, actor, placement.unplaced_id, booked)
    return booked


@dataclass(frozen=True)
class _Placing:
    """Who places which receipt, and when."""

    actor: int
    document: Registered
    unplaced: UnplacedReceipt
    on: date
    example: bool


def _place(session: Session, placing: _Placing, part: PlacePart, source_key: str | None) -> Placed:
    """Book one placement, and bring the requisition and the receipt along."""
    book_id = placing.document.book_id
    claimed = require_document(session, book_id=book_id, kind=DocumentKind.REQUISITION, document_id=part.requisition_id)
    requisition = requisition_of(session, part.requisition_id)
    if not is_known(session, book_id, source_key):
        require_claim(session, claimed, requisition, part.amount_ore, placing.on)
    other = other_root(session, book_id)
    document, booked = register_booked(
        session,
        actor=placing.actor,
        book_id=book_id,
        kind=DocumentKind.RECEIPT_PLACEMENT,
        on=placing.on,
        text=f"{placing.document.number} på rekvisition {claimed.number}",
        states=("registered", "booked"),
        details={
            ReceiptPlacement: [
                {
                    "unplaced_id": placing.document.id,
                    "requisition_id": part.requisition_id,
                    "placed_on": placing.on,
                    "amount_ore": part.amount_ore,
                }
            ]
        },
        movement=lambda _own_id: rules.receipt_placed(
            other_root=other,
            root=root_of(requisition),
            requisition_id=part.requisition_id,
            bank_id=placing.unplaced.bank_account_id,
            amount_ore=part.amount_ore,
        ),
        source_key=source_key,
        example=placing.example,
    )
    if booked is not None:
        follow(session, placing.actor, requisition, booked)
        _follow_placed(session, placing.actor, placing.document.id, booked)
    return Placed(document, booked, part)


def _unplaced(session: Session, unplaced_id: int) -> UnplacedReceipt:
    return session.execute(select(UnplacedReceipt).where(UnplacedReceipt.document_id == unplaced_id)).scalar_one()


def _require_left(session: Session, placing: _Placing, wanted_ore: Ore) -> None:
    """Refuse to place more than is left of the receipt, or before it came, or what Övrigt's bank no longer holds."""
    document, unplaced = placing.document, placing.unplaced
    require_state(session, document, "unplaced", "partly_placed", "placed")
    require_not_before(
        "Ihopparningens dag", placing.on, f"dagen då inbetalning {document.number} kom,", unplaced.received_on
    )
    left_ore = unplaced.amount_ore - sum(ore for _number, ore in placements_of(session, document.id))
    if wanted_ore > left_ore:
        raise PlacementExceedsUnplaced(receipt=document.number, wanted_ore=wanted_ore, left_ore=left_ore)
    other = other_root(session, document.book_id)
    require_bank_holds(
        session, document.book_id, unplaced.bank_account_id, root_id=other.root_id, wanted_ore=wanted_ore, on=placing.on
    )


def _follow_placed(session: Session, actor: int, unplaced_id: int, booked: Booked) -> None:
    """Bring the receipt into the state that its placements say."""
    whole_ore = _unplaced(session, unplaced_id).amount_ore
    placed_ore = sum(ore for _number, ore in placements_of(session, unplaced_id))
    partly = "unplaced" if placed_ore == 0 else "partly_placed"
    state = "placed" if placed_ore == whole_ore else partly
    set_state(session, actor=actor, document_id=unplaced_id, state=state, entry_seq=booked.seq)


def _keys(session: Session, book_id: int, source_key: str | None, parts: int) -> list[str | None]:
    """The source key of each part; raises `DocumentSourceKeyTaken` when it was used for another number of parts."""
    if source_key is None:
        return [None] * parts
    keys = [source_key, *(f"{source_key}:{no}" for no in range(2, parts + 2))]
    known = [registered_under(session, book_id, key) for key in keys]
    first = known[0]
    if first is not None and (None in known[:-1] or known[-1] is not None):
        raise DocumentSourceKeyTaken(source_key=source_key, document=first.number)
    return list(keys[:-1])
