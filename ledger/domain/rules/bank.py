"""What else moves the bank: interest that the payer shall have, and movements outside agreements."""

from ledger.domain.chart import Kind
from ledger.domain.entries import Line, Movement, PotRef, credit, debit
from ledger.domain.events import Event, Fact, FactCode
from ledger.domain.rules.parts import Part, movement, not_zero, positive
from ledger.money import Ore


def interest_received(*, root: PotRef, bank_id: int, amount_ore: Ore) -> Movement:
    """Interest comes in that the payer shall have."""
    amount = positive(amount_ore)
    return movement(
        Event.INTEREST_RECEIVED,
        Part(
            Fact(FactCode.INTEREST_RECEIVED, root.pot_id, amount, bank_id=bank_id),
            _interest(root, bank_id, amount),
        ),
    )


def interest_paid(*, root: PotRef, bank_id: int, amount_ore: Ore) -> Movement:
    """The interest is paid on to the payer."""
    amount = positive(amount_ore)
    return movement(
        Event.INTEREST_PAID,
        Part(
            Fact(FactCode.INTEREST_PAID, root.pot_id, amount, bank_id=bank_id),
            _interest(root, bank_id, -amount),
        ),
    )


def bank_other(*, other_root: PotRef, bank_id: int, amount_ore: Ore) -> Movement:
    """A bank movement outside agreements, at Övrigt; positive into the bank, negative out of it."""
    amount = not_zero(amount_ore)
    return movement(
        Event.BANK_OTHER,
        Part(
            Fact(FactCode.BANK_OTHER, other_root.pot_id, amount, bank_id=bank_id),
            (debit(Kind.BANK, other_root, amount, bank_id), credit(Kind.OTHER, other_root, amount)),
        ),
    )


def _interest(root: PotRef, bank_id: int, amount: Ore) -> tuple[Line, ...]:
    return debit(Kind.BANK, root, amount, bank_id), credit(Kind.INTEREST_DEBT, root, amount)
