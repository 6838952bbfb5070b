"""Commands about invoices, their attests, and what is paid out."""

from typing import Final

from ledger.commands.forms import Argument, Row
from ledger.commands.registry import ATTESTER, OFFICER, OFFICER_OR_ATTESTER, Command
from ledger.services.bounces import register_bounced_payment, register_bounced_payout
from ledger.services.credit_attests import approve_credit_invoice, confirm_credit_invoice
from ledger.services.credits import register_credit_invoice, return_credit_invoice
from ledger.services.invoice_attests import approve_invoice, confirm_invoice
from ledger.services.invoices import change_invoice, register_invoice, return_invoice
from ledger.services.payouts import pay_invoices, pay_out_allotted
from ledger.services.report_payouts import pay_use_reports
from ledger.services.supplier_claims import register_double_payment, register_supplier_refund, set_off
from ledger.services.vat_recoveries import recover_vat

_PARTS: Final = {"amounts": Row(Argument("invoice_id", int, required=True), Argument("amount_ore", int, required=True))}
"""What is paid of an invoice that is not paid in full."""

COMMANDS: Final = (
    Command("invoice.register", "Registrera en faktura", register_invoice, OFFICER, spread="invoice"),
    Command("invoice.change", "Ändra en faktura med en ny version", change_invoice, OFFICER, spread="invoice"),
    Command("invoice.return", "Returnera en faktura", return_invoice, OFFICER),
    Command("invoice.confirm", "Sakattestera en faktura", confirm_invoice, OFFICER_OR_ATTESTER),
    Command("invoice.approve", "Beslutsattestera en faktura", approve_invoice, ATTESTER),
    Command(
        "credit_invoice.register", "Registrera en kreditfaktura", register_credit_invoice, OFFICER, spread="credit"
    ),
    Command("credit_invoice.return", "Returnera en kreditfaktura", return_credit_invoice, OFFICER),
    Command("credit_invoice.confirm", "Sakattestera en kreditfaktura", confirm_credit_invoice, OFFICER_OR_ATTESTER),
    Command("credit_invoice.approve", "Beslutsattestera en kreditfaktura", approve_credit_invoice, ATTESTER),
    Command("payout.pay", "Betala fakturor", pay_invoices, OFFICER, special=_PARTS),
    Command("payout.pay_out", "Betala ut fördelade medel", pay_out_allotted, OFFICER),
    Command("payout.pay_reports", "Betala det som återrapporter ger i efterskott", pay_use_reports, OFFICER),
    Command("bounce.register_payment", "Registrera en betald faktura i retur", register_bounced_payment, OFFICER),
    Command("bounce.register_payout", "Registrera en utbetalning i retur", register_bounced_payout, OFFICER),
    Command(
        "double_payment.register", "Registrera att en faktura betalats två gånger", register_double_payment, OFFICER
    ),
    Command(
        "supplier_refund.register", "Registrera en återbetalning från leverantör", register_supplier_refund, OFFICER
    ),
    Command("set_off.register", "Kvitta en fordran mot en faktura", set_off, OFFICER),
    Command("vat_recovery.register", "Registrera återvunnen moms", recover_vat, OFFICER),
)
"""In the order they are listed."""
