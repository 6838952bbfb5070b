"""What is booked between the book and the payer."""

from ledger.domain import rules
from ledger.money import kronor
from tests.support.vouchers import ACCOUNT, ASKED, ASKED_YOUTH, OUTSIDE, SUICIDE, YOUTH, voucher, written


def test_agreement_amount() -> None:
    booked = rules.agreement_amount(root=SUICIDE, amount_ore=kronor(33_422_811))
    assert written(booked) == voucher("""
        Medel   Suicidprevention   Kvar att disponera                                       33 422 811
        Medel   Suicidprevention   Tilldelat                                                            33 422 811
        agreement_amount: Suicidprevention · 33 422 811
    """)


def test_agreement_amount_lowered() -> None:
    booked = rules.agreement_amount(root=SUICIDE, amount_ore=-kronor(22_811))
    assert written(booked) == voucher("""
        Medel   Suicidprevention   Kvar att disponera                                                       22 811
        Medel   Suicidprevention   Tilldelat                                                    22 811
        agreement_amount: Suicidprevention · −22 811
    """)


def test_requisition() -> None:
    booked = rules.requisition(root=SUICIDE, requisition_id=ASKED, amount_ore=kronor(33_422_811))
    assert written(booked) == voucher("""
        Pengar  Suicidprevention   Fordran på bidragsgivaren               R-01             33 422 811
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                          33 422 811
        requisition: Suicidprevention · R-01 · 33 422 811
    """)


def test_requisition_lowered() -> None:
    booked = rules.requisition_lowered(root=SUICIDE, requisition_id=ASKED, amount_ore=kronor(422_811))
    assert written(booked) == voucher("""
        Pengar  Suicidprevention   Fordran på bidragsgivaren               R-01                            422 811
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                 422 811
        requisition_lowered: Suicidprevention · R-01 · 422 811
    """)


def test_receipt() -> None:
    booked = rules.receipt(bank_id=ACCOUNT, placements=[rules.Placement(SUICIDE, ASKED, kronor(33_422_811))])
    assert written(booked) == voucher("""
        Pengar  Suicidprevention   Bank                                    Konto            33 422 811
        Pengar  Suicidprevention   Fordran på bidragsgivaren               R-01                         33 422 811
        receipt: Suicidprevention · R-01 · Konto · 33 422 811
    """)


def test_receipt_over_two_purposes() -> None:
    booked = rules.receipt(
        bank_id=ACCOUNT,
        placements=[rules.Placement(SUICIDE, ASKED, kronor(500)), rules.Placement(YOUTH, ASKED_YOUTH, kronor(250, 50))],
    )
    assert written(booked) == voucher("""
        Pengar  Suicidprevention   Bank                                    Konto                   500
        Pengar  Suicidprevention   Fordran på bidragsgivaren               R-01                                500
        Pengar  Ungdomsmottagning  Bank                                    Konto                250,50
        Pengar  Ungdomsmottagning  Fordran på bidragsgivaren               R-02                             250,50
        receipt: Suicidprevention · R-01 · Konto · 500
        receipt: Ungdomsmottagning · R-02 · Konto · 250,50
    """)


def test_receipt_unplaced() -> None:
    booked = rules.receipt_unplaced(other_root=OUTSIDE, bank_id=ACCOUNT, amount_ore=kronor(100))
    assert written(booked) == voucher("""
        Pengar  Övrigt             Bank                                    Konto                   100
        Pengar  Övrigt             Ej ihopparad inbetalning                                                    100
        receipt_unplaced: Övrigt · Konto · 100
    """)


def test_receipt_placed() -> None:
    booked = rules.receipt_placed(
        other_root=OUTSIDE, root=SUICIDE, requisition_id=ASKED, bank_id=ACCOUNT, amount_ore=kronor(100)
    )
    assert written(booked) == voucher("""
        Pengar  Övrigt             Ej ihopparad inbetalning                                        100
        Pengar  Övrigt             Bank                                    Konto                               100
        Pengar  Suicidprevention   Bank                                    Konto                   100
        Pengar  Suicidprevention   Fordran på bidragsgivaren               R-01                                100
        receipt_placed: Suicidprevention → Övrigt · R-01 · Konto · 100
    """)


def test_sent_back() -> None:
    booked = rules.sent_back(root=SUICIDE, requisition_id=ASKED, bank_id=ACCOUNT, amount_ore=kronor(100))
    assert written(booked) == voucher("""
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                     100
        Pengar  Suicidprevention   Bank                                    Konto                               100
        sent_back: Suicidprevention · R-01 · Konto · 100
    """)


def test_lapse() -> None:
    booked = rules.lapse(root=SUICIDE, amount_ore=kronor(422_811))
    assert written(booked) == voucher("""
        Medel   Suicidprevention   Förfallet                                                   422 811
        Medel   Suicidprevention   Kvar att disponera                                                      422 811
        lapse: Suicidprevention · 422 811
    """)


def test_repayment() -> None:
    booked = rules.repayment(root=SUICIDE, bank_id=ACCOUNT, amount_ore=kronor(1_500_000))
    assert written(booked) == voucher("""
        Medel   Suicidprevention   Återbetalt till bidragsgivaren                            1 500 000
        Medel   Suicidprevention   Kvar att disponera                                                    1 500 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                               1 500 000
        Pengar  Suicidprevention   Bank                                    Konto                         1 500 000
        repayment: Suicidprevention · Konto · 1 500 000
    """)
