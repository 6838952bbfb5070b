"""What is booked when authority goes from pot to pot."""

from ledger.domain import rules
from ledger.money import kronor
from tests.support.vouchers import FYRBODAL, LYSEKIL, SIMBA, SUICIDE, voucher, written


def test_allocation() -> None:
    booked = rules.allocation(parent=SUICIDE, shares=[(SIMBA, kronor(400_000)), (FYRBODAL, kronor(600_000))])
    assert written(booked) == voucher("""
        Medel   Suicidprevention   Fördelat vidare                                           1 000 000
        Medel   Suicidprevention   Kvar att disponera                                                    1 000 000
        Medel   SIMBA              Kvar att disponera                                          400 000
        Medel   SIMBA              Tilldelat                                                               400 000
        Medel   Fyrbodal           Kvar att disponera                                          600 000
        Medel   Fyrbodal           Tilldelat                                                               600 000
        allocation: Suicidprevention → SIMBA · 400 000
        allocation: Suicidprevention → Fyrbodal · 600 000
    """)


def test_allocation_leaves_out_a_share_of_zero() -> None:
    booked = rules.allocation(parent=SUICIDE, shares=[(SIMBA, 0), (FYRBODAL, kronor(600_000))])
    assert written(booked) == voucher("""
        Medel   Suicidprevention   Fördelat vidare                                             600 000
        Medel   Suicidprevention   Kvar att disponera                                                      600 000
        Medel   Fyrbodal           Kvar att disponera                                          600 000
        Medel   Fyrbodal           Tilldelat                                                               600 000
        allocation: Suicidprevention → Fyrbodal · 600 000
    """)


def test_taken_back() -> None:
    booked = rules.taken_back(parent=SUICIDE, child=SIMBA, amount_ore=kronor(150_000))
    assert written(booked) == voucher("""
        Medel   Suicidprevention   Fördelat vidare                                                         150 000
        Medel   Suicidprevention   Kvar att disponera                                          150 000
        Medel   SIMBA              Kvar att disponera                                                      150 000
        Medel   SIMBA              Tilldelat                                                   150 000
        taken_back: Suicidprevention → SIMBA · 150 000
    """)


def test_moved() -> None:
    booked = rules.moved(up=[SIMBA], ancestor=SUICIDE, down=[FYRBODAL, LYSEKIL], amount_ore=kronor(50_000))
    assert written(booked) == voucher("""
        Medel   SIMBA              Kvar att disponera                                                       50 000
        Medel   SIMBA              Tilldelat                                                    50 000
        Medel   Fyrbodal           Tilldelat                                                                50 000
        Medel   Fyrbodal           Fördelat vidare                                              50 000
        Medel   Lysekil            Kvar att disponera                                           50 000
        Medel   Lysekil            Tilldelat                                                                50 000
        taken_back: Suicidprevention → SIMBA · 50 000
        allocation: Suicidprevention → Fyrbodal · 50 000
        allocation: Fyrbodal → Lysekil · 50 000
    """)


def test_moved_up_to_the_ancestor_itself() -> None:
    booked = rules.moved(up=[LYSEKIL, FYRBODAL], ancestor=SUICIDE, down=[], amount_ore=kronor(50_000))
    assert written(booked) == voucher("""
        Medel   Fyrbodal           Fördelat vidare                                                          50 000
        Medel   Fyrbodal           Tilldelat                                                    50 000
        Medel   Lysekil            Kvar att disponera                                                       50 000
        Medel   Lysekil            Tilldelat                                                    50 000
        Medel   Suicidprevention   Fördelat vidare                                                          50 000
        Medel   Suicidprevention   Kvar att disponera                                           50 000
        taken_back: Fyrbodal → Lysekil · 50 000
        taken_back: Suicidprevention → Fyrbodal · 50 000
    """)


def test_moved_down_from_the_ancestor_itself() -> None:
    booked = rules.moved(up=[], ancestor=SUICIDE, down=[FYRBODAL, LYSEKIL], amount_ore=kronor(50_000))
    assert written(booked) == voucher("""
        Medel   Suicidprevention   Fördelat vidare                                              50 000
        Medel   Suicidprevention   Kvar att disponera                                                       50 000
        Medel   Fyrbodal           Tilldelat                                                                50 000
        Medel   Fyrbodal           Fördelat vidare                                              50 000
        Medel   Lysekil            Kvar att disponera                                           50 000
        Medel   Lysekil            Tilldelat                                                                50 000
        allocation: Suicidprevention → Fyrbodal · 50 000
        allocation: Fyrbodal → Lysekil · 50 000
    """)
