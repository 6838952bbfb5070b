"""The reconciliation workbook of invoices credited, set off, returned and paid twice: it ties and recalculates."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from exports.avstamning import export_avstamning
from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.money import kronor
from ledger.services.bounces import register_bounced_payment
from ledger.services.supplier_claims import register_double_payment, register_supplier_refund, set_off
from ledger.services.vat import set_vat_recovery
from ledger.services.vat_recoveries import recover_vat
from tests.support.billing import LATER_ON, credited, paid
from tests.support.libreoffice import recalculated
from tests.support.money import REASON, Money
from tests.support.sheets import column, differences
from tests.support.story import AGREED_ON


def test_what_comes_after_invoices_ties_and_recalculates(money: Money, tmp_path: Path) -> None:
    with money.writing() as session:
        set_vat_recovery(session, **money.story.officer, recovers=True, valid_from=AGREED_ON, reason=REASON)
    first = money.approved(money.invoice(kronor(250_000), "1")).document.id
    payout = paid(money, first)
    credited(money, first, kronor(50_000))
    other = money.approved(money.invoice(kronor(100_000), "2")).document.id
    credited(money, other, kronor(10_000), "K2")
    here, bank = money.story.officer, money.bank_id
    with money.writing() as session:
        set_off(session, **here, claim_invoice_id=first, invoice_id=other, amount_ore=kronor(30_000), on=LATER_ON)
        register_double_payment(
            session, **here, invoice_id=first, bank_account_id=bank, amount_ore=kronor(7_000), on=LATER_ON
        )
        register_supplier_refund(
            session, **here, invoice_id=first, bank_account_id=bank, amount_ore=kronor(5_000), on=LATER_ON
        )
        recover_vat(session, **here, invoice_id=first, bank_account_id=bank, amount_ore=kronor(15_000), on=LATER_ON)
        register_bounced_payment(session, **here, payout_id=payout.document.id, invoice_id=first, on=LATER_ON)
    written = tmp_path / "avstamning.xlsx"
    with read_session(money.story.engine) as session:
        export_avstamning(
            session,
            scope=Scope.everything(),
            book_id=money.story.book_id,
            agreement="PH2020",
            as_of=date(2021, 12, 31),
            known_at=None,
            path=written,
        )
    carried = load_workbook(written, data_only=True)
    assert set(column(carried["Översikt"], "Skillnad")) == {0, "Skillnad"}
    invoices, claims = carried["Fakturor"], carried["Leverantörsfordringar"]
    for heading, amounts in (
        ("Beslutsattesterat", [250_000, 100_000, 350_000]),
        ("Krediterat", [0, 10_000, 10_000]),
        ("Kvittat", [0, 30_000, 30_000]),
        ("Betalt", [250_000, 0, 250_000]),
        ("I retur", [250_000, 0, 250_000]),
        ("Skuld", [250_000, 60_000, 310_000]),
    ):
        assert column(invoices, heading) == amounts
    assert column(claims, "Fordran på leverantören") == [22_000, 0, 22_000]
    assert column(claims, "Momsfordran") == [25_000, 18_000, 43_000]
    assert column(carried["Uppdrag"], "Krediterat") == [48_000, 48_000]
    again = load_workbook(recalculated(written, tmp_path), data_only=True)
    assert list(differences(written, carried, again)) == []
