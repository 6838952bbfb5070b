"""Arguments for every rule, drawn at random from a few pots and documents, so that accounts meet and merge.

`ARGUMENTS` has one strategy per event; the rule of an event is the one of its name.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from ledger.domain import rules
from ledger.domain.entries import Movement, PotRef
from ledger.domain.events import Event
from ledger.money import Ore

Arguments: TypeAlias = dict[str, Any]

TREES: Final = tuple(tuple(PotRef(pot_id, pot_ids[0]) for pot_id in pot_ids) for pot_ids in ((1, 11, 12, 13), (2, 21)))
"""Two purposes, each its root first."""

ROOTS: Final = {pot.pot_id: pot.root_id for tree in TREES for pot in tree}

_ids = st.integers(1, 3)
_id_or_none = st.integers(0, 2)
_amount = st.integers(1, 10**12)
_part = st.integers(0, 10**12)
_signed = _amount | _amount.map(lambda amount: -amount)
_pot = st.sampled_from([pot for tree in TREES for pot in tree])
_root = st.sampled_from([tree[0] for tree in TREES])


def rule_of(event: Event) -> Callable[..., Movement]:
    """The rule that books the event."""
    rule: Callable[..., Movement] = getattr(rules, event.value)
    return rule


def arguments(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[Arguments]:
    """Keyword arguments, each drawn by itself."""
    return st.fixed_dictionaries(strategies)


def _way(drawn: Arguments) -> Arguments:
    """A way through some pots of one tree, in any order, with the ancestor somewhere on it."""
    pots, turn = drawn["pots"], drawn["turn"] % len(drawn["pots"])
    return {
        "up": pots[:turn],
        "ancestor": pots[turn],
        "down": pots[turn + 1 :],
        "amount_ore": drawn["amount_ore"],
    }


def _of_one_tree(least: int) -> st.SearchStrategy[list[PotRef]]:
    return st.sampled_from(TREES).flatmap(lambda tree: st.lists(st.sampled_from(tree), min_size=least, unique=True))


def _divided(pots: list[PotRef]) -> st.SearchStrategy[Arguments]:
    shares = st.lists(_part, min_size=len(pots) - 1, max_size=len(pots) - 1).filter(any)
    return shares.map(lambda amounts: {"parent": pots[0], "shares": list(zip(pots[1:], amounts, strict=True))})


def _two(first: str, second: str, pots: st.SearchStrategy[list[PotRef]]) -> st.SearchStrategy[Arguments]:
    return pots.map(lambda drawn: {first: drawn[0], second: drawn[1]})


def _with(base: st.SearchStrategy[Arguments], **strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[Arguments]:
    return st.builds(lambda first, second: first | second, base, arguments(**strategies))


def _something(drawn: Arguments) -> bool:
    one_by_one: list[Ore] = [part.amount_ore for part in drawn.get("committed", ())]
    return any(one_by_one) or any(amount for name, amount in drawn.items() if name.endswith("_ore"))


def _rows(row: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(row, min_size=1, max_size=4)


_invoice_row = st.builds(rules.InvoiceRow, _pot, _id_or_none, _part, _part).filter(
    lambda row: row.charge_ore + row.vat_ore
)
_credit_row = _invoice_row.flatmap(
    lambda row: st.integers(0, row.charge_ore + row.vat_ore).map(
        lambda claim: rules.CreditRow(row.pot, row.commitment_id, row.charge_ore, row.vat_ore, claim)
    )
)
_payments = arguments(bank_id=_ids, payments=_rows(st.builds(rules.Payment, _pot, _ids, _amount)))
_payouts = arguments(bank_id=_ids, payouts=_rows(st.tuples(_pot, _amount)))
_at_bank = arguments(root=_root, bank_id=_ids, amount_ore=_amount)
_at_requisition = arguments(root=_root, requisition_id=_ids, amount_ore=_amount)
_at_reservation = arguments(pot=_pot, reservation_id=_ids, amount_ore=_amount)
_of_invoice = arguments(pot=_pot, invoice_id=_ids, bank_id=_ids, amount_ore=_amount)
_of_report = arguments(pot=_pot, report_id=_ids, amount_ore=_amount)
_handed = arguments(
    pot=_pot,
    available_ore=_part,
    committed=st.lists(st.builds(rules.HandedCommitment, _ids, _part), max_size=3),
    disbursed_ore=_part,
).filter(_something)

ARGUMENTS: Final[dict[Event, st.SearchStrategy[Arguments]]] = {
    Event.AGREEMENT_AMOUNT: arguments(root=_root, amount_ore=_signed),
    Event.REQUISITION: _at_requisition,
    Event.REQUISITION_LOWERED: _at_requisition,
    Event.RECEIPT: arguments(bank_id=_ids, placements=_rows(st.builds(rules.Placement, _root, _ids, _amount))),
    Event.RECEIPT_UNPLACED: arguments(other_root=_root, bank_id=_ids, amount_ore=_amount),
    Event.RECEIPT_PLACED: _with(
        _two("root", "other_root", st.permutations([tree[0] for tree in TREES])),
        requisition_id=_ids,
        bank_id=_ids,
        amount_ore=_amount,
    ),
    Event.SENT_BACK: _with(_at_requisition, bank_id=_ids),
    Event.LAPSE: arguments(root=_root, amount_ore=_amount),
    Event.ALLOCATION: _of_one_tree(2).flatmap(_divided),
    Event.TAKEN_BACK: _with(_two("parent", "child", _of_one_tree(2)), amount_ore=_amount),
    Event.MOVED: arguments(pots=_of_one_tree(2), turn=st.integers(0, 3), amount_ore=_amount).map(_way),
    Event.RESERVATION: _at_reservation,
    Event.RESERVATION_RELEASED: _at_reservation,
    Event.COMMITMENT: arguments(pot=_pot, commitment_id=_ids, amount_ore=_amount, reservation_id=_id_or_none),
    Event.COMMITMENT_LOWERED: arguments(pot=_pot, commitment_id=_ids, amount_ore=_amount),
    Event.INVOICE: arguments(invoice_id=_ids, rows=_rows(_invoice_row)),
    Event.INVOICE_PAID: _payments,
    Event.PAYMENT_BOUNCED: _payments,
    Event.PAID_TWICE: _of_invoice,
    Event.CREDIT_INVOICE: arguments(invoice_id=_ids, rows=_rows(_credit_row)),
    Event.SUPPLIER_REFUND: _of_invoice,
    Event.SET_OFF: _with(
        _two("pot", "other_pot", _of_one_tree(2)), invoice_id=_ids, other_invoice_id=_ids, amount_ore=_amount
    ),
    Event.VAT_RECOVERED: _of_invoice,
    Event.PAID_OUT: _payouts,
    Event.PAYOUT_BOUNCED: _payouts,
    Event.PASSED_ON: _of_one_tree(2).flatmap(_divided),
    Event.USE_REPORT: arguments(
        pot=_pot, report_id=_ids, from_disbursed_ore=_part, in_arrears_ore=_part, commitment_id=_id_or_none
    ).filter(_something),
    Event.USE_DISALLOWED: _of_report,
    Event.RECALL: arguments(pot=_pot, amount_ore=_amount),
    Event.PAID_BACK: arguments(pot=_pot, bank_id=_ids, amount_ore=_amount),
    Event.RECLAIM_WRITTEN_OFF: arguments(pot=_pot, write_off_id=_ids, amount_ore=_amount),
    Event.REPAYMENT: _at_bank,
    Event.CARRY_OVER: _with(
        _two("old", "new", st.lists(_pot, min_size=2, max_size=2, unique=True)),
        available_ore=_part,
        committed=st.lists(st.builds(rules.CarriedCommitment, _ids, _ids, _part), max_size=3),
        disbursed_ore=_part,
        bank_id=_ids,
    ).filter(_something),
    Event.HANDOVER_OUT: _handed,
    Event.HANDOVER_IN: _handed,
    Event.CLEARING_SETTLED: arguments(root=_root, bank_id=_ids, amount_ore=_signed),
    Event.INTEREST_RECEIVED: _at_bank,
    Event.INTEREST_PAID: _at_bank,
    Event.BANK_OTHER: arguments(other_root=_root, bank_id=_ids, amount_ore=_signed),
}
