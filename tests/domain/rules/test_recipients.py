"""What is booked with recipients, from payout to what they pay back."""

from ledger.domain import rules
from ledger.money import kronor
from tests.support.vouchers import (
    ACCOUNT,
    COORDINATOR,
    FYRBODAL,
    GIVEN_UP,
    LYSEKIL,
    REPORT,
    SOTENAS,
    YOUTH,
    voucher,
    written,
)


def test_paid_out() -> None:
    booked = rules.paid_out(bank_id=ACCOUNT, payouts=[(FYRBODAL, kronor(900_000)), (YOUTH, kronor(100_000))])
    assert written(booked) == voucher("""
        Medel   Fyrbodal           Hos mottagaren, ej redovisat                                900 000
        Medel   Fyrbodal           Kvar att disponera                                                      900 000
        Medel   Ungdomsmottagning  Hos mottagaren, ej redovisat                                100 000
        Medel   Ungdomsmottagning  Kvar att disponera                                                      100 000
        Pengar  Fyrbodal           Utbetalt, ej redovisat                                      900 000
        Pengar  Suicidprevention   Bank                                    Konto                           900 000
        Pengar  Ungdomsmottagning  Utbetalt, ej redovisat                                      100 000
        Pengar  Ungdomsmottagning  Bank                                    Konto                           100 000
        paid_out: Fyrbodal · Konto · 900 000
        paid_out: Ungdomsmottagning · Konto · 100 000
    """)


def test_payout_bounced() -> None:
    booked = rules.payout_bounced(bank_id=ACCOUNT, payouts=[(FYRBODAL, kronor(900_000))])
    assert written(booked) == voucher("""
        Medel   Fyrbodal           Hos mottagaren, ej redovisat                                            900 000
        Medel   Fyrbodal           Kvar att disponera                                          900 000
        Pengar  Fyrbodal           Utbetalt, ej redovisat                                                  900 000
        Pengar  Suicidprevention   Bank                                    Konto               900 000
        payout_bounced: Fyrbodal · Konto · 900 000
    """)


def test_passed_on() -> None:
    booked = rules.passed_on(parent=FYRBODAL, shares=[(LYSEKIL, kronor(500_000)), (SOTENAS, kronor(400_000))])
    assert written(booked) == voucher("""
        Medel   Fyrbodal           Fördelat vidare                                             900 000
        Medel   Fyrbodal           Hos mottagaren, ej redovisat                                            900 000
        Medel   Lysekil            Hos mottagaren, ej redovisat                                500 000
        Medel   Lysekil            Tilldelat                                                               500 000
        Medel   Sotenäs            Hos mottagaren, ej redovisat                                400 000
        Medel   Sotenäs            Tilldelat                                                               400 000
        Pengar  Fyrbodal           Utbetalt, ej redovisat                                                  900 000
        Pengar  Lysekil            Utbetalt, ej redovisat                                      500 000
        Pengar  Sotenäs            Utbetalt, ej redovisat                                      400 000
        passed_on: Fyrbodal → Lysekil · 500 000
        passed_on: Fyrbodal → Sotenäs · 400 000
    """)


def test_use_report() -> None:
    booked = rules.use_report(pot=LYSEKIL, report_id=REPORT, from_disbursed_ore=kronor(500_000), in_arrears_ore=0)
    assert written(booked) == voucher("""
        Medel   Lysekil            Förbrukat                               Rapport             500 000
        Medel   Lysekil            Hos mottagaren, ej redovisat                                            500 000
        Pengar  Lysekil            Utbetalt, ej redovisat                                                  500 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                 500 000
        use_report: Lysekil · Rapport · 500 000
    """)


def test_use_report_in_arrears() -> None:
    booked = rules.use_report(
        pot=LYSEKIL, report_id=REPORT, from_disbursed_ore=kronor(500_000), in_arrears_ore=kronor(40_000)
    )
    assert written(booked) == voucher("""
        Medel   Lysekil            Förbrukat                               Rapport             540 000
        Medel   Lysekil            Hos mottagaren, ej redovisat                                            500 000
        Medel   Lysekil            Kvar att disponera                                                       40 000
        Pengar  Lysekil            Utbetalt, ej redovisat                                                  500 000
        Pengar  Lysekil            Skuld till leverantör eller mottagare   Rapport                          40 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                 540 000
        use_report: Lysekil · Rapport · 500 000
        use_report_arrears: Lysekil · Rapport · 40 000
    """)


def test_use_report_in_arrears_of_a_commitment() -> None:
    booked = rules.use_report(
        pot=LYSEKIL, report_id=REPORT, from_disbursed_ore=0, in_arrears_ore=kronor(40_000), commitment_id=COORDINATOR
    )
    assert written(booked) == voucher("""
        Medel   Lysekil            Förbrukat                               Rapport              40 000
        Medel   Lysekil            Intecknat                               Samordnare                       40 000
        Pengar  Lysekil            Skuld till leverantör eller mottagare   Rapport                          40 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                  40 000
        use_report_arrears: Lysekil · Rapport → Samordnare · 40 000
    """)


def test_use_disallowed() -> None:
    booked = rules.use_disallowed(pot=LYSEKIL, report_id=REPORT, amount_ore=kronor(15_000))
    assert written(booked) == voucher("""
        Medel   Lysekil            Kvar att disponera                                           15 000
        Medel   Lysekil            Förbrukat                               Rapport                          15 000
        Pengar  Lysekil            Återkrav på mottagare                                        15 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                              15 000
        use_disallowed: Lysekil · Rapport · 15 000
    """)


def test_recall() -> None:
    booked = rules.recall(pot=LYSEKIL, amount_ore=kronor(25_000))
    assert written(booked) == voucher("""
        Medel   Lysekil            Kvar att disponera                                           25 000
        Medel   Lysekil            Hos mottagaren, ej redovisat                                             25 000
        Pengar  Lysekil            Återkrav på mottagare                                        25 000
        Pengar  Lysekil            Utbetalt, ej redovisat                                                   25 000
        recall: Lysekil · 25 000
    """)


def test_paid_back() -> None:
    booked = rules.paid_back(pot=LYSEKIL, bank_id=ACCOUNT, amount_ore=kronor(25_000))
    assert written(booked) == voucher("""
        Pengar  Suicidprevention   Bank                                    Konto                25 000
        Pengar  Lysekil            Återkrav på mottagare                                                    25 000
        paid_back: Lysekil · Konto · 25 000
    """)


def test_reclaim_written_off() -> None:
    booked = rules.reclaim_written_off(pot=LYSEKIL, write_off_id=GIVEN_UP, amount_ore=kronor(5_000))
    assert written(booked) == voucher("""
        Medel   Lysekil            Förbrukat                               Avskrivning           5 000
        Medel   Lysekil            Kvar att disponera                                                        5 000
        Pengar  Lysekil            Återkrav på mottagare                                                     5 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                   5 000
        reclaim_written_off: Lysekil · Avskrivning · 5 000
    """)
