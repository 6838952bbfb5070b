"""What is booked when interest and movements outside agreements pass the bank."""

from ledger.domain import rules
from ledger.money import kronor
from tests.support.vouchers import ACCOUNT, OUTSIDE, SUICIDE, voucher, written


def test_interest_received() -> None:
    booked = rules.interest_received(root=SUICIDE, bank_id=ACCOUNT, amount_ore=kronor(12, 34))
    assert written(booked) == voucher("""
        Pengar  Suicidprevention   Bank                                    Konto                 12,34
        Pengar  Suicidprevention   Ränta att betala till bidragsgivaren                                      12,34
        interest_received: Suicidprevention · Konto · 12,34
    """)


def test_interest_paid() -> None:
    booked = rules.interest_paid(root=SUICIDE, bank_id=ACCOUNT, amount_ore=kronor(12, 34))
    assert written(booked) == voucher("""
        Pengar  Suicidprevention   Bank                                    Konto                             12,34
        Pengar  Suicidprevention   Ränta att betala till bidragsgivaren                          12,34
        interest_paid: Suicidprevention · Konto · 12,34
    """)


def test_bank_other() -> None:
    booked = rules.bank_other(other_root=OUTSIDE, bank_id=ACCOUNT, amount_ore=kronor(75))
    assert written(booked) == voucher("""
        Pengar  Övrigt             Bank                                    Konto                    75
        Pengar  Övrigt             Övrigt                                                                       75
        bank_other: Övrigt · Konto · 75
    """)


def test_bank_other_out() -> None:
    booked = rules.bank_other(other_root=OUTSIDE, bank_id=ACCOUNT, amount_ore=-kronor(75))
    assert written(booked) == voucher("""
        Pengar  Övrigt             Bank                                    Konto                                75
        Pengar  Övrigt             Övrigt                                                           75
        bank_other: Övrigt · Konto · −75
    """)
