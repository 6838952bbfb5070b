"""What is booked when a pot is carried over, or handed over to another book."""

from ledger.domain import rules
from ledger.money import kronor
from tests.support.vouchers import (
    ACCOUNT,
    COORDINATOR,
    COORDINATOR_NEXT,
    FYRBODAL,
    NEXT_YEAR,
    SIMBA,
    SUICIDE,
    voucher,
    written,
)


def test_carry_over() -> None:
    booked = rules.carry_over(
        old=SIMBA,
        new=NEXT_YEAR,
        available_ore=kronor(300_000),
        committed=[rules.CarriedCommitment(COORDINATOR, COORDINATOR_NEXT, kronor(600_000))],
        disbursed_ore=kronor(100_000),
        bank_id=ACCOUNT,
    )
    assert written(booked) == voucher("""
        Medel   SIMBA              Överfört                                                  1 000 000
        Medel   SIMBA              Kvar att disponera                                                      300 000
        Medel   SIMBA              Intecknat                               Samordnare                      600 000
        Medel   SIMBA              Hos mottagaren, ej redovisat                                            100 000
        Medel   Suicidprev. 2021   Kvar att disponera                                          300 000
        Medel   Suicidprev. 2021   Överfört                                                              1 000 000
        Medel   Suicidprev. 2021   Intecknat                               Samordnare 2021     600 000
        Medel   Suicidprev. 2021   Hos mottagaren, ej redovisat                                100 000
        Pengar  SIMBA              Utbetalt, ej redovisat                                                  100 000
        Pengar  Suicidprev. 2021   Bank                                    Konto               900 000
        Pengar  Suicidprev. 2021   Skuld, ej utnyttjade bidrag                                           1 000 000
        Pengar  Suicidprev. 2021   Utbetalt, ej redovisat                                      100 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                               1 000 000
        Pengar  Suicidprevention   Bank                                    Konto                           900 000
        carried_available: SIMBA → Suicidprev. 2021 · Konto · 300 000
        carried_committed: SIMBA → Suicidprev. 2021 · Samordnare → Samordnare 2021 · Konto · 600 000
        carried_disbursed: SIMBA → Suicidprev. 2021 · 100 000
    """)


def test_carry_over_within_one_purpose_moves_no_money() -> None:
    booked = rules.carry_over(
        old=SIMBA,
        new=FYRBODAL,
        available_ore=kronor(300_000),
        committed=[rules.CarriedCommitment(COORDINATOR, COORDINATOR_NEXT, kronor(600_000))],
        disbursed_ore=kronor(100_000),
    )
    assert written(booked) == voucher("""
        Medel   SIMBA              Överfört                                                  1 000 000
        Medel   SIMBA              Kvar att disponera                                                      300 000
        Medel   SIMBA              Intecknat                               Samordnare                      600 000
        Medel   SIMBA              Hos mottagaren, ej redovisat                                            100 000
        Medel   Fyrbodal           Kvar att disponera                                          300 000
        Medel   Fyrbodal           Överfört                                                              1 000 000
        Medel   Fyrbodal           Intecknat                               Samordnare 2021     600 000
        Medel   Fyrbodal           Hos mottagaren, ej redovisat                                100 000
        Pengar  SIMBA              Utbetalt, ej redovisat                                                  100 000
        Pengar  Fyrbodal           Utbetalt, ej redovisat                                      100 000
        carried_available: SIMBA → Fyrbodal · 300 000
        carried_committed: SIMBA → Fyrbodal · Samordnare → Samordnare 2021 · 600 000
        carried_disbursed: SIMBA → Fyrbodal · 100 000
    """)


def test_handover_out() -> None:
    booked = rules.handover_out(
        pot=SIMBA,
        available_ore=kronor(300_000),
        committed=[rules.HandedCommitment(COORDINATOR, kronor(600_000))],
        disbursed_ore=kronor(100_000),
    )
    assert written(booked) == voucher("""
        Medel   SIMBA              Överlämnat till annan redovisningsenhet                   1 000 000
        Medel   SIMBA              Kvar att disponera                                                      300 000
        Medel   SIMBA              Intecknat                               Samordnare                      600 000
        Medel   SIMBA              Hos mottagaren, ej redovisat                                            100 000
        Pengar  SIMBA              Utbetalt, ej redovisat                                                  100 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                               1 000 000
        Pengar  Suicidprevention   Avräkning                                                               900 000
        handed_available_out: SIMBA · 300 000
        handed_committed_out: SIMBA · Samordnare · 600 000
        handed_disbursed_out: SIMBA · 100 000
    """)


def test_handover_in() -> None:
    booked = rules.handover_in(
        pot=SIMBA,
        available_ore=kronor(300_000),
        committed=[rules.HandedCommitment(COORDINATOR, kronor(600_000))],
        disbursed_ore=kronor(100_000),
    )
    assert written(booked) == voucher("""
        Medel   SIMBA              Överlämnat till annan redovisningsenhet                               1 000 000
        Medel   SIMBA              Kvar att disponera                                          300 000
        Medel   SIMBA              Intecknat                               Samordnare          600 000
        Medel   SIMBA              Hos mottagaren, ej redovisat                                100 000
        Pengar  SIMBA              Utbetalt, ej redovisat                                      100 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                           1 000 000
        Pengar  Suicidprevention   Avräkning                                                   900 000
        handed_available_in: SIMBA · 300 000
        handed_committed_in: SIMBA · Samordnare · 600 000
        handed_disbursed_in: SIMBA · 100 000
    """)


def test_clearing_settled() -> None:
    booked = rules.clearing_settled(root=SUICIDE, bank_id=ACCOUNT, amount_ore=kronor(900_000))
    assert written(booked) == voucher("""
        Pengar  Suicidprevention   Avräkning                                                   900 000
        Pengar  Suicidprevention   Bank                                    Konto                           900 000
        clearing_settled: Suicidprevention · Konto · 900 000
    """)


def test_clearing_settled_arrives() -> None:
    booked = rules.clearing_settled(root=SUICIDE, bank_id=ACCOUNT, amount_ore=-kronor(900_000))
    assert written(booked) == voucher("""
        Pengar  Suicidprevention   Avräkning                                                               900 000
        Pengar  Suicidprevention   Bank                                    Konto               900 000
        clearing_settled: Suicidprevention · Konto · −900 000
    """)
