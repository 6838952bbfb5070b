"""What is booked with suppliers; 800 000 kr and 200 000 kr VAT, which some books can recover."""

from ledger.domain import rules
from ledger.money import kronor
from tests.support.vouchers import (
    ACCOUNT,
    BILL,
    BILL_NEXT,
    COORDINATOR,
    FYRBODAL,
    REPORT,
    SIMBA,
    YOUTH,
    voucher,
    written,
)


def test_invoice() -> None:
    booked = rules.invoice(invoice_id=BILL, rows=[rules.InvoiceRow(SIMBA, COORDINATOR, kronor(1_000_000), 0)])
    assert written(booked) == voucher("""
        Medel   SIMBA              Förbrukat                               F-17              1 000 000
        Medel   SIMBA              Intecknat                               Samordnare                    1 000 000
        Pengar  SIMBA              Kostnad                                                   1 000 000
        Pengar  SIMBA              Bidragsintäkt                                                         1 000 000
        Pengar  SIMBA              Skuld till leverantör eller mottagare   F-17                          1 000 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                               1 000 000
        invoice: SIMBA · F-17 → Samordnare · 1 000 000
    """)


def test_invoice_with_vat_that_is_recovered() -> None:
    booked = rules.invoice(
        invoice_id=BILL, rows=[rules.InvoiceRow(SIMBA, COORDINATOR, kronor(800_000), kronor(200_000))]
    )
    assert written(booked) == voucher("""
        Medel   SIMBA              Förbrukat                               F-17                800 000
        Medel   SIMBA              Intecknat                               Samordnare                      800 000
        Pengar  SIMBA              Kostnad                                                     800 000
        Pengar  SIMBA              Momsfordran                             F-17                200 000
        Pengar  SIMBA              Bidragsintäkt                                                           800 000
        Pengar  SIMBA              Skuld till leverantör eller mottagare   F-17                          1 000 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                 800 000
        invoice: SIMBA · F-17 → Samordnare · 800 000 · moms 200 000
    """)


def test_invoice_without_a_commitment() -> None:
    booked = rules.invoice(invoice_id=BILL, rows=[rules.InvoiceRow(SIMBA, 0, kronor(4_000), 0)])
    assert written(booked) == voucher("""
        Medel   SIMBA              Förbrukat                               F-17                  4 000
        Medel   SIMBA              Kvar att disponera                                                        4 000
        Pengar  SIMBA              Kostnad                                                       4 000
        Pengar  SIMBA              Bidragsintäkt                                                             4 000
        Pengar  SIMBA              Skuld till leverantör eller mottagare   F-17                              4 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                   4 000
        invoice: SIMBA · F-17 · 4 000
    """)


def test_invoice_over_two_purposes() -> None:
    booked = rules.invoice(
        invoice_id=BILL,
        rows=[rules.InvoiceRow(SIMBA, COORDINATOR, kronor(700), 0), rules.InvoiceRow(YOUTH, 0, kronor(300), 0)],
    )
    assert written(booked) == voucher("""
        Medel   SIMBA              Förbrukat                               F-17                    700
        Medel   SIMBA              Intecknat                               Samordnare                          700
        Medel   Ungdomsmottagning  Förbrukat                               F-17                    300
        Medel   Ungdomsmottagning  Kvar att disponera                                                          300
        Pengar  SIMBA              Kostnad                                                         700
        Pengar  SIMBA              Bidragsintäkt                                                               700
        Pengar  SIMBA              Skuld till leverantör eller mottagare   F-17                                700
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                     700
        Pengar  Ungdomsmottagning  Kostnad                                                         300
        Pengar  Ungdomsmottagning  Skuld, ej utnyttjade bidrag                                     300
        Pengar  Ungdomsmottagning  Bidragsintäkt                                                               300
        Pengar  Ungdomsmottagning  Skuld till leverantör eller mottagare   F-17                                300
        invoice: SIMBA · F-17 → Samordnare · 700
        invoice: Ungdomsmottagning · F-17 · 300
    """)


