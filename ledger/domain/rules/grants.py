"""Between the book and the payer: what is promised, asked for, received, lapsed and repaid."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain.chart import Kind
from ledger.domain.entries import Line, Movement, PotRef, credit, debit
from ledger.domain.events import Event, Fact, FactCode
from ledger.domain.rules.parts import Part, each_once, movement, not_zero, positive
from ledger.errors import EntryLineWrongKey
from ledger.money import Ore


@dataclass(frozen=True)
class Placement:
    """What one receipt pays of one requisition."""

    root: PotRef
    requisition_id: int
    amount_ore: Ore


def agreement_amount(*, root: PotRef, amount_ore: Ore) -> Movement:
    """The amount of a purpose is decided or raised; negative when it is lowered.

    Raises `AmountZero`, and `EntryLineWrongKey` for a pot that is no root: the others get authority by allocation.
    """
    if root != root.root:
        raise EntryLineWrongKey(kind=Kind.AUTHORISED, pot_id=root.pot_id, subject_id=0)
    amount = not_zero(amount_ore)
    return movement(
        Event.AGREEMENT_AMOUNT,
        Part(
            Fact(FactCode.AGREEMENT_AMOUNT, root.pot_id, amount),
            (debit(Kind.AVAILABLE, root, amount), credit(Kind.AUTHORISED, root, amount)),
        ),
    )


def requisition(*, root: PotRef, requisition_id: int, amount_ore: Ore) -> Movement:
    """Money is asked for; a payer that pays by itself is a requisition of that kind."""
    amount = positive(amount_ore)
    return movement(
        Event.REQUISITION,
        Part(
            Fact(FactCode.REQUISITION, root.pot_id, amount, subject_id=requisition_id),
            _claimed(root, requisition_id, amount),
        ),
    )


def requisition_lowered(*, root: PotRef, requisition_id: int, amount_ore: Ore) -> Movement:
    """A requisition is lowered or withdrawn, as far as it is unpaid."""
    amount = positive(amount_ore)
    return movement(
        Event.REQUISITION_LOWERED,
        Part(
            Fact(FactCode.REQUISITION_LOWERED, root.pot_id, amount, subject_id=requisition_id),
            _claimed(root, requisition_id, -amount),
        ),
    )


def receipt(*, bank_id: int, placements: Sequence[Placement]) -> Movement:
    """The payer pays: one bank movement, over one requisition or several, of one root or several."""
    return movement(Event.RECEIPT, *(_received(bank_id, placement) for placement in placements))


def receipt_unplaced(*, other_root: PotRef, bank_id: int, amount_ore: Ore) -> Movement:
    """An unknown or surplus receipt waits at Övrigt, `other_root`."""
    amount = positive(amount_ore)
    return movement(
        Event.RECEIPT_UNPLACED,
        Part(
            Fact(FactCode.RECEIPT_UNPLACED, other_root.pot_id, amount, bank_id=bank_id),
            (debit(Kind.BANK, other_root, amount, bank_id), credit(Kind.UNPLACED, other_root, amount)),
        ),
    )


def receipt_placed(*, other_root: PotRef, root: PotRef, requisition_id: int, bank_id: int, amount_ore: Ore) -> Movement:
    """A receipt that waited at Övrigt is placed on a requisition; the bank's total does not change."""
    each_once((other_root, root))
    amount = positive(amount_ore)
    return movement(
        Event.RECEIPT_PLACED,
        Part(
            Fact(
                FactCode.RECEIPT_PLACED,
                root.pot_id,
                amount,
                other_pot_id=other_root.pot_id,
                subject_id=requisition_id,
                bank_id=bank_id,
            ),
            (
                debit(Kind.UNPLACED, other_root, amount),
                credit(Kind.BANK, other_root, amount, bank_id),
                debit(Kind.BANK, root, amount, bank_id),
                credit(Kind.CLAIM, root, amount, requisition_id),
            ),
        ),
    )


def sent_back(*, root: PotRef, requisition_id: int, bank_id: int, amount_ore: Ore) -> Movement:
    """Money requisitioned by mistake, and received, goes back: it may be requisitioned again."""
    amount = positive(amount_ore)
    return movement(
        Event.SENT_BACK,
        Part(
            Fact(FactCode.SENT_BACK, root.pot_id, amount, subject_id=requisition_id, bank_id=bank_id),
            (debit(Kind.GRANT_DEBT, root, amount), credit(Kind.BANK, root, amount, bank_id)),
        ),
    )


def lapse(*, root: PotRef, amount_ore: Ore) -> Movement:
    """What was never requisitioned in time can no longer be used."""
    amount = positive(amount_ore)
    return movement(
        Event.LAPSE,
        Part(
            Fact(FactCode.LAPSE, root.pot_id, amount),
            (debit(Kind.LAPSED, root, amount), credit(Kind.AVAILABLE, root, amount)),
        ),
    )


def repayment(*, root: PotRef, bank_id: int, amount_ore: Ore) -> Movement:
    """Unused money is repaid to the payer."""
    amount = positive(amount_ore)
    return movement(
        Event.REPAYMENT,
        Part(
            Fact(FactCode.REPAYMENT, root.pot_id, amount, bank_id=bank_id),
            (
                debit(Kind.RETURNED, root, amount),
                credit(Kind.AVAILABLE, root, amount),
                debit(Kind.GRANT_DEBT, root, amount),
                credit(Kind.BANK, root, amount, bank_id),
            ),
        ),
    )


def _claimed(root: PotRef, requisition_id: int, amount: Ore) -> tuple[Line, ...]:
    return debit(Kind.CLAIM, root, amount, requisition_id), credit(Kind.GRANT_DEBT, root, amount)


def _received(bank_id: int, placement: Placement) -> Part:
    root, requisition_id, amount = placement.root, placement.requisition_id, positive(placement.amount_ore)
    return Part(
        Fact(FactCode.RECEIPT, root.pot_id, amount, subject_id=requisition_id, bank_id=bank_id),
        (debit(Kind.BANK, root, amount, bank_id), credit(Kind.CLAIM, root, amount, requisition_id)),
    )
