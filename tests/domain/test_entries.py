"""A movement cannot exist unless every pot's authority and every root's cash balance in it."""

import pytest

from ledger.domain.chart import CHART, Keyed, Kind, Side
from ledger.domain.entries import Line, Movement, PotRef, credit, debit, joined_movements, reversed_movement
from ledger.domain.events import Event, Fact, FactCode
from ledger.errors import AmountTooLarge, EntryLineWrongKey, EntryUnbalanced, EntryWithoutLines
from ledger.money import LIMIT_ORE

ROOT, OTHER_ROOT = PotRef(1, 1), PotRef(2, 2)
POT, SIBLING = PotRef(11, 1), PotRef(12, 1)


def moved(*lines: Line) -> Movement:
    return Movement(Event.ALLOCATION, lines)


def test_a_root_is_its_own_root() -> None:
    assert (POT.root, POT.root.root) == (ROOT, ROOT)


def test_debit_is_positive_and_credit_negative() -> None:
    assert debit(Kind.CLAIM, ROOT, 5, 7) == Line(Kind.CLAIM, ROOT, 7, 5)
    assert credit(Kind.CLAIM, ROOT, 5, 7) == Line(Kind.CLAIM, ROOT, 7, -5)


def test_lines_of_one_account_are_one_line_where_the_first_stood() -> None:
    movement = moved(
        debit(Kind.ALLOTTED, POT, 3),
        credit(Kind.AVAILABLE, POT, 3),
        debit(Kind.ALLOTTED, POT, 4),
        credit(Kind.AVAILABLE, POT, 4),
    )
    assert movement.lines == (Line(Kind.ALLOTTED, POT, 0, 7), Line(Kind.AVAILABLE, POT, 0, -7))


def test_subjects_keep_accounts_apart() -> None:
    movement = moved(debit(Kind.COMMITTED, POT, 3, 1), debit(Kind.COMMITTED, POT, 4, 2), credit(Kind.AVAILABLE, POT, 7))
    assert len(movement.lines) == 3


def test_an_account_that_comes_to_zero_has_no_line() -> None:
    movement = moved(
        debit(Kind.ALLOTTED, POT, 3),
        credit(Kind.AVAILABLE, POT, 3),
        debit(Kind.LAPSED, ROOT, 5),
        credit(Kind.LAPSED, ROOT, 5),
    )
    assert {line.kind for line in movement.lines} == {Kind.ALLOTTED, Kind.AVAILABLE}


def test_nothing_is_no_movement() -> None:
    with pytest.raises(EntryWithoutLines):
        moved()
    with pytest.raises(EntryWithoutLines):
        moved(debit(Kind.AVAILABLE, POT, 5), credit(Kind.AVAILABLE, POT, 5))


def test_authority_balances_in_each_pot() -> None:
    with pytest.raises(EntryUnbalanced) as refused:
        moved(debit(Kind.ALLOTTED, POT, 5), credit(Kind.AVAILABLE, SIBLING, 5))
    assert refused.value.facts() == {"side": "authority", "pot_id": POT.pot_id, "difference_ore": 5}


def test_cash_balances_in_each_root_over_its_pots() -> None:
    within = moved(debit(Kind.ADVANCED, POT, 5), credit(Kind.ADVANCED, SIBLING, 5))
    assert len(within.lines) == 2
    with pytest.raises(EntryUnbalanced) as refused:
        moved(debit(Kind.ADVANCED, POT, 5), credit(Kind.ADVANCED, OTHER_ROOT, 5))
    assert refused.value.facts() == {"side": "cash", "pot_id": ROOT.pot_id, "difference_ore": 5}


def test_authority_never_balances_cash() -> None:
    with pytest.raises(EntryUnbalanced):
        moved(debit(Kind.AVAILABLE, ROOT, 5), credit(Kind.GRANT_DEBT, ROOT, 5))


@pytest.mark.parametrize("kind", Kind)
def test_an_account_has_a_subject_exactly_when_its_kind_says_so(kind: Kind) -> None:
    wrong = 0 if CHART[kind].has_subject else 7
    with pytest.raises(EntryLineWrongKey) as refused:
        moved(debit(kind, ROOT, 5, wrong))
    assert refused.value.facts() == {"kind": kind.value, "pot_id": ROOT.pot_id, "subject_id": wrong}


@pytest.mark.parametrize("kind", [kind for kind in Kind if CHART[kind].keyed is Keyed.ROOT])
def test_an_account_of_a_root_stands_at_a_root(kind: Kind) -> None:
    with pytest.raises(EntryLineWrongKey):
        moved(debit(kind, POT, 5, 7 if CHART[kind].has_subject else 0))


def test_an_account_beyond_the_limit_is_refused_after_merging() -> None:
    whole = moved(debit(Kind.ALLOTTED, POT, LIMIT_ORE - 1), credit(Kind.AVAILABLE, POT, LIMIT_ORE - 1))
    with pytest.raises(AmountTooLarge):
        moved(*whole.lines, debit(Kind.ALLOTTED, POT, 1), credit(Kind.AVAILABLE, POT, 1))


def test_reversed_every_sign_is_turned_and_the_facts_stay() -> None:
    facts = (Fact(FactCode.LAPSE, ROOT.pot_id, 5),)
    movement = Movement(Event.LAPSE, (debit(Kind.LAPSED, ROOT, 5), credit(Kind.AVAILABLE, ROOT, 5)), facts)
    back = reversed_movement(movement)
    assert back.lines == (credit(Kind.LAPSED, ROOT, 5), debit(Kind.AVAILABLE, ROOT, 5))
    assert (back.event, back.facts) == (Event.LAPSE, facts)
    assert reversed_movement(back) == movement


def test_both_sides_are_used() -> None:
    assert {rule.side for rule in CHART.values()} == set(Side)


def test_several_movements_of_an_event_are_one_with_all_their_facts() -> None:
    one, other = (
        Movement(
            Event.ALLOCATION,
            (debit(Kind.ALLOTTED, pot, amount), credit(Kind.AVAILABLE, pot, amount)),
            (Fact(FactCode.ALLOCATION, pot.pot_id, amount),),
        )
        for pot, amount in ((POT, 3), (POT, 4))
    )
    both = joined_movements([one, other])
    assert both.lines == (Line(Kind.ALLOTTED, POT, 0, 7), Line(Kind.AVAILABLE, POT, 0, -7))
    assert both.facts == (*one.facts, *other.facts)
