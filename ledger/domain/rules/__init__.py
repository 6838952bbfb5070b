"""The posting rules: one function per business event, which books its lines and states its facts.

Each takes keyword arguments and gives a `Movement`, which cannot exist unless every pot's authority and every root's
cash balance in it. Amounts are öre and positive unless the rule says otherwise; `AmountNotPositive` refuses the rest.
A rule knows no balances: whether the money is there is asked by the service and held by the database.
"""

from ledger.domain.rules.allocations import allocation, moved, taken_back
from ledger.domain.rules.bank import bank_other, interest_paid, interest_received
from ledger.domain.rules.commitments import (
    commitment,
    commitment_lowered,
    reservation,
    reservation_released,
)
from ledger.domain.rules.grants import (
    Placement,
    agreement_amount,
    lapse,
    receipt,
    receipt_placed,
    receipt_unplaced,
    repayment,
    requisition,
    requisition_lowered,
    sent_back,
)
from ledger.domain.rules.invoices import (
    CreditRow,
    InvoiceRow,
    Payment,
    credit_invoice,
    invoice,
    invoice_paid,
    paid_twice,
    payment_bounced,
    set_off,
    supplier_refund,
    vat_recovered,
)
from ledger.domain.rules.parts import Shares
from ledger.domain.rules.recipients import (
    paid_back,
    paid_out,
    passed_on,
    payout_bounced,
    recall,
    reclaim_written_off,
    use_disallowed,
    use_report,
)
from ledger.domain.rules.yearend import (
    CarriedCommitment,
    HandedCommitment,
    carry_over,
    clearing_settled,
    handover_in,
    handover_out,
)

__all__ = [
    "CarriedCommitment",
    "CreditRow",
    "HandedCommitment",
    "InvoiceRow",
    "Payment",
    "Placement",
    "Shares",
    "agreement_amount",
    "allocation",
    "bank_other",
    "carry_over",
    "clearing_settled",
    "commitment",
    "commitment_lowered",
    "credit_invoice",
    "handover_in",
    "handover_out",
    "interest_paid",
    "interest_received",
    "invoice",
    "invoice_paid",
    "lapse",
    "moved",
    "paid_back",
    "paid_out",
    "paid_twice",
    "passed_on",
    "payment_bounced",
    "payout_bounced",
    "recall",
    "receipt",
    "receipt_placed",
    "receipt_unplaced",
    "reclaim_written_off",
    "repayment",
    "requisition",
    "requisition_lowered",
    "reservation",
    "reservation_released",
    "sent_back",
    "set_off",
    "supplier_refund",
    "taken_back",
    "use_disallowed",
    "use_report",
    "vat_recovered",
]
