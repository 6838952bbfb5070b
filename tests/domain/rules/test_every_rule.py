"""What holds for every rule, whatever it is given: it balances, turns back to nothing, and its facts suffice."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.domain.chart import CHART, Kind, Side
from ledger.domain.entries import Movement, reversed_movement
from ledger.domain.events import Event, FactCode
from ledger.errors import AmountNotPositive, AmountZero
from ledger.money import Ore
from tests.support.any_movement import ARGUMENTS, ROOTS, rule_of
from tests.support.posting_table import TABLE, balances, rows_of

SIGNED = {Event.AGREEMENT_AMOUNT, Event.CLEARING_SETTLED, Event.BANK_OTHER}
WITH_ONE_AMOUNT = [
    Event.REQUISITION,
    Event.REQUISITION_LOWERED,
    Event.RECEIPT_UNPLACED,
    Event.RECEIPT_PLACED,
    Event.SENT_BACK,
    Event.LAPSE,
    Event.TAKEN_BACK,
    Event.MOVED,
    Event.RESERVATION,
    Event.RESERVATION_RELEASED,
    Event.COMMITMENT,
    Event.COMMITMENT_LOWERED,
    Event.PAID_TWICE,
    Event.SUPPLIER_REFUND,
    Event.SET_OFF,
    Event.VAT_RECOVERED,
    Event.USE_DISALLOWED,
    Event.RECALL,
    Event.PAID_BACK,
    Event.RECLAIM_WRITTEN_OFF,
    Event.REPAYMENT,
    Event.INTEREST_RECEIVED,
    Event.INTEREST_PAID,
]


def accounts(*movements: Movement) -> dict[tuple[Kind, int, int], Ore]:
    sums: dict[tuple[Kind, int, int], Ore] = defaultdict(int)
    for movement in movements:
        for line in movement.lines:
            sums[line.kind, line.pot.pot_id, line.subject_id] += line.amount_ore
    return {account: amount for account, amount in sums.items() if amount != 0}


def sums_that_balance(movement: Movement) -> dict[tuple[Side, int], Ore]:
    sums: dict[tuple[Side, int], Ore] = defaultdict(int)
    for line in movement.lines:
        side = CHART[line.kind].side
        sums[side, line.pot.pot_id if side is Side.AUTHORITY else line.pot.root_id] += line.amount_ore
    return sums


@pytest.mark.parametrize("event", Event)
@settings(max_examples=40)
@given(data=st.data())
def test_it_balances_and_its_facts_suffice(event: Event, data: st.DataObject) -> None:
    booked = rule_of(event)(**data.draw(ARGUMENTS[event]))
    assert booked.event is event
    assert set(sums_that_balance(booked).values()) == {0}
    assert len(accounts(booked)) == len(booked.lines)
    assert balances(booked.facts, ROOTS) == accounts(booked)


@pytest.mark.parametrize("event", Event)
@settings(max_examples=10)
@given(data=st.data())
def test_turned_back_it_comes_to_nothing(event: Event, data: st.DataObject) -> None:
    booked = rule_of(event)(**data.draw(ARGUMENTS[event]))
    back = reversed_movement(booked)
    assert accounts(booked, back) == {}
    assert (back.event, back.facts) == (booked.event, booked.facts)


@pytest.mark.parametrize("event", WITH_ONE_AMOUNT)
@pytest.mark.parametrize("amount_ore", [0, -1])
@settings(max_examples=1)
@given(data=st.data())
def test_it_refuses_an_amount_that_is_not_positive(event: Event, amount_ore: Ore, data: st.DataObject) -> None:
    arguments = data.draw(ARGUMENTS[event]) | {"amount_ore": amount_ore}
    with pytest.raises(AmountNotPositive) as refused:
        rule_of(event)(**arguments)
    assert refused.value.facts() == {"what": "Beloppet", "amount_ore": amount_ore}


@pytest.mark.parametrize("event", sorted(SIGNED))
@settings(max_examples=1)
@given(data=st.data())
def test_it_refuses_a_signed_amount_of_zero(event: Event, data: st.DataObject) -> None:
    arguments = data.draw(ARGUMENTS[event]) | {"amount_ore": 0}
    with pytest.raises(AmountZero):
        rule_of(event)(**arguments)


def test_every_event_has_a_rule_and_a_voucher() -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("test_*.py"))]
    vouchers = {
        name
        for source in sources
        for name in re.findall(r"^def test_(\w+)\(\) -> None:\n    booked =", source, re.MULTILINE)
    }
    assert set(Event) == set(ARGUMENTS)
    assert {event.value for event in Event} - vouchers == set()


def test_every_fact_and_every_kind_is_in_the_posting_table() -> None:
    assert set(TABLE) == set(FactCode)
    assert [kind for kind in Kind if rows_of(kind) == ()] == []
