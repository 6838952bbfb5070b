"""The end of a year, an agreement or a book: what is left is carried over, or handed over to another book."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ledger.domain.chart import Kind
from ledger.domain.entries import Line, Movement, PotRef, credit, debit
from ledger.domain.events import Event, Fact, FactCode
from ledger.domain.rules.parts import Part, each_once, movement, not_negative, not_zero, positive
from ledger.money import Ore


@dataclass(frozen=True)
class CarriedCommitment:
    """The open rest of a commitment, and the commitment of the new pot that it becomes."""

    old_commitment_id: int
    new_commitment_id: int
    amount_ore: Ore


@dataclass(frozen=True)
class HandedCommitment:
    """The open rest of a commitment, by its number in the book where it is booked."""

    commitment_id: int
    amount_ore: Ore


def carry_over(
    *,
    old: PotRef,
    new: PotRef,
    available_ore: Ore = 0,
    committed: Sequence[CarriedCommitment] = (),
    disbursed_ore: Ore = 0,
    bank_id: int = 0,
) -> Movement:
    """What is left of a pot, its open commitments and the money recipients hold go to a new year's or agreement's pot.

    What is available and committed takes its money along: between roots it moves at the bank account `bank_id`, which
    may be 0 within one root, where no money moves. Any amount may be zero, not all (`AmountNotPositive`).
    Raises `EntryPotTwice`, and `EntryLineWrongKey` for money between roots without a bank account.
    """
    each_once((old, new))
    amounts = (available_ore, *(one.amount_ore for one in committed), disbursed_ore)
    _something(amounts)
    return movement(
        Event.CARRY_OVER,
        *_that_move(
            (
                _carried_available(old, new, bank_id, available_ore),
                *(_carried_committed(old, new, bank_id, one) for one in committed),
                _carried_disbursed(old, new, disbursed_ore),
            )
        ),
    )


def handover_out(
    *, pot: PotRef, available_ore: Ore = 0, committed: Sequence[HandedCommitment] = (), disbursed_ore: Ore = 0
) -> Movement:
    """A pot leaves the old book: its money is owed to the new one, in clearing.

    Any amount may be zero, not all (`AmountNotPositive`).
    """
    _something((available_ore, *(one.amount_ore for one in committed), disbursed_ore))
    return movement(
        Event.HANDOVER_OUT,
        *_that_move(
            (
                _handed_available(FactCode.HANDED_AVAILABLE_OUT, pot, available_ore, 1),
                *(_handed_committed(FactCode.HANDED_COMMITTED_OUT, pot, one, 1) for one in committed),
                _handed_disbursed(FactCode.HANDED_DISBURSED_OUT, pot, disbursed_ore, 1),
            )
        ),
    )


def handover_in(
    *, pot: PotRef, available_ore: Ore = 0, committed: Sequence[HandedCommitment] = (), disbursed_ore: Ore = 0
) -> Movement:
    """The pot enters the new book: the mirror of `handover_out`, with the new book's own pot and commitments."""
    _something((available_ore, *(one.amount_ore for one in committed), disbursed_ore))
    return movement(
        Event.HANDOVER_IN,
        *_that_move(
            (
                _handed_available(FactCode.HANDED_AVAILABLE_IN, pot, available_ore, -1),
                *(_handed_committed(FactCode.HANDED_COMMITTED_IN, pot, one, -1) for one in committed),
                _handed_disbursed(FactCode.HANDED_DISBURSED_IN, pot, disbursed_ore, -1),
            )
        ),
    )


def clearing_settled(*, root: PotRef, bank_id: int, amount_ore: Ore) -> Movement:
    """Clearing between books is settled at the bank; positive when the money leaves, negative when it arrives."""
    amount = not_zero(amount_ore)
    return movement(
        Event.CLEARING_SETTLED,
        Part(
            Fact(FactCode.CLEARING_SETTLED, root.pot_id, amount, bank_id=bank_id),
            (debit(Kind.CLEARING, root, amount), credit(Kind.BANK, root, amount, bank_id)),
        ),
    )


