"""Between the book and who pays: amounts, requisitions, receipts, interest, and what else the bank does."""

from ledger.db.details import DocumentKind
from ledger.domain.chart import Kind
from ledger.money import kronor
from ledger.services.agreement_amounts import decide_amount
from ledger.services.bank_events import pay_interest_on, receive_interest, register_other_bank_movement
from ledger.services.placements import PlacePart, place_receipt
from ledger.services.receipts import register_receipt
from ledger.services.requisition_changes import lower_requisition, send_back, withdraw_requisition
from ledger.services.requisitions import send_requisition
from ledger.services.unplaced_receipts import register_receipt_with_surplus, register_unplaced_receipt
from tests.support.happenings.picks import Pick
from tests.support.happenings.registry import Given, banked, decided, happens
from tests.support.money import REASON


def register() -> None:
    """Let it happen."""
    happens("decide_amount", decide_amount, _amount, then=("send_requisition",))
    happens(
        "send_requisition",
        send_requisition,
        _requisition,
        then=("receipt", "lower_requisition", "withdraw"),
        needs=("decide_amount",),
    )
    happens("receipt", register_receipt, _receipt, then=("send_back",), needs=("send_requisition",))
    happens(
        "surplus",
        register_receipt_with_surplus,
        _surplus,
        keyed=False,
        then=("place_receipt",),
        needs=("send_requisition",),
    )
    happens("lower_requisition", lower_requisition, _lowering, needs=("send_requisition",))
    happens("withdraw", withdraw_requisition, _withdrawal, needs=("send_requisition",))
    happens("send_back", send_back, _sent_back)
    happens("unplaced", register_unplaced_receipt, banked, then=("place_receipt",))
    happens("place_receipt", place_receipt, _placement, needs=("send_requisition", "unplaced"))
    happens("interest", receive_interest, lambda pick: _purpose(pick) | banked(pick), then=("interest_paid_on",))
    happens("interest_paid_on", pay_interest_on, _interest)
    happens("bank_movement", register_other_bank_movement, lambda pick: banked(pick) | {"text": "Avgift"})


def _purpose(pick: Pick) -> Given:
    return {"purpose_id": pick.money.story.suicide.id}


def _amount(pick: Pick) -> Given:
    return _purpose(pick) | decided(pick, "AGREED")


def _requisition(pick: Pick) -> Given:
    return _purpose(pick) | {
        "amount_ore": None if pick.rightly() else pick.amount(),
        "on": pick.day(),
        "certificate_id": pick.money.certificate_id if pick.rightly() else None,
    }


def _receipt(pick: Pick) -> Given:
    claim = pick.standing(Kind.CLAIM)
    return {"requisition_id": claim.subject_id} | banked(pick, pick.out_of(claim.ore))


def _surplus(pick: Pick) -> Given:
    claim = pick.standing(Kind.CLAIM)
    return {"requisition_id": claim.subject_id} | banked(pick, claim.ore + pick.dice.randint(1, kronor(1_000)))


def _lowering(pick: Pick) -> Given:
    claim = pick.standing(Kind.CLAIM)
    return {
        "requisition_id": claim.subject_id,
        "amount_ore": pick.out_of(claim.ore),
        "on": pick.day(),
        "reason": REASON,
    }


def _withdrawal(pick: Pick) -> Given:
    return {
        "requisition_id": pick.document(DocumentKind.REQUISITION, "sent"),
        "on": pick.day(),
        "reason": REASON,
    }


def _sent_back(pick: Pick) -> Given:
    paid = pick.document(DocumentKind.REQUISITION, "paid", "partly_paid")
    return {"requisition_id": paid, "reason": REASON} | banked(pick, pick.out_of(kronor(50_000)))


def _placement(pick: Pick) -> Given:
    claim, there = pick.standing(Kind.CLAIM), pick.standing(Kind.UNPLACED)
    return {
        "unplaced_id": pick.document(DocumentKind.UNPLACED_RECEIPT, "unplaced", "partly_placed"),
        "parts": [PlacePart(claim.subject_id, pick.out_of(min(claim.ore, there.ore, kronor(1_000))))],
        "on": pick.day(),
    }


def _interest(pick: Pick) -> Given:
    return _purpose(pick) | banked(pick, pick.out_of(pick.standing(Kind.INTEREST_DEBT).ore))
