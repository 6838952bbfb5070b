"""What a reported amount comes to: held first, then the room for arrears, the rest the recipient's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.use_reports import COST_HEADINGS, CostType, UseSplit, own_money_notice, split_use
from ledger.money import kronor

amounts = st.integers(min_value=-1_000, max_value=1_000_000_000_00)


@pytest.mark.parametrize(
    ("reported", "held", "room", "split"),
    [
        (100, 100, 50, (100, 0, 0)),
        (100, 60, 50, (60, 40, 0)),
        (100, 60, 30, (60, 30, 10)),
        (100, 0, 100, (0, 100, 0)),
        (100, 0, 0, (0, 0, 100)),
        (100, -5, -7, (0, 0, 100)),
    ],
)
def test_a_report_is_split(reported: int, held: int, room: int, split: tuple[int, int, int]) -> None:
    assert split_use(reported, held_ore=held, room_ore=room) == UseSplit(*split)


@given(reported=st.integers(min_value=1, max_value=10**13), held=amounts, room=amounts)
def test_every_split_adds_up_and_takes_no_more_than_there_is(reported: int, held: int, room: int) -> None:
    split = split_use(reported, held_ore=held, room_ore=room)
    assert split.booked_ore + split.own_ore == reported
    assert 0 <= split.held_ore <= max(held, 0)
    assert 0 <= split.arrears_ore <= max(room, 0)
    assert split.own_ore == 0 or (split.held_ore, split.arrears_ore) == (max(held, 0), max(room, 0))
    assert split.arrears_ore == 0 or split.held_ore == max(held, 0), "first what is held"


def test_the_recipients_own_money_is_told_of() -> None:
    reported, held = kronor(1_200_000), kronor(1_112_171)
    notice = own_money_notice(
        reported, split_use(reported, held_ore=held, room_ore=0), held_ore=held, room_ore=0, of_commitment=False
    )
    assert notice.replace("\u00a0", " ") == (
        "Rapporten är på 1 200 000 kr; utbetalt är 1 112 171 kr och kvar i potten 0 kr. "
        "87 829 kr är mottagarens egna medel och bokförs inte."
    )
    nothing = own_money_notice(1, UseSplit(1, 0, 0), held_ore=1, room_ore=0, of_commitment=False)
    assert not nothing
    told = own_money_notice(2, UseSplit(0, 1, 1), held_ore=-1, room_ore=1, of_commitment=True)
    assert "utbetalt är 0\u00a0kr och kvar av uppdraget 0,01\u00a0kr" in told


def test_every_type_of_cost_has_a_heading_of_its_own() -> None:
    assert set(COST_HEADINGS) == set(CostType)
    assert len(set(COST_HEADINGS.values())) == len(CostType)