def test_invoice_merges_rows_of_one_account() -> None:
    booked = rules.invoice(
        invoice_id=BILL,
        rows=[rules.InvoiceRow(SIMBA, COORDINATOR, kronor(700), 0), rules.InvoiceRow(SIMBA, 0, kronor(300), 0)],
    )
    assert written(booked) == voucher("""
        Medel   SIMBA              Förbrukat                               F-17                  1 000
        Medel   SIMBA              Intecknat                               Samordnare                          700
        Medel   SIMBA              Kvar att disponera                                                          300
        Pengar  SIMBA              Kostnad                                                       1 000
        Pengar  SIMBA              Bidragsintäkt                                                             1 000
        Pengar  SIMBA              Skuld till leverantör eller mottagare   F-17                              1 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                   1 000
        invoice: SIMBA · F-17 → Samordnare · 700
        invoice: SIMBA · F-17 · 300
    """)


def test_invoice_paid() -> None:
    booked = rules.invoice_paid(bank_id=ACCOUNT, payments=[rules.Payment(SIMBA, BILL, kronor(1_000_000))])
    assert written(booked) == voucher("""
        Pengar  SIMBA              Skuld till leverantör eller mottagare   F-17              1 000 000
        Pengar  Suicidprevention   Bank                                    Konto                         1 000 000
        invoice_paid: SIMBA · F-17 · Konto · 1 000 000
    """)


def test_invoice_paid_in_a_batch() -> None:
    booked = rules.invoice_paid(
        bank_id=ACCOUNT,
        payments=[
            rules.Payment(SIMBA, BILL, kronor(700)),
            rules.Payment(SIMBA, BILL_NEXT, kronor(200)),
            rules.Payment(YOUTH, BILL, kronor(300)),
        ],
    )
    assert written(booked) == voucher("""
        Pengar  SIMBA              Skuld till leverantör eller mottagare   F-17                    700
        Pengar  SIMBA              Skuld till leverantör eller mottagare   F-18                    200
        Pengar  Suicidprevention   Bank                                    Konto                               900
        Pengar  Ungdomsmottagning  Skuld till leverantör eller mottagare   F-17                    300
        Pengar  Ungdomsmottagning  Bank                                    Konto                               300
        invoice_paid: SIMBA · F-17 · Konto · 700
        invoice_paid: SIMBA · F-18 · Konto · 200
        invoice_paid: Ungdomsmottagning · F-17 · Konto · 300
    """)


def test_invoice_paid_for_a_report_in_arrears() -> None:
    booked = rules.invoice_paid(bank_id=ACCOUNT, payments=[rules.Payment(SIMBA, REPORT, kronor(40_000))])
    assert written(booked) == voucher("""
        Pengar  SIMBA              Skuld till leverantör eller mottagare   Rapport              40 000
        Pengar  Suicidprevention   Bank                                    Konto                            40 000
        invoice_paid: SIMBA · Rapport · Konto · 40 000
    """)


def test_payment_bounced() -> None:
    booked = rules.payment_bounced(bank_id=ACCOUNT, payments=[rules.Payment(SIMBA, BILL, kronor(1_000_000))])
    assert written(booked) == voucher("""
        Pengar  SIMBA              Skuld till leverantör eller mottagare   F-17                          1 000 000
        Pengar  Suicidprevention   Bank                                    Konto             1 000 000
        payment_bounced: SIMBA · F-17 · Konto · 1 000 000
    """)


def test_paid_twice() -> None:
    booked = rules.paid_twice(pot=SIMBA, invoice_id=BILL, bank_id=ACCOUNT, amount_ore=kronor(1_000_000))
    assert written(booked) == voucher("""
        Pengar  SIMBA              Fordran på leverantör                   F-17              1 000 000
        Pengar  Suicidprevention   Bank                                    Konto                         1 000 000
        paid_twice: SIMBA · F-17 · Konto · 1 000 000
    """)


