"""Between books: a second book whose payer pays by itself hands over to the first; and what is corrected in either."""

from ledger.domain.chart import Kind
from ledger.money import kronor
from ledger.services.agreement_amounts import decide_amount
from ledger.services.clearings import settle_clearing
from ledger.services.commitments import commit
from ledger.services.corrections import correct_entry
from ledger.services.handovers import HandoverPart, hand_over
from ledger.services.receipts import register_receipt
from ledger.services.requisitions import register_payment_notice
from tests.support.happenings.picks import Pick
from tests.support.happenings.registry import HAPPENINGS, SENT_ONCE, Given, Happening, happens
from tests.support.money import REASON
from tests.support.story import Here


def register() -> None:
    """Let it happen."""
    happens("decide_there", decide_amount, _amount, who=_there, then=("notice",))
    happens("notice", register_payment_notice, _notice, who=_there, then=("receipt_there",), needs=("decide_there",))
    happens(
        "receipt_there", register_receipt, _receipt, who=_there, then=("receipt_there", "commit_there", "hand_over")
    )
    happens("commit_there", commit, _commit, who=_there, then=("hand_over",))
    happens(
        "hand_over",
        hand_over,
        _handover,
        who=_there,
        then=("settle_there", "settle_here", "correct"),
        needs=("receipt_there",),
    )
    happens(
        "settle_there",
        settle_clearing,
        lambda pick: _settling(pick, pick.second.here),
        who=_there,
        needs=("hand_over",),
    )
    happens("settle_here", settle_clearing, lambda pick: _settling(pick, pick.officer), needs=("hand_over",))
    HAPPENINGS["correct"] = _correct
    SENT_ONCE.add("correct")


def _there(pick: Pick) -> Here:
    return pick.second.here


def _amount(pick: Pick) -> Given:
    return {
        "purpose_id": pick.second.purpose.id,
        "amount_ore": pick.amount(),
        "decision_id": pick.second.agreed_id if pick.rightly() else pick.decision("AGREED"),
        "on": pick.day(),
    }


def _notice(pick: Pick) -> Given:
    waiting = pick.standing(Kind.AUTHORISED, pick.second.here)
    return {
        "purpose_id": pick.second.purpose.id,
        "amount_ore": pick.out_of(min(waiting.ore, kronor(60_000))),
        "on": pick.day(),
    }


def _receipt(pick: Pick) -> Given:
    claim = pick.standing(Kind.CLAIM, pick.second.here)
    return {
        "requisition_id": claim.subject_id,
        "bank_account_id": pick.second.bank_id,
        "amount_ore": claim.ore if pick.rightly() else pick.amount(),
        "on": pick.day(),
    }


def _commit(pick: Pick) -> Given:
    return {
        "pot_id": pick.second.root_id,
        "performer_id": pick.money.performer_id,
        "name": "Stöd",
        "amount_ore": pick.out_of(kronor(5_000)),
        "decision_id": pick.second.assigned_id,
        "on": pick.day(),
    }


def _handover(pick: Pick) -> Given:
    promised = pick.standing(Kind.COMMITTED, pick.second.here)
    part = HandoverPart(
        pot_id=pick.second.root_id,
        other_book_id=pick.officer["book_id"] if pick.rightly() else pick.second.here["book_id"],
        other_pot_id=pick.ending.next.pot.id,
        other_decision_id=pick.ending.decision_id,
        available_ore=pick.out_of(kronor(5_000)),
        commitment_ids=(promised.subject_id,) if promised.ore > 0 and pick.dice.random() < 0.5 else (),
    )
    return {"parts": [part], "decision_id": pick.second.year_end_id, "on": pick.last_day()}


def _settling(pick: Pick, here: Here) -> Given:
    there = here["book_id"] == pick.second.here["book_id"]
    return {
        "handover_id": pick.second.handed(here["book_id"]),
        "bank_account_id": pick.second.bank_id if there else pick.money.bank_id,
        "amount_ore": pick.out_of(kronor(5_000)),
        "on": pick.last_day(),
    }


def _correct(pick: Pick) -> Happening:
    here, year, number = pick.voucher()
    given = {"year": year, "number": number, "reason": REASON, "booked_on": pick.last_day()}
    return Happening(correct_entry, here, given)
