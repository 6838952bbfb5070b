"""Authority that waits for its use: reserved, and committed to one thing. No cash moves."""

from ledger.domain.chart import Kind
from ledger.domain.entries import Line, Movement, PotRef, credit, debit
from ledger.domain.events import Event, Fact, FactCode
from ledger.domain.rules.parts import Part, movement, positive
from ledger.money import Ore


def reservation(*, pot: PotRef, reservation_id: int, amount_ore: Ore) -> Movement:
    """Part of a pot is set aside."""
    amount = positive(amount_ore)
    return movement(
        Event.RESERVATION,
        Part(
            Fact(FactCode.RESERVATION, pot.pot_id, amount, subject_id=reservation_id),
            _reserved(pot, reservation_id, amount),
        ),
    )


def reservation_released(*, pot: PotRef, reservation_id: int, amount_ore: Ore) -> Movement:
    """What was set aside is free again, in whole or in part."""
    amount = positive(amount_ore)
    return movement(
        Event.RESERVATION_RELEASED,
        Part(
            Fact(FactCode.RESERVATION_RELEASED, pot.pot_id, amount, subject_id=reservation_id),
            _reserved(pot, reservation_id, -amount),
        ),
    )


def commitment(*, pot: PotRef, commitment_id: int, amount_ore: Ore, reservation_id: int = 0) -> Movement:
    """A commitment is decided or raised, from what is available or, when one is named, from a reservation."""
    amount = positive(amount_ore)
    return movement(
        Event.COMMITMENT,
        Part(
            Fact(
                FactCode.COMMITMENT,
                pot.pot_id,
                amount,
                subject_id=commitment_id,
                other_subject_id=reservation_id,
            ),
            (
                debit(Kind.COMMITTED, pot, amount, commitment_id),
                credit(Kind.RESERVED if reservation_id else Kind.AVAILABLE, pot, amount, reservation_id),
            ),
        ),
    )


def commitment_lowered(*, pot: PotRef, commitment_id: int, amount_ore: Ore) -> Movement:
    """A commitment is lowered, or its unused rest released; it becomes available, also what was once reserved."""
    amount = positive(amount_ore)
    return movement(
        Event.COMMITMENT_LOWERED,
        Part(
            Fact(FactCode.COMMITMENT_LOWERED, pot.pot_id, amount, subject_id=commitment_id),
            (debit(Kind.AVAILABLE, pot, amount), credit(Kind.COMMITTED, pot, amount, commitment_id)),
        ),
    )


def drawn_on(pot: PotRef, commitment_id: int, amount_ore: Ore) -> Line:
    """The credit of what is used: on the commitment, or on what is available when it is 0."""
    return credit(Kind.COMMITTED if commitment_id else Kind.AVAILABLE, pot, amount_ore, commitment_id)


def _reserved(pot: PotRef, reservation_id: int, amount: Ore) -> tuple[Line, ...]:
    return debit(Kind.RESERVED, pot, amount, reservation_id), credit(Kind.AVAILABLE, pot, amount)