def test_credit_invoice() -> None:
    booked = rules.credit_invoice(
        invoice_id=BILL, rows=[rules.CreditRow(SIMBA, COORDINATOR, kronor(80_000), kronor(20_000), kronor(30_000))]
    )
    assert written(booked) == voucher("""
        Medel   SIMBA              Intecknat                               Samordnare           80 000
        Medel   SIMBA              Förbrukat                               F-17                             80 000
        Pengar  SIMBA              Skuld till leverantör eller mottagare   F-17                 70 000
        Pengar  SIMBA              Fordran på leverantör                   F-17                 30 000
        Pengar  SIMBA              Kostnad                                                                  80 000
        Pengar  SIMBA              Momsfordran                             F-17                             20 000
        Pengar  SIMBA              Bidragsintäkt                                                80 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                              80 000
        credit_invoice: SIMBA · F-17 → Samordnare · 80 000 · moms 20 000 · fordran 30 000
    """)


def test_credit_invoice_of_a_closed_commitment() -> None:
    booked = rules.credit_invoice(invoice_id=BILL, rows=[rules.CreditRow(SIMBA, 0, kronor(80_000), 0, kronor(80_000))])
    assert written(booked) == voucher("""
        Medel   SIMBA              Kvar att disponera                                           80 000
        Medel   SIMBA              Förbrukat                               F-17                             80 000
        Pengar  SIMBA              Fordran på leverantör                   F-17                 80 000
        Pengar  SIMBA              Kostnad                                                                  80 000
        Pengar  SIMBA              Bidragsintäkt                                                80 000
        Pengar  Suicidprevention   Skuld, ej utnyttjade bidrag                                              80 000
        credit_invoice: SIMBA · F-17 · 80 000 · fordran 80 000
    """)


def test_supplier_refund() -> None:
    booked = rules.supplier_refund(pot=SIMBA, invoice_id=BILL, bank_id=ACCOUNT, amount_ore=kronor(30_000))
    assert written(booked) == voucher("""
        Pengar  Suicidprevention   Bank                                    Konto                30 000
        Pengar  SIMBA              Fordran på leverantör                   F-17                             30 000
        supplier_refund: SIMBA · F-17 · Konto · 30 000
    """)


def test_set_off() -> None:
    booked = rules.set_off(pot=SIMBA, invoice_id=BILL, other_invoice_id=BILL_NEXT, amount_ore=kronor(30_000))
    assert written(booked) == voucher("""
        Pengar  SIMBA              Skuld till leverantör eller mottagare   F-18                 30 000
        Pengar  SIMBA              Fordran på leverantör                   F-17                             30 000
        set_off: SIMBA → SIMBA · F-17 → F-18 · 30 000
    """)


def test_set_off_in_another_pot() -> None:
    booked = rules.set_off(
        pot=SIMBA, invoice_id=BILL, other_invoice_id=BILL_NEXT, amount_ore=kronor(30_000), other_pot=FYRBODAL
    )
    assert written(booked) == voucher("""
        Pengar  Fyrbodal           Skuld till leverantör eller mottagare   F-18                 30 000
        Pengar  SIMBA              Fordran på leverantör                   F-17                             30 000
        set_off: SIMBA → Fyrbodal · F-17 → F-18 · 30 000
    """)


def test_vat_recovered() -> None:
    booked = rules.vat_recovered(pot=SIMBA, invoice_id=BILL, bank_id=ACCOUNT, amount_ore=kronor(200_000))
    assert written(booked) == voucher("""
        Pengar  Suicidprevention   Bank                                    Konto               200 000
        Pengar  SIMBA              Momsfordran                             F-17                            200 000
        vat_recovered: SIMBA · F-17 · Konto · 200 000
    """)
