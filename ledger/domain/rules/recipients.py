"""Recipients: allotted money paid out, passed on, reported as used, disallowed, recalled and paid back."""

from ledger.domain.chart import Kind
from ledger.domain.entries import Line, Movement, PotRef, credit, debit
from ledger.domain.events import Event, Fact, FactCode
from ledger.domain.rules.commitments import drawn_on
from ledger.domain.rules.parts import (
    Part,
    Shares,
    each_once,
    movement,
    not_negative,
    positive,
    shares_given,
    within_one_root,
)
from ledger.money import Ore


def paid_out(*, bank_id: int, payouts: Shares) -> Movement:
    """Allotted money is paid out to the pots' recipients: one batch, of one root or several."""
    return movement(
        Event.PAID_OUT, *(_with_recipient(FactCode.PAID_OUT, bank_id, pot, amount, 1) for pot, amount in payouts)
    )


def payout_bounced(*, bank_id: int, payouts: Shares) -> Movement:
    """Payouts come back: the money is available again."""
    return movement(
        Event.PAYOUT_BOUNCED,
        *(_with_recipient(FactCode.PAYOUT_BOUNCED, bank_id, pot, amount, -1) for pot, amount in payouts),
    )


def passed_on(*, parent: PotRef, shares: Shares) -> Movement:
    """A recipient passes money it holds on to its children; a share of zero is neither booked nor stated.

    Raises `AmountNegative`, `AmountNotPositive` when nothing is passed on, `EntryPotTwice`, `EntryAcrossRoots`.
    """
    given = shares_given(shares)
    children = [child for child, _ in given]
    each_once((parent, *children))
    within_one_root(parent, children)
    return movement(Event.PASSED_ON, *(_handed_down(parent, child, share) for child, share in given))


def use_report(
    *, pot: PotRef, report_id: int, from_disbursed_ore: Ore, in_arrears_ore: Ore, commitment_id: int = 0
) -> Movement:
    """A use report is approved: what it used of the money it holds, and what it is owed in arrears.

    The arrears draw on the commitment, or on what is available when it is 0, and are paid with `invoice_paid` under the
    report's id. Either amount may be zero, not both (`AmountNotPositive`).
    """
    held = not_negative(from_disbursed_ore, "Använt av utbetalda medel")
    owed = not_negative(in_arrears_ore, "Använt i efterskott")
    positive(held + owed, "Redovisat belopp")
    parts = (_used_of_held(pot, report_id, held), _used_in_arrears(pot, report_id, commitment_id, owed))
    return movement(Event.USE_REPORT, *(part for part in parts if part.fact.amount_ore != 0))


def use_disallowed(*, pot: PotRef, report_id: int, amount_ore: Ore) -> Movement:
    """Reported use is disallowed later: the recipient shall pay it back."""
    amount = positive(amount_ore)
    return movement(
        Event.USE_DISALLOWED,
        Part(
            Fact(FactCode.USE_DISALLOWED, pot.pot_id, amount, subject_id=report_id),
            (
                debit(Kind.AVAILABLE, pot, amount),
                credit(Kind.USED, pot, amount, report_id),
                debit(Kind.RECLAIM, pot, amount),
                credit(Kind.GRANT_DEBT, pot.root, amount),
            ),
        ),
    )


def recall(*, pot: PotRef, amount_ore: Ore) -> Movement:
    """Unused money at the recipient is recalled: it shall be paid back."""
    amount = positive(amount_ore)
    return movement(
        Event.RECALL,
        Part(
            Fact(FactCode.RECALL, pot.pot_id, amount),
            (
                debit(Kind.AVAILABLE, pot, amount),
                credit(Kind.DISBURSED, pot, amount),
                debit(Kind.RECLAIM, pot, amount),
                credit(Kind.ADVANCED, pot, amount),
            ),
        ),
    )


def paid_back(*, pot: PotRef, bank_id: int, amount_ore: Ore) -> Movement:
    """The recipient pays a reclaim."""
    amount = positive(amount_ore)
    return movement(
        Event.PAID_BACK,
        Part(
            Fact(FactCode.PAID_BACK, pot.pot_id, amount, bank_id=bank_id),
            (debit(Kind.BANK, pot.root, amount, bank_id), credit(Kind.RECLAIM, pot, amount)),
        ),
    )


def reclaim_written_off(*, pot: PotRef, write_off_id: int, amount_ore: Ore) -> Movement:
    """A reclaim is given up, by decision: the write-off itself is what the money was used for."""
    amount = positive(amount_ore)
    return movement(
        Event.RECLAIM_WRITTEN_OFF,
        Part(
            Fact(FactCode.RECLAIM_WRITTEN_OFF, pot.pot_id, amount, subject_id=write_off_id),
            (
                debit(Kind.USED, pot, amount, write_off_id),
                credit(Kind.AVAILABLE, pot, amount),
                debit(Kind.GRANT_DEBT, pot.root, amount),
                credit(Kind.RECLAIM, pot, amount),
            ),
        ),
    )


def _with_recipient(code: FactCode, bank_id: int, pot: PotRef, amount_ore: Ore, sign: int) -> Part:
    amount = positive(amount_ore)
    return Part(
        Fact(code, pot.pot_id, amount, bank_id=bank_id),
        (
            debit(Kind.DISBURSED, pot, sign * amount),
            credit(Kind.AVAILABLE, pot, sign * amount),
            debit(Kind.ADVANCED, pot, sign * amount),
            credit(Kind.BANK, pot.root, sign * amount, bank_id),
        ),
    )


def _handed_down(parent: PotRef, child: PotRef, amount: Ore) -> Part:
    return Part(
        Fact(FactCode.PASSED_ON, parent.pot_id, amount, other_pot_id=child.pot_id),
        (
            debit(Kind.ALLOTTED, parent, amount),
            credit(Kind.DISBURSED, parent, amount),
            debit(Kind.DISBURSED, child, amount),
            credit(Kind.AUTHORISED, child, amount),
            debit(Kind.ADVANCED, child, amount),
            credit(Kind.ADVANCED, parent, amount),
        ),
    )


def _used_of_held(pot: PotRef, report_id: int, amount: Ore) -> Part:
    return Part(
        Fact(FactCode.USE_REPORT, pot.pot_id, amount, subject_id=report_id),
        (
            *_used(pot, report_id, amount),
            credit(Kind.DISBURSED, pot, amount),
            credit(Kind.ADVANCED, pot, amount),
        ),
    )


def _used_in_arrears(pot: PotRef, report_id: int, commitment_id: int, amount: Ore) -> Part:
    return Part(
        Fact(
            FactCode.USE_REPORT_ARREARS,
            pot.pot_id,
            amount,
            subject_id=report_id,
            other_subject_id=commitment_id,
        ),
        (
            *_used(pot, report_id, amount),
            drawn_on(pot, commitment_id, amount),
            credit(Kind.PAYABLE, pot, amount, report_id),
        ),
    )


def _used(pot: PotRef, report_id: int, amount: Ore) -> tuple[Line, ...]:
    return debit(Kind.USED, pot, amount, report_id), debit(Kind.GRANT_DEBT, pot.root, amount)
