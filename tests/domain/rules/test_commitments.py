"""What is booked when authority is reserved and committed."""

from ledger.domain import rules
from ledger.money import kronor
from tests.support.vouchers import COORDINATOR, SET_ASIDE, SIMBA, voucher, written


def test_reservation() -> None:
    booked = rules.reservation(pot=SIMBA, reservation_id=SET_ASIDE, amount_ore=kronor(200_000))
    assert written(booked) == voucher("""
        Medel   SIMBA              Reserverat                              Reserv              200 000
        Medel   SIMBA              Kvar att disponera                                                      200 000
        reservation: SIMBA · Reserv · 200 000
    """)


def test_reservation_released() -> None:
    booked = rules.reservation_released(pot=SIMBA, reservation_id=SET_ASIDE, amount_ore=kronor(50_000))
    assert written(booked) == voucher("""
        Medel   SIMBA              Reserverat                              Reserv                           50 000
        Medel   SIMBA              Kvar att disponera                                           50 000
        reservation_released: SIMBA · Reserv · 50 000
    """)


def test_commitment() -> None:
    booked = rules.commitment(pot=SIMBA, commitment_id=COORDINATOR, amount_ore=kronor(1_000_000))
    assert written(booked) == voucher("""
        Medel   SIMBA              Intecknat                               Samordnare        1 000 000
        Medel   SIMBA              Kvar att disponera                                                    1 000 000
        commitment: SIMBA · Samordnare · 1 000 000
    """)


def test_commitment_from_a_reservation() -> None:
    booked = rules.commitment(
        pot=SIMBA, commitment_id=COORDINATOR, amount_ore=kronor(150_000), reservation_id=SET_ASIDE
    )
    assert written(booked) == voucher("""
        Medel   SIMBA              Intecknat                               Samordnare          150 000
        Medel   SIMBA              Reserverat                              Reserv                          150 000
        commitment: SIMBA · Samordnare → Reserv · 150 000
    """)


def test_commitment_lowered() -> None:
    booked = rules.commitment_lowered(pot=SIMBA, commitment_id=COORDINATOR, amount_ore=kronor(600_000))
    assert written(booked) == voucher("""
        Medel   SIMBA              Kvar att disponera                                          600 000
        Medel   SIMBA              Intecknat                               Samordnare                      600 000
        commitment_lowered: SIMBA · Samordnare · 600 000
    """)