def _something(amounts: Iterable[Ore]) -> None:
    positive(sum(not_negative(amount, "Beloppet") for amount in amounts))


def _that_move(parts: Iterable[Part]) -> Iterable[Part]:
    return (part for part in parts if part.fact.amount_ore != 0)


def _carried_available(old: PotRef, new: PotRef, bank_id: int, amount: Ore) -> Part:
    return Part(
        Fact(FactCode.CARRIED_AVAILABLE, old.pot_id, amount, other_pot_id=new.pot_id, bank_id=bank_id),
        (
            debit(Kind.CARRIED, old, amount),
            credit(Kind.AVAILABLE, old, amount),
            debit(Kind.AVAILABLE, new, amount),
            credit(Kind.CARRIED, new, amount),
            *_money_along(old.root, new.root, bank_id, amount),
        ),
    )


def _carried_committed(old: PotRef, new: PotRef, bank_id: int, carried: CarriedCommitment) -> Part:
    amount = carried.amount_ore
    return Part(
        Fact(
            FactCode.CARRIED_COMMITTED,
            old.pot_id,
            amount,
            other_pot_id=new.pot_id,
            subject_id=carried.old_commitment_id,
            other_subject_id=carried.new_commitment_id,
            bank_id=bank_id,
        ),
        (
            debit(Kind.CARRIED, old, amount),
            credit(Kind.COMMITTED, old, amount, carried.old_commitment_id),
            debit(Kind.COMMITTED, new, amount, carried.new_commitment_id),
            credit(Kind.CARRIED, new, amount),
            *_money_along(old.root, new.root, bank_id, amount),
        ),
    )


def _carried_disbursed(old: PotRef, new: PotRef, amount: Ore) -> Part:
    return Part(
        Fact(FactCode.CARRIED_DISBURSED, old.pot_id, amount, other_pot_id=new.pot_id),
        (
            debit(Kind.CARRIED, old, amount),
            credit(Kind.DISBURSED, old, amount),
            debit(Kind.DISBURSED, new, amount),
            credit(Kind.CARRIED, new, amount),
            debit(Kind.GRANT_DEBT, old.root, amount),
            credit(Kind.ADVANCED, old, amount),
            debit(Kind.ADVANCED, new, amount),
            credit(Kind.GRANT_DEBT, new.root, amount),
        ),
    )


def _money_along(old_root: PotRef, new_root: PotRef, bank_id: int, amount: Ore) -> tuple[Line, ...]:
    # Within one root these four are two accounts against themselves, and the movement drops them.
    return (
        debit(Kind.GRANT_DEBT, old_root, amount),
        credit(Kind.BANK, old_root, amount, bank_id),
        debit(Kind.BANK, new_root, amount, bank_id),
        credit(Kind.GRANT_DEBT, new_root, amount),
    )


def _handed_available(code: FactCode, pot: PotRef, amount: Ore, sign: int) -> Part:
    return Part(
        Fact(code, pot.pot_id, amount),
        (*_handed(pot, Kind.CLEARING, pot.root, sign * amount), credit(Kind.AVAILABLE, pot, sign * amount)),
    )


def _handed_committed(code: FactCode, pot: PotRef, handed: HandedCommitment, sign: int) -> Part:
    amount, commitment_id = handed.amount_ore, handed.commitment_id
    return Part(
        Fact(code, pot.pot_id, amount, subject_id=commitment_id),
        (
            *_handed(pot, Kind.CLEARING, pot.root, sign * amount),
            credit(Kind.COMMITTED, pot, sign * amount, commitment_id),
        ),
    )


def _handed_disbursed(code: FactCode, pot: PotRef, amount: Ore, sign: int) -> Part:
    return Part(
        Fact(code, pot.pot_id, amount),
        (*_handed(pot, Kind.ADVANCED, pot, sign * amount), credit(Kind.DISBURSED, pot, sign * amount)),
    )


def _handed(pot: PotRef, against: Kind, at: PotRef, amount: Ore) -> tuple[Line, ...]:
    return (
        debit(Kind.HANDED, pot, amount),
        debit(Kind.GRANT_DEBT, pot.root, amount),
        credit(against, at, amount),
    )
